"""What people correct and mark: laid over what is read, in every question, and gone when it is taken back."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from ledger_makers import Clock, containers, ids, make_document, make_reading, soldiers, span_of, usual

from armstrail.ledger import ClaimQuery, Decision, Ledger, MissQuery
from armstrail.ledger.forms import decision_digest
from armstrail.model.claim import Claim, Place, claim_id
from armstrail.model.document import Document
from armstrail.model.errors import BadValue, LedgerError
from armstrail.model.quantity import Quantity
from armstrail.model.reading import Miss
from armstrail.model.slots import LATER, slots_of
from armstrail.model.span import Span

TEN_THOUSAND = {"low": 10000, "high": 10000, "unit": "persons", "hedge": "about"}


@pytest.fixture
def target(ledger: Ledger) -> str:
    """The id of the claim of 12,000 soldiers in a ledger with the usual document."""
    document, reading = usual()
    ledger.add(document, reading)
    return reading.claims[0].id


def correct(ledger: Ledger, target: str, who: str = "Ana", **slots: Any) -> Decision:
    return ledger.add_decision("correct", target, who=who, why="misread", slots=slots)


def undo(ledger: Ledger, decision: Decision) -> Decision:
    return ledger.add_decision("undo", decision.id, who="Ana", why="read again")


def denial(document: Document, words: str = "Moscow denied it", **slots: Any) -> Claim:
    """A claim of a stance, made by hand of words that no reading used."""
    anchor = span_of(document, words)
    name = claim_id(document.digest, "statement", anchor)
    slots = {"supplier": "RU", "stance": "deny", "reasons": ("by hand",)} | slots
    return Claim(document.id, name, "statement", anchor, anchor, **slots)


def mark(ledger: Ledger, claim: Claim, document: Document | None = None) -> Decision:
    key = (document or make_document()).digest
    return ledger.add_decision("mark", key, who="Ana", why="overlooked", marked=claim)


def test_a_correction_sets_its_slots_and_leaves_the_others(ledger: Ledger, target: str) -> None:
    """The claim keeps its id, its words and what nobody touched; its cues tell which slots a person set."""
    before, _ = ledger.claim(target)
    correct(ledger, target, quantity=TEN_THOUSAND, status="delivered")
    claim, _ = ledger.claim(target)
    assert claim.quantity == Quantity(10000, 10000, "persons", "about")
    assert (claim.id, claim.quote, claim.anchor, claim.item) == (before.id, before.quote, before.anchor, before.item)
    assert claim.reasons == ("by hand: quantity status",)


def test_kind_places_and_who_passed_it_on_are_set_too(ledger: Ledger, target: str) -> None:
    """The claim keeps the id of its place as it was read, and is found by its new kind."""
    rajin = Place("Rajin", "KP", "origin", 42.25, 130.3)
    correct(ledger, target, kind="use", places=[rajin.to_json()], via=["Yonhap", "an envoy"])
    claim, _ = ledger.claim(target)
    assert (claim.id, claim.kind, claim.places, claim.via) == (target, "use", (rajin,), ("Yonhap", "an envoy"))
    assert [each.id for each, _ in ledger.claims(ClaimQuery(kind="use"))] == [target]
    assert ledger.verify() == []


def test_a_correction_from_before_these_could_be_set_holds_on(ledger: Ledger, target: str) -> None:
    """It tells of fewer slots; it comes in with an export, and what it does not tell of has not changed under it."""
    newer = correct(ledger, target, supplier="IR")
    out = io.StringIO(newline="")
    ledger.export(out)
    header, *lines = out.getvalue().strip().split("\n")
    (record,) = [each for each in map(json.loads, lines) if each.get("action") == "correct"]
    record["payload"]["was"] = {slot: value for slot, value in newer.payload["was"].items() if slot not in LATER}
    older = Decision(
        "", "correct", record["document"], record["claim"], record["ordinal"] + 1, record["payload"], record["who"],
        record["why"], record["recorded"],
    )  # fmt: skip
    told = record | {"ordinal": older.ordinal, "digest": decision_digest(older)}
    ledger.import_([header, json.dumps(told)])
    assert [each.action for each in ledger.decisions()] == ["correct", "correct"]
    undo(ledger, newer)
    assert ledger.claim(target)[0].supplier == "IR"
    assert [each.strayed for each in ledger.amended()] == [()]


def test_a_corrected_claim_is_found_by_what_it_now_says(ledger: Ledger, target: str) -> None:
    """And no longer by what it was read as; its place in the order stays."""
    correct(ledger, target, supplier="IR", item="arms.missiles")
    assert ids(ledger) == ["about 12,000 soldiers", "7,000 containers"]
    assert ids(ledger, ClaimQuery(supplier="KP")) == ["7,000 containers"]
    assert ids(ledger, ClaimQuery(supplier="IR", item="arms")) == ["about 12,000 soldiers"]
    assert ids(ledger, ClaimQuery(item="personnel")) == []
    assert ids(ledger, ClaimQuery(supplier="IR", as_of="2024-10-23")) == []
    assert [claim.id for claim, _ in ledger.claims_between(["IR"], ["RU"])] == [target]
    assert target not in [claim.id for claim, _ in ledger.claims_between(["KP"], ["RU"])]
    assert ledger.flows() == [("IR", "RU", 1), ("KP", "RU", 1)]


def test_an_undo_restores_the_reading_exactly(ledger: Ledger, target: str) -> None:
    """Every claim is equal to what it was, and the correction stays on record."""
    before, flows = list(ledger.claims()), ledger.flows()
    made = correct(ledger, target, supplier="IR", quantity=None, modality="denied")
    assert list(ledger.claims()) != before
    undo(ledger, made)
    assert list(ledger.claims()) == before
    assert ledger.flows() == flows
    assert [each.action for each in ledger.decisions()] == ["correct", "undo"]


def test_corrections_of_one_claim_add_up_and_come_off_one_by_one(ledger: Ledger, target: str) -> None:
    """Slot by slot the last word counts; without it the one before holds again."""
    correct(ledger, target, status="planned")
    second = correct(ledger, target, who="Bo", status="delivered", measure="total")
    claim, _ = ledger.claim(target)
    assert (claim.status, claim.measure) == ("delivered", "total")
    undo(ledger, second)
    claim, _ = ledger.claim(target)
    assert (claim.status, claim.measure) == ("planned", None)


def test_the_reading_stays_beside_the_correction(ledger: Ledger, target: str) -> None:
    """Both are given, with the decisions between them."""
    made = correct(ledger, target, supplier="IR")
    (amended,) = ledger.amended()
    assert amended.claim is not None
    assert amended.read is not None
    assert (amended.read.supplier, amended.claim.supplier, amended.strayed) == ("KP", "IR", ())
    assert amended.decisions == (made,)
    assert ledger.reading(amended.document.digest).claims[0].supplier == "KP"


def test_a_correction_survives_a_reading_that_says_the_same_claim(ledger: Ledger, target: str, clock: Clock) -> None:
    """What the person set stays; what the new reading sees elsewhere comes in, and asks for a look."""
    correct(ledger, target, quantity=TEN_THOUSAND)
    document = make_document()
    ledger.add(document, make_reading(document, soldiers(document), containers(document), extractor="test 2"))
    (same,) = ledger.amended()
    assert same.strayed == ()
    clock.move(days=1)
    better = make_reading(document, soldiers(document, measure="total"), containers(document), extractor="test 3")
    ledger.add(document, better)
    claim, _ = ledger.claim(target)
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.measure) == (10000, "total")
    (changed,) = ledger.amended()
    assert (changed.strayed, changed.needs_a_look) == (("measure",), True)
    clock.move(days=1)
    ledger.add_decision("accept", target, who="Bo", why="read against the text")
    (looked_at,) = ledger.amended()
    assert looked_at.needs_a_look is False


def test_a_correction_whose_claim_is_no_longer_read_waits_for_a_look(ledger: Ledger, target: str) -> None:
    """It makes no claim of its own, and is not lost: the next reading that makes the claim is corrected again."""
    correct(ledger, target, supplier="IR")
    document = make_document()
    ledger.add(document, make_reading(document, containers(document), extractor="test 2"))
    assert ids(ledger) == ["7,000 containers"]
    (lost,) = ledger.amended()
    assert (lost.claim, lost.needs_a_look) == (None, True)
    with pytest.raises(LedgerError, match="no longer stands"):
        correct(ledger, target, supplier="BY")
    ledger.add(document, make_reading(document, soldiers(document), extractor="test 3"))
    assert ledger.claim(target)[0].supplier == "IR"


def test_the_ledger_before_a_correction_can_be_asked(ledger: Ledger, target: str, clock: Clock) -> None:
    """Corrected on Saturday, it stood as read on Friday; and one decision can be left out of account."""
    clock.move(days=1)
    made = correct(ledger, target, supplier="IR")
    assert ids(ledger, ClaimQuery(supplier="IR", recorded_by="2024-11-01")) == []
    assert ids(ledger, ClaimQuery(supplier="IR", recorded_by="2024-11-02")) == ["about 12,000 soldiers"]
    without = [claim.supplier for claim, _ in ledger.claims_between(["KP"], ["RU"], without=made.id)]
    assert without == ["KP", "KP"]
    found = ledger.claim_at(made.document, target, without=made.id)
    assert found is not None
    assert found[0].supplier == "KP"


def test_a_withdrawn_claim_stays_out_when_it_is_corrected(ledger: Ledger, target: str) -> None:
    """Whether it stands is decided by withdraw and accept alone."""
    ledger.add_decision("withdraw", target, who="Ana", why="misread")
    correct(ledger, target, supplier="IR")
    assert ids(ledger) == ["7,000 containers"]
    ledger.add_decision("accept", target, who="Ana", why="after all")
    assert ledger.claim(target)[0].supplier == "IR"


@pytest.mark.parametrize(
    ("slots", "told"),
    [
        ({}, "has it so already"),
        ({"supplier": "KP"}, "has it so already"),
        ({"anchor": [0, 5]}, "slot 'anchor' cannot be set; use one of supplier"),
        ({"kind": None}, "kind cannot be empty"),
        ({"kind": "gift"}, "kind 'gift' is not known"),
        ({"places": [{"name": "Rajin", "role": "port"}]}, "place role 'port' is not known"),
        ({"places": [7]}, "is no value of it"),
        ({"via": "Yonhap"}, "must be a list"),
        ({"quantity": TEN_THOUSAND | {"unit": "heads"}}, "unit 'heads' is not known; use one of pieces"),
        ({"quantity": {"low": 5, "high": 2, "unit": "persons", "hedge": "exact"}}, "smaller bound first"),
        ({"quantity": {"low": 5}}, "has low, high, unit and hedge"),
        ({"quantity": TEN_THOUSAND | {"low": True}}, "must be a number"),
        ({"status": "sunk"}, "use one of delivered"),
        ({"modality": None}, "modality cannot be empty"),
        ({"supplier": 3}, "must be words"),
        ({"source": [0, 100_000]}, "lies outside the text"),
        ({"source": [5]}, "is no value of it"),
        ({"period": {"start": "2024-13", "end": None}}, "is not a date"),
        ({"tags": ["half"]}, "tag 'half' is not known"),
        ({"basis": "video"}, "must be a list"),
        ({"designation": "KN-\ud800"}, "lone surrogate"),
    ],
)
def test_a_value_that_a_slot_does_not_allow_is_refused(ledger: Ledger, target: str, slots: Any, told: str) -> None:
    """By the model, naming the slot and what is allowed; nothing is recorded."""
    with pytest.raises(BadValue, match=told):
        correct(ledger, target, **slots)
    assert list(ledger.decisions()) == []


@pytest.mark.usefixtures("target")
def test_a_marked_claim_stands_among_the_others(ledger: Ledger) -> None:
    """In every question, in its place, until it is taken back."""
    made = mark(ledger, denial(make_document()))
    assert ids(ledger) == ["about 12,000 soldiers", "7,000 containers", "Moscow denied it"]
    assert ids(ledger, ClaimQuery(stance="deny")) == ["Moscow denied it"]
    assert ids(ledger, ClaimQuery(text="MOSCOW")) == ["Moscow denied it"]
    assert [claim.id for claim, _ in ledger.claims_between(["KP"], ["RU"])][-1] == made.claim
    assert ledger.claim(made.claim[:8])[0].reasons == ("by hand",)
    ledger.add_decision("undo", made.id, who="Ana", why="no claim after all")
    assert len(ids(ledger)) == 2
    with pytest.raises(LedgerError, match="who marked it took that back"):
        ledger.claim(made.claim)


@pytest.mark.usefixtures("target")
def test_a_marked_claim_takes_decisions_as_any_other(ledger: Ledger) -> None:
    """Corrected, withdrawn, undone, marked again."""
    made = mark(ledger, denial(make_document()))
    correct(ledger, made.claim, supplier="BY")
    assert ledger.claim(made.claim)[0].supplier == "BY"
    ledger.add_decision("withdraw", made.claim, who="Bo", why="not theirs")
    assert len(ids(ledger)) == 2
    again = undo(ledger, made)
    ledger.add_decision("undo", again.id, who="Ana", why="it is one")
    ledger.add_decision("accept", made.claim, who="Bo", why="theirs")
    assert ledger.claim(made.claim)[0].supplier == "BY"


@pytest.mark.usefixtures("target")
def test_a_number_that_was_marked_is_overlooked_no_more(ledger: Ledger) -> None:
    """It leaves the numbers that became no claim, and comes back with the undo."""
    document = make_document()
    assert [each.miss.reason for each in ledger.misses()] == ["date"]
    made = mark(ledger, denial(document, "24 October"))
    assert list(ledger.misses(MissQuery(document=document.digest))) == []
    undo(ledger, made)
    assert len(list(ledger.misses())) == 1


def test_a_reading_that_later_makes_the_marked_claim_does_not_replace_it(ledger: Ledger) -> None:
    """The person's word holds, once; that the two differ is shown."""
    document = make_document()
    ledger.add(document, make_reading(document, containers(document)))
    by_hand = make_reading(document, soldiers(document)).claims[0]
    mark(ledger, by_hand)
    ledger.add(document, make_reading(document, soldiers(document, status="agreed"), extractor="test 2"))
    (claim, _), *rest = ledger.claims()
    assert (claim, rest) == (by_hand, [])
    (amended,) = ledger.amended()
    assert amended.strayed == ("status",)


