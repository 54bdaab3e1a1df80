"""Whatever is sent to whichever address, the answer is a page or a refusal, and never shows the inside."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from bare_requests import ask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shared_workspaces import Workspace, filled
from small_ledger import HOSTILE_CLAIM, SPY_CLAIM
from workspaces import NOW, settings_of

from armstrail import accounts
from armstrail.web import guard, make_app
from armstrail.web.routes import EDITOR_FORMS, EDITOR_PAGES, FEEDS, FILES, FORMS, OWN_FORMS, OWN_PAGES, PAGES
from armstrail.web.visit import Visit

FUZZ = settings(max_examples=120, suppress_health_check=list(HealthCheck))
FORM_TYPE = (b"content-type", b"application/x-www-form-urlencoded")
SHARED_TABLES = (*OWN_PAGES, *EDITOR_PAGES, *OWN_FORMS, *EDITOR_FORMS, *FEEDS)
SHARED = ["/login", "/logout", "/account/password", *(path for path, _ in SHARED_TABLES)]
ROUTES = sorted({*(path for path, _ in (*PAGES, *FILES, *FORMS)), *SHARED, "/static/{name}"})
OF_ACCOUNTS = (*OWN_FORMS, *EDITOR_FORMS)
FORM_PATHS = ["/login", "/logout", "/account/password", *(filled(path) for path, _ in (*FORMS, *OF_ACCOUNTS))]
PART = re.compile(r"{(\w+)(?::path)?}")
KNOWN = {"supplier": "KP", "recipient": "RU", "item": "cargo", "unit": "containers", "stage": "delivered",
         "claim": SPY_CLAIM.id, "document": "spy", "origin": "kr-nis", "decision": "abcdef", "form": "md",
         "name": "workspace.css", "original": "0" * 64, "token": "x" * 43}  # fmt: skip
NAMES = [
    "who", "why", "action", "other", "origin", "letter", "digit", "seen", "back", "search", "forget", "page",
    "since", "until", "as_of", "known_on", "show", "drop", "above", "nature", "factor.x", "q", "item", "kind",
    "supplier", "recipient", "unit", "from", "to", "language", "estimates", "download", "all", "fresh", "name",
    "password", "old", "new", "role", "account", "event", "done", "kept.why", "token", "place",
]  # fmt: skip
WORDS = ["KP", "RU", "2024-13", "2024-02-30", "-1", "0", "1e999", "9" * 40, "%00", "<b>", "//evil.example", "/x\\y",
         "\0", "\ud7ff", "‮", "containers", "accept", "withdraw", "merge", "part", "grade", "add", "remove", "A", "6",
         SPY_CLAIM.id, HOSTILE_CLAIM.id, "Edi Tor", "reader", "{0.__class__}", "{{7*7}}", "' OR 1=1 --",
         "../../etc/passwd", "٣", "²", "nan", "inf"]  # fmt: skip
INSIDE = re.compile(rb"Traceback|File \"|sqlite3?\.|sqlalchemy|site-packages|\.py\b|0x[0-9a-f]{8}|jinja2", re.I)
FINE = {200, 303, 307, 400, 401, 403, 404, 405, 409, 413, 414, 421, 429}

words = st.text(max_size=20) | st.sampled_from(WORDS)
fields = st.lists(st.tuples(st.sampled_from(NAMES) | st.text(max_size=8), words), max_size=6)
headers = st.lists(
    st.tuples(
        st.sampled_from(
            [
                b"cookie",
                b"origin",
                b"sec-fetch-site",
                b"content-type",
                b"content-length",
                b"accept",
                b"range",
                b"if-none-match",
                b"x-forwarded-for",
                b"x-forwarded-proto",
                b"x-forwarded-host",
                b"host",
                b"transfer-encoding",
                b"accept-language",
                b"authorization",
                b"referer",
            ]
        ),
        st.binary(max_size=30).map(lambda value: re.sub(rb"[\r\n\0]", b"", value))
        | st.sampled_from(
            [
                b"http://127.0.0.1:8765",
                b"null",
                b"armstrail_session=x; armstrail_seat=y",
                b"bytes=0-1",
                b"armstrail_saved=|||%zz",
                b"armstrail_reviewer=%ff%00",
                b"-1",
                b"9" * 30,
                b"1e3",
                b"::[",
                b"http://[::1",
                b"armstrail_session=\xff\xfe",
            ]
        ),
    ),
    max_size=3,
)
methods = st.sampled_from(
    ["GET"] * 6 + ["POST"] * 3 + ["HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get", "X"]
)


@st.composite
def paths(draw):
    """An address of the route table with parts that there are, or with anything."""
    path = draw(st.sampled_from(ROUTES))

    def part(found):
        value = KNOWN[found[1]] if draw(st.booleans()) else draw(words.filter(bool))
        return quote(value.encode("utf-8", "surrogatepass"), safe="" if draw(st.booleans()) else "/")

    made = PART.sub(part, path) + draw(st.sampled_from(["", "", "", ".json", ".csv", "/", "%00", "%ff", ";x"]))
    return made.encode()


def encoded(told, token=None):
    more = [("token", token)] if token else []
    return urlencode([*told, *more], errors="surrogatepass").encode()


def check(answer, *secrets):
    """A page, or a refusal that says what is wrong; never a word of the inside."""
    assert answer.status in FINE, answer.body[:500]
    assert "content-security-policy" in answer.headers
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert re.match(r"(http://(127\.0\.0\.1|localhost)[:\d]*)?/(?![/\\])", answer.headers.get("location", "/"))
    if answer.status >= 400:
        assert not INSIDE.search(answer.body), answer.body
        assert answer.body
    for secret in secrets:
        assert str(secret).encode() not in answer.body


def test_every_address_of_the_application_is_tried(together):
    """A route added in whatever way is among those that the requests here are made of, or is a twin of one."""
    served = {re.sub(r"\.(json|csv)$", "", route.path) for route in together.app.routes}
    assert served - {"/index"} == {re.sub(r"\.(json|csv)$", "", path) for path in ROUTES}


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A workspace for one, with a browser's seat."""
    from small_ledger import fill

    from armstrail.ledger import Ledger

    path = tmp_path_factory.mktemp("fuzz") / "small.db"
    with Ledger.open(path, clock=lambda: NOW) as ledger:
        fill(ledger)
    return make_app(settings_of(path)), path


