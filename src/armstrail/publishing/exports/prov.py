"""Where every claim, voice and estimate comes from, as PROV (W3C), in its JSON form (PROV-JSON, member submission).

A document was derived from its original, where one was kept; a claim was derived from its document and is attributed to
the extractor or the person who read it; a voice was derived from the claims that carry it; an estimate from the voices
that were weighed and the conversions that were used.
"""

from __future__ import annotations

import json
from typing import Any, Final

from armstrail.model.assistance import assisted_by
from armstrail.model.estimate import Estimate, Interval
from armstrail.model.reading import IMPORTED
from armstrail.model.slots import BY_HAND, set_by_hand
from armstrail.publishing.exports import caveats
from armstrail.publishing.exports.annotations import source_of
from armstrail.publishing.exports.values import Answered, Flow, Holdings, stable_id
from armstrail.publishing.footnotes import Carried

_PREFIX: Final = {"at": "urn:armstrail:", "dct": "http://purl.org/dc/terms/"}
_PERSON: Final = "prov:Person"
_SOFTWARE: Final = "prov:SoftwareAgent"

Record = dict[str, Any]


def to_prov(holdings: Holdings) -> str:
    """One PROV document; `{}` but for the prefixes where nothing is held."""
    maker = _Maker(holdings)
    maker.make()
    parts = {name: each for name, each in maker.parts.items() if each}
    return json.dumps({"prefix": _PREFIX, **parts}, ensure_ascii=False, indent=1) + "\n"


