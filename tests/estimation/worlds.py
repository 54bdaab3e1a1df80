"""Worlds in which the true total is known, made in a way that the estimate does not assume.

Deliveries come in bursts and pauses; families lean one way for good; agencies of one family lean together; figures are
rounded and hedged; agencies repeat old figures of others as new; some are wild; an error is common to all. None of it
is drawn from the ladder's own model, so that its intervals are put to a test and not to a mirror.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from armstrail.model.claim import Claim, claim_id
from armstrail.model.document import Document
from armstrail.model.finding import Finding, Question
from armstrail.model.period import Period, last_day
from armstrail.model.quantity import Quantity
from armstrail.model.span import Span
from armstrail.model.voice import Carrier, Voice

QUESTION = Question("KP", "RU", "cargo", "containers")
FIRST_YEAR = 2020


@dataclass(frozen=True, slots=True)
class Kind:
    """How a world errs: log standard deviations of families, agencies, single figures and of all together, and the
    chance that a figure is wild."""

    family: float
    agency: float = 0.10
    figure: float = 0.10
    common: float = 0.10
    wild: float = 0.05


DEFAULT = Kind(family=0.25)
HARD = Kind(family=0.45, common=0.20, wild=0.10)
EASY = Kind(family=0.12)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One agency's word: a quantity as of a month, known from a later one, and the months of its copies."""

    origin: str
    family: str
    quantity: Quantity
    measure: str
    start: int | None
    as_of: int
    known: int
    copies: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class World:
    """The true total at each month's end, and all that was said on it, in the order of months."""

    totals: tuple[float, ...]
    utterances: tuple[Utterance, ...]


def day(month: int) -> str:
    """The last day of a month of a world."""
    return last_day(f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02d}")


def make_world(seed: int, kind: Kind = DEFAULT) -> World:
    """One world. The same seed makes the same world."""
    rng = np.random.Generator(np.random.PCG64(seed))
    months = int(rng.integers(8, 31))
    totals = _totals(rng, months)
    common = rng.normal(0, kind.common)
    agencies: list[tuple[str, str, float]] = []
    for family in range(int(rng.integers(1, 6))):
        lean = rng.normal(0, kind.family)
        for agency in range(int(rng.integers(1, 4))):
            agencies.append((f"a{family}{agency}", f"f{family}", common + lean + rng.normal(0, kind.agency)))
    said: list[Utterance] = []
    for _ in range(int(rng.integers(2, 31))):
        said.append(_speak(rng, kind, totals, agencies, said))
    return World(tuple(totals), tuple(sorted(said, key=lambda each: (each.known, each.as_of, each.origin))))


def _totals(rng: np.random.Generator, months: int) -> list[float]:
    """Cumulative totals of an autoregressive flow with pauses."""
    scale, state, pause, total = math.exp(rng.uniform(math.log(30), math.log(3e5))), rng.normal(0, 0.8), 0, 0.0
    result = []
    for month in range(months):
        state = 0.7 * state + rng.normal(0, 0.8 * math.sqrt(1 - 0.49))
        if month > 0 and pause == 0 and rng.random() < 0.10:
            pause = int(rng.integers(1, 5))
        total += 0.0 if pause else scale * math.exp(state)
        pause = max(pause - 1, 0)
        result.append(total)
    return result


def _speak(
    rng: np.random.Generator,
    kind: Kind,
    totals: Sequence[float],
    agencies: Sequence[tuple[str, str, float]],
    said: Sequence[Utterance],
) -> Utterance:
    origin, family, lean = agencies[int(rng.integers(len(agencies)))]
    as_of = int(rng.integers(1, len(totals)))
    known = as_of + int(rng.integers(0, 3))
    copies = tuple(
        known + int(rng.integers(0, 3)) for _ in range(int(rng.integers(0, 40)) if rng.random() < 0.4 else 0)
    )
    start = 0 if rng.random() < 0.5 else None
    if said and rng.random() < 0.10:  # an old figure, one's own or somebody else's, said as if it were of today
        own = [each for each in said if each.origin == origin] if rng.random() < 0.5 else said
        old = own[int(rng.integers(len(own)))] if own else said[0]
        if own and old.measure == "total" and old.as_of < as_of:
            return Utterance(origin, family, old.quantity, "total", start, as_of, known, copies)
    believed = lean + rng.normal(0, kind.figure) + (rng.normal(0, 0.8) if rng.random() < kind.wild else 0.0)
    if rng.random() < 0.12 and as_of > 2:
        since = int(rng.integers(0, as_of - 1))
        added = (totals[as_of] - totals[since]) * math.exp(believed)
        if added >= 1:
            return Utterance(origin, family, _hedged(rng, added), "increment", since + 1, as_of, known, copies)
    return Utterance(
        origin, family, _hedged(rng, totals[as_of] * math.exp(believed)), "total", start, as_of, known, copies
    )


