"""The review: what most needs a person comes first, and every decision is hers, on record, and can be undone."""

from __future__ import annotations

import sqlite3
from threading import Thread

import pytest
from page_views import see, sheet
from small_ledger import DENIAL_CLAIM, ECHO_CLAIM, HOSTILE_CLAIM, SPY_CLAIM, STUDY_CLAIM
from workspaces import NOW, browser, settings_of

from armstrail import pipeline
from armstrail.ledger import Ledger
from armstrail.model.errors import PackError
from armstrail.pipeline.deciding import Overtaken, decide, state_of
from armstrail.pipeline.lookup import find_claim
from armstrail.pipeline.opening import open_ledger
from armstrail.pipeline.reviewing import load_doubts, queue

WHO = "Ana Horvat"


def send(client, claim, action, *, page=None, **told):
    """A decision sent as the page of the claim sends it."""
    path = f"/claim/{claim.id}/decide"
    fields = see(client, page or f"/claim/{claim.id}").fields(path)
    return client.post(path, data={**fields, "who": WHO, "why": "read both", "action": action, **told})


def recorded(ledger):
    with Ledger.open(ledger, clock=lambda: NOW, read_only=True, create=False) as book:
        return [(each.action, each.claim, each.who, each.why) for each in book.decisions()]


def test_what_moves_most_and_is_most_doubtful_comes_first(example):
    """The score is the product of the two numbers beside it, and falls along the queue."""
    rows = sheet(example, "/review.csv")
    scores = [float(row["score"]) for row in rows]
    assert scores == sorted(scores, reverse=True)
    for row in rows:
        assert float(row["score"]) == pytest.approx(float(row["moves"]) * float(row["doubt"]), abs=2e-4)
    assert f"/claim/{rows[0]['claim']}" in see(example, "/review").links


def test_the_doubt_is_made_of_its_signs(example_ledger):
    """One minus the product of the chances left by each sign; more signs, more doubt."""
    books = pipeline.load_books()
    with open_ledger(str(example_ledger), lambda: NOW) as ledger:
        evidence = pipeline.gather(ledger, "KP", "RU", books)
    (asked, _), *_ = pipeline.list_questions(evidence)
    answer = pipeline.answer(evidence, asked, books)
    table = load_doubts()
    for one in queue(evidence, [answer], ()):
        left = 1 - table["any"]
        for sign in one.signs:
            left *= 1 - table[sign]
        assert one.doubt == pytest.approx(1 - left)
    flat = queue(evidence, [answer], (), dict.fromkeys(table, 0.0) | {"any": 0.5})
    assert [one.moves for one in flat] == sorted((one.moves for one in flat), reverse=True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("any = 0.1", "is missing"),
        ("any = 2.0", "is missing"),
        ("any = [", "not TOML"),
    ],
)
def test_a_table_of_doubts_with_a_gap_is_refused(text, told):
    """By name of file and key."""
    with pytest.raises(PackError, match=told):
        load_doubts(text)


def test_a_chance_that_is_none_is_refused():
    """And a sign that nobody knows."""
    whole = "\n".join(f"{sign} = {chance}" for sign, chance in load_doubts().items())
    assert load_doubts(whole) == load_doubts()
    with pytest.raises(PackError, match="any must be a chance"):
        load_doubts(whole.replace("any = 0.05", "any = 1.5"))
    with pytest.raises(PackError, match="omen is not known"):
        load_doubts(f"{whole}\nomen = 0.1")


def test_a_withdrawn_claim_no_longer_counts_and_comes_back_when_undone(small, small_ledger):
    """Figure, withdrawal, undo: the estimate moves and moves back."""
    path = "/question/KP/RU/cargo/containers.json"
    before = small.get(path).json()["outcome"]["headline"]
    assert send(small, HOSTILE_CLAIM, "withdraw", why="not a source").url.path == f"/claim/{HOSTILE_CLAIM.id}"
    assert small.get(path).json()["outcome"]["headline"]["median"] < before["median"]
    page = see(small, f"/claim/{HOSTILE_CLAIM.id}")
    assert f"Withdrawn by {WHO}" in page.text
    (undo,) = [form["action"] for form in page.all("form") if form.get("action", "").endswith("/undo")]
    small.post(undo, data={**page.fields(undo), "who": WHO, "why": "a source after all"})
    assert small.get(path).json()["outcome"]["headline"] == before
    assert [action for action, *_ in recorded(small_ledger)] == ["withdraw", "undo"]


def test_what_was_decided_leaves_the_queue(small):
    """And is counted as done; the rest keeps its order until it is worked out anew."""
    first, *rest = [row["claim"] for row in sheet(small, "/review.csv")]
    claim = next(each for each in (SPY_CLAIM, ECHO_CLAIM, STUDY_CLAIM, HOSTILE_CLAIM) if each.id == first)
    assert send(small, claim, "accept", page="/review", why="").url.path == "/review"
    assert [row["claim"] for row in sheet(small, "/review.csv")] == rest
    page = see(small, "/review")
    assert "1 is done" in page.text
    assert "/review?supplier=KP&recipient=RU&fresh=yes" in page.links
    assert {row["claim"] for row in sheet(small, "/review.csv?fresh=yes")} == set(rest)


