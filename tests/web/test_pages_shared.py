"""A shared workspace: nobody sees a page without an account, and each decision is signed by the one who took it."""

from __future__ import annotations

import socket
from datetime import timedelta

import pytest
from page_views import see, sheet
from shared_workspaces import PASSWORD, Workspace, decide, filled, log_in, seen
from small_ledger import SPY_CLAIM, STUDY_CLAIM
from workspaces import NOW, settings_of

from armstrail import accounts
from armstrail.model.errors import AccountsError, BadValue
from armstrail.web import Settings, make_app, serve
from armstrail.web.desk import House
from armstrail.web.routes import EDITOR_FORMS, EDITOR_PAGES, FILES, FORMS, OWN_FORMS, OWN_PAGES, PAGES
from armstrail.web.visits import VISITS

SENT = [*(filled(path) for path, _ in (*FORMS, *OWN_FORMS, *EDITOR_FORMS)), "/logout", "/account/password"]
GETS = [filled(path) for path, _ in (*PAGES, *FILES, *OWN_PAGES, *EDITOR_PAGES)]


@pytest.mark.parametrize("path", [*GETS, "/nonesuch", "/flow/KP/RU?as_of=2024"])
def test_no_page_is_open_without_an_account(shared, path):
    """A browser is led to the log-in page and back; a program is told 401; nothing of the ledger is shown."""
    browser = shared.browser()
    answer = browser.get(path, follow_redirects=False)
    if path.endswith((".svg", ".atom", ".vl.json")):
        assert answer.status_code == 401
    else:
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login")
    stem = "/index" if path == "/" else path.partition("?")[0]
    for twin in (".json", ".csv"):
        answer = browser.get(stem + twin)
        assert (answer.status_code, answer.json()["status"]) == (401, 401)
    assert "2,000" not in browser.get(path).text
    assert "North Korea" not in browser.get(path).text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
@pytest.mark.parametrize(
    "path", [*(filled(path) for path, _ in (*FORMS, *OWN_FORMS, *EDITOR_FORMS)), "/logout", "/account/password"]
)
def test_no_form_is_taken_without_an_account(shared, path, method):
    """Whatever way it is sent."""
    before = shared.events()
    answer = shared.browser().request(method, path, follow_redirects=False)
    assert answer.status_code in (303, 400, 401)
    assert shared.events() == before


def test_the_log_in_page_shows_nothing_of_the_ledger(shared):
    """Its own style is all that can be loaded."""
    browser = shared.browser()
    page = see(browser, "/login")
    assert "Review" not in page.text
    assert browser.get("/static/workspace.css").status_code == 200


def test_who_logs_in_comes_to_the_page_she_asked_for(shared):
    """With its fields; never to another site."""
    browser = shared.browser()
    answer = log_in(browser, "rita read", path="/flow/KP/RU?as_of=2025-01-01")
    assert str(answer.url).endswith("/flow/KP/RU?as_of=2025-01-01")
    assert browser.get("/login", follow_redirects=False).headers["location"] == "/"
    for to in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        assert log_in(shared.browser(), "Rita Read", to=to).url.path == "/"
        away = browser.get("/login", params={"to": to}, follow_redirects=False)
        assert away.headers["location"] == "/"


@pytest.mark.parametrize(
    ("name", "password"), [("Rita Read", "wrong"), ("Nobody", PASSWORD), ("", ""), ("Rita Read", "")]
)
def test_a_wrong_password_and_a_name_that_nobody_has_look_alike(shared, name, password):
    """401, the same words, no session; the log names nobody who is not there."""
    answer = log_in(shared.browser(), name, password)
    assert answer.status_code == 401
    assert "No account has this name and this password" in answer.text
    assert "armstrail_session" not in answer.cookies
    assert shared.events(event="refused")[0][1] in ("Rita Read", None)


def test_a_password_typed_as_a_name_is_not_logged(shared, caplog):
    """Neither in the log of accounts nor in that of the program, nor does the file hold it."""
    log_in(shared.browser(), PASSWORD, "Rita Read")
    log_in(shared.browser(), "Rita Read", "another secret of mine")
    assert PASSWORD not in caplog.text + str(shared.events())
    assert b"another secret of mine" not in shared.path.read_bytes()
    assert PASSWORD.encode() not in shared.path.read_bytes()


