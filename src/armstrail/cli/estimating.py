"""`armstrail estimate` and `armstrail questions`: what follows from all that is said, and what can be asked."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from armstrail.cli.asking import Format, FormatOption
from armstrail.cli.filters import RecipientFilter, RecipientOption, SupplierFilter, SupplierOption
from armstrail.cli.options import (
    DEFAULT_LEDGER,
    LedgerOption,
    RecordedByOption,
    actor_code,
    build_query,
    open_to_read,
    page,
)

if TYPE_CHECKING:
    from armstrail.model.finding import Question
    from armstrail.pipeline import Answer, Books, Evidence

_SERIES_COLUMNS: Final = ("day", "median", "low50", "high50", "low90", "high90")
_QUESTION_COLUMNS: Final = ("supplier", "recipient", "item", "unit", "stage", "nature", "claims")

KnownOnOption = Annotated[
    str | None, typer.Option("--known-on", metavar="DATE", help="Only what was public by this date.")
]
OriginsOption = Annotated[
    Path | None, typer.Option("--origins", metavar="FILE", help="Your own origins, before those shipped.")
]
FactorsOption = Annotated[
    Path | None,
    typer.Option("--factors", metavar="FILE", help="Your own conversions and prices, before those shipped."),
]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")]


class EstimateFormat(StrEnum):
    """How an estimate is laid out."""

    TERMINAL = "terminal"
    JSON = "json"
    CSV = "csv"
    SVG = "svg"


def estimate(
    supplier: SupplierOption,
    recipient: RecipientOption,
    item: Annotated[str, typer.Option(metavar="PATH", help="An item, such as arms.ammunition.artillery.")],
    unit: Annotated[
        str | None,
        typer.Option(metavar="UNIT", help="pieces, persons, containers, USD ...; the item's own if left out."),
    ] = None,
    stage: Annotated[str, typer.Option(metavar="WORD", help="delivered, planned, agreed ...")] = "delivered",
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="How many by this date; the newest word's if left out."),
    ] = None,
    known_on: KnownOnOption = None,
    above: Annotated[
        float | None, typer.Option(metavar="NUMBER", help="Say how likely it is that there are more than this.")
    ] = None,
    series: Annotated[bool, typer.Option("--series", help="Month by month, not only at the end.")] = False,
    origins: OriginsOption = None,
    factors: FactorsOption = None,
    recorded_by: RecordedByOption = None,
    form: Annotated[EstimateFormat, typer.Option("--format", help="How to lay it out.")] = EstimateFormat.TERMINAL,
    language: Annotated[str, typer.Option(metavar="CODE", help="The language of the words.")] = "en",
    output: OutputOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Estimate how many, from all that is said.

    Repeats of one voice count once; what could be held, is planned or denied is left out and listed; the middle, the
    50 % and the 90 % interval come with every voice, its weight and the claims that carry it.
    """
    from armstrail import pipeline
    from armstrail.cli.streams import output_to

    question = ask(supplier, recipient, item, unit, stage)
    build_query(as_of=as_of, recorded_by=recorded_by)
    build_query(as_of=known_on)
    known_language(language)
    books = pipeline.load_books(origins, factors)
    with open_to_read(ledger) as book:
        evidence = pipeline.gather(
            book, question.supplier, question.recipient, books, known_on=known_on, recorded_by=recorded_by
        )
    drawn = series or form in (EstimateFormat.SVG, EstimateFormat.CSV)
    answer = pipeline.answer(evidence, question, books, as_of=as_of, series=drawn)
    with output_to(output) as out:
        out.write(_lay_out(answer, evidence, books, form, language, above, output))
    if output is not None:
        typer.echo(str(output.absolute()))


def _lay_out(
    answer: Answer,
    evidence: Evidence,
    books: Books,
    form: EstimateFormat,
    language: str,
    above: float | None,
    output: Path | None,
) -> str:
    from armstrail import pipeline
    from armstrail.publishing import receipt_to_terminal

    if form is EstimateFormat.JSON:
        record = pipeline.record_of(answer, evidence, books)
        return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    if form is EstimateFormat.TERMINAL:
        width, color = page(output)
        receipt = pipeline.receipt_of(answer, evidence, books, language, above=above)
        return receipt_to_terminal(receipt, width, color=color)
    points = pipeline.series_of(answer)
    if form is EstimateFormat.CSV:
        from armstrail.publishing.sheets import csv_text

        return csv_text(_SERIES_COLUMNS, ([getattr(point, name) for name in _SERIES_COLUMNS] for point in points))
    title = pipeline.receipt_of(answer, evidence, books, language).title
    return pipeline.chart_of(answer, evidence, books, title, language)


def questions(
    supplier: SupplierFilter = None,
    recipient: RecipientFilter = None,
    known_on: KnownOnOption = None,
    recorded_by: RecordedByOption = None,
    form: FormatOption = Format.TABLE,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """List the questions that the ledger has figures for.

    Each can be asked with `armstrail estimate`; those with most figures come first.
    """
    from armstrail import pipeline
    from armstrail.cli.streams import write_record
    from armstrail.cli.tables import Column, print_table
    from armstrail.publishing.sheets import write_csv

    build_query(as_of=known_on, recorded_by=recorded_by)
    giver, taker = (word and actor_code(word) for word in (supplier, recipient))
    books = pipeline.load_books()
    found = []
    with open_to_read(ledger) as book:
        for pair in pipeline.flows(book, giver, taker, known_on, recorded_by):
            evidence = pipeline.gather(book, *pair, books, known_on=known_on, recorded_by=recorded_by)
            found += [(q, count) for q, count in pipeline.list_questions(evidence) if (q.supplier, q.recipient) == pair]
    rows = [(q.supplier, q.recipient, q.item, q.unit, q.stage, q.nature, count) for q, count in found]
    if form is Format.JSONL:
        for row in rows:
            write_record(sys.stdout, dict(zip(_QUESTION_COLUMNS, row, strict=True)))
    elif form is Format.CSV:
        write_csv(sys.stdout, _QUESTION_COLUMNS, rows)
    else:
        print_table(
            [Column(name, whole=True) for name in _QUESTION_COLUMNS], [[str(cell) for cell in row] for row in rows]
        )
        typer.echo(f"{len(rows)} question{'s' if len(rows) != 1 else ''}", err=True)


def ask(supplier: str, recipient: str, item: str, unit: str | None, stage: str) -> Question:
    """The question that options ask.

    Raises:
        typer.BadParameter: a party, item, unit or stage that is not known, or one party on both sides.
    """
    from armstrail.model.errors import ArmstrailError
    from armstrail.pipeline.naming import find_question

    try:
        return find_question(supplier, recipient, item, unit, stage)
    except ArmstrailError as error:
        raise typer.BadParameter(str(error)) from error


def known_language(language: str) -> None:
    """Refuse a language that nothing is worded in.

    Raises:
        typer.BadParameter: names those there are.
    """
    from armstrail.publishing import languages

    if language not in languages():
        raise typer.BadParameter(f"no words in {language!r}; use one of {', '.join(languages())}")
