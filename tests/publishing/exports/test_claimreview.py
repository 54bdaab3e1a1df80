"""A voice as a reviewed claim: first and further appearances, and no verdict."""

from __future__ import annotations

import json

from export_makers import EMPTY, first_pair, make_holdings, make_pair, make_voice

from armstrail.model.voice import Carrier
from armstrail.publishing.exports import Flow, Holdings
from armstrail.publishing.exports.claimreview import to_claimreview


def reviews(holdings: Holdings) -> list[dict]:
    graph = json.loads(to_claimreview(holdings))
    assert graph["@context"] == "https://schema.org"
    for each in graph["@graph"]:
        assert each["@type"] == "ClaimReview"
        assert each["claimReviewed"]
        assert each["itemReviewed"]["@type"] == "Claim"
        assert each["itemReviewed"]["firstAppearance"] == each["itemReviewed"]["appearance"][0]
    return graph["@graph"]


def test_nothing_is_rated():
    """The only rating says that there is none; no number stands in it."""
    for review in reviews(make_holdings()):
        assert review["reviewRating"]["alternateName"] == "not rated"
        assert "ratingValue" not in review["reviewRating"]


def test_a_repeated_voice_has_one_first_and_two_appearances():
    """Who carried it further stands behind who said it first."""
    first, other = first_pair(), make_pair(document={"id": "c", "publisher": "Another", "published": "2024-02-28"})
    voice = make_voice(first)
    repeat = Carrier(other.document.digest, other.claim.id, "2024-02-28", voice.quantity, None, "unsourced")
    held = Holdings((other, first), (Flow("KP", "RU", (make_voice(first, carriers=(*voice.carriers, repeat)),)),))
    (review,) = reviews(held)
    claim = review["itemReviewed"]
    assert [each["publisher"]["name"] for each in claim["appearance"]] == ["The Test", "Another"]
    assert claim["firstAppearance"]["datePublished"] == "2024-02-26"
    assert claim["identifier"] == [first.claim.id, other.claim.id]


def test_words_and_caveat_stand_in_the_review():
    """The claim reviewed is the quote; what bounds it is the body."""
    first, second = reviews(make_holdings())
    assert first["claimReviewed"].startswith("Seoul's NIS says")
    assert "no second confirmation" in second["reviewBody"]
    assert first["itemReviewed"]["author"]["name"] == "NIS"


def test_an_empty_ledger_gives_an_empty_graph():
    """Valid JSON-LD with nothing in it."""
    assert reviews(EMPTY) == []
