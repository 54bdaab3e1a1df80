"""The words of a text as they are searched: in any script, whatever their case, accents and width.

A ledger files its texts by these words, and whoever asks for some is understood by the same rule; so it knows no
language. What a language does to its words is for whoever reads the question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

_SIGNS: Final = "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
_MARKS: Final = "\u0300-\u036f"  # accents that stand by themselves, in texts that are not composed
_RUNS: Final = re.compile(rf"[{_SIGNS}]+|\d+|(?:(?![{_SIGNS}])[^\W\d_]|[{_MARKS}])+")
UNSPACED: Final = re.compile(f"[{_SIGNS}]")  # of scripts whose words are not parted by spaces
_PLAIN_RUNS: Final = re.compile("[a-z]+|[0-9]+")
_PLAIN: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ґ": "г", "ѓ": "г"}
)
LONGEST: Final = 64  # signs of a word that are kept: what is longer is no word
_PLAIN_SIGNS: Final = bytes(
    ord(sign.lower()) if (sign := chr(code)).isascii() and sign.isalnum() else ord(" ") for code in range(256)
)
_KINDS: Final = bytes(ord("0" if chr(sign).isdigit() else "a" if chr(sign).isalpha() else " ") for sign in _PLAIN_SIGNS)
_LONG_WORD: Final = b"a" * (LONGEST + 1)
_LONG_NUMBER: Final = b"0" * (LONGEST + 1)


class Cut(NamedTuple):
    """A word of a text, folded, and the code points at which it stands."""

    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """Something asked for: one of several ways to say it, each a row of terms that stand one after another.

    With `begins` the last term of each way need only be the beginning of a word.
    """

    ways: tuple[tuple[str, ...], ...]
    begins: bool = False


def cut(text: str) -> Iterator[Cut]:
    """The words of a text in their order.

    Letters and digits part company (`KN-23`, `152mm`). Scripts in which words are not parted by spaces, or carry their
    particles with them, are cut into overlapping pairs of signs, and the last sign alone: 북한은 gives 북한, 한은, 은.
    """
    for run in _RUNS.finditer(text):
        start, end = run.span()
        terms = fold(run.group())
        whole = len(terms) != end - start  # signs that were put together: then no part has a place of its own
        for at, term in enumerate(terms):
            if len(terms) == 1 or whole:
                yield Cut(term, start, end)
            else:
                yield Cut(term, start + at, min(start + at + 2, end))


def terms_of(text: str) -> str:
    """The words of a text as a database files them: folded, in their order, with a space between."""
    if text.isascii():
        plain = text.encode().translate(_PLAIN_SIGNS)
        kinds = plain.translate(_KINDS)
        if not (b"a0" in kinds or b"0a" in kinds or _LONG_WORD in kinds or _LONG_NUMBER in kinds):
            # its words stand between spaces already
            return b" ".join(plain.split()).decode()
        return " ".join([run[:LONGEST] for run in _PLAIN_RUNS.findall(text.lower())])
    return " ".join([term for run in _RUNS.findall(text) for term in fold(run)])


@lru_cache(maxsize=1 << 16)
def fold(run: str) -> tuple[str, ...]:
    """The terms of a run of letters of one script, or of digits; none where nothing is left of it."""
    if run.isascii():
        return (run.lower()[:LONGEST],)
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", run).casefold())
    bare = unicodedata.normalize("NFC", "".join([sign for sign in bare if unicodedata.category(sign) != "Mn"]))
    word = bare.translate(_PLAIN)
    if not UNSPACED.match(word):
        return (word[:LONGEST],) if word.isalnum() else ()
    return tuple(word[at : at + 2] for at in range(len(word)))
