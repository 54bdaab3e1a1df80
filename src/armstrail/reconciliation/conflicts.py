"""Figures that differ, side by side, with whether both can be true.

Two figures exclude each other only where one counts a part of what the other counts, or the same, and is larger all
the same. A total only grows, so a later and higher one contradicts nothing; a batch can lie inside a total; a plan,
a capacity, a denial and a share of something unsaid bound no delivery. Nothing here says who is right.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from armstrail.model.finding import Conflict, Question
from armstrail.model.terms import lies_within
from armstrail.model.voice import Voice
from armstrail.reconciliation.bounds import meant

MOST: Final = 200  # conflicts that are told of one question: the worst, and a person reads no more
COMPARED: Final = 300  # voices compared each with each: some 45,000 pairs, a quarter of a second


class _Said(NamedTuple):
    """A voice with what its words leave open, its stage and what it counts."""

    voice: Voice
    low: float
    high: float
    stage: str
    scope: tuple[str | None, ...]


class _Apart(NamedTuple):
    """Two voices that lie apart, in the order in which they are told: whether both can be true, how far apart they
    lie (below 0), their ids, themselves, and by which rule they exclude each other."""

    mild: bool
    gap: float
    one: str
    other: str
    first: _Said
    second: _Said
    excluded: str | None


def conflicts(question: Question, voices: Sequence[Voice]) -> tuple[Conflict, ...]:
    """Pairs of voices whose figures lie apart, or differ in unit: in what they differ, and whether both can be true.

    Args:
        voices: those of the finding, in any order.
    Returns:
        at most `MOST`: the exclusive first, by the gap between their nearest bounds, then those that differ and say
        why; of each the voice with the earlier as-of day first. Of more than `COMPARED` voices only those are
        compared on which the widest gaps hang: the highest floors and the lowest ceilings of each scope and stage.
    """
    ordered = sorted({voice.id: voice for voice in voices}.values(), key=lambda voice: (voice.as_of, voice.id))
    said = _compared([_said(question, voice) for voice in ordered])
    worst = heapq.nsmallest(MOST, _apart(said), key=lambda one: one[:4])
    return tuple(_conflict(*one) for one in worst)


def _said(question: Question, voice: Voice) -> _Said:
    bounds = meant(voice.quantity, floor=voice.coverage == "partial")
    stage = "used" if voice.kind == "use" else voice.status or question.stage
    measure = voice.measure if voice.measure in ("increment", "rate", "share") else None
    return _Said(voice, *bounds, stage, (voice.item, (voice.designation or "").casefold(), voice.coverage, measure))


def _apart(said: Sequence[_Said]) -> Iterator[_Apart]:
    """The pairs whose figures do not meet, or are of two units. What they differ in is asked of the worst alone."""
    for first, second in combinations(said, 2):
        one, other = first.voice, second.voice
        if one.quantity.unit != other.quantity.unit:
            yield _Apart(True, -1.0, one.id, other.id, first, second, None)
        elif first.low > second.high or second.low > first.high:
            smaller, larger = (second, first) if first.low > second.high else (first, second)
            factor = larger.low / (smaller.high or 1.0)  # a figure of nothing at all: as against one
            excluded = _excluded(first, second)
            yield _Apart(excluded is None, -factor, one.id, other.id, first, second, excluded)


def _conflict(
    mild: bool, gap: float, one: str, other: str, first: _Said, second: _Said, excluded: str | None
) -> Conflict:
    differs, units = _differences(first, second), (first.voice.quantity.unit, second.voice.quantity.unit)
    if units[0] != units[1]:
        return Conflict(one, other, differs, False, -gap, f"{units[0]}<>{units[1]}")
    smaller, larger = sorted((first, second), key=lambda each: (each.low, each.high))
    return Conflict(one, other, (*differs, "figure"), not mild, -gap, excluded or _reason(smaller, larger))


def _excluded(first: _Said, second: _Said) -> str | None:
    """By which rule two voices cannot both be true; None where they can."""
    for part, whole in ((first, second), (second, first)):
        if _lies_within(part, whole) and part.low > whole.high:
            if part.scope != whole.scope:
                return "part above whole"
            return "same day" if part.voice.as_of == whole.voice.as_of else "earlier total above later"
    return None


def _reason(smaller: _Said, larger: _Said) -> str:
    """By which rule figures that lie apart can both be true."""
    pair = smaller, larger
    if any(one.voice.modality == "denied" for one in pair):
        return "a denial bounds nothing"
    if any(one.stage == "possible" for one in pair):
        return "what could be bounds nothing that was"
    for measure in ("share", "rate"):
        if any(one.voice.measure == measure for one in pair):
            return f"{measure} of what is not said"
    if smaller.stage != larger.stage:
        return "stages differ"
    items = smaller.voice.item, larger.voice.item
    if not _is_part(*items) and not _is_part(items[1], items[0]):
        return "items differ"
    if larger.voice.as_of > smaller.voice.as_of and "stock" not in (smaller.voice.coverage, larger.voice.coverage):
        return "later and higher"
    return "the larger may count more"


def _differences(first: _Said, second: _Said) -> tuple[str, ...]:
    one, other = first.voice, second.voice
    found = {
        "scope": first.scope != second.scope,
        "stage": first.stage != second.stage,
        "period": (one.start, one.as_of) != (other.start, other.as_of),
        "unit": one.quantity.unit != other.quantity.unit,
        "source": one.origin != other.origin,
        "condition": (first.stage == "possible") != (second.stage == "possible"),
    }
    return tuple(name for name, differs in found.items() if differs)


def _lies_within(part: _Said, whole: _Said) -> bool:
    """Whether what `part` counts is surely among what `whole` counts, so that it can be no more."""
    one, other = part.voice, whole.voice
    return (
        "denied" not in (one.modality, other.modality)
        and one.quantity.unit == other.quantity.unit != "percent"
        and not {"share", "rate"} & {one.measure, other.measure}
        and (part.stage == whole.stage or (part.stage, whole.stage) == ("used", "delivered"))
        and part.stage != "possible"
        and _is_part(one.item, other.item)
        and (not other.designation or part.scope[1] == whole.scope[1])
        and _within_days(one, other)
    )


def _is_part(item: str | None, whole: str | None) -> bool:
    return whole is None or (item is not None and lies_within(item, whole))


def _within_days(part: Voice, whole: Voice) -> bool:
    if whole.coverage == "stock":
        # What is there can fall: only what is there on the same day bounds it.
        return part.coverage == "stock" and part.as_of == whole.as_of
    if part.as_of > whole.as_of:
        return False
    if whole.start is None:
        return whole.measure != "increment"  # a batch without a start is a batch among others
    # What is there on a day may have come before the count began, and so may a total that names no start.
    return part.coverage != "stock" and part.start is not None and part.start >= whole.start


def _compared(said: Sequence[_Said]) -> Sequence[_Said]:
    """The voices to be compared with each other, at most `COMPARED`, in the order given."""
    if len(said) <= COMPARED:
        return said
    groups: dict[tuple[object, ...], list[_Said]] = {}
    for one in said:
        groups.setdefault((*one.scope, one.stage, one.voice.quantity.unit), []).append(one)
    queues = [queue for key in sorted(groups, key=repr) for queue in _extremes(groups[key])]
    kept: set[str] = set()
    while queues and len(kept) < COMPARED:
        for queue in list(queues):
            taken = next(queue, None)
            if taken is None:
                queues.remove(queue)
            elif len(kept) < COMPARED:
                kept.add(taken.voice.id)
    return [one for one in said if one.voice.id in kept]


def _extremes(group: Sequence[_Said]) -> tuple[Iterator[_Said], Iterator[_Said]]:
    """The voices of a group from the highest floor down, and from the lowest ceiling up."""
    floors = sorted(group, key=lambda one: (-one.low, one.voice.as_of, one.voice.id))
    ceilings = sorted(group, key=lambda one: (one.high, one.voice.as_of, one.voice.id))
    return iter(floors), iter(ceilings)
