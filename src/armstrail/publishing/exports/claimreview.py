"""Voices as schema.org claims in ClaimReview form (JSON-LD): what was claimed, by whom, where first and where again.

The ledger weighs evidence and never rules on truth: the only rating there is says that nothing was rated.
"""

from __future__ import annotations

import json
from typing import Any, Final

from armstrail.model.voice import Voice
from armstrail.publishing.exports import caveats
from armstrail.publishing.exports.annotations import source_of
from armstrail.publishing.exports.values import Flow, Holdings, stable_id
from armstrail.publishing.footnotes import Carried

_RATING: Final = {
    "@type": "Rating", "alternateName": "not rated",
    "ratingExplanation": "The ledger records who says what; it rules on nobody's truth.",
}  # fmt: skip

Record = dict[str, Any]


def to_claimreview(holdings: Holdings) -> str:
    """A graph with a review for each voice."""
    reviews = [_review(voice, flow, holdings) for flow in holdings.flows for voice in flow.voices]
    graph = {"@context": "https://schema.org", "@graph": [each for each in reviews if each is not None]}
    return json.dumps(graph, ensure_ascii=False, indent=1) + "\n"


def _review(voice: Voice, flow: Flow, holdings: Holdings) -> Record | None:
    """The review of a voice; None where none of its claims is held, since then there are no words to show."""
    carried = holdings.claims_of((each.document, each.claim) for each in voice.carriers)
    if not carried:
        return None
    first, sort = carried[0], "Person" if voice.source_type == "person" else "Organization"
    name = f"urn:armstrail:voice:{stable_id(flow.code, voice.id)}"
    return {
        "@type": "ClaimReview",
        "@id": f"{name}:review",
        "claimReviewed": first.quote,
        "reviewRating": _RATING,
        "reviewBody": caveats.of_voice(voice, holdings),
        "itemReviewed": {
            "@type": "Claim",
            "@id": name,
            "text": first.quote,
            "identifier": [pair.claim.id for pair in carried],
            "datePublished": voice.known,
            "author": {"@type": sort, "name": holdings.name_of(voice.origin), "identifier": voice.origin},
            "firstAppearance": _appearance(first),
            "appearance": [_appearance(pair) for pair in carried],
        },
    }


def _appearance(pair: Carried) -> Record:
    claim, document = pair
    told = {
        "@type": "CreativeWork", "@id": f"{source_of(document)}#armstrail-{claim.id}", "identifier": claim.id,
        "headline": document.title, "url": document.url, "datePublished": document.published,
        "inLanguage": document.lang,
        "publisher": {"@type": "Organization", "name": document.publisher} if document.publisher else None,
        "text": pair.quote, "abstract": caveats.of_claim(pair),
    }  # fmt: skip
    return {name: value for name, value in told.items() if value is not None}
