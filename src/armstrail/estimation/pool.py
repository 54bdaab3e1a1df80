"""From voices to what the ladder hears: which of them enter, in which order, with which zone and on which month.

The order is that of content, so that nothing depends on which document came first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from armstrail.estimation import noise
from armstrail.estimation.dependence import Kin
from armstrail.estimation.grid import Array, Grid, make_grid, month_before, month_of, to_place
from armstrail.estimation.ladder import Chain, Said
from armstrail.estimation.settings import Settings
from armstrail.estimation.zones import Zone, zone_of
from armstrail.model.finding import Aside, Finding, Question
from armstrail.model.voice import Voice

LARGEST = 1536  # rungs; figures further apart than these allow get wider rungs

_WHY = {
    "denied": "it denies the figure",
    "other_unit": "it counts in another unit",
    "excluded_by_grade": "graded 5, improbable",
    "zero": "a figure of zero has no place on a scale of amounts",
    "out_of_range": "a share above 100 percent",
    "ceiling_of_a_part": "a ceiling of a part says nothing on the whole",
    "not_a_stock": "what was added says nothing on what is there",
    "too_old": "it speaks of a time further back than a series may reach",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A voice that enters: its zone, the month it speaks of (as `month_of` counts), the month before its count
    begins where it is an amount added, how far it is trusted, and what a reader must know of how it enters."""

    voice: Voice
    zone: Zone
    month: int
    since: int | None
    added: bool
    trust: float
    detail: str = ""

    @property
    def shape(self) -> str:
        """The name of how it enters: its shape, or `increment`."""
        return "increment" if self.added else self.zone.shape


@dataclass(frozen=True, slots=True)
class Pool:
    """All that enters one question's arithmetic, in the order of content; `first` is the number of its first month."""

    question: Question
    entries: tuple[Entry, ...]
    asides: tuple[Aside, ...]
    first: int
    chain: Chain
    said: tuple[Said, ...]
    kin: tuple[Kin, ...]
    trust: Array


def make_pool(finding: Finding, known_on: str | None, settings: Settings) -> Pool | tuple[Aside, ...]:
    """The pool of a finding, of voices that were public by `known_on` (YYYY-MM-DD) alone.

    Returns:
        a pool, or, where no voice can enter, what was left out.
    """
    entries, asides = enter_all(finding, known_on, settings)
    if entries:
        earliest = max(entry.month for entry in entries) - settings.longest + 1
        asides += [_aside(entry.voice, "too_old") for entry in entries if entry.month < earliest]
        entries = [entry for entry in entries if entry.month >= earliest]
    if not entries:
        return tuple(asides)
    if all(entry.added for entry in entries):  # nothing but batches: each is a part of the whole
        entries = [as_part(entry, settings) for entry in entries]
    return _pool(finding.question, tuple(entries), tuple(asides), settings)


def enter_all(finding: Finding, known_on: str | None, settings: Settings) -> tuple[list[Entry], list[Aside]]:
    """The voices of a finding that enter, in the order of their content, and those left out by name."""
    voices = {voice.id: voice for voice in finding.voices if known_on is None or voice.known <= known_on}
    entries: list[Entry] = []
    asides: list[Aside] = []
    for voice in sorted(voices.values(), key=content_key):
        entry = _enter(voice, finding.question, settings)
        if isinstance(entry, Entry):
            entries.append(entry)
        else:
            asides.append(_aside(voice, entry))
    return entries, asides


def content_key(voice: Voice) -> str:
    """What a voice says, as a key to order by: never when or where it arrived."""
    quantity = voice.quantity
    parts = (voice.as_of, voice.known, voice.family, voice.origin, quantity.low, quantity.high, quantity.unit,
             quantity.hedge, voice.measure, voice.coverage, voice.start, voice.item, voice.designation,
             voice.letter, voice.digit, voice.derived, voice.id)  # fmt: skip
    return repr(parts)


def _aside(voice: Voice, reason: str) -> Aside:
    document, claim = (voice.carriers[0].document, voice.carriers[0].claim) if voice.carriers else ("", voice.id)
    return Aside(document, claim, reason, _WHY[reason])


def _enter(voice: Voice, question: Question, settings: Settings) -> Entry | str:
    """The voice with its zone, or by which word it stays outside."""
    stock, share = question.nature == "stock", question.nature == "share"
    added = voice.measure in ("increment", "rate") and not share
    if voice.modality == "denied":
        return "denied"
    if voice.quantity.unit != question.unit:
        return "other_unit"
    if stock and added:
        return "not_a_stock"
    trust = _trust(voice, settings)
    if trust <= 0:
        return "excluded_by_grade"
    coverage = voice.coverage
    if (stock and coverage == "stock") or (added and coverage == "partial"):
        coverage = None  # a stock is what is asked; a part that was added is a floor of the total anyway
    zone = zone_of(voice.quantity, coverage, settings, share=share)
    if isinstance(zone, str):
        return zone
    month = month_of(voice.as_of)
    since, detail = _since(voice, month) if added else (None, "")
    return Entry(voice, zone, month, since, added, trust, detail)


def _since(voice: Voice, month: int) -> tuple[int | None, str]:
    """The month before an addition begins, which is before the month of its end."""
    if voice.start is not None:
        detail = "a rate, read as what was added since its start" if voice.measure == "rate" else ""
        return min(month_before(voice.start), month - 1), detail
    if voice.measure == "rate":
        return month - 12, "a rate, read as what was added in a year"
    return None, "what was added since a day not told"


