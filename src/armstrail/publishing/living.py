"""The living brief: beside what was published, all that a reader's own machine needs to work it out once more.

A reader who doubts a source, or takes another price, need not ask us: she moves the day, drops a family, changes a
price, and sees what follows, in a file that asks no network. What was published stays beside it and is never redrawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Final

from babel import numbers

from armstrail.model.estimate import Estimate, Interval
from armstrail.model.inputs import Inputs
from armstrail.model.period import last_day
from armstrail.model.records import to_record
from armstrail.model.terms import CONVEYANCES, COUNTS
from armstrail.model.valuation import Valuation
from armstrail.model.voice import Voice
from armstrail.publishing.brief import Brief, Line, Run
from armstrail.publishing.estimated import voice_entries
from armstrail.publishing.phrases import Phrases
from armstrail.publishing.receipt import Receipt, VoiceLine
from armstrail.publishing.telling import Teller

SCRIPTS: Final = (
    "curves", "grid", "ladder", "additions", "bounds", "estimate", "worth", "words", "chart", "page",
)  # fmt: skip
_TEMPLATES: Final = ("estimate.central", "estimate.even", "estimate.projected", "estimate.known", "estimate.confidence",
                     "estimate.counts_seen", "estimate.no_voice", "estimate.before_start", "estimate.weight",
                     "worth.total", "news.interval", "quantity.count", "quantity.count_compact", "quantity.money",
                     "quantity.money_compact", "quantity.percent")  # fmt: skip
_COUNTS: Final = ("voices", "families", "claims", "independent", "set_aside")
_SAMPLES: Final = (0, 1, 2, 3, 5, 11, 100, 1_000_000)  # numbers among which every plural form of CLDR comes up


@dataclass(frozen=True, slots=True)
class Told:
    """An estimate as it was published: with its receipt, its voices, and what it was worked out from."""

    receipt: Receipt
    estimate: Estimate
    voices: tuple[Voice, ...]
    inputs: Inputs


@dataclass(frozen=True, slots=True)
class Living:
    """What a living brief holds beside a brief.

    `told` are the estimates of the brief, in its order; `beside` those that only the valuation needs; `parameters`
    the numbers of the method; `valuation` what the flow is worth, None where nothing has a price.
    `as_of` is the day of which the estimates were asked. `places` tells of the claims that carry a voice, by digest and
    id, the day on which each became public and the family of its voice.
    """

    told: tuple[Told, ...]
    beside: tuple[Told, ...]
    parameters: Mapping[str, Any]
    valuation: Valuation | None
    as_of: str | None = None
    places: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A voice in the table under an estimate, with the footnotes of the claims that carry it."""

    id: str
    line: VoiceLine
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month in the table behind a chart: its last day, and its name and estimate in words."""

    day: str
    name: str
    told: str


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A line of the valuation: what, how many, at which price (`factor` its id, `bounds` its sides), for how much."""

    place: int
    item: str
    quantity: str
    money: str
    factor: str
    bounds: tuple[tuple[str, str], ...]
    currency: str
    source: str


@dataclass(frozen=True, slots=True)
class EstimateView:
    """An estimate for the page: its line of the brief, its voices, what else stands under it, months in words."""

    line: Line
    voices: tuple[VoiceRow, ...]
    rest: tuple[Run, ...]
    months: tuple[MonthRow, ...]


@dataclass(frozen=True, slots=True)
class LivingView:
    """All that the page of a living brief shows: server-rendered, and as data for its script."""

    estimates: tuple[EstimateView, ...]
    families: tuple[tuple[str, str], ...]
    prices: tuple[PriceRow, ...]
    worth: str
    words: Mapping[str, str]
    data: Mapping[str, Any]


def view_of(brief: Brief, living: Living) -> LivingView:
    """What the page shows.

    Args:
        brief: made with the receipts of `living.told`, in their order.
    Raises:
        PackError: there is no such language.
    """
    teller = Teller(brief.language, str)
    lines = next((part.lines for part in brief.sections if part.key == "estimates"), ())
    numbers_of = {(note.document, note.claim): note.number for note in brief.footnotes}
    names = _family_names(living)
    return LivingView(
        estimates=tuple(
            _estimate_view(line, told, numbers_of, teller) for line, told in zip(lines, living.told, strict=True)
        ),
        families=tuple(sorted(names.items(), key=lambda pair: (pair[1].casefold(), pair[0]))),
        prices=tuple(_price_rows(living, teller)),
        worth=_worth_words(living.valuation, teller) if living.valuation else "",
        words=teller.wording.part("living"),
        data=_data(brief, living, teller, names),
    )


