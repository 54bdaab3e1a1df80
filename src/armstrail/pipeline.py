"""The one place where the rooms meet, in one written order: read, extract, keep; and ask, then tell."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.errors import ArmstrailError, BadValue, PackError
from armstrail.model.reading import Reading

if TYPE_CHECKING:
    from armstrail.ingestion import Unreadable
    from armstrail.languages import LanguagePack
    from armstrail.ledger import Ledger, MissQuery
    from armstrail.model.loss import Loss, LossGroup
    from armstrail.model.quantified import Quantified
    from armstrail.publishing import Brief

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
    """One document went in; `reading` is None where the ledger held one by this extractor already."""

    document: Document
    reading: Reading | None


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
    speaks ("" where the language is not known).
    """

    new: int
    unchanged: int
    claims: int
    states: Mapping[str, int]
    without_pack: Mapping[str, int]
    failures: tuple[Failure, ...]


LOSS_GROUPS: Final = ("reason", "noun")
FORMS: Final = ("terminal", "markdown", "html", "json")


def read_paths(paths: Iterable[str | Path]) -> Iterator[Document | Failure]:
    """The documents of files, folders and `-`, in a defined order; what cannot be read is a failure."""
    from armstrail import ingestion

    for found in ingestion.read_paths(map(str, paths)):
        yield found if isinstance(found, Document) else _failure(found)


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


def try_reading(document: Document, packs: Packs, where: str | None = None) -> Reading | Failure:
    """As `read_document`, but whatever goes wrong costs this document alone; `where` is the file it is from.

    Raises:
        PackError: the data of its language are broken, which no other document would mend.
    """
    try:
        return read_document(document, packs)
    except PackError:
        raise
    except Exception as error:
        return _fault(document, where, error)


def add(
    paths: Iterable[str | Path],
    ledger: Ledger,
    packs: Packs,
    *,
    on_progress: Callable[[Added | Failure, Progress], None] = lambda _outcome, _progress: None,
) -> AddSummary:
    """Read documents into a ledger. A document that it holds a reading of by this extractor is not read again.

    Each document is on disk when `on_progress` tells of it, so a run that is cut off is finished by the next.

    Raises:
        LedgerError: the ledger cannot be written; what was told before is kept.
        PackError: the data of a language are broken.
    """
    counts: Counter[str] = Counter()
    states: Counter[str] = Counter()
    without_pack: Counter[str] = Counter()
    failures = []
    for found, progress in _read_with_progress(paths):
        outcome = _add_one(found, ledger, packs, progress.where) if isinstance(found, Document) else found
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
        on_progress(outcome, progress)
    return AddSummary(
        counts["new"], counts["unchanged"], counts["claims"], dict(states), dict(without_pack), tuple(failures)
    )


def _read_with_progress(paths: Iterable[str | Path]) -> Iterator[tuple[Document | Failure, Progress]]:
    from armstrail import ingestion

    sources = list(ingestion.list_sources(map(str, paths)))
    for number, source in enumerate(sources):
        found = [source] if isinstance(source, ingestion.Unreadable) else ingestion.read_source(source)
        for each in found:
            yield (each if isinstance(each, Document) else _failure(each)), Progress(source.where, number, len(sources))


def _add_one(document: Document, ledger: Ledger, packs: Packs, where: str) -> Added | Failure:
    from armstrail.extraction import extractor_of

    if ledger.has_reading(document.digest, extractor_of(document, packs)):
        return Added(document, None)
    reading = try_reading(document, packs, where)
    if isinstance(reading, Failure):
        return reading
    try:
        new = ledger.add(document, reading)
    except BadValue as error:
        return _fault(document, where, error)
    return Added(document, reading if new else None)


def find_losses(ledger: Ledger, packs: Packs | None, query: MissQuery | None = None) -> Iterator[Loss]:
    """The numbers that became no claim, each with its chance of being a lost one, in the order of the ledger.

    Args:
        packs: by which arms words beside a number are known; None to do without, which is quicker.
    Raises:
        BadValue: a date that is none.
        LedgerError: the query's document is not there, or is several.
    """
    from armstrail.extraction import losses
    from armstrail.ledger import MissQuery

    asked = query or MissQuery()
    nouns = ledger.unknown_nouns(as_of=asked.as_of, recorded_by=asked.recorded_by)
    return losses.weigh(ledger.misses(asked), nouns, packs)


def likeliest(losses: Iterable[Loss], limit: int | None = None) -> list[Loss]:
    """The losses by their chance, the likeliest first; at most `limit`."""
    from armstrail.model.loss import by_chance

    return sorted(losses, key=by_chance) if limit is None else heapq.nsmallest(limit, losses, key=by_chance)