def test_a_session_cookie_is_for_the_server_alone(shared):
    """HttpOnly and SameSite; Secure and of a name that other hosts cannot set where the browser speaks https."""
    for scheme, name in (("http", "armstrail_session="), ("https", "__Host-armstrail_session=")):
        browser = shared.browser(scheme)
        fields = see(browser, "/login").fields("/login")
        answer = browser.post(
            "/login", data={**fields, "name": "Rita Read", "password": PASSWORD}, follow_redirects=False
        )
        (cookie,) = [each for each in answer.headers.get_list("set-cookie") if each.startswith(name)]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Path=/" in cookie
        assert ("Secure" in cookie) == (scheme == "https")
        assert answer.headers["cache-control"].startswith(("private", "no-store"))


def test_a_session_is_new_at_each_log_in(shared):
    """Whoever planted a cookie before has nothing of it, and the one before it ends."""
    browser = shared.browser()
    browser.cookies.set("armstrail_session", "planted")
    log_in(browser, "Rita Read")
    first = browser.cookies.get("armstrail_session", domain="127.0.0.1") or browser.cookies.get("armstrail_session")
    assert first != "planted"
    assert accounts.visitor_of(shared.file, "planted") is None


def test_after_the_log_out_the_session_is_over_on_the_server(shared):
    """A copy of its cookie opens nothing."""
    browser = shared.enter("Rita Read")
    session = browser.cookies["armstrail_session"]
    answer = browser.post("/logout", data=see(browser, "/").fields("/logout"))
    assert answer.url.path == "/login"
    thief = shared.browser()
    thief.cookies.set("armstrail_session", session)
    assert thief.get("/").url.path == "/login"
    assert [event for event, *_ in shared.events(account="Rita Read")][:2] == ["left", "entered"]


def test_no_other_site_can_log_somebody_in_or_out(shared):
    """Both forms need the token of their page."""
    assert shared.browser().post("/login", data={"name": "Rita Read", "password": PASSWORD}).status_code == 403
    browser = shared.enter("Rita Read")
    assert browser.post("/logout", data={"token": "x"}).status_code == 403
    assert browser.get("/").url.path == "/"
    headers = {"origin": "http://evil.example"}
    assert browser.post("/logout", data=see(browser, "/").fields("/logout"), headers=headers).status_code == 403


def test_a_page_of_an_account_is_not_kept_by_the_browser(shared):
    """Whoever sits there next does not find it with the back button."""
    assert shared.enter("Rita Read").get("/").headers["cache-control"] == "no-store"


def test_after_five_wrong_passwords_the_account_waits(shared):
    """The right one, too; after a quarter of an hour it opens; others are not held up."""
    for number in range(5):
        assert log_in(shared.browser(client=f"192.0.2.{number}"), "Rita Read", "wrong").status_code == 401
    answer = log_in(shared.browser(client="192.0.2.99"), "RITA  read")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 900
    assert "15 minutes" in answer.text
    assert shared.events()[0][:2] == ("limited", "Rita Read")
    shared.enter("Ana Lyst", client="192.0.2.1")
    shared.now += timedelta(minutes=15)
    shared.enter("Rita Read")


def test_an_address_that_tries_many_names_waits(shared):
    """Thirty wrong ones within a quarter of an hour; the right ones before count not."""
    for _ in range(3):
        shared.enter("Rita Read")
    for number in range(30):
        assert log_in(shared.browser(), f"name {number}", "wrong").status_code == 401
    assert log_in(shared.browser(), "Rita Read").status_code == 429
    shared.enter("Rita Read", client="198.51.100.1")


def test_a_crowd_at_the_door_is_sent_away(shared, monkeypatch):
    """Hashing takes memory and time: two at once, few in line, and the rest is told to come again (429)."""
    monkeypatch.setattr("armstrail.web.entry._CROWD", 0)
    answer = log_in(shared.browser(), "Rita Read")
    assert answer.status_code == 429
    assert "few seconds" in answer.text
    assert "armstrail_session" not in answer.cookies


def test_each_role_does_what_it_may(shared):
    """A reader reads and keeps searches; an analyst decides; an editor sees accounts and log."""
    reader, analyst, editor = (shared.enter(name) for name in ("Rita Read", "Ana Lyst", "Edi Tor"))
    assert f"/claim/{SPY_CLAIM.id}/decide" not in str(see(reader, f"/claim/{SPY_CLAIM.id}").elements)
    token = see(reader, "/").fields("/logout")["token"]
    answer = reader.post(f"/claim/{SPY_CLAIM.id}/decide", data={"token": token, "action": "accept", "why": "x"})
    assert answer.status_code == 403
    assert "asks for the role analyst" in answer.text
    assert reader.post("/search/save", data={"token": token, "search": "q=containers"}).status_code == 200
    assert decide(analyst, SPY_CLAIM, "accept").status_code == 200
    for path in ("/accounts", "/log", "/accounts.json", "/log.csv"):
        assert [each.get(path).status_code for each in (reader, analyst, editor)] == [403, 403, 200]
    assert "/log" in see(editor, "/").links
    assert "/log" not in see(analyst, "/").links
    assert ("forbidden", "Rita Read", "Rita Read", f"/claim/{SPY_CLAIM.id}/decide") in shared.events()


