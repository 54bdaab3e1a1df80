"""The polite form of each Korean verb that a pack lists plain: 밝혔다 → 밝혔습니다, 보낸다 → 보냅니다.

Papers write the plain form, broadcasters the polite one; a list that had to hold both would lack one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from armstrail.languages.lexicon import Entry

_VERBS: Final = ("acts.", "cues.", "quantities.", "grammar.")
_FIRST: Final = 0xAC00  # of the Hangul syllables
_FINALS: Final = 28  # what may end a syllable, nothing among them
_N, _B, _SS = 4, 17, 20  # of these ㄴ, ㅂ and ㅆ


def with_polite(entries: Iterable[Entry]) -> Iterator[Entry]:
    """All entries, and behind each that ends in a plain verb the same with the polite one."""
    for entry in entries:
        yield entry
        if entry.cls.startswith(_VERBS) and (form := polite(entry.form)) is not None:
            yield entry._replace(form=form)


def polite(form: str) -> str | None:
    """The polite form of words that end in a plain verb; None for others."""
    if not form.endswith("다") or len(form) < 2:
        return None
    last = form[-2]
    final = (ord(last) - _FIRST) % _FINALS if "가" <= last <= "힣" else 0
    if final == _SS:
        return f"{form[:-1]}습니다"
    if form.endswith("는다"):
        return f"{form[:-2]}습니다"
    if final == _N:
        return f"{form[:-2]}{chr(ord(last) - _N + _B)}니다"
    return None
