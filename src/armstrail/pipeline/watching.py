"""Follow feeds: what they name that was never named before is fetched, and what that moved is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from armstrail.model.claim import Claim
from armstrail.pipeline.estimates import Books
from armstrail.pipeline.fetching import Fetched, fetch_one, show
from armstrail.pipeline.following import News, news_between
from armstrail.pipeline.reading import Failure, Packs
from armstrail.pipeline.watched import Watched

if TYPE_CHECKING:
    from armstrail.ingestion.fetching import Entry, Fetcher, NotNow
    from armstrail.ledger import EvidenceFolder, Ledger


@dataclass(frozen=True, slots=True)
class FeedRow:
    """What a feed gave: how many articles it names and how many of them for the first time, or why it gave nothing.

    `refused` are entries that may not be fetched; `unchanged` tells that it has nothing new by its own word.
    """

    address: str
    named: int = 0
    new: int = 0
    unchanged: bool = False
    failure: Failure | None = None
    refused: tuple[Failure, ...] = ()


@dataclass(slots=True)
class Round:
    """What one look at all feeds did."""

    feeds: list[FeedRow] = field(default_factory=list)
    articles: list[Fetched] = field(default_factory=list)
    waiting: int = 0

    @property
    def refused(self) -> int:
        """How many feeds, entries and articles were refused."""
        entries = sum(len(feed.refused) for feed in self.feeds)
        feeds = sum(feed.failure is not None for feed in self.feeds)
        return entries + feeds + sum(article.failure is not None for article in self.articles)

    @property
    def parties(self) -> list[tuple[str, str]]:
        """The flows that what was added speaks of, each once."""
        found: dict[tuple[str, str], None] = {}
        for row in self.articles:
            for claim in row.reading.claims if row.reading else ():
                found.update(dict.fromkeys(_flows_of(claim)))
        return list(found)


@dataclass(frozen=True, slots=True)
class Watch:
    """Feeds to follow, and all that is needed for it. `clock` gives the present instant."""

    ledger: Ledger
    packs: Packs
    fetcher: Fetcher
    folder: EvidenceFolder
    watched: Watched
    clock: Callable[[], datetime]

    def look(
        self,
        feeds: Sequence[str],
        *,
        most: int = 0,
        on_row: Callable[[FeedRow | Fetched], None] = lambda _row: None,
    ) -> Round:
        """Look at all feeds once, then fetch the articles that wait.

        Args:
            feeds: paths of OPML lists, and addresses of feeds or of such lists.
            most: how many articles to fetch at most; 0 for all.
        Raises:
            LedgerError: the ledger or the memory cannot be written; what was told before is kept.
            PackError: the data of a language are broken.
        """
        done = Round()
        for row in self._look_at(feeds):
            done.feeds.append(row)
            on_row(row)
        for article in self.watched.waiting():
            if most and len(done.articles) >= most:
                break
            for fetched in self._fetch(article.address):
                done.articles.append(fetched)
                on_row(fetched)
        done.waiting = len(self.watched.waiting())
        return done

    def moved(self, done: Round, books: Books, before: datetime) -> Iterator[News]:
        """What a round changed between the parties that it speaks of: estimates, corrections, new voices.

        Args:
            before: an instant before the round, and after what went into the ledger before it.
        """
        for supplier, recipient in done.parties:
            told = news_between(self.ledger, books, supplier, recipient, recorded_by=before.isoformat())
            if told is not None:
                yield told

    def _look_at(self, feeds: Sequence[str]) -> Iterator[FeedRow]:
        from armstrail.ingestion.fetching import Refused, read_list

        seen: set[str] = set()
        for name in feeds:
            if "://" in name:
                yield from self._feed(name, seen)
                continue
            try:
                entries = read_list(Path(name).read_bytes())
            except Refused as error:
                yield FeedRow(name, failure=Failure(name, error.reason, error.mend))
            except OSError as error:
                yield FeedRow(name, failure=Failure(name, f"cannot be read ({error.strerror})", "check the path"))
            else:
                yield from self._listed(entries, seen)

    def _listed(self, entries: Sequence[Entry], seen: set[str]) -> Iterator[FeedRow]:
        for entry in entries:
            if entry.refused is not None:
                written = show(entry.written)
                yield FeedRow(written, failure=Failure(written, entry.refused.reason, entry.refused.mend))
            else:
                yield from self._feed(str(entry.address), seen)

    def _feed(self, name: str, seen: set[str]) -> Iterator[FeedRow]:
        """One feed; or the feeds of a list that stands at its address, each once, however lists name one another."""
        from armstrail.ingestion.fetching import NotNow, Refused, parse_address, read_feed, read_list

        try:
            address = str(parse_address(name))
            if address in seen:
                return
            seen.add(address)
            self._check_hold(address)
            etag, modified = self.watched.validators(address)
            received = self.fetcher.get(address, etag=etag, modified=modified)
            if received.unchanged:
                yield FeedRow(address, unchanged=True)
                return
            with suppress(Refused):
                entries = read_list(received.payload)
                yield from self._listed(entries, seen)
                return
            feed = read_feed(received.payload, received.last.address)
        except NotNow as error:
            self._hold(name, error)
            yield FeedRow(show(name), failure=Failure(show(name), error.reason, error.mend))
            return
        except Refused as error:
            yield FeedRow(show(name), failure=Failure(show(name), error.reason, error.mend))
            return
        articles = [str(entry.address) for entry in feed.entries if entry.address is not None]
        refused = tuple(
            Failure(show(entry.written), entry.refused.reason, entry.refused.mend)
            for entry in feed.entries
            if entry.refused is not None
        )
        if feed.left_out:
            told = f"names {feed.left_out:,} articles more than are taken of one feed"
            refused += (Failure(show(address), told, "give them to armstrail fetch"),)
        headers = received.last.headers
        new = self.watched.take(address, articles, headers.get("etag"), headers.get("last-modified"))
        yield FeedRow(address, len(articles), new, refused=refused)

    def _fetch(self, address: str) -> Iterator[Fetched]:
        """Fetch one waiting article; one that the ledger has from its address already is done."""
        from armstrail.ingestion.fetching import NotNow

        if self.ledger.was_fetched(address):
            self.watched.settle(address)
            return
        try:
            self._check_hold(address)
        except NotNow:
            return  # it waits, and that is no try
        again = False
        for row in fetch_one(address, self.ledger, self.packs, self.fetcher, self.folder):
            again = again or row.passing
            if row.passing and row.after is not None:
                self._hold_for(address, row.after)
            yield row
        self.watched.settle(address, again=again)

    def _check_hold(self, address: str) -> None:
        from armstrail.ingestion.fetching import NotNow, parse_address

        left = self.watched.held(parse_address(address).host, self.clock().timestamp())
        if left:
            raise NotNow(f"asks to be left alone for another {left:.0f} seconds")

    def _hold(self, address: str, error: NotNow) -> None:
        if error.after is not None:
            self._hold_for(address, error.after)

    def _hold_for(self, address: str, seconds: float) -> None:
        from armstrail.ingestion.fetching import parse_address

        self.watched.hold(parse_address(address).host, self.clock().timestamp() + seconds)


def _flows_of(claim: Claim) -> list[tuple[str, str]]:
    giver, taker = claim.supplier, claim.recipient
    return [(giver, taker)] if claim.kind != "statement" and giver and taker and giver != taker else []