def scripts() -> str:
    """The scripts of a living brief, one after the other: strict, each in a scope of its own."""
    folder = files("armstrail.publishing") / "living_scripts"
    return '"use strict";\n' + "".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)


def _estimate_view(line: Line, told: Told, numbers_of: Mapping[tuple[str, str], int], teller: Teller) -> EstimateView:
    voices = tuple(VoiceRow(each.voice, each, _notes(each, numbers_of)) for each in told.receipt.voices)
    rest = line.entries[voice_entries(told.receipt) :]
    return EstimateView(line, voices, rest, tuple(_month(each, told, teller) for each in told.estimate.series))


def _notes(voice: VoiceLine, numbers_of: Mapping[tuple[str, str], int]) -> tuple[int, ...]:
    cited = ((each.document, each.claim) for each in voice.references)
    return tuple(numbers_of[place] for place in cited if place in numbers_of)


def _month(interval: Interval, told: Told, teller: Teller) -> MonthRow:
    question = told.estimate.question
    name = teller.phrases.date(interval.day[:7], full=False)
    return MonthRow(interval.day, name, _spread(interval, question.unit, question.item, teller))


def _family_names(living: Living) -> dict[str, str]:
    """The families by their codes, with the names that the receipts give them."""
    names: dict[str, str] = {}
    for told in (*living.told, *living.beside):
        said = {each.voice: each.family for each in told.receipt.voices}
        for heard in told.inputs.heard:
            names.setdefault(heard.family, said.get(heard.voice, heard.family))
    return names


def _price_rows(living: Living, teller: Teller) -> Iterator[PriceRow]:
    valuation = living.valuation
    for place, line in enumerate(valuation.lines if valuation else ()):
        price = line.receipt[-1]
        yield PriceRow(
            place, teller.names.heading(line.item), _spread(line.quantity, line.unit, line.item, teller),
            _spread(line.money, valuation.currency if valuation else "", None, teller), price.factor,
            tuple((side, f"{getattr(price, side):.10g}") for side in ("low", "central", "high")), price.to_unit,
            price.source,
        )  # fmt: skip


def _spread(interval: Interval, unit: str, item: str | None, teller: Teller) -> str:
    low, high = teller.bounds(interval.low90, interval.high90, unit, item)
    return teller.say("news.interval", median=teller.middle(interval, unit, item), low=low, high=high)


def _worth_words(valuation: Valuation, teller: Teller) -> str:
    low, high = teller.bounds(valuation.total.low90, valuation.total.high90, valuation.currency, None)
    return teller.say(
        "worth.total", median=teller.middle(valuation.total, valuation.currency, None), low=low, high=high,
        date=teller.phrases.date(valuation.day), years=", ".join(map(str, valuation.years)),
    )  # fmt: skip


def _data(brief: Brief, living: Living, teller: Teller, names: Mapping[str, str]) -> dict[str, Any]:
    """The record that the script reads: inputs, numbers of the method, what was published, and words."""
    every = (*living.told, *living.beside)
    days = sorted({heard.known for told in every for heard in told.inputs.heard})
    told_days = {heard.as_of for told in every for heard in told.inputs.heard} | set(days)
    as_of = last_day(living.as_of) if living.as_of else None
    known_on = last_day(brief.as_of) if brief.as_of else None
    return {
        "as_of": as_of,
        "known_on": known_on,
        "days": days,
        "parameters": to_record(living.parameters),
        "notes": _heard_notes(brief, living),
        "questions": [_question(told, teller) for told in every],
        "shown": len(living.told),
        "worth": _worth(living, every, teller) if living.valuation else None,
        "words": _words(
            teller,
            [
                *told_days,
                *(day for day in (as_of, known_on) if day),
                *([living.valuation.day] if living.valuation else []),
            ],
            names,
        ),
    }


