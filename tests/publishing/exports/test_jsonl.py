"""JSON lines hold everything exactly: what is written can be read back as the same values."""

from __future__ import annotations

import json

from export_makers import EMPTY, make_holdings
from hypothesis import given
from hypothesis import strategies as st

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.estimate import Estimate, Nothing
from armstrail.model.finding import Finding
from armstrail.model.quantity import Quantity
from armstrail.model.records import from_record
from armstrail.model.voice import Voice
from armstrail.publishing.exports import Holdings
from armstrail.publishing.exports.jsonl import to_jsonl
from armstrail.publishing.footnotes import Carried


def records(holdings, kind):
    return [each for each in map(json.loads, to_jsonl(holdings).splitlines()) if each["type"] == kind]


def read_back(holdings: Holdings) -> list[Carried]:
    documents = {each["digest"]: Document.from_json(each) for each in records(holdings, "document")}
    return [Carried(Claim.from_json(each), documents[each["document"]]) for each in records(holdings, "claim")]


def test_claims_and_documents_come_back_as_they_were():
    """Every slot and every span survives the way out and back."""
    held = make_holdings()
    assert read_back(held) == list(held.claims)
    assert all(
        document.digest == digest
        for digest, document in zip([each["digest"] for each in records(held, "document")], held.documents, strict=True)
    )


def test_voices_findings_and_estimates_come_back_as_they_were():
    """The record beside the caveat is the value itself."""
    held = make_holdings()
    (flow,) = held.flows
    assert tuple(from_record(Voice, each["voice"]) for each in records(held, "voice")) == flow.voices
    assert [from_record(Finding, each["finding"]) for each in records(held, "finding")] == [
        answered.finding for answered in flow.answers
    ]
    assert [from_record(Estimate, each["estimate"]) for each in records(held, "estimate")] == [flow.answers[0].outcome]
    assert [from_record(Nothing, each["nothing"]) for each in records(held, "nothing")] == [flow.answers[1].outcome]


def test_an_estimate_names_the_claims_and_words_it_rests_on():
    """No number stands bare: claim ids with their quotes, and the caveat."""
    held = make_holdings()
    (estimate,) = records(held, "estimate")
    assert {each["claim"] for each in estimate["claims"]} == {
        pair.claim.id for pair in held.claims if pair.claim.quantity
    }
    assert all(each["quote"] for each in estimate["claims"])
    assert estimate["caveat"]


def test_an_empty_ledger_gives_no_line():
    """An empty file is a valid file of JSON lines."""
    assert to_jsonl(EMPTY) == ""


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1), st.floats(0, 1e15))
def test_any_words_and_figures_survive(words, figure):
    """Whatever the text and the number, a claim comes back equal."""
    import unicodedata

    from armstrail.model.span import Span

    text = unicodedata.normalize("NFC", words)
    document = Document("d", text)
    whole = Span(0, len(text))
    claim = Claim("d", "c", "transfer", whole, whole, quantity=Quantity(figure, None, "pieces", "at_least"))
    held = Holdings((Carried(claim, document),))
    assert read_back(held) == [Carried(claim, document)]
