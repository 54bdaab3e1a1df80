"""Either database gives the same answers: the same texts for the same words, in the same order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from ledger_makers import Clock, make_document, make_reading

from armstrail.ledger import ClaimQuery, Ledger, filing
from armstrail.model.claim import Claim
from armstrail.model.span import Span
from armstrail.model.words import Word
from postgres_server import Server

WORDS = (
    "shells", "of", "the", "152", "mm", "one", "by", "north", "korea", "russia", "sent", "said", "ha", "ships",
    "tonnes", "kursk", "снаряды", "россия", "북한", "포탄", "Straße",
)  # fmt: skip
QUESTIONS = [
    (Word((("shells",),)),),
    (Word((("shells",), ("снаряды",), ("nowhere",))), Word((("russia",), ("россия",)))),
    (Word((("north", "korea"),)),),
    (Word((("one", "by", "one"),)),),
    (Word((("ha", "ha"),)),),
    (Word((("s",),), begins=True),),
    (Word((("the", "s"), ("of", "1")), begins=True), Word((("북한",),))),
    (Word((("nowhere",),)),),
    (),
]


@pytest.fixture(scope="module")
def pair(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, Ledger]]:
    """The same two hundred documents in a file and on a server, with titles, alike ones, and one that is very long."""
    draw = random.Random(5)
    name = postgres.database()
    file = tmp_path_factory.mktemp("pair") / "ledger.db"
    with Ledger.open(file, clock=Clock()) as first, Ledger.open(postgres.url(name), clock=Clock()) as second:
        with first.batch(), second.batch():
            for number in range(200):
                text = " ".join(draw.choices(WORDS, k=draw.choice((3, 3, 8, 40))))
                title = " ".join(draw.choices(WORDS, k=2)) if draw.random() < 0.5 else None
                published = draw.choice((None, "2024", "2024-10", f"2024-10-{draw.randint(10, 28)}"))
                document = make_document(text, id=f"{number}", title=title, published=published)
                quote = Span(0, draw.randint(1, len(text)))
                claim = Claim(document.id, "", "transfer", quote, Span(0, 1), draw.choice(("KP", "IR")), "RU")
                reading = make_reading(document, claim, replace(claim, kind="statement", stance="deny"))
                for ledger in (first, second):
                    ledger.add(document, reading)
        yield first, second
    postgres.give_back(name)


@pytest.mark.parametrize("order", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("words", QUESTIONS)
def test_the_same_texts_in_the_same_order(pair: tuple[Ledger, Ledger], words: tuple[Word, ...], order: str) -> None:
    """Documents and claims, page by page, with a filter and without."""
    for query in (ClaimQuery(), ClaimQuery(supplier="KP"), ClaimQuery(kind="statement", published_from="2024-10-15")):
        for first in (0, 7):
            of_documents, of_claims = [], []
            for ledger in pair:
                found = ledger.search_documents(words, query, order=order, first=first, limit=30)
                of_documents.append([document.id for document in found])
                claims = ledger.search_claims(words, query, order=order, first=first, limit=30)
                of_claims.append([(claim.id, document.digest) for claim, document in claims])
            assert of_documents[0] == of_documents[1]
            assert of_claims[0] == of_claims[1]


def test_a_text_too_long_for_the_index_is_looked_at(
    pair: tuple[Ledger, Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL's index takes no more than a megabyte of different words; such a text is found all the same."""
    monkeypatch.setattr(filing, "_LONGEST", 10)
    document = make_document("Verylongword and anotherone stand here, one by one by one.", id="long")
    for ledger in pair:
        ledger.add(document, make_reading(document))
        for ways in (("verylongword",), ("one", "by", "one"), ("anotherone", "stand")):
            found = ledger.search_documents([Word((ways,))], order="relevance")
            assert "long" in [each.id for each in found]
        assert ledger.search_documents([Word((("stand", "anotherone"),))], order="relevance") == []
        assert ledger.verify() == []


def test_lists_and_filters_are_the_same(pair: tuple[Ledger, Ledger]) -> None:
    """Claims, documents, flows and what bears on a flow, whatever order the server has for words."""
    first, second = pair
    assert list(first.claims()) == list(second.claims())
    assert [row.document.digest for row in first.documents()] == [row.document.digest for row in second.documents()]
    assert first.flows() == second.flows()
    assert first.state_between(["KP"], ["RU"]) == second.state_between(["KP"], ["RU"])
    assert list(first.claims(ClaimQuery(text="STRASSE"))) == list(second.claims(ClaimQuery(text="STRASSE"))) != []