def test_a_decision_is_signed_by_its_account(shared):
    """The form has no field for a name, and one sent anyway is not believed."""
    browser = shared.enter("Ana Lyst")
    page = see(browser, f"/claim/{SPY_CLAIM.id}")
    assert "who" not in [values.get("name") for values in page.all("input")]
    assert "Signed by Ana Lyst" in page.text
    decide(browser, SPY_CLAIM, "withdraw", who="Edi Tor")
    (made,) = sheet(browser, "/decisions.csv")
    assert (made["who"], made["action"]) == ("Ana Lyst", "withdraw")
    assert shared.events()[0] == ("decided", "Ana Lyst", "Ana Lyst", f"/claim/{SPY_CLAIM.id}/decide withdraw")


def test_only_an_editor_takes_back_what_others_decided(shared):
    """An analyst takes back her own; of others she sees no form, and one sent anyway is refused."""
    ana, ada, edi = (shared.enter(name) for name in ("Ana Lyst", "Ada Lyst", "Edi Tor"))
    decide(ana, SPY_CLAIM, "withdraw")
    decide(ana, STUDY_CLAIM, "withdraw")
    first, second = (row["id"] for row in sheet(ana, "/decisions.csv"))
    assert f"/decision/{first}/undo" not in str(see(ada, "/decisions").elements)
    token = see(ada, "/").fields("/logout")["token"]
    answer = ada.post(f"/decision/{first}/undo", data={"token": token, "why": "x"})
    assert answer.status_code == 403
    assert "somebody else" in answer.text
    for browser, made in ((ana, first), (edi, second)):
        path = f"/decision/{made}/undo"
        fields = see(browser, "/decisions").fields(path)
        assert browser.post(path, data={**fields, "why": "a mistake"}).status_code == 200
    undone = [(row["who"], row["undoes"]) for row in sheet(edi, "/decisions.csv") if row["action"] == "undo"]
    assert sorted(undone) == sorted([("Ana Lyst", first), ("Edi Tor", second)])


def test_accounts_that_go_away_let_nobody_in(shared):
    """503, without a path, for who was in as for who comes; back again, all is well."""
    browser = shared.enter("Rita Read")
    away = shared.path.rename(shared.path.with_suffix(".away"))
    for path in ("/", "/index.json", "/flow/KP/RU", "/login"):
        answer = browser.get(path)
        assert answer.status_code == 503
        assert str(shared.path) not in answer.text
        assert "containers" not in answer.text
    away.rename(shared.path)
    assert browser.get("/").url.path == "/"


def test_a_read_only_shared_workspace_still_lets_people_in(tmp_path, people):
    """And its accounts can be managed; decisions are refused."""
    shared = Workspace(tmp_path, people, read_only=True)
    browser = shared.enter("Edi Tor")
    token = see(browser, "/accounts").fields("/accounts")["token"]
    told = {"token": token, "action": "role", "name": "Rita Read", "role": "analyst"}
    assert browser.post("/accounts", data=told).status_code == 200
    assert browser.post(f"/claim/{SPY_CLAIM.id}/decide", data={"token": token}).status_code == 403


def test_the_shared_pages_speak_italian(tmp_path, people):
    """All of them, from the door on."""
    shared = Workspace(tmp_path, people, language="it")
    assert "Entra" in see(shared.browser(), "/login").text
    browser = shared.enter("Edi Tor")
    for path, words in (("/account", "Il suo accesso"), ("/accounts", "redattore"), ("/log", "entrato")):
        assert words in see(browser, path).text


def test_serving_refuses_what_would_be_open(shared, small_ledger):
    """The function that serves checks again what the command checked."""
    with pytest.raises(BadValue, match="asks nobody"):
        serve(settings_of(small_ledger), host="0.0.0.0", port=1)
    empty = accounts.open_accounts(shared.path.with_suffix(".empty"), lambda: NOW, create=True)
    with pytest.raises(AccountsError, match="no editor"):
        serve(settings_of(small_ledger, accounts=empty.path), host="127.0.0.1", port=1)
    with pytest.raises(AccountsError, match="no accounts here"):
        serve(settings_of(small_ledger, accounts=shared.path.with_suffix(".none")), host="127.0.0.1", port=1)


