"""`armstrail show`: a document with its claims marked, or one claim where it stands."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from armstrail.cli.options import DEFAULT_LEDGER, EvidenceOption, LedgerOption, open_to_read
from armstrail.model.assistance import assisted_by
from armstrail.model.errors import LedgerError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from armstrail.cli.marking import Mark
    from armstrail.ledger import Amended, Ledger
    from armstrail.model.claim import Claim
    from armstrail.model.document import Document
    from armstrail.model.loss import Overlooked
    from armstrail.pipeline.keeping import Lying

_CLAIM_ID: Final = re.compile(r"[0-9a-f]{6,12}\Z")
_CONTEXT: Final = 40
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
    evidence: EvidenceOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Show a document with its claims marked.

    Below it stand the claims, and the numbers that became none, each with its words and the reason. For a
    claim, its document with that claim alone marked. An id may be shortened to six characters.
    """
    with open_to_read(ledger) as book:
        found = _find(book, key)
        found = replace(found, **_around(book, found.document, ledger, evidence))
    if form is Form.JSON:
        from armstrail.cli.streams import write_record

        write_record(sys.stdout, _to_json(found))
    else:
        _print(found)


@dataclass(frozen=True, slots=True)
class _Found:
    """What is shown; `state` is that of the reading, None where there is none or a claim alone was asked for.

    `amended` are the claims that people corrected or marked, by their ids.
    """

    document: Document
    claims: Sequence[Claim]
    misses: Sequence[Overlooked] = ()
    state: str | None = None
    alone: bool = False
    amended: Mapping[str, Amended] = field(default_factory=dict)
    originals: Sequence[Lying] = ()
    versions: Sequence[dict[str, Any]] = ()


def _find(book: Ledger, key: str) -> _Found:
    from armstrail.ledger import ClaimQuery, MissQuery

    if _CLAIM_ID.match(key):
        try:
            claim, document = book.claim(key)
        except LedgerError as no_claim:
            try:
                document = book.document(key)
            except LedgerError:
                raise no_claim from None
        else:
            return _Found(document, [claim], alone=True, amended=_amended(book, document))
    else:
        document = book.document(key)
    claims = [claim for claim, _ in book.claims(ClaimQuery(document=document.digest))]
    try:
        state = book.reading(document.digest).state
    except LedgerError:  # a document may be there without a reading, after an import
        state = None
    return _Found(
        document,
        claims,
        list(book.misses(MissQuery(document=document.digest))),
        state,
        amended=_amended(book, document),
    )


def _around(book: Ledger, document: Document, ledger: str, evidence: Path | None) -> dict[str, Any]:
    """The originals of a document, and what else stood at its address."""
    from armstrail.pipeline.keeping import originals_of
    from armstrail.pipeline.versions import histories, record_of

    return {
        "originals": originals_of(book, document.digest, ledger, evidence),
        "versions": [record_of(history) for history in histories(book, document.digest)],
    }


def _amended(book: Ledger, document: Document) -> dict[str, Amended]:
    return {each.id: each for each in book.amended(document=document.digest)}


def _to_json(found: _Found) -> dict[str, Any]:
    from armstrail.model.records import to_record
    from armstrail.publishing import explain

    document = found.document
    record: dict[str, Any] = {
        "document": document.to_json() | {"digest": document.digest},
        "claims": [
            claim.to_json(document.text) | page_of(claim, document) | _read_of(claim, found) for claim in found.claims
        ],
        "misses": [
            {
                "start": at.miss.span.start, "end": at.miss.span.end, "words": at.words,
                "reason": at.miss.reason, "detail": at.miss.detail, "why": explain(at.miss),
            }
            for at in found.misses
        ],
    }  # fmt: skip
    record["originals"] = [to_record(each.original) | {"state": each.state} for each in found.originals]
    record["versions"] = list(found.versions)
    return record if found.alone else record | {"state": found.state}


def _read_of(claim: Claim, found: _Found) -> dict[str, Any]:
    """What was read where a person has it otherwise, under `read`; null where nothing was."""
    amended = found.amended.get(claim.id)
    return {} if amended is None else {"read": amended.read and amended.read.to_json(found.document.text)}


def _by_hand(claim: Claim, found: _Found) -> str:
    """In a line what was read where a person has it otherwise."""
    from armstrail.pipeline.filling import fields_of

    amended = found.amended.get(claim.id)
    if amended is None:
        return ""
    who = ", ".join(dict.fromkeys(each.who for each in amended.decisions))
    if amended.read is None:
        return f"    made a claim by {who}\n"
    now, read = (fields_of(each, found.document) for each in (claim, amended.read))
    told = "; ".join(f"{name.replace('_', ' ')}: {read[name] or 'nothing'}" for name in now if now[name] != read[name])
    return f"    set right by {who}; it was read as {told}\n"


def _helped(claim: Claim) -> str:
    """In a line which model pointed at the claim, where one did."""
    model = assisted_by(claim)
    return "" if model is None else f"    found with a model's help ({model}); the number was read from these words\n"


