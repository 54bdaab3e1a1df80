"""Voices and repeats: whose word it is, who only carries it, and what people ruled."""

from __future__ import annotations

from dataclasses import replace

from reconciliation_makers import A_LOAD, heard, key, told

from armstrail.model.copy import Copy
from armstrail.model.ground import ground
from armstrail.model.period import Period
from armstrail.model.quantity import Quantity
from armstrail.model.ruling import Ruling
from armstrail.model.span import Span


def ruling(action: str, one, other=None, id_: str = "1", **more: object) -> Ruling:
    return Ruling(id_, action, *key(one), "an analyst", "read both", other and key(other), **more)


def test_one_service_in_five_languages_is_one_voice():
    """A service that is named in five languages says its figure once, on the day it was first heard."""
    names = [
        ("en", "South Korea's spy agency"), ("it", "il Servizio nazionale di intelligence"), ("ko", "국정원은"),
        ("ru", "Национальная служба разведки"), ("es", "el Servicio Nacional de Inteligencia"),
    ]  # fmt: skip
    said = [
        told(13_000, source=name, lang=lang, day=f"2024-10-{18 + at}", ordinal=at, source_actor="KR")
        for at, (lang, name) in enumerate(names)
    ]
    (voice,) = heard(*said)
    assert (voice.origin, voice.family, voice.known, len(voice.carriers)) == ("kr-nis", "kr", "2024-10-18", 5)
    assert [carrier.link for carrier in voice.carriers] == ["first"] + ["same_origin"] * 4


def test_a_minister_speaks_for_his_ministry_only_while_in_office():
    """Shin's 6,700 is his ministry's; a minister of years ago is a misnamed source, and the carrier says so."""
    shin = told(6_700, source="Shin Won-sik", day="2024-02-26", ordinal=1)
    ministry = told(6_700, source="il ministero della Difesa sudcoreano", lang="it", day="2024-02-27", ordinal=2)
    (voice,) = heard(shin, ministry)
    assert (voice.origin, len(voice.carriers)) == ("kr-mnd", 2)
    (late,) = heard(told(200, source="defence minister Suh Wook", day="2025-03-01", source_actor="KR"))
    assert (late.origin, late.family) == ("kr-mnd", "kr")
    assert late.carriers[0].why == ground("misnamed", "Suh Wook")


def test_a_figure_without_a_source_repeats_the_one_before_it():
    """An outlet's own word is a carrier from a day before the sourced figure to a fortnight behind it."""
    sourced = told(6_700, day="2024-02-26", ordinal=0)
    after = told(6_700, source=None, day="2024-03-11", publisher="B", words="6,700 went over by rail.", ordinal=1)
    (voice,) = heard(sourced, after)
    assert [carrier.link for carrier in voice.carriers] == ["first", "unsourced"]
    later = told(6_700, source=None, day="2024-04-30", publisher="B", words="6,700 went over by rail.", ordinal=2)
    assert len(heard(sourced, later)) == 2
    copied = told(6_700, source=None, day="2024-04-30", publisher="B", ordinal=3)
    (voice,) = heard(sourced, copied)
    assert voice.carriers[1].link == "near_copy"


def test_carriers_change_the_hedge_and_the_weakest_reading_of_the_origins_language_stands():
    """About, over and up to 6,700 are one figure; the Korean carriers decide what the Korean service said."""
    about = told(6_700, hedge="about", lang="ko", ordinal=0)
    over = told(6_700, hedge="at_least", lang="ko", ordinal=1)
    up_to = told(None, 6_700, hedge="at_most", lang="en", ordinal=2)
    (voice,) = heard(about, over, up_to)
    assert voice.quantity == Quantity(6_700, None, "containers", "at_least")
    (foreign,) = heard(replace_lang(about), replace_lang(over), up_to)
    assert foreign.quantity.hedge == "at_most"


def replace_lang(one):
    return one[0], replace(one[1], lang="en")


def test_a_range_cut_to_one_bound_stays_the_range():
    """'4 to 6 million' told as 'at least 4 million' is the same utterance, and the range is what was said."""
    whole = told(4e6, 6e6, unit="pieces", hedge="range", source="Open Source Centre", day="2025-04-15", ordinal=0)
    cut = told(4e6, unit="pieces", hedge="at_least", source="Open Source Centre", day="2025-04-16", ordinal=1)
    (voice,) = heard(whole, cut)
    assert (voice.quantity.low, voice.quantity.high, len(voice.carriers)) == (4e6, 6e6, 2)


def test_two_batches_of_one_size_are_two():
    """3,000 soldiers in autumn and 3,000 more in winter are no repeat, though one service said both."""
    autumn = told(3_000, unit="persons", item="personnel.troops", measure="increment",
                  period=Period("2024-10", "2024-11"), day="2024-12-01", ordinal=0)  # fmt: skip
    winter = told(3_000, unit="persons", item="personnel.troops", measure="increment",
                  period=Period("2025-01", "2025-02"), day="2025-03-27", ordinal=1)  # fmt: skip
    assert len(heard(autumn, winter)) == 2


