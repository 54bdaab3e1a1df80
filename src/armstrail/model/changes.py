"""What is new between two days: new voices and repeats, corrections, withdrawals, denials, and estimates that moved."""

from __future__ import annotations

from dataclasses import dataclass

from armstrail.model.estimate import Interval
from armstrail.model.finding import Denial, Question
from armstrail.model.quantity import Quantity
from armstrail.model.voice import Carrier, Voice


@dataclass(frozen=True, slots=True)
class Spread:
    """A voice that said nothing new and was carried further: its new carriers alone."""

    voice: str
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure that its origin changed for the same day, or that is read otherwise than before.

    `voice` is the id under which it now stands, `former` the one under which it stood (the same, where only the
    reading changed).
    """

    voice: str
    former: str
    before: Quantity
    after: Quantity


@dataclass(frozen=True, slots=True)
class Moved:
    """That the estimate of a question moved, mainly by one voice; None for a side on which there was no estimate,
    and for the voice where none stands out."""

    question: Question
    before: Interval | None
    after: Interval | None
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed between what was known on two days.

    `withdrawn` are voices that no claim carries any more. `moved` is added by who estimates.
    """

    since: str | None
    until: str
    new: tuple[Voice, ...] = ()
    spread: tuple[Spread, ...] = ()
    corrected: tuple[Correction, ...] = ()
    withdrawn: tuple[Voice, ...] = ()
    denials: tuple[Denial, ...] = ()
    moved: tuple[Moved, ...] = ()
