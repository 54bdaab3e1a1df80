"""Where claims say that things went from, through and to, as GeoJSON (RFC 7946).

A place is a feature for each claim that names it, since another claim may give it another role. A place without a
known position stands as a feature without a geometry, and a place that several states claim says so.
"""

from __future__ import annotations

import json
from typing import Any

from armstrail.model.claim import Place
from armstrail.publishing.exports import caveats
from armstrail.publishing.exports.values import Holdings
from armstrail.publishing.footnotes import Carried


def to_geojson(holdings: Holdings) -> str:
    """A collection of features, in the order of the claims and of the places in each."""
    features = [
        _feature(place, number, pair, holdings)
        for pair in holdings.claims
        for number, place in enumerate(pair.claim.places, 1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n"


def _feature(place: Place, number: int, pair: Carried, holdings: Holdings) -> dict[str, Any]:
    claim, document = pair
    quantity = claim.quantity
    here = None if place.lat is None else {"type": "Point", "coordinates": [place.lon, place.lat]}
    names = " and ".join(holdings.actor_name(code) for code in place.disputed)
    return {
        "type": "Feature",
        "id": f"{claim.id}.{number}",
        "geometry": here,
        "properties": {
            "name": place.name, "role": place.role, "country": place.country, "disputed": list(place.disputed),
            "dispute": f"claimed by {names}" if names else None,
            "claim": claim.id, "kind": claim.kind, "supplier": claim.supplier, "recipient": claim.recipient,
            "item": claim.item, "status": claim.status, "modality": claim.modality,
            "low": quantity.low if quantity else None, "high": quantity.high if quantity else None,
            "unit": quantity.unit if quantity else None, "hedge": quantity.hedge if quantity else None,
            "caveat": caveats.of_claim(pair), "quote": pair.quote, "document": document.digest,
            "published": document.published, "publisher": document.publisher, "url": document.url,
        },
    }  # fmt: skip
