"""PROV says of every claim and number where it comes from."""

from __future__ import annotations

import json
from dataclasses import replace

from export_makers import EMPTY, make_holdings

from armstrail.model.original import Original
from armstrail.model.ruling import Ruling
from armstrail.publishing.exports import Holdings
from armstrail.publishing.exports.prov import to_prov

ENDS = {
    "wasDerivedFrom": ("prov:generatedEntity", "prov:usedEntity"), "wasAttributedTo": ("prov:entity", "prov:agent"),
    "wasGeneratedBy": ("prov:entity", "prov:activity"), "wasAssociatedWith": ("prov:activity", "prov:agent"),
    "used": ("prov:activity", "prov:entity"),
}  # fmt: skip
SORTS = {
    "prov:generatedEntity": "entity", "prov:usedEntity": "entity", "prov:entity": "entity", "prov:agent": "agent",
    "prov:activity": "activity",
}  # fmt: skip


def check_prov(text: str) -> dict:
    """The rules of PROV-JSON that these records can break: known sorts, prefixes, ends that are declared."""
    told = json.loads(text)
    assert told.keys() <= {"prefix", "entity", "activity", "agent", *ENDS}
    prefixes = {*told["prefix"], "prov", "_"}
    for sort, records in told.items():
        for name, record in records.items() if sort != "prefix" else ():
            assert name.split(":")[0] in prefixes
            assert {key.split(":")[0] for key in record} <= prefixes
            assert None not in record.values()
            for end in ENDS.get(sort, ()):
                assert record[end] in told[SORTS[end]]
    return told


def derived(told: dict) -> set[tuple[str, str]]:
    sorts = {name: record["prov:type"]["$"] for name, record in told["entity"].items()}
    return {
        (sorts[each["prov:generatedEntity"]], sorts[each["prov:usedEntity"]])
        for each in told["wasDerivedFrom"].values()
    }


def test_every_number_leads_back_to_a_document():
    """Estimate from voices, voice from claims and from the voice it is handed on from, claim from document."""
    told = check_prov(to_prov(make_holdings()))
    assert derived(told) == {
        ("at:Estimate", "at:Voice"), ("at:Voice", "at:Voice"), ("at:Voice", "at:Claim"), ("at:Claim", "at:Document"),
    }  # fmt: skip
    claims = {name for name, each in told["entity"].items() if each["prov:type"]["$"] == "at:Claim"}
    assert {each["prov:generatedEntity"] for each in told["wasDerivedFrom"].values()} >= claims


def test_a_document_leads_back_to_the_bytes_it_was_read_from():
    """By their hash, with the address and the time where they were fetched."""
    held = make_holdings()
    document = held.documents[0].digest
    original = Original(
        "ab" * 32, 1288, "warc", "https://example.org/a", "https://example.org/a", "2024-10-20T12:00:00Z"
    )
    told = check_prov(to_prov(replace(held, originals=((document, original),))))
    entity = told["entity"][f"at:original-{original.sha256}"]
    assert (entity["at:sha256"], entity["at:received"]) == (original.sha256, original.received)
    assert ("Document", "Original") in {(one.split(":")[1], other.split(":")[1]) for one, other in derived(told)}


def test_a_claim_is_attributed_to_whoever_read_it():
    """The extractor's version is software; what a person wrote down is a person's."""
    told = check_prov(to_prov(make_holdings()))
    agents = {each["prov:label"]: each["prov:type"]["$"] for each in told["agent"].values()}
    assert agents["rules/1"] == "prov:SoftwareAgent"
    assert agents["import/1"] == "prov:Person"
    assert agents["NIS"] == "prov:Organization"


def test_numbers_stand_with_bounds_hedge_and_caveat():
    """No entity has a bare number."""
    told = check_prov(to_prov(make_holdings()))
    numbered = [each for each in told["entity"].values() if {"at:low", "at:high", "at:median"} & each.keys()]
    assert numbered
    assert all(each["at:caveat"] for each in numbered)
    assert any("at:high" not in each and each.get("at:hedge") == "at_least" for each in numbered)


def test_a_ruling_is_an_activity_of_a_person():
    """Who decided, on which claim, and why."""
    held = make_holdings()
    pair = held.claims[0]
    ruling = Ruling("r1", "part", *pair.place, who="an analyst", why="spoken to separately")
    told = check_prov(to_prov(Holdings(held.claims, rulings=(ruling,))))
    assert told["activity"]["at:ruling-r1"]["at:why"] == "spoken to separately"
    assert len(told["wasAssociatedWith"]) == 1


def test_an_empty_ledger_gives_prefixes_alone():
    """Valid, and nothing is derived from nothing."""
    assert check_prov(to_prov(EMPTY)).keys() == {"prefix"}
