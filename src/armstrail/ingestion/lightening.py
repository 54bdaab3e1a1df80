"""What is done to markup by its signs alone, before anything is parsed: what is slow to parse and no words is taken
away, and long runs of words are found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_DATA: Final = re.compile(r"""data:[a-z][\w.+/;=-]*,[^"'\s()<>]{200,}""", re.I)
_LONGEST: Final = 20_000
_LONG_TAG: Final = re.compile(f"<[^<>]{{{_LONGEST},}}>")  # thousands of attributes on one tag take minutes to parse
_RUN: Final = re.compile(r">([^<>]{80,})")
_NO_WORDS: Final = ("<script", "<style")


def lighten(markup: str) -> str:
    """Markup without pictures that are written out, and without tags of endless length."""
    if "data:" in markup or "DATA:" in markup:  # the pattern is slow to find that there is none
        markup = _DATA.sub("data:,", markup)
    return _LONG_TAG.sub(" ", markup)


def may_hold_long_tags(markup: str) -> bool:
    """Whether there may be tags of endless length: of each two stretches of half that length one begins no tag."""
    half = _LONGEST // 2
    return any(markup.find("<", at, at + half) < 0 for at in range(0, len(markup) - half, half))


def runs_of(markup: str) -> Iterator[str]:
    """The words between two tags that are long enough for a sentence, as the markup has them.

    Menus, buttons and most headlines are shorter; scripts and styles are none.
    """
    for match in _RUN.finditer(markup):
        tag = markup.rfind("<", 0, match.start())
        if not markup[tag : tag + 7].lower().startswith(_NO_WORDS):
            yield match[1].strip()