class _Maker:
    """Gathers the records of one document by their sorts."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        sorts = ("entity", "activity", "agent", "wasDerivedFrom", "wasAttributedTo", "wasGeneratedBy",
                 "wasAssociatedWith", "used")  # fmt: skip
        self.parts: dict[str, dict[str, Record]] = {name: {} for name in sorts}

    def make(self) -> None:
        """All records, from the documents up to the estimates."""
        for document in self._holdings.documents:
            told = {
                "prov:type": _qualified("at:Document"), "prov:label": document.title or document.id,
                "dct:identifier": document.digest, "dct:source": source_of(document),
                "dct:issued": document.published, "dct:publisher": document.publisher,
            }  # fmt: skip
            self.parts["entity"][_document(document.digest)] = _kept(told)
        for digest, original in self._holdings.originals:
            name = _name("original", original.sha256)
            self.parts["entity"][name] = _kept({
                "prov:type": _qualified("at:Original"), "prov:label": original.place, "at:sha256": original.sha256,
                "at:bytes": original.size, "at:form": original.form, "dct:source": original.address,
                "at:received": original.received,
            })  # fmt: skip
            self._derive(_document(digest), name, "prov:PrimarySource")
        for pair in self._holdings.claims:
            self._claim(pair)
        for key, factor in sorted(self._holdings.factors.items()):
            self.parts["entity"][_name("factor", key)] = _kept({
                "prov:type": _qualified("at:Factor"), "prov:label": f"{factor.to_unit} per {factor.from_unit}",
                "at:low": factor.low, "at:central": factor.central, "at:high": factor.high, "at:kind": factor.kind,
                "at:status": factor.status, "dct:source": factor.source,
            })  # fmt: skip
        for flow in self._holdings.flows:
            self._flow(flow)
        self._rulings()

    def _claim(self, pair: Carried) -> None:
        claim, document = pair
        quantity = claim.quantity
        name = _claim_name(*pair.place)
        bounds = (
            {f"at:{each}": getattr(quantity, each) for each in ("low", "high", "unit", "hedge")} if quantity else {}
        )
        self.parts["entity"][name] = _kept({
            "prov:type": _qualified("at:Claim"), "prov:label": pair.anchor, "prov:value": pair.quote,
            "dct:identifier": claim.id, "at:start": claim.quote.start, "at:end": claim.quote.end, **bounds,
            "at:caveat": caveats.of_claim(pair),
        })  # fmt: skip
        self._derive(name, _document(document.digest), "prov:Quotation")
        if claim.converted_from is not None:
            self._derive(name, _claim_name(document.digest, claim.converted_from), None)
        extractor = self._holdings.extractors.get(document.digest)
        if "marked" in set_by_hand(claim):
            self._attribute(name, self._agent(BY_HAND, _PERSON))
        elif extractor is not None:
            person = extractor.startswith(IMPORTED)
            self._attribute(name, self._agent(extractor, _PERSON if person else _SOFTWARE))
        if model := assisted_by(claim):
            self._attribute(name, self._agent(model, _SOFTWARE))

    def _flow(self, flow: Flow) -> None:
        told = {voice.id: voice for answered in flow.answers for voice in answered.finding.voices}
        for voice in (told | {voice.id: voice for voice in flow.voices}).values():
            name, quantity = _voice(flow, voice.id), voice.quantity
            self.parts["entity"][name] = _kept({
                "prov:type": _qualified("at:Voice"), "at:low": quantity.low, "at:high": quantity.high,
                "at:unit": quantity.unit, "at:hedge": quantity.hedge, "at:asOf": voice.as_of,
                "at:caveat": caveats.of_voice(voice, self._holdings),
            })  # fmt: skip
            for carrier in voice.carriers:
                self._derive(name, _claim_name(carrier.document, carrier.claim), None)
            if voice.derived is not None and voice.derived.voice is not None:
                self._derive(name, _voice(flow, voice.derived.voice), None)
            if voice.derived is not None and voice.derived.factor is not None:
                self._derive(name, _name("factor", voice.derived.factor), None)
            sort = _PERSON if voice.source_type == "person" else "prov:Organization"
            self._attribute(name, self._agent(self._holdings.name_of(voice.origin), sort, voice.origin))
        for answered in flow.answers:
            if isinstance(answered.outcome, Estimate):
                self._estimate(answered, answered.outcome, flow)

    def _estimate(self, answered: Answered, estimate: Estimate, flow: Flow) -> None:
        name, making = _name("estimate", answered.id), _name("estimation", answered.id)
        question = answered.question
        self.parts["entity"][name] = _kept({
            "prov:type": _qualified("at:Estimate"), "at:item": question.item, "at:unit": question.unit,
            "at:stage": question.stage, **_interval(estimate.headline), "at:confidence": estimate.confidence,
            "at:caveat": caveats.of_answer(answered, flow, self._holdings),
        })  # fmt: skip
        self.parts["activity"][making] = {"prov:type": _qualified("at:Estimation")}
        self._relate("wasGeneratedBy", {"prov:entity": name, "prov:activity": making})
        for weighed in estimate.weighed:
            used = _voice(flow, weighed.voice)
            self._relate("used", {"prov:activity": making, "prov:entity": used, "at:weight": weighed.weight})
            self._derive(name, used, None)
        ways = [*(way.factors for way in estimate.routes), *(way.factors for way in estimate.ceilings)]
        for key in dict.fromkeys(factor for factors in ways for factor in factors if factor in self._holdings.factors):
            self._derive(name, _name("factor", key), None)

    def _rulings(self) -> None:
        for ruling in self._holdings.rulings:
            making = _name("ruling", ruling.id)
            self.parts["activity"][making] = {"prov:type": _qualified("at:Ruling"), "prov:label": ruling.action,
                                              "at:why": ruling.why}  # fmt: skip
            claim = _claim_name(ruling.document, ruling.claim)
            self._relate("used", {"prov:activity": making, "prov:entity": claim})
            agent = self._agent(ruling.who, _PERSON)
            self._relate("wasAssociatedWith", {"prov:activity": making, "prov:agent": agent})

    def _agent(self, label: str, sort: str, key: str = "") -> str:
        name = _name("agent", stable_id(sort, key or label))
        self.parts["agent"][name] = {"prov:type": _qualified(sort), "prov:label": label}
        return name

    def _derive(self, made: str, used: str, sort: str | None) -> None:
        told = {"prov:generatedEntity": made, "prov:usedEntity": used}
        self._relate("wasDerivedFrom", told | ({"prov:type": _qualified(sort)} if sort else {}))

    def _attribute(self, entity: str, agent: str) -> None:
        self._relate("wasAttributedTo", {"prov:entity": entity, "prov:agent": agent})

    def _relate(self, sort: str, told: Record) -> None:
        self.parts[sort][f"_:{sort}-{stable_id(told)}"] = told


def _interval(interval: Interval) -> Record:
    names = ("day", "low90", "low50", "median", "high50", "high90")
    return {f"at:{name}": getattr(interval, name) for name in names}


def _name(sort: str, key: str) -> str:
    return f"at:{sort}-{key}"


def _document(digest: str) -> str:
    return _name("document", digest)


def _claim_name(document: str, claim: str) -> str:
    return _name("claim", f"{document[:12]}-{claim}")


def _voice(flow: Flow, voice: str) -> str:
    return _name("voice", stable_id(flow.code, voice))


def _qualified(name: str) -> Record:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _kept(record: Record) -> Record:
    return {name: value for name, value in record.items() if value is not None}
