"""The door of the room: from a finding to an estimate, or to why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from armstrail.estimation.bounds import hearing
from armstrail.estimation.dependence import Votes
from armstrail.estimation.grid import Array, Grid, month_end, month_of, to_amount
from armstrail.estimation.judging import alarms_of, confidence_of, contradict
from armstrail.estimation.ladder import Blurred, carry, mix, quantiles
from armstrail.estimation.pool import Entry, Pool, make_pool
from armstrail.estimation.pooling import run, variants
from armstrail.estimation.settings import Settings, default_settings
from armstrail.model.estimate import Estimate, Interval, Nothing, Weighed, Without
from armstrail.model.finding import Aside, Finding
from armstrail.model.period import check_partial_date, last_day

LEVELS = (0.01, *(step / 20 for step in range(1, 20)), 0.99)
DIGITS = 6  # figures given out, so that they do not hang on a machine's arithmetic


def estimate(
    finding: Finding,
    *,
    as_of: str | None = None,
    known_on: str | None = None,
    series: bool = False,
    influence: bool = True,
    families: bool = True,
    settings: Settings | None = None,
) -> Estimate | Nothing:
    """What follows for the question of a finding, by the ladder of docs/estimation.md.

    Args:
        finding: a question and its voices, each one origin's word once.
        as_of: the day asked for (a partial date means its last day); None for the last day that any voice speaks of.
        known_on: voices that were not public by this day have no influence; None for all.
        series: give month ends from the start of the flow on, too.
        influence: leave out the heaviest voices and every family in turn; takes most of the time.
        families: where sources contradict each other, say what each family alone would give; without it that caution
            names none, and nothing else changes.
        settings: the numbers of the method, those of the project where None.
    Returns:
        an estimate in the question's unit, or Nothing with a code and words.
    Raises:
        BadValue: a day that is no date.
    """
    settings = settings or default_settings()
    as_of, known_on = _day(as_of), _day(known_on)
    pool = make_pool(finding, known_on, settings)
    if not isinstance(pool, Pool):
        return _nothing(finding, pool, known_on)
    if as_of is not None and month_of(as_of) < pool.first:
        detail = f"the flow starts in {month_end(pool.first)[:7]}; no voice speaks of the time before"
        return Nothing(finding.question, "before_start", detail, (*finding.asides, *pool.asides))
    return _estimate(finding, pool, as_of, known_on, series, influence, families, settings)


def _day(partial: str | None) -> str | None:
    return None if partial is None else last_day(check_partial_date(partial))


def _nothing(finding: Finding, left_out: tuple[Aside, ...], known_on: str | None) -> Nothing:
    asides = (*finding.asides, *left_out)
    if left_out:
        reasons = ", ".join(sorted({aside.reason for aside in left_out}))
        return Nothing(finding.question, "no_usable_voice", f"no voice can enter ({reasons})", asides)
    if finding.denials and not finding.voices:
        return Nothing(finding.question, "only_denials", "all that is said on it are denials", asides)
    by = f" by {known_on}" if known_on and finding.voices else ""
    return Nothing(finding.question, "no_voice", f"nobody gives a figure{by}", asides)


def _estimate(
    finding: Finding,
    pool: Pool,
    as_of: str | None,
    known_on: str | None,
    series: bool,
    influence: bool,
    families: bool,
    settings: Settings,
) -> Estimate:
    last = max(entry.voice.as_of for entry in pool.entries)
    day = min(as_of, last) if as_of else last
    blurred, votes = Blurred(pool.chain.grid, settings), Votes(pool.kin, settings)
    heard = hearing(pool, votes, blurred, settings)
    heft = votes.among(heard[None, :], pool.trust)
    place = month_of(day) - pool.first
    wanted = list(range(place + 1)) if series else [place]
    result = run(pool, heft, wanted, blurred, settings)
    spots = _rising(quantiles(result.mixed[:, 0], pool.chain.grid, LEVELS, settings.common), pool)
    headline = _interval(day, spots[-1], pool.chain.grid)
    projected = None
    if as_of is not None and as_of > last:
        ahead = min(month_of(as_of) - month_of(last), settings.longest)
        carried = mix(carry(pool.chain, result.swept.last, ahead), result.odds)
        later = quantiles(carried, pool.chain.grid, LEVELS, settings.common)
        projected = _interval(as_of, _rising(np.concatenate([spots[-1:], later]), pool)[-1], pool.chain.grid)
    ballot = _Ballot(pool, votes, heard, heft, blurred)
    left = _leave_out(ballot, place, headline.median, result.messages, settings) if influence else _Left()
    odds = tuple(zip(settings.scales, (_round(odd) for odd in result.odds[0]), strict=True))
    effective = _round(float(heft.sum()))
    torn = families and contradict(odds, settings)
    by_family = _by_family(ballot, place, settings) if torn else ()
    return Estimate(
        question=finding.question,
        as_of=as_of or last,
        known_on=known_on,
        headline=headline,
        projected=projected,
        carriers=_carriers(pool, known_on),
        voices=len(pool.entries),
        families=tuple(sorted({entry.voice.family for entry in pool.entries})),
        effective=effective,
        confidence=confidence_of([entry.voice for entry in pool.entries], effective, left.without, settings),
        weighed=_weighed(ballot, left.shifts),
        without=left.without,
        asides=(*finding.asides, *pool.asides),
        disagreement=odds,
        alarms=alarms_of(pool, odds, left.without, left.ungraded, headline, projected, by_family, settings),
        series=tuple(
            _interval(month_end(pool.first + at), spot, pool.chain.grid)
            for at, spot in zip(wanted, spots, strict=True)
            if series
        ),
        ungraded=left.ungraded,
    )


def _rising(spots: Array, pool: Pool) -> Array:
    """Quantiles of a total do not fall; what the last digit of the arithmetic says against it is taken out."""
    return np.maximum.accumulate(spots, axis=0) if pool.question.nature == "flow" else spots


def _round(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _interval(day: str, spot: Array, grid: Grid) -> Interval:
    amounts = [_round(to_amount(float(each), share=grid.share)) for each in spot]
    low90, low50, median, high50, high90 = (amounts[LEVELS.index(level)] for level in (0.05, 0.25, 0.5, 0.75, 0.95))
    return Interval(day, median, low50, high50, low90, high90, tuple(zip(LEVELS, amounts, strict=True)))


def _carriers(pool: Pool, known_on: str | None) -> int:
    return sum(
        known_on is None or carrier.known <= known_on for entry in pool.entries for carrier in entry.voice.carriers
    )


@dataclass(frozen=True, slots=True)
class _Left:
    """What changes without: by place of the voice, by family, and with all grades set aside."""

    shifts: tuple[tuple[int, float], ...] = ()
    without: tuple[Without, ...] = ()
    ungraded: float | None = None


@dataclass(frozen=True, slots=True)
class _Ballot:
    """A pool with how far each voice is heard, shape (voices,), and what it weighs among all, shape (1, voices)."""

    pool: Pool
    votes: Votes
    heard: Array
    heft: Array
    blurred: Blurred

    def among(self, keep: npt.NDArray[np.bool_]) -> Array:
        """Weights among some of the voices alone, both of shape (variants, voices). Where none of them is heard,
        bounds that the others clear are all there is."""
        present = keep * self.heard
        return self.votes.among(np.where(present.any(axis=1, keepdims=True), present, keep), self.pool.trust)


def _leave_out(ballot: _Ballot, place: int, median: float, messages: Array | None, settings: Settings) -> _Left:
    """The median without each of the heaviest voices, without each family, and without grades."""
    pool, heft = ballot.pool, ballot.heft[0]
    voices = len(pool.entries)
    heaviest = sorted(range(voices), key=lambda at: (-heft[at], at))[: settings.candidates]
    names = [entry.voice.family for entry in pool.entries]
    families = _heaviest_families(names, heft, settings.candidates)
    keep = [np.arange(voices) != at for at in heaviest]
    keep += [np.array([name != family for name in names]) for family in families]
    standing = np.array([row for row in keep if row.any()], dtype=bool).reshape(-1, voices)
    rows = ballot.among(standing)
    graded = bool((pool.trust != 1.0).any())
    if graded:
        rows = np.concatenate([rows, ballot.votes.among(ballot.heard[None, :], np.ones(voices))])
    mixed = variants(pool, rows, place, ballot.blurred, settings, messages)
    spots = quantiles(mixed, pool.chain.grid, [0.5], settings.common)[:, 0] if len(mixed) else np.zeros(0)
    found = iter([_round(to_amount(float(spot), share=pool.chain.grid.share)) for spot in spots])
    medians = [next(found) if row.any() else None for row in keep]
    ungraded = next(found) if graded else None
    if ungraded is not None and abs(ungraded / median - 1) <= settings.grades_moving:
        ungraded = None
    shifts = [None if each is None else _round(each / median - 1) for each in medians]
    return _Left(
        tuple((at, shift) for at, shift in zip(heaviest, shifts, strict=False) if shift is not None),
        tuple(
            Without(family, each, shift)
            for family, each, shift in zip(families, medians[len(heaviest) :], shifts[len(heaviest) :], strict=True)
        ),
        ungraded,
    )


def _by_family(ballot: _Ballot, place: int, settings: Settings) -> tuple[tuple[str, float], ...]:
    """The median that each family alone would give, for those who must choose between them."""
    pool = ballot.pool
    names = [entry.voice.family for entry in pool.entries]
    families = sorted(set(names))[: settings.candidates]
    keep = np.array([[name == family for name in names] for family in families], dtype=bool)
    mixed = variants(pool, ballot.among(keep), place, ballot.blurred, settings, None)
    spots = quantiles(mixed, pool.chain.grid, [0.5], settings.common)[:, 0]
    medians = [_round(to_amount(float(spot), share=pool.chain.grid.share)) for spot in spots]
    return tuple(zip(families, medians, strict=True))


def _heaviest_families(names: Sequence[str], heft: Array, most: int) -> list[str]:
    total: dict[str, float] = {}
    for name, each in zip(names, heft, strict=True):
        total[name] = total.get(name, 0.0) + float(each)
    return sorted(sorted(total, key=lambda name: (-total[name], name))[:most])


def _weighed(ballot: _Ballot, shifts: tuple[tuple[int, float], ...]) -> tuple[Weighed, ...]:
    """The voices with their weights, the most influential first, then in the order of content."""
    known, entries = dict(shifts), ballot.pool.entries
    return tuple(
        Weighed(
            entries[at].voice.id,
            _round(float(ballot.heft[0, at])),
            entries[at].shape,
            known.get(at),
            _detail(entries[at], float(ballot.heard[at])),
        )
        for at in sorted(range(len(entries)), key=lambda at: (-abs(known.get(at, 0.0)), at))
    )


def _detail(entry: Entry, heard: float) -> str:
    return entry.detail or ("the other voices clear this bound" if heard < 0.5 else "")