def test_voices_are_merged_parted_and_graded(small, small_ledger):
    """As by the command line, with all that each needs."""
    send(small, STUDY_CLAIM, "merge", other=SPY_CLAIM.id)
    voice = small.get(f"/claim/{STUDY_CLAIM.id}.json").json()["voice"]
    assert {carrier["claim"] for carrier in voice["carriers"]} == {SPY_CLAIM.id, ECHO_CLAIM.id, STUDY_CLAIM.id}
    send(small, STUDY_CLAIM, "part")
    voice = small.get(f"/claim/{STUDY_CLAIM.id}.json").json()["voice"]
    assert [carrier["claim"] for carrier in voice["carriers"]] == [STUDY_CLAIM.id]
    send(small, SPY_CLAIM, "grade", letter="B", digit="2")
    voice = small.get(f"/claim/{SPY_CLAIM.id}.json").json()["voice"]
    assert (voice["letter"], voice["digit"]) == ("B", 2)
    assert sorted(action for action, *_ in recorded(small_ledger)) == ["grade", "merge", "part"]


@pytest.mark.parametrize(
    ("action", "told", "status", "words"),
    [
        ("withdraw", {"why": ""}, 400, "needs your name and a reason"),
        ("withdraw", {"who": "  "}, 400, "needs your name and a reason"),
        ("withdraw", {"why": "x" * 3000}, 400, "write less"),
        ("", {}, 400, "Nothing was chosen"),
        ("delete", {}, 400, "not known"),
        ("merge", {}, 400, "which claim"),
        ("merge", {"other": "zz"}, 404, "is no id"),
        ("merge", {"other": "abcdefabcdef"}, 404, "Nothing in this ledger"),
        ("merge", {"other": SPY_CLAIM.id}, 400, "itself; name another one"),
        ("grade", {}, 400, "a letter, a digit"),
        ("grade", {"letter": "G"}, 400, "use one of A"),
        ("grade", {"digit": "7"}, 400, "use one of 1"),
        ("accept", {"surplus": "x"}, 400, "no field"),
        ("withdraw", {"token": "x"}, 403, "no valid token"),
    ],
)
def test_a_broken_form_records_nothing(small, small_ledger, action, told, status, words):
    """The status and the mend."""
    answer = send(small, SPY_CLAIM, action, **told)
    assert answer.status_code == status
    assert words in answer.text
    assert recorded(small_ledger) == []


def test_of_two_who_decide_at_once_the_second_is_told(small_ledger):
    """Her page shows the claim as it was before; nothing of hers is recorded, and she sees who was first."""
    one, two = (browser(settings_of(small_ledger)) for _ in range(2))
    path = f"/claim/{SPY_CLAIM.id}/decide"
    stale = see(two, f"/claim/{SPY_CLAIM.id}").fields(path)
    send(one, SPY_CLAIM, "withdraw", why="counts wagons")
    answer = two.post(path, data={**stale, "who": "Bo Lind", "why": "fine", "action": "accept"})
    assert answer.status_code == 409
    assert WHO in answer.text
    assert "counts wagons" in answer.text
    assert len(recorded(small_ledger)) == 1


def test_two_tabs_of_one_browser_are_two_as_well(small, small_ledger):
    """The same form sent twice is recorded once."""
    path = f"/claim/{SPY_CLAIM.id}/decide"
    fields = see(small, f"/claim/{SPY_CLAIM.id}").fields(path) | {"who": WHO, "why": "x", "action": "accept"}
    assert small.post(path, data=fields).status_code == 200
    assert small.post(path, data=fields).status_code == 409
    assert len(recorded(small_ledger)) == 1