SO_FAR = {"unit": "pieces", "item": "arms.ammunition.artillery", "source": "Ukraine's HUR"}
AUTUMN = {"measure": "increment", "period": Period("2023-09", "2023-11"), "day": "2024-01-21"}


def test_a_total_so_far_is_the_batch_that_its_origin_tells_that_week():
    """'A million so far' on Monday and 'a million from September to November' on Sunday: one count, told better."""
    total = told(1e6, hedge="about", period=Period(None, "2024-01"), day="2024-01-15", ordinal=0, **SO_FAR)
    batch = told(1e6, ordinal=1, **SO_FAR, **AUTUMN)
    (voice,) = heard(total, batch)
    assert (voice.start, voice.as_of, voice.measure) == ("2023-09-01", "2023-11-30", "increment")
    assert (voice.known, voice.quantity.hedge) == ("2024-01-15", "about")
    assert [carrier.link for carrier in voice.carriers] == ["first", "same_origin"]
    (alone,) = heard(total)
    assert (alone.as_of, alone.measure) == ("2024-01-15", "total")


def test_what_repeats_a_total_so_far_or_its_batch_carries_the_one_voice():
    """Papers without a source that tell either of the two wordings are carriers, and no voices of their own."""
    total = told(1e6, period=Period(None, "2024-01"), day="2024-01-15", ordinal=0, **SO_FAR)
    batch = told(1e6, ordinal=1, **SO_FAR, **AUTUMN)
    bare = {**SO_FAR, "source": None}
    of_total = told(1e6, period=Period(None, "2024-01"), day="2024-01-17", ordinal=2, **bare)
    of_batch = told(1e6, ordinal=3, **bare, **{**AUTUMN, "day": "2024-01-22"})
    (voice,) = heard(total, batch, of_total, of_batch)
    assert len(voice.carriers) == 4


def test_a_total_that_names_its_day_or_comes_much_later_is_no_batch_told_again():
    """What had come by the tenth, and what has come months later, are counts of their own, though the figure is one."""
    batch = told(1e6, ordinal=0, **SO_FAR, **AUTUMN)
    of_a_day = told(1e6, period=Period(None, "2024-01-10"), day="2024-01-15", ordinal=1, **SO_FAR)
    later = told(1e6, period=Period(None, "2024-04"), day="2024-04-15", ordinal=2, **SO_FAR)
    assert len(heard(batch, of_a_day)) == 2
    assert len(heard(batch, later)) == 2


def test_a_figure_of_the_same_digits_from_another_origin_is_derived():
    """NATO's 6,700 a week after Seoul's is Seoul's; a round 10,000 of Washington's months later is its own."""
    seoul = told(6_700, source="ROK Ministry of National Defense", day="2024-02-26", ordinal=0)
    nato = told(6_700, hedge="at_least", source="a NATO official", day="2024-03", ordinal=1)
    first, second = heard(nato, seoul)
    assert (first.derived, second.origin) == (None, "nato")
    assert second.derived is not None
    assert (second.derived.voice, second.derived.family, second.derived.factor) == (first.id, "kr", None)
    round_one = told(10_000, source="the State Department", day="2024-05-01", ordinal=2)
    other = told(10_000, source="ROK Ministry of National Defense", day="2024-05-02", ordinal=3)
    assert all(voice.derived is None for voice in heard(round_one, other))


def test_a_figure_times_a_factor_of_the_book_is_derived():
    """Three million shells are 6,700 containers times 448, by the same minister on the same day."""
    boxes = told(6_700, hedge="about", source="Shin Won-sik", ordinal=0)
    shells = told(None, 3e6, hedge="at_most", unit="pieces", source="Shin Won-sik", ordinal=1)
    made = {voice.quantity.unit: voice for voice in heard(boxes, shells, factors=(A_LOAD,))}
    assert made["containers"].derived is None
    assert made["pieces"].derived is not None
    assert (made["pieces"].derived.voice, made["pieces"].derived.factor) == (made["containers"].id, "load")


def test_derivations_never_run_in_a_circle():
    """Two figures that each follow from the other by a factor: one is the parent, the same one in any order."""
    back = replace(A_LOAD, id="back", from_unit="pieces", to_unit="containers", low=1 / 448, central=1 / 448,
                   high=1 / 448)  # fmt: skip
    boxes, shells = told(6_700, ordinal=0), told(6_700 * 448, unit="pieces", ordinal=1)
    made = heard(boxes, shells, factors=(A_LOAD, back))
    assert sum(voice.derived is not None for voice in made) == 1
    assert made == heard(shells, boxes, factors=(back, A_LOAD))


def test_a_copy_without_a_source_carries_what_it_was_copied_from():
    """A document known as a translation of another carries its figure, however late it comes."""
    original = told(13_000, ordinal=0)
    late = told(13_000, source="l'agenzia", lang="it", day="2024-09-30", words="Tredicimila.", ordinal=1)
    copies = {late[1].digest: Copy(original[1].digest, original[1].digest, "translated", 0.8, "numbers aligned")}
    (voice,) = heard(original, late, copies=copies)
    assert (voice.carriers[1].link, voice.carriers[1].why) == ("translated", "numbers aligned")
    assert len(heard(original, late)) == 2


