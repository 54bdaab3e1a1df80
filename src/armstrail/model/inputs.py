"""What the ladder hears for one question, as a value: all that is needed to work an estimate out once more elsewhere,
with another day, without some voices, by other code."""

from __future__ import annotations

from dataclasses import dataclass

from armstrail.model.finding import Question


@dataclass(frozen=True, slots=True)
class Meant:
    """What a speaker can have meant: a shape (`box`, `floor`, `ceiling`, `order`) between two places on the scale of
    logs; None is a side left open. `scale` and `centre` as the estimation's zones have them."""

    shape: str
    low: float | None
    high: float | None
    scale: float
    centre: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What one voice says to the ladder.

    `month`, `start` and `since` count months from the year 0: the month spoken of, that in which its count starts,
    and, for an amount `added`, the month before that. `day` counts days. `part` is how it is heard where nothing but
    additions are there, None where that makes no difference. `figures` are the bounds that were said, by which the
    scale is laid out. `parent` is the voice it is worked out from, `parents` the families of that. `carriers` are the
    days on which each claim that carries it became public.
    """

    voice: str
    family: str
    origin: str
    as_of: str
    known: str
    day: int
    month: int
    start: int | None
    since: int | None
    added: bool
    trust: float
    meant: Meant
    part: Meant | None
    figures: tuple[float, ...]
    parent: str | None
    parents: tuple[str, ...]
    carriers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """A question and all that is heard to it, in the order of content; what was left out is not there."""

    question: Question
    heard: tuple[Heard, ...]