def _print(found: _Found) -> None:
    from rich.text import Text

    from armstrail.cli.marking import Mark, letters
    from armstrail.cli.tables import console, harmless

    document = found.document
    marks = [Mark(claim.anchor, str(number), "[]") for number, claim in enumerate(found.claims, 1)]
    marks += [Mark(at.miss.span, letters(number), "{}") for number, at in enumerate(found.misses)]
    out = console()
    out.print(Text(harmless(document.title or document.id), "bold"))
    facts = (document.publisher, document.published, document.lang, document.id, document.digest[:12], document.url)
    out.print(Text(harmless(" · ".join(filter(None, facts)))), soft_wrap=True)
    for line in _provenance(found):
        out.print(Text(harmless(line)), soft_wrap=True)
    out.print()
    out.print(_marked(document.text, marks), soft_wrap=True)
    out.print()
    for number, claim in enumerate(found.claims, 1):
        out.print(_described(number, claim, found), soft_wrap=True)
    if not found.alone:
        for line in _verdict(found):
            out.print(Text(line), soft_wrap=True)
    if found.misses:
        _print_misses(out, found.misses)


def _provenance(found: _Found) -> Iterator[str]:
    """Where the document comes from, and whether another stood at its address."""
    for each in found.originals:
        when = f", received {each.original.received}" if each.original.received else ""
        yield f"original {each.original.sha256[:12]}{when}: {each.fault or f'kept, {each.original.size:,} bytes'}"
    digest = found.document.digest
    for history in found.versions:
        stood = history["versions"]
        number = max(place for place, each in enumerate(stood, 1) if each["document"] == digest)
        yield f"version {number} of {len(stood)} at {history['address']}; armstrail versions {digest[:12]} tells all"


def _verdict(found: _Found) -> Iterator[str]:
    """What is to be said of the document as a whole."""
    if found.state is None:
        yield "This document was not read for claims yet; add it again."
    elif found.state == "no_pack":
        lang = found.document.lang
        yield (
            f"No language pack reads {lang!r}, so nothing was read here."
            if lang
            else ("The language of this document is not known, so nothing was read here.")
        )
    elif found.state == "off_topic":
        yield (
            "Read, and held to deal with something else than military assistance: nothing in it was taken as a claim."
        )
    elif not found.claims:
        yield "Read, and no claim was found."
    if found.state == "read" and not found.misses:
        yield "Every number became a claim, or is part of one, of a date or of a name."


def _print_misses(out: Console, misses: Sequence[Overlooked]) -> None:
    from rich.table import Table
    from rich.text import Text

    from armstrail.cli.marking import letters
    from armstrail.cli.tables import harmless
    from armstrail.publishing import explain

    table = Table("", "", "", box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    out.print(Text(f"Numbers that became no claim: {len(misses)}", "bold"))
    for number, at in enumerate(misses):
        before, after = at.context(_CONTEXT)
        words = Text(harmless(before), "dim")
        words.append(harmless(at.words), "bold")
        words.append(harmless(after), "dim")
        table.add_row(Text(f"{{{letters(number)}}}"), words, Text(explain(at.miss)))
    out.print(table)


def _marked(text: str, marks: Sequence[Mark]) -> Text:
    from rich.text import Text

    from armstrail.cli.marking import mark_up
    from armstrail.cli.tables import harmless

    marked = Text()
    for piece, inside in mark_up(text, marks):
        marked.append(harmless(piece), "bold cyan" if inside else "")
    marked.rstrip()
    return marked


def _described(number: int, claim: Claim, found: _Found) -> Text:
    from rich.text import Text

    from armstrail.cli import wording
    from armstrail.cli.tables import harmless

    document = found.document
    gist = (claim.kind, wording.say_parties(claim), wording.say_what(claim), wording.say_quantity(claim.quantity))
    text = Text(f"[{number}] ", "bold")
    text.append("  ".join(filter(None, gist)), "bold")
    text.append(f"  {claim.id}\n", "dim")
    slots = {
        "page": str(document.page_of(claim.anchor.start) or ""),
        "source": claim.source and claim.source.cut(document.text),
        "period": wording.say_period(claim),
        "places": "; ".join(map(wording.say_place, claim.places)),
        "condition": claim.condition and claim.condition.cut(document.text),
    }
    slots |= {slot: _plain(v) for slot, v in claim.to_json(document.text).items() if slot not in _TOLD_ABOVE}
    told = " · ".join(f"{slot.replace('_', ' ')}: {words}" for slot, words in slots.items() if words)
    quote = f"    “{claim.quote.cut(document.text)}”\n"
    text.append(harmless(f"    {told}\n{quote}{_helped(claim)}{_by_hand(claim, found)}"))
    return text


def page_of(claim: Claim, document: Document) -> dict[str, int]:
    """The page on which the anchor of a claim begins, under its name, where pages are known."""
    page = document.page_of(claim.anchor.start)
    return {} if page is None else {"page": page}


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
