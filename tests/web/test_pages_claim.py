"""The claim and its document: the words where they stand, who carries them, and whence they come."""

from __future__ import annotations

import pytest
from page_views import see, sheet
from small_ledger import DENIAL, ECHO, ECHO_CLAIM, HOSTILE, OIL_CLAIM, SPY, SPY_CLAIM
from workspaces import NOW, browser, settings_of

from armstrail.ledger import Ledger


def test_the_words_are_marked_in_the_text(small):
    """The anchor in its quote, in the language of the document."""
    html = small.get(f"/claim/{SPY_CLAIM.id}").text
    assert '<mark class="anchor w1" id="w1">about 2,000 containers' in html
    assert 'class="text" lang="en" dir="ltr"' in html


def test_the_carriers_of_a_voice_stand_in_their_order(small):
    """The spy agency's figure is told by the Ledger, then by the Echo, by the same origin."""
    page = see(small, f"/claim/{ECHO_CLAIM.id}")
    listed = page.text[page.text.index("Who carries this voice") :]
    assert listed.index("18 Oct 2024") < listed.index("19 Oct 2024")
    carried = small.get(f"/claim/{ECHO_CLAIM.id}.json").json()["voice"]["carriers"]
    assert [carrier["claim"] for carrier in carried] == [SPY_CLAIM.id, ECHO_CLAIM.id]
    assert page.text.count("the same origin, the same figure") == 1


def test_a_claim_can_be_cited_for_good(small):
    """By what was published, the digest and the place."""
    record = small.get(f"/claim/{SPY_CLAIM.id}.json").json()
    for part in ("The Daily Ledger", "2024-10-18", SPY_CLAIM.id, SPY.digest, "https://example.org/containers"):
        assert part in record["citation"]
    assert record["citation"] in see(small, f"/claim/{SPY_CLAIM.id}").text


def test_a_beginning_of_the_id_will_do(small):
    """Six digits or more."""
    assert see(small, f"/claim/{SPY_CLAIM.id[:6]}").text == see(small, f"/claim/{SPY_CLAIM.id}").text


def test_the_history_tells_who_decided_what(small, small_ledger):
    """A withdrawn claim is shown with its words, who withdrew it and why."""
    with Ledger.open(small_ledger, clock=lambda: NOW) as ledger:
        ledger.add_decision("withdraw", SPY_CLAIM.id, who="Ana Horvat", why="counts wagons")
    page = see(small, f"/claim/{SPY_CLAIM.id}")
    assert "Withdrawn by Ana Horvat" in page.text
    assert "counts wagons" in page.text
    assert "about 2,000 containers" in page.text
    assert small.get(f"/claim/{SPY_CLAIM.id}.json").json()["withdrawn"] is True


@pytest.mark.parametrize("key", ["abcdef", "zz", "0" * 12, "../../etc/passwd", SPY_CLAIM.id + "0", "A" * 3000])
def test_a_claim_that_is_not_there_says_what_to_try(small, key):
    """404, whatever the id looks like."""
    assert small.get(f"/claim/{key}").status_code == 404


def test_a_document_shows_every_claim_in_place(small):
    """Numbered marks, a row for each, and the numbers not used with their reasons."""
    page = see(small, f"/document/{DENIAL.digest}")
    assert {"#w1", "#w2", f"/claim/{OIL_CLAIM.id}"} <= set(page.links)
    unused = see(small, "/document/spy")
    assert "#m1" in unused.links
    assert "how many times" in unused.text or "length of time" in unused.text


def test_the_text_of_a_document_is_untouched(small):
    """What the page shows as text is the document's text, letter by letter."""
    page = see(small, "/document/spy")
    assert SPY.text in page.text
    assert small.get("/document/spy.json").json()["document"]["text"] == SPY.text


def test_a_sheet_of_a_document_holds_claims_and_unused_numbers(small):
    """One row each."""
    rows = sheet(small, f"/document/{SPY.digest[:10]}.csv")
    assert [row["what"] for row in rows] == ["claim", "unused"]


def test_only_the_web_is_linked_to(small):
    """An address that would run something is shown, and leads nowhere; one of the web does not tell where from."""
    assert "javascript:alert(1)" not in see(small, "/document/hostile").links
    (link,) = [each for each in see(small, "/document/spy").all("a") if each["href"].startswith("https://")]
    assert link["rel"] == "noreferrer noopener"


@pytest.mark.parametrize("key", ["nonesuch", "x", "%00", "a/b/c", "é"])
def test_a_document_that_is_not_there_says_what_to_try(small, key):
    """404."""
    assert small.get(f"/document/{key}").status_code == 404


def test_an_ambiguous_beginning_lists_those_meant(small):
    """Nothing is guessed."""
    assert small.get(f"/document/{ECHO.digest[:5]}").status_code == 404
    assert HOSTILE.digest != ECHO.digest


def test_in_another_language_no_slot_is_a_code(small_ledger):
    """The stage, the measure and the manner of a claim are told in the words of the pages."""
    page = see(browser(settings_of(small_ledger, language="it")), f"/claim/{SPY_CLAIM.id}").text
    italian = page[page.index("Che cosa dice") : page.index("Chi riporta questa voce")]
    for words in ("Trasferimento", "in totale", "consegna avvenuta", "affermato", "servizi di intelligence"):
        assert words in italian
    assert "stated" not in italian


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/search?x=1", "non ha un campo «x»"),
        ("/flow/KP/RU?as_of=2024&as_of=2025", "è dato 2 volte"),
        ("/flow/KP/RU?as_of=2024-99", "non è una data"),
        ("/flow/KP/RU?page=0", "un numero intero da 1 a 1000"),
        ("/search?order=x", "non è noto"),
    ],
)
def test_what_is_wrong_with_an_address_is_told_in_the_language_of_the_pages(small_ledger, path, told):
    """To people; programs are told as ever."""
    client = browser(settings_of(small_ledger, language="it"))
    assert told in see(client, path, 400).text
    stem, _, fields = path.partition("?")
    assert told not in client.get(f"{stem}.json?{fields}").text
