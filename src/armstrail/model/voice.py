"""The voice: one origin saying one figure as of one date, with all the documents that carry it."""

from __future__ import annotations

from dataclasses import dataclass

from armstrail.model import terms
from armstrail.model.quantity import Quantity

COVERAGES = ("partial", "stock")
LINKS = ("first", "same_origin", "unsourced", "near_copy", "translated", "by_hand", "row")
PATHS = ("via", "copy", "wording", "figure", "rounding", "range", "unit", "scale")


@dataclass(frozen=True, slots=True)
class Carrier:
    """A claim that carries a voice.

    `document` is the digest, `claim` the id; `known` the day (YYYY-MM-DD) by which it was surely public.
    `quantity` is as this document has it. `link` says by which rule the claim belongs to the voice, `why` on what
    ground (`model.ground`), "" for no more than the rule.
    """

    document: str
    claim: str
    known: str
    quantity: Quantity
    status: str | None
    link: str
    why: str = ""

    def __post_init__(self) -> None:
        terms.check_term("link", self.link, LINKS)


@dataclass(frozen=True, slots=True)
class Derivation:
    """That a figure is worked out from, or handed on from, another voice: never a second confirmation.

    `voice` is the id of the parent, None where only its family is known. `factor` is the id of the conversion that
    leads from one to the other, None where the figure is the same; `why` is the ground (`model.ground`).
    """

    voice: str | None
    family: str
    factor: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One origin saying one figure as of one date.

    `origin` and `family` are codes of the registry; an origin that it does not know has a code and family of its
    own, with `?` before it. `quantity` is the weakest reading among the carriers in the origin's own language, else
    among all. `as_of` is the day the figure refers to, `start` the day from which it counts, `known` the day of the
    first utterance (all YYYY-MM-DD). `coverage` is `partial` for a count of a part of the flow (a floor), `stock`
    for what is somewhere at one time, None for the flow. `carriers` stand in the order of their days, the first
    utterance first. `letter` and `digit` are the Admiralty grades that people gave, None where not judged.
    `basis` is on what the origin says that it rests (`terms.BASES`).
    """

    id: str
    origin: str
    family: str
    source_type: str | None
    kind: str
    supplier: str | None
    recipient: str | None
    item: str | None
    designation: str | None
    quantity: Quantity
    measure: str | None
    status: str | None
    modality: str
    coverage: str | None
    start: str | None
    as_of: str
    known: str
    carriers: tuple[Carrier, ...]
    derived: Derivation | None = None
    letter: str | None = None
    digit: int | None = None
    basis: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        terms.check_term("coverage", self.coverage, COVERAGES)


@dataclass(frozen=True, slots=True)
class Drift:
    """A place in the tree of a voice's carriers where the wording changed what the figure says.

    `what` names the change (`hedge_dropped`, `bound_raised`, `or_became_and`, `capacity_became_content` ...);
    `before` and `after` are the two carriers; `factor` is by how much the middle of the figure moved, 1 where only
    words changed; `weight` orders the drifts of a ledger, worst first. `voice` is the id of the voice that drifted.
    `why` is what stood before and after, `before>after`, in codes. `path` says how the one is known to follow the
    other: the text names its publisher (`via`), the document is a copy, or it is the likest older wording; between
    two voices, what their figures share.
    """

    what: str
    voice: str
    before: Carrier
    after: Carrier
    factor: float
    weight: float
    why: str
    path: str = "wording"

    def __post_init__(self) -> None:
        terms.check_term("path", self.path, PATHS)
