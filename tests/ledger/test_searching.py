"""What is filed of documents and claims is found by its words, stays in step, and is no part of the ledger's word."""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
from ledger_makers import Clock, containers, make_document, make_reading, soldiers, span_of, usual

from armstrail.languages.inflection import read_words
from armstrail.ledger import ClaimQuery, Ledger
from armstrail.ledger.searching import says
from armstrail.model.claim import Claim, claim_id
from armstrail.model.errors import LedgerError
from armstrail.model.span import Span
from armstrail.model.words import terms_of

TEXTS = {
    "ko": "북한이 러시아에 포탄 1만3000발을 보냈다고 밝혔다.",
    "ru": "Северная Корея передала России 12 тыс. снарядов калибра 152мм.",
    "it": "È già arrivata l'artiglieria: 3.000 proiettili per KN-23.",
    "de": "Straße und Überfall: 40 Geschütze wurden geliefert.",
    "fr": "L’armée a reçu des obus et des missiles nord-coréens.",
}


def add_texts(ledger: Ledger) -> None:
    for lang, text in TEXTS.items():
        document = make_document(text, id=lang, lang=lang, title=f"Titel {lang}")
        whole = Claim(lang, "", "transfer", span_of(document, text), span_of(document, text[:5]), "KP", "RU")
        ledger.add(document, make_reading(document, whole))


def found_in(ledger: Ledger, asked: str, lang: str | None = None) -> list[str]:
    """The documents found, and the documents of the claims found, which must be the same here."""
    words = read_words(asked, lang)
    documents = [document.id for document in ledger.search_documents(words, order="oldest")]
    assert documents == [document.id for _, document in ledger.search_claims(words, order="oldest")]
    return documents


@pytest.mark.parametrize(
    ("asked", "lang"),
    [
        ("북한", "ko"), ("북한은", "ko"), ("포탄", "ko"), ("러시아로부터", "ko"), ("3000발", "ko"), ("снаряды", "ru"),
        ("Северной Кореи", "ru"), ("152 мм", "ru"), ("e gia", "it"), ("PROIETTILE", "it"), ("kn23", "it"),
        ("uberfall strasse", "de"), ("Geschütz", "de"), ("armee", "fr"), ('"des missiles nord coreens"', "fr"),
        ("artigl*", "it"),
    ],
)  # fmt: skip
def test_words_are_found_in_every_script_and_form(ledger: Ledger, asked, lang) -> None:
    """Whatever their case, accents, endings and particles; as whoever reads the texts one by one would find them."""
    add_texts(ledger)
    assert found_in(ledger, asked) == [lang]
    assert [name for name, text in TEXTS.items() if says(read_words(asked), text)] == [lang]


@pytest.mark.parametrize("asked", ["남한", '"nord des missiles"', "proiettilex", "снаряды obus"])
def test_what_no_text_says_is_not_found(ledger: Ledger, asked) -> None:
    """All words must stand in one text, and those in quotation marks in their order."""
    add_texts(ledger)
    assert found_in(ledger, asked) == []
    assert not any(says(read_words(asked), text) for text in TEXTS.values())


def test_what_is_filed_of_a_text_is_a_promise() -> None:
    """Ledgers hold words by this rule: whoever changes it must file all of them anew, by a migration."""
    assert terms_of("È KN-23 北韓 1만3000발 Straße Łódź ЁЛКА 152mm ½ ＡＢ e\u0301") == (
        "e kn 23 北韓 韓 1 만 3000 발 strasse lodz елка 152 mm ab e"
    )


def test_filters_narrow_what_words_find(ledger: Ledger) -> None:
    """Of documents, they ask for a claim in them."""
    add_texts(ledger)
    ledger.add(*usual())
    words = read_words("containers")
    assert len(ledger.search_claims(words, order="relevance")) == 2  # one sentence that two claims quote
    found = ledger.search_claims(words, ClaimQuery(item="arms.ammunition"), order="relevance")
    assert [claim.item for claim, _ in found] == ["arms.ammunition.artillery"]
    assert [one.id for one in ledger.search_documents((), ClaimQuery(lang="ru"), order="newest")] == ["ru"]
    assert len(ledger.search_documents((), ClaimQuery(item="arms"), order="newest")) == 1
    assert ledger.search_documents(words, ClaimQuery(supplier="IR"), order="relevance") == []