def test_many_at_once_give_one_decision(small_ledger):
    """Whoever comes first; the look and the record are one step."""
    outcomes = []
    with open_ledger(str(small_ledger), lambda: NOW) as ledger:
        seen = state_of(find_claim(ledger, SPY_CLAIM.id))

    def run(who):
        with open_ledger(str(small_ledger), lambda: NOW, read_only=False) as ledger:
            try:
                decide(ledger, "withdraw", SPY_CLAIM.id, seen=seen, who=who, why="x")
                outcomes.append("recorded")
            except Overtaken:
                outcomes.append("overtaken")

    threads = [Thread(target=run, args=(f"reader {number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["overtaken"] * 5 + ["recorded"]
    assert len(recorded(small_ledger)) == 1


def test_an_undo_is_not_taken_twice(small):
    """409 for the second tab."""
    send(small, SPY_CLAIM, "withdraw")
    page = see(small, "/decisions")
    (path,) = {form["action"] for form in page.all("form") if form.get("action", "").endswith("/undo")}
    fields = page.fields(path) | {"who": WHO, "why": "misread"}
    assert small.post(path, data=fields).url.path == "/decisions"
    assert small.post(path, data=fields).status_code == 409
    assert small.post("/decision/abcdefabcdef/undo", data=fields).status_code == 404


def test_a_ledger_held_by_a_writer_can_be_read_and_says_to_try_again(small_ledger):
    """Readers do not wait; a decision gives up after its time, and nothing is lost."""
    client = browser(settings_of(small_ledger, wait=0.2))
    fields = see(client, f"/claim/{SPY_CLAIM.id}").fields(f"/claim/{SPY_CLAIM.id}/decide")
    other = sqlite3.connect(small_ledger, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        data = {**fields, "who": WHO, "why": "x", "action": "accept"}
        answer = client.post(f"/claim/{SPY_CLAIM.id}/decide", data=data)
        assert answer.status_code == 503
        assert "send the form again" in answer.text
        assert str(small_ledger) not in answer.text
        assert client.get("/flow/KP/RU").status_code == 200
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert client.post(f"/claim/{SPY_CLAIM.id}/decide", data=data).status_code == 200


def test_read_only_there_is_nothing_to_decide_with(small_ledger):
    """No form, and 403 for who sends one all the same."""
    client = browser(settings_of(small_ledger, read_only=True))
    for path in ("/review", f"/claim/{SPY_CLAIM.id}", "/decisions", "/search?q=oil"):
        assert not [form for form in see(client, path).all("form") if form.get("method") == "post"]
    for path in (f"/claim/{SPY_CLAIM.id}/decide", "/decision/abcdef/undo"):
        assert client.post(path, data={"who": WHO, "why": "x", "action": "withdraw"}).status_code == 403
    assert recorded(small_ledger) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_from_another_site_is_refused(small, small_ledger, headers):
    """Even with a token."""
    path = f"/claim/{SPY_CLAIM.id}/decide"
    fields = see(small, f"/claim/{SPY_CLAIM.id}").fields(path) | {"who": WHO, "why": "x", "action": "withdraw"}
    assert small.post(path, data=fields, headers=headers).status_code == 403
    assert recorded(small_ledger) == []


def test_the_token_of_another_browser_is_none(small_ledger):
    """It is tied to the cookie it came with, and to the secret of this run."""
    one, two = (browser(settings_of(small_ledger)) for _ in range(2))
    path = f"/claim/{SPY_CLAIM.id}/decide"
    fields = see(one, f"/claim/{SPY_CLAIM.id}").fields(path) | {"who": WHO, "why": "x", "action": "withdraw"}
    see(two, "/")
    assert two.post(path, data=fields).status_code == 403


@pytest.mark.parametrize(
    "back", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb"]
)
def test_a_form_leads_to_no_other_site(small, back):
    """Only a page of ours comes after it."""
    path = f"/claim/{SPY_CLAIM.id}/decide"
    fields = see(small, f"/claim/{SPY_CLAIM.id}").fields(path) | {
        "who": WHO,
        "why": "x",
        "action": "accept",
        "back": back,
    }
    answer = small.post(path, data=fields, follow_redirects=False)
    assert answer.headers["location"] == f"/claim/{SPY_CLAIM.id}"


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x"])
def test_only_a_plain_form_is_taken(small, kind):
    """What another site could send without asking is not even read."""
    see(small, "/review")
    answer = small.post(f"/claim/{SPY_CLAIM.id}/decide", content=b"action=withdraw", headers={"content-type": kind})
    assert answer.status_code == 400


def test_a_form_beyond_measure_is_refused(small):
    """413."""
    answer = small.post(f"/claim/{SPY_CLAIM.id}/decide", data={"why": "x" * 100_000})
    assert answer.status_code == 413


def test_the_name_is_kept_and_hostile_words_of_a_reviewer_are_text(small):
    """In the browser, for the next form."""
    send(small, SPY_CLAIM, "withdraw", who="<b>Ana</b> \u202eH\x07", why='"><script>x</script>')
    page = see(small, "/decisions")
    assert '"><script>x</script>' in page.text
    assert "<b>Ana</b>" in page.text
    named = [each["value"] for each in see(small, f"/claim/{STUDY_CLAIM.id}").all("input") if each.get("name") == "who"]
    assert named[0].startswith("<b>Ana</b>")


def test_decisions_are_listed_with_their_twins(small):
    """Newest first."""
    send(small, SPY_CLAIM, "withdraw")
    send(small, DENIAL_CLAIM, "accept")
    rows = sheet(small, "/decisions.csv")
    assert [row["action"] for row in rows] == ["accept", "withdraw"]
    assert small.get("/decisions.json").json()["decisions"][0]["claim"] == DENIAL_CLAIM.id


@pytest.mark.parametrize(
    "fields", ["supplier=KP", "supplier=KP&recipient=KP", "supplier=QQ&recipient=RU", "fresh=maybe"]
)
def test_a_queue_of_nothing_is_refused(small, fields):
    """400."""
    assert small.get(f"/review?{fields}").status_code == 400
