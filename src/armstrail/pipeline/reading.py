"""Documents in: read, extract, keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from armstrail.model.assistance import EXTRACTOR_MARK
from armstrail.model.document import Document
from armstrail.model.errors import ArmstrailError, BadValue, PackError, ReadError
from armstrail.model.original import Original, Version
from armstrail.model.reading import IMPORTED, Reading
from armstrail.pipeline.versions import settle

if TYPE_CHECKING:
    from armstrail.assist import Helper
    from armstrail.ingestion import Unreadable
    from armstrail.languages import LanguagePack
    from armstrail.ledger import EvidenceFolder, Ledger
    from armstrail.model.quantified import Quantified

Packs = Mapping[str, "LanguagePack"]


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read: where, why, and how to mend it."""

    where: str
    reason: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}; {self.mend}" if self.mend else f"{self.where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Added:
    """One document went in; `reading` is None where the ledger held one by this extractor, or a person's, already.

    `version` tells since when it stands where another stood before; None where none did.
    """

    document: Document
    reading: Reading | None
    version: Version | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """The file that is being read, and how many before it are read whole, of how many."""

    where: str
    done: int
    files: int


@dataclass(frozen=True, slots=True)
class AddSummary:
    """What an `add` did.

    `states` counts the new readings by state, `without_pack` the new documents by a language that no pack
    speaks ("" where the language is not known), `undated` those that hold claims and no date of publication;
    `remarks` tells of files that are not what their names say.
    """

    new: int
    unchanged: int
    claims: int
    states: Mapping[str, int]
    without_pack: Mapping[str, int]
    failures: tuple[Failure, ...]
    remarks: tuple[str, ...] = ()
    undated: int = 0


def read_paths(
    paths: Iterable[str | Path],
    *,
    packs: Packs | None = None,
    on_remark: Callable[[str], None] = lambda _: None,
) -> Iterator[Document | Failure]:
    """The documents of files, folders and `-`, in a defined order; what cannot be read is a failure.

    Args:
        packs: with them web pages whose words cannot hold a claim are read roughly, in a small part of the time;
            without them every page is read as well as it can be.
        on_remark: is told of files that were read as another form than their names say.
    """
    from armstrail import ingestion

    gate = page_gate(packs) if packs is not None else None
    for found in ingestion.read_paths(map(str, paths), tell=lambda remark: on_remark(str(remark)), gate=gate):
        yield found if isinstance(found, Document) else _failure(found)


def page_gate(packs: Packs) -> Callable[[Sequence[str], str | None], bool]:
    """What tells the words of pages that may hold a claim from all others. Words in a language without a pack may not:
    nothing can be read in them yet."""
    from armstrail.extraction import words_may_hold_claims

    def may_hold(words: Sequence[str], lang: str | None) -> bool:
        pack = packs.get(lang or "")
        return pack is not None and words_may_hold_claims(words, pack)

    return may_hold


def read_document(document: Document, packs: Packs) -> Reading:
    """All claims and misses of one document, checked against its text.

    Raises:
        BadValue: a span of the reading lies outside the text.
    """
    from armstrail.extraction import extract

    reading = extract(document, packs)
    reading.check(document)
    return reading


@cache
def shipped_packs() -> Packs:
    """The packs that come with armstrail, each loaded when it is first asked for and kept."""
    from armstrail.languages import load_packs
    from armstrail.vocabulary import load_vocabulary

    return load_packs(load_vocabulary())


def quantities(text: str, lang: str, packs: Packs) -> tuple[Quantified, ...]:
    """Every quantity of a text in order, none overlapping, whether or not a claim hangs on it.

    Dates, years, clock times, ages, measures, durations, scores, sections, versions, telephone numbers and
    the numbers of names are none. What no unit list knows ("24 deputies") is one, with unit None.

    Args:
        text: any text in one language; spans are code points of it as given.
        lang: the language as ISO 639-1 code, a region behind it is left out of account ("pt-BR").
    Raises:
        PackError: no pack speaks the language; names those there are.
    """
    from armstrail.extraction import quantities_of

    pack = packs.get(lang.partition("-")[0].lower())
    if pack is None:
        raise PackError(f"no language pack speaks {lang!r}; use one of {', '.join(packs)}")
    return quantities_of(text, pack)


def try_reading(
    document: Document, packs: Packs, where: str | None = None, helper: Helper | None = None
) -> Reading | Failure:
    """As `read_document`, but whatever goes wrong costs this document alone; `where` is the file it is from.

    Args:
        helper: a model that is asked for claims on the numbers that were left (`read_with_help`); none by default.
    Raises:
        PackError: the data of its language are broken, which no other document would mend.
        ReadError: the helper cannot keep its answers, which is so for every document.
    """
    try:
        if helper is None:
            return read_document(document, packs)
        from armstrail.pipeline.assisting import read_with_help

        return read_with_help(document, packs, helper)
    except (PackError, ReadError):
        raise
    except Exception as error:
        return _fault(document, where, error)


def add(
    paths: Iterable[str | Path],
    ledger: Ledger,
    packs: Packs,
    *,
    keep: EvidenceFolder | None = None,
    helper: Helper | None = None,
    on_progress: Callable[[Added | Failure, Progress], None] = lambda _outcome, _progress: None,
) -> AddSummary:
    """Read documents into a ledger. A document that it holds a reading of by this extractor is not read again.

    Each document is on disk when `on_progress` tells of it, so a run that is cut off is finished by the next.

    Args:
        keep: where to keep the bytes that the documents are read from; None for nowhere.
        helper: a model that is asked for claims on the numbers that were left; none by default. Its readings stand
            until the rules of the reader change: reading the same documents without help leaves them.
    Raises:
        LedgerError: the ledger cannot be written; what was told before is kept.
        PackError: the data of a language are broken.
        ReadError: the helper cannot keep its answers.
    """
    counts: Counter[str] = Counter()
    states: Counter[str] = Counter()
    without_pack: Counter[str] = Counter()
    failures = []
    remarks: list[str] = []
    last = _LastBytes() if keep is not None else None
    for found, progress in _read_with_progress(paths, remarks, packs, last):
        if isinstance(found, Document):
            original = last.kept_in(keep, found) if last is not None and keep is not None else None
            outcome = add_one(found, ledger, packs, progress.where, original, helper)
        else:
            outcome = found
        if isinstance(outcome, Failure):
            failures.append(outcome)
            ledger.add_failure(outcome.where, outcome.reason, outcome.mend)
        elif outcome.reading is None:
            counts["unchanged"] += 1
        else:
            counts["new"] += 1
            counts["claims"] += len(outcome.reading.claims)
            states[outcome.reading.state] += 1
            if outcome.reading.state == "no_pack":
                without_pack[outcome.document.lang or ""] += 1
            counts["undated"] += bool(outcome.reading.claims) and outcome.document.published is None
        on_progress(outcome, progress)
    return AddSummary(
        new=counts["new"],
        unchanged=counts["unchanged"],
        claims=counts["claims"],
        states=dict(states),
        without_pack=dict(without_pack),
        failures=tuple(failures),
        remarks=tuple(remarks),
        undated=counts["undated"],
    )


class _LastBytes:
    """The bytes of the document that was read last."""

    def __init__(self) -> None:
        self._told: tuple[Document, str, str, bytes] | None = None

    def __call__(self, document: Document, where: str, form: str, data: bytes) -> None:
        if self._told is None or self._told[0] is not document:  # what hangs on a mail is told before the mail
            self._told = (document, where, form, data)

    def kept_in(self, folder: EvidenceFolder, document: Document) -> Original | None:
        """The original of a document, kept; None where its bytes are not known.

        Raises:
            LedgerError: it could not be written.
        """
        if self._told is None or self._told[0] is not document:
            return None
        _, where, form, data = self._told
        return Original(folder.keep(data), len(data), form, where)


def _read_with_progress(
    paths: Iterable[str | Path], remarks: list[str], packs: Packs, last: _LastBytes | None
) -> Iterator[tuple[Document | Failure, Progress]]:
    from armstrail import ingestion

    gate = page_gate(packs)
    asked = list(map(str, paths))
    sources = list(ingestion.list_sources(asked))
    remarks += map(str, ingestion.links_out(sources, asked))
    for number, source in enumerate(sources):
        if isinstance(source, ingestion.Unreadable):
            found: Iterable[Document | Unreadable] = [source]
        else:
            found = ingestion.read_source(source, tell=lambda remark: remarks.append(str(remark)), gate=gate, keep=last)
        for each in found:
            yield (each if isinstance(each, Document) else _failure(each)), Progress(source.where, number, len(sources))


def add_one(
    document: Document,
    ledger: Ledger,
    packs: Packs,
    where: str,
    original: Original | None = None,
    helper: Helper | None = None,
) -> Added | Failure:
    """Read one document into a ledger, with the bytes it was read from, and as a version where its address has had
    another; all or nothing.

    Raises:
        LedgerError: the ledger cannot be written.
        PackError: the data of its language are broken.
    """
    from armstrail.extraction import extractor_of

    known = ledger.extractors([document.digest])[document.digest]
    if is_read(known, extractor_of(document, packs), helper):
        if original is not None:
            ledger.add_original(document.digest, original)
        return Added(document, None)
    reading = try_reading(document, packs, where, helper)
    if isinstance(reading, Failure):
        return reading
    try:
        with ledger.batch():
            new = ledger.add(document, reading)
            if original is not None:
                ledger.add_original(document.digest, original)
            addresses = [original.address if original else None, document.url] if not known else []
            version = settle(ledger, document, [each for each in addresses if each])
    except BadValue as error:
        return _fault(document, where, error)
    return Added(document, reading if new else None, version)


def is_read(known: Sequence[str], extractor: str, helper: Helper | None = None) -> bool:
    """Whether reading a document again, by this extractor and with this help, would tell nothing new.

    Args:
        known: the extractors of its readings, as `Ledger.extractors` has them.
    """
    if (extractor if helper is None else helper.extractor(extractor)) in known:
        return True
    standing = known[-1] if known else ""
    if standing.startswith(IMPORTED):  # a row of a table: what a person wrote down is not read again
        return True
    return helper is None and standing.startswith(extractor + EXTRACTOR_MARK)  # the same reader has read it, with help


def _failure(found: Unreadable) -> Failure:
    return Failure(found.where, found.reason, found.mend)


def _fault(document: Document, where: str | None, error: Exception) -> Failure:
    told = str(error) if isinstance(error, ArmstrailError) else f"{type(error).__name__}: {error}"
    place = f"{where} ({document.id})" if where else document.id
    return Failure(place, f"could not be read for claims ({told})", "please report it with the document")
