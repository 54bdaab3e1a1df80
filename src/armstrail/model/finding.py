"""The finding: a question with all that is said to it, set side by side, and nothing settled yet."""

from __future__ import annotations

from dataclasses import dataclass

from armstrail.model import terms
from armstrail.model.voice import Voice

STAGES = ("used", *terms.STATUSES)
NATURES = ("flow", "stock", "share")
ASIDE_REASONS = (
    "capacity", "other_stage", "denied", "opinion", "broader_item", "item_unknown", "other_unit", "derived_unit",
    "stock", "flow", "share", "undated", "party_unknown", "excluded_by_grade", "corrected", "dwarfed",
    "zero", "out_of_range", "ceiling_of_a_part", "not_a_stock", "too_old",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """What claims must share to be comparable: who, to whom, what, counted how, at which stage.

    `item` is a path in the item tree; what lies below it counts as a part. `unit` is a count or a currency.
    `nature` tells a flow (what went, in total, by a day) from a stock (what is there) and a share.
    """

    supplier: str
    recipient: str
    item: str
    unit: str
    stage: str = "delivered"
    nature: str = "flow"

    def __post_init__(self) -> None:
        terms.check_unit(self.unit)
        terms.check_term("stage", self.stage, STAGES)
        terms.check_term("nature", self.nature, NATURES)


@dataclass(frozen=True, slots=True)
class Aside:
    """A claim that touches a question and was left out of it: which, and by which row of the table of rules."""

    document: str
    claim: str
    reason: str
    detail: str = ""

    def __post_init__(self) -> None:
        terms.check_term("reason for leaving out", self.reason, ASIDE_REASONS)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two voices whose figures cannot both be true, or differ and say why.

    `differs` names in what they differ (`scope`, `stage`, `period`, `unit`, `source`, `condition`, `figure`);
    `exclusive` is whether both cannot be true; `factor` is the gap between their nearest bounds, 1 where they touch.
    """

    first: str
    second: str
    differs: tuple[str, ...]
    exclusive: bool
    factor: float
    why: str


@dataclass(frozen=True, slots=True)
class Denial:
    """A claim that denies what is asked: who, when, whether the whole flow or one figure of it."""

    document: str
    claim: str
    origin: str
    family: str
    known: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A question with its voices (in the order of their as-of days), what was left out, conflicts and denials."""

    question: Question
    voices: tuple[Voice, ...]
    asides: tuple[Aside, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    denials: tuple[Denial, ...] = ()
