"""A slot set right in the browser: checked, beside what was read, moving the estimate, and back with the undo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from amending_forms import ANA, BO, TWICE, correct, decisions, headline, undo
from page_views import Seen, see, sheet
from small_ledger import (
    DENIAL_CLAIM,
    ECHO_CLAIM,
    SPY,
    SPY_CLAIM,
    STUDY,
    STUDY_CLAIM,
)
from workspaces import NOW, browser, settings_of

from armstrail.ledger import Ledger
from armstrail.model.claim import Place, claim_id
from armstrail.model.reading import Reading
from armstrail.pipeline.placing import read_places, write_places
from armstrail.publishing.exports.caveats import of_claim
from armstrail.publishing.footnotes import Carried
from armstrail.vocabulary import load_vocabulary


def test_correct_the_estimate_moves_undo_and_it_is_back(small):
    """The whole way, each step from a page to the next, and the page of the decision tells both numbers."""
    before, claim = headline(small), small.get(f"/claim/{STUDY_CLAIM.id}.json").json()
    assert correct(small, STUDY_CLAIM, **TWICE).url.path == f"/claim/{STUDY_CLAIM.id}"
    after = headline(small)
    assert after["median"] > before["median"]
    page = see(small, f"/claim/{STUDY_CLAIM.id}")
    assert "Set right by hand" in page.text
    assert "read as 3,500 containers" in " ".join(page.text.split())
    (link,) = {each for each in page.links if each.startswith("/decision/") and each.endswith("effect=yes#effect")}
    told = small.get(link.replace("?", ".json?")).json()["moved"]
    assert [(each["before"], each["after"]) for each in told] == [(before, after)]
    shown = see(small, link)
    assert "Without it" in shown.text
    assert f"+{round(100 * (after['median'] / before['median'] - 1))} %" in shown.text
    undo(small)
    assert headline(small) == before
    back = small.get(f"/claim/{STUDY_CLAIM.id}.json").json()
    assert {slot: back[slot] for slot in claim if slot not in ("history",)} == {
        slot: claim[slot] for slot in claim if slot not in ("history",)
    }
    newest = decisions(small)[0]["id"]
    told = small.get(f"/decision/{newest}.json?effect=yes").json()["moved"]
    assert [(each["before"], each["after"]) for each in told] == [(after, before)]


def test_what_a_decision_moves_is_worked_out_only_when_asked(small):
    """The page of the decision says nothing of it by itself."""
    correct(small, STUDY_CLAIM, **TWICE)
    newest = decisions(small)[0]["id"]
    assert small.get(f"/decision/{newest}.json").json()["moved"] is None
    assert "Without it" not in see(small, f"/decision/{newest}").text


def test_a_correction_that_changes_the_question_tells_of_both(small):
    """Of the one that lost the figure, and of the one that won it."""
    correct(small, STUDY_CLAIM, item="arms.ammunition.artillery", unit="pieces")
    newest = decisions(small)[0]["id"]
    told = small.get(f"/decision/{newest}.json?effect=yes").json()["moved"]
    assert [each["question"]["unit"] for each in told] == ["containers", "pieces"]
    assert told[1]["before"] is None
    assert "no estimate" in see(small, f"/decision/{newest}?effect=yes").text


def test_a_decision_that_bears_on_no_figure_says_so(small):
    """A denial has none."""
    correct(small, DENIAL_CLAIM, source_type="military")
    newest = decisions(small)[0]["id"]
    assert "bears on no estimate" in see(small, f"/decision/{newest}?effect=yes").text


def test_every_page_tells_the_corrected_claim(small):
    """Its document, the search, the flow, the brief; under the id by which it was cited."""
    correct(small, STUDY_CLAIM, **TWICE, supplier="Iran")
    (row,) = [each for each in sheet(small, f"/document/{STUDY.digest}.csv") if each["what"] == "claim"]
    assert (row["claim"], row["supplier"], row["low"]) == (STUDY_CLAIM.id, "IR", "7000")
    assert [each["id"] for each in small.get("/search.json?supplier=IR").json()["claims"]] == [STUDY_CLAIM.id]
    assert "7,000 containers" in see(small, "/flow/IR/RU").text
    assert STUDY_CLAIM.id in small.get("/brief/IR/RU/brief.json?estimates=no").text
    assert "set right by a person, otherwise than it was read" in small.get("/brief/IR/RU/brief.md?estimates=no").text
    assert "/flow/IR/RU" in see(small, "/").links


def test_an_export_says_what_is_by_a_person(small, small_ledger):
    """Beside the figure, in the words that no figure leaves the ledger without."""
    correct(small, STUDY_CLAIM, **TWICE)
    with Ledger.open(small_ledger, clock=lambda: NOW, create=False, read_only=True) as book:
        found = {claim.id: of_claim(Carried(claim, document)) for claim, document in book.claims()}
    assert "by a person, not as it was read: quantity" in found[STUDY_CLAIM.id]
    assert "by a person" not in found[SPY_CLAIM.id]


def test_a_slot_is_emptied_by_an_empty_field_and_left_by_one_that_is_not_sent(small):
    """The form sends all its fields; a program need not."""
    correct(small, SPY_CLAIM, measure="", period_start="2023-08", tags="partial, stock")
    claim = small.get(f"/claim/{SPY_CLAIM.id}.json").json()
    assert (claim["measure"], claim["status"], claim["tags"]) == (None, "delivered", ["partial", "stock"])
    assert claim["period"] == {"start": "2023-08", "end": None}
    assert decisions(small)[0]["set"] == "measure period tags"


def test_kind_places_and_carriers_are_set_right_too(small):
    """The claim tells the new place, with the degrees of the gazetteer; the undo brings back the old ones."""
    before = small.get(f"/claim/{STUDY_CLAIM.id}.json").json()
    correct(small, STUDY_CLAIM, kind="agreement", places="rajin (origin); Dock 9 (transit, RU)", via="Yonhap; an envoy")
    claim = small.get(f"/claim/{STUDY_CLAIM.id}.json").json()
    assert (claim["kind"], claim["via"]) == ("agreement", ["Yonhap", "an envoy"])
    assert [(each["name"], each["country"], "lat" in each) for each in claim["places"]] == [
        ("rajin", "KP", True), ("Dock 9", "RU", False),
    ]  # fmt: skip
    assert "Dock 9" in see(small, f"/claim/{STUDY_CLAIM.id}").text
    undo(small)
    after = small.get(f"/claim/{STUDY_CLAIM.id}.json").json()
    assert [after[slot] for slot in ("kind", "places", "via")] == [before[slot] for slot in ("kind", "places", "via")]


def test_places_are_written_as_they_are_read():
    """What the form shows is the same places again, those that nobody can place included."""
    places = (*STUDY_CLAIM.places, Place("a quay, in the east", None, "location"))
    read = read_places(write_places(places), places, load_vocabulary())
    assert tuple(map(Place.from_json, read)) == places


def test_two_claims_of_one_kind_do_not_share_their_words(small, small_ledger):
    """A claim is not made what another one at the same words is already."""
    with Ledger.open(small_ledger, clock=lambda: NOW) as ledger:
        twin = replace(STUDY_CLAIM, kind="agreement", id=claim_id(STUDY.digest, "agreement", STUDY_CLAIM.anchor))
        ledger.add(STUDY, Reading(STUDY.digest, "a newer one", (STUDY_CLAIM, twin), ()))
    answer = correct(small, STUDY_CLAIM, kind="agreement")
    assert answer.status_code == 400
    assert f"Claim {twin.id} says that at the same words already" in answer.text


def test_the_form_holds_every_slot_as_it_stands(small):
    """Sent as it is, it changes nothing, and that is said."""
    page = see(small, f"/claim/{SPY_CLAIM.id}")
    inputs = {each["name"]: each.get("value") for each in page.all("input") if "name" in each}
    assert (inputs["low"], inputs["unit"], inputs["source"]) == ("2000", "containers", "The spy agency")
    answer = correct(small, SPY_CLAIM, **{name: inputs[name] for name in ("supplier", "low", "high", "unit", "source")})
    assert answer.status_code == 400
    assert "has it so already" in answer.text


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"unit": "heads"}, "use one of pieces, persons"),
        ({"unit": ""}, "A quantity needs a unit"),
        ({"hedge": "roughly"}, "use one of exact, about"),
        ({"low": "many"}, "At least: “many” is no number"),
        ({"low": "9000", "high": "1"}, "put the smaller number first"),
        ({"low": "-5"}, "a number of 0 or more"),
        ({"supplier": "Atlantis"}, "Supplier: No party “Atlantis” is known"),
        ({"supplier": "North Kore"}, "did you mean KP"),
        ({"item": "arms.trebuchet"}, "Item: No item “arms.trebuchet” is known"),
        ({"status": "sunk"}, "use one of delivered, underway"),
        ({"modality": ""}, "Manner: This slot cannot be empty"),
        ({"source": "nobody said so"}, "does not stand in the text"),
        ({"source": "a"}, "say which"),
        ({"source": "0:5000"}, "lies outside the text"),
        ({"period_start": "2024-13"}, "is no date"),
        ({"tags": "half"}, "use one of partial, stock"),
        ({"basis": "hearsay"}, "use one of intelligence"),
        ({"why": ""}, "needs your name and a reason"),
        ({"who": " "}, "needs your name and a reason"),
        ({"low": "x" * 3000}, "write less"),
        ({"colour": "red"}, "no field"),
        ({"kind": ""}, "Kind: This slot cannot be empty"),
        ({"kind": "gift"}, "Kind: “gift” is not known"),
        ({"places": "Rajin"}, "write it as “Rajin (origin)”"),
        ({"places": "Rajin (port)"}, "with one of origin, transit"),
        ({"places": "Rajinn (origin)"}, "did you mean Rajin"),
        ({"places": "Rajin (origin, Atlantis)"}, "neither a country"),
        ({"places": "The moon (origin, 91 0)"}, "not on Earth"),
        ({"via": "x; " * 30}, "At most 20"),
    ],
)
def test_a_broken_correction_records_nothing(small, told, words):
    """400, with what is wrong and what is allowed."""
    answer = correct(small, ECHO_CLAIM, **told)
    assert answer.status_code == 400
    assert words in answer.text
    assert decisions(small) == []


def test_a_slip_in_one_field_costs_no_word_of_the_others(small):
    """The page that tells of it holds the form as it was sent; mended there, it is recorded, and leads to where it
    would have led."""
    back = "/review?supplier=KP&recipient=RU"
    answer = correct(small, SPY_CLAIM, low="9", high="1", designation="<b>KN-23", why="long thought about", back=back)
    assert answer.status_code == 400
    page = Seen(answer.text)
    path = f"/claim/{SPY_CLAIM.id}/correct"
    fields = {values["name"]: values.get("value", "") for values in page.all("input") if values.get("name")}
    sent = {"low": "9", "high": "1", "designation": "<b>KN-23", "who": ANA, "why": "long thought about", "back": back}
    assert {name: fields[name] for name in sent} == sent
    assert "<b>KN" not in answer.text
    chosen = {"kind": "transfer", "hedge": "about", "measure": "total", "status": "delivered", "modality": "stated"}
    again = {**page.fields(path), **{name: fields[name] for name in ("supplier", "recipient", "item", "unit")},
             **chosen, **sent, "designation": "", "high": "9"}  # fmt: skip
    answer = small.post(path, data=again, follow_redirects=False)
    assert (answer.status_code, answer.headers.get("location")) == (303, back)
    (made,) = decisions(small)
    assert made["why"] == "long thought about"


def test_a_correction_of_what_is_not_there_is_refused(small):
    """404 for an id that nobody knows, 403 without a token."""
    fields = see(small, f"/claim/{SPY_CLAIM.id}").fields(f"/claim/{SPY_CLAIM.id}/correct")
    data = {**fields, "who": ANA, "why": "x", "low": "1"}
    assert small.post("/claim/abcdefabcdef/correct", data=data).status_code == 404
    assert small.post("/claim/zz/correct", data=data).status_code == 404
    assert small.post(f"/claim/{SPY_CLAIM.id}/correct", data=data | {"token": "x"}).status_code == 403


def test_of_two_who_correct_at_once_the_second_sees_both(small_ledger):
    """409, with the claim as it stands beside what she wanted; nothing of hers is recorded."""
    one, two = (browser(settings_of(small_ledger)) for _ in range(2))
    path = f"/claim/{SPY_CLAIM.id}/correct"
    stale = see(two, f"/claim/{SPY_CLAIM.id}").fields(path)
    correct(one, SPY_CLAIM, low="2100", high="2100", why="the text says so")
    answer = two.post(
        path, data={**stale, "who": BO, "why": "mine", "low": "2500", "high": "2500", "unit": "containers"}
    )
    assert answer.status_code == 409
    assert ANA in answer.text
    assert "the text says so" in answer.text
    assert "<td><bdi>2100</bdi></td><td><bdi>2500</bdi></td>" in answer.text
    assert [each["who"] for each in decisions(one)] == [ANA]


def test_a_correction_of_a_claim_that_was_read_anew_is_refused(small, small_ledger):
    """409: her page showed another reading."""
    path = f"/claim/{SPY_CLAIM.id}/correct"
    stale = see(small, f"/claim/{SPY_CLAIM.id}").fields(path)
    with Ledger.open(small_ledger, clock=lambda: NOW, create=False) as book:
        book.add(SPY, Reading(SPY.digest, "a better reader", (replace(SPY_CLAIM, status="planned"),)))
    answer = small.post(path, data={**stale, "who": ANA, "why": "x", "status": "delivered"})
    assert answer.status_code == 409
    assert "was read anew meanwhile" in answer.text
    assert "<td><bdi>planned</bdi></td><td><bdi>delivered</bdi></td>" in answer.text
    assert decisions(small) == []


def test_a_correction_outlives_a_new_reading_and_waits_for_a_look(small, small_ledger):
    """The figure set by hand stays; what the new reading has otherwise is named, on the claim and in the queue."""
    correct(small, SPY_CLAIM, low="2100", high="2100")
    with Ledger.open(small_ledger, clock=lambda: NOW, create=False) as book:
        book.add(SPY, Reading(SPY.digest, "a better reader", (replace(SPY_CLAIM, status="planned"),)))
    claim = small.get(f"/claim/{SPY_CLAIM.id}.json").json()
    assert (claim["low"], claim["status"], claim["strayed"]) == (2100, "planned", ["status"])
    assert "read anew since" in see(small, f"/claim/{SPY_CLAIM.id}").text
    assert [each["claim"] for each in sheet(small, "/review.csv?show=look")] == [SPY_CLAIM.id]
    assert SPY_CLAIM.id in {each["claim"] for each in sheet(small, "/review.csv")}
    with Ledger.open(small_ledger, clock=lambda: NOW, create=False) as book:
        book.add(SPY, Reading(SPY.digest, "a worse reader", ()))
    assert "No reading makes this claim any more" in see(small, "/review?show=look").text


def test_the_queue_has_the_form_and_what_was_corrected_leaves_it(small):
    """Opened for the claim that is to be corrected; as what was accepted does."""
    waiting = [row["claim"] for row in sheet(small, "/review.csv")]
    assert not [form for form in see(small, "/review").all("form") if form.get("action", "").endswith("/correct")]
    answer = correct(small, SPY_CLAIM, page=f"/review?edit={SPY_CLAIM.id}", low="2100", high="2100")
    assert str(answer.url).endswith("/review")
    assert [row["claim"] for row in sheet(small, "/review.csv")] == [each for each in waiting if each != SPY_CLAIM.id]
