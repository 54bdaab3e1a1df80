"""The registry of origins and families, and what hangs on each in this ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from armstrail.model.origin import Origin
from armstrail.model.voice import Voice
from armstrail.pipeline.deciding import state_of
from armstrail.pipeline.lookup import find_claim
from armstrail.web.asked import Asked
from armstrail.web.desk import Desk
from armstrail.web.page import Page, Table
from armstrail.web.pages.deciding import reviewer_of
from armstrail.web.refusals import Missing

_FLOWS: Final = 60  # flows that are looked into, those with most claims first
_BUDGET: Final = 800  # claims that are told into voices while somebody waits
_VOICES: Final = 200
_COLUMNS: Final = ("origin", "name", "family", "type", "home", "voices", "claims", "flows")
_VOICE_COLUMNS: Final = (
    "supplier", "recipient", "voice", "item", "low", "high", "unit", "hedge", "as_of", "known", "claim", "carriers",
)  # fmt: skip

Pair = tuple[str, str]


def sources(desk: Desk, asked: Asked) -> Page:
    """Every origin that this ledger knows voices of, and the registry behind it, family by family."""
    asked.only("all")
    everything = asked.choice("all", ("yes",)) is not None
    hanging, partial = _hanging(desk)
    registry = {code: one for code, one in desk.books.origins.origins.items() if "@" not in code}
    codes = sorted(hanging.keys() | (registry.keys() if everything else set()))
    rows = [_row(desk, code, hanging.get(code, {})) for code in codes]
    families: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: (-row["voices"], row["name"])):
        families.setdefault(row["family"], []).append(row)
    ordered = sorted(families.items(), key=lambda pair: (-sum(row["voices"] for row in pair[1]), pair[0]))
    return Page(
        "sources.html.j2",
        desk.words("sources.title"),
        {"families": ordered, "partial": partial, "everything": everything, "registered": len(registry)},
        {"partial": partial, "origins": rows},
        Table(_COLUMNS, [[row[name] for name in _COLUMNS] for row in rows]),
    )


def source(desk: Desk, asked: Asked) -> Page:
    """One origin: who it is, who spoke for it and when, and the voices that rest on its word."""
    asked.only()
    code = asked.parts["origin"]
    origins = desk.books.origins
    known: Origin | None = origins.origins.get(code)
    hanging, partial = _hanging(desk)
    flows = hanging.get(code, {})
    if known is None and not flows:
        raise Missing("sources.nobody", [("/sources", "sources"), ("/", "start")])
    persons = [one for key, one in origins.origins.items() if one.parent == code and "@" in key]
    voices = list(_voices(desk, code, list(flows)))[:_VOICES]
    family = known.family if known else next(iter(flows.values()))[2]
    relatives = sorted(key for key, one in origins.origins.items() if one.family == family and "@" not in key)
    row = _row(desk, code, flows)
    return Page(
        "source.html.j2",
        desk.teller.origin(code),
        {
            "code": code, "known": known, "row": row, "persons": persons, "voices": voices, "relatives": relatives,
            "family_code": family, "partial": partial, "reviewer_of": reviewer_of,
            "graded": find_claim(desk.ledger, voices[0][1].carriers[0].claim) if voices else None,
            "state_of": state_of,
        },
        row | {
            "registered": known, "persons": persons, "partial": partial,
            "voices": [voice for _, voice in voices],
        },
        Table(_VOICE_COLUMNS, [_voice_row(pair, voice) for pair, voice in voices]),
    )  # fmt: skip


def _hanging(desk: Desk) -> tuple[dict[str, dict[Pair, tuple[int, int, str]]], bool]:
    """Voices, claims and family of each origin by flow, and whether some flows are not summed up yet."""
    found: dict[str, dict[Pair, tuple[int, int, str]]] = {}
    left, partial = desk.budget(_BUDGET), False
    for place, row in enumerate(desk.flows()):
        pair = (row.supplier, row.recipient)
        summary = desk.known_summary(*pair)
        if summary is None and place < _FLOWS and row.claims <= left:
            left -= row.claims
            summary = desk.summary(*pair)
        if summary is None:
            partial = True
            continue
        for origin, each in summary.origins.items():
            found.setdefault(origin, {})[pair] = (each.voices, each.claims, each.family)
    return found, partial


def _row(desk: Desk, code: str, flows: dict[Pair, tuple[int, int, str]]) -> dict[str, Any]:
    known: Origin | None = desk.books.origins.origins.get(code)
    family = known.family if known else next((each[2] for each in flows.values()), code)
    return {
        "origin": code, "name": desk.teller.origin(code), "family": family,
        "type": known.source_type if known else None, "home": known.home if known else None,
        "voices": sum(each[0] for each in flows.values()), "claims": sum(each[1] for each in flows.values()),
        "flows": " ".join(f"{giver}>{taker}" for giver, taker in flows),
    }  # fmt: skip


def _voices(desk: Desk, code: str, pairs: list[Pair]) -> Iterator[tuple[Pair, Voice]]:
    for pair in pairs:
        voices = desk.gather(*pair).voices
        own = [one for one in voices if one.origin == code and (one.supplier, one.recipient) == pair]
        for voice in sorted(own, key=lambda one: (one.known, one.id), reverse=True):
            yield pair, voice


def _voice_row(pair: Pair, voice: Voice) -> list[object]:
    amount = voice.quantity
    return [
        *pair, voice.id, voice.item, amount.low, amount.high, amount.unit, amount.hedge, voice.as_of, voice.known,
        voice.carriers[0].claim, len(voice.carriers),
    ]  # fmt: skip
