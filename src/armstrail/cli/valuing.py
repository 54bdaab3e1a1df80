"""`armstrail value` and `armstrail factors`: what a flow is worth, and the book of conversions and prices."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

from armstrail.cli.asking import Format, FormatOption
from armstrail.cli.estimating import (
    FactorsOption,
    KnownOnOption,
    OriginsOption,
    OutputOption,
    known_language,
)
from armstrail.cli.filters import RecipientOption, SupplierOption, known_item
from armstrail.cli.options import (
    DEFAULT_LEDGER,
    LedgerOption,
    RecordedByOption,
    actor_code,
    build_query,
    open_to_read,
    page,
)
from armstrail.model.factor import PRICES

if TYPE_CHECKING:
    from armstrail.pipeline import Books, Evidence, Worth

_FACTOR_COLUMNS: Final = (
    "id", "from_unit", "to_unit", "item", "designation", "low", "central", "high", "kind", "date", "year", "source",
    "status", "url", "note", "default",
)  # fmt: skip


class ValueFormat(StrEnum):
    """How a valuation is laid out."""

    TERMINAL = "terminal"
    JSON = "json"


def value(
    supplier: SupplierOption,
    recipient: RecipientOption,
    item: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH", help="An item; may be given again.", show_default="all with a figure and a price"),
    ] = None,
    kind: Annotated[str, typer.Option(metavar="KIND", help=f"Which money: {', '.join(PRICES)}.")] = "replacement",
    currency: Annotated[str, typer.Option(metavar="CODE", help="In which currency.")] = "USD",
    rates_on: Annotated[
        str | None, typer.Option("--rates-on", metavar="DATE", help="Convert other currencies at the rate of this day.")
    ] = None,
    stage: Annotated[str, typer.Option(metavar="WORD", help="delivered, planned, agreed ...")] = "delivered",
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="What had gone by this date; else by the newest word.")
    ] = None,
    known_on: KnownOnOption = None,
    origins: OriginsOption = None,
    factors: FactorsOption = None,
    recorded_by: RecordedByOption = None,
    form: Annotated[ValueFormat, typer.Option("--format", help="How to lay it out.")] = ValueFormat.TERMINAL,
    language: Annotated[str, typer.Option(metavar="CODE", help="The language of the words.")] = "en",
    output: OutputOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Work out what is estimated to have moved in money.

    Estimates of numbers times prices from the book of factors, with what makes the interval wide. What things would
    cost, what was asked and what was paid are three questions (--kind). Amounts that others name stand beside it.
    """
    from armstrail import pipeline
    from armstrail.cli.streams import output_to

    giver, taker = actor_code(supplier), actor_code(recipient)
    if giver == taker:
        raise typer.BadParameter(f"supplier and recipient are both {giver}; name two parties")
    if kind not in PRICES:
        raise typer.BadParameter(f"{kind!r} is no kind of price; use one of {', '.join(PRICES)}", param_hint="--kind")
    known_language(language)
    build_query(as_of=as_of, recorded_by=recorded_by)
    build_query(as_of=known_on)
    books = pipeline.load_books(origins, factors)
    with open_to_read(ledger) as book:
        evidence = pipeline.gather(book, giver, taker, books, known_on=known_on, recorded_by=recorded_by)
    worth = pipeline.value(
        evidence,
        books,
        items=tuple(known_item(path) for path in item or ()),
        stage=stage,
        kind=kind,
        currency=currency.upper(),
        rates_on=rates_on,
        as_of=as_of,
    )
    with output_to(output) as out:
        out.write(_lay_out(worth, evidence, books, form, language, page(output)))
    if output is not None:
        typer.echo(str(output.absolute()))


def _lay_out(
    worth: Worth, evidence: Evidence, books: Books, form: ValueFormat, language: str, wide: tuple[int, bool]
) -> str:
    from armstrail import pipeline
    from armstrail.model.records import to_record
    from armstrail.publishing import report_to_terminal

    if form is ValueFormat.JSON:
        return json.dumps(to_record(worth), ensure_ascii=False, indent=1) + "\n"
    return report_to_terminal(pipeline.worth_report_of(worth, evidence, books, language), wide[0], color=wide[1])


def factors(
    from_unit: Annotated[str | None, typer.Option("--from", metavar="UNIT", help="Only from this unit.")] = None,
    to_unit: Annotated[str | None, typer.Option("--to", metavar="UNIT", help="Only to this unit or currency.")] = None,
    own: FactorsOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the book of conversions and prices.

    With --factors, your own rows stand in it. The CSV has the columns that a file of your own needs.
    """
    from armstrail.cli.streams import write_record
    from armstrail.cli.tables import Column, print_table
    from armstrail.model.records import to_record
    from armstrail.publishing.sheets import write_csv
    from armstrail.vocabulary import load_factors

    rows = [
        to_record(factor)
        for factor in load_factors(own)
        if from_unit in (None, factor.from_unit) and to_unit in (None, factor.to_unit)
    ]
    if form is Format.JSONL:
        for row in rows:
            write_record(sys.stdout, row)
    elif form is Format.CSV:
        cells = ([_cell(row[name]) for name in _FACTOR_COLUMNS] for row in rows)
        write_csv(sys.stdout, _FACTOR_COLUMNS, cells)
    else:
        narrow = {"designation", "date", "status", "url", "note", "default", "year"}
        shown = [name for name in _FACTOR_COLUMNS if name not in narrow]
        columns = [Column(name, needs=130 if name in ("kind",) else 0) for name in shown]
        print_table(columns, [[_shown(row[name]) for name in shown] for row in rows])
        typer.echo(f"{len(rows)} factors", err=True)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else value


def _shown(value: object) -> str:
    return f"{value:,.6g}" if isinstance(value, float | int) and not isinstance(value, bool) else str(_cell(value))
