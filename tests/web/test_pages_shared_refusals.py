"""Bad input at a shared workspace: a clear page with the right status, nothing changed, no trace of the inside."""

from __future__ import annotations

import re

import pytest
from page_views import see
from shared_workspaces import PASSWORD, Workspace, seen
from small_ledger import SPY_CLAIM

from armstrail import accounts

INSIDE = re.compile(
    r"Traceback|File \"|sqlite|(?<!<)SELECT |\.py\b|jinja|starlette|armstrail\.\w|/tmp/|small\.db", re.I
)
LONG = "x" * 3_000
DECIDE = f"/claim/{SPY_CLAIM.id}/decide"
PATHS = [
    ("/nonesuch", 404), ("/nonesuch.json", 404), ("/nonesuch.csv", 404), ("/claim/zz", 404), ("/claim/%00", 404),
    ("/claim/abcdefabcdef", 404), ("/claim/../../etc/passwd", 404), ("/document/zz", 404), ("/decision/zzzzzz", 404),
    ("/original/" + "0" * 64, 404), ("/source/%3Cscript%3E", 404), ("/flow/XX/YY", 404), ("/flow/KP/KP", 404),
    ("/brief/KP/RU/brief.exe", 404), ("/chart/KP/RU/cargo/containers/delivered.png", 404),
    ("/question/KP/RU/cargo/containers?above=1e400", 400), ("/question/KP/RU/cargo/containers?above=nan", 400),
    ("/question/KP/RU/cargo/containers?" + "&".join(f"drop=x{each}" for each in range(300)), 400),
    ("/search?q=" + "+".join(["word"] * 300), 400), ("/search?q=" + LONG + LONG, 414), ("/search?q=%ff%fe", 400),
    ("/search?q=%ed%a0%80", 400), ("/search?q=*", 400), ("/search?lang=xx", 400), ("/search?page=" + "9" * 30, 400),
    ("/flow/KP/RU?show=" + LONG, 400), ("/flow/KP/RU?as_of=99999-01-01", 400), ("/flow/KP/RU?known_on_day=-5", 400),
    ("/log?page=99999999", 400), ("/log?event=<script>", 400), ("/accounts?x=1", 400), ("/index.csv?x=1", 400),
    ("/feed/x/search.atom", 404), ("/%E2%80%AE", 404), ("/static/../words.py", 404),
]  # fmt: skip
FORMS = [
    (DECIDE, {"action": "explode", "why": "x"}, 400), (DECIDE, {"action": "withdraw"}, 400), (DECIDE, {}, 400),
    (DECIDE, {"action": "withdraw", "why": "x", "zzz": "1"}, 400), (DECIDE, {"action": "withdraw", "why": LONG}, 400),
    (DECIDE, {"action": "merge", "why": "x", "other": "<script>"}, 404),
    ("/claim/abcdefabcdef/decide", {"action": "withdraw", "why": "x"}, 404),
    ("/claim/x/decide", {"action": "withdraw", "why": "x"}, 404),
    (f"/claim/{SPY_CLAIM.id}/correct", {"low": "abc", "why": "x"}, 409), ("/claim/x/correct", {"why": "x"}, 404),
    ("/decision/ffffffffffff/undo", {"why": "x"}, 404),
    ("/decision/ffffffffffff/second", {"action": "confirm", "why": "x"}, 404),
    ("/mark/ffffffffffff", {"start": "0", "end": "5"}, 400), ("/search/save", {"search": "<b>"}, 400),
    ("/account/feed", {"action": "zz"}, 400), ("/account/password", {"old": "bad", "new": PASSWORD}, 403),
    ("/accounts", {"action": "add", "name": "<script>x</script>", "role": "reader", "password": PASSWORD}, 400),
    ("/accounts", {"action": "add", "name": "New", "role": "god", "password": PASSWORD}, 400),
    ("/accounts", {"action": "remove", "name": "Edi Tor"}, 400), ("/accounts", {"action": "role", "name": LONG}, 400),
]  # fmt: skip
BODIES = [
    (b"", "application/x-www-form-urlencoded", 409), (b"", "", 400), (b'{"a": 1}', "application/json", 400),
    (b"\xff\xfe=\x00", "application/x-www-form-urlencoded", 400), (b"&&&=&=", "application/x-www-form-urlencoded", 409),
    (b"&".join(b"f%d=1" % each for each in range(2_000)), "application/x-www-form-urlencoded", 400),
    (b"x" * 200_000, "application/x-www-form-urlencoded", 413), (b"--x\r\n", "multipart/form-data; boundary=x", 400),
]  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory, people):
    """A shared workspace in which everything is refused, so that nothing of it changes."""
    return Workspace(tmp_path_factory.mktemp("refusing"), people)


@pytest.fixture(scope="module")
def inside(workspace):
    """Browsers that are in, by role."""
    return {role: workspace.enter(name) for role, name in
            (("reader", "Rita Read"), ("analyst", "Ana Lyst"), ("editor", "Edi Tor"))}  # fmt: skip


