"""The words without which a document holds no claim, and one scan of a text for all of them.

The scan looks at the text as it stands, before any of it is cut into tokens, so it errs on the side of
finding: what it finds may be no more than a homonym, what it does not find is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick

from armstrail.languages.lexicon import Entry, capitals_match, capitals_of
from armstrail.languages.tokens import fold, has_invisible, without_invisible
from armstrail.vocabulary import Vocabulary

# What a word tells of, as its place in `Found`.
ARMS: Final = 0
FIELD: Final = 1
PARTY: Final = 2
# The spaces of typesetters, and tabs; all others are rarer still.
_ODD_SPACES: Final = "\u00a0\u202f\u2009\u2007\u3000\t"

# What a word tells: its kind, the party's code (else ""), and what capitals its words need.
Mark = tuple[int, str, str]
# The words, folded; for each the number of what it tells; and what words tell, by number.
Kept = tuple[list[str], list[int], list[tuple[Mark, ...]]]


class Found(NamedTuple):
    """What a text holds: its different words of arms and of the field, and the codes of the parties it names."""

    arms: set[str]
    field: set[str]
    parties: set[str]


def gate_words(entries: Iterable[Entry], letters: Mapping[str, str], vocabulary: Vocabulary) -> Kept:
    """The gate words among the forms of a pack, and what each tells.

    A form that holds a shorter one of its kind is left out: where it stands, the shorter one does.
    """
    told: dict[tuple[int, str], set[str]] = {}
    for form, cls, value in entries:
        for mark in _told_by(cls, value, vocabulary):
            told.setdefault(mark, set()).add(" ".join(form.split()))
    marks: dict[str, set[Mark]] = {}
    for (kind, code), forms in told.items():
        for form in forms:
            words = form.split(" ")
            if len(words) == 1 or not any(part in forms for part in _parts(words)):
                marks.setdefault(fold(form, letters), set()).add((kind, code, capitals_of(words)))
    numbers: dict[tuple[Mark, ...], int] = {}
    words = sorted(marks)
    places = [numbers.setdefault(tuple(sorted(marks[word])), len(numbers)) for word in words]
    return words, places, list(numbers)


def _told_by(cls: str, value: str, vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """The kinds, and the party, that a form of a class tells of."""
    if cls == "items.nouns" and value.startswith(("arms", "personnel.troops")):
        yield ARMS, ""
    elif cls == "models":
        model = vocabulary.models[value]
        if not model.ambiguous:
            yield ARMS, ""
        if model.home is not None:
            yield PARTY, model.home
    elif cls == "cues.topic" and value == "domain":
        yield FIELD, ""
    elif cls == "places" and (country := vocabulary.places[value].country) is not None:
        yield PARTY, country
    elif cls.startswith("actors.") and cls != "actors.ambiguous":
        yield PARTY, value


def _parts(words: list[str]) -> Iterator[str]:
    """Every run of the words that is not all of them, as printed and in lower case."""
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            if last - first < len(words):
                part = " ".join(words[first:last])
                yield part
                yield part.lower()


class GateWords:
    """The gate words of a pack (`words`, folded), made into an automaton when the first text is looked at.

    Args:
        kept: the words and what each tells.
        letters: the pack's folds.
        particles: what may stick to a word of a script that glues them.
    """

    def __init__(self, kept: Kept, letters: Mapping[str, str], particles: frozenset[str]) -> None:
        self.words, self._places, self._marks = kept
        self._letters = letters
        self._particles = particles

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self.words)

    def find(self, text: str) -> Found:
        """All gate words of a text; white space of any kind and length counts as one space."""
        text = _squeeze(text)
        folded = fold(text, self._letters)
        found = Found(set(), set(), set())
        size = len(folded)
        told: set[int] = set()  # words that stand here without a doubt, for most come again and again
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if number in told:
                continue
            before = start > 0 and folded[start - 1].isalpha() and folded[start].isalpha()
            after = end < size and folded[end].isalpha() and folded[end - 1].isalpha()
            if (before or after) and not self._is_stem(folded, start, end, before):
                continue
            marks = self._marks[self._places[number]]
            fitting = [
                mark for mark in marks
                if not mark[2] or all(map(capitals_match, mark[2], text[start:end].split(" ")))
            ]  # fmt: skip
            for kind, code, _ in fitting:
                found[kind].add(code or self.words[number])
            if len(fitting) == len(marks):
                told.add(number)
        return found

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


def _squeeze(text: str) -> str:
    """The text with one space for any white space, and without what is not seen."""
    if any(odd in text for odd in _ODD_SPACES):
        text = " ".join(text.split())
    else:
        text = text.replace("\n\n", "\n").replace("\n", " ")
        if "  " in text:
            text = " ".join(text.split())
    return without_invisible(text) if has_invisible(text) else text


def _is_syllable(letter: str) -> bool:
    return "가" <= letter <= "힣"