def test_what_stands_no_longer_is_not_found(ledger: Ledger) -> None:
    """A claim that was withdrawn, and one that a later reading does not make; its document stays."""
    document, reading = usual()
    ledger.add(document, reading)
    words = read_words("soldiers")
    ledger.add_decision("withdraw", reading.claims[0].id, who="Ana", why="misread")
    assert [claim.id for claim, _ in ledger.search_claims(words, order="newest")] == [reading.claims[1].id]
    ledger.add(document, make_reading(document, extractor="test 2"))
    assert ledger.search_claims(words, order="newest") == []
    assert len(ledger.search_documents(words, order="newest")) == 1


@pytest.mark.parametrize("order", ["relevance", "newest", "oldest"])
def test_pages_follow_one_another(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, order) -> None:
    """None twice and none lost, whether the words are rare or so common that claims are met day by day."""
    for day in range(1, 10):
        document = make_document(f"{day} soldiers and 7,000 containers went.", id=f"{day}", published=f"2024-10-0{day}")
        ledger.add(document, make_reading(document, containers(document)))
    words = read_words("containers")
    pages = [ledger.search_claims(words, order=order, first=first, limit=4) for first in (0, 4, 8)]
    rare = [document.id for page in pages for _, document in page]
    assert sorted(rare) == [f"{day}" for day in range(1, 10)]
    if order != "relevance":
        assert rare == sorted(rare, reverse=order == "newest")
    monkeypatch.setattr("armstrail.ledger.searching._FEW", 3)
    monkeypatch.setattr("armstrail.ledger.searching.RANKED", 3)
    common = [document.id for _, document in ledger.search_claims(words, order=order)]
    assert common == sorted(common, reverse=order != "oldest")
    assert [one.id for one in ledger.search_documents(words, order=order)] == common


@pytest.mark.parametrize("together", [(2, 3), (40,), ()])
def test_common_words_are_found_among_texts_that_say_others(ledger: Ledger, monkeypatch, together) -> None:
    """However many texts the index of words is asked about at a time, and where it is asked for all."""
    for day in range(1, 21):
        what = "containers" if day % 3 else "trucks"
        document = make_document(
            f"{day} soldiers and 7,000 {what} went.", id=f"{day:02}", published=f"2024-10-{day:02}"
        )
        claim = Claim(document.id, "", "transfer", Span(0, len(document.text)), Span(0, 2), "KP", "RU")
        ledger.add(document, make_reading(document, claim))
    monkeypatch.setattr("armstrail.ledger.searching._FEW", 3)
    monkeypatch.setattr("armstrail.ledger.searching._TOGETHER", together)
    said = [f"{day:02}" for day in range(20, 0, -1) if day % 3]
    assert found_in(ledger, "containers") == said[::-1]
    words = read_words("containers")
    pages = [ledger.search_claims(words, order="newest", first=first, limit=5) for first in range(0, 20, 5)]
    assert [document.id for page in pages for _, document in page] == said


def test_the_rarer_word_and_the_title_weigh_more(ledger: Ledger) -> None:
    """Of documents that say a word, that which bears it in its title comes first."""
    for name, title in (("a", "Weather"), ("b", "Shells"), ("c", None)):
        ledger.add(*read(make_document(f"Some shells were seen by {name}, they said.", id=name, title=title)))
    assert ledger.search_documents(read_words("shells"), order="relevance")[0].id == "b"


def read(document):
    return document, make_reading(document)


def test_a_write_that_fails_files_nothing(ledger: Ledger) -> None:
    """Words are filed in the transaction of their entry."""
    with pytest.raises(RuntimeError, match="stops"):
        add_and_stop(ledger)
    assert ledger.search_documents(read_words("soldiers"), order="newest") == []
    assert ledger.verify() == []


def add_and_stop(ledger: Ledger) -> None:
    with ledger.batch():
        ledger.add(*usual())
        raise RuntimeError("the machine stops")


