"""The yardstick itself: what counts as found, as right, as false."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from armstrail.model.errors import BadValue
from armstrail.scoring import score

HERE = Path(__file__).parent
TEXT = "Seoul says Pyongyang sent 3,000 troops to Russia. Pyongyang sent troops."
TROOPS = {
    "kind": "deployment", "quote": "Seoul says Pyongyang sent 3,000 troops to Russia.", "anchor": "3,000 troops",
    "supplier": "KP", "recipient": "RU", "item": "personnel.troops", "low": 3000, "high": 3000, "unit": "persons",
}  # fmt: skip
AT = TEXT.index("3,000 troops")


def records(name):
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def gold(*claims, **document):
    return {"id": "d", "lang": "en", "text": TEXT, "claims": list(claims)} | document


def extracted(**changed):
    slots = {slot: value for slot, value in TROOPS.items() if slot not in ("quote", "anchor")}
    return {"doc": "d", "anchor_start": AT, "anchor_end": AT + 12} | slots | changed


@pytest.mark.parametrize("corpus", ["seed", "dprk-russia"])
def test_it_scores_as_the_first_scorer_did(corpus):
    """Scores stay comparable over the years: the same claims get the same figures, slot by slot."""
    recorded = json.loads((HERE / f"recorded/{corpus}.scores.json").read_text("utf-8"))
    scores = score(records(f"gold/{corpus}.jsonl"), records(f"recorded/{corpus}.claims.jsonl"))
    assert scores.to_json() == recorded


def test_a_claim_is_found_by_kind_and_place_and_right_by_its_core():
    """A wrong recipient is found all the same, but not right; the fault says which slot and how."""
    scores = score([gold(TROOPS)], [extracted(recipient="IR")])
    assert (scores.groups["figures"].found.f1, scores.groups["figures"].right.f1) == (1.0, 0.0)
    assert [fault.slots for fault in scores.faults] == [("recipient: IR for RU",)]


def test_another_kind_at_the_same_place_is_a_miss_and_an_extra():
    """Kinds must be equal: a transfer of troops does not stand in for their deployment."""
    scores = score([gold(TROOPS)], [extracted(kind="transfer")])
    assert [fault.what for fault in scores.faults] == ["missed", "extra"]


def test_each_claim_matches_at_most_once_and_the_best_pair_first():
    """Of two extractions at one place the better one is matched, the other is held against us."""
    scores = score([gold(TROOPS)], [extracted(unit="pieces"), extracted()])
    assert scores.groups["figures"].right.precision == 0.5
    assert scores.groups["figures"].right.recall == 1.0


def test_a_repeat_without_a_number_is_not_held_against_us():
    """Saying again without a figure what the gold says of this document is no false claim; saying more is."""
    repeat = extracted(low=None, high=None, unit=None, anchor_start=60, anchor_end=66)
    assert score([gold(TROOPS)], [extracted(), repeat]).groups["all"].found.precision == 1.0
    more = repeat | {"item": "arms.missile"}
    assert score([gold(TROOPS)], [extracted(), more]).groups["all"].found.precision == 0.5


def test_claims_on_a_document_without_any_are_counted_as_false():
    """A document with nothing to find costs nothing when nothing is found."""
    assert score([gold()], [extracted()]).false_on_empty == 1
    assert score([gold()], []).groups["figures"].found.f1 == 1.0


def test_half_a_percent_is_the_same_number():
    """12,000 and 12,050 are one figure told twice; 12,000 and 12,100 are two."""
    assert score([gold(TROOPS)], [extracted(low=3010, high=3010)]).groups["figures"].right.f1 == 1.0
    assert score([gold(TROOPS)], [extracted(low=3030, high=3030)]).groups["figures"].right.f1 == 0.0


def test_an_annotation_that_does_not_stand_in_its_text_is_refused():
    """Scores over an annotation that points nowhere would lie."""
    with pytest.raises(BadValue, match="cannot place '4,000 troops'"):
        score([gold(TROOPS | {"anchor": "4,000 troops"})], [])


def test_a_quote_that_stands_twice_is_told_apart_by_its_occurrence():
    """`occurrence` 2 is the second place, so an extraction at the first place does not match it."""
    twice = {"kind": "deployment", "quote": "Pyongyang sent", "anchor": "Pyongyang", "occurrence": 2}
    first = {"doc": "d", "kind": "deployment", "anchor_start": TEXT.index("Pyongyang"), "anchor_end": AT}
    assert score([gold(twice)], [first]).groups["all"].found.recall == 0.0


def test_the_source_is_cut_from_the_text_where_only_its_place_is_given():
    """An extraction may name its source by place alone."""
    with_source = TROOPS | {"source": "Seoul"}
    scores = score([gold(with_source)], [extracted(source_start=0, source_end=5)])
    assert scores.slots["source"] == 1.0


def test_an_extracted_claim_without_a_place_is_refused():
    """The message says what is missing."""
    with pytest.raises(BadValue, match="anchor_start"):
        score([gold()], [{"doc": "d", "kind": "use"}])
