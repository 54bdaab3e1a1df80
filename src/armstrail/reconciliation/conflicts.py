"""Figures that differ, side by side, with whether both can be true.

Two figures exclude each other only where one counts a part of what the other counts, or the same, and is larger all
the same. A total only grows, so a later and higher one contradicts nothing; a batch can lie inside a total; a plan,
a capacity, a denial and a share of something unsaid bound no delivery. Nothing here says who is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from armstrail.model.finding import Conflict, Question
from armstrail.model.terms import lies_within
from armstrail.model.voice import Voice
from armstrail.reconciliation.bounds import meant

MOST: Final = 200  # conflicts that are told of one question: the worst, and a person reads no more
COMPARED: Final = 300  # voices compared each with each: some 45,000 pairs

_T = TypeVar("_T")
_Marks = NDArray[np.bool_]


class _Said(NamedTuple):
    """A voice with what its words leave open, its stage and what it counts."""

    voice: Voice
    low: float
    high: float
    stage: str
    scope: tuple[str | None, ...]


class _Apart(NamedTuple):
    """Two voices that lie apart: how far (1 where their units differ), and by which rule they exclude each other."""

    first: _Said
    second: _Said
    factor: float
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
    return tuple(_conflict(*each) for each in _worst(said)) if len(said) > 1 else ()


def _said(question: Question, voice: Voice) -> _Said:
    bounds = meant(voice.quantity, floor=voice.coverage == "partial")
    stage = "used" if voice.kind == "use" else voice.status or question.stage
    measure = voice.measure if voice.measure in ("increment", "rate", "share") else None
    return _Said(voice, *bounds, stage, (voice.item, (voice.designation or "").casefold(), voice.coverage, measure))


def _worst(said: Sequence[_Said]) -> Iterator[_Apart]:
    """The pairs whose figures do not meet, or are of two units: the worst `MOST`, in the order in which they are told.

    All pairs are looked at as rows and columns of one table; what they differ in is asked of the worst alone.
    """
    low, high = np.array([one.low for one in said]), np.array([one.high for one in said])
    units, names = (_numbered(told) for told in ([one.voice.quantity.unit for one in said], [o.voice.id for o in said]))
    above = low[:, None] > high[None, :]  # the row's floor lies above the column's ceiling
    other_unit = units[:, None] != units[None, :]
    rows, columns = np.nonzero(np.triu(above | above.T | other_unit, k=1))
    upside = above[rows, columns]
    ceiling = np.where(upside, high[columns], high[rows])  # a figure of nothing at all counts as one
    factor = np.where(upside, low[rows], low[columns]) / np.where(ceiling == 0, 1.0, ceiling)
    factor[other_unit[rows, columns]] = 1.0
    beyond = _within(said, units) & above  # a part that is more than its whole
    forward, backward = beyond[rows, columns], beyond[columns, rows]
    worst = np.lexsort((names[columns], names[rows], -factor, ~(forward | backward)))[:MOST]
    for at in worst.tolist():
        first, second = said[rows[at]], said[columns[at]]
        excluded = _excluded(first, second) if forward[at] else _excluded(second, first) if backward[at] else None
        yield _Apart(first, second, float(factor[at]), excluded)


def _numbered(words: Sequence[str]) -> NDArray[np.int64]:
    """Words as their places in the order of words, so that equal ones are equal and the order is kept."""
    place = {word: number for number, word in enumerate(sorted(set(words)))}
    return np.array([place[word] for word in words], dtype=np.int64)


def _conflict(first: _Said, second: _Said, factor: float, excluded: str | None) -> Conflict:
    one, other = first.voice, second.voice
    differs, units = _differences(first, second), (one.quantity.unit, other.quantity.unit)
    if units[0] != units[1]:
        return Conflict(one.id, other.id, differs, False, factor, f"{units[0]}<>{units[1]}")
    smaller, larger = sorted((first, second), key=lambda each: (each.low, each.high))
    reason = excluded or _reason(smaller, larger)
    return Conflict(one.id, other.id, (*differs, "figure"), excluded is not None, factor, reason)


def _excluded(part: _Said, whole: _Said) -> str:
    """By which rule a part that is more than its whole cannot be true beside it."""
    if part.scope != whole.scope:
        return "part above whole"
    return "same day" if part.voice.as_of == whole.voice.as_of else "earlier total above later"


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


def _within(said: Sequence[_Said], units: NDArray[np.int64]) -> _Marks:
    """Whether what the voice of a row counts is surely among what that of a column counts, so that it is no more."""
    voices = [one.voice for one in said]
    counts = _marked(
        one.voice.modality != "denied" and one.voice.measure not in ("share", "rate")
        and one.stage != "possible" and one.voice.quantity.unit != "percent" for one in said
    )  # fmt: skip
    stages, designations = _numbered([one.stage for one in said]), _numbered([one.scope[1] or "" for one in said])
    used, delivered = (_marked(one.stage == stage for one in said) for stage in ("used", "delivered"))
    found: _Marks = (
        (counts[:, None] & counts[None, :])
        & (units[:, None] == units[None, :])
        & ((stages[:, None] == stages[None, :]) | (used[:, None] & delivered[None, :]))
        & _parts([voice.item for voice in voices])
        & (
            _marked(not voice.designation for voice in voices)[None, :]
            | (designations[:, None] == designations[None, :])
        )
        & _within_days(voices)
    )
    return found


def _marked(answers: Iterable[bool]) -> _Marks:
    return np.fromiter(answers, dtype=np.bool_)


def _parts(items: Sequence[str | None]) -> _Marks:
    """Whether the item of a row is that of a column or lies below it; each pair of items is asked once."""
    kinds = sorted(set(items), key=lambda item: item or "")
    asked = np.array([[_is_part(item, whole) for whole in kinds] for item in kinds], dtype=np.bool_)
    places = np.array([kinds.index(item) for item in items], dtype=np.int64)
    found: _Marks = asked[np.ix_(places, places)]
    return found


def _is_part(item: str | None, whole: str | None) -> bool:
    return whole is None or (item is not None and lies_within(item, whole))


def _within_days(voices: Sequence[Voice]) -> _Marks:
    """Whether the days of which the voice of a row speaks lie within those of a column's."""
    days = _numbered([*(voice.as_of for voice in voices), *(voice.start or "" for voice in voices)])
    until, since = days[: len(voices)], days[len(voices) :]
    stock = _marked(voice.coverage == "stock" for voice in voices)
    begins = _marked(voice.start is not None for voice in voices)
    batch = _marked(voice.measure == "increment" for voice in voices)
    # What is there can fall: only what is there on the same day bounds it.
    same_day = stock[:, None] & (until[:, None] == until[None, :])
    # What is there on a day may have come before the count began, and so may a total that names no start.
    in_time = (~stock & begins)[:, None] & (since[:, None] >= since[None, :])
    # A batch without a start is a batch among others.
    found: _Marks = np.where(
        stock[None, :],
        same_day,
        (until[:, None] <= until[None, :]) & np.where(begins[None, :], in_time, ~batch[None, :]),
    )
    return found


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
