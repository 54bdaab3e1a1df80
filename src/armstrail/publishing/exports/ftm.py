"""Claims as FollowTheMoney entities, for platforms of investigators (Aleph, OpenAleph and the like).

The schema has no place for a hedge, a span or two bounds, so a sidecar holds for each entity the claim it came from,
with figure and places in the text. An amount or a total stands on an entity only where the words give one exact
number; everywhere else it is told in words and in the sidecar. The property names are those of the public schema.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from armstrail.model.document import Document
from armstrail.publishing.exports import caveats
from armstrail.publishing.exports.language_codes import load_language_codes
from armstrail.publishing.exports.values import Holdings, is_state
from armstrail.publishing.footnotes import Carried

SIDECAR: Final = "figures-and-spans.jsonl"
_MOVES: Final = ("transfer", "deployment", "use")


def to_ftm(holdings: Holdings) -> dict[str, str]:
    """The files: `entities.ftm.json`, one entity a line, and the sidecar."""
    entities: dict[str, dict[str, Any]] = {}
    sidecar = []
    for document in holdings.documents:
        _add(entities, _article(document))
    for pair in holdings.claims:
        made = [*_parties(pair, holdings), *_speakers(pair), *_assertion(pair)]
        for entity in made:
            _add(entities, entity)
        sidecar.append(_sidecar(pair, [entity["id"] for entity in made]))
    return {"entities.ftm.json": _lines(list(entities.values())), SIDECAR: _lines(sidecar)}


def _add(entities: dict[str, dict[str, Any]], entity: dict[str, Any]) -> None:
    """Keep an entity; what two claims say of one entity is put together."""
    known = entities.setdefault(entity["id"], {"id": entity["id"], "schema": entity["schema"], "properties": {}})
    for name, values in entity["properties"].items():
        known["properties"][name] = list(dict.fromkeys((*known["properties"].get(name, ()), *values)))


def _lines(records: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _entity(schema: str, key: tuple[str, ...], **properties: str | tuple[str | None, ...] | None) -> dict[str, Any]:
    """An entity whose id is a hash of its schema and key; properties without a value are left out."""
    told = {name: value if isinstance(value, tuple) else (value,) for name, value in properties.items()}
    kept = {name: [each for each in values if each] for name, values in told.items()}
    name = hashlib.sha1("\0".join(("armstrail", schema, *key)).encode(), usedforsecurity=False).hexdigest()
    return {"id": name, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _article(document: Document) -> dict[str, Any]:
    return _entity(
        "Article", (document.digest,), name=document.title or document.id, title=document.title,
        publishedAt=document.published, publisher=document.publisher, sourceUrl=document.url,
        language=load_language_codes().get(document.lang or ""),
    )  # fmt: skip


def _party(code: str, holdings: Holdings) -> dict[str, Any]:
    """A state is a public body, anything else an organisation; nobody is named as a person."""
    name = holdings.actor_name(code)
    if is_state(code):
        return _entity("PublicBody", (code,), name=name, country=code.lower())
    return _entity("Organization", (code,), name=name)


def _parties(pair: Carried, holdings: Holdings) -> list[dict[str, Any]]:
    codes = dict.fromkeys(code for code in (pair.claim.supplier, pair.claim.recipient) if code)
    return [_party(code, holdings) for code in codes]


def _speakers(pair: Carried) -> list[dict[str, Any]]:
    """The source as the text names it: an organisation, and that the article mentions it.

    A person is never made an entity; that stays in the words of the claim.
    """
    claim, document = pair
    if pair.source is None or claim.source_type in ("person", "unnamed", None):
        return []
    name = " ".join(pair.source.split())
    state = claim.source_actor.lower() if claim.source_actor and is_state(claim.source_actor) else None
    public = claim.source_type in ("government", "military", "intelligence")
    body = _entity("PublicBody" if public else "Organization", (name, state or ""), name=name, country=state)
    article = _entity("Article", (document.digest,))["id"]
    mention = _entity(
        "Mention", (document.digest, claim.id), name=name, document=article, resolved=body["id"], contextCountry=state
    )
    return [body, mention]


def _assertion(pair: Carried) -> list[dict[str, Any]]:
    """What is said to have happened, in the schema that fits its kind.

    A statement fits none, and a denial gets none: an edge between two parties would say what it denies.
    """
    claim, document = pair
    if claim.modality == "denied":
        return []
    article = _entity("Article", (document.digest,))["id"]
    giver, taker = (_id(code) for code in (claim.supplier, claim.recipient))
    common: dict[str, Any] = {
        "summary": f"CLAIM, not a fact ({caveats.of_claim(pair)}): {pair.anchor}", "description": pair.quote,
        "proof": article, "recordId": claim.id, "sourceUrl": document.url, "publisher": document.publisher,
        "startDate": claim.period.start if claim.period else None,
        "endDate": claim.period.end if claim.period else None,
    }  # fmt: skip
    key = (document.digest, claim.id)
    if claim.kind in _MOVES:
        goods = " ".join(each for each in (claim.item, claim.designation, f"({pair.anchor})") if each)
        origin, target = (code.lower() if code and is_state(code) else None for code in _route(pair))
        return [_entity(
            "EconomicActivity", key, **common, sender=giver, receiver=taker, goodsDescription=goods,
            departureCountry=origin, destinationCountry=target,
        )]  # fmt: skip
    if claim.kind == "valuation" and giver and taker:
        return [_entity(
            "Payment", key, **common, payer=taker, beneficiary=giver, purpose=claim.item, amount=_exact(pair),
            currency=_currency(pair),
        )]  # fmt: skip
    if claim.kind == "agreement":
        told = {name: common[name] for name in ("summary", "description", "proof", "sourceUrl", "publisher")}
        contract = _entity("Contract", key, **told, name=f"{pair.anchor} [claim {claim.id}]", title=pair.anchor)
        awards = [_entity(
            "ContractAward", key, supplier=giver, contract=contract["id"], recordId=claim.id, proof=article,
            summary=common["summary"],
        )] if giver else []  # fmt: skip
        return [contract, *awards]
    return []


def _id(code: str | None) -> str | None:
    return _party(code, Holdings())["id"] if code else None


def _route(pair: Carried) -> tuple[str | None, str | None]:
    """The countries of the places from which and to which things went, as the text names them."""
    roles = {place.role: place.country for place in reversed(pair.claim.places)}
    return roles.get("origin"), roles.get("destination")


def _exact(pair: Carried) -> str | None:
    """The amount, only where the words give one number without a hedge."""
    quantity = pair.claim.quantity
    if quantity is None or quantity.hedge != "exact" or quantity.low != quantity.high or quantity.low is None:
        return None
    return f"{quantity.low:.15g}"


def _currency(pair: Carried) -> str | None:
    quantity = pair.claim.quantity
    return quantity.unit if quantity and len(quantity.unit) == 3 and quantity.unit.isupper() else None


def _sidecar(pair: Carried, entities: list[str]) -> dict[str, Any]:
    claim, document = pair
    return {
        "claim": claim.id, "document": document.digest, "entities": list(dict.fromkeys(entities)),
        "caveat": caveats.of_claim(pair), "page": pair.page, **claim.to_json(document.text),
    }  # fmt: skip
