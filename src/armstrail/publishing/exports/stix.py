"""A STIX 2.1 bundle: a report over the parties, those on whose word it rests, and a note for each claim and estimate.

The bundle says nothing about how far it may be passed on: no TLP marking is set, since the ledger knows none. Ids are
UUIDv5 of the content in a namespace of the project, so that the same claim has the same id in every bundle.
"""

from __future__ import annotations

import json
from typing import Any, Final
from uuid import UUID, uuid5

from armstrail.model.estimate import Estimate
from armstrail.model.period import first_day
from armstrail.publishing.exports import caveats
from armstrail.publishing.exports.values import Answered, Flow, Holdings, stable_id
from armstrail.publishing.footnotes import Carried

NAMESPACE: Final = uuid5(UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8"), "urn:armstrail")  # of the namespace of URLs
_UNDATED: Final = "1970-01-01"  # stands for a document of no known date; the note says so
Record = dict[str, Any]


def to_stix(holdings: Holdings) -> str:
    """A bundle; without objects where nothing is held, as the specification allows."""
    objects: dict[str, Record] = {}
    for pair in holdings.claims:
        _claim(pair, holdings, objects)
    for flow in holdings.flows:
        for answered in flow.answers:
            if isinstance(answered.outcome, Estimate):
                _estimate(answered, answered.outcome, flow, holdings, objects)
    if objects:
        report = _report(list(objects.values()), holdings)
        objects = {report["id"]: report, **objects}
    bundle: Record = {"type": "bundle", "id": f"bundle--{_uuid('bundle', sorted(objects))}"}
    if objects:
        bundle["objects"] = list(objects.values())
    return json.dumps(bundle, ensure_ascii=False, indent=1) + "\n"


def _uuid(*parts: object) -> UUID:
    return uuid5(NAMESPACE, json.dumps(parts, ensure_ascii=False, sort_keys=True))


def _object(sort: str, key: object, day: str, **properties: Any) -> Record:
    moment = f"{first_day(day)}T00:00:00.000Z"
    base = {
        "type": sort, "spec_version": "2.1", "id": f"{sort}--{_uuid(sort, key)}", "created": moment,
        "modified": moment,
    }  # fmt: skip
    return base | {name: value for name, value in properties.items() if value not in (None, [], "")}


def _party(code: str, holdings: Holdings, objects: dict[str, Record]) -> str:
    """An identity; what governs itself, "such as a company or country", is an organization to STIX."""
    party = _object(
        "identity", ["party", code], _UNDATED, name=holdings.actor_name(code), identity_class="organization",
        description=f"Party {code} as the ledger names it.",
    )  # fmt: skip
    return str(objects.setdefault(party["id"], party)["id"])


def _source(pair: Carried, objects: dict[str, Record]) -> str:
    """The identity on whose word a claim rests, as the text names it; the outlet where it names none.

    A person is never made an identity: the outlet stands for the word, and the quote says whose it is.
    """
    claim, document = pair
    named = None if claim.source_type in ("person", "unnamed") else pair.source
    name = " ".join((named or document.publisher or document.title or document.id).split())
    kind = claim.source_type if named else "media"
    source = _object(
        "identity", ["source", name, kind], _UNDATED, name=name,
        identity_class="organization" if kind else "unknown",
        description=f"Source as written{f', {kind}' if kind else ''}.",
    )  # fmt: skip
    return str(objects.setdefault(source["id"], source)["id"])


def _claim(pair: Carried, holdings: Holdings, objects: dict[str, Record]) -> None:
    claim, document = pair
    parties = [_party(code, holdings, objects) for code in (claim.supplier, claim.recipient) if code]
    source = _source(pair, objects)
    dated = "" if document.published else " The document has no date."
    lines = [f"“{pair.quote}”", f"Caveat: {caveats.of_claim(pair)}.{dated}", f"Claim {claim.id}: {_told(pair)}"]
    note = _object(
        "note", ["claim", *pair.place], document.published or _UNDATED, abstract=pair.anchor,
        content="\n".join(lines),
        object_refs=list(dict.fromkeys((source, *parties))), labels=["claim", claim.kind, claim.modality],
        external_references=[_reference(pair)],
    )  # fmt: skip
    objects[note["id"]] = note


def _told(pair: Carried) -> str:
    """The slots of the claim in one line of JSON, so that no bound and no hedge is lost."""
    slots = pair.claim.to_json(pair.document.text)
    names = ("kind", "supplier", "recipient", "item", "designation", "low", "high", "unit", "hedge", "measure",
             "status", "modality", "stance", "source_type", "period")  # fmt: skip
    return json.dumps({name: slots[name] for name in names if slots[name] is not None}, ensure_ascii=False)


def _reference(pair: Carried) -> Record:
    claim, document = pair
    told = {
        "source_name": document.publisher or document.title or document.id, "description": document.title,
        "url": document.url, "external_id": f"{document.digest[:12]}:{claim.id}",
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _estimate(
    answered: Answered, estimate: Estimate, flow: Flow, holdings: Holdings, objects: dict[str, Record]
) -> None:
    question, band = answered.question, estimate.headline
    parties = [_party(code, holdings, objects) for code in (question.supplier, question.recipient)]
    claims = [f"note--{_uuid('note', ['claim', *pair.place])}" for pair in holdings.claims_of(answered.places)]
    numbers = (
        f"as of {band.day}, in {question.unit}: 90 % interval {band.low90:.15g} to {band.high90:.15g}, "
        f"50 % interval {band.low50:.15g} to {band.high50:.15g}, median {band.median:.15g}"
    )
    told = caveats.of_answer(answered, flow, holdings)
    note = _object(
        "note", ["estimate", answered.id, band.day], band.day,
        abstract=f"Estimate: {question.item}, {question.stage}, {flow.code}", content=f"{told}\n{numbers}",
        object_refs=list(dict.fromkeys((*parties, *claims))), labels=["estimate", f"confidence-{estimate.confidence}"],
    )  # fmt: skip
    objects[note["id"]] = note


def _report(objects: list[Record], holdings: Holdings) -> Record:
    refs = [each["id"] for each in objects]
    day = max((document.published or _UNDATED for document in holdings.documents), default=_UNDATED)
    report = _object(
        "report", ["report", stable_id(sorted(refs))], day, name="Claims on arms transfers",
        description=(
            "Claims are somebody's word and never a fact; each note holds the words, the source and what bounds "
            "them. Estimates are intervals with their reasons. No marking is set: how far this may be passed on is for "
            "whoever passes it on."
        ),
        labels=["arms-transfers"], object_refs=refs,
    )  # fmt: skip
    return report | {"published": report["created"]}
