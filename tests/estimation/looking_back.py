"""What could be said of the example figures at each quarter's end, against what is known of that day since.

No flow here ever had its true total published. What all voices say of a day afterwards is the only yardstick; it is
no truth, for the same families speak, only later.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from scoring_worlds import Answer, Band, highest_mention, latest_figure, middle, score
from worlds import Query

from armstrail import pipeline
from armstrail.estimation import estimate
from armstrail.ledger import Ledger
from armstrail.model.estimate import Estimate, Interval
from armstrail.model.finding import Finding, Question
from armstrail.model.voice import Voice
from armstrail.pipeline.estimates import Books, Evidence, find_all, gather, list_questions, load_books
from armstrail.vocabulary import load_vocabulary

FIGURES = Path(__file__).resolve().parents[2] / "examples" / "dprk-russia" / "figures.csv"
PARTIES = ("KP", "RU")
QUARTERS = ("2023-12-31", "2024-03-31", "2024-06-30", "2024-09-30",
            "2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30")  # fmt: skip
ENOUGH = 3  # voices, as known now, from which a question is a series
NEAR = 45  # days between a quarter's end and the day a later voice speaks of, for it to speak of that quarter's end
HAPPENED = ("delivered", "used")  # the other stages are plans and possibilities, which nothing later bears out


@dataclass(frozen=True, slots=True)
class Look:
    """One question at one quarter's end: what was known then, and what is known of that day now.

    `voices` and `families` are those of then; `news` is how many voices have become public since. `others` are the
    figures of those among them that speak of a total within `NEAR` days of the day, floors and ceilings apart.
    """

    question: Question
    day: str
    voices: int
    families: int
    news: int
    then: Interval
    now: Interval
    others: tuple[float, ...]
    naive: dict[str, Band]

    @property
    def inside(self) -> bool:
        """Whether what is known now lies within the 90 % band of then."""
        return self.then.low90 <= self.now.median <= self.then.high90

    def answers(self, truth: float | None = None) -> dict[str, Answer]:
        """What each method said then, the ladder first, against a truth; None for what is known now."""
        truth = self.now.median if truth is None else truth
        own = (self.then.low90, self.then.median, self.then.high90)
        half = (self.then.low50, self.then.median, self.then.high50)
        found = {"ladder": Answer(self.voices, own, half, truth)}
        return found | {name: Answer(self.voices, band, None, truth) for name, band in self.naive.items()}


def interval_score(answer: Answer) -> float:
    """The interval score of one answer, in log units."""
    return score([answer]).interval_score


def mean_of_mentions(query: Query) -> Band:
    """The mean of all that was printed, copies counted, give or take 1.64 standard errors."""
    figures = np.array([middle(voice) for voice in query.finding.voices for _ in voice.carriers])
    error = 1.64 * float(figures.std(ddof=1)) / math.sqrt(len(figures)) if len(figures) > 1 else 0.0
    mean = float(figures.mean())
    return max(mean - error, mean / 100), mean, mean + error


NAIVE = {"latest": latest_figure, "mean": mean_of_mentions, "highest": highest_mention}


@contextmanager
def examples() -> Iterator[Ledger]:
    """A ledger with the example figures and nothing else."""
    with (
        TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "examples.db", clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as ledger,
    ):
        pipeline.import_figures(pipeline.read_tables([FIGURES], load_vocabulary()), ledger)
        yield ledger


@cache
def evidence() -> tuple[Books, dict[str | None, Evidence]]:
    """What the examples hold as known on each quarter's end, and, by None, as known now."""
    books = load_books()
    with examples() as ledger:
        return books, {day: gather(ledger, *PARTIES, books, known_on=day) for day in (*QUARTERS, None)}


def at(finding: Finding, day: str, known_on: str | None = None) -> Interval | None:
    """What follows for a day, carried on to it where no voice speaks of it; None where nothing does."""
    found = estimate(finding, as_of=day, known_on=known_on, influence=False)
    return (found.projected or found.headline) if isinstance(found, Estimate) else None


@cache
def look_back() -> tuple[Look, ...]:
    """Every question that has voices enough, at every quarter's end by which anybody had spoken, in that order."""
    books, known = evidence()
    asked = [
        question
        for question, _ in list_questions(known[None])
        if (question.supplier, question.recipient) == PARTIES and question.stage in HAPPENED
    ]
    findings = {day: dict(zip(asked, find_all(held, asked, books), strict=True)) for day, held in known.items()}
    looks = []
    for question in asked:
        whole = findings[None][question]
        if len(whole.voices) < ENOUGH:
            continue
        for day in QUARTERS:
            look = _look(question, day, findings[day][question], whole)
            looks += [] if look is None else [look]
    return tuple(looks)


def _look(question: Question, day: str, partly: Finding, whole: Finding) -> Look | None:
    then, now = at(partly, day, day), at(whole, day)
    if then is None or now is None:
        return None
    query = Query(partly, 0, now.median)
    heard = {voice.id for voice in partly.voices}
    return Look(
        question,
        day,
        len(partly.voices),
        len({voice.family for voice in partly.voices}),
        sum(voice.id not in heard for voice in whole.voices),
        then,
        now,
        tuple(middle(voice) for voice in whole.voices if voice.id not in heard and _speaks_of(voice, day)),
        {name: method(query) for name, method in NAIVE.items()},
    )


def _speaks_of(voice: Voice, day: str) -> bool:
    """Whether a voice gives the total of about this day in so many words."""
    away = abs(date.fromisoformat(voice.as_of).toordinal() - date.fromisoformat(day).toordinal())
    told = voice.measure == "total" and voice.coverage is None and voice.quantity.hedge in ("exact", "about", "range")
    return told and away <= NEAR