def test_a_house_without_its_accounts_is_not_opened(shared, small_ledger):
    """A shared workspace never becomes an open one by the way it is put together."""
    alone = House.of(settings_of(small_ledger))
    with pytest.raises(AccountsError, match="do not agree"):
        make_app(settings_of(small_ledger, accounts=shared.path), alone)


@pytest.mark.parametrize(("proxy", "secure"), [("127.0.0.1", True), ("192.0.2.1", False), (None, False)])
def test_the_headers_of_a_proxy_are_believed_from_it_alone(shared, monkeypatch, proxy, secure):
    """Without the option nobody's word makes a cookie secure or an address another."""
    import threading

    import httpx
    import uvicorn

    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = []
    run = uvicorn.Server.run
    monkeypatch.setattr(uvicorn.Server, "run", lambda server, **_: made.append(server))
    settings = Settings(str(shared.ledger), lambda: NOW, b"a secret of tests", accounts=shared.path)
    with pytest.raises(SystemExit):
        serve(settings, host="127.0.0.1", port=port, proxy=proxy)
    monkeypatch.setattr(uvicorn.Server, "run", run)
    thread = threading.Thread(target=made[0].run, daemon=True)
    thread.start()
    while not made[0].started:
        assert thread.is_alive()
    headers = {"x-forwarded-proto": "https", "x-forwarded-for": "198.51.100.9"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, trust_env=False) as client:
        page = client.get("/login")
        told = {**seen(page).fields("/login"), "name": "Rita Read", "password": PASSWORD}
        jar = {cookie.name: cookie.value for cookie in client.cookies.jar}
        client.cookies.clear()
        answer = client.post("/login", data=told, headers={"cookie": "; ".join(f"{a}={b}" for a, b in jar.items())})
    made[0].should_exit = True
    thread.join()
    assert any(each.startswith("__Host-") for each in answer.headers.get_list("set-cookie")) == secure
    address = accounts.list_events(shared.file, event="entered")[0].address
    assert address == ("198.51.100.9" if secure else "127.0.0.1")


def test_the_day_of_the_last_visit_is_kept_for_those_with_accounts_too(shared):
    """By the browser, as in a workspace for one: so that what was added since is marked the next time."""
    browser = shared.browser()
    log_in(browser, "Rita Read")
    assert browser.get("/").status_code == 200
    assert browser.cookies.get(VISITS) == f"{NOW:%Y-%m-%d}"