def group_losses(losses: Iterable[Loss], by: str) -> list[LossGroup]:
    """The losses together by `reason`, or by unknown `noun` (a word that a pack lacks).

    Raises:
        BadValue: neither of the two.
    """
    from armstrail.extraction.losses import group

    if by not in LOSS_GROUPS:
        raise BadValue(f"numbers are not grouped by {by!r}; use one of {', '.join(LOSS_GROUPS)}")
    return group(losses, by)


def make_brief(
    ledger: Ledger,
    *,
    supplier: str,
    recipient: str,
    language: str = "en",
    as_of: str | None = None,
    recorded_by: str | None = None,
    losses_shown: int | None = None,
) -> tuple[Brief, Sequence[Document]]:
    """The brief of what is said to move between two parties, from the claims that stand in a ledger.

    Args:
        supplier, recipient: actor codes.
        language: a language that briefs are written in.
        as_of, recorded_by: the two clocks: published by this day, recorded by this time.
        losses_shown: how many numbers that became no claim stand with their words.
    Returns:
        the brief, and the documents that its footnotes open.
    Raises:
        BadValue: a date that is none.
        PackError: briefs are not written in this language.
    """
    from armstrail import publishing

    claims = _claims_about(ledger, supplier, recipient, as_of, recorded_by)
    documents = {document.digest: document for _, document in claims}
    brief = publishing.make_brief(
        claims,
        supplier=supplier,
        recipient=recipient,
        language=language,
        as_of=as_of,
        losses=_losses_in(ledger, documents, as_of, recorded_by),
        losses_shown=publishing.SHOWN if losses_shown is None else losses_shown,
    )
    return brief, tuple(documents.values())


def _losses_in(ledger: Ledger, documents: Iterable[str], as_of: str | None, recorded_by: str | None) -> Iterator[Loss]:
    """The misses of some documents, weighed without the packs, whose loading would take longer than the brief."""
    from armstrail.extraction.losses import weigh
    from armstrail.ledger import MissQuery

    asked = MissQuery(as_of=as_of, recorded_by=recorded_by)
    nouns = ledger.unknown_nouns(as_of=as_of, recorded_by=recorded_by)
    for digest in documents:
        yield from weigh(ledger.misses(replace(asked, document=digest)), nouns, None)


def lay_out(brief: Brief, documents: Sequence[Document], form: str, *, width: int = 100, color: bool = False) -> str:
    """A brief in one of the `FORMS`; `width` and `color` are the terminal's, `documents` what it cites.

    Raises:
        BadValue: no such form.
    """
    from armstrail import publishing

    match form:
        case "terminal":
            return publishing.to_terminal(brief, width, color=color)
        case "markdown":
            return publishing.to_markdown(brief)
        case "html":
            return publishing.to_html(brief, documents)
        case "json":
            return publishing.to_json(brief)
    raise BadValue(f"a brief has no form {form!r}; use one of {', '.join(FORMS)}")


def _claims_about(
    ledger: Ledger, supplier: str, recipient: str, as_of: str | None, recorded_by: str | None
) -> Sequence[tuple[Claim, Document]]:
    """What the documents that tell of the two parties together say: all that lies between the two, what
    leaves one of them open, and the stances that touch either or name nobody."""
    from armstrail.ledger import ClaimQuery

    asked = ClaimQuery(as_of=as_of, recorded_by=recorded_by)
    together = {
        document.digest: None  # a dict, for its order
        for giver, taker in ((supplier, recipient), (recipient, supplier))
        for _, document in ledger.claims(replace(asked, supplier=giver, recipient=taker))
    }
    return [
        (claim, document)
        for digest in together
        for claim, document in ledger.claims(replace(asked, document=digest))
        if _concerns(claim, {supplier, recipient})
    ]


def _concerns(claim: Claim, pair: set[str]) -> bool:
    parties = {party for party in (claim.supplier, claim.recipient) if party is not None}
    if claim.kind == "statement":
        return claim.recipient is None or bool(parties & pair)
    return bool(parties) and parties <= pair


def _failure(found: Unreadable) -> Failure:
    return Failure(found.where, found.reason, found.mend)


def _fault(document: Document, where: str | None, error: Exception) -> Failure:
    told = str(error) if isinstance(error, ArmstrailError) else f"{type(error).__name__}: {error}"
    place = f"{where} ({document.id})" if where else document.id
    return Failure(place, f"could not be read for claims ({told})", "please report it with the document")
