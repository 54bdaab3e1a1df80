"""What happened to figures on their way, and what is new since a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from armstrail.model.changes import Changes, Moved
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.edit import Edited
from armstrail.model.estimate import Estimate
from armstrail.model.finding import Denial, Finding, Question
from armstrail.model.period import last_day
from armstrail.model.voice import Drift, Voice
from armstrail.pipeline.estimates import Books, Evidence, Place, answer, find_all, gather, list_questions
from armstrail.pipeline.versions import edited

if TYPE_CHECKING:
    from armstrail.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Drifted:
    """A drift with the two claims between which it happened, and the origin whose figure it is, by code and name."""

    drift: Drift
    origin: str
    name: str
    before: tuple[Claim, Document]
    after: tuple[Claim, Document]


@dataclass(frozen=True, slots=True)
class News:
    """The changes between two parties, with the claims and voices that they name, and the names of origins; `edited`
    are claims that changed because a document was changed at its address."""

    supplier: str
    recipient: str
    changes: Changes
    voices: Mapping[str, Voice]
    claims: Mapping[Place, tuple[Claim, Document]]
    names: Mapping[str, str]
    edited: tuple[Edited, ...] = ()


def flows(
    ledger: Ledger, supplier: str | None, recipient: str | None, known_on: str | None, recorded_by: str | None
) -> Iterator[tuple[str, str]]:
    """The pairs of parties between which something is said to move, most spoken of first."""
    for giver, taker, _ in ledger.flows(known_on=known_on, recorded_by=recorded_by):
        if (supplier is None or giver == supplier) and (recipient is None or taker == recipient):
            yield giver, taker


def drifts(
    ledger: Ledger,
    books: Books,
    *,
    supplier: str | None = None,
    recipient: str | None = None,
    known_on: str | None = None,
    recorded_by: str | None = None,
) -> list[Drifted]:
    """Every place where the wording of a figure changed on its way, worst first.

    Raises:
        BadValue: a date that is none.
    """
    from armstrail import reconciliation

    found: dict[tuple[Place, Place, str], Drifted] = {}
    for giver, taker in flows(ledger, supplier, recipient, known_on, recorded_by):
        evidence = gather(ledger, giver, taker, books, known_on=known_on, recorded_by=recorded_by)
        voices = {voice.id: voice for voice in evidence.voices}
        for drift in reconciliation.drifts(evidence.voices, evidence.claims, evidence.copies):
            places = tuple((each.document, each.claim) for each in (drift.before, drift.after))
            before, after = (evidence.claims[place] for place in places)
            key = (places[0], places[1], drift.what)
            origin = voices[drift.voice].origin
            found.setdefault(key, Drifted(drift, origin, evidence.name_of(origin, books), before, after))
    return sorted(found.values(), key=lambda each: (-each.drift.weight, each.drift.what, each.after[1].digest))


def news(
    ledger: Ledger,
    books: Books,
    *,
    since: str,
    until: str | None = None,
    supplier: str | None = None,
    recipient: str | None = None,
    recorded_by: str | None = None,
    estimates: bool = True,
    gathered: Callable[[str, str, str | None], Evidence] | None = None,
) -> Iterator[News]:
    """What became public after `since` and by `until`, for each pair of parties where anything did.

    Args:
        gathered: gives the evidence between two parties as public by a day, where it may have been gathered before.
        estimates: tell which estimates moved, too; takes nearly all of the time.
    Raises:
        BadValue: a date that is none.
    """

    def look(giver: str, taker: str, day: str | None) -> Evidence:
        if gathered is not None:
            return gathered(giver, taker, day)
        return gather(ledger, giver, taker, books, known_on=day, recorded_by=recorded_by)

    silent = edited(ledger, since=last_day(since), until=until and last_day(until)) if recorded_by is None else ()
    for giver, taker in flows(ledger, supplier, recipient, until, recorded_by):
        before, after = look(giver, taker, since), look(giver, taker, until)
        changed = _changes(before, after, books, last_day(since), until, estimates=estimates)
        here = tuple(each for each in silent if _speaks_of(each, giver, taker))
        if (told := _news(before, after, changed, books, here)) is not None:
            yield told


def news_between(ledger: Ledger, books: Books, supplier: str, recipient: str, *, recorded_by: str) -> News | None:
    """What went into the ledger after an instant, between two parties; None where it changed nothing.

    Raises:
        BadValue: no instant.
    """
    before = gather(ledger, supplier, recipient, books, recorded_by=recorded_by)
    after = gather(ledger, supplier, recipient, books)
    changed = _changes(before, after, books, recorded_by[:10], None, estimates=True)
    return _news(before, after, changed, books)


def _speaks_of(each: Edited, giver: str, taker: str) -> bool:
    return any(pair and (pair[0].supplier, pair[0].recipient) == (giver, taker) for pair in (each.before, each.after))


def _news(
    before: Evidence, after: Evidence, changed: Changes, books: Books, silent: tuple[Edited, ...] = ()
) -> News | None:
    """The changes with all that they name; None where there are none."""
    found = (changed.new, changed.spread, changed.corrected, changed.withdrawn, changed.denials, changed.moved, silent)
    if not any(found):
        return None
    voices = {voice.id: voice for voice in (*before.voices, *after.voices)}
    origins = {voice.origin for voice in after.voices} | {denial.origin for denial in changed.denials}
    names = {origin: after.name_of(origin, books) for origin in origins}
    names |= {voice.origin: before.name_of(voice.origin, books) for voice in changed.withdrawn}
    return News(after.supplier, after.recipient, changed, voices, {**before.claims, **after.claims}, names, silent)


def _changes(
    before: Evidence, after: Evidence, books: Books, since: str, until: str | None, *, estimates: bool
) -> Changes:
    from armstrail import reconciliation

    asked = [question for question, _ in list_questions(after) if _between(question, after)]
    then, now = (dict(zip(asked, find_all(evidence, asked, books), strict=True)) for evidence in (before, after))
    changed = reconciliation.changes(
        before.voices,
        after.voices,
        since=since,
        until=until or max((document.published or "" for _, document in after.claims.values()), default=since),
        denials_before=_denials(then.values()),
        denials_after=_denials(now.values()),
    )
    touched = {voice.id for voice in (*changed.new, *changed.withdrawn)} | {one.voice for one in changed.corrected}
    moved = [
        moved
        for question in (asked if estimates else ())
        if {voice.id for voice in (*then[question].voices, *now[question].voices)} & touched
        and (moved := _moved(question, before, after, books, touched)) is not None
    ]
    return replace(changed, moved=tuple(moved))


def _between(question: Question, evidence: Evidence) -> bool:
    return (question.supplier, question.recipient) == (evidence.supplier, evidence.recipient)


def _denials(findings: Iterable[Finding]) -> tuple[Denial, ...]:
    return tuple({(d.document, d.claim): d for finding in findings for d in finding.denials}.values())


def _moved(question: Question, before: Evidence, after: Evidence, books: Books, touched: set[str]) -> Moved | None:
    """How the estimate of a question moved, and by which of the voices that changed; None where it did not."""
    old = answer(before, question, books, influence=False).outcome
    new = answer(after, question, books).outcome
    first = old.headline if isinstance(old, Estimate) else None
    last = new.headline if isinstance(new, Estimate) else None
    if first == last:
        return None
    mainly = None
    if isinstance(new, Estimate):
        candidates = [each for each in new.weighed if each.voice in touched and each.shift is not None]
        if candidates:
            mainly = max(candidates, key=lambda each: (abs(each.shift or 0.0), each.voice)).voice
        elif len(new.weighed) == 1:
            mainly = new.weighed[0].voice
    return Moved(question, first, last, mainly)