def test_words_that_carry_a_claim_are_not_marked_again(ledger: Ledger, target: str) -> None:
    """Who finds it wrong corrects it, under its id."""
    claim, document = ledger.claim(target)
    with pytest.raises(BadValue, match=f"claim {target} has these very words already"):
        mark(ledger, claim, document)
    twice = denial(document)
    mark(ledger, twice)
    with pytest.raises(BadValue, match="these very words"):
        mark(ledger, twice)


@pytest.mark.usefixtures("target")
def test_a_mark_that_points_nowhere_is_refused(ledger: Ledger) -> None:
    """Outside the text, under another id, without a claim, or in a document that is not there."""
    document = make_document()
    outside = Span(0, 10_000)
    far = Claim(document.id, claim_id(document.digest, "statement", outside), "statement", outside, outside)
    misnamed = denial(make_document("Moscow denied it."))
    with pytest.raises(BadValue, match="lies outside the text"):
        mark(ledger, far)
    with pytest.raises(BadValue, match="its place gives it another id"):
        mark(ledger, misnamed)
    with pytest.raises(BadValue, match="needs the claim"):
        ledger.add_decision("mark", document.digest, who="Ana", why="x")
    with pytest.raises(LedgerError, match="no document"):
        mark(ledger, misnamed, make_document("Another text."))
    assert list(ledger.decisions()) == []


