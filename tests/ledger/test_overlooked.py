"""The numbers that became no claim, asked of the ledger."""

from __future__ import annotations

import pytest
from ledger_makers import make_claim, make_document, make_reading, span_of

from armstrail.ledger import MissQuery
from armstrail.model.errors import LedgerError
from armstrail.model.reading import Miss

TEXT = "Seoul says Pyongyang sent 7,000 containers of 152 mm shells.\nThe 40 sieves came at 16:30."


def add(ledger, document, *misses, claims=(), extractor="test 1"):
    made = tuple(Miss(span_of(document, words), reason, detail) for words, reason, detail in misses)
    ledger.add(document, make_reading(document, *claims, misses=made, extractor=extractor))


SIEVES = ("40", "unknown_noun", "sieves")
CLOCK = ("16:30", "time", "")


@pytest.fixture
def document():
    return make_document(TEXT)


def test_misses_come_with_their_document_in_order_of_the_text(ledger, document):
    """What was left out can be shown where it stands."""
    add(ledger, document, CLOCK, SIEVES)
    assert [(at.words, at.miss.reason, at.document.id) for at in ledger.misses()] == [
        ("40", "unknown_noun", "a.txt"),
        ("16:30", "time", "a.txt"),
    ]


def test_a_number_inside_the_words_of_a_claim_was_not_overlooked(ledger, document):
    """The calibre of the shells that a claim counts is part of that claim."""
    claim = make_claim(document, "7,000 containers of 152 mm shells")
    add(ledger, document, ("152", "measure", "mm"), SIEVES, claims=[claim])
    assert [at.words for at in ledger.misses()] == ["40"]


def test_a_miss_tells_whether_a_claim_was_read_from_its_sentence(ledger, document):
    """The quote of a claim holds one of the two."""
    claim = make_claim(document, "7,000 containers")
    add(ledger, document, ("152", "measure", "mm"), SIEVES, claims=[claim])
    assert [(at.words, at.beside_claim) for at in ledger.misses()] == [("152", True), ("40", False)]


def test_a_later_reading_replaces_the_misses(ledger, clock, document):
    """What a better extractor understood is overlooked no more, but was on the day before."""
    add(ledger, document, SIEVES, CLOCK)
    before = clock.now.isoformat()
    clock.move(days=1)
    add(ledger, document, CLOCK, extractor="test 2")
    assert [at.words for at in ledger.misses()] == ["16:30"]
    assert [at.words for at in ledger.misses(MissQuery(recorded_by=before[:10]))] == ["40", "16:30"]


def test_misses_are_asked_for_by_reason_document_language_and_day(ledger):
    """Each narrows the answer."""
    add(ledger, make_document(TEXT), SIEVES, CLOCK)
    add(ledger, make_document(TEXT + " Ende.", id="b.txt", lang="de", published="2025-01-02"), SIEVES)
    assert [at.words for at in ledger.misses(MissQuery(reason="time"))] == ["16:30"]
    assert [at.document.id for at in ledger.misses(MissQuery(document="b.txt"))] == ["b.txt"]
    assert [at.document.id for at in ledger.misses(MissQuery(lang="de"))] == ["b.txt"]
    assert {at.document.id for at in ledger.misses(MissQuery(as_of="2024"))} == {"a.txt"}
    with pytest.raises(LedgerError, match="no document 'c'"):
        list(ledger.misses(MissQuery(document="c")))


def test_unknown_nouns_are_counted_by_document(ledger):
    """Twice in one text is one document; the case of the word does not matter, its language does."""
    twice = ("The 40", "unknown_noun", "Sieves")
    add(ledger, make_document(TEXT), SIEVES, twice)
    add(ledger, make_document(TEXT + " End.", id="b.txt"), SIEVES)
    add(ledger, make_document(TEXT + " Ende.", id="c.txt", lang="de"), SIEVES)
    assert ledger.unknown_nouns() == {("en", "sieves"): 2, ("de", "sieves"): 1}
