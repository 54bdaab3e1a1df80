"""Drift: who followed whom, and what each step changed; the traps that real figures fell into, each with its case."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from drift_makers import SHELLS, Told, document, figure, handed_on, tell, texts_of, voice
from hypothesis import given
from hypothesis import strategies as st

from armstrail.model.copy import Copy
from armstrail.model.period import Period
from armstrail.model.quantity import Quantity
from armstrail.model.records import from_record, to_record
from armstrail.model.voice import Drift, Voice
from armstrail.reconciliation.drift import drifts
from armstrail.reconciliation.lineage import steps, trees

CONTAINERS = {"item": "cargo"}


def drifted(*voices: Voice, told: tuple[Told, ...], **more: object) -> list[str]:
    """The names of the drifts, worst first."""
    return [drift.what for drift in drifts(voices, texts_of(*told), **more)]


# Trap 1: a capacity becomes its content.


def test_could_hold_becomes_sent():
    """'Containers that can hold 4.8 million' is 'NATO: 5 million supplied' three days later, in another voice."""
    shin = tell("Shin: the containers can hold up to 4.8 million shells", "up to 4.8 million shells",
                figure(4.8e6, hedge="at_most"), "2024-06-14", condition="can hold", source="Shin")  # fmt: skip
    nato = tell("NATO: North Korea has supplied 5 million shells", "5 million shells", figure(5e6), "2024-06-17",
                source="NATO")  # fmt: skip
    voices = voice(shin, origin="kr-mnd"), voice(nato, origin="nato")
    found = drifts(voices, texts_of(shin, nato))
    assert [drift.what for drift in found] == [
        "capacity_became_content", "ceiling_became_estimate", "source_swapped", "rounded",
    ]  # fmt: skip
    worst = found[0]
    assert (worst.before.document, worst.after.document) == (shin[1].digest, nato[1].digest)
    assert (worst.voice, worst.path, worst.why) == (voices[0].id, "rounding", "condition>None")


def test_when_fully_stocked_becomes_has_sent_in_one_article():
    """The article opens with 'has sent 9 million' and says below that 9.4 million fit in, if all were full."""
    text = "Kim has sent 9 million shells. If fully stocked, the containers hold up to 9.4 million shells, Seoul said."
    told = document(text, "2024-10-28")
    full = tell(text, "up to 9.4 million", figure(9.4e6, hedge="at_most"), "2024-10-28", status="possible",
                source="Seoul")  # fmt: skip
    sent = tell(text, "9 million shells", figure(9e6), "2024-10-28")
    assert full[1] == sent[1] == told
    found = drifts([voice(full, origin="kr-mnd"), voice(sent, origin="?a.txt")], texts_of(full, sent))
    assert [drift.what for drift in found][:2] == ["capacity_became_content", "ceiling_became_estimate"]
    assert found[0].before.claim == full[0].id


def test_if_calculated_with_152_mm_becomes_the_headline():
    """Within one voice: the condition is gone, and what would be is."""
    yonhap = tell("Over 12 million shells if calculated with 152 mm", "Over 12 million shells",
                  figure(12e6, hedge="at_least"), "2025-07-13", condition="if calculated with 152 mm",
                  status="possible")  # fmt: skip
    copy = tell("N. Korea delivers over 12M shells", "over 12M shells", figure(12e6, hedge="at_least"), "2025-07-14")
    found = drifts([voice(yonhap, copy)], texts_of(yonhap, copy))
    assert [(drift.what, drift.why) for drift in found] == [("capacity_became_content", "possible>delivered")]


# Trap 2: a figure that is worked out from another is no new wording of it.


def test_a_figure_worked_out_by_a_known_factor_is_no_drift():
    """Three million shells from 6,700 containers is arithmetic, told as such."""
    boxes = tell("6,700 containers", "6,700 containers", figure(6700, unit="containers"), "2024-02-26", item="cargo")
    shells = tell("3,000,000 shells", "3,000,000 shells", figure(3e6), "2024-02-26")
    parent = voice(boxes, origin="kr-mnd")
    child = handed_on(voice(shells, origin="kr-mnd"), parent, factor="containers-shells-seoul")
    assert drifted(parent, child, told=(boxes, shells)) == []


def test_the_middle_of_a_range_comes_back_as_a_study():
    """The Open Source Centre's four to six million shells are five million in another institute's name."""
    osc = tell("OSC: four to six million shells", "four to six million", figure(4e6, 6e6, hedge="range"), "2025-04-15",
               source="OSC")  # fmt: skip
    kida = tell("KIDA: five million shells", "five million shells", figure(5e6), "2025-04-17", source="KIDA")
    found = drifts([voice(osc, origin="osc"), voice(kida, origin="kr-kida")], texts_of(osc, kida))
    assert {drift.what: drift.path for drift in found} == {"source_swapped": "range", "range_became_middle": "range"}


# Trap 3: laundering.


def test_a_figure_comes_back_in_another_mouth():
    """Seoul's 'about 6,700' is 'at least 6,700' by a NATO official; the oldest utterance stays the origin."""
    seoul = tell("Shin said about 6,700 containers", "about 6,700 containers",
                 figure(6700, unit="containers", hedge="about"), "2024-02-26", source="Shin", **CONTAINERS)  # fmt: skip
    nato = tell("a NATO official said at least 6,700 containers", "at least 6,700 containers",
                figure(6700, unit="containers", hedge="at_least"), "2024-03-11", source="NATO official",
                **CONTAINERS)  # fmt: skip
    parent = voice(seoul, origin="kr-mnd")
    child = handed_on(voice(nato, origin="nato"), parent)
    found = drifts([child, parent], texts_of(seoul, nato))
    assert [(drift.what, drift.why) for drift in found] == [
        ("source_swapped", "kr-mnd>nato"),
        ("hedge_raised", "about>at_least"),
    ]
    assert {drift.before.document for drift in found} == {seoul[1].digest}