@pytest.fixture(scope="module")
def together(tmp_path_factory, people):
    """A shared workspace."""
    return Workspace(tmp_path_factory.mktemp("fuzz"), people)


def inside(workspace):
    """The cookie and the token of its editor, in a session of its own: what is sent may well end it."""
    session = accounts.open_session(workspace.file, "Edi Tor")
    return f"armstrail_session={session}".encode(), Visit(None, session, "").token


@given(method=methods, path=paths(), told=fields, sent=fields, more=headers)
@FUZZ
def test_nothing_breaks_a_workspace_for_one(alone, method, path, told, sent, more):
    """With anything in the address, the fields, the form and the headers; forms with a token that holds."""
    app, ledger = alone
    token = guard.token_of(b"a secret of tests", "seat")
    body = encoded(sent, token) if method != "GET" else b""
    first = [(b"cookie", f"{guard.SEAT}=seat".encode()), FORM_TYPE]
    check(ask(app, method, path, query=encoded(told), headers=first + more, body=body), ledger)


@given(method=methods, path=paths(), told=fields, sent=fields, more=headers)
@FUZZ
def test_nothing_breaks_a_shared_workspace(together, method, path, told, sent, more):
    """As its editor, who may do everything, with a token that holds."""
    workspace, (cookie, token) = together, inside(together)
    body = encoded(sent, token) if method != "GET" else b""
    answer = ask(
        workspace.app, method, path, query=encoded(told), headers=[(b"cookie", cookie), FORM_TYPE, *more], body=body
    )
    check(answer, workspace.ledger, workspace.path)
    assert b"$argon2" not in answer.body
    assert answer.status != 401 or more


@given(method=methods, path=paths(), told=fields, sent=fields, more=headers)
@FUZZ
def test_nothing_opens_a_shared_workspace_to_a_stranger(together, method, path, told, sent, more):
    """Whatever is sent without a session, no word of the ledger comes back."""
    workspace = together
    answer = ask(workspace.app, method, path, query=encoded(told), headers=[FORM_TYPE, *more], body=encoded(sent))
    check(answer, workspace.ledger, workspace.path)
    if not path.startswith(b"/static/"):
        assert answer.status != 200 or path.rstrip(b"/").startswith(b"/login")
    assert b"The Daily Ledger" not in answer.body


TYPES = [
    b"application/x-www-form-urlencoded", b"application/x-www-form-urlencoded; charset=utf-16", b"application/json",
    b"multipart/form-data; boundary=x", b"text/plain", b"",
]  # fmt: skip