def test_a_person_merges_and_parts_before_every_rule_and_is_named():
    """A merge unites what no rule would; a later part of the same claim undoes it; both are told with the claim."""
    seoul = told(6_700, ordinal=0)
    other = told(7_100, source="RUSI", ordinal=1)
    (voice,) = heard(seoul, other, rulings=[ruling("merge", other, seoul)])
    assert (voice.origin, voice.quantity.low) == ("kr-nis", 6_700)
    assert ground("ruling", 1, "an analyst", "read both") in voice.carriers[1].why
    apart = heard(seoul, other, rulings=[ruling("merge", other, seoul), ruling("part", other, seoul, "2")])
    assert [voice.id for voice in apart] == [voice.id for voice in heard(seoul, other)]
    repeat = told(6_700, day="2024-03-02", ordinal=2)
    first, second = heard(seoul, repeat, rulings=[ruling("part", repeat)])
    assert (len(first.carriers), len(second.carriers)) == (1, 1)
    assert second.origin == "kr-nis"


def test_grades_reach_the_voice():
    """A letter grades all voices of an origin, a digit the one voice that holds the claim."""
    one, two = told(6_700, ordinal=0), told(13_000, ordinal=1)
    first, second = heard(one, two, rulings=[ruling("grade", one, letter="B", origin="kr-nis", digit=2)])
    assert {first.letter, second.letter} == {"B"}
    assert {voice.quantity.low: voice.digit for voice in (first, second)} == {6_700: 2, 13_000: None}


def test_tags_are_a_persons_word():
    """`repeat` joins the earlier figure of the family, `derived:` names a family without a voice."""
    hur = told(1.5e6, unit="pieces", source="ГУР", day="2024-02-22", ordinal=0)
    president = told(1.5e6, unit="pieces", source="Zelensky", day="2024-02-25", tags=("repeat",), ordinal=1)
    (voice,) = heard(hur, president)
    assert (voice.origin, voice.carriers[1].link) == ("ua-hur", "by_hand")
    (msmt,) = heard(told(9e6, unit="pieces", source="MSMT", tags=("derived:us,kr",)))
    assert msmt.derived is not None
    assert (msmt.derived.voice, msmt.derived.family) == (None, "kr,us")


def test_days_are_those_that_the_words_and_the_document_allow():
    """A month may be any of its days; a figure without a period speaks of two weeks before; its end is no later than
    the day it was public; an undated document with a period is never surely public."""
    (voice,) = heard(told(1, day="2024-02"))
    assert (voice.known, voice.as_of, voice.start) == ("2024-02-29", "2024-02-14", None)
    (voice,) = heard(told(1, day="2024-02-10", period=Period("2023-08", "2024-02")))
    assert (voice.known, voice.as_of, voice.start) == ("2024-02-10", "2024-02-10", "2023-08-01")
    (voice,) = heard(told(1, day=None, period=Period(None, "2024-02")))
    assert (voice.known, voice.as_of) == ("9999-12-31", "2024-02-29")
    assert heard(told(1, day=None)) == ()


def test_a_range_stays_whole_whichever_telling_came_first():
    """One day's '10,000' and '10,000 to 20,000' of one service are the range, and neither claim is lost."""
    point, whole = told(10_000, ordinal=0), told(10_000, 20_000, hedge="range", ordinal=1)
    (voice,) = heard(point, whole)
    assert (voice.quantity.high, len(voice.carriers)) == (20_000, 2)


def test_an_organisation_named_only_by_its_noun_is_no_second_voice():
    """`The team`, where its text has named the monitoring team, is the voice that the team is elsewhere."""
    name = "the Multilateral Sanctions Monitoring Team"
    full = told(9_000_000, source=name, unit="pieces", source_type="international")
    bare, document = told(9_000_000, source="the team", unit="pieces", source_type="international", ordinal=1)
    lead = f"{name} has published a report. "
    bare = replace(bare, **{slot: _moved(getattr(bare, slot), len(lead)) for slot in ("quote", "anchor", "source")})
    (voice,) = heard(full, (bare, replace(document, text=lead + document.text)))
    assert (voice.origin, len(voice.carriers)) == ("msmt", 2)


def test_what_one_year_brought_is_not_worked_out_from_a_total_that_began_before():
    """Twenty thousand containers since 2023 times the load of one are by chance the shells of 2024 alone."""
    since = told(20_000, source="MSMT", period=Period("2023-09", None))
    year = told(8_960_000, source="MSMT", unit="pieces", measure="increment", period=Period("2024", "2024"), ordinal=1)
    whole = told(8_960_000, source="MSMT", unit="pieces", period=Period("2023-09", None), ordinal=2)
    assert [voice.derived for voice in heard(since, year, factors=(A_LOAD,))] == [None, None]
    assert any(voice.derived for voice in heard(since, whole, factors=(A_LOAD,)))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
