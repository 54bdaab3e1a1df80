"""Laws of telling voices: order and copies change nothing, and no figure is its own ancestor."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from reconciliation_makers import A_LOAD, CONTAINERS, SHELLS, Told, found, heard, key, told

from armstrail.model.finding import Finding
from armstrail.model.period import Period
from armstrail.model.records import to_record
from armstrail.model.ruling import Ruling
from armstrail.model.voice import Voice

SOURCES = (
    None, "국정원", "the Pentagon", "ГУР", "Zelensky", "NATO", "RUSI", "Shin Won-sik", "der Sprecher", "two diplomats",
)  # fmt: skip
WORDS = (
    "They went by rail and by ship, in all, to this day, as far as is known.",
    "Per nave e per ferrovia, in tutto, a oggi.",
    "They went by rail and by ship, in all, to this day, as far as was known.",
)
SIZES = (6_700, 10_000, 13_221, 6_700 * 448, 1.5e6)


@st.composite
def tellings(draw: st.DrawFn) -> list[Told]:
    made = []
    for ordinal in range(draw(st.integers(1, 9))):
        hedge = draw(st.sampled_from(("exact", "about", "at_least", "at_most", "range", "order")))
        size = draw(st.sampled_from(SIZES))
        low, high = (None, size) if hedge == "at_most" else (size, 2 * size if hedge == "range" else None)
        made.append(
            told(
                low, high, hedge=hedge, ordinal=ordinal,
                source=draw(st.sampled_from(SOURCES)),
                day=draw(st.sampled_from(("2024-02-20", "2024-02-26", "2024-02", "2024-03-09", "2024-07-01", "2024"))),
                publisher=draw(st.sampled_from(("A", "B", "KCNA"))),
                unit=draw(st.sampled_from(("containers", "pieces"))),
                lang=draw(st.sampled_from(("en", "ko"))),
                words=draw(st.sampled_from(WORDS)),
                period=draw(st.sampled_from((None, Period("2023-08", "2024-02"), Period("2024-01", None)))),
                status=draw(st.sampled_from(("delivered", "delivered", "possible", "planned", None))),
                measure=draw(st.sampled_from(("total", "increment", None))),
                recipient=draw(st.sampled_from(("RU", "RU", None, "wagner"))),
                tags=draw(st.sampled_from(((), (), ("partial",), ("repeat",), ("derived:kr",)))),
            )
        )  # fmt: skip
    return made


def without_carriers(voices: tuple[Voice, ...]) -> list[Voice]:
    return [replace(voice, carriers=()) for voice in voices]


def bare(finding: Finding) -> tuple[list[Voice], list[str]]:
    return without_carriers(finding.voices), [aside.reason for aside in finding.asides]


@settings(max_examples=150)
@given(tellings(), st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(made: list[Told], chance: random.Random):
    """Claims that arrive in another order make the same voices and findings, to the last byte."""
    shuffled = list(made)
    chance.shuffle(shuffled)
    for question in (CONTAINERS, SHELLS):
        before = to_record(found(question, *made, factors=(A_LOAD,)))
        assert to_record(found(question, *shuffled, factors=(A_LOAD,))) == before


@settings(max_examples=150)
@given(tellings(), st.data())
def test_forty_copies_of_a_claim_change_no_figure_no_day_and_no_weight(made: list[Told], data: st.DataObject):
    """A claim that forty more outlets carry word for word adds carriers, and nothing else; where nobody is named, of
    the outlets of the first day that one stands for all whose name comes first."""
    claim, document = data.draw(st.sampled_from(made))
    copies = [(claim, replace(document, id=f"copy {at}", publisher="Zeitung", url=f"copy {at}")) for at in range(40)]
    before, after = heard(*made, factors=(A_LOAD,)), heard(*made, *copies, factors=(A_LOAD,))
    assert without_carriers(after) == without_carriers(before)
    assert sum(len(voice.carriers) for voice in after) == sum(len(voice.carriers) for voice in before) + 40
    for question in (CONTAINERS, SHELLS):
        assert bare(found(question, *made, *copies)) == bare(found(question, *made))


@settings(max_examples=100)
@given(tellings())
def test_every_claim_is_carried_once_and_no_voice_descends_from_itself(made: list[Told]):
    """Each claim is in exactly one voice, ids are unique, and derivations end at a voice of its own."""
    voices = heard(*made, factors=(A_LOAD,))
    carried = [(carrier.document, carrier.claim) for voice in voices for carrier in voice.carriers]
    assert sorted(carried) == sorted(map(key, made))
    by_id = {voice.id: voice for voice in voices}
    assert len(by_id) == len(voices)
    for voice in voices:
        seen = set()
        while voice.derived is not None and voice.derived.voice is not None:
            assert voice.id not in seen
            seen.add(voice.id)
            voice = by_id[voice.derived.voice]


@settings(max_examples=100)
@given(tellings(), st.data())
def test_a_merge_is_undone_by_a_part(made: list[Told], data: st.DataObject):
    """A merge followed by a part of the same two claims leaves the voices as if neither had been, unless a rule had
    them together."""
    one, other = data.draw(st.sampled_from(made)), data.draw(st.sampled_from(made))
    plain = heard(*made)
    together = any({key(one), key(other)} <= {(c.document, c.claim) for c in voice.carriers} for voice in plain)
    if together:
        return
    merge = Ruling("1", "merge", *key(one), "an analyst", "", key(other))
    part = Ruling("2", "part", *key(one), "an analyst", "", key(other))
    assert heard(*made, rulings=[merge]) != plain
    assert heard(*made, rulings=[merge, part]) == plain
