"""Whatever a text is made of, its reading ends, and the spans of that lie where they say; long ones are read in
stretches, so that the work grows with the length."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from extraction_makers import Read

from armstrail.extraction.passage import read_passage, windows_of
from armstrail.languages import LanguagePack
from armstrail.model.document import Document

CLAIM = "North Korea sent 3,000 howitzers to Russia, South Korea's intelligence service said. "
ROWS = {
    "nothing but digits": "7",
    "digits and spaces": "7 ",
    "numbers with groups": "1,234 ",
    "scales on scales": "million ",
    "number words": "one hundred ",
    "commas": ",",
    "quotation marks": '"',
    "full stops": ".",
    "full stops apart": ". ",
    "apostrophes": "a's",
    "hyphens": "a-",
    "one letter": "a",
    "one noun": "missile ",
    "one party": "Russia ",
    "one act": "sent ",
    "one verb of saying": "said ",
    "names": "Smith ",
    "lines": "x\n",
    "empty lines": "\n",
    "dates": "May 5, ",
    "years": "in 2023 ",
    "amounts": "20 tanks, ",
    "money": "$5 ",
    "shares": "5% of the ",
    "clauses": "the minister said that ",
    "no full stop": "North Korea sent 3000 soldiers to Russia and ",
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_no_row_is_too_odd_to_read(row: str, read: Read, packs: Mapping[str, LanguagePack]) -> None:
    """A claim and then thousands of the same: the reading ends, and its spans lie in the text."""
    text = CLAIM + row * (12_000 // len(row))
    reading = read("en", text)
    reading.check(Document(id="test", text=text, lang="en"))
    passage = read_passage(Document(id="test", text=text, lang="en"), packs["en"])
    assert max(s.last - s.first for s in passage.sentences) < 200
    assert all(text[token.start : token.end] == token.surface for token in passage.tokens)


def test_a_book_is_read_in_stretches(read: Read) -> None:
    """The claim that stands behind two hundred pages is read as the one before them, at its own place."""
    filler = "The harbour was quiet, and the ferry left on time with all who had come for the market. " * 4000
    text = f"{CLAIM}\n{filler}\n{CLAIM}"
    reading = read("en", text)
    reading.check(Document(id="test", text=text, lang="en"))
    first, last = reading.claims
    assert (first.anchor.start, last.anchor.start) == (text.index("3,000"), text.rindex("3,000"))
    assert (first.supplier, first.quantity, first.item) == (last.supplier, last.quantity, last.item)
    assert first.id != last.id


@pytest.mark.parametrize("mark", ["\n", ". ", " ", "x"])
def test_stretches_cover_the_text_once(mark: str) -> None:
    """Every code point lies in one stretch, and none is cut inside a word where there is another place."""
    text = ("word" + mark) * 80_000
    windows = windows_of(text)
    assert "".join(text[start:end] for start, end in windows) == text
    assert max(end - start for start, end in windows) <= 100_000
    assert mark == "x" or all(text[:end].endswith(mark) for _, end in windows)


def test_an_ordinary_text_is_one_stretch() -> None:
    """What is no book is read as a whole."""
    assert windows_of(CLAIM * 100) == [(0, len(CLAIM) * 100)]
