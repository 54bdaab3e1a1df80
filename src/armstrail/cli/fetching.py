"""`armstrail fetch` and `armstrail watch`: the two commands that open a connection."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from armstrail.cli.estimating import FactorsOption, OriginsOption, known_language
from armstrail.cli.options import DEFAULT_LEDGER, EvidenceOption, LedgerOption, now, page
from armstrail.cli.tables import harmless

if TYPE_CHECKING:
    from armstrail.ingestion.fetching import Fetcher
    from armstrail.pipeline.estimates import Books
    from armstrail.pipeline.fetching import Fetched
    from armstrail.pipeline.watching import FeedRow, Round, Watch

_EVERY: Final = re.compile(r"([1-9][0-9]{0,5})([smhd])\Z")
_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_WORDS: Final = 8  # the width of the first column

ContactOption = Annotated[
    str | None,
    typer.Option(
        "--contact", envvar="ARMSTRAIL_CONTACT", metavar="WHO",
        help="A mail address or page that servers are told, so that their keepers can reach you.",
    ),
]  # fmt: skip
PauseOption = Annotated[float, typer.Option(metavar="SECONDS", min=0.0, help="Between two requests to one host.")]
TimeoutOption = Annotated[float, typer.Option(metavar="SECONDS", min=0.1, help="For each answer, as a whole.")]
SizeOption = Annotated[
    int, typer.Option("--max-size", metavar="MB", min=1, max=512, help="Larger answers are refused.")
]
PrivateOption = Annotated[
    bool,
    typer.Option(
        "--allow-private", help="Also ask machines of private networks and this one; for an intranet that you trust."
    ),
]


class RowForm(StrEnum):
    """How rows are printed."""

    TEXT = "text"
    JSONL = "jsonl"


RowsOption = Annotated[RowForm, typer.Option("--format", help="How to print the rows.")]


def fetch(
    addresses: Annotated[
        list[str], typer.Argument(metavar="URL...", help="Addresses of pages or reports.", show_default=False)
    ],
    contact: ContactOption = None,
    pause: PauseOption = 2.0,
    timeout: TimeoutOption = 60.0,
    max_size: SizeOption = 50,
    allow_private: PrivateOption = False,
    form: RowsOption = RowForm.TEXT,
    evidence: EvidenceOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Fetch pages into the ledger, and keep what was received.

    Asks for these addresses and for the robots.txt of their sites, and for nothing else. Each address has a row: added,
    changed (it says something else than when it was last fetched; see armstrail versions), unchanged or refused. Ends
    with 0 where nothing was refused, 1 where something was.
    """
    from armstrail import pipeline
    from armstrail.ledger import EvidenceFolder, Ledger
    from armstrail.pipeline.fetching import fetch as fetch_all

    fetcher = _fetcher(contact, pause, timeout, max_size, allow_private)
    folder = EvidenceFolder.beside(ledger, evidence)
    with Ledger.open(ledger, clock=now) as book:
        counts = fetch_all(
            addresses, book, pipeline.shipped_packs(), fetcher, folder, on_row=lambda row: _print_row(row, form)
        )
    told = ", ".join(f"{counts.get(what, 0)} {what}" for what in ("added", "changed", "unchanged", "refused"))
    typer.echo(f"{told}; {book.name}", err=True)
    if counts.get("refused"):
        raise typer.Exit(1)


