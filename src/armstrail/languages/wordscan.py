"""One pass over a text for thousands of words, which looks at the inside of no other word.

An automaton that may find a word anywhere follows the letters of every word, and lives in a memory that parsing drives
out of the processor's cache. Here each word is looked for behind the sign before it, so that the automaton rests until
the next word begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ahocorasick_rs import BytesAhoCorasick

from armstrail.languages.lexicon import capitals_match

# What a word tells: its kind, the party's code (else ""), and what capitals its words need.
Mark = tuple[int, str, str]
# A word that a pattern may have found, how many signs behind it the pattern holds, and what the word tells.
_Look = tuple[str, int, tuple[Mark, ...]]

# To the automaton all that is no letter is a space, and each digit the same: behind either a word may begin, and before
# either it may end.
_DIGITS: Final = bytes(
    ord("0") if chr(sign).isdigit() else sign if chr(sign).isalpha() else ord(" ") for sign in range(0x80)
) + bytes(range(0x80, 0x100))
_NO_DIGITS: Final = _DIGITS.replace(b"0", b" ")
_EDGES: Final = {_DIGITS: (b" ", b"0"), _NO_DIGITS: (b" ",)}
_SIGNS: Final = "«»“”„–—…•·°№€£×÷"  # common, and each looked for by one machine instruction
# Bytes of UTF-8 that stand in ASCII and in letters alone (Latin, Cyrillic, Hangul), `×`, `÷` and some neighbours of
# Hangul aside.
_OF_LETTERS: Final = bytes((*range(0xC0), *range(0xC3, 0xCA), 0xD0, 0xD1, *range(0xEA, 0xEE)))
_NEIGHBOURS: Final = re.compile("[\ua000-\uabff\ud7a4-\ud7ff]")


class Scan:
    """Words with what they tell, and one pass over a text for all of them.

    Args:
        kept: folded words, each with its marks.
        particles: what may stick to a word of a script that glues them.
        lean: digits are spaces to the automaton, too: a quarter of the memory, since no word is looked for between all
            pairs of edges, and more places to look at.
    """

    def __init__(
        self, kept: Sequence[tuple[str, tuple[Mark, ...]]], particles: frozenset[str], *, lean: bool = False
    ) -> None:
        self._particles = particles
        self._signs = _NO_DIGITS if lean else _DIGITS
        looks: dict[bytes, list[_Look]] = {}
        for word, marks in kept:
            for pattern, behind in _patterns_of(word, self._signs):
                looks.setdefault(pattern, []).append((word, behind, marks))
        self._looks = list(looks.values())
        self._automaton = BytesAhoCorasick(list(looks))

    def find(self, text: str, folded: str) -> tuple[set[str], set[str], set[str]]:
        """What the words of a text tell, by kind; `folded` is the same text folded, sign by sign."""
        found: tuple[set[str], set[str], set[str]] = (set(), set(), set())
        told: set[int] = set()  # patterns whose words stand here without a doubt, for most come again and again
        plain = b" %b " % _plain(folded, self._signs)
        narrow = len(plain) == len(folded) + 2
        seen = 0  # bytes
        last = -1  # the code points before them, but for the space put first
        for number, _, until in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            if number in told:
                continue
            last += until - seen if narrow else len(plain[seen:until].decode())
            seen = until
            looks = self._looks[number]
            here = [look for look in looks if folded.startswith(look[0], last - look[1] - len(look[0]))]
            if not here:
                continue  # `at 4` seen where `at` stands before two other signs
            certain = [self._tell(look, text, folded, last, found) for look in here]
            if len(here) == len(looks) and all(certain):
                told.add(number)
        return found

    def _tell(self, look: _Look, text: str, folded: str, last: int, found: tuple[set[str], set[str], set[str]]) -> bool:
        """Add what a word tells that is seen to end at `last`; whether it stands alone and tells all that it may."""
        word, behind, marks = look
        end = last - behind
        start = end - len(word)
        if not self._stands(folded, start, end):
            return False
        fitting = [
            mark for mark in marks
            if not mark[2] or all(map(capitals_match, mark[2], text[start:end].split(" ")))
        ]  # fmt: skip
        for kind, code, _ in fitting:
            found[kind].add(code or word)
        return len(fitting) == len(marks)

    def _stands(self, folded: str, start: int, end: int) -> bool:
        """Whether what is found is a word, and not in the midst of one."""
        before = start > 0 and folded[start - 1].isalpha() and folded[start].isalpha()
        after = end < len(folded) and folded[end].isalpha() and folded[end - 1].isalpha()
        return not (before or after) or self._is_stem(folded, start, end, before)

    def _is_stem(self, folded: str, start: int, end: int, before: bool) -> bool:
        """Whether a match that letters touch is a word still: in a script of syllables a stem of two or more
        is, wherever it stands, and one of one syllable where its word begins and a particle follows."""
        if not _is_syllable(folded[start]) or not _is_syllable(folded[end - 1]):
            return False
        if end - start > 1:
            return True
        last = end
        while last < len(folded) and _is_syllable(folded[last]):
            last += 1
        return not before and folded[end:last] in self._particles


def _patterns_of(word: str, signs: bytes) -> Iterator[tuple[bytes, int]]:
    """What the automaton looks for to find a word, and how many signs behind the word are part of that: it between each
    two signs that part it from others, without them where it may stand beside a letter."""
    plain = _plain(word, signs)
    if _is_syllable(word[0]) and _is_syllable(word[-1]):
        yield plain, 0
        return
    edges = _EDGES[signs]
    for opening in edges if word[0].isalpha() else (b"",):
        for closing in edges if word[-1].isalpha() else (b"",):
            yield opening + plain + closing, len(closing)


def _plain(folded: str, signs: bytes) -> bytes:
    """A text as the automaton sees it: letters in UTF-8, one byte for all else, by the table `signs`."""
    data = folded.encode()
    if not folded.isascii() and _holds_signs(data, folded):
        for sign in _SIGNS:
            if sign in folded:
                folded = folded.replace(sign, " ")
        data = folded.encode()
        if _holds_signs(data, folded):
            data = "".join([sign if sign.isascii() or sign.isalpha() else " " for sign in folded]).encode()
    return data.translate(signs)


def _holds_signs(data: bytes, folded: str) -> bool:
    """Whether there may be signs beyond ASCII that are no letters; of letters those of the packs are known."""
    return (
        bool(data.translate(None, _OF_LETTERS))
        or "×" in folded
        or "÷" in folded
        or ((b"\xea" in data or b"\xed" in data) and _NEIGHBOURS.search(folded) is not None)
    )


def _is_syllable(letter: str) -> bool:
    return "가" <= letter <= "힣"
