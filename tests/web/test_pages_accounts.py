"""Accounts managed in the browser, and forms that outlive the session of their page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from page_views import see, sheet
from shared_workspaces import PASSWORD, log_in, resent, seen
from small_ledger import SPY_CLAIM

from armstrail import accounts


@pytest.mark.parametrize("end", ["idle", "closed", "restarted"])
def test_a_form_whose_session_is_over_comes_back_after_the_log_in(shared, end):
    """Nothing is lost and nothing recorded until it is sent again; a wrong password in between changes nothing."""
    browser = shared.enter("Ana Lyst")
    path = f"/claim/{SPY_CLAIM.id}/decide"
    told = {
        **see(browser, f"/claim/{SPY_CLAIM.id}").fields(path),
        "why": "Zwei Sätze — „lang“ & <b>",
        "action": "withdraw",
    }
    if end == "idle":
        shared.now += timedelta(hours=13)
    elif end == "closed":
        accounts.close_session(shared.file, browser.cookies["armstrail_session"])
    else:
        shared.now += timedelta(hours=13)
        browser.app = shared.app = shared.start(b"another secret")
        old, browser = browser, shared.browser()
        browser.cookies.update(dict(old.cookies))
    answer = browser.post(path, data=told)
    assert answer.status_code == 401
    for password, status in (("wrong", 401), (PASSWORD, 409)):
        answer = resent(browser, answer, "/login", {"name": "Ana Lyst", "password": password})
        assert answer.status_code == status
    assert told["why"] in seen(answer).text
    assert sheet(browser, "/decisions.csv") == []
    answer = resent(browser, answer, path, {})
    assert answer.status_code == 200
    (made,) = sheet(browser, "/decisions.csv")
    assert (made["who"], made["why"], made["action"]) == ("Ana Lyst", told["why"], "withdraw")


def test_a_form_of_an_older_session_comes_back_too(shared):
    """Another log-in in another tab costs no text; it is sent by hand, since a form of another site would look so."""
    browser = shared.enter("Ana Lyst")
    path = f"/claim/{SPY_CLAIM.id}/decide"
    told = {**see(browser, f"/claim/{SPY_CLAIM.id}").fields(path), "why": "a reason", "action": "accept"}
    browser.post("/logout", data=see(browser, "/").fields("/logout"))
    log_in(browser, "Ana Lyst")
    answer = browser.post(path, data=told)
    assert answer.status_code == 409
    assert sheet(browser, "/decisions.csv") == []
    assert resent(browser, answer, path, {}).status_code == 200
    assert len(sheet(browser, "/decisions.csv")) == 1


def test_a_form_that_may_be_another_sites_is_not_kept(shared):
    """Without a token of ours or the browser's word where it comes from, nothing of it comes back."""
    browser = shared.browser()
    answer = browser.post(f"/claim/{SPY_CLAIM.id}/decide", data={"why": "planted", "action": "withdraw"})
    assert answer.status_code == 401
    assert "planted" not in answer.text


def test_an_editor_manages_accounts(shared):
    """Makes one, gives a role and a password, closes it; each stands in the log."""
    browser = shared.enter("Edi Tor")
    token = see(browser, "/accounts").fields("/accounts")["token"]

    def manage(**told):
        return browser.post("/accounts", data={"token": token, **told})

    assert manage(action="add", name="Neu Ling", role="reader", password=PASSWORD).status_code == 200
    newcomer = shared.enter("Neu Ling")
    assert manage(action="role", name="Neu Ling", role="analyst").status_code == 200
    assert "Signed by Neu Ling" in newcomer.get(f"/claim/{SPY_CLAIM.id}").text
    assert manage(action="password", name="Neu Ling", password=f"{PASSWORD} again").status_code == 200
    assert newcomer.get("/").url.path == "/login"
    assert manage(action="remove", name="Neu Ling").status_code == 200
    assert log_in(shared.browser(), "Neu Ling", f"{PASSWORD} again").status_code == 401
    told = [event for event, *_ in shared.events(account="Neu Ling")]
    assert told == ["account_removed", "password_changed", "role_changed", "entered", "account_added"]
    assert "Neu Ling" in see(browser, "/log").text


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"action": "add", "name": "Neu Ling", "role": "reader", "password": "short"}, "at least 12"),
        ({"action": "add", "name": "Neu Ling", "role": "king", "password": PASSWORD}, "use one of"),
        ({"action": "add", "name": "rita read", "role": "reader", "password": PASSWORD}, "already"),
        ({"action": "role", "name": "Edi Tor", "role": "reader"}, "last editor"),
        ({"action": "remove", "name": "Edi Tor"}, "last editor"),
        ({"action": "remove", "name": "Nobody"}, "no account"),
        ({"action": "explode", "name": "Rita Read"}, "not known"),
        ({"action": "remove"}, "Name the account"),
        ({"name": "Rita Read"}, "Name the account"),
    ],
)
def test_a_broken_form_changes_no_account(shared, told, words):
    """400 and the mend."""
    browser = shared.enter("Edi Tor")
    before = accounts.list_accounts(shared.file)
    token = see(browser, "/accounts").fields("/accounts")["token"]
    answer = browser.post("/accounts", data={"token": token, **told})
    assert answer.status_code == 400
    assert words in answer.text
    assert accounts.list_accounts(shared.file) == before


def test_everybody_changes_the_own_password(shared):
    """With the old one; the other sessions end, this one goes on."""
    browser, other = shared.enter("Rita Read"), shared.enter("Rita Read")
    fields = see(browser, "/account").fields("/account/password")
    told = {"token": fields["token"], "old": "wrong", "new": f"{PASSWORD} again"}
    assert browser.post("/account/password", data=told).status_code == 403
    assert browser.post("/account/password", data={**told, "old": PASSWORD, "new": "short"}).status_code == 400
    answer = browser.post("/account/password", data={**told, "old": PASSWORD})
    assert answer.status_code == 200
    assert "The password is changed" in answer.text
    assert other.get("/").url.path == "/login"
    assert log_in(shared.browser(), "Rita Read").status_code == 401
    assert log_in(shared.browser(), "Rita Read", f"{PASSWORD} again").status_code == 200


def test_the_old_password_cannot_be_guessed_at_the_account_page(shared):
    """It has the limits of the log-in."""
    browser = shared.enter("Rita Read")
    told = {"token": see(browser, "/").fields("/logout")["token"], "old": "wrong", "new": f"{PASSWORD} again"}
    assert [browser.post("/account/password", data=told).status_code for _ in range(6)] == [403] * 5 + [429]


def test_the_log_is_paged_and_filtered(shared):
    """By account and by what happened; the sheet has the rows of the page."""
    browser = shared.enter("Edi Tor")
    for number in range(120):
        accounts.note(shared.file, "decided", account="Ana Lyst", by="Ana Lyst", detail=f"x {number}")
    assert len(sheet(browser, "/log.csv?event=decided")) == 100
    assert len(sheet(browser, "/log.csv?event=decided&page=2")) == 20
    assert {row["account"] for row in sheet(browser, "/log.csv?account=Edi%20Tor")} == {"Edi Tor"}
    assert browser.get("/log?event=nonsense").status_code == 400
    assert see(browser, "/log?page=2").text
