"""The words without which a document holds no claim, and one scan of a text for all of them.

The scan looks at the text as it stands, before any of it is cut into tokens, so it errs on the side of
finding: what it finds may be no more than a homonym, what it does not find is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Final

from armstrail.languages.lexicon import Entry, capitals_of
from armstrail.languages.tokens import fold, has_invisible, without_invisible
from armstrail.languages.wordscan import Mark, Scan
from armstrail.vocabulary import Vocabulary

# What a word tells of, as its place in what a scan finds.
ARMS: Final = 0
FIELD: Final = 1
PARTY: Final = 2
_REMEMBERED: Final = 4  # texts
# White space other than the space itself and the line end, in ASCII and in all of Unicode.
_SPACES: Final = "\t\r\x0b\x0c\x1c\x1d\x1e\x1f"
_ALL_SPACES: Final = (
    _SPACES + "\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)

_HEAD: Final = 400  # characters

# The words, folded; for each the number of what it tells; and what words tell, by number.
Kept = tuple[list[str], list[int], list[tuple[Mark, ...]]]


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
    """The gate words of a pack (`words`, folded), made into automata when the first text is looked at.

    There are two: one for words of arms and of the field, which few texts hold, one for parties, which most do. Of most
    texts only the first is asked.

    Args:
        kept: the words and what each tells.
        letters: the pack's folds.
        particles: what may stick to a word of a script that glues them.
    """

    def __init__(self, kept: Kept, letters: Mapping[str, str], particles: frozenset[str]) -> None:
        self.words, self._places, self._marks = kept
        self._letters = letters
        self._particles = particles
        # Whoever turns a page away is followed by who reads its document, and asks the same.
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._look)

    def find(self, text: str) -> Found:
        """All gate words of a text, each kind when it is asked for; white space of any kind and length counts as one
        space."""
        return self._remembered(text)

    def forget(self) -> None:
        """Forget the texts found in before, so that a measurement that reads a text again looks for its words anew."""
        self._remembered.cache_clear()

    def _look(self, text: str) -> Found:
        text = _squeeze(text)
        return Found(self, text, fold(text, self._letters))

    @cached_property
    def topical(self) -> Scan:
        """The words of arms and of the field."""
        return self._scan_for(ARMS, FIELD)

    @cached_property
    def naming(self) -> Scan:
        """The words that name a party."""
        return self._scan_for(PARTY, lean=True)  # many words, and few texts are asked

    def _scan_for(self, *kinds: int, lean: bool = False) -> Scan:
        told = [tuple(mark for mark in marks if mark[0] in kinds) for marks in self._marks]
        kept = [(word, told[place]) for word, place in zip(self.words, self._places, strict=True) if told[place]]
        return Scan(kept, self._particles, lean=lean)


class Found:
    """What a text holds: its different words of arms and of the field, and the codes of the parties it names.

    A scan is made when what it finds is first asked for.
    """

    def __init__(self, words: GateWords, text: str, folded: str) -> None:
        self._words = words
        self._text = text
        self._folded = folded

    @cached_property
    def _topics(self) -> tuple[set[str], set[str], set[str]]:
        return self._words.topical.find(self._text, self._folded)

    @property
    def arms(self) -> set[str]:
        """The words of arms."""
        return self._topics[ARMS]

    @property
    def field(self) -> set[str]:
        """The words of the field."""
        return self._topics[FIELD]

    def names_two(self) -> bool:
        """Whether the text names two parties or more; most that name any do so in their first lines."""
        cut = self._folded.rfind(" ", 0, _HEAD)
        if cut > 0 and len(self._words.naming.find(self._text[:cut], self._folded[:cut])[PARTY]) > 1:
            return True
        return len(self.parties) > 1

    @cached_property
    def parties(self) -> set[str]:
        """The codes of the parties."""
        return self._words.naming.find(self._text, self._folded)[PARTY]


def _squeeze(text: str) -> str:
    """The text with one space for any white space, and without what is not seen."""
    text = " ".join(filter(None, text.split("\n")))  # blank lines are what most double spaces come from
    for space in _SPACES if text.isascii() else _ALL_SPACES:
        if space in text:
            text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    text = text.strip()
    return without_invisible(text) if has_invisible(text) else text