def _heard_notes(brief: Brief, living: Living) -> dict[str, list[str | None]]:
    """By the number of each footnote the day on which its claim became public, and the family whose word it is; None
    where that is not known. A claim that carries no voice (a stance, a share ...) has the day of its document alone."""
    days = {carrier.digest: carrier.published and last_day(carrier.published) for carrier in brief.documents}
    return {
        str(note.number): list(living.places.get((note.document, note.claim), (days[note.document], None)))
        for note in brief.footnotes
    }


def _question(told: Told, teller: Teller) -> dict[str, Any]:
    """A question: what is heard to it, what was published of it, and how its numbers are worded."""
    estimate, question = told.estimate, told.estimate.question
    voices = {voice.id: voice for voice in told.voices}
    origins = {each.voice: each.origin for each in told.receipt.voices}  # too old a voice stands in no receipt
    limits = [
        [alarm.detail.partition(":")[0], words]
        for alarm, words in zip(estimate.alarms, told.receipt.cautions, strict=True)
        if alarm.code == "beyond_limit"
    ]
    return {
        "question": {"nature": question.nature},
        "unit": question.unit,
        "conveyance": question.unit in CONVEYANCES,
        "nouns": _nouns(teller.phrases, question.unit, question.item),
        "title": told.receipt.title,
        "heard": [
            to_record(heard)
            | {
                "point": _figure(voices[heard.voice]),
                "said": f"{origins.get(heard.voice, heard.origin)}: {teller.voice(voices[heard.voice])}",
            }
            for heard in told.inputs.heard
        ],
        "published": {
            "headline": _interval(estimate.headline),
            "series": [_interval(each) for each in estimate.series],
            "asked": _interval(estimate.asked) | {"quantiles": to_record(estimate.asked.quantiles)},
        },
        "limits": limits,
    }  # fmt: skip


def _interval(interval: Interval) -> dict[str, Any]:
    return {
        "day": interval.day, "median": interval.median, "low50": interval.low50, "high50": interval.high50,
        "low90": interval.low90, "high90": interval.high90,
    }  # fmt: skip


def _figure(voice: Voice) -> dict[str, Any]:
    quantity = voice.quantity
    return {"low": quantity.low, "high": quantity.high, "hedge": quantity.hedge}


def _worth(living: Living, every: Sequence[Told], teller: Teller) -> dict[str, Any]:
    valuation = living.valuation
    assert valuation is not None
    asked = [told.estimate.question for told in every]
    place = {(each.item, each.unit): at for at, each in enumerate(asked) if each.nature == "flow"}
    return {
        "currency": valuation.currency,
        "nouns": _nouns(teller.phrases, valuation.currency, None),
        "years": ", ".join(map(str, valuation.years)),
        "day": valuation.day,
        "total": _interval(valuation.total),
        "lines": [
            {
                "question": place[line.item, line.unit],
                "factor": line.receipt[-1].factor,
                "rate": line.rate.rate if line.rate else 1.0,
            }
            for line in valuation.lines
        ],
        "prices": {
            use.factor: [use.low, use.central, use.high] for line in valuation.lines for use in line.receipt[-1:]
        },
    }


def _words(teller: Teller, days: Sequence[str], families: Mapping[str, str]) -> dict[str, Any]:
    wording, phrases = teller.wording, teller.phrases
    return {
        "locale": str(wording.locale).replace("_", "-"),
        "say": {key: wording.words[key] for key in _TEMPLATES}
        | {f"living.{key}": words for key, words in wording.part("living").items()}
        | {f"caution.{key}": words for key, words in wording.part("caution").items()}
        | {f"confidence.{key}": words for key, words in wording.part("confidence").items()},
        "counts": {key: dict(wording.nouns[f"count.{key}"]) for key in _COUNTS},
        "dates": {day: phrases.date(day) for day in sorted(set(days))},
        "families": dict(families),
    }


def _nouns(phrases: Phrases, unit: str, item: str | None) -> dict[str, str]:
    """What is counted, or the currency, in each plural form of the language; a percentage needs no noun."""
    locale = phrases.wording.locale
    if unit == "percent":
        return {}

    def named(value: int) -> str:
        counts = unit in COUNTS
        return phrases.noun(unit, item, value) if counts else str(numbers.get_currency_name(unit, value, locale=locale))

    return {locale.plural_form(value): named(value) for value in _SAMPLES}
