"""What a person should look at first: the claims that move an estimate most and are most doubtful.

A ledger holds more claims than anybody can read again. The order is the product of two numbers, both told: by how much
the claim moves the estimate of a question, and how doubtful it is.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from armstrail.model.claim import Claim
from armstrail.model.errors import PackError
from armstrail.model.estimate import Estimate
from armstrail.model.finding import Question
from armstrail.model.quantity import Quantity
from armstrail.pipeline.estimates import Place

if TYPE_CHECKING:
    from armstrail.model.voice import Drift
    from armstrail.pipeline.estimates import Answer, Evidence

SIGNS: Final = (
    "any", "beyond_limit", "not_as_called", "far_off", "drifted", "conflict", "condition", "no_source", "unnamed",
    "alleged", "alternative", "order", "no_period",
)  # fmt: skip
_FAR: Final = math.log(10)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that waits for a person, by its place: `score` is `moves` times `doubt`.

    `moves` is by what share the median of `question` changes without its voice, at most 1, parted among those who
    carry the voice; `origin` is the code of whoever speaks in it; `doubt` is a chance, made of `signs`
    (docs/workspace.md).
    """

    score: float
    moves: float
    doubt: float
    signs: tuple[str, ...]
    question: Question
    origin: str
    place: Place


def queue(
    evidence: Evidence, answers: Iterable[Answer], drifts: Iterable[Drift], weights: Mapping[str, float] | None = None
) -> tuple[Waiting, ...]:
    """The claims behind some answers, what most needs a person's look first; each once, where it moves most.

    Args:
        answers: with what each voice moves (`influence`); those without an estimate have nothing to be moved.
        drifts: those of the evidence.
        weights: the chance of each of `SIGNS`; None for the table `doubts.toml`.
    """
    table = load_doubts() if weights is None else weights
    drifted = {(drift.after.document, drift.after.claim) for drift in drifts}
    best: dict[Place, Waiting] = {}
    for answer in answers:
        for one in _waiting(evidence, answer, drifted, table):
            if one.place not in best or one.score > best[one.place].score:
                best[one.place] = one
    return tuple(sorted(best.values(), key=lambda one: (-one.score, *reversed(one.place))))


def _waiting(
    evidence: Evidence, answer: Answer, drifted: Collection[Place], table: Mapping[str, float]
) -> Iterator[Waiting]:
    outcome = answer.outcome
    if not isinstance(outcome, Estimate):
        return
    voices = {voice.id: voice for voice in answer.finding.voices}
    flagged = {(alarm.code, alarm.detail.partition(":")[0]) for alarm in outcome.alarms}
    torn = {side for each in answer.finding.conflicts if each.exclusive for side in (each.first, each.second)}
    for weighed in outcome.weighed:
        voice = voices[weighed.voice]
        moves = min(1.0, abs(weighed.shift)) if weighed.shift is not None else 1.0
        for carrier in voice.carriers:
            place = (carrier.document, carrier.claim)
            claim = evidence.claims[place][0]
            facts = {
                "beyond_limit": ("beyond_limit", voice.id) in flagged,
                "not_as_called": ("not_as_called", voice.id) in flagged,
                "conflict": voice.id in torn,
                "drifted": place in drifted,
                "far_off": _far_off(carrier.quantity, outcome.headline.median),
            }
            signs = ("any", *(sign for sign in SIGNS[1:] if facts.get(sign) or _has(claim, sign)))
            doubt = 1 - math.prod(1 - table[sign] for sign in signs)
            share = moves / len(voice.carriers)
            yield Waiting(share * doubt, share, doubt, signs[1:], outcome.question, voice.origin, place)


def _has(claim: Claim, sign: str) -> bool:
    match sign:
        case "condition":
            return claim.condition is not None
        case "no_source":
            return claim.source is None
        case "unnamed":
            return claim.source_type == "unnamed"
        case "alleged":
            return claim.modality == "alleged"
        case "alternative":
            return claim.alternative is not None
        case "order":
            return claim.quantity is not None and claim.quantity.hedge == "order"
        case "no_period":
            return claim.period is None
    return False


def _far_off(quantity: Quantity, median: float) -> bool:
    """Whether the nearest bound lies a factor of ten or more from the median; a total grows, a batch is small."""
    bounds = [bound for bound in (quantity.low, quantity.high) if bound]
    return median > 0 and bool(bounds) and min(abs(math.log(bound / median)) for bound in bounds) >= _FAR


@cache
def load_doubts(text: str | None = None) -> Mapping[str, float]:
    """The chance of each sign: the table shipped, or one given as text.

    Raises:
        PackError: a sign missing or not known, or a chance that is none; names the key.
    """
    name = "pipeline/doubts.toml"
    words = (files("armstrail.pipeline") / "doubts.toml").read_text("utf-8") if text is None else text
    try:
        table: dict[str, Any] = tomllib.loads(words)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{name}: not TOML ({error})") from error
    for key in sorted(table.keys() ^ set(SIGNS)):
        trouble = "is missing; give it a chance" if key in SIGNS else f"is not known; use one of {', '.join(SIGNS)}"
        raise PackError(f"{name}: {key} {trouble}")
    for key, chance in table.items():
        if isinstance(chance, bool) or not isinstance(chance, int | float) or not 0 <= chance < 1:
            raise PackError(f"{name}: {key} must be a chance, from 0 to below 1, got {chance!r}")
    return {sign: float(table[sign]) for sign in SIGNS}