def test_a_figure_of_many_digits_is_known_again_after_months():
    """The Open Source Centre's 15,809 containers are 15,800 in a study dated by its month, without its name."""
    osc = tell("OSC: 15,809 containers", "15,809", figure(15809, unit="containers"), "2025-04-15", source="OSC",
               **CONTAINERS)  # fmt: skip
    kida = tell("KIDA : 15 800 conteneurs", "15 800", figure(15800, unit="containers"), "2025-07", "fr", source="KIDA",
                **CONTAINERS)  # fmt: skip
    assert drifted(voice(osc, origin="osc"), voice(kida, origin="kr-kida"), told=(osc, kida)) == [
        "source_swapped",
        "rounded",
    ]


def test_an_office_that_repeats_its_own_states_figure_launders_nothing():
    """The president says what his service said: one family, no other mouth."""
    service = tell("HUR: 2,700,000 shells", "2,700,000", figure(2.7e6), "2024-10-20", source="HUR")
    president = tell("The president: 2,700,000 shells", "2,700,000", figure(2.7e6), "2024-10-22", source="president")
    voices = voice(service, origin="ua-hur"), voice(president, origin="ua-president")
    assert drifted(*voices, told=(service, president)) == []


def test_a_chain_of_three_is_followed_by_the_publishers_it_names():
    """Estonia's range passes through an institute and a broadcaster; each step hangs on the one it names."""
    text = "between 300,000 and 500,000 shells"
    shells = figure(300000, 500000, hedge="range")
    tallinn = tell(f"Estonia: {text}", text, shells, "2023-10-27", publisher="Postimees", source="Estonia")
    isw = tell(f"ISW, citing Postimees: {text}", text, shells, "2023-10-28", publisher="ISW", source="ISW")
    rfa = tell(f"ISW says {text}", text, shells, "2023-10-31", publisher="Radio Free Asia", source="ISW")
    kbs = tell(f"ISW بحسب: {text}", text, shells, "2023-11-01", "ar", "KBS", source="ISW", via=("Radio Free Asia",))
    parent = voice(tallinn, origin="ee-intel")
    child = handed_on(voice(isw, rfa, kbs, origin="isw"), parent)
    grown = trees([parent, child], texts_of(tallinn, isw, rfa, kbs))
    made = [
        (step.before.document.publisher, step.after.document.publisher, step.path)
        for step in steps(grown[parent.id], {})
    ]
    assert made == [
        ("Postimees", "ISW", "wording"),
        ("ISW", "Radio Free Asia", "via"),
        ("Radio Free Asia", "KBS", "via"),
    ]
    assert drifted(parent, child, told=(tallinn, isw, rfa, kbs)) == ["source_swapped"]


