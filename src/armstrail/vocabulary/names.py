"""Names found in words of any language: without case, accents and dots, word by word, the endings left free.

One way of comparing for all aliases, so that a name that is written down once in the registry is known in every case
and with every particle.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

_UNMARKED: Final = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "æ": "ae", "ı": "i", "İ": "I"})
_ACRONYM: Final = re.compile(r"\b(\w)\.(?=\w\b)")
_MARKS: Final = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_WORD: Final = re.compile(r"[^\W_]+")
_ALIAS_WORD: Final = re.compile(r"[^\W_]+\*?|\*")
_SHORT: Final = 2  # names of so few signs of Hangul are the beginning of too many others


class Match(NamedTuple):
    """A name found: whose it is, how many signs of it were held, and at which word it begins."""

    key: str
    length: int
    start: int


class _Name(NamedTuple):
    key: str
    words: tuple[str, ...]  # a word that ends in `*` is a beginning, `*` alone any word
    length: int
    capitals: bool  # 'UN' must stand in capitals: 'un' is a word of five languages


def fold(text: str) -> str:
    """Words as they are compared: lower case, without accents, and acronyms without dots."""
    return _bare(text).casefold()


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as `Names` compares them: folded, but those all in capitals stay so."""
    found = _WORD.findall(_bare(text))
    return tuple(word if len(word) > 1 and word.isupper() else word.casefold() for word in found)


def _bare(text: str) -> str:
    bare = _ACRONYM.sub(r"\1", text) if "." in text else text
    if bare.isascii():
        return bare
    marked = unicodedata.normalize("NFD", bare.translate(_UNMARKED))
    return unicodedata.normalize("NFC", _MARKS.sub("", marked))


class Names:
    """Names with their keys, held ready to be found; never changed once made."""

    def __init__(self, names: Iterable[tuple[str, str]], endings: Sequence[str]) -> None:
        """`names` are (key, alias); `endings` may follow names of one or two signs of Hangul."""
        self._endings = frozenset(endings)
        self._whole: dict[str, list[_Name]] = {}
        self._begun: dict[str, list[_Name]] = {}
        self._longest = 0
        for key, alias in names:
            words = tuple(_ALIAS_WORD.findall(fold(alias)))
            capitals = len(words) == 1 and alias.isupper() and not _is_hangul(alias[0])
            name = _Name(key, words, sum(len(word.rstrip("*")) for word in words), capitals)
            first = words[0]
            if first.endswith("*") or _is_hangul(first[0]):
                stem = first.rstrip("*")
                self._begun.setdefault(stem, []).append(name)
                self._longest = max(self._longest, len(stem))
            else:
                self._whole.setdefault(first, []).append(name)

    def find(self, words: Sequence[str]) -> tuple[Match, ...]:
        """Every name that words of `words_of` hold, the longest first, then the earliest, then by key."""
        folded = [word.casefold() for word in words]
        found = {
            Match(name.key, name.length, at)
            for at, word in enumerate(folded)
            for name, rest in self._starting(word)
            if self._ends(name, 0, rest) and self._goes_on(name, folded, at)
            if not name.capitals or words[at].isupper()
        }
        return tuple(sorted(found, key=lambda match: (-match.length, match.start, match.key)))

    def _starting(self, word: str) -> Iterator[tuple[_Name, str]]:
        for name in self._whole.get(word, ()):
            yield name, ""
        for end in range(1, min(len(word), self._longest) + 1):
            for name in self._begun.get(word[:end], ()):
                yield name, word[end:]
        if _is_hangul(word[0]):  # compounds are written together: 한국국방부
            for start in range(1, len(word) - _SHORT):
                for end in range(start + _SHORT + 1, len(word) + 1):
                    for name in self._begun.get(word[start:end], ()):
                        yield name, word[end:]

    def _ends(self, name: _Name, place: int, rest: str) -> bool:
        word = name.words[place]
        free = word.endswith("*") or len(word) > _SHORT or not _is_hangul(word[0])
        return free or not rest or rest in self._endings

    def _goes_on(self, name: _Name, words: Sequence[str], at: int) -> bool:
        if at + len(name.words) > len(words):
            return False
        for place in range(1, len(name.words)):
            wanted, given = name.words[place], words[at + place]
            stem = wanted.rstrip("*")
            if wanted.endswith("*") or _is_hangul(wanted[0]):
                if not given.startswith(stem) or not self._ends(name, place, given[len(stem) :]):
                    return False
            elif given != wanted:
                return False
        return True


def _is_hangul(sign: str) -> bool:
    return "가" <= sign <= "힣"