def _rounded(figure: float, digits: int) -> float:
    return max(float(f"{figure:.{digits}g}"), 1.0)


def _hedged(rng: np.random.Generator, figure: float) -> Quantity:
    """What is believed, as words have it."""
    form, digits = rng.random(), int(rng.choice([1, 2, 2, 2, 3]))
    if form < 0.25:
        exact = _rounded(figure, digits)
        return Quantity(exact, exact, "containers", "exact")
    if form < 0.55:
        about = _rounded(figure, min(digits, 2))
        return Quantity(about, about, "containers", "about")
    if form < 0.80:
        return Quantity(_rounded(figure * math.exp(-rng.exponential(0.20)), digits), None, "containers", "at_least")
    if form < 0.86:
        return Quantity(None, _rounded(figure * math.exp(rng.exponential(0.25)), digits), "containers", "at_most")
    if form < 0.97 or figure < 30:
        below, above = rng.uniform(0.05, 0.3, 2)
        low, high = _rounded(figure * math.exp(-below), 2), _rounded(figure * math.exp(above), 2)
        return Quantity(low, high, "containers", "range")
    return Quantity(10.0 ** math.floor(math.log10(figure)), None, "containers", "order")


def voices(world: World, by: int | None = None) -> tuple[Voice, ...]:
    """The utterances known by a month, as voices: each agency's figure once, at the month of its first utterance."""
    found: dict[tuple[object, ...], Voice] = {}
    for place, each in enumerate(world.utterances):
        if by is not None and each.known > by:
            continue
        key = (each.origin, each.quantity.low, each.quantity.high, each.measure)
        if key not in found:
            found[key] = _voice(each, place, by)
    return tuple(found.values())


def _voice(each: Utterance, place: int, by: int | None) -> Voice:
    months = [each.known, *(copy for copy in each.copies if by is None or copy <= by)]
    carriers = tuple(
        Carrier(f"d{place}-{at}", "c", day(month), each.quantity, "delivered", "unsourced" if at else "first")
        for at, month in enumerate(months)
    )
    start = None if each.start is None else day(each.start)[:8] + "01"
    return Voice(
        f"v{place}", each.origin, each.family, "government", "transfer", "KP", "RU", "cargo", None, each.quantity,
        each.measure, "delivered", "stated", None, start, day(each.as_of), day(each.known), carriers,
    )  # fmt: skip


def raw(world: World) -> Iterator[tuple[Claim, Document]]:
    """The same world as documents with one claim each, copies and all, for those who tell voices from repeats."""
    for place, each in enumerate(world.utterances):
        for at, month in enumerate((each.known, *each.copies)):
            yield _published(each, place, at, month)


def _published(each: Utterance, place: int, at: int, month: int) -> tuple[Claim, Document]:
    source, amount = f"Agency {each.origin} of {each.family}", _in_words(each.quantity)
    text = f"{source} says that North Korea has sent {amount} to Russia."
    document = Document(f"w{place}-{at}", text, "en", day(month), f"Outlet {place}-{at}")
    anchor = Span(text.index(amount), text.index(amount) + len(amount))
    period = Period(None if each.start is None else day(each.start)[:7], day(each.as_of)[:7])
    claim = Claim(
        document.id, claim_id(hashlib.sha256(text.encode()).hexdigest(), "transfer", anchor, at), "transfer",
        Span(0, len(text)), anchor, "KP", "RU", "cargo", None, each.quantity, each.measure, "delivered",
        source=Span(0, len(source)), source_type="government", period=period,
    )  # fmt: skip
    return claim, document


def _in_words(quantity: Quantity) -> str:
    low, high = quantity.low or 0, quantity.high or 0
    words = {
        "exact": f"{low:,.0f}", "about": f"about {low:,.0f}", "at_least": f"more than {low:,.0f}",
        "at_most": f"up to {high:,.0f}", "range": f"{low:,.0f} to {high:,.0f}", "order": f"{low:,.0f}s of",
    }  # fmt: skip
    return f"{words[quantity.hedge]} containers"


@dataclass(frozen=True, slots=True)
class Query:
    """What a world is asked: everything known by a month, on the last month that anybody spoke of by then."""

    finding: Finding
    by: int
    truth: float


def queries(world: World, seed: int) -> Iterator[Query]:
    """Up to three queries on one world."""
    rng = np.random.Generator(np.random.PCG64([seed, 1]))
    months = sorted({int(rng.integers(2, len(world.totals) + 2)) for _ in range(3)})
    for by in months:
        known = voices(world, by)
        if known:
            last = max(each.as_of for each in known)
            month = next(at for at in range(len(world.totals)) if day(at) == last)
            yield Query(Finding(QUESTION, known), by, world.totals[month])
