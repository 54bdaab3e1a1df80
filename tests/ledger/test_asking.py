"""What comes out: the standing claims by every filter, documents and claims by name."""

from __future__ import annotations

import pytest
from ledger_makers import (
    containers,
    ids,
    make_claim,
    make_document,
    make_reading,
    small_documents,
    soldiers,
    usual,
)

from armstrail.ledger import ClaimQuery, Ledger
from armstrail.model.errors import BadValue, LedgerError

SOLDIERS, CONTAINERS = "about 12,000 soldiers", "7,000 containers"


@pytest.fixture
def asked(ledger: Ledger) -> Ledger:
    """A ledger with the usual document and its two claims, of which one carries every slot."""
    document = make_document()
    full = soldiers(
        document, measure="total", status="delivered", modality="alleged", source_type="intelligence", supplier="KP"
    )
    ledger.add(document, make_reading(document, full, containers(document, supplier="IR", recipient="houthis")))
    return ledger


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [SOLDIERS, CONTAINERS]),
        ({"supplier": "KP"}, [SOLDIERS]),
        ({"recipient": "houthis"}, [CONTAINERS]),
        ({"kind": "deployment"}, [SOLDIERS]),
        ({"unit": "containers"}, [CONTAINERS]),
        ({"measure": "total"}, [SOLDIERS]),
        ({"status": "delivered"}, [SOLDIERS]),
        ({"modality": "alleged"}, [SOLDIERS]),
        ({"modality": "stated"}, [CONTAINERS]),
        ({"stance": "deny"}, []),
        ({"source_type": "intelligence"}, [SOLDIERS]),
        ({"source": "INTELLIGENCE SERVICE"}, [SOLDIERS]),
        ({"source": "ministry"}, []),
        ({"item": "personnel.troops"}, [SOLDIERS]),
        ({"item": "personnel"}, [SOLDIERS]),
        ({"item": "arms"}, [CONTAINERS]),
        ({"item": "arm"}, []),
        ({"item": "arms.ammunition.artillery.shell"}, []),
        ({"text": "pyongyang SENT"}, [SOLDIERS, CONTAINERS]),
        ({"text": "moscow"}, []),
        ({"document": "a.txt", "supplier": "KP"}, [SOLDIERS]),
        ({"supplier": "KP", "recipient": "houthis"}, []),
    ],
)
def test_a_filter_keeps_what_it_names(asked: Ledger, query: dict[str, str], expected: list[str]) -> None:
    """Each filter keeps its claims, and several keep what all of them do."""
    assert ids(asked, ClaimQuery(**query)) == expected


def test_an_item_with_an_underscore_is_no_pattern(ledger: Ledger) -> None:
    """`arms.air_defence` does not take `arms.airXdefence`, nor `arms.missile.air_defence`."""
    document = make_document()
    ledger.add(document, make_reading(document, soldiers(document, item="arms.airXdefence.x")))
    assert ids(ledger, ClaimQuery(item="arms.air_defence")) == []


@pytest.mark.parametrize("words", ["STRASSE", "straße", "überfall:  MOSCOW", "U\u0308BERFALL"])
def test_words_are_found_whatever_their_case_and_composition(ledger: Ledger, words: str) -> None:
    """Case is Unicode's, not ASCII's; composed and decomposed letters are the same; spaces count once."""
    document = make_document()
    ledger.add(document, make_reading(document, make_claim(document, "denied", kind="statement", stance="deny")))
    assert ids(ledger, ClaimQuery(text=words)) == ["denied"]


@pytest.mark.parametrize("words", ["%", "_", "12?000", "*"])
def test_signs_of_a_pattern_are_plain_signs(asked: Ledger, words: str) -> None:
    """Words to look for are words, never patterns."""
    assert ids(asked, ClaimQuery(text=words)) == []


@pytest.mark.parametrize(
    ("published", "bounds", "kept"),
    [
        ("2024-10", {"published_from": "2024-10"}, True),
        ("2024-10", {"published_from": "2024-10-02"}, False),
        ("2024", {"published_from": "2024"}, True),
        ("2024", {"published_from": "2024-02"}, False),
        ("2024-10-24", {"published_to": "2024-10-24"}, True),
        ("2024-10-24", {"published_to": "2024-10-23"}, False),
        ("2024-10", {"published_to": "2024-10-30"}, False),
        ("2024-10", {"published_from": "2024", "published_to": "2024"}, True),
        (None, {"published_from": "0001"}, False),
        (None, {"published_to": "9999"}, False),
    ],
)
def test_published_between_keeps_what_surely_was(
    ledger: Ledger, published: str | None, bounds: dict[str, str], kept: bool
) -> None:
    """A partial date counts by its first day from below and by its last from above; no date never counts."""
    document = make_document(published=published)
    ledger.add(document, make_reading(document, soldiers(document)))
    assert bool(ids(ledger, ClaimQuery(**bounds))) is kept


