"""The bundle keeps to STIX 2.1, rates nothing, marks nothing, and has the same ids for the same content."""

from __future__ import annotations

import json
import re
from uuid import UUID

from export_makers import EMPTY, first_pair, make_holdings, make_pair

from armstrail.publishing.exports import Holdings
from armstrail.publishing.exports.stix import to_stix

REQUIRED = {
    "identity": {"name"}, "note": {"content", "object_refs"}, "report": {"name", "published", "object_refs"},
}  # fmt: skip
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def check_bundle(text: str) -> list[dict]:
    """The rules of STIX 2.1 that these objects can break."""
    bundle = json.loads(text)
    assert bundle["type"] == "bundle"
    assert "spec_version" not in bundle
    objects = bundle.get("objects", [])
    ids = [each["id"] for each in objects]
    assert len(set(ids)) == len(ids)
    for each in [bundle, *objects]:
        sort, uuid = each["id"].split("--")
        assert sort == each["type"]
        assert UUID(uuid).version == 5
    for each in objects:
        assert each["spec_version"] == "2.1"
        assert TIME.fullmatch(each["created"])
        assert each["created"] <= each["modified"]
        assert REQUIRED[each["type"]] <= each.keys()
        assert each.get("object_refs", ["x"])
        assert set(each.get("object_refs", ())) <= set(ids)
        assert all({"url", "description", "external_id"} & ref.keys() for ref in each.get("external_references", ()))
    return objects


def test_one_report_refers_to_everything_else():
    """Identities and notes hang on one report."""
    objects = check_bundle(to_stix(make_holdings()))
    (report,) = (each for each in objects if each["type"] == "report")
    assert set(report["object_refs"]) == {each["id"] for each in objects} - {report["id"]}


def test_a_note_has_the_words_the_caveat_and_the_claim():
    """Nothing is told without its quote, its id and its bounds."""
    held = make_holdings()
    notes = [each for each in check_bundle(to_stix(held)) if "claim" in each.get("labels", ())]
    assert len(notes) == len(held.claims)
    for pair, note in zip(held.claims, notes, strict=True):
        assert pair.quote in note["content"]
        assert pair.claim.id in note["content"]
        assert "Caveat:" in note["content"]
    assert any('"low": 3000000.0, "unit"' in note["content"] for note in notes)  # at least: no high


def test_an_estimate_is_told_as_intervals_and_refers_to_its_claims():
    """The note leads to the notes of the claims that it rests on."""
    objects = check_bundle(to_stix(make_holdings()))
    (note,) = (each for each in objects if "estimate" in each.get("labels", ()))
    assert "90 % interval 1490000 to 6610000" in note["content"]
    assert "Confidence" in note["content"]
    assert sum(ref.startswith("note--") for ref in note["object_refs"]) == 2


def test_no_marking_and_no_confidence_number_is_invented():
    """How far it may be passed on is not the ledger's to say."""
    text = to_stix(make_holdings())
    assert "object_marking_refs" not in text
    assert '"confidence":' not in text


def test_a_claim_has_the_same_id_in_every_bundle():
    """Bundles can be put together."""
    alone = {each["id"] for each in check_bundle(to_stix(Holdings((first_pair(),)))) if each["type"] == "note"}
    assert alone
    assert alone <= {each["id"] for each in check_bundle(to_stix(make_holdings()))}


def test_a_person_becomes_no_identity():
    """The outlet stands for the word; the quote says whose it is."""
    held = Holdings((make_pair("Jane Doe says about 3 million shells", source="Jane Doe", source_type="person"),))
    objects = check_bundle(to_stix(held))
    assert "The Test" in {each.get("name") for each in objects}
    assert not any("Jane Doe" in each["name"] for each in objects if each["type"] == "identity")


def test_an_empty_ledger_gives_a_bundle_without_objects():
    """As the specification allows."""
    assert check_bundle(to_stix(EMPTY)) == []
