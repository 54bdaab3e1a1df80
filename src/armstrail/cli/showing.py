"""`armstrail show`: a document with its claims marked, or one claim where it stands."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from armstrail.cli.options import DEFAULT_LEDGER, LedgerOption, open_to_read
from armstrail.model.errors import LedgerError

if TYPE_CHECKING:
    from rich.text import Text

    from armstrail.cli.marking import Mark
    from armstrail.ledger import Ledger
    from armstrail.model.claim import Claim
    from armstrail.model.document import Document
    from armstrail.model.reading import Miss

_CLAIM_ID: Final = re.compile(r"[0-9a-f]{6,12}\Z")
_TOLD_ABOVE: Final = frozenset((
    "doc", "id", "kind", "start", "end", "quote", "anchor_start", "anchor_end", "anchor", "supplier", "recipient",
    "item", "designation", "low", "high", "unit", "source_start", "source_end", "places", "period", "condition",
    "reasons",
))  # fmt: skip


class Form(StrEnum):
    """How a document is shown."""

    TEXT = "text"
    JSON = "json"


def show(
    key: Annotated[str, typer.Argument(metavar="CLAIM|DOCUMENT", help="The id of a claim, or of a document.")],
    form: Annotated[Form, typer.Option("--format", help="Text for people, or JSON.")] = Form.TEXT,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Show a document with its claims marked.

    Below it stand the claims, and the numbers that were not used, each with its reason. For a claim, its
    document with that claim alone marked. An id may be shortened to six characters.
    """
    with open_to_read(ledger) as book:
        document, claims, misses = _find(book, key)
    if form is Form.JSON:
        from armstrail.cli.streams import write_record

        write_record(sys.stdout, _to_json(document, claims, misses))
    else:
        _print(document, claims, misses)


def _find(book: Ledger, key: str) -> tuple[Document, list[Claim], list[Miss]]:
    from armstrail.ledger import ClaimQuery

    if _CLAIM_ID.match(key):
        try:
            claim, document = book.claim(key)
        except LedgerError as no_claim:
            try:
                document = book.document(key)
            except LedgerError:
                raise no_claim from None
        else:
            return document, [claim], []
    else:
        document = book.document(key)
    claims = [claim for claim, _ in book.claims(ClaimQuery(document=document.digest))]
    try:
        misses = list(book.reading(document.digest).misses)
    except LedgerError:  # a document may be there without a reading, after an import
        misses = []
    return document, claims, misses


def _to_json(document: Document, claims: Sequence[Claim], misses: Sequence[Miss]) -> dict[str, Any]:
    return {
        "document": document.to_json() | {"digest": document.digest},
        "claims": [claim.to_json(document.text) for claim in claims],
        "misses": [{"start": m.span.start, "end": m.span.end, "reason": m.reason, "detail": m.detail} for m in misses],
    }


def _print(document: Document, claims: Sequence[Claim], misses: Sequence[Miss]) -> None:
    from rich.text import Text

    from armstrail.cli.marking import Mark, letters
    from armstrail.cli.tables import console, harmless

    marks = [Mark(claim.anchor, str(number), "[]") for number, claim in enumerate(claims, 1)]
    marks += [Mark(miss.span, letters(number), "{}") for number, miss in enumerate(misses)]
    out = console()
    out.print(Text(harmless(document.title or document.id), "bold"))
    facts = (document.publisher, document.published, document.lang, document.id, document.digest[:12], document.url)
    out.print(Text(harmless(" · ".join(filter(None, facts)))), soft_wrap=True)
    out.print()
    out.print(_marked(document.text, marks), soft_wrap=True)
    out.print()
    for number, claim in enumerate(claims, 1):
        out.print(_described(number, claim, document), soft_wrap=True)
    if misses:
        out.print(Text("Numbers that were not used", "bold"))
    for number, miss in enumerate(misses):
        why = miss.reason.replace("_", " ") + (f" ({miss.detail})" if miss.detail else "")
        words = harmless(miss.span.cut(document.text))
        out.print(Text(f"{{{letters(number)}}} {words}: {why}"), soft_wrap=True)
    if not claims and not misses:
        out.print(Text("No claim and no number was found in this document."))


def _marked(text: str, marks: Sequence[Mark]) -> Text:
    from rich.text import Text

    from armstrail.cli.marking import mark_up
    from armstrail.cli.tables import harmless

    marked = Text()
    for piece, inside in mark_up(text, marks):
        marked.append(harmless(piece), "bold cyan" if inside else "")
    marked.rstrip()
    return marked


def _described(number: int, claim: Claim, document: Document) -> Text:
    from rich.text import Text

    from armstrail.cli import wording
    from armstrail.cli.tables import harmless

    gist = (claim.kind, wording.say_parties(claim), wording.say_what(claim), wording.say_quantity(claim.quantity))
    text = Text(f"[{number}] ", "bold")
    text.append("  ".join(filter(None, gist)), "bold")
    text.append(f"  {claim.id}\n", "dim")
    slots = {
        "source": claim.source and claim.source.cut(document.text),
        "period": wording.say_period(claim),
        "places": ", ".join(f"{place.name} ({place.role})" for place in claim.places),
        "condition": claim.condition and claim.condition.cut(document.text),
    }
    slots |= {slot: _plain(v) for slot, v in claim.to_json(document.text).items() if slot not in _TOLD_ABOVE}
    told = " · ".join(f"{slot.replace('_', ' ')}: {words}" for slot, words in slots.items() if words)
    text.append(harmless(f"    {told}\n    “{claim.quote.cut(document.text)}”\n"))
    return text


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