def test_claims_come_in_a_defined_order(ledger: Ledger) -> None:
    """By publication of the document, the undated last, then by place in the text, whatever order they came in."""
    for number, published in enumerate([None, "2024-10-25", "2023", "2024-10-24"]):
        document = make_document(id=f"{number}", published=published)
        ledger.add(document, make_reading(document, containers(document), soldiers(document)))
    order = [(document.published, claim.anchor.cut(document.text)) for claim, document in ledger.claims()]
    assert order == [
        (published, anchor)
        for published in ("2023", "2024-10-24", "2024-10-25", None)
        for anchor in (SOLDIERS, CONTAINERS)
    ]


def test_claims_can_be_taken_one_by_one(ledger: Ledger) -> None:
    """A caller may stop after the first, and add while it goes through the rest."""
    for entry in small_documents(20):
        ledger.add(*entry)
    for count, _ in enumerate(ledger.claims()):
        ledger.add_failure(f"{count}", "empty", "remove it")
    assert len(list(ledger.failures())) == 20


@pytest.mark.parametrize(
    "query",
    [{"kind": "gift"}, {"modality": "sure"}, {"unit": "heaps"}, {"source_type": "uncle"}],
)
def test_a_word_that_no_claim_can_have_is_an_error(query: dict[str, str]) -> None:
    """A misspelt filter is named instead of finding nothing."""
    with pytest.raises(BadValue, match="is not known; use one of"):
        ClaimQuery(**query)


@pytest.mark.parametrize("slot", ["published_from", "published_to", "as_of", "recorded_by"])
def test_a_date_that_is_none_is_an_error_at_once(ledger: Ledger, slot: str) -> None:
    """The error comes with the question, not with the first answer."""
    with pytest.raises(BadValue, match=r"date '2024-13' is not a date"):
        ledger.claims(ClaimQuery(**{slot: "2024-13"}))


# -- by name


def test_a_document_is_found_by_id_digest_and_beginning(ledger: Ledger) -> None:
    """Its id, its digest, or six characters of either name a document."""
    document, reading = usual(id="dispatch-042.txt")
    ledger.add(document, reading)
    keys = ["dispatch-042.txt", "dispat", document.digest, document.digest[:6]]
    assert [ledger.document(key) for key in keys] == [document] * 4


def test_a_beginning_too_short_names_nothing(ledger: Ledger) -> None:
    """Five characters are too few, unless they are the whole id."""
    document, reading = usual(id="dispatch-042.txt")
    ledger.add(document, reading)
    with pytest.raises(LedgerError, match=r"no document 'dispa' in this ledger; name one by its id or digest"):
        ledger.document("dispa")


def test_an_id_that_two_documents_share(ledger: Ledger) -> None:
    """Both are listed with their digests, by which they can be told apart."""
    for text in ("One.", "Two."):
        document = make_document(text)
        ledger.add(document, make_reading(document))
    digests = sorted(row.document.digest[:12] for row in ledger.documents())
    with pytest.raises(LedgerError) as caught:
        ledger.document("a.txt")
    assert all(f"a.txt (digest {digest})" in str(caught.value) for digest in digests)


def test_an_ambiguous_beginning_lists_what_it_names(ledger: Ledger) -> None:
    """A beginning that several ids share lists them."""
    for entry in small_documents(2, "dispatch-"):
        ledger.add(*entry)
    with pytest.raises(LedgerError, match=r"names more than one document: .*dispatch-0.txt.*; write more of it"):
        ledger.document("dispatch")


def test_a_whole_id_wins_over_a_beginning(ledger: Ledger) -> None:
    """`report` names the document of that id even where `report-2` is there, too."""
    for name in ("report", "report-2"):
        document = make_document(f"Text of {name}.", id=name)
        ledger.add(document, make_reading(document))
    assert ledger.document("report").id == "report"


def test_a_claim_is_found_by_id_and_beginning(ledger: Ledger) -> None:
    """A claim comes with its document."""
    document, reading = usual()
    ledger.add(document, reading)
    claim = reading.claims[0]
    assert [ledger.claim(key) for key in (claim.id, claim.id[:6])] == [(claim, document)] * 2


@pytest.mark.parametrize("key", ["ffffffffffff", "", "%", "zzzzzz", "ab"])
def test_a_claim_that_is_not_there(asked: Ledger, key: str) -> None:
    """An unknown claim says how claims are named."""
    with pytest.raises(LedgerError, match="in this ledger; name one by its id, or by the first 6 digits or more"):
        asked.claim(key)


def test_a_claim_that_a_later_reading_does_not_make(ledger: Ledger) -> None:
    """A superseded claim says that it no longer stands."""
    document, reading = usual()
    ledger.add(document, reading)
    ledger.add(document, make_reading(document, containers(document), extractor="test 2"))
    with pytest.raises(LedgerError, match="no longer stands: a later reading"):
        ledger.claim(reading.claims[0].id)


def test_a_document_without_a_reading_has_none(ledger: Ledger) -> None:
    """Asking for a reading that is not there names document and ledger."""
    with pytest.raises(LedgerError, match="has no reading of document 0000"):
        ledger.reading("0" * 64)


def test_documents_come_with_their_reading_in_numbers(ledger: Ledger) -> None:
    """A row tells how the document was read and how much was found."""
    document, reading = usual()
    ledger.add(document, reading)
    (row,) = ledger.documents()
    assert (row.document, row.extractor, row.state, row.claims, row.misses) == (document, "test 1", "read", 2, 1)
