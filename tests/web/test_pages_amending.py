"""Setting right in the browser: a slot corrected, a claim made of words, a second reader, and what each moves."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page_views import see, sheet
from small_ledger import (
    DENIAL,
    DENIAL_CLAIM,
    ECHO_CLAIM,
    HARM,
    HOSTILE,
    HOSTILE_CLAIM,
    SPY,
    SPY_CLAIM,
    STUDY,
    STUDY_CLAIM,
)
from workspaces import NOW, browser, settings_of

from armstrail import pipeline
from armstrail.ledger import Ledger
from armstrail.model.reading import Reading
from armstrail.pipeline.filling import FIELDS
from armstrail.publishing.exports.caveats import of_claim
from armstrail.publishing.exports.prov import to_prov
from armstrail.publishing.footnotes import Carried

ANA, BO = "Ana Horvat", "Bo Lind"
HEADLINE = "/question/KP/RU/cargo/containers.json"
TWICE = {"low": "7000", "high": "7000"}


def correct(client, claim, *, page=None, who=ANA, why="read both", **told):
    """A correction sent as the page of the claim, or the queue, sends it; what is not told stays as it was shown."""
    path = f"/claim/{claim.id}/correct"
    fields = see(client, page or f"/claim/{claim.id}").fields(path)
    return client.post(path, data={**fields, "who": who, "why": why, **told})


def mark(client, start, end, document=SPY, /, **told):
    """A claim made of words, sent as the page that shows them sends it."""
    path = f"/mark/{document.digest}"
    fields = see(client, f"{path}?start={start}&end={end}").fields(path)
    return client.post(path, data={"kind": "transfer", **fields, "who": ANA, "why": "overlooked", **told})


def undo(client, who=ANA):
    """The last decision, taken back from its page."""
    newest = client.get("/decisions.json").json()["decisions"][0]["id"]
    path = f"/decision/{newest}/undo"
    fields = see(client, f"/decision/{newest}").fields(path)
    return client.post(path, data={**fields, "who": who, "why": "after all"})


def headline(client):
    return client.get(HEADLINE).json()["outcome"]["headline"]


def decisions(client):
    return client.get("/decisions.json").json()["decisions"]


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


def test_a_record_of_provenance_gives_a_marked_claim_to_a_person(small, small_ledger):
    """And every other to the extractor that read it."""
    mark(small, 0, 13, supplier="KP", recipient="RU", low="3", high="3", unit="pieces", hedge="exact")
    with Ledger.open(small_ledger, clock=lambda: NOW, create=False, read_only=True) as book:
        told = json.loads(to_prov(pipeline.hold(book, pipeline.load_books(), depth="claims")))
    marked = decisions(small)[0]["claim"]
    person = next(name for name, agent in told["agent"].items() if agent["prov:type"]["$"] == "prov:Person")
    given = {each["prov:entity"] for each in told["wasAttributedTo"].values() if each["prov:agent"] == person}
    assert [name for name in given if told["entity"][name].get("dct:identifier") == marked] == list(given)
    assert len(given) == 1


def test_a_slot_is_emptied_by_an_empty_field_and_left_by_one_that_is_not_sent(small):
    """The form sends all its fields; a program need not."""
    correct(small, SPY_CLAIM, measure="", period_start="2023-08", tags="partial, stock")
    claim = small.get(f"/claim/{SPY_CLAIM.id}.json").json()
    assert (claim["measure"], claim["status"], claim["tags"]) == (None, "delivered", ["partial", "stock"])
    assert claim["period"] == {"start": "2023-08", "end": None}
    assert decisions(small)[0]["set"] == "measure period tags"


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
        ({"unit": ""}, "unit: a quantity needs one"),
        ({"hedge": "roughly"}, "use one of exact, about"),
        ({"low": "many"}, "low: &#39;many&#39; is no number"),
        ({"low": "9000", "high": "1"}, "put the smaller bound first"),
        ({"low": "-5"}, "at least 0"),
        ({"supplier": "Atlantis"}, "no party &#39;Atlantis&#39; is known"),
        ({"supplier": "North Kore"}, "did you mean KP"),
        ({"item": "arms.trebuchet"}, "no item &#39;arms.trebuchet&#39; is known"),
        ({"status": "sunk"}, "use one of delivered, underway"),
        ({"modality": ""}, "modality cannot be empty"),
        ({"source": "nobody said so"}, "does not stand in the text"),
        ({"source": "a"}, "say which"),
        ({"source": "0:5000"}, "lies outside the text"),
        ({"period_start": "2024-13"}, "is not a date"),
        ({"tags": "half"}, "use one of partial, stock"),
        ({"basis": "hearsay"}, "use one of intelligence"),
        ({"why": ""}, "needs your name and a reason"),
        ({"who": " "}, "needs your name and a reason"),
        ({"low": "x" * 3000}, "write less"),
        ({"colour": "red"}, "no field"),
        ({"kind": "use"}, "no field"),
    ],
)
def test_a_broken_correction_records_nothing(small, told, words):
    """400, with what is wrong and what is allowed."""
    answer = correct(small, ECHO_CLAIM, **told)
    assert answer.status_code == 400
    assert words in answer.text
    assert decisions(small) == []


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


def test_words_become_a_claim_of_whoever_signs_it(small):
    """From the number that was not used, with the quantity filled in, to the claim with its exact words; and back."""
    seven = SPY.text.index("7 days")
    link = f"/mark/{SPY.digest}?start={seven}&end={seven + 1}"
    assert link in see(small, f"/document/{SPY.digest}").links
    answer = mark(
        small, seven, seven + 6, low="7", high="7", unit="pieces", hedge="exact", supplier="KP", recipient="RU"
    )
    (made,) = decisions(small)
    assert (answer.url.path, made["action"]) == (f"/claim/{made['claim']}", "mark")
    claim = small.get(f"/claim/{made['claim']}.json").json()
    assert (claim["anchor"], claim["quote"]) == ("7 days", "It was the third such count in 7 days.")
    assert "Made a claim by hand" in see(small, f"/claim/{made['claim']}").text
    page = see(small, f"/document/{SPY.digest}")
    assert link not in page.links
    assert f"/claim/{made['claim']}" in page.links
    undo(small)
    assert link in see(small, f"/document/{SPY.digest}").links
    assert small.get(f"/claim/{made['claim']}").status_code == 404


def test_the_quantity_is_read_from_the_words(small):
    """By the project's own reader, with the parties of the document's one flow."""
    start = SPY.text.index("about 2,000")
    draft = small.get(f"/mark/{SPY.digest}.json?start={start}&end={start + 22}").json()
    fields = draft["fields"]
    assert (fields["low"], fields["unit"], fields["hedge"]) == ("2000", "containers", "about")
    assert (fields["supplier"], fields["recipient"]) == ("KP", "RU")
    assert draft["quote"] == "The spy agency said that about 2,000 containers went to Russia."
    assert "carry a claim already" in see(small, f"/mark/{SPY.digest}?start={start}&end={start + 22}").text


def test_words_are_found_without_a_script(small):
    """Once: the form; more often: the places to choose from; nowhere: that is said."""
    assert small.get(f"/mark/{SPY.digest}.json?words=third such count").json()["words"] == "third such count"
    page = see(small, f"/mark/{SPY.digest}?words=t")
    assert len([link for link in page.links if link.startswith(f"/mark/{SPY.digest}?start=")]) > 5
    assert small.get(f"/mark/{SPY.digest}?words=nonesuch").status_code == 400


@pytest.mark.parametrize(
    "fields",
    ["", "start=5", "start=5&end=2", "start=x&end=9", "start=0&end=999999", "words=said&start=0&end=4", "colour=red",
     "start=99999999999999999999&end=999999999999999999999", "start=-1&end=4"],
)  # fmt: skip
def test_a_place_that_is_none_is_refused(small, fields):
    """400, never a broken page."""
    assert small.get(f"/mark/{SPY.digest}?{fields}").status_code == 400


@pytest.mark.parametrize(
    ("told", "status", "words"),
    [
        ({"words": "other words"}, 400, "other words stand"),
        ({"start": "60", "end": "900"}, 400, "lies outside|other words stand"),
        ({"start": ""}, 400, "must be the numbers"),
        ({"kind": "gift"}, 400, "use one of transfer"),
        ({"kind": ""}, 400, "are missing"),
        ({"unit": "heads", "low": "3", "hedge": "exact"}, 400, "use one of pieces"),
        ({"recipient": "Atlantis"}, 400, "is known"),
        ({"why": ""}, 400, "needs your name"),
        ({"token": "x"}, 403, "no valid token"),
    ],
)
def test_a_broken_mark_records_nothing(small, told, status, words):
    """The status, and what is wrong."""
    answer = mark(small, 0, 13, **told)
    assert answer.status_code == status
    assert any(each in answer.text for each in words.split("|"))
    assert decisions(small) == []


def test_words_that_carry_a_claim_are_corrected_and_not_marked_again(small):
    """Sent twice, the second is refused."""
    start = SPY_CLAIM.anchor.start
    assert "has these very words already" in mark(small, start, SPY_CLAIM.anchor.end).text
    assert mark(small, 0, 13).status_code == 200
    assert mark(small, 0, 13).status_code == 400
    assert len(decisions(small)) == 1


def test_nothing_of_a_hostile_document_or_reader_is_more_than_text(small):
    """Marked, corrected and confirmed: tags and signs that turn the text stay letters on every page."""
    end = HOSTILE.text.index(" said")
    assert mark(small, 0, end, HOSTILE, designation=HARM, supplier="KP", who=f"<b>{ANA}</b>").status_code == 200
    made = decisions(small)[0]
    correct(small, HOSTILE_CLAIM, designation=HARM, why='"><script>alert(2)</script>')
    paths = (
        f"/claim/{made['claim']}", f"/decision/{made['id']}?effect=yes", f"/claim/{HOSTILE_CLAIM.id}", "/decisions",
        "/review?show=one", f"/mark/{HOSTILE.digest}?start=0&end={end}", f"/document/{HOSTILE.digest}", "/review",
    )  # fmt: skip
    for path in paths:
        page = see(small, path)
        assert {each.get("src") for each in page.all("script")} <= {"/static/workspace.js"}, path
        assert page.all("b") == [], path
        assert page.all("img") == [], path
    stale = see(small, f"/claim/{HOSTILE_CLAIM.id}").fields(f"/claim/{HOSTILE_CLAIM.id}/correct") | {"seen": "0"}
    told = {**stale, "who": ANA, "why": HARM, "designation": f"{HARM}!"}
    answer = small.post(f"/claim/{HOSTILE_CLAIM.id}/correct", data=told)
    assert answer.status_code == 409
    assert "<img" not in answer.text


def test_a_second_reader_confirms_or_contests(small):
    """Until then it waits among those decided by one only; who and when stays; the first cannot be the second."""
    correct(small, SPY_CLAIM, low="2100", high="2100")
    (made,) = decisions(small)
    path = f"/decision/{made['id']}/second"
    assert [each["decision"] for each in sheet(small, "/review.csv?show=one")] == [made["id"]]
    fields = see(small, "/review?show=one").fields(path)
    own = small.post(path, data={**fields, "who": "ana  HORVAT", "why": "mine", "action": "confirm"})
    assert own.status_code == 400
    assert "a second reader is somebody else" in own.text
    answer = small.post(path, data={**fields, "who": BO, "why": "counts wagons", "action": "contest"})
    assert answer.url.path == "/review"
    assert sheet(small, "/review.csv?show=one") == []
    (row,) = sheet(small, "/review.csv?show=contested")
    assert (row["decision"], row["readers"], row["second"]) == (made["id"], BO, "contested")
    assert f"contested by {BO}" in see(small, "/decisions").text
    page = see(small, f"/decision/{made['id']}")
    assert "counts wagons" in page.text
    fields = page.fields(path)
    small.post(path, data={**fields, "who": BO, "why": "read it again", "action": "confirm"})
    assert sheet(small, "/review.csv?show=contested") == []
    assert small.get(f"/decision/{made['id']}.json").json()["second"] == "confirmed"
    assert [each["action"] for each in decisions(small)][::-1] == ["correct", "contest", "confirm"]


def test_what_was_taken_back_is_not_read_again(small):
    """409 for whoever had its page open."""
    correct(small, SPY_CLAIM, low="2100", high="2100")
    (made,) = decisions(small)
    path = f"/decision/{made['id']}/second"
    fields = see(small, f"/decision/{made['id']}").fields(path)
    undo(small)
    answer = small.post(path, data={**fields, "who": BO, "why": "x", "action": "confirm"})
    assert answer.status_code == 409
    assert "Without it" in see(small, f"/decision/{made['id']}?effect=yes").text
    assert "taken back" in see(small, f"/decision/{made['id']}").text


@pytest.mark.parametrize("fields", ["show=all", "show=one&supplier=KP", "show=one&page=0"])
def test_a_filter_that_is_none_is_refused(small, fields):
    """400."""
    assert small.get(f"/review?{fields}").status_code == 400


def test_decisions_wait_flow_by_flow(small):
    """With two parties named, those of their flow alone."""
    correct(small, SPY_CLAIM, low="2100", high="2100")
    assert len(sheet(small, "/review.csv?show=one&supplier=KP&recipient=RU")) == 1
    assert sheet(small, "/review.csv?show=one&supplier=RU&recipient=KP") == []


def test_a_source_is_graded_from_its_page(small):
    """For all its claims, without looking for one."""
    origin = small.get(f"/claim/{SPY_CLAIM.id}.json").json()["voice"]["origin"]
    page = see(small, f"/source/{origin}")
    (path,) = {form["action"] for form in page.all("form") if form.get("action", "").endswith("/decide")}
    data = {**page.fields(path), "who": ANA, "why": "its record", "letter": "B", "action": "grade"}
    assert small.post(path, data=data).url.path == f"/source/{origin}"
    assert small.get(f"/claim/{ECHO_CLAIM.id}.json").json()["voice"]["letter"] == "B"


def test_a_claim_offers_the_voices_to_merge_it_with(small):
    """By what they say, not by ids to be copied from elsewhere."""
    page = see(small, f"/claim/{STUDY_CLAIM.id}")
    offered = {each.get("value") for each in page.all("option")}
    assert SPY_CLAIM.id in offered or ECHO_CLAIM.id in offered


def test_read_only_there_is_nothing_to_set_right_with(small_ledger):
    """No form, no link to one, and 403 for who sends one all the same."""
    client = browser(settings_of(small_ledger, read_only=True))
    for path in (f"/claim/{SPY_CLAIM.id}", f"/document/{SPY.digest}", "/review?show=one", "/source/kr-nis"):
        page = see(client, path)
        assert not [form for form in page.all("form") if form.get("method") == "post"]
        assert not [link for link in page.links if link.startswith("/mark/")]
    for path in (f"/claim/{SPY_CLAIM.id}/correct", f"/mark/{DENIAL.digest}", "/decision/abcdef/second"):
        assert client.post(path, data={"who": ANA, "why": "x"}).status_code == 403


def test_the_pages_speak_italian(small_ledger):
    """All of their words."""
    client = browser(settings_of(small_ledger, language="it"))
    correct(client, SPY_CLAIM, low="2100", high="2100")
    newest = decisions(client)[0]["id"]
    for path, words in (
        (f"/decision/{newest}?effect=yes", "Il mezzo si muove"),
        ("/review?show=one", "nessun altro ha ancora letto"),
        (f"/mark/{SPY.digest}?start=0&end=5", "diventano un'affermazione"),
        (f"/claim/{SPY_CLAIM.id}", "Corretta a mano"),
    ):
        assert words in see(client, path).text


FIELDS_SENT = st.dictionaries(
    st.sampled_from([*FIELDS, "who", "why", "seen", "back", "start", "end", "words", "kind", "action", "letter"]),
    st.sampled_from(["", "KP", "-1", "1e999", "nan", "2024-13", "pieces", "exact", HARM, "0:4", "confirm", "transfer"])
    | st.text(max_size=12),
    max_size=8,
)


@given(st.sampled_from(["claim", "decision", "mark"]), FIELDS_SENT)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_form_breaks_a_page(amended, which, sent):
    """Whatever is sent, it is recorded or refused with a status that says why: never 500; and the ledger verifies."""
    client, ledger, decision, token = amended
    path = {
        "claim": f"/claim/{SPY_CLAIM.id}/correct", "decision": f"/decision/{decision}/second",
        "mark": f"/mark/{SPY.digest}",
    }[which]  # fmt: skip
    answer = client.post(path, data={**sent, "token": token}, follow_redirects=False)
    assert answer.status_code in (303, 400, 404, 409), answer.text
    with Ledger.open(ledger, clock=lambda: NOW, create=False, read_only=True) as book:
        assert book.verify() == []


@pytest.fixture
def amended(small, small_ledger):
    """A browser, its ledger, a decision of it, and the token of its forms."""
    correct(small, STUDY_CLAIM, **TWICE)
    made = decisions(small)[0]["id"]
    token = see(small, f"/decision/{made}").fields(f"/decision/{made}/second")["token"]
    return small, small_ledger, made, token
