"""`armstrail drift` and `armstrail changes`: what became of figures on their way, and what is new since a day."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from armstrail.cli.estimating import FactorsOption, KnownOnOption, OriginsOption, known_language
from armstrail.cli.options import (
    DEFAULT_LEDGER,
    LedgerOption,
    RecordedByOption,
    actor_code,
    build_query,
    open_to_read,
    page,
)

PartyOption = Annotated[str | None, typer.Option(metavar="ACTOR", help="Only this party: a code (KP) or a name.")]


class ReportFormat(StrEnum):
    """How it is laid out."""

    TERMINAL = "terminal"
    JSONL = "jsonl"


LaidOut = Annotated[ReportFormat, typer.Option("--format", help="How to lay it out.")]
LanguageOption = Annotated[str, typer.Option(metavar="CODE", help="The language of the words.")]


def drift(
    supplier: PartyOption = None,
    recipient: PartyOption = None,
    known_on: KnownOnOption = None,
    limit: Annotated[int, typer.Option(metavar="N", min=0, help="How many; 0 for all.")] = 30,
    origins: OriginsOption = None,
    factors: FactorsOption = None,
    recorded_by: RecordedByOption = None,
    form: LaidOut = ReportFormat.TERMINAL,
    language: LanguageOption = "en",
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """List where the wording of a figure changed.

    Worst first, each with the words before and after: "about" that became "over", "could hold" that became "sent", a
    unit that slipped.
    """
    from armstrail import pipeline
    from armstrail.cli.streams import write_record
    from armstrail.model.records import to_record
    from armstrail.publishing import drift_part, report_to_terminal
    from armstrail.publishing.report import Report

    build_query(as_of=known_on, recorded_by=recorded_by)
    known_language(language)
    books = pipeline.load_books(origins, factors)
    giver, taker = (word and actor_code(word) for word in (supplier, recipient))
    with open_to_read(ledger) as book:
        found = pipeline.drifts(
            book, books, supplier=giver, recipient=taker, known_on=known_on, recorded_by=recorded_by
        )
    shown = found[: limit or None]
    if form is ReportFormat.JSONL:
        for each in shown:
            quotes = {
                side: claim.quote.cut(document.text)
                for side, (claim, document) in (("quote_before", each.before), ("quote_after", each.after))
            }
            write_record(sys.stdout, to_record(each.drift) | {"origin": each.origin} | quotes)
        return
    parts = tuple(drift_part(each.drift, each.name, each.before, each.after, language=language) for each in shown)
    width, color = page(None)
    if parts:
        sys.stdout.write(report_to_terminal(Report("", (), parts), width, color=color).lstrip("\n"))
    more = f", {len(shown)} shown; --limit 0 lists all" if len(shown) < len(found) else ""
    typer.echo(f"{len(found)} drift{'s' if len(found) != 1 else ''}{more}", err=True)


def changes(
    since: Annotated[str, typer.Option(metavar="DATE", help="What was known by this date is not told again.")],
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Only what was public by this date.")] = None,
    supplier: PartyOption = None,
    recipient: PartyOption = None,
    origins: OriginsOption = None,
    factors: FactorsOption = None,
    recorded_by: RecordedByOption = None,
    form: LaidOut = ReportFormat.TERMINAL,
    language: LanguageOption = "en",
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Tell what is new since a day.

    New voices and repeats, estimates that moved and by which voice, corrected and withdrawn figures, new denials, and
    claims of documents that were changed at their address.
    """
    from armstrail import pipeline
    from armstrail.cli.streams import write_record
    from armstrail.model.records import to_record
    from armstrail.pipeline.versions import edited_record
    from armstrail.publishing import report_to_terminal

    build_query(as_of=since, recorded_by=recorded_by)
    build_query(as_of=until)
    known_language(language)
    books = pipeline.load_books(origins, factors)
    giver, taker = (word and actor_code(word) for word in (supplier, recipient))
    width, color = page(None)
    told = 0
    with open_to_read(ledger) as book:
        for news in pipeline.news(
            book, books, since=since, until=until, supplier=giver, recipient=taker, recorded_by=recorded_by
        ):
            told += 1
            if form is ReportFormat.JSONL:
                parties = {"supplier": news.supplier, "recipient": news.recipient}
                silent = [edited_record(each) for each in news.edited]
                write_record(sys.stdout, parties | to_record(news.changes) | {"edited": silent})
                continue
            report = pipeline.news_report_of(news, language)
            sys.stdout.write(("\n" if told > 1 else "") + report_to_terminal(report, width, color=color))
    if not told:
        typer.echo(f"nothing became public between {since} and {until or 'today'}", err=True)
