"""Two walks as people take them: one in Italian without a mouse, one of three colleagues at a shared workspace."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from pages_served import served
from shared_workspaces import PASSWORD, Workspace, make_people
from small_ledger import HOSTILE_CLAIM, SPY_CLAIM, fill
from watching import Watched

from armstrail import accounts
from armstrail.ledger import Ledger
from armstrail.web import Settings, make_app

MOST_STOPS = 120
NAME = """() => {
    const it = document.activeElement;
    const label = it.labels && it.labels.length ? it.labels[0].textContent : '';
    return (it.getAttribute('aria-label') || label || it.textContent || '').replace(/\\s+/g, ' ').trim();
}"""


def tab_to(tab, words):
    """Go on by the Tab key until the focus is on something of this name."""
    passed = []
    for _ in range(MOST_STOPS):
        tab.keyboard.press("Tab")
        passed.append(tab.evaluate(NAME))
        if re.fullmatch(words, passed[-1]):
            return
    raise AssertionError(f"no stop is named {words!r}: {passed}")


def press(tab, words):
    """Go to a link or button and press Enter; wait for the page it leads to."""
    tab_to(tab, words)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def test_in_italian_and_with_the_keyboard_alone(chromium, tmp_path):
    """Flow, figure, words, withdrawal, another number, undo: no click, and no English word in the way."""
    ledger = tmp_path / "small.db"
    with Ledger.open(ledger, clock=lambda: datetime(2025, 8, 1, tzinfo=UTC)) as book:
        fill(book)
    settings = Settings(str(ledger), lambda: datetime.now(UTC), b"a secret of tests", language="it")
    with served(make_app(settings)) as address:
        context = chromium.new_context(locale="it-IT")
        tab = context.new_page()
        watch = Watched(tab, address)
        tab.goto(address)
        assert tab.evaluate("document.documentElement.lang") == "it"
        press(tab, "Corea del Nord → Russia")
        press(tab, "Carichi dal contenuto non precisato, in .*container.*|Carico.*container.*")
        first, receipt = tab.locator("p.lead").first.inner_text(), tab.url
        press(tab, "5.000 container.*")
        tab_to(tab, "Il proprio nome")
        tab.keyboard.type("Ana Horvat")
        tab_to(tab, "Ragione.*")
        tab.keyboard.type("nessuna fonte")
        press(tab, "Ritira")
        assert "Ritirata da Ana Horvat" in tab.locator("main").inner_text()
        tab.goto(receipt)
        assert tab.locator("p.lead").first.inner_text() != first
        press(tab, "Decisioni")
        tab_to(tab, "Ragione.*")
        tab.keyboard.type("visto l'originale")
        press(tab, "Annulla")
        tab.goto(receipt)
        assert tab.locator("p.lead").first.inner_text() == first
        watch.check()
        context.close()


@pytest.fixture
def workspace(tmp_path):
    """A shared workspace and its address."""
    people = tmp_path / "people"
    people.mkdir()
    made = Workspace(tmp_path, make_people(people))
    with served(made.app) as made.address:
        yield made


@pytest.fixture
def newcomer(chromium, workspace):
    """Gives a watched tab in a browser profile of its own."""
    watched = []

    def open_tab():
        context = chromium.new_context()
        watched.append((context, Watched(context.new_page(), workspace.address)))
        return watched[-1][1].tab

    yield open_tab
    for context, watch in watched:
        watch.check()
        context.close()


def log_in(tab, name):
    """Fill in the page to log in at, where it stands."""
    tab.get_by_label("Name").fill(name)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Log in").click()


def test_three_colleagues_at_one_ledger(newcomer, workspace):
    """The analyst decides under her own name, the reader sees it and cannot, the editor takes it back and reads the
    log."""
    analyst, reader, editor = newcomer(), newcomer(), newcomer()
    analyst.goto(f"{workspace.address}/claim/{HOSTILE_CLAIM.id}")
    log_in(analyst, "Ana Lyst")
    assert analyst.url.endswith(f"/claim/{HOSTILE_CLAIM.id}")
    assert analyst.get_by_label("Your name").count() == 0
    analyst.get_by_label("Reason").first.fill("no source at all")
    analyst.get_by_role("button", name="Withdraw").click()
    assert "Withdrawn by Ana Lyst" in analyst.locator("main").inner_text()
    reader.goto(f"{workspace.address}/claim/{HOSTILE_CLAIM.id}")
    log_in(reader, "Rita Read")
    assert "Withdrawn by Ana Lyst" in reader.locator("main").inner_text()
    assert reader.get_by_role("button", name="Withdraw").count() == 0
    assert reader.get_by_role("button", name="Undo").count() == 0
    editor.goto(f"{workspace.address}/decisions")
    log_in(editor, "Edi Tor")
    editor.get_by_placeholder("Reason").fill("there is one")
    editor.get_by_role("button", name="Undo").click()
    assert "taken back" in editor.locator("main").inner_text()
    editor.get_by_role("link", name="Log", exact=True).click()
    told = editor.locator("main").inner_text()
    assert "decision sent" in told
    assert "Rita Read" in told
    editor.get_by_role("button", name="Log out").click()
    editor.goto(f"{workspace.address}/log")
    assert "/login" in editor.url


@pytest.mark.parametrize("script", [True, False])
def test_a_session_that_ends_in_the_middle_of_a_form_costs_no_word(chromium, workspace, script):
    """The words come back after the log-in and are sent with one more press."""
    context = chromium.new_context(java_script_enabled=script)
    tab = context.new_page()
    tab.goto(f"{workspace.address}/claim/{SPY_CLAIM.id}")
    log_in(tab, "Ana Lyst")
    tab.get_by_label("Reason").first.fill("long thought about, and written down")
    accounts.set_role(workspace.file, "Ana Lyst", "analyst", by="tests")
    (session,) = [each["value"] for each in context.cookies() if each["name"] == "armstrail_session"]
    accounts.close_session(workspace.file, session)
    tab.get_by_role("button", name="Withdraw").click()
    assert "Log in again" in tab.locator("main").inner_text()
    log_in(tab, "Ana Lyst")
    assert "long thought about, and written down" in tab.locator("main").inner_text()
    tab.get_by_role("button", name="Send it now").click()
    assert "Withdrawn by Ana Lyst" in tab.locator("main").inner_text()
    assert "long thought about" in tab.locator("main").inner_text()
    context.close()


def test_another_site_can_neither_decide_nor_log_out(chromium, workspace):
    """Its form comes without our cookie, or from a place that the browser tells."""
    context = chromium.new_context()
    tab = context.new_page()
    tab.goto(f"{workspace.address}/claim/{SPY_CLAIM.id}")
    log_in(tab, "Ana Lyst")
    tab.wait_for_url("**/claim/*")
    forms = "".join(
        f"<form method=post action='{workspace.address}{path}'><input name=why value=planted><button>{number}</button>"
        "</form>" for number, path in enumerate((f"/claim/{SPY_CLAIM.id}/decide", "/logout", "/login"))
    )  # fmt: skip
    tab.route("http://evil.example/", lambda route: route.fulfill(content_type="text/html", body=forms))
    for number in range(3):
        tab.goto("http://evil.example/")
        tab.get_by_role("button", name=str(number)).click()
        assert "another site" in tab.content()
    tab.goto(f"{workspace.address}/decisions")
    assert "planted" not in tab.content()
    assert "Nobody has decided anything yet" in tab.content()
    context.close()