def _trust(voice: Voice, settings: Settings) -> float:
    """How far grades and names let a voice weigh, at most 1."""
    if voice.letter is not None:
        trust = settings.letters.get(voice.letter, 1.0)
    else:
        trust = settings.unnamed if voice.source_type == "unnamed" else 1.0
    digit = 1.0 if voice.digit is None else settings.digits.get(voice.digit, 1.0)
    return min(trust * digit, 1.0)


def as_part(entry: Entry, settings: Settings) -> Entry:
    """An addition beside which no total stands: a floor of the total, as any count of a part is."""
    zone = zone_of(entry.voice.quantity, "partial", settings)
    if isinstance(zone, str) or entry.zone.shape == "ceiling":
        return entry
    return replace(entry, zone=zone, added=False, detail="a batch, with no total beside it: a floor")


def _pool(question: Question, entries: tuple[Entry, ...], asides: tuple[Aside, ...], settings: Settings) -> Pool:
    share = question.nature == "share"
    last, first = max(entry.month for entry in entries), _first(question, entries, settings)
    ends = _ends(entries, share)
    below = settings.below
    if question.nature == "flow":
        below = max(below, ends[0] - min(_beginnings(entries, first), default=ends[0]))
    span = ends[1] - ends[0] + below + settings.above
    cell = max(settings.cell, span / LARGEST)
    grid = make_grid(ends, below=below, above=settings.above, cell=cell, share=share)
    months = last - first + 1
    said = tuple(
        Said(entry.month - first, entry.zone, None if entry.since is None else entry.since - first, entry.added)
        for entry in entries
    )
    steps = steps_of(question.nature, grid, settings)
    chain = Chain(grid, months, np.full(grid.size, 1.0 / grid.size), steps, question.nature == "flow")
    trust = np.array([entry.trust for entry in entries], dtype=np.float64)
    return Pool(question, entries, asides, first, chain, said, _kin([entry.voice for entry in entries]), trust)


def _ends(entries: Sequence[Entry], share: bool) -> tuple[float, float]:
    """The places of the smallest and the largest figure that the grid must hold. A floor does not draw it down and a
    ceiling does not draw it up, where other figures stand."""
    low: list[float] = []
    high: list[float] = []
    figures: list[float] = []
    for entry in entries:
        said = _figures(entry)
        figures += said
        low += said if entry.added or entry.zone.shape != "floor" else ()
        high += said if entry.added or entry.zone.shape != "ceiling" else ()
    return to_place(min(low or figures), share=share), to_place(max(high or figures), share=share)


def _beginnings(entries: Sequence[Entry], first: int) -> list[float]:
    """Where the first month's total would stand if the flow had been even since, for each figure of a total. The grid
    must reach there, or a figure said years after its start is drawn up: it would have had to grow, and had no room."""
    return [
        to_place(min(figures), share=False) - _grown(entry.month - first)
        for entry in entries
        if (figures := _figures(entry)) and not entry.added and entry.zone.shape != "floor"
    ]


def _grown(months: int) -> float:
    """By how much the log of an even flow's total grows in so many months after its first."""
    return sum(1 / age for age in range(1, months + 1))


def _figures(entry: Entry) -> list[float]:
    return [figure for figure in (entry.voice.quantity.low, entry.voice.quantity.high) if figure]


def _first(question: Question, entries: Sequence[Entry], settings: Settings) -> int:
    """The month in which a flow starts: as the earliest total that names a start has it, else the earliest start of
    an amount added, else some months before the first voice. Years on, somebody dates a flow back to a first trickle
    or to the start of a war; that must not turn its first months into old age, in which totals grow slowly."""
    earliest, last = min(entry.month for entry in entries), max(entry.month for entry in entries)
    if question.nature != "flow":
        return earliest
    named = [
        (entry.added, "" if entry.added else entry.voice.as_of, month_of(entry.voice.start))
        for entry in entries
        if entry.voice.start is not None
    ]
    first = min(min(named)[2], earliest) if named else earliest - settings.lead
    return max(first, last - settings.longest + 1)


def steps_of(nature: str, grid: Grid, settings: Settings) -> Callable[[int], Array]:
    """How one month leads to the next: a flow's total climbs, a stock and a share may fall as well."""
    if nature == "flow":
        return lambda place: noise.climb(
            grid.size, grid.cell, place + 1.5, settings.stay, settings.growth_shift, settings.growth_spread
        )
    spread = settings.stock_walk if nature == "stock" else settings.share_walk
    return lambda _: noise.wander(grid.size, grid.cell, spread)


def _kin(voices: Sequence[Voice]) -> tuple[Kin, ...]:
    ids = {voice.id for voice in voices}
    return tuple(_kin_of(voice, ids) for voice in voices)


def _kin_of(voice: Voice, ids: set[str]) -> Kin:
    day = date.fromisoformat(voice.as_of).toordinal()
    if voice.derived is None:
        return Kin(voice.family, voice.origin, day, voice.id)
    if voice.derived.voice in ids:
        return Kin(voice.family, voice.origin, day, voice.id, voice.derived.voice)
    parents = tuple(sorted({family.strip() for family in voice.derived.family.split(",")}))
    return Kin(voice.family, voice.origin, day, voice.id, None, parents)