def test_a_copy_that_names_nobody_drops_the_source():
    """What a service said is the outlet's own word in the copy."""
    named = tell("The NIS says 15,809 containers went", "15,809 containers", figure(15809, unit="containers"),
                 "2025-04-15", source="The NIS", **CONTAINERS)  # fmt: skip
    bare = tell("15,809 containers went", "15,809 containers", figure(15809, unit="containers"), "2025-04-20",
                **CONTAINERS)  # fmt: skip
    assert drifted(voice(named, bare), told=(named, bare)) == ["source_dropped"]


# Trap 8: units and things.


def test_dollars_become_euros():
    """'Up to 5.5 billion dollars' is 5.5 billion euros in a translation of the article."""
    dollars = tell("1,7 bis 5,5 Milliarden Dollar", "1,7 bis 5,5 Milliarden Dollar",
                   figure(1.7e9, 5.5e9, "USD", "range"), "2024-10-28", "de", kind="valuation")  # fmt: skip
    euros = tell("tra 1,7 e 5,5 miliardi di euro", "tra 1,7 e 5,5 miliardi di euro",
                 figure(1.7e9, 5.5e9, "EUR", "range"), "2024-10-30", "it", kind="valuation")  # fmt: skip
    found = drifts([voice(dollars, origin="fnf"), voice(euros, origin="?b.txt")], texts_of(dollars, euros))
    assert [(drift.what, drift.why, drift.path) for drift in found] == [("unit_slipped", "USD>EUR", "unit")]


@pytest.mark.parametrize(("before", "after"), [("containers", "pieces"), ("pieces", "persons")])
def test_what_is_counted_slips(before, after):
    """13,221 of one thing are 13,221 of another: five digits do not come twice by chance."""
    one = tell("13,221 were counted", "13,221", figure(13221, unit=before), "2025-02-09")
    other = tell("насчитали 13 221", "13 221", figure(13221, unit=after), "2025-02-10", "ru")
    assert drifted(voice(one), voice(other, origin="?x"), told=(one, other)) == ["unit_slipped"]


def test_two_round_figures_in_other_units_are_left_alone():
    """12,000 containers and 12,000 soldiers in one week are two stories."""
    boxes = tell("Seoul says 12,000 containers", "12,000 containers", figure(12000, unit="containers"), item="cargo")
    people = tell("soldados: unos 12.000, según Kiev", "12.000", figure(12000, unit="persons"), lang="es",
                  item="personnel.troops")  # fmt: skip
    assert drifted(voice(boxes), voice(people, origin="ua-hur"), told=(boxes, people)) == []


def test_a_nought_too_many():
    """The sentence is copied but for a nought: 1,500 soldiers are 15,000."""
    few = tell("Nordkorea hat 1.500 Soldaten nach Wladiwostok gebracht", "1.500 Soldaten", figure(1500, unit="persons"),
               "2024-10-18", "de", item="personnel.troops")  # fmt: skip
    many = tell("Nordkorea hat 15.000 Soldaten nach Wladiwostok gebracht", "15.000 Soldaten",
                figure(15000, unit="persons"), "2024-10-19", "de", item="personnel.troops")  # fmt: skip
    found = drifts([voice(few), voice(many, origin="?x")], texts_of(few, many))
    assert [(drift.what, drift.factor, drift.path) for drift in found] == [("scale_slipped", 10.0, "scale")]
    assert found[0].weight > 30


