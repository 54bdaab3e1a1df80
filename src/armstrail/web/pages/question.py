"""A question: the receipt of its number, and what would follow without a voice or with another conversion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from armstrail import pipeline
from armstrail.model.errors import BadValue
from armstrail.model.estimate import Estimate
from armstrail.model.factor import Factor
from armstrail.model.finding import STAGES, Question
from armstrail.model.records import to_record
from armstrail.pipeline import Answer, Evidence
from armstrail.pipeline.overview import headline_of
from armstrail.pipeline.whatif import with_factors, without_voices
from armstrail.web import pictures
from armstrail.web.asked import Asked, item_path, pair_of
from armstrail.web.desk import Desk
from armstrail.web.page import Kept, Page, Raw, Table
from armstrail.web.refusals import BadAsk, Missing, refused
from armstrail.web.rendering import question_path

FACTOR: Final = "factor."
_MOST_CHANGED: Final = 40
_DRAWN: Final = 60  # voices with a point in the chart
_COLUMNS: Final = (
    "voice", "origin", "family", "item", "low", "high", "unit", "hedge", "as_of", "known", "weight", "zone",
    "shift_without", "derived_from", "letter", "digit", "claims",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Effect:
    """What would follow with the reader's changes."""

    answer: Answer
    evidence: Evidence
    books: Any
    dropped: frozenset[str]
    bounds: Mapping[str, tuple[float, float, float]]


def question(desk: Desk, asked: Asked) -> Page:
    """The receipt of what follows for a question; kept where it is asked for as it is recorded."""
    asked.only("as_of", "known_on", "above", "nature", "drop", starting=FACTOR)
    wanted = _wanted(desk, asked)
    as_recorded = all(name == "nature" for name, _ in asked.fields)
    page = Page(
        "question.html.j2",
        desk.teller.title(wanted),
        (lambda: _view(desk, asked, wanted)) if as_recorded else _view(desk, asked, wanted),
        lambda: _record(desk, asked, wanted),
        Table(_COLUMNS, lambda: _rows(desk, _answered(desk, asked, wanted)[0])),
    )
    state = desk.state(wanted.supplier, wanted.recipient)
    return replace(page, kept=Kept(question_path(wanted), state)) if as_recorded else page


def _answered(desk: Desk, asked: Asked, wanted: Question) -> tuple[Answer, Evidence]:
    evidence = desk.gather(wanted.supplier, wanted.recipient, known_on=asked.date("known_on"))
    return desk.answer(evidence, wanted, as_of=asked.date("as_of"), influence=True), evidence


def _view(desk: Desk, asked: Asked, wanted: Question) -> dict[str, Any]:
    as_of, known_on, above = asked.date("as_of"), asked.date("known_on"), _above(asked)
    answer, evidence = _answered(desk, asked, wanted)
    language = desk.teller.wording.language
    state = desk.state(wanted.supplier, wanted.recipient, evidence.known_on)
    receipt = desk.house.answers.get(
        ("receipt", wanted, known_on, as_of, above, language),
        state,
        lambda: pipeline.receipt_of(answer, evidence, desk.books, language, above=above),
    )
    effect = _effect(desk, asked, evidence, wanted, as_of)
    view = {
        "question": wanted,
        "as_of": as_of,
        "known_on": known_on,
        "above": above,
        "receipt": receipt,
        "chart": _chart(desk, answer, evidence, receipt.title, as_of),
        "factors": _factors(desk, answer),
        "dropped": effect.dropped if effect else frozenset(),
        "bounds": {key: ", ".join(f"{each:.10g}" for each in bounds) for key, bounds in effect.bounds.items()}
        if effect
        else {},
        "effect": None,
    }
    if effect:
        changed = pipeline.receipt_of(effect.answer, effect.evidence, effect.books, language, above=above)
        view |= {"effect": changed, "moved": _moved(answer, effect.answer), "weights": _weights(desk, effect.answer)}
    return view


def _record(desk: Desk, asked: Asked, wanted: Question) -> dict[str, Any]:
    answer, evidence = _answered(desk, asked, wanted)
    effect = _effect(desk, asked, evidence, wanted, asked.date("as_of"))
    return pipeline.record_of(answer, evidence, desk.books) | ({"what_if": _effect_record(effect)} if effect else {})


def _effect_record(effect: _Effect) -> dict[str, Any]:
    return {
        "dropped": sorted(effect.dropped),
        "factors": {key: list(bounds) for key, bounds in effect.bounds.items()},
        "outcome": to_record(effect.answer.outcome),
    }


def picture(desk: Desk, asked: Asked) -> Raw:
    """The chart of a question as a file."""
    return pictures.file_of(_alone(desk, asked))


def specification(desk: Desk, asked: Asked) -> Raw:
    """The chart of a question as a Vega-Lite specification, to be drawn anew elsewhere."""
    return pictures.specification_of(_alone(desk, asked))


def _alone(desk: Desk, asked: Asked) -> pictures.Drawn:
    answer, evidence, wanted = _outlined(desk, asked)
    drawn = _chart(desk, answer, evidence, desk.teller.title(wanted), asked.date("as_of"))
    if drawn is None:
        raise Missing("flow.no_chart", [("/", "start")])
    return drawn


