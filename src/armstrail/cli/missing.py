"""`armstrail misses`: the numbers that became no claim, over the whole ledger, the likeliest losses first."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from armstrail.cli.asking import Format, FormatOption
from armstrail.cli.options import DEFAULT_LEDGER, AsOfOption, LedgerOption, RecordedByOption, build_query, open_to_read
from armstrail.model.terms import MISS_REASONS

if TYPE_CHECKING:
    from armstrail.cli.tables import Column
    from armstrail.ledger import Ledger, MissQuery
    from armstrail.model.loss import Loss, LossGroup

_CONTEXT: Final = 60
_COLUMNS: Final = (
    "chance", "reason", "detail", "why", "signs", "words", "before", "after", "lang", "published", "publisher",
    "title", "doc", "start", "end",
)  # fmt: skip
_GROUP_COLUMNS: Final = ("key", "lang", "numbers", "documents", "expected", "example", "doc")


class By(StrEnum):
    """What numbers are put together by."""

    REASON = "reason"
    NOUN = "noun"


def misses(
    reason: Annotated[str | None, typer.Option(metavar="CODE", help="One reason: unknown_noun, no_noun ...")] = None,
    document: Annotated[str | None, typer.Option("--doc", metavar="ID", help="One document, by id or hash.")] = None,
    lang: Annotated[str | None, typer.Option(metavar="CODE", help="Documents in one language.")] = None,
    by: Annotated[By | None, typer.Option(help="Count by reason, or by the noun that no pack knows.")] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=0, help="How many rows; 0 for all.")] = 30,
    as_of: AsOfOption = None,
    recorded_by: RecordedByOption = None,
    form: FormatOption = Format.TABLE,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """List the numbers that became no claim.

    Those most likely to be a lost claim come first. The chance is in percent: by the reason, and higher in a
    sentence that makes a claim, near a word for arms, or for a noun that recurs. With --by noun, the words that
    a language pack may lack.
    """
    from armstrail import pipeline
    from armstrail.ledger import MissQuery

    _check(reason, lang)
    build_query(as_of=as_of, recorded_by=recorded_by)
    query = MissQuery(reason=reason, document=document, lang=lang, as_of=as_of, recorded_by=recorded_by)
    with open_to_read(ledger) as book:
        losses = pipeline.find_losses(book, pipeline.shipped_packs(), query)
        if by is not None:
            groups = pipeline.group_losses(losses, by.value)
            total = len(groups)
            _print_groups(groups[: limit or None], by, form)
        else:
            total = _print_losses(losses, limit, form)
        if total == 0:
            typer.echo(_nothing(book, query, by), err=True)
        elif form is Format.TABLE:
            what = {None: "number", By.REASON: "reason", By.NOUN: "noun"}[by]
            shown = f", {limit} shown; --limit 0 lists all" if 0 < limit < total else ""
            typer.echo(f"{total} {what}{'s' if total != 1 else ''}{shown}", err=True)


def _check(reason: str | None, lang: str | None) -> None:
    from difflib import get_close_matches

    from armstrail import pipeline

    if reason is not None and reason not in MISS_REASONS:
        close = get_close_matches(reason.replace(" ", "_"), MISS_REASONS, n=3)
        hint = f"did you mean {' or '.join(close)}?" if close else f"use one of {', '.join(MISS_REASONS)}"
        raise typer.BadParameter(f"reason {reason!r} is not known; {hint}", param_hint="--reason")
    if lang is not None and lang not in (known := tuple(pipeline.shipped_packs())):
        raise typer.BadParameter(f"no pack reads {lang!r}; use one of {', '.join(known)}", param_hint="--lang")


def _print_losses(losses: Iterable[Loss], limit: int, form: Format) -> int:
    """Print the likeliest; how many there are in all."""
    from armstrail import pipeline

    counted = _Counted(losses)
    rows = [_row(loss) for loss in pipeline.likeliest(counted, limit or None)]
    if form is Format.TABLE and rows:
        from armstrail.cli.tables import Column

        columns = (
            Column("chance", whole=True), Column("reason", whole=True), Column("noun"),
            Column("document", whole=True, needs=90), Column("published", whole=True, needs=130), Column("words"),
        )  # fmt: skip
        cells = [
            (
                f"{row['chance']:.0f} %", row["reason"], row["detail"], _short(row["doc"]), row["published"] or "",
                f"{row['before']}[{row['words']}]{row['after']}",
            )
            for row in rows
        ]  # fmt: skip
        _print_table(columns, cells)
    elif form is not Format.TABLE:
        _write(_COLUMNS, rows, form)
    return counted.number


class _Counted:
    """Counts what passes."""

    def __init__(self, losses: Iterable[Loss]) -> None:
        self._losses, self.number = losses, 0

    def __iter__(self) -> Any:
        for loss in self._losses:
            self.number += 1
            yield loss


def _print_groups(groups: list[LossGroup], by: By, form: Format) -> None:
    from armstrail.cli.tables import Column
    from armstrail.publishing import explain

    if form is not Format.TABLE:
        _write(_GROUP_COLUMNS, [_group_row(group) for group in groups], form)
        return
    if not groups:
        return
    by_noun = by is By.NOUN
    columns = (
        Column("unknown noun" if by_noun else "reason", whole=True), Column("lang", whole=True),
        Column("numbers", whole=True), Column("documents", whole=True), Column("likely lost", whole=True),
        Column("example" if by_noun else "what it says"),
    )  # fmt: skip
    shown = [number for number in range(len(columns)) if by_noun or number != 1]
    cells = [
        (
            group.key, group.lang or "", str(group.numbers), str(group.documents), f"{group.expected:.1f}",
            _in_context(group.best) if by_noun else explain(_bare(group)),
        )
        for group in groups
    ]  # fmt: skip
    _print_table([columns[n] for n in shown], [[row[n] for n in shown] for row in cells])


def _bare(group: LossGroup) -> Any:
    from dataclasses import replace

    return replace(group.best.at.miss, detail="")


def _print_table(columns: Iterable[Column], rows: Iterable[Iterable[str]]) -> None:
    from armstrail.cli.tables import print_table

    print_table(tuple(columns), [tuple(row) for row in rows])


def _in_context(loss: Loss) -> str:
    before, after = loss.at.context(_CONTEXT)
    return f"{before}[{loss.at.words}]{after}"


def _short(doc: str) -> str:
    from armstrail.cli.wording import shorten

    return shorten(doc, 24)


def _row(loss: Loss) -> dict[str, Any]:
    from armstrail.publishing import explain

    at, document = loss.at, loss.at.document
    before, after = at.context(_CONTEXT)
    return {
        "chance": loss.chance, "reason": at.miss.reason, "detail": at.miss.detail, "why": explain(at.miss),
        "signs": list(loss.signs), "words": at.words, "before": before, "after": after, "lang": document.lang,
        "published": document.published, "publisher": document.publisher, "title": document.title,
        "doc": document.id, "start": at.miss.span.start, "end": at.miss.span.end,
    }  # fmt: skip


def _group_row(group: LossGroup) -> dict[str, Any]:
    return {
        "key": group.key, "lang": group.lang, "numbers": group.numbers, "documents": group.documents,
        "expected": round(group.expected, 2), "example": _in_context(group.best), "doc": group.best.at.document.id,
    }  # fmt: skip


def _write(columns: tuple[str, ...], rows: list[dict[str, Any]], form: Format) -> None:
    from armstrail.cli.streams import write_record
    from armstrail.publishing.sheets import write_csv

    if form is Format.JSONL:
        for row in rows:
            write_record(sys.stdout, row)
        return
    flat = ({name: "; ".join(v) if isinstance(v, list) else v for name, v in row.items()} for row in rows)
    write_csv(sys.stdout, columns, ([row[name] for name in columns] for row in flat))


def _nothing(book: Ledger, query: MissQuery, by: By | None) -> str:
    """Why there is nothing to list."""
    if next(book.documents(as_of=query.as_of, recorded_by=query.recorded_by), None) is None:
        return "the ledger holds no document yet; add some with `armstrail add`"
    if by is By.NOUN:
        return "no noun that is counted is unknown here"
    if query.reason or query.document or query.lang:
        return "no number that became no claim is as asked for"
    return "every number that was read became a claim"