def test_rockets_become_shells_and_guns_with_launchers_become_launchers():
    """What is counted is narrowed, or another thing, under one figure."""
    rockets = tell("75 122-mm rockets", "75 122-mm rockets", figure(75), "2024-03-01", item="arms.ammunition.rocket")
    shells = tell("75 shells", "75 shells", figure(75), "2024-03-02")
    assert drifted(voice(rockets, shells), told=(rockets, shells)) == ["item_swapped"]
    both = tell("220 guns and launchers", "220 guns", figure(220, hedge="about"), "2025-03-27", item="arms.artillery")
    one = tell("220 launchers", "220 launchers", figure(220, hedge="about"), "2025-03-28",
               item="arms.artillery.rocket_launcher", publisher="Copy")  # fmt: skip
    assert drifted(voice(both), voice(one, origin="?x"), told=(both, one)) == ["item_narrowed"]


# Trap 12: one sentence, four hedges.


def test_one_sentence_in_four_hedges_drifts_once_for_each_wording():
    """About, over, up to and more than 3 million: who repeats a wording is no further drift."""
    sentences = [
        ("about", "2024-02-26", "ko", "컨테이너에 포탄 약 300만 발이 들어간다고 신 장관이 말했다"),
        ("at_least", "2024-02-27", "en", "Shin puts it at over 3 million rounds"),
        ("at_most", "2024-02-27", "pl", "Seul: nawet do 3 milionów pocisków"),
        ("at_least", "2024-02-28", "de", "Mehr als 3 Millionen Granaten, heißt es in Seoul"),
        ("at_least", "2024-02-28", "fr", "Plus de 3 millions d'obus d'après Séoul"),
        ("at_most", "2024-02-29", "es", "Hasta 3 millones de proyectiles según Corea del Sur"),
        ("about", "2024-02-29", "uk", "За даними Сеула, близько 3 мільйонів снарядів"),
        ("at_least", "2024-03-01", "en", "More than 3 million shells fit in, the South says"),
    ]
    told = [
        tell(text, "3", figure(3e6, hedge=hedge), day, lang, publisher=f"Paper {lang} {day}")
        for hedge, day, lang, text in sentences
    ]
    assert sorted(drifted(voice(*told), told=tuple(told))) == ["hedge_lowered", "hedge_raised"]


STEPS = [
    ("hedge_dropped", {"hedge": "about"}, {"hedge": "exact"}),
    ("hedge_added", {"hedge": "exact"}, {"hedge": "about"}),
    ("hedge_raised", {"hedge": "about"}, {"hedge": "at_least"}),
    ("ceiling_became_estimate", {"hedge": "at_most"}, {"hedge": "exact"}),
    ("ceiling_became_floor", {"hedge": "at_most"}, {"hedge": "at_least"}),
    ("floor_became_estimate", {"hedge": "at_least"}, {"hedge": "exact"}),
    ("order_became_figure", {"hedge": "order"}, {"hedge": "about"}),
    ("or_became_and", {"alternative": 1}, {}),
    ("plan_became_fact", {"status": "planned"}, {}),
    ("plan_became_fact", {"status": "agreed"}, {"status": "underway"}),
    ("plan_hardened", {"status": "requested"}, {"status": "agreed"}),
    ("fact_became_plan", {}, {"status": "planned"}),
    ("capacity_became_content", {"status": "possible"}, {}),
    ("condition_dropped", {"status": "possible"}, {"status": "planned"}),
    ("doubt_dropped", {"modality": "alleged"}, {}),
    ("doubt_dropped", {"modality": "estimated"}, {"modality": "confirmed"}),
    ("doubt_added", {}, {"modality": "alleged"}),
    ("confirmation_added", {}, {"modality": "confirmed"}),
    ("denial_lost", {"modality": "denied"}, {}),
    ("denial_added", {}, {"modality": "denied"}),
    ("item_broadened", {}, {"item": "arms.ammunition"}),
    ("item_narrowed", {"item": "arms.ammunition"}, {}),
    ("item_swapped", {"item": "arms.ammunition.rocket"}, {}),
    ("model_swapped", {"designation": "152 mm"}, {"designation": "122 mm"}),
    ("start_moved", {"start": "2023-09"}, {"start": "2023-12"}),
    ("start_added", {}, {"start": "2023-12"}),
    ("start_dropped", {"start": "2023-09"}, {}),
    ("part_became_whole", {"tags": ("partial",)}, {}),
    ("stock_became_flow", {"tags": ("stock",)}, {"measure": "increment"}),
    ("measure_changed", {"measure": "increment"}, {"measure": "total"}),
]


