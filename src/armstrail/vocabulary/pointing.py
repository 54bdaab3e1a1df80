"""Whom a bare word for a source means: `the group` and `the spy agency`, in a text that has named it.

A source that is left without a name would be a voice of its own beside the one it is, and its figure would count twice.
Only the words around it in its own text may say whom it means, and only where they leave no choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from armstrail.vocabulary.names import Names, words_of
from armstrail.vocabulary.origins import Origins

_BACK: Final = 6_000  # code points before a source in which a name still stands for it
_AROUND: Final = 60  # code points on each side in which a name may hold the words of a source
_NEAR: Final = 4  # words between a body and the state it belongs to
_ENDING: Final = 3  # signs by which a word may be longer than its stem in a name
_SHORTEST: Final = 4  # signs; shorter words are articles and prepositions in most languages
_SHORTEST_HANGUL: Final = 2
_PUBLIC: Final = ("government", "military", "intelligence")


class Pointing:
    """Which origin a source points at that the registry does not know by its words alone."""

    def __init__(self, origins: Origins) -> None:
        self._origins = origins
        self._kinds: dict[str, frozenset[str]] = {}

    def origin_of(self, text: str, start: int, end: int, source_type: str | None) -> str | None:
        """The code of the origin that `text[start:end]` means, None where its text leaves that open.

        A name of which the words are a part comes first (`the eleven-nation [monitoring team]`); then the one origin
        named before that is a body of that kind (`its spy agency`) or whose name holds these words (`the group`).
        """
        bare = words_of(text[start:end])
        if not bare:
            return None
        holding = self._holding(text, start, end, bare)
        if holding is not None:
            return holding
        kinds = self._kinds_in(bare)
        alike = self._named_with(bare)
        if not kinds and not alike:
            return None
        before = words_of(text[max(start - _BACK, 0) : start])
        meant = {
            origin
            for origin in (*self._names_in(before), *self._bodies_in(before, kinds))
            if (origin in alike and self._is_like(origin, source_type))
            or (not kinds.isdisjoint(self._kinds_of(origin)) and source_type in (None, *_PUBLIC))
        }
        return meant.pop() if len(meant) == 1 else None

    def _holding(self, text: str, start: int, end: int, bare: Sequence[str]) -> str | None:
        """The longest name around the words of a source that holds all of them."""
        before = words_of(text[max(start - _AROUND, 0) : start])
        around = (*before, *bare, *words_of(text[end : end + _AROUND]))
        last = len(before) + len(bare) - 1
        for match in self._origins.names.find(around):
            reaches = sum(map(len, around[match.start : last])) < match.length
            if match.start < len(before) and reaches and match.length > sum(map(len, bare)):
                return self._office(match.key)
        return None

    def _kinds_in(self, bare: Sequence[str]) -> set[str]:
        """The kinds of public body that a source names with all its telling words; `minister for the armed forces`
        names more than the armed forces."""
        length = sum(len(word) for word in bare if _tells(word))
        return {match.key for match in self._origins.body_names.find(bare) if match.length >= length - _ENDING}

    def _kinds_of(self, origin: str) -> frozenset[str]:
        """The kinds of body that an origin is by its name: the Pentagon speaks for the air force, but is none."""
        if origin not in self._kinds:
            known = self._origins.origins.get(origin)
            of_state = self._origins.kinds_of(origin)
            named = self._origins.body_names.find(words_of(known.name)) if known is not None else ()
            self._kinds[origin] = of_state & {match.key for match in named} if known is not None else of_state
        return self._kinds[origin]

    def _named_with(self, bare: Sequence[str]) -> set[str]:
        """The origins in whose names each telling word of a source stands."""
        telling = [at for at, word in enumerate(bare) if _tells(word)]
        found = self._words.find(bare)
        sets = [{match.key for match in found if match.start == at} for at in telling]
        return set.intersection(*sets) if sets else set()

    def _names_in(self, words: Sequence[str]) -> Iterator[str]:
        return (self._office(match.key) for match in self._origins.names.find(words))

    def _bodies_in(self, words: Sequence[str], kinds: set[str]) -> Iterator[str]:
        """Bodies of these kinds that stand beside their state: `South Korea's spy agency`."""
        for match in self._origins.body_names.find(words) if kinds else ():
            if match.key in kinds:
                state = self._origins.state_named(words[max(match.start - _NEAR, 0) : match.start + _NEAR + 1])
                if state is not None:
                    yield self._origins.body_of(state, match.key)

    def _office(self, code: str) -> str:
        """The origin that somebody speaks for, where the code is a person's."""
        return self._origins.origins[code].parent or code

    def _is_like(self, origin: str, source_type: str | None) -> bool:
        """Whether a source of that type can be the origin. Types of organisations are easily taken for one another;
        a ministry is no army."""
        entry = self._origins.origins.get(origin)
        known = entry.source_type if entry is not None else None
        return source_type in (None, known) or (known not in _PUBLIC and source_type not in _PUBLIC)

    @cached_property
    def _words(self) -> Names:
        """The single words of the names of origins, by origin."""
        named = [origin for origin in self._origins.origins.values() if origin.parent is None]
        words = ((each.code, word) for each in named for alias in each.aliases for word in alias.split())
        return Names(((code, word) for code, word in words if _tells(word.strip("*"))), self._origins.endings)


def _tells(word: str) -> bool:
    return len(word) >= (_SHORTEST_HANGUL if word and "가" <= word[0] <= "힣" else _SHORTEST)
