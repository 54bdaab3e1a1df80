"""An annotation finds its quote again by words and by place, and loses nothing of the claim."""

from __future__ import annotations

import json

from export_makers import EMPTY, make_holdings, make_pair

from armstrail.model.claim import Claim
from armstrail.publishing.exports import Holdings
from armstrail.publishing.exports.annotations import to_annotations


def check_collection(text: str) -> list[dict]:
    """The rules of the data model that these annotations can break."""
    collection = json.loads(text)
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    page = collection["first"]
    assert (page["type"], page["partOf"]) == ("AnnotationPage", collection["id"])
    assert collection["total"] == len(page["items"])
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert item["id"].startswith("urn:")
        assert item["target"]["source"].startswith(("http", "urn:"))
        kinds = [selector["type"] for selector in item["target"]["selector"]]
        assert kinds == ["TextQuoteSelector", "TextPositionSelector"]
    assert len({item["id"] for item in page["items"]}) == len(page["items"])
    return page["items"]


def test_both_selectors_lead_to_the_quote():
    """Prefix, exact and suffix stand together in the text, at the place that the other selector gives."""
    held = make_holdings()
    for pair, item in zip(held.claims, check_collection(to_annotations(held)), strict=True):
        words, place = item["target"]["selector"]
        text = pair.document.text
        assert text[place["start"] : place["end"]] == words["exact"] == pair.quote
        assert words["prefix"] + words["exact"] + words["suffix"] in text
        assert text[: place["start"]].endswith(words["prefix"])


def test_the_body_holds_the_whole_claim_and_its_caveat():
    """One body for people, one from which the claim can be made again."""
    held = make_holdings()
    for pair, item in zip(held.claims, check_collection(to_annotations(held)), strict=True):
        told, exact = item["body"]
        assert pair.anchor in told["value"]
        assert "on the word of" in told["value"]
        assert Claim.from_json(json.loads(exact["value"])) == pair.claim


def test_the_context_of_a_quote_is_short():
    """No more than 32 characters before and after."""
    text = "x" * 100 + " about 3 million shells " + "y" * 100
    (item,) = check_collection(to_annotations(Holdings((make_pair(text, quote="about 3 million shells"),))))
    words = item["target"]["selector"][0]
    assert (len(words["prefix"]), len(words["suffix"])) == (32, 32)


def test_an_empty_ledger_gives_an_empty_collection():
    """Valid, with a total of nothing."""
    assert check_collection(to_annotations(EMPTY)) == []