@pytest.mark.parametrize(("what", "before", "after"), STEPS, ids=[f"{i}-{step[0]}" for i, step in enumerate(STEPS)])
def test_each_change_of_wording_has_its_name(what, before, after):
    """One slot changes between two carriers of one voice, and one drift says so."""
    told = [_varied(slots, day) for slots, day in ((before, "2024-05-10"), (after, "2024-05-12"))]
    assert drifted(voice(*told), told=tuple(told)) == [what]


def _varied(slots: dict[str, object], day: str) -> Told:
    slots = dict(slots)
    start = slots.pop("start", None)
    if start is not None:
        slots["period"] = Period(str(start), "2024-05")
    quantity = figure(11000, hedge=str(slots.pop("hedge", "exact")))
    return tell(f"{day}: 11,000", "11,000", quantity, day, **slots)


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (figure(4e6, 6e6, hedge="range"), figure(6e6, hedge="at_most"), "range_cut_to_top"),
        (figure(4e6, 6e6, hedge="range"), figure(4e6, hedge="at_least"), "range_cut_to_bottom"),
        (figure(15000), figure(15000, 18000, hedge="range"), "range_appeared"),
    ],
)
def test_a_range_is_cut_or_appears_from_nowhere(before, after, what):
    """One briefing, told within two days: one keeps an end of the range, or adds one that nobody gave."""
    one = tell("one telling", "one", before, "2025-04-30")
    other = tell("autre récit", "autre", after, "2025-05-01", "fr")
    assert drifted(voice(one), voice(other, id="other"), told=(one, other)) == [what]


def test_an_origin_that_corrects_itself_is_no_drift():
    """The same service says 3,000 in the autumn and 1,500 to 3,000 a week later: its own word, not a carrier's."""
    one = tell("first briefing", "first", figure(3000, unit="persons"), "2024-10-18")
    other = tell("second briefing", "second", figure(1500, 3000, "persons", "range"), "2024-10-25")
    assert drifted(voice(one), voice(other, id="other"), told=(one, other)) == []


def test_figures_about_other_parties_never_meet():
    """Iran's 9,400 and North Korea's are no copies of each other."""
    one = tell("9,412 shells", "9,412", figure(9412), "2024-10-18")
    other = tell("9,400 shells", "9,400", figure(9400), "2024-10-19", supplier="IR")
    assert drifted(voice(one), voice(other, origin="us-nsc"), told=(one, other)) == []


def test_a_known_copy_is_followed_before_any_wording():
    """What is a copy of the second document hangs on it, though the first is worded the same."""
    first = tell("over 3 million shells", "3 million", figure(3e6, hedge="at_least"), "2024-02-26")
    second = tell("about 3 million shells", "3 million", figure(3e6, hedge="about"), "2024-02-27")
    third = tell("over 3 million shells, it said", "3 million", figure(3e6, hedge="at_least"), "2024-02-28")
    known = {third[1].digest: Copy(second[1].digest, second[1].digest, "near_copy", 0.9, "")}
    assert drifted(voice(first, second, third), told=(first, second, third)) == ["floor_became_estimate"]
    found = drifts([voice(first, second, third)], texts_of(first, second, third), known)
    assert [(drift.what, drift.path) for drift in found] == [
        ("hedge_raised", "copy"),
        ("floor_became_estimate", "wording"),
    ]


def test_carriers_without_a_text_are_passed_over():
    """A voice may be known by more carriers than there are texts at hand."""
    told = tell("3 million shells", "3 million", figure(3e6))
    assert drifts([voice(told)], {}) == ()


