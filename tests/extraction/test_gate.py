"""Most news has nothing to do with arms: it is told by its words, before anything is read, and no claim is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from extraction_makers import Read

from armstrail.extraction.gate import may_hold_claims
from armstrail.languages import LanguagePack
from armstrail.model.document import Document

ROOT = Path(__file__).parents[2]


def records(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def test_no_annotated_document_with_claims_is_turned_away(packs: Mapping[str, LanguagePack]) -> None:
    """The recall of the gate on all annotated texts is 1."""
    annotated = [record for file in sorted(ROOT.glob("tests/accuracy/gold/*.jsonl")) for record in records(file)]
    with_claims = [Document.from_json(record) for record in annotated if record.get("claims")]
    lost = [d.id for d in with_claims if d.lang in packs and not may_hold_claims(d, packs[d.lang])]
    assert len(with_claims) > 100
    assert lost == []


@pytest.mark.parametrize("record", [*records(ROOT / "benchmarks" / "everyday.jsonl")], ids=lambda record: record["id"])
def test_everyday_news_is_turned_away(record: dict[str, object], packs: Mapping[str, LanguagePack]) -> None:
    """Football, weather, recipes and town councils hold no word of arms beside a party."""
    document = Document.from_json(record)
    assert not may_hold_claims(document, packs[document.lang or ""])


def test_what_is_turned_away_is_recorded_as_read(read: Read) -> None:
    """A document without the words that a claim needs has a reading, without claims and without misses."""
    reading = read("en", "The visitors took the lead after 11 minutes and doubled it before the half hour. " * 20)
    assert (reading.state, reading.claims, reading.misses) == ("off_topic", (), ())


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The convoy reached Russia on Monday with 300 howitzers on board, a port worker told our paper."),
        ("en", "It was the twentieth shipment of ballistic\n\u00a0 missiles that left Iran, the group wrote."),
        ("fr", "L’Iran a livré à la Russie des dizaines de drones d’attaque, selon un rapport."),
        ("ko", "러시아로 간 북한제 자주포가 열차에 실려 있었다고 현지 매체가 전했다."),
        ("ru", "Из Ирана самолётами везли бое\u00adприпасы, рассказал источник."),
        ("uk", "З Ірану літаками везли боєприпаси, розповіло джерело."),
    ],
)
def test_words_are_found_however_they_are_set(lang: str, text: str, packs: Mapping[str, LanguagePack]) -> None:
    """Line breaks, elisions, particles, soft hyphens and letters with marks hide no word of arms."""
    padding = "\n. . . . . . . . . . . . . . . . . . . . . . . ." * 40
    assert packs[lang].gate_words.find(text + padding).arms
    assert packs[lang].gate_words.find(text + padding).parties


def test_a_code_with_capitals_needs_them(packs: Mapping[str, LanguagePack]) -> None:
    """`us` is no party, `US` is one."""
    assert packs["en"].gate_words.find("they told us so").parties == set()
    assert packs["en"].gate_words.find("they told the US so").parties == {"US"}


def test_part_of_a_word_is_no_word(packs: Mapping[str, LanguagePack]) -> None:
    """A tank is in no tanker, and a gun in no shogun; digits end a word."""
    assert packs["en"].gate_words.find("the tankers of the shogun").arms == set()
    assert packs["en"].gate_words.find("300tanks").arms == {"tanks"}
