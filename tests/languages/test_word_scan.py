"""Words are found in a text wherever they stand by themselves, whatever signs are around them."""

from __future__ import annotations

from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.languages.lexicon import capitals_of
from armstrail.languages.wordscan import Scan

WORDS = [
    "tank",
    "tanks",
    "iron dome",
    "m142",
    "9k720",
    "s-300",
    "шахед",
    "élan",
    "д-30",
    "미사일",
    "총",
    "k9 자주포",
    "+x",
]
PARTICLES = frozenset({"을", "이"})
SIGNS = " \n-.'«“—•·°№×÷_0²٣҂\u0301꓀가을xéш"
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(list(SIGNS))), max_size=12).map("".join)
SCAN = Scan([(word, ((0, "", ""),)) for word in WORDS], PARTICLES)
LEAN = Scan([(word, ((0, "", ""),)) for word in WORDS], PARTICLES, lean=True)


def is_syllable(letter: str) -> bool:
    return "가" <= letter <= "힣"


def stands(text: str, start: int, end: int) -> bool:
    """Whether what is written there is a word by itself, told one letter at a time."""
    first, last = text[start], text[end - 1]
    before = start > 0 and text[start - 1].isalpha() and first.isalpha()
    after = end < len(text) and text[end].isalpha() and last.isalpha()
    if not before and not after:
        return True
    if not (is_syllable(first) and is_syllable(last)):
        return False
    behind = "".join(takewhile(is_syllable, text[end:]))
    return end - start > 1 or (not before and behind in PARTICLES)


@given(TEXTS)
def test_the_same_words_are_found_as_by_looking_at_each_place(text):
    """Letters of four scripts, digits, signs and marks before and behind words and in the midst of others."""
    expected = {
        word
        for word in WORDS
        for start in range(len(text))
        if text.startswith(word, start) and stands(text, start, start + len(word))
    }
    assert SCAN.find(text, text)[0] == expected


@pytest.mark.parametrize("text", ["the US said", "US", "“US”", "1US2", "US—", "xUS US"])
def test_capitals_are_those_of_the_text(text):
    """Found in the folded text, a word is held against what is printed."""
    scan = Scan([("us", ((2, "US", capitals_of(["US"])),))], frozenset())
    assert scan.find(text, text.lower())[2] == {"US"}
    assert scan.find(text.lower(), text.lower())[2] == set()


@given(TEXTS)
def test_a_lean_scan_finds_the_same(text: str) -> None:
    assert LEAN.find(text, text) == SCAN.find(text, text)