def check(answer, status):
    """The status, in words for who asks, and no trace of the inside or of a script."""
    assert answer.status_code == status, answer.text
    assert not INSIDE.search(answer.text), INSIDE.search(answer.text)
    assert "<script>" not in answer.text.replace("&lt;script&gt;", "") or answer.text.startswith("{")
    kind = answer.headers["content-type"]
    if kind.startswith("application/json"):
        assert answer.json()["status"] == status
    elif kind.startswith("text/html"):
        assert len(seen(answer).text.split()) > 5
    else:
        assert len(answer.text.split()) > 5


def token(browser):
    return see(browser, "/account").fields("/account/password")["token"]


@pytest.mark.parametrize(("path", "status"), PATHS, ids=lambda value: str(value)[:40])
def test_an_address_that_nothing_can_be_made_of(inside, path, status):
    """Ids that do not exist, queries beyond measure, fields that are none: for who has every right."""
    check(inside["editor"].get(path), status)


@pytest.mark.parametrize("path", ["/nonesuch.json", "/nonesuch.csv", "/decisions.atom", "/map/KP.svg"])
def test_a_program_is_told_in_json_that_there_is_no_such_page(inside, path):
    """Whoever asks for a form for programs reads no page."""
    answer = inside["reader"].get(path)
    assert answer.json() == {"status": 404, "code": "error.no_page", "error": "There is no page at this address."}


@pytest.mark.parametrize(("path", "told", "status"), FORMS, ids=lambda value: str(value)[:40])
def test_a_form_that_nothing_can_be_made_of(workspace, inside, path, told, status):
    """With the right token, from who has every right: refused, and nothing decided."""
    editor = inside["editor"]
    check(editor.post(path, data={"token": token(editor), **told}), status)
    assert editor.get("/decisions.json").json()["decisions"] == []
    assert len(accounts.list_accounts(workspace.file)) == 4


@pytest.mark.parametrize(("body", "kind", "status"), BODIES, ids=lambda value: str(value)[:24])
def test_a_body_that_is_no_form(inside, body, kind, status):
    """Nothing, other kinds, bytes that are no words, too many fields, too many bytes. One without a token is shown
    again, and not taken."""
    check(inside["analyst"].post(DECIDE, content=body, headers={"content-type": kind}), status)
    assert inside["analyst"].get("/decisions.json").json()["decisions"] == []


@pytest.mark.parametrize("role", ["reader", "analyst"])
@pytest.mark.parametrize("path", ["/log", "/accounts", "/log.json", "/accounts.csv"])
def test_a_page_for_another_role(inside, role, path):
    """The log and the accounts are for editors."""
    check(inside[role].get(path), 403)


@pytest.mark.parametrize("path", [DECIDE, f"/claim/{SPY_CLAIM.id}/correct", "/mark/spy", "/accounts"])
def test_a_form_for_another_role(inside, path):
    """A reader decides nothing, whatever token he sends."""
    reader = inside["reader"]
    for told in ({"token": token(reader)}, {}, {"token": token(inside["analyst"])}):
        check(reader.post(path, data={**told, "action": "withdraw", "why": "x"}), 403)
    assert reader.get("/decisions.json").json()["decisions"] == []


@pytest.mark.parametrize("wrong", ["", "x", "<script>", "others", "twice"])
def test_a_form_with_a_wrong_token_is_shown_again_and_not_taken(inside, wrong):
    """None, a made-up one, that of somebody else, two of them."""
    analyst = inside["analyst"]
    told = {"": [], "others": [token(inside["editor"])], "twice": [token(analyst)] * 2}.get(wrong, [wrong])
    answer = analyst.post(DECIDE, data={"token": told, "action": "withdraw", "why": "x"})
    check(answer, 409)
    assert "Send it again" in seen(answer).text
    assert analyst.get("/decisions.json").json()["decisions"] == []


@pytest.mark.parametrize("cookie", ["garbage", "x" * 7_000, "\x01", "a; armstrail_session=b"])
def test_a_session_that_is_none_opens_nothing(workspace, cookie):
    """Whatever stands in the cookie, a page leads to the door and a program is told so."""
    stranger = workspace.browser()
    told = {"cookie": f"armstrail_session={cookie}"}
    assert stranger.get("/", headers=told, follow_redirects=False).headers["location"] == "/login"
    check(stranger.get("/index.json", headers=told), 401)
    check(stranger.post(DECIDE, data={"action": "withdraw", "why": "x"}, headers=told), 401)


def test_who_signs_by_an_account_is_asked_for_a_reason_alone(inside):
    """There is no field for a name to go back to."""
    analyst = inside["analyst"]
    answer = analyst.post(DECIDE, data={"token": token(analyst), "action": "withdraw", "seen": ""})
    assert "A decision needs a reason;" in seen(answer).text
    assert "your name" not in seen(answer).text


def test_accounts_out_of_reach_are_not_called_a_ledger(shared):
    """The page says what cannot be read."""
    analyst = shared.enter("Ana Lyst")
    shared.path.unlink()
    answer = analyst.get("/flow/KP/RU")
    check(answer, 503)
    assert "The accounts of this workspace cannot be read" in seen(answer).text
    assert "ledger cannot" not in seen(answer).text