class TestKeptSearches:
    """Kept with the account; followed by a feed reader, which cannot log in, under a secret address."""

    @staticmethod
    def keep(browser, query="q=containers"):
        fields = see(browser, f"/search?{query}").fields("/search/save")
        return browser.post("/search/save", data={**fields, "search": query})

    @staticmethod
    def addresses(browser, action="open"):
        fields = see(browser, "/account").fields("/account/feed")
        answer = browser.post("/account/feed", data={**fields, "action": action})
        return [link for link in seen(answer).links if link.startswith("/feed/")]

    def test_a_search_is_kept_in_every_browser_of_its_account(self, shared):
        """And in no browser of another one; forgotten in one, it is gone in the other."""
        one, other = shared.enter("Rita Read"), shared.enter("Rita Read")
        self.keep(one)
        assert "/search.atom?q=containers" in see(other, "/search").links
        assert "/search.atom?q=containers" not in see(shared.enter("Ana Lyst"), "/search").links
        fields = see(other, "/search").fields("/search/save")
        other.post("/search/save", data={**fields, "forget": "q=containers"})
        assert "/search.atom?q=containers" not in see(one, "/search").links

    def test_what_the_browser_kept_before_goes_to_the_account(self, shared):
        """With the first search that is kept there; the browser keeps them no longer."""
        browser = shared.enter("Rita Read")
        browser.cookies.set("armstrail_saved", "q=fuel|evil=1", domain="127.0.0.1")
        self.keep(browser)
        assert "armstrail_saved" not in browser.cookies
        kept = [link for link in see(browser, "/search").links if link.startswith("/search.atom?")]
        assert kept == ["/search.atom?q=containers", "/search.atom?q=fuel"]

    def test_a_feed_reader_follows_them_without_a_session(self, shared):
        """One search, or all of them; nothing else opens with the token, and its digest alone is stored."""
        browser = shared.enter("Rita Read")
        self.keep(browser)
        every, one = self.addresses(browser)
        assert one == f"{every}?q=containers"
        reader = shared.browser()
        for address in (every, one):
            answer = reader.get(address)
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith("application/atom+xml")
            assert f"/claim/{SPY_CLAIM.id}" in answer.text
        token = every.split("/")[2]
        assert token.encode() not in shared.path.read_bytes()
        for path in ("/", "/search", f"/feed/{token}/", f"/feed/{token}/claim/{SPY_CLAIM.id}", "/account"):
            assert SPY_CLAIM.id not in reader.get(path).text
        assert reader.post(every).status_code == 405

    def test_a_secret_address_is_shown_once(self, shared):
        """The page that comes after tells since when there is one, and no more."""
        browser = shared.enter("Rita Read")
        assert self.addresses(browser)
        page = see(browser, "/account")
        assert "There is a secret address since" in page.text
        assert not any(link.startswith("/feed/") for link in page.links)
        assert ("feed_opened", "Rita Read", "Rita Read", None) in shared.events()

    def test_an_address_that_was_revoked_opens_nothing(self, shared):
        """Nor does one that was replaced, one whose account got a new password or was closed, or one that never was."""
        browser, reader = shared.enter("Rita Read"), shared.browser()
        (first,) = self.addresses(browser)
        (second,) = self.addresses(browser)
        assert [reader.get(each).status_code for each in (first, second)] == [404, 200]
        self.addresses(browser, "close")
        assert reader.get(second).status_code == 404
        (third,) = self.addresses(browser)
        accounts.set_password(shared.file, "Rita Read", "five other words in a row", by="Edi Tor")
        assert reader.get(third).status_code == 404
        assert reader.get("/feed/nonesuch/search.atom").status_code == 404
        assert "feed" in reader.get("/feed/nonesuch/search.atom").json()["error"]

    def test_a_closed_account_leaves_nothing_that_it_kept(self, shared):
        """Its name given again begins with no search and no feed."""
        browser, reader = shared.enter("Rita Read"), shared.browser()
        self.keep(browser)
        every, _ = self.addresses(browser)
        accounts.remove(shared.file, "Rita Read", by="Edi Tor")
        assert reader.get(every).status_code == 404
        accounts.add(shared.file, "Rita Read", "reader", PASSWORD, by="Edi Tor")
        assert accounts.list_searches(shared.file, "rita read") == ()
        assert reader.get(every).status_code == 404

    @pytest.mark.parametrize("told", [{}, {"action": "steal"}, {"action": "open", "name": "Edi Tor"}])
    def test_a_broken_form_opens_no_feed(self, shared, told):
        """400, with what there is to choose from."""
        browser = shared.enter("Rita Read")
        fields = see(browser, "/account").fields("/account/feed")
        assert browser.post("/account/feed", data={**fields, **told}).status_code == 400
        assert accounts.feeds_since(shared.file, "Rita Read") is None

    def test_too_many_searches_are_refused(self, shared):
        """With what to do about it; those that were kept stay."""
        for number in range(accounts.MOST_SEARCHES):
            accounts.keep_search(shared.file, "Rita Read", f"q={number}")
        answer = self.keep(shared.enter("Rita Read"))
        assert answer.status_code == 400
        assert "forget some first" in answer.text
        assert len(accounts.list_searches(shared.file, "Rita Read")) == accounts.MOST_SEARCHES

    def test_a_full_account_can_forget_though_the_browser_kept_some_too(self, shared):
        """What has no place in it goes with the cookie; room can always be made."""
        for number in range(accounts.MOST_SEARCHES):
            accounts.keep_search(shared.file, "Rita Read", f"q={number}")
        browser = shared.enter("Rita Read")
        browser.cookies.set("armstrail_saved", "q=fuel|q=rail", domain="127.0.0.1")
        fields = see(browser, "/search").fields("/search/save")
        assert browser.post("/search/save", data={**fields, "forget": "q=7"}).status_code == 200
        held = accounts.list_searches(shared.file, "Rita Read")
        assert "q=7" not in held
        assert len(held) == accounts.MOST_SEARCHES
        assert "armstrail_saved" not in browser.cookies

    def test_the_feed_of_all_leads_to_the_search_and_keeps_its_name(self, shared):
        """Whatever is kept or forgotten, a feed reader goes on with the same feed."""
        browser = shared.enter("Rita Read")
        (feed, *_) = self.addresses(browser)
        told = []
        for query in ("q=containers", "q=shells"):
            self.keep(browser, query)
            text = browser.get(feed).text
            assert 'rel="alternate" href="/search" />' in text
            told.append(text.split("</id>")[0].rpartition("<id>")[2])
        assert told[0] == told[1]
