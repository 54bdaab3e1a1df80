"""Words of a document that become a claim in the browser: found, filled in, checked, and back with the undo."""

from __future__ import annotations

import json

import pytest
from amending_forms import ANA, decisions, mark, undo
from page_views import Seen, see
from small_ledger import (
    SPY,
    SPY_CLAIM,
)
from workspaces import NOW

from armstrail import pipeline
from armstrail.ledger import Ledger
from armstrail.publishing.exports.prov import to_prov


def test_words_become_a_claim_of_whoever_signs_it(small):
    """From the number that was not used, with the quantity filled in, to the claim with its exact words; and back."""
    seven = SPY.text.index("7 days")
    link = f"/mark/{SPY.digest}?start={seven}&end={seven + 1}"
    assert link in see(small, f"/document/{SPY.digest}").links
    answer = mark(
        small, seven, seven + 6, low="7", high="7", unit="pieces", hedge="exact", supplier="KP", recipient="RU"
    )
    (made,) = decisions(small)
    assert (answer.url.path, made["action"]) == (f"/claim/{made['claim']}", "mark")
    claim = small.get(f"/claim/{made['claim']}.json").json()
    assert (claim["anchor"], claim["quote"]) == ("7 days", "It was the third such count in 7 days.")
    assert "Made a claim by hand" in see(small, f"/claim/{made['claim']}").text
    page = see(small, f"/document/{SPY.digest}")
    assert link not in page.links
    assert f"/claim/{made['claim']}" in page.links
    undo(small)
    assert link in see(small, f"/document/{SPY.digest}").links
    assert small.get(f"/claim/{made['claim']}").status_code == 404


def test_the_quantity_is_read_from_the_words(small):
    """By the project's own reader, with the parties of the document's one flow."""
    start = SPY.text.index("about 2,000")
    draft = small.get(f"/mark/{SPY.digest}.json?start={start}&end={start + 22}").json()
    fields = draft["fields"]
    assert (fields["low"], fields["unit"], fields["hedge"]) == ("2000", "containers", "about")
    assert (fields["supplier"], fields["recipient"]) == ("KP", "RU")
    assert draft["quote"] == "The spy agency said that about 2,000 containers went to Russia."
    assert "carry a claim already" in see(small, f"/mark/{SPY.digest}?start={start}&end={start + 22}").text


def test_words_are_found_without_a_script(small):
    """Once: the form; more often: the places to choose from; nowhere: that is said."""
    assert small.get(f"/mark/{SPY.digest}.json?words=third such count").json()["words"] == "third such count"
    page = see(small, f"/mark/{SPY.digest}?words=t")
    assert len([link for link in page.links if link.startswith(f"/mark/{SPY.digest}?start=")]) > 5
    assert small.get(f"/mark/{SPY.digest}?words=nonesuch").status_code == 400


@pytest.mark.parametrize(
    "fields",
    ["", "start=5", "start=5&end=2", "start=x&end=9", "start=0&end=999999", "words=said&start=0&end=4", "colour=red",
     "start=99999999999999999999&end=999999999999999999999", "start=-1&end=4"],
)  # fmt: skip
def test_a_place_that_is_none_is_refused(small, fields):
    """400, never a broken page."""
    assert small.get(f"/mark/{SPY.digest}?{fields}").status_code == 400


@pytest.mark.parametrize(
    ("told", "status", "words"),
    [
        ({"words": "other words"}, 400, "Other words stand"),
        ({"start": "60", "end": "900"}, 400, "lies outside|Other words stand"),
        ({"start": ""}, 400, "must be the numbers"),
        ({"kind": "gift"}, 400, "use one of transfer"),
        ({"kind": ""}, 400, "are missing"),
        ({"unit": "heads", "low": "3", "hedge": "exact"}, 400, "use one of pieces"),
        ({"recipient": "Atlantis"}, 400, "is known"),
        ({"why": ""}, 400, "needs your name"),
        ({"token": "x"}, 403, "no valid token"),
    ],
)
def test_a_broken_mark_records_nothing(small, told, status, words):
    """The status, and what is wrong."""
    answer = mark(small, 0, 13, **told)
    assert answer.status_code == status
    assert any(each in answer.text for each in words.split("|"))
    assert decisions(small) == []


def test_a_slip_costs_neither_the_words_nor_what_was_written_of_them(small):
    """The page that tells of it holds the form as it was sent; mended there, it is recorded."""
    seven = SPY.text.index("7 days")
    sent = {"low": "7", "high": "3", "unit": "pieces", "designation": "<b>KN-23", "why": "long thought about"}
    answer = mark(small, seven, seven + 6, hedge="exact", **sent)
    assert answer.status_code == 400
    page, path = Seen(answer.text), f"/mark/{SPY.digest}"
    kept = {values["name"]: values.get("value", "") for values in page.all("input") if values.get("name")}
    sent |= {"start": str(seven), "end": str(seven + 6), "words": "7 days", "who": ANA}
    assert {name: kept[name] for name in sent} == sent
    assert "<b>KN" not in answer.text
    answer = small.post(path, data={**page.fields(path), **kept, "kind": "transfer", "hedge": "exact", "high": "7",
                                    "designation": "", "modality": "stated"})  # fmt: skip
    assert answer.status_code == 200
    (made,) = decisions(small)
    assert (made["action"], made["why"]) == ("mark", "long thought about")
    assert small.get(f"/claim/{made['claim']}.json").json()["anchor"] == "7 days"


def test_a_mark_without_a_reason_keeps_its_words(small):
    """Signing is asked for like any other field."""
    answer = mark(small, 0, 13, why="", low="3", high="3", unit="pieces", hedge="exact")
    assert answer.status_code == 400
    fields = {each["name"]: each.get("value", "") for each in Seen(answer.text).all("input") if each.get("name")}
    assert (fields["words"], fields["low"]) == (SPY.text[:13], "3")


def test_words_that_stand_nowhere_can_be_mended_where_that_is_said(small):
    """The field holds them as they were looked for."""
    answer = small.get(f"/mark/{SPY.digest}", params={"words": "nonesuch <b>"})
    assert answer.status_code == 400
    assert {"class": "long", "name": "words", "value": "nonesuch <b>", "maxlength": "2000"} in Seen(answer.text).all(
        "input"
    )


def test_words_that_carry_a_claim_are_corrected_and_not_marked_again(small):
    """Sent twice, the second is refused."""
    start = SPY_CLAIM.anchor.start
    assert "has these very words already" in mark(small, start, SPY_CLAIM.anchor.end).text
    assert mark(small, 0, 13).status_code == 200
    assert mark(small, 0, 13).status_code == 400
    assert len(decisions(small)) == 1


def test_a_record_of_provenance_gives_a_marked_claim_to_a_person(small, small_ledger):
    """And every other to the extractor that read it."""
    mark(small, 0, 13, supplier="KP", recipient="RU", low="3", high="3", unit="pieces", hedge="exact")
    with Ledger.open(small_ledger, clock=lambda: NOW, create=False, read_only=True) as book:
        told = json.loads(to_prov(pipeline.hold(book, pipeline.load_books(), depth="claims")))
    marked = decisions(small)[0]["claim"]
    person = next(name for name, agent in told["agent"].items() if agent["prov:type"]["$"] == "prov:Person")
    given = {each["prov:entity"] for each in told["wasAttributedTo"].values() if each["prov:agent"] == person}
    assert [name for name in given if told["entity"][name].get("dct:identifier") == marked] == list(given)
    assert len(given) == 1
