"""From the network into the ledger: one address at a time, each with a row that says what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from armstrail.model.document import Document
from armstrail.model.errors import LedgerError
from armstrail.model.original import WEB, Original, Version
from armstrail.model.reading import Reading
from armstrail.pipeline.reading import Failure, Packs, add_one, is_read
from armstrail.pipeline.versions import return_to

if TYPE_CHECKING:
    from armstrail.ingestion.fetching import Fetcher, Received
    from armstrail.ledger import EvidenceFolder, Ledger


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of an address, or of one document in what stood there.

    `what` is `added`, `changed` (a new version of what stood there before), `unchanged` or `refused`, then with a
    `failure`; `passing` tells that it may be otherwise next time, `after` for how many seconds the server asks to wait.
    """

    address: str
    what: str
    document: Document | None = None
    reading: Reading | None = None
    version: Version | None = None
    failure: Failure | None = None
    passing: bool = False
    after: float | None = None


def fetch(
    addresses: Iterable[str],
    ledger: Ledger,
    packs: Packs,
    fetcher: Fetcher,
    folder: EvidenceFolder,
    *,
    on_row: Callable[[Fetched], None] = lambda _row: None,
) -> Mapping[str, int]:
    """Fetch addresses into a ledger, each once, with what was received kept as evidence.

    Each row is on disk when `on_row` tells of it. What is refused for good is recorded as a failure.

    Returns:
        how many rows there are of each `what`.
    Raises:
        LedgerError: the ledger cannot be written; what was told before is kept.
        PackError: the data of a language are broken.
    """
    counts: Counter[str] = Counter()
    for address in dict.fromkeys(addresses):
        for row in fetch_one(address, ledger, packs, fetcher, folder):
            counts[row.what] += 1
            on_row(row)
    return counts


def fetch_one(
    address: str, ledger: Ledger, packs: Packs, fetcher: Fetcher, folder: EvidenceFolder
) -> Iterator[Fetched]:
    """The rows of one address.

    Raises:
        LedgerError: the ledger cannot be written.
        PackError: the data of a language are broken.
    """
    from armstrail.ingestion import Unreadable
    from armstrail.ingestion.fetching import NotNow, Refused, read_received

    shown = show(address)
    try:
        received = fetcher.get(address)
    except NotNow as error:
        failure = Failure(shown, error.reason, error.mend)
        yield Fetched(shown, "refused", failure=failure, passing=True, after=error.after)
        return
    except Refused as error:
        yield _refused(ledger, shown, Failure(shown, error.reason, error.mend))
        return
    keeper = _Keeper(received, folder)
    for row in read_received(received):
        if isinstance(row, Unreadable):
            yield _refused(ledger, shown, Failure(row.where, row.reason, row.mend))
        else:
            yield _take(row, received, keeper, ledger, packs, shown)


def show(address: str) -> str:
    """An address as it can be printed on one line."""
    from armstrail.ingestion.rows import show_name

    return show_name(address.strip())


class _Keeper:
    """Keeps what was received, once and only where something of it goes into the ledger."""

    def __init__(self, received: Received, folder: EvidenceFolder) -> None:
        self._received, self._folder = received, folder
        self._kept: Original | None = None

    def original(self) -> Original:
        """The original, on disk.

        Raises:
            LedgerError: it cannot be written.
        """
        if self._kept is None:
            received, warc = self._received, self._received.warc or b""
            last = received.last
            name = self._folder.keep(warc)
            self._kept = Original(name, len(warc), WEB, str(received.asked), str(last.address), last.when)
        return self._kept


def _take(document: Document, received: Received, keeper: _Keeper, ledger: Ledger, packs: Packs, shown: str) -> Fetched:
    """Put one document of what was received into the ledger."""
    from armstrail.extraction import extractor_of

    known = _known(document, received, ledger)
    if known is not None:
        document = known
        back = return_to(ledger, document, received.last.when[:10])
        if back is not None:
            return Fetched(shown, "changed", document, version=back)
        if is_read(ledger.extractors([document.digest])[document.digest], extractor_of(document, packs)):
            return Fetched(shown, "unchanged", document)
    try:
        original = keeper.original()
    except LedgerError as error:
        reason, _, mend = str(error).partition("; ")
        failure = Failure(shown, f"was received, but could not be kept as evidence ({reason})", mend)
        return Fetched(shown, "refused", failure=failure, passing=True)
    outcome = add_one(document, ledger, packs, str(received.last.address), original)
    if isinstance(outcome, Failure):
        return _refused(ledger, shown, outcome)
    what = "changed" if outcome.version else "added" if outcome.reading else "unchanged"
    return Fetched(shown, what, outcome.document, outcome.reading, outcome.version)


def _known(document: Document, received: Received, ledger: Ledger) -> Document | None:
    """The document of the ledger that this one is again; a page without a date of its own has another with each
    fetch, which is no change."""
    for each in ledger.neighbours(str(received.last.address)):
        other = each.document
        same = (other.text, other.title, other.publisher) == (document.text, document.title, document.publisher)
        if same and document.published in (other.published, received.last.when[:10]):
            return other
    return document if ledger.extractor(document.digest) is not None else None


def _refused(ledger: Ledger, shown: str, failure: Failure) -> Fetched:
    ledger.add_failure(failure.where, failure.reason, failure.mend)
    return Fetched(shown, "refused", failure=failure)
