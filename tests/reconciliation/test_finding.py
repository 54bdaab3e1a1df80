"""What is said to a question: what enters, what is only a floor, and what stands aside with its reason."""

from __future__ import annotations

import pytest
from reconciliation_makers import A_LOAD, CONTAINERS, SHELLS, found, key, told

from armstrail.model.errors import PackError
from armstrail.model.finding import Question
from armstrail.model.period import Period
from armstrail.model.ruling import Ruling
from armstrail.model.span import Span
from armstrail.reconciliation import load_comparable, questions


@pytest.mark.parametrize(
    ("reason", "slots"),
    [
        ("capacity", {"status": "possible"}),
        ("capacity", {"condition": Span(0, 3)}),
        ("other_stage", {"status": "planned"}),
        ("other_stage", {"status": "underway"}),
        ("opinion", {"tags": ("opinion",)}),
        ("broader_item", {"item": "arms.ammunition"}),
        ("other_unit", {"unit": "tonnes"}),
        ("share", {"unit": "percent"}),
        ("stock", {"tags": ("stock",)}),
        ("party_unknown", {"recipient": None}),
        ("item_unknown", {"item": None}),
        ("undated", {"day": None}),
    ],
)
def test_what_is_left_out_says_why(reason, slots):
    """Nothing is left out in silence: each figure stands aside with the row of the table that decided."""
    one = told(50, **{"unit": "pieces", **slots})
    finding = found(SHELLS, one)
    assert finding.voices == ()
    assert [(aside.reason, aside.document, aside.claim) for aside in finding.asides] == [(reason, *key(one))]


@pytest.mark.parametrize(
    "slots",
    [{"kind": "use"}, {"recipient": "wagner"}, {"designation": "152 mm", "tags": ("partial",)}],
)
def test_a_part_bounds_the_whole_from_below(slots):
    """What was fired, what one branch got and what one port saw are floors of what was delivered."""
    (voice,) = found(SHELLS, told(50_000, unit="pieces", **slots)).voices
    assert voice.coverage == "partial"


def test_items_below_are_parts_and_increments_and_rates_enter():
    """Shells are a part of ammunition; a batch and a rate enter as what they are."""
    ammunition = Question("KP", "RU", "arms.ammunition", "pieces")
    finding = found(
        ammunition,
        told(10, unit="pieces", ordinal=0),
        told(20, unit="pieces", item="arms.ammunition", measure="increment", ordinal=1),
        told(30, unit="pieces", item="arms.ammunition", measure="rate", status="underway", ordinal=2),
    )
    said = {voice.quantity.low: (voice.coverage, voice.measure) for voice in finding.voices}
    assert said == {10: ("partial", "total"), 20: (None, "increment"), 30: (None, "rate")}


def test_containers_of_shells_of_arms_and_of_anything_are_one_question():
    """For containers the thing counted is the container, whatever arms it is said to hold; food is food."""
    finding = found(
        CONTAINERS,
        told(1_000, item="arms.ammunition.artillery", ordinal=0),
        told(2_000, item="arms", ordinal=1),
        told(3_000, item="cargo", ordinal=2),
        told(4_000, item="commodity.food", ordinal=3),
    )
    assert sorted(voice.quantity.low for voice in finding.voices) == [1_000, 2_000, 3_000]
    assert {voice.coverage for voice in finding.voices} == {None}


def test_a_host_is_not_his_guest():
    """What Moscow gave to those who hold Donetsk was not given to Ukraine, in whose borders Donetsk lies."""
    one = told(10, unit="pieces", supplier="RU", recipient="donetsk")
    assert found(Question("RU", "UA", SHELLS.item, "pieces"), one).voices == ()
    assert len(found(Question("RU", "donetsk", SHELLS.item, "pieces"), one).voices) == 1


def test_a_capacity_worked_out_from_containers_never_enters_the_shells():
    """Even where its words call it delivered, a container count times a load is no second count of shells."""
    finding = found(SHELLS, told(6_700, ordinal=0), told(6_700 * 448, unit="pieces", ordinal=1), factors=(A_LOAD,))
    assert (finding.voices, {aside.reason for aside in finding.asides}) == ((), {"derived_unit"})


def test_a_grade_of_five_excludes_visibly():
    """What a person judged improbable is left out, and stands aside for all to see."""
    one = told(6_700)
    graded = Ruling("7", "grade", *key(one), "an analyst", "no such count", digit=5)
    assert [aside.reason for aside in found(CONTAINERS, one, rulings=[graded]).asides] == ["excluded_by_grade"]


def test_a_later_figure_for_the_same_days_corrects_the_earlier():
    """Of two figures of one service for the same months the later stands; for other months both do."""
    early = told(6_700, period=Period("2023-08", "2024-01"), day="2024-02-01", ordinal=0)
    late = told(7_200, period=Period("2023-08", "2024-01"), day="2024-03-01", ordinal=1)
    other = told(9_000, period=Period("2023-08", "2024-05"), day="2024-06-01", ordinal=2)
    finding = found(CONTAINERS, early, late, other)
    assert [voice.quantity.low for voice in finding.voices] == [7_200, 9_000]
    assert [aside.reason for aside in finding.asides] == ["corrected"]


def test_denials_stand_beside_and_in_no_pool():
    """A denied figure denies that figure, a denied delivery or a stance in the same text the whole of it."""
    figure = told(6_700, modality="denied", source="Peskov", ordinal=0)
    whole = told(None, modality="denied", source="Kim Yo Jong", day="2024-03-01", ordinal=1)
    again = told(None, modality="denied", source="Kim Yo Jong", day="2024-03-01", publisher="B", ordinal=2)
    finding = found(CONTAINERS, figure, whole, again)
    assert finding.voices == ()
    assert [(denial.origin, denial.family, denial.whole) for denial in finding.denials] == [
        ("ru-kremlin", "ru", False),
        ("kp-leadership", "kp", True),
    ]


def test_questions_are_those_that_somebody_answered():
    """A ledger can be asked what somebody said a figure to, the most told first."""
    asked = questions([told(1, ordinal=0), told(2, ordinal=1), told(3, unit="pieces"), told(4, recipient=None)])
    assert [(one.question, one.claims) for one in asked] == [(CONTAINERS, 2), (SHELLS, 1)]


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ('reason = "opinion"', "lacks reason"),
        ("ratio = 0.03", "lacks ratio"),
        ('outcome = "floor"', "outcome"),
        ('when = { opinion = "yes" }', "lacks when"),
    ],
)
def test_a_table_with_a_gap_is_refused(broken, words):
    """A row that lost a key would decide in silence; the loader names what is missing, and where."""
    from importlib.resources import files

    text = (files("armstrail.reconciliation") / "comparable.toml").read_text("utf-8")
    mend = 'outcome = "flour"' if "floor" in broken else ""
    with pytest.raises(PackError, match=words):
        load_comparable(text.replace(broken, mend, 1))
    with pytest.raises(PackError, match=r"opinion = 'perhaps' is not known; use one of yes, no"):
        load_comparable(text.replace('opinion = "yes"', 'opinion = "perhaps"'))
