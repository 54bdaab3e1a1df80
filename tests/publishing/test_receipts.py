"""The receipt of an estimate: the number in a sentence, and everything it was made from under it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from receipt_makers import ANCHOR, QUESTION, make_carried, make_estimate, make_finding, make_voice

from armstrail.model.estimate import ALARMS, Alarm, Ceiling, Interval, Nothing, Route
from armstrail.model.factor import Factor
from armstrail.model.finding import ASIDE_REASONS, Aside, Conflict, Denial, Question
from armstrail.model.span import Span
from armstrail.model.voice import Derivation
from armstrail.publishing import receipt_to_terminal
from armstrail.publishing.receipts import make_receipt
from armstrail.publishing.telling import Teller

DETAILS = {
    "one_family_decides": "kr", "one_family_only": "kr", "sources_contradict": "kr=3000000;us=700000",
    "grades_move_it": "2500000", "beyond_limit": "v1:heavier_than_payload:3.2", "not_as_called": "v1:12",
    "projected": "2024-02-26",
}  # fmt: skip


@pytest.fixture
def carried():
    return make_carried()


def receipt(carried, language="en", estimate=None, finding=None, **given):
    voice = make_voice(carried)
    return make_receipt(
        estimate or make_estimate(voice),
        finding or make_finding(voice),
        {carried.place: carried},
        origin_name=lambda code: {"kr-defence": "Ministry of National Defense (South Korea)"}.get(code, code),
        factors={},
        language=language,
        **given,
    )


def test_a_middle_and_bounds_rounded_outward(carried):
    """3.04 million within 1.49 and 6.61 million is told as about 3, within 1.4 and 6.7."""
    first = receipt(carried).sentences[0]
    assert first == (
        "About 3 million shells by 26 February 2024; very likely (90 %) between 1.4 million and 6.7 million shells."
    )


def test_the_receipt_leads_from_the_voice_to_its_words(carried):
    """Whose word, what figure, and the claim with the very words and where they stand."""
    (line,) = receipt(carried).voices
    assert (line.origin, line.figure) == ("Ministry of National Defense (South Korea)", "3 million shells")
    (reference,) = line.references
    assert (reference.words, reference.publisher, reference.claim) == (ANCHOR, "The Test", carried.claim.id)


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("code", ALARMS)
def test_every_alarm_is_a_sentence(carried, language, code):
    """With the family or figure it hangs on in words, and no code of ours in it."""
    alarm = Alarm(code, DETAILS.get(code, ""))
    voice = make_voice(carried)
    (caution,) = receipt(carried, language, make_estimate(voice, alarms=(alarm,))).cautions
    assert caution.endswith(".")
    assert "{" not in caution
    assert "_" not in caution


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("reason", ASIDE_REASONS)
def test_every_reason_for_leaving_out_has_words(carried, language, reason):
    """And leads to the claim that was left out."""
    voice = make_voice(carried)
    aside = Aside(carried.document.digest, carried.claim.id, reason)
    (line,) = receipt(carried, language, make_estimate(voice, asides=(aside,))).asides
    assert line.reason
    assert line.references[0].claim == carried.claim.id


@pytest.mark.parametrize("reason", ["no_voice", "no_usable_voice", "only_denials", "before_start"])
def test_that_there_is_no_estimate_is_an_answer(carried, reason):
    """In words, with what was left out."""
    told = receipt(carried, estimate=Nothing(QUESTION, reason, "", ()))
    assert told.sentences[0].endswith(".")
    assert told.confidence == ""


def test_a_figure_worked_out_from_another_names_its_parent(carried):
    """By the factor where there is one."""
    parent = make_voice(carried, id="v0", origin="us-state", family="us")
    child = make_voice(carried, derived=Derivation("v0", "us", "c152", "x"))
    told = receipt(carried, estimate=make_estimate(child), finding=make_finding(child), voices=(parent,))
    assert told.voices[0].derived == "worked out from a figure of us-state by c152"


def test_a_figure_that_leans_on_unnamed_others_names_their_families(carried):
    """Where a person noted of whom, and no voice of theirs is in the ledger."""
    child = make_voice(carried, derived=Derivation(None, "kr,us", None, "x"))
    told = receipt(carried, estimate=make_estimate(child), finding=make_finding(child))
    assert told.voices[0].derived == "leans on figures of others (South Korea, United States)"


def test_what_could_be_held_is_told_as_a_bound_and_once(carried):
    """Of several capacities through one unit the one that would hold most, with its factor."""
    through = Question("KP", "RU", "cargo", "containers")
    tops = tuple(Ceiling(through, (key,), "2024-02-26", full, full * 2) for key, full in (("c1", 3e6), ("c2", 3.4e6)))
    books = {
        key: Factor(key, "containers", "pieces", "cargo", 448, 448, 448, "capacity", None, None, "Seoul", "verified")
        for key in ("c1", "c2")
    }
    voice = make_voice(carried)
    told = make_receipt(
        make_estimate(voice, ceilings=tops), make_finding(voice), {carried.place: carried}, origin_name=str,
        factors=books,
    )  # fmt: skip
    (bound,) = told.routes
    assert bound.text == "at most 3.4 million shells, if all containers were full of nothing else"
    assert [factor.label for factor in told.factors] == ["c2"]


def test_what_cannot_both_be_true_comes_first_and_the_rest_is_counted(carried):
    """Eight are shown, the others are told by their number."""
    voice = make_voice(carried)
    later = [Conflict("v1", "v1", ("figure",), False, 2.0 + n, "later and higher") for n in range(9)]
    hard = Conflict("v1", "v1", ("figure",), True, 1.5, "same day")
    told = receipt(carried, finding=make_finding(voice, conflicts=(*later, hard))).conflicts
    assert told[0].text == "cannot both be true (for the same day)"
    assert told[-1].text == "and 2 more"


def test_a_denial_is_told_once_for_each_who_denies(carried):
    """With how often it is said."""
    denial = Denial(carried.document.digest, carried.claim.id, "ru-kremlin", "ru", "2024-02-27", True)
    voice = make_voice(carried)
    (told,) = receipt(carried, finding=make_finding(voice, denials=(denial, denial))).denials
    assert told.text.endswith("and 1 more")


@pytest.mark.parametrize(
    ("origin", "source", "named"),
    [("ru-kremlin", Span(0, 5), "ru-kremlin"), ("?seoul", Span(0, 5), "Seoul"), ("?outlet:the test", None, "The Test")],
)
def test_who_denies_is_named_as_the_registry_or_the_text_has_it(carried, origin, source, named):
    """Nobody is shown the code of an origin that the registry does not know."""
    said = carried._replace(claim=replace(carried.claim, source=source))
    denial = Denial(carried.document.digest, carried.claim.id, origin, "ru", "2024-02-27", True)
    (told,) = receipt(said, finding=make_finding(make_voice(carried), denials=(denial,))).denials
    assert told.label == named


@pytest.mark.parametrize("width", [40, 80, 160])
def test_the_terminal_holds_its_width_and_no_command(width):
    """Words of documents cannot steer the terminal, and no line is longer than the page."""
    hostile = make_carried("Seoul\x1b[31m says 3 million shells were sent.")
    text = receipt_to_terminal(receipt(hostile), width)
    assert "\x1b" not in text
    assert max(len(line) for line in text.splitlines()) <= width


def test_conversions_are_told_with_their_source(carried):
    """Low, middle, high, from what to what, and whose number it is."""
    voice = make_voice(carried)
    factor = Factor(
        "c1", "containers", "pieces", "cargo", 190, 290, 430, "assumption", None, None, "judgement", "assumption"
    )
    through = Question("KP", "RU", "cargo", "containers")
    route = Route(through, ("c1",), Interval("2024-02-26", 2e6, 1.5e6, 2.5e6, 1e6, 4e6))
    told = make_receipt(
        make_estimate(voice, routes=(route,)), make_finding(voice), {carried.place: carried},
        origin_name=str, factors={"c1": factor},
    )  # fmt: skip
    assert "through containers" in told.routes[0].text
    assert told.factors[0].text == "190 to 430, middle 290 pieces for each container; assumption; judgement"


def test_a_family_of_one_goes_by_the_name_of_its_origin():
    """NATO is no state and no list: its code says nothing that its name does not say better."""
    assert Teller("en", {"nato": "NATO"}.get).family("nato") == "NATO"
    assert Teller("it", str).family("osint") == "ricercatori su fonti aperte"
    assert Teller("en", str).family("kr") == "South Korea"