@given(body=st.binary(max_size=200), kind=st.sampled_from(TYPES), path=st.sampled_from(FORM_PATHS))
@FUZZ
def test_a_body_that_is_no_form_is_refused(together, body, kind, path):
    """400, or as a form without its token; nothing is recorded."""
    workspace, (cookie, _) = together, inside(together)
    before = accounts.list_accounts(workspace.file)
    answer = ask(
        workspace.app, "POST", filled(path).encode(), headers=[(b"cookie", cookie), (b"content-type", kind)], body=body
    )
    check(answer)
    assert answer.status in (400, 403, 409)
    assert accounts.list_accounts(workspace.file) == before


@pytest.mark.parametrize("size", [64_001, 10**7])
def test_a_form_beyond_measure_is_refused(together, size):
    """By its length where it tells it, by counting where it does not."""
    workspace, (cookie, _) = together, inside(together)
    told = [(b"cookie", cookie), FORM_TYPE]
    lengths = ([], [(b"content-length", str(size).encode())])
    path = f"/claim/{SPY_CLAIM.id}/decide".encode()
    answers = [ask(workspace.app, "POST", path, headers=told + more, body=b"a" * size) for more in lengths]
    assert [answer.status for answer in answers] == [400, 413]


EVERY = [filled(path) for path, _ in (*PAGES, *FILES)]
SENT = [filled(path) for path, _ in FORMS if path != "/search/save"]


def spoil(path: Path, how: str):
    """What can become of a ledger while it is served; gives back what must be let go at the end."""
    if how == "removed":
        for each in path.parent.glob(f"{path.name}*"):
            each.unlink()
    elif how == "emptied":
        path.write_bytes(b"")
    elif how == "cut short":
        path.write_bytes(path.read_bytes()[:9_000])
    elif how == "of another kind":
        path.write_bytes(b"no database" * 1_000)
    elif how == "a folder":
        path.unlink()
        path.mkdir()
    elif how == "of another program":
        path.unlink()
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE readings (x)")
    else:
        holder = sqlite3.connect(path, isolation_level=None)
        if how == "held alone":
            holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE" if how == "held alone" else "BEGIN IMMEDIATE")
        return holder
    return None


@pytest.mark.parametrize("how", ["removed", "emptied", "cut short", "of another kind", "a folder", "of another program",
                                 "held alone", "being written"])  # fmt: skip
def test_a_ledger_that_goes_while_it_is_served(small_ledger, how):
    """Every page and form says 503, or is as before where it was kept or can be read; the inside stays inside."""
    app = make_app(settings_of(small_ledger, wait=0.05))
    assert ask(app, "GET", b"/").status == 200
    held = spoil(small_ledger, how)
    token = guard.token_of(b"a secret of tests", "seat")
    told = [(b"cookie", f"{guard.SEAT}=seat".encode()), FORM_TYPE]
    body = encoded([("who", "Ana"), ("why", "x"), ("action", "withdraw")], token)
    gets = [ask(app, "GET", path.encode() + twin) for path in EVERY for twin in (b"", b".json") if path != "/"]
    posts = [ask(app, "POST", path.encode(), headers=told, body=body) for path in SENT]
    for answer in gets + posts:
        assert answer.status in (200, 303, 400, 404, 503)
        if answer.status >= 400:
            assert not INSIDE.search(answer.body), answer.body
        assert str(small_ledger).encode() not in answer.body
    if how not in ("being written", "held alone"):
        assert {answer.status for answer in gets if answer.status != 404} == {503}
    assert ask(app, "POST", SENT[0].encode(), headers=told, body=body).status == 503
    if held is not None:
        held.close()
        assert ask(app, "GET", b"/").status == 200


def test_accounts_held_by_another_program_let_readers_read(together, monkeypatch):
    """Who is in goes on reading; who comes is told to try again, and nobody gets in unseen."""
    workspace, (cookie, _) = together, inside(together)
    monkeypatch.setattr("armstrail.accounts.store._WAIT", 0.05)
    holder = sqlite3.connect(workspace.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert ask(workspace.app, "GET", b"/sources", headers=[(b"cookie", cookie)]).status == 200
    door = ask(workspace.app, "GET", b"/login")
    seat = re.search(r"armstrail_seat=(\w+)", door.headers["set-cookie"])[1]
    told = [
        ("name", "Edi Tor"),
        ("password", "four words in a row"),
        ("token", guard.token_of(b"a secret of tests", seat)),
    ]
    answer = ask(workspace.app, "POST", b"/login", body=encoded(told),
                 headers=[(b"cookie", f"{guard.SEAT}={seat}".encode()), FORM_TYPE])  # fmt: skip
    holder.close()
    assert answer.status == 503
    assert "set-cookie" not in answer.headers
    assert not INSIDE.search(answer.body)
