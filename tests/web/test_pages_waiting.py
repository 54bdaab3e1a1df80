"""A page that takes long is announced at once, and found when it is made; what goes out is compressed."""

from __future__ import annotations

import threading
import time

import pytest
from page_views import see
from small_ledger import SPY, SPY_CLAIM
from workspaces import browser, settings_of

from armstrail.web.desk import House
from armstrail.web.waiting import Kitchen


@pytest.fixture
def impatient(small_ledger):
    """A browser at a workspace that lets nobody wait at all, and keeps what it worked out."""
    return browser(settings_of(small_ledger, patience=0.0, keeps=True))


def wait_for(client, path):
    for _ in range(600):
        answer = client.get(path)
        if answer.status_code != 202:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"{path} was never made")


def test_a_page_in_the_making_says_so_and_comes(impatient):
    """202, with the words and the address to load again, without a script; then the page itself."""
    page = see(impatient, "/flow/KP/RU", 202)
    assert "being worked out" in page.text
    assert "/flow/KP/RU" in page.links
    assert {"http-equiv": "refresh", "content": "1"} in page.all("meta")
    assert "about 2,000" in wait_for(impatient, "/flow/KP/RU").text


FIRST = [
    "/flow/KP/RU", "/question/KP/RU/cargo/containers", "/changes/KP/RU?since=2024-01-01", "/review",
    "/review?supplier=KP&recipient=RU", f"/claim/{SPY_CLAIM.id}", f"/document/{SPY.digest}",
]  # fmt: skip


@pytest.mark.parametrize("path", FIRST)
def test_a_page_in_the_making_shows_what_needs_no_working_out(impatient, path):
    """The words of claims, with the way to each, and no form, since it loads itself again; then all of it."""
    page = see(impatient, path, 202)
    assert "about 2,000 containers" in page.text
    assert [each for each in page.links if each.startswith("/claim/")]
    assert [each["action"] for each in page.all("form")] == ["/search"]
    assert wait_for(impatient, path).status_code == 200


def test_who_asks_again_for_a_page_is_let_wait_for_it():
    """So that what she reads meanwhile changes under her eyes once, as a rule."""
    kitchen, go = Kitchen(0.01), threading.Event()
    assert kitchen.order("soup", lambda: go.wait(10), bread) == "bread"
    threading.Timer(0.3, go.set).start()
    assert kitchen.order("soup", lambda: pytest.fail("it is made once"), bread) is True


def bread():
    return "bread"


def test_what_is_shown_meanwhile_is_made_while_there_is_patience():
    """And gives way where the page is ready in the end; who gets her page early is made nothing else."""
    kitchen, go = Kitchen(10), threading.Event()

    def spread():
        go.set()
        return "bread"

    assert kitchen.order("soup", lambda: go.wait(60), spread) is True
    assert kitchen.order("tea", lambda: "tea", lambda: pytest.fail("it was there")) == "tea"


def test_programs_wait_to_the_end(impatient):
    """A twin of a page is whole or an error, never a promise."""
    assert impatient.get("/flow/KP/RU.json").status_code == 200
    assert impatient.get("/search.csv?q=oil").status_code == 200


def test_what_is_wrong_is_told_all_the_same(impatient):
    """With the status that says so."""
    assert wait_for(impatient, "/flow/KP/KP").status_code == 404
    assert wait_for(impatient, "/search?lang=xx").status_code == 400


def test_a_restart_takes_what_was_worked_out(small_ledger, monkeypatch):
    """Nothing is estimated twice for one state of a flow, and pages are the same."""
    settings = settings_of(small_ledger, keeps=True)
    first = {path: browser(settings).get(path).text for path in ("/flow/KP/RU", "/question/KP/RU/cargo/containers")}
    monkeypatch.setattr("armstrail.estimation.estimate", lambda *_, **__: pytest.fail("it was kept"))
    again = {path: browser(settings, House.of(settings)).get(path).text for path in first}
    assert [strip(page) for page in again.values()] == [strip(page) for page in first.values()]


def strip(page):
    """A page without the token that each reader has of her own."""
    return [line.split('name="token"')[0] for line in page.splitlines()]


def test_nothing_is_kept_where_that_is_not_asked_for(small_ledger):
    """Beside the ledger nothing is left."""
    browser(settings_of(small_ledger)).get("/flow/KP/RU")
    assert [each.name for each in small_ledger.parent.iterdir()] == [small_ledger.name]


def test_large_pages_are_compressed(small):
    """A browser that can unpack them gets a third of the bytes; others get them as they are."""
    packed = small.get("/flow/KP/RU")
    assert packed.headers["content-encoding"] == "gzip"
    plain = small.get("/flow/KP/RU", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert 3 * int(packed.headers["content-length"]) < len(plain.content)


def test_what_is_asked_for_twice_is_made_once():
    """However often it is asked for in the meantime; what it raises comes to whoever asks when it is done."""
    made, go = [], threading.Event()
    kitchen = Kitchen(0.01)

    def make():
        made.append(1)
        go.wait(10)
        raise ValueError("burnt")

    assert [kitchen.order("soup", make, bread) for _ in range(3)] == ["bread"] * 3
    go.set()
    with pytest.raises(ValueError, match="burnt"):
        fetch(kitchen, make)
    assert made == [1]


def fetch(kitchen, make):
    while kitchen.order("soup", make, bread) == "bread":
        pass
