"""A long document goes in pages that together are the whole of it."""

from __future__ import annotations

import pytest
from page_views import see, sheet
from small_ledger import claim_of
from workspaces import NOW, browser, settings_of

from armstrail.ledger import Ledger
from armstrail.model.document import Document
from armstrail.model.reading import Reading

LINES = [f"On day {number} the ministry counted {number + 5000} shells." for number in range(1000)]
LONG = Document("long", "\n".join(LINES), "en", "2024-10-18", "The Daily Ledger", "A thousand counts")


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """A browser at a ledger with one long document of a thousand claims."""
    path = tmp_path_factory.mktemp("long") / "long.db"
    claims = tuple(
        claim_of(LONG, f"{number + 5000} shells", (number + 5000, number + 5000, "pieces", "exact"), item="arms")
        for number in range(1000)
    )
    with Ledger.open(path, clock=lambda: NOW) as ledger:
        ledger.add(LONG, Reading(LONG.digest, "by hand", claims))
    return browser(settings_of(path)), claims


def test_pages_of_a_text_are_the_whole_of_it(long):
    """No line twice and none lost, each claim on the page of its words, no page of more than can be looked through."""
    client, claims = long
    lines, shown, place = [], [], 1
    while place:
        page = see(client, f"/document/{LONG.digest}?page={place}")
        lines += [line for line in LINES if f"{line}\n" in f"{page.text}\n"]
        found = [link.removeprefix("/claim/") for link in page.links if link.startswith("/claim/")]
        assert len(found) <= 201
        shown += found
        place = place + 1 if f"/document/{LONG.digest}?page={place + 1}" in page.links else 0
    assert lines == LINES
    assert shown == [claim.id for claim in claims]


def test_a_claim_leads_to_the_page_it_stands_on(long):
    """By its own address."""
    client, claims = long
    link = next(each for each in see(client, f"/claim/{claims[-1].id}").links if "?claim=" in each)
    page = see(client, link.partition("#")[0])
    assert LINES[-1] in page.text
    assert link.partition("#")[2] in {values.get("id") for _, values in page.elements}


def test_twins_of_a_long_document_have_all(long):
    """Whatever page it is asked from."""
    client, claims = long
    assert len(sheet(client, f"/document/{LONG.digest}.csv")) == len(claims)
    assert len(client.get(f"/document/{LONG.digest}.json?page=2").json()["claims"]) == len(claims)


def test_a_page_that_is_not_there_is_refused(long):
    """400, with how many there are."""
    client, _ = long
    assert "pages here" in see(client, f"/document/{LONG.digest}?page=99", 400).text
