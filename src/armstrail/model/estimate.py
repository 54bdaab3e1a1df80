"""The estimate: what follows for a question, as an interval with its reasons. Not a quantity, which somebody said."""

from __future__ import annotations

from dataclasses import dataclass

from armstrail.model.factor import Use
from armstrail.model.finding import Aside, Question
from armstrail.model.terms import check_term

CONFIDENCES = ("low", "moderate", "high")
ALARMS = ("one_family_decides", "sources_contradict", "one_family_only", "floors_only", "ceilings_only",
          "grades_move_it", "beyond_limit", "not_as_called", "projected")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Interval:
    """A median with the 50 % and the 90 % interval around it, in the question's unit, on one day.

    `quantiles` are (probability, value) pairs, both rising, from which the rest can be read; () where not kept.
    """

    day: str
    median: float
    low50: float
    high50: float
    low90: float
    high90: float
    quantiles: tuple[tuple[float, float], ...] = ()

    def above(self, threshold: float) -> float:
        """The probability that the number is more than `threshold`, by the quantiles, straight lines between them."""
        known = self.quantiles or (
            (0.05, self.low90), (0.25, self.low50), (0.5, self.median), (0.75, self.high50), (0.95, self.high90),
        )  # fmt: skip
        before = (0.0, 0.0)
        for probability, value in known:
            if threshold < value:
                share = (threshold - before[1]) / (value - before[1])
                return 1 - (before[0] + share * (probability - before[0]))
            before = (probability, value)
        return 1 - before[0]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A voice that entered, with its share of a vote (0 to 1), how it entered, and what the median does without it.

    `zone` names the shape its wording gave (`box`, `floor`, `ceiling`, `order`, `increment`); `shift` is the relative
    change of the median when the voice is left out, None where that was not asked; `detail` is what a reader must
    know of how it entered, where that is more than its zone.
    """

    voice: str
    weight: float
    zone: str
    shift: float | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Without:
    """The median when one family is left out, and its relative change; None where nothing is left."""

    family: str
    median: float | None
    shift: float | None


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something a reader must know before the number: a code, and what it hangs on, free of any language.

    That is the family for `one_family_decides` and `one_family_only`, `family=median` of each for
    `sources_contradict`, the
    median with all grades set aside for `grades_move_it`, the last day spoken of for `projected`, and
    `voice:limit:times` for `beyond_limit` and `voice:times` for `not_as_called`; nothing for the others.
    """

    code: str
    detail: str

    def __post_init__(self) -> None:
        check_term("alarm", self.code, ALARMS)


@dataclass(frozen=True, slots=True)
class Route:
    """The same question answered through a conversion, beside the direct answer and never multiplied with it.

    `through` is the question that was converted; `factors` the ids of the conversions used, in order, and `receipt`
    each use of them.
    """

    through: Question
    factors: tuple[str, ...]
    interval: Interval
    receipt: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What a question could be at most, were all that carried it full: a bound, with no middle to be read off.

    `full` is what the converted estimate's median would hold, `most` what its upper 90 % bound would, both in the
    question's unit and on `day`; `through`, `factors` and `receipt` as for a route.
    """

    through: Question
    factors: tuple[str, ...]
    day: str
    full: float
    most: float
    receipt: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """What follows for a question as of a day, as known on a day.

    `headline` is at the last as-of day of any voice (or the day asked for, where that is earlier); `projected` is the
    same carried forward to the day asked for. `series` has month ends, where asked for. `disagreement` is the
    posterior of the spread between sources: (log scale, probability). `effective` is the effective number of voices.
    `ungraded` is the median with all grades set aside, where it differs by more than a tenth. `routes` answer the
    same question through conversions, `ceilings` say what could be at most.
    """

    question: Question
    as_of: str
    known_on: str | None
    headline: Interval
    projected: Interval | None
    carriers: int
    voices: int
    families: tuple[str, ...]
    effective: float
    confidence: str
    weighed: tuple[Weighed, ...]
    without: tuple[Without, ...] = ()
    asides: tuple[Aside, ...] = ()
    disagreement: tuple[tuple[float, float], ...] = ()
    alarms: tuple[Alarm, ...] = ()
    series: tuple[Interval, ...] = ()
    routes: tuple[Route, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    ungraded: float | None = None

    def __post_init__(self) -> None:
        check_term("confidence", self.confidence, CONFIDENCES)

    @property
    def asked(self) -> Interval:
        """The interval on the day asked for: carried forward where no voice speaks of so late a day."""
        return self.projected or self.headline


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why there is no estimate: a code and words, with what was left out of the question."""

    question: Question
    reason: str
    detail: str
    asides: tuple[Aside, ...] = ()
