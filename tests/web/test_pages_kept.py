"""Pages are taken as they were made before, for the state that they follow from and for everybody alike."""

from __future__ import annotations

import re
from dataclasses import replace
from threading import Event

import pytest
from page_views import see
from shared_workspaces import Workspace
from small_ledger import ECHO_CLAIM, SPY, SPY_CLAIM
from workspaces import NOW, browser, settings_of

from armstrail import pipeline
from armstrail.ledger import Ledger
from armstrail.web.bodies import taken_in
from armstrail.web.desk import House
from armstrail.web.page import Kept, Page
from armstrail.web.serving import warm

FLOW, QUESTION, CHANGES = "/flow/KP/RU", "/question/KP/RU/cargo/containers", "/changes/KP/RU?since=2024-10-20"
CLAIM, REVIEW = f"/claim/{ECHO_CLAIM.id}", "/review?supplier=KP&recipient=RU"


def bare(page):
    """A page without the token of its forms."""
    return re.sub(r'value="[0-9a-f]{64}"|[0-9a-f]{64}', "", page)


def never(*_, **__):
    pytest.fail("it was kept, and need not be worked out")


@pytest.mark.parametrize("path", [FLOW, f"{FLOW}?page=1", QUESTION, CHANGES, CLAIM, REVIEW])
def test_after_a_restart_a_page_is_read_and_not_made_anew(small_ledger, monkeypatch, path):
    """To the letter, without one claim told into a voice again."""
    settings = settings_of(small_ledger, keeps=True)
    made = browser(settings).get(path)
    assert made.status_code == 200
    monkeypatch.setattr("armstrail.reconciliation.voices", never)
    monkeypatch.setattr("armstrail.reconciliation.drifts", never)
    monkeypatch.setattr("armstrail.estimation.estimate", never)
    assert bare(browser(settings).get(path).text) == bare(made.text)


@pytest.mark.parametrize("path", [FLOW, QUESTION, CHANGES, CLAIM, REVIEW])
def test_what_is_kept_is_what_is_made(small_ledger, path):
    """A workspace that keeps nothing shows the same."""
    kept = browser(settings_of(small_ledger, keeps=True))
    kept.get(path)
    assert bare(kept.get(path).text) == bare(browser(settings_of(small_ledger)).get(path).text)


def test_a_decision_makes_another_page(small_ledger):
    """A voice that was withdrawn stands on no page any more, and comes back with the undo."""
    client = browser(settings_of(small_ledger, keeps=True))
    assert "3,500 containers" in see(client, FLOW).text
    with Ledger.open(small_ledger, clock=lambda: NOW) as book:
        claim = next(one for one, document in book.claims() if "3,500" in one.anchor.cut(document.text))
        made = book.add_decision("withdraw", claim.id, who="Ana", why="it was taken back")
    assert "3,500 containers" not in see(client, FLOW).text
    with Ledger.open(small_ledger, clock=lambda: NOW) as book:
        book.add_decision("undo", made.id, who="Ana", why="it was not")
    assert "3,500 containers" in see(client, FLOW).text


def test_each_language_has_its_own(small_ledger):
    """In one file beside one ledger."""
    pages = [
        see(browser(settings_of(small_ledger, keeps=True, language=language)), FLOW).text for language in ("en", "it")
    ]
    assert "North Korea" in pages[0]
    assert "Corea del Nord" in pages[1]


def test_a_day_asked_for_is_never_taken_from_another(small_ledger):
    """A page of a day is made for whoever asks; those without one are kept."""
    client = browser(settings_of(small_ledger, keeps=True))
    assert "3,500 containers" in see(client, FLOW).text
    assert "3,500 containers" not in see(client, f"{FLOW}?known_on=2024-11-01").text
    assert "3,500 containers" in see(client, FLOW).text


def test_a_page_that_looked_at_its_reader_could_not_be_kept(small_ledger):
    """Its template is given nothing of the request, so such a page fails where it is written, not where it is read."""
    house = House.of(settings_of(small_ledger, keeps=True))
    with house.desk() as desk:
        page = Page("decisions.html.j2", "x", {"made": (), "reviewer_of": None}, {})
        assert "kept.html.j2" not in taken_in(desk, page).template
        mine = replace(page, template="account.html.j2", view={}, kept=Kept("/account", "a"))
        with pytest.raises(Exception, match="is undefined"):
            taken_in(desk, mine)


def test_what_one_reader_made_shows_nothing_of_her_to_another(tmp_path, people):
    """In a shared workspace the bar is each one's own, around the same page."""
    workspace = Workspace(tmp_path, people, keeps=True)
    ada, rita = workspace.enter("Ada Lyst"), workspace.enter("Rita Read")
    first, second = ada.get(FLOW).text, rita.get(FLOW).text
    assert "Ada Lyst" in first
    assert "Rita Read" in second
    assert "Ada Lyst" not in second


def test_warming_stops_when_it_is_told_to(small_ledger):
    """Nothing is half kept: the next one sums up all."""
    house, ended = House.of(settings_of(small_ledger, keeps=True)), Event()
    ended.set()
    assert warm(house, ended) == 0
    assert warm(house) == 2


def test_after_a_restart_all_sizes_are_there_in_one(small_ledger, monkeypatch):
    """Of a ledger that has not changed, without a look at the state of each flow."""
    settings = settings_of(small_ledger, keeps=True)
    warm(House.of(settings))
    monkeypatch.setattr("armstrail.reconciliation.voices", never)
    house = House.of(settings)
    assert warm(house) == 2
    with house.desk() as desk:
        assert desk.known_summary("KP", "RU").sized


def test_the_warmed_queue_is_there_at_once(small_ledger, monkeypatch):
    """A reviewer of one of the largest flows never waits for it."""
    settings = settings_of(small_ledger, keeps=True)
    warm(House.of(settings))
    monkeypatch.setattr("armstrail.estimation.estimate", never)
    monkeypatch.setattr("armstrail.reconciliation.voices", never)
    assert see(browser(settings), REVIEW).all("article")


def test_many_claims_are_read_together_and_few_one_by_one(small_ledger, monkeypatch):
    """Either way the same."""
    house = House.of(settings_of(small_ledger))
    place = (SPY.digest, SPY_CLAIM.id)
    with house.desk() as desk:
        alone = desk.claims_at("KP", "RU", [place])[place]
        monkeypatch.setattr("armstrail.web.desk._ONE_BY_ONE", 0)
        assert desk.claims_at("KP", "RU", [place])[place] == alone


def test_questions_told_without_voices_are_those_of_the_evidence(small_ledger):
    """The list of what goes the other way need not tell a claim into a voice."""
    house = House.of(settings_of(small_ledger))
    with house.desk() as desk:
        evidence = desk.gather("KP", "RU")
        found = pipeline.questions_between(desk.ledger, "KP", "RU", desk.books)
        assert found == pipeline.list_questions(evidence)


@pytest.mark.parametrize("part", ["method", "look"])
@pytest.mark.parametrize("path", [FLOW, QUESTION, CHANGES])
def test_another_program_makes_its_own_pages(small_ledger, monkeypatch, path, part):
    """What an older one worked out or laid out otherwise is not shown, though the ledger has not changed."""
    settings = settings_of(small_ledger, keeps=True)
    browser(settings).get(path)
    monkeypatch.setattr("armstrail.web.bodies._parts", lambda _: pytest.fail("it was laid out by another program"))
    house = House.of(settings)
    vars(house)[part] = "another"
    assert browser(settings, house).get(path).status_code == 200
