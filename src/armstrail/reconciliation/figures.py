"""When two claims say the same figure: by digits, by what is counted, between whom, and for which stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Generic, NamedTuple, TypeVar

from armstrail.model.claim import Claim
from armstrail.model.period import first_day, last_day
from armstrail.model.quantity import Quantity, significant
from armstrail.model.terms import CONVEYANCES, share_a_branch

T = TypeVar("T")
Figure = tuple[float, float, str]  # low, high and unit; a bound alone stands for both

_CARRIED: Final = ("arms", "materiel", "cargo")  # what a container of shells, of arms or of unnamed cargo holds
_WEAKEST_LAST: Final = ("exact", "range", "about", "at_least", "at_most", "order")
_STAGES: Final = {"delivered": "done", "underway": "done", "possible": "possible"}  # the others are `ahead`
_STATUS_WEAKEST_LAST: Final = ("delivered", "underway", "agreed", "planned", "offered", "requested", "possible")


class Sense(NamedTuple):
    """What a figure counts: two claims with one figure are repeats only where their senses agree."""

    supplier: str | None
    recipient: str | None
    item: str | None
    measure: str
    stage: str
    use: bool
    stock: bool
    batch: tuple[str, str] | None
    until: str | None  # the last day of a total that says one
    row: str | None = None  # the row of a register that tells of goods of its own

    @property
    def openness(self) -> tuple[object, ...]:
        """How much it leaves open, for taking the narrowest first."""
        depth = self.item.count(".") + 1 if self.item else 0
        missing = (self.supplier is None) + (self.recipient is None) + (self.batch is None)
        words = self.supplier or "", self.recipient or "", self.item or "", self.measure, self.stage
        return missing, -depth, *words, self.use, self.stock, self.batch or (), self.until or "", self.row or ""


def figure_of(quantity: Quantity) -> Figure:
    """The figure without its hedge: carriers turn 'about' into 'over' and 'up to', and keep the digits."""
    low = quantity.low if quantity.low is not None else quantity.high
    high = quantity.high if quantity.high is not None else quantity.low
    assert low is not None
    assert high is not None
    return low, high, quantity.unit


@lru_cache(maxsize=65_536)
def digits(quantity: Quantity) -> int:
    """How many significant digits a figure has; 'dozens' and 'millions' have one, of a range the finer bound counts."""
    if quantity.hedge == "order":
        return 1
    bounds = [bound for bound in (quantity.low, quantity.high) if bound is not None]
    return max(len(significant(bound)) for bound in bounds)


def counted(claim: Claim) -> str | None:
    """What a claim counts: for containers, voyages and wagons the conveyance, whatever arms it is said to hold."""
    if claim.quantity is not None and claim.quantity.unit in CONVEYANCES:
        if claim.item is None or claim.item.split(".")[0] in _CARRIED:
            return "cargo"
    return claim.item


def effective_status(claim: Claim) -> str | None:
    """The status; what hangs on a condition ('if all were 152 mm') is possible, however it is told."""
    return "possible" if claim.condition is not None else claim.status


def sense_of(claim: Claim) -> Sense:
    """What the figure of a claim counts."""
    assert claim.quantity is not None
    measure = claim.measure if claim.measure in ("rate", "share") else "flow"
    if claim.quantity.unit == "percent":
        measure = "share"
    status = effective_status(claim)
    period = claim.period
    batch = until = None
    if claim.measure == "increment" and period and period.start and period.end:
        batch = first_day(period.start), last_day(period.end)
    elif measure == "flow" and period and period.end:
        until = last_day(period.end)
    stage = "done" if status is None else _STAGES.get(status, "ahead")
    use, stock = claim.kind == "use", "stock" in claim.tags
    return Sense(claim.supplier, claim.recipient, counted(claim), measure, stage, use, stock, batch, until)


def nested(first: str | None, second: str | None) -> bool:
    """Whether one item is the other or lies below it; an item that is not told may be any."""
    return first is None or second is None or share_a_branch(first, second)


def agree(first: str | None, second: str | None) -> bool:
    """Whether two parties can be one; one that is not told may be any."""
    return first is None or second is None or first == second


def counts_alike(first: Sense, second: Sense) -> bool:
    """Whether two senses can be one, whatever the stage.

    Two rows of registers are two, and so are two batches of disjoint times, and a batch that had ended and a total told
    of a later day.
    """
    return (
        agree(first.row, second.row)
        and agree(first.supplier, second.supplier)
        and agree(first.recipient, second.recipient)
        and nested(first.item, second.item)
        and (first.measure, first.use, first.stock) == (second.measure, second.use, second.stock)
        and (first.batch is None or second.batch is None or _overlap(first.batch, second.batch))
        and not _outlasts(first, second)
        and not _outlasts(second, first)
    )


def _outlasts(total: Sense, batch: Sense) -> bool:
    """Whether a total runs to a later day than the end of a batch."""
    return total.until is not None and batch.batch is not None and total.until > batch.batch[1]


def _overlap(first: tuple[str, str], second: tuple[str, str]) -> bool:
    return first[0] <= second[1] and second[0] <= first[1]


def weakness(quantity: Quantity) -> tuple[int, float, float]:
    """How little a reading of one figure asserts, least first: 'up to' less than 'over', 'over' less than 'about'."""
    return _WEAKEST_LAST.index(quantity.hedge), quantity.low or 0.0, quantity.high or 0.0


def weakest_status(statuses: list[str | None]) -> str | None:
    """The status that asserts least; None where no claim has one."""
    told = [status for status in statuses if status is not None]
    return max(told, key=_STATUS_WEAKEST_LAST.index) if told else None


class ByParties(Generic[T]):
    """Things by supplier and recipient, either of which may not be told; finds all that can be between the same."""

    def __init__(self) -> None:
        self._exact: defaultdict[tuple[str | None, str | None], list[T]] = defaultdict(list)
        self._of_supplier: defaultdict[str | None, list[T]] = defaultdict(list)
        self._of_recipient: defaultdict[str | None, list[T]] = defaultdict(list)
        self._all: list[T] = []

    def add(self, sense: Sense, thing: T) -> None:
        """File a thing under the parties of a sense."""
        self._exact[sense.supplier, sense.recipient].append(thing)
        self._of_supplier[sense.supplier].append(thing)
        self._of_recipient[sense.recipient].append(thing)
        self._all.append(thing)

    def near(self, sense: Sense) -> Iterator[T]:
        """All things whose parties can be those of the sense, in the order they were filed within each kind."""
        supplier, recipient = sense.supplier, sense.recipient
        if supplier is not None and recipient is not None:
            for key in ((supplier, recipient), (supplier, None), (None, recipient), (None, None)):
                yield from self._exact.get(key, ())
        elif supplier is not None:
            yield from self._of_supplier.get(supplier, ())
            yield from self._of_supplier.get(None, ())
        elif recipient is not None:
            yield from self._of_recipient.get(recipient, ())
            yield from self._of_recipient.get(None, ())
        else:
            yield from self._all
