"""`armstrail correct` and `mark`: what a person sets right in a claim, or makes of words that no reading used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from armstrail.cli.deciding import ClaimArgument, WhoOption, WhyOption, say, signed
from armstrail.cli.options import DEFAULT_LEDGER, LedgerOption, actor_code, open_to_read
from armstrail.model.errors import BadValue
from armstrail.model.span import Span

if TYPE_CHECKING:
    from armstrail.model.document import Document
    from armstrail.pipeline.marking import Draft

SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="SLOT=VALUE", help="A slot and what belongs in it; empty for nothing. Repeatable."),
]
_PARTIES = ("supplier", "recipient", "source_actor")


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the application."""
    for command in (correct, mark):
        app.command(command.__name__)(command)


def correct(
    claim: ClaimArgument,
    told: SetOption = None,
    who: WhoOption = None,
    why: WhyOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Set slots of a claim right.

    What was read stays beside it, and holds again after `undo`. Slots: supplier, recipient, item, designation, low,
    high, unit, hedge, measure, status, modality, stance, source (its words in the text, or START:END), source_type,
    source_actor, basis, period_start, period_end, condition, tags (partial, stock ...: what the figure covers), kind,
    places ('Rajin (origin); Vostochny (transit)'), via (who passes the word on, parted by ';').
    """
    from armstrail.pipeline.deciding import correct as set_right
    from armstrail.vocabulary import load_vocabulary

    fields = _fields(told)
    if not fields:
        raise typer.BadParameter("say what to set, as --set unit=persons", param_hint="--set")
    with signed(who, why, ledger) as (book, name, reason):
        made = set_right(book, claim, fields, load_vocabulary(), seen=None, who=name, why=reason)
    say(made, ledger)


def mark(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The id or digest of a document.")],
    words: Annotated[str | None, typer.Option(metavar="TEXT", help="The words, as they stand in the text.")] = None,
    at: Annotated[
        str | None, typer.Option(metavar="START:END", help="Their place, where they stand more than once.")
    ] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="transfer, deployment, valuation, use ...")] = None,
    told: SetOption = None,
    draft: Annotated[bool, typer.Option("--draft", help="Show what would be made of them; record nothing.")] = False,
    who: WhoOption = None,
    why: WhyOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Make a claim of words that no reading used.

    The quantity, and the parties where the document speaks of one flow alone, are filled in from the text; --set says
    the rest, and otherwise. The claim stands as yours until `undo`.
    """
    from armstrail import pipeline
    from armstrail.ledger import ClaimQuery
    from armstrail.pipeline.marking import draft as suggest
    from armstrail.pipeline.marking import mark as make
    from armstrail.vocabulary import load_vocabulary

    packs = pipeline.shipped_packs()
    with open_to_read(ledger) as book:
        found = book.document(document)
        claims = [claim for claim, _ in book.claims(ClaimQuery(document=found.digest))]
    suggested = suggest(found, _place(found, words, at), claims, packs)
    suggestions = {name: value for name, value in suggested.fields.items() if value and name != "kind"}
    fields = suggestions | _fields(told)
    if draft:
        _show(found, suggested, kind or suggested.kind, fields)
        return
    with signed(who, why, ledger) as (book, name, reason):
        made = make(
            book, found.digest, suggested.anchor, words, kind or suggested.kind, fields, load_vocabulary(), packs,
            who=name, why=reason,
        )  # fmt: skip
    say(made, ledger)


def _show(document: Document, suggested: Draft, kind: str, fields: dict[str, str]) -> None:
    typer.echo(f"{suggested.anchor.start}:{suggested.anchor.end} {suggested.anchor.cut(document.text)!r}, in")
    typer.echo(f"  {' '.join(suggested.quote.cut(document.text).split())}")
    typer.echo(f"  kind={kind}")
    for name, value in fields.items():
        typer.echo(f"  {name}={value}")


def _place(document: Document, words: str | None, at: str | None) -> Span:
    """The one place in the text that words, or the numbers of their place, name.

    Raises:
        typer.BadParameter: none, or several, which it lists.
    """
    from armstrail.pipeline.filling import find_words

    try:
        if at is not None:
            start, end = at.split(":")
            return Span(int(start), int(end))
        found = find_words(document, words or "")
    except BadValue as error:
        raise typer.BadParameter(str(error), param_hint="--words") from error
    except ValueError as error:
        raise typer.BadParameter(f"{at!r} is no place; write START:END, as 120:131", param_hint="--at") from error
    if len(found) > 1:
        places = ", ".join(f"{span.start}:{span.end}" for span in found[:10])
        raise typer.BadParameter(f"{words!r} stands {len(found)} times in the text; say which with --at {places}")
    return found[0]


def _fields(told: Sequence[str] | None) -> dict[str, str]:
    """Words by field; a party may be named in any language that has a pack.

    Raises:
        typer.BadParameter: not of the form, or a slot given twice.
    """
    fields: dict[str, str] = {}
    for each in told or ():
        name, sign, value = each.partition("=")
        if not sign or name in fields:
            fault = "is given twice" if sign else "is no SLOT=VALUE, as unit=persons"
            raise typer.BadParameter(f"{each!r} {fault}", param_hint="--set")
        fields[name] = actor_code(value) if name in _PARTIES and value.strip() else value
    return fields