@pytest.mark.usefixtures("target")
def test_an_export_keeps_what_was_amended(ledger: Ledger, new_place: Callable[[], str], target: str) -> None:
    """Into a ledger that knows the document by another id, too; both verify."""
    correct(
        ledger, target, quantity=TEN_THOUSAND, tags=["partial"], source=[0, 5], period={"start": None, "end": "2024"}
    )
    mark(ledger, denial(make_document()))
    assert ledger.verify() == []
    out = io.StringIO(newline="")
    ledger.export(out)
    with Ledger.open(new_place(), clock=Clock()) as other:
        other.add(*usual(id="elsewhere.txt"))
        assert other.import_(io.StringIO(out.getvalue(), newline="\n")).bad == ()
        assert other.verify() == []
        slots = [slots_of(claim) for claim, _ in other.claims()]
        assert slots == [slots_of(claim) for claim, _ in ledger.claims()]
        assert {claim.doc for claim, _ in other.claims()} == {"elsewhere.txt"}


@pytest.mark.parametrize(
    ("action", "payload", "told"),
    [
        ("mark", {"claim": {"anchor": "Moscow said so"}}, "not those that stand at its place"),
        (
            "mark",
            {"claim": {"anchor_start": 0, "anchor_end": 5, "start": 0, "anchor": "Seoul"}},
            "not those|another id",
        ),
        ("correct", {"set": {"supplier": "IR"}, "was": {}}, "keep every slot"),
        ("correct", {"set": {}}, "must set a slot"),
        ("correct", {"set": {"quantity": 7}}, "is no value of it"),
    ],
)
def test_a_forged_amendment_does_not_come_in(
    ledger: Ledger, target: str, action: str, payload: dict[str, Any], told: str
) -> None:
    """Whoever computes the digest anew still needs the words of the text, and slots that the model allows."""
    mark(ledger, denial(make_document()))
    correct(ledger, target, supplier="IR")
    out = io.StringIO(newline="")
    ledger.export(out)
    header, *lines = out.getvalue().strip().split("\n")
    (record,) = [each for each in map(json.loads, lines) if each.get("action") == action]
    for key, value in payload.items():
        record["payload"][key] = record["payload"][key] | value if value and action == "mark" else value
    forged = Decision(
        "", action, record["document"], record["claim"], record["ordinal"], record["payload"], record["who"],
        record["why"], record["recorded"],
    )  # fmt: skip
    record["digest"] = decision_digest(forged)
    first, *_ = ledger.import_([header, json.dumps(record)]).bad
    assert re.search(told, first.reason)
    assert ledger.verify() == []


def test_misses_inside_a_withdrawn_mark_are_back(ledger: Ledger) -> None:
    """A mark that no longer stands covers nothing."""
    document = make_document()
    miss = Miss(span_of(document, "24"), "date", "24 October")
    ledger.add(document, make_reading(document, misses=(miss,)))
    made = mark(ledger, denial(document, "24 October"))
    ledger.add_decision("withdraw", made.claim, who="Bo", why="a date")
    assert len(list(ledger.misses())) == 1