def test_weights_can_be_replaced():
    """Who judges changes otherwise gives a table of their own."""
    told = [_varied({"hedge": "about"}, "2024-05-10"), _varied({}, "2024-05-12")]
    (drift,) = drifts([voice(*told)], texts_of(*told), weights={"hedge_dropped": 7.0})
    assert drift.weight == 7.0
    assert from_record(Drift, to_record(drift)) == drift


# Laws.

HEDGES = st.sampled_from(["exact", "about", "at_least", "at_most"])
TOLD = st.tuples(
    st.sampled_from([3000.0, 3000.0, 6700.0, 6710.0, 30000.0]), HEDGES, st.integers(1, 9),
    st.sampled_from(["en", "ko", "uk"]), st.sampled_from(["delivered", "planned", "possible"]), st.integers(0, 3),
)  # fmt: skip


def world(drawn: list[tuple[float, str, int, str, str, int]]) -> tuple[list[Voice], dict[tuple[str, str], Told]]:
    """Voices by figure and origin; those of origin 3 hand on what origin 0 said."""
    told: dict[tuple[float, int], list[Told]] = {}
    for number, (value, hedge, day, lang, status, origin) in enumerate(drawn):
        made = tell(f"no. {number}: {value:.0f}", f"{value:.0f}", figure(value, hedge=hedge), f"2024-10-{day:02d}",
                    lang, f"Paper {number % 4}", status=status)  # fmt: skip
        told.setdefault((value, origin), []).append(made)
    voices = {key: voice(*each, origin=f"o{key[1]}", id=f"{key}") for key, each in told.items()}
    for value, origin in list(voices):
        if origin == 3 and (value, 0) in voices:
            voices[value, 3] = handed_on(voices[value, 3], voices[value, 0])
    return list(voices.values()), texts_of(*(each for group in told.values() for each in group))


@given(st.lists(TOLD, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_no_drift(drawn, chance: random.Random):
    """Voices, carriers and texts in any order: the same drifts."""
    voices, texts = world(drawn)
    expected = drifts(voices, texts)
    chance.shuffle(voices)
    shuffled = [replace(each, carriers=tuple(chance.sample(each.carriers, len(each.carriers)))) for each in voices]
    assert drifts(shuffled, dict(chance.sample(list(texts.items()), len(texts)))) == expected


@given(st.lists(TOLD, min_size=1, max_size=12))
def test_every_telling_follows_at_most_one_older_telling(drawn):
    """The lines make trees: one root each, nobody followed by an older one, no ring."""
    voices, texts = world(drawn)
    for tellings in trees(voices, texts).values():
        made = steps(tellings, {})
        assert len(made) == len(tellings) - 1
        assert len({(step.after.carrier.document, step.after.claim.id) for step in made}) == len(made)
        assert all(step.before.order < step.after.order for step in made)


@given(st.lists(TOLD, min_size=1, max_size=10))
def test_an_unrelated_voice_changes_no_drift(drawn):
    """A voice about other parties, in whatever words, leaves the drifts as they were."""
    voices, texts = world(drawn)
    stranger = tell("3000 tanks", "3000", Quantity(3000, 3000, "pieces", "exact"), "2024-10-05", supplier="IR",
                    recipient="YE", item="arms.armour.tank")  # fmt: skip
    more = [*voices, voice(stranger, origin="zz")]
    assert drifts(more, {**texts, **texts_of(stranger)}) == drifts(voices, texts)


def test_ten_thousand_carriers_of_one_voice_are_told_in_time():
    """A voice that ten thousand papers carry costs no comparison of all with all."""
    told = [
        tell(f"{number}: over 3 million", "3 million", figure(3e6, hedge="at_least" if number % 7 else "about"),
             f"2024-02-{1 + number % 28:02d}", item=SHELLS)
        for number in range(10_000)
    ]  # fmt: skip
    assert len(drifts([voice(*told)], texts_of(*told))) == 1