def watch(
    feeds: Annotated[
        list[str],
        typer.Argument(
            metavar="FEEDS.opml|URL...",
            help="OPML lists of feeds, and addresses of RSS or Atom feeds.",
            show_default=False,
        ),
    ],
    every: Annotated[
        str | None, typer.Option(metavar="TIME", help="Stay, and look again after this time: 30m, 2h, 1d.")
    ] = None,
    most: Annotated[int, typer.Option(metavar="N", min=0, help="Articles a round at most; 0 for all.")] = 0,
    contact: ContactOption = None,
    pause: PauseOption = 5.0,
    timeout: TimeoutOption = 60.0,
    max_size: SizeOption = 50,
    allow_private: PrivateOption = False,
    origins: OriginsOption = None,
    factors: FactorsOption = None,
    form: RowsOption = RowForm.TEXT,
    language: Annotated[str, typer.Option(metavar="CODE", help="The language of what is told.")] = "en",
    state: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What was seen already; LEDGER-watch if not given.")
    ] = None,
    evidence: EvidenceOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Follow feeds, and tell what moved.

    Fetches each article that a feed names once, ever. Looks once and ends (for cron), or stays with --every until
    Ctrl-C. A run that is cut off is taken up by the next. Ends with 0 where nothing was refused, 1 where something was.
    """  # fmt: skip
    from armstrail import pipeline
    from armstrail.ledger import EvidenceFolder, Ledger
    from armstrail.pipeline.watched import Watched
    from armstrail.pipeline.watching import Watch

    wait = _seconds(every)
    known_language(language)
    books = pipeline.load_books(origins, factors)
    fetcher = _fetcher(contact, pause, timeout, max_size, allow_private)
    folder, watched = EvidenceFolder.beside(ledger, evidence), Watched.beside(ledger, state)
    packs = pipeline.shipped_packs()
    with Ledger.open(ledger, clock=now) as book:
        watching = Watch(book, packs, fetcher, folder, watched, now)
        while True:
            try:
                done = _look(watching, feeds, most, books, form, language)
                if wait is not None:
                    time.sleep(wait)
            except KeyboardInterrupt:
                typer.echo("ended; what is still waiting is taken up by the next run", err=True)
                return
            if wait is None:
                break
    if done.refused:
        raise typer.Exit(1)


def _look(watching: Watch, feeds: list[str], most: int, books: Books, form: RowForm, language: str) -> Round:
    """One round, told."""
    before = now()
    done = watching.look(feeds, most=most, on_row=lambda row: _print_row(row, form))
    _tell_moved(watching, done, books, before, form, language)
    added = sum(row.what == "added" for row in done.articles)
    told = f"{len(done.feeds)} feeds, {added} articles added, {done.refused} refused, {done.waiting} still waiting"
    typer.echo(told, err=True)
    return done


def _tell_moved(watching: Watch, done: Round, books: Books, before: datetime, form: RowForm, language: str) -> None:
    from armstrail import pipeline
    from armstrail.cli.streams import write_record
    from armstrail.model.records import to_record
    from armstrail.publishing import report_to_terminal

    width, color = page(None)
    for news in watching.moved(done, books, before):
        if form is RowForm.JSONL:
            parties = {"supplier": news.supplier, "recipient": news.recipient}
            write_record(sys.stdout, {"what": "moved"} | parties | to_record(news.changes))
        else:
            sys.stdout.write(report_to_terminal(pipeline.news_report_of(news, language), width, color=color))
    sys.stdout.flush()


def _fetcher(contact: str | None, pause: float, timeout: float, max_size: int, allow_private: bool) -> Fetcher:
    from armstrail.ingestion.fetching import Fetcher, Limits, Refused, agent_of

    try:
        agent = agent_of(contact)
    except Refused as error:
        raise typer.BadParameter(str(error), param_hint="--contact") from error
    limits = Limits(seconds=timeout, silence=min(timeout, Limits().silence), size=max_size << 20)
    return Fetcher(
        clock=now, ticks=time.monotonic, sleep=time.sleep, agent=agent, pause=pause, limits=limits,
        allow_private=allow_private,
    )  # fmt: skip


def _seconds(every: str | None) -> int | None:
    if every is None:
        return None
    told = _EVERY.match(every)
    if told is None:
        raise typer.BadParameter(f"{every!r} is no time; write 30m, 2h or 1d", param_hint="--every")
    return int(told[1]) * _SECONDS[told[2]]


def _print_row(row: Fetched | FeedRow, form: RowForm) -> None:
    from armstrail.cli.streams import write_record
    from armstrail.pipeline.fetching import Fetched

    if form is RowForm.JSONL:
        write_record(sys.stdout, _article_record(row) if isinstance(row, Fetched) else _feed_record(row))
    else:
        for what, words in _article_lines(row) if isinstance(row, Fetched) else _feed_lines(row):
            typer.echo(harmless(f"{what:{_WORDS + 1}} {words}"))
    sys.stdout.flush()


def _article_lines(row: Fetched) -> list[tuple[str, str]]:
    if row.failure is not None or row.document is None:
        return [(row.what, f"{row.failure}")]
    told = {
        "read": lambda count: f"{count} claims" if count != 1 else "1 claim",
        "off_topic": lambda _: "not about arms transfers",
        "no_pack": lambda _: f"no language pack for {(row.document and row.document.lang) or 'its language'}",
    }  # fmt: skip
    made: Callable[[int], str] | None = told.get(row.reading.state) if row.reading else None
    about = f": {made(len(row.reading.claims))}" if made and row.reading else ""
    since = f", another version since {row.version.since}" if row.version else ""
    return [(row.what, f"{row.address} ({row.document.id}){about}{since}")]


def _feed_lines(row: FeedRow) -> list[tuple[str, str]]:
    if row.failure is not None:
        return [("refused", f"{row.failure}")]
    told = "nothing new" if row.unchanged else f"{row.named} articles, {row.new} new"
    return [("feed", f"{row.address}: {told}"), *(("refused", f"{each}") for each in row.refused)]


def _article_record(row: Fetched) -> dict[str, Any]:
    document, failure = row.document, row.failure
    return {
        "what": row.what, "address": row.address, "document": document and document.digest,
        "id": document and document.id, "state": row.reading and row.reading.state,
        "claims": len(row.reading.claims) if row.reading else None, "since": row.version and row.version.since,
        "reason": failure and failure.reason, "mend": failure and failure.mend, "passing": row.passing,
    }  # fmt: skip


def _feed_record(row: FeedRow) -> dict[str, Any]:
    failure = row.failure
    return {
        "what": "feed" if failure is None else "refused", "address": row.address, "named": row.named, "new": row.new,
        "unchanged": row.unchanged, "reason": failure and failure.reason, "mend": failure and failure.mend,
        "refused": [{"address": each.where, "reason": each.reason} for each in row.refused],
    }  # fmt: skip