def test_an_older_ledger_is_filed_when_it_is_opened_to_write(path: Path, clock: Clock) -> None:
    """As if its words had been filed when they came."""
    with Ledger.open(path, clock=clock) as ledger:
        add_texts(ledger)
    before = export_of(path, clock)
    run(
        path,
        "DROP TABLE claim_places", "DROP TABLE claim_terms", "DROP TABLE claim_words", "DROP TABLE document_places",
        "DROP TABLE document_terms", "DROP TABLE document_words", "DROP TABLE filed",
        "DROP INDEX ix_documents_publication", "UPDATE armstrail_revision SET version_num = '0002'",
        "DROP TRIGGER upgrades_refuse_delete", "DELETE FROM upgrades WHERE revision > '0002'",
        "CREATE TRIGGER upgrades_refuse_delete BEFORE delete ON upgrades\n"
        "BEGIN SELECT RAISE(ABORT, 'the ledger only grows: upgrades takes no delete'); END",
        "DELETE FROM sqlite_sequence WHERE name = 'filed'",
        "DROP TABLE originals", "DROP TABLE versions", "DROP INDEX ix_documents_url",
    )  # fmt: skip
    with Ledger.open(path, clock=clock) as ledger:
        assert found_in(ledger, "북한") == ["ko"]
        assert ledger.verify() == []
    assert export_of(path, clock) == before


def export_of(path: Path, clock: Clock) -> str:
    with Ledger.open(path, clock=clock) as ledger:
        out = io.StringIO()
        ledger.export(out)
        return out.getvalue()


def run(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    connection.close()


def problems(path: Path, clock: Clock, statements: Iterable[str]) -> list[str]:
    with Ledger.open(path, clock=clock) as ledger:
        ledger.add(*usual())
    run(path, *statements)
    with Ledger.open(path, clock=clock) as ledger:
        return [f"{one.where}: {one.what}" for one in ledger.verify()]


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("INSERT INTO claim_words (rowid, words) VALUES (7, 'shells')", "1 texts that are not there"),
        ("INSERT INTO claim_words (claim_words) VALUES ('delete-all')", "claim .* position 0 .* not filed"),
        ("INSERT INTO document_words (document_words) VALUES ('delete-all')", "document .* not filed"),
        ("DROP TABLE claim_words", "claim_words: is missing"),
    ],
)
def test_verification_names_what_is_not_filed_as_it_stands(path: Path, clock: Clock, statement, named) -> None:
    """A search would miss it, or find what is not there."""
    assert any(re.search(named, problem) for problem in problems(path, clock, [statement]))


def test_a_document_that_nobody_named_is_refused(ledger: Ledger) -> None:
    """As in every other query."""
    ledger.add(*usual())
    with pytest.raises(LedgerError, match="no document"):
        ledger.search_claims(read_words("soldiers"), ClaimQuery(document="nothing"), order="newest")


def test_one_claim_of_a_reading_is_enough(ledger: Ledger) -> None:
    """A document is found once, however many of its claims fit."""
    document = make_document()
    ledger.add(document, make_reading(document, soldiers(document), containers(document)))
    assert len(ledger.search_documents(read_words("Russia"), ClaimQuery(supplier="KP"), order="newest")) == 1


def test_claims_are_found_as_people_set_them_right(ledger: Ledger) -> None:
    """By the filters that they fit now and no longer by those of the reading; first, and each once over all pages."""
    document, reading = usual()
    ledger.add(document, reading)
    target = reading.claims[0].id
    every = [claim.id for claim, _ in ledger.search_claims((), order="newest")]
    ledger.add_decision("correct", target, who="Ana", why="misread", slots={"supplier": "IR"})
    assert [claim.id for claim, _ in ledger.search_claims((), ClaimQuery(supplier="IR"), order="newest")] == [target]
    assert target not in [claim.id for claim, _ in ledger.search_claims((), ClaimQuery(supplier="KP"), order="newest")]
    pages = [ledger.search_claims((), order="newest", first=at, limit=1) for at in range(len(every) + 1)]
    assert sorted(claim.id for page in pages for claim, _ in page) == sorted(every)
    assert pages[0][0][0].supplier == "IR"


def test_what_people_marked_is_found_by_its_words(ledger: Ledger) -> None:
    """As any claim, until the mark is taken back."""
    document, reading = usual()
    ledger.add(document, reading)
    anchor = span_of(document, "Moscow denied it")
    claim = Claim(document.id, claim_id(document.digest, "statement", anchor), "statement", anchor, anchor, "RU",
                  stance="deny", reasons=("by hand",))  # fmt: skip
    made = ledger.add_decision("mark", document.digest, who="Ana", why="overlooked", marked=claim)
    words = read_words("moscow denied", "en")
    assert [one.id for one, _ in ledger.search_claims(words, order="relevance")] == [claim.id]
    assert ledger.search_claims(read_words("pyongyang denied", "en"), order="relevance") == []
    ledger.add_decision("undo", made.id, who="Ana", why="read again")
    assert ledger.search_claims(words, order="relevance") == []