def _outlined(desk: Desk, asked: Asked) -> tuple[Answer, Evidence, Question]:
    asked.only("as_of", "known_on", "nature")
    wanted = _wanted(desk, asked)
    evidence = desk.gather(wanted.supplier, wanted.recipient, known_on=asked.date("known_on"))
    return desk.outline(evidence, wanted, asked.date("as_of")), evidence, wanted


def _chart(desk: Desk, answer: Answer, evidence: Evidence, title: str, as_of: str | None) -> pictures.Drawn | None:
    """The picture with the newest of the voices."""
    return pictures.chart(
        desk, answer, evidence, title, pictures.newest_first(answer.finding.voices)[:_DRAWN], as_of=as_of
    )


def _wanted(desk: Desk, asked: Asked) -> Question:
    supplier, recipient = pair_of(asked)
    stage = asked.parts.get("stage", "delivered")
    if stage not in STAGES:
        raise Missing("refused.choice", name="stage", value=stage[:60], allowed=", ".join(STAGES))
    item, unit, nature = item_path(asked.parts["item"]), asked.parts["unit"], asked.one("nature")
    return desk.ask(supplier, recipient, item, unit, stage, nature)


def _above(asked: Asked) -> float | None:
    words = asked.one("above")
    try:
        value = None if words is None else float(words.replace("_", "x"))
    except ValueError:
        value = float("nan")
    if value is not None and not 0 <= value < 1e18:
        raise BadAsk("question.no_amount", value=words and words[:60])
    return value


def _effect(desk: Desk, asked: Asked, evidence: Evidence, wanted: Question, as_of: str | None) -> _Effect | None:
    """What would follow with the changes in the address; None where there are none."""
    dropped, bounds = frozenset(asked.all("drop")), _bounds(asked)
    if not dropped and not bounds:
        return None
    try:
        books = with_factors(desk.books, bounds)
        changed = desk.gather(wanted.supplier, wanted.recipient, known_on=evidence.known_on, books=books)
        left = without_voices(changed, dropped)
    except BadValue as error:
        raise refused(error) from error
    answer = desk.house.answers.get(
        ("effect", wanted, evidence.known_on, as_of, dropped, books.factors.digest),
        desk.state(wanted.supplier, wanted.recipient, evidence.known_on),
        lambda: pipeline.answer(left, wanted, books, as_of=as_of, influence=False),
    )
    return _Effect(answer, left, books, dropped, bounds)


def _bounds(asked: Asked) -> dict[str, tuple[float, float, float]]:
    fields = [(name.removeprefix(FACTOR), value) for name, value in asked.fields if name.startswith(FACTOR)]
    if len(fields) > _MOST_CHANGED:
        raise BadAsk("question.many_factors", count=len(fields), most=_MOST_CHANGED)
    found: dict[str, tuple[float, float, float]] = {}
    for key, value in fields:
        if key in found:
            raise BadAsk("refused.twice", name=key, count=2)
        try:
            low, central, high = (float(part) for part in value.replace(";", ",").split(","))
        except ValueError as error:
            raise BadAsk("question.no_bounds", factor=key[:60], value=value[:60]) from error
        found[key] = low, central, high
    return found


def _factors(desk: Desk, answer: Answer) -> list[Factor]:
    """The conversions that the number or what stands beside it hangs on."""
    outcome = answer.outcome
    keys = [voice.derived.factor for voice in answer.finding.voices if voice.derived and voice.derived.factor]
    if isinstance(outcome, Estimate):
        keys += [key for route in outcome.routes for key in route.factors]
        keys += [key for ceiling in outcome.ceilings for key in ceiling.factors]
    return [desk.books.factors[key] for key in sorted(set(keys))]


def _moved(before: Answer, after: Answer) -> dict[str, Any] | None:
    """The two middles and the change in per cent; None where one of them is none."""
    first, last = headline_of(before), headline_of(after)
    if first is None or last is None or not first.median:
        return None
    return {"before": first, "after": last, "percent": round(100 * (last.median / first.median - 1))}


def _weights(desk: Desk, answer: Answer) -> dict[str, str]:
    weighed = answer.outcome.weighed if isinstance(answer.outcome, Estimate) else ()
    return {each.voice: desk.teller.say("estimate.weight", percent=str(round(100 * each.weight))) for each in weighed}


def _rows(desk: Desk, answer: Answer) -> list[list[object]]:
    outcome = answer.outcome
    weighed = {each.voice: each for each in outcome.weighed} if isinstance(outcome, Estimate) else {}
    rows: list[list[object]] = []
    for voice in answer.finding.voices:
        used, amount, derived = weighed.get(voice.id), voice.quantity, voice.derived
        rows.append([
            voice.id, desk.teller.origin(voice.origin), voice.family, voice.item, amount.low, amount.high,
            amount.unit, amount.hedge, voice.as_of, voice.known, used and used.weight, used and used.zone,
            used and used.shift, derived and (derived.voice or derived.family), voice.letter, voice.digit,
            " ".join(carrier.claim for carrier in voice.carriers),
        ])  # fmt: skip
    return rows
