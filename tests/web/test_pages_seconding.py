"""Second readers in the browser, sources graded from their page, and what no form may do."""

from __future__ import annotations

import pytest
from amending_forms import ANA, BO, TWICE, correct, decisions, mark, undo
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page_views import see, sheet
from small_ledger import (
    DENIAL,
    ECHO_CLAIM,
    HARM,
    HOSTILE,
    HOSTILE_CLAIM,
    SPY,
    SPY_CLAIM,
    STUDY_CLAIM,
)
from workspaces import NOW, browser, settings_of

from armstrail.ledger import Ledger
from armstrail.pipeline.filling import FIELDS


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
