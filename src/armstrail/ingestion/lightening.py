"""What is done to markup by its signs alone, before anything is parsed: what is slow to parse and no words is taken
away, margins are told from the article, and long runs of words are found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_DATA: Final = re.compile(r"""data:[a-z][\w.+/;=-]*,[^"'\s()<>]{200,}""", re.I)
_LONGEST: Final = 20_000
_LONG_TAG: Final = re.compile(f"<[^<>]{{{_LONGEST},}}>")  # thousands of attributes on one tag take minutes to parse
_RUN: Final = 80  # characters
_NO_WORDS: Final = ("<script", "<style")
_BESIDE: Final = ("<aside", "<footer")
# Margins: in capitals one stays with the article, for to look for both takes twice the time.
_MARGIN: Final = re.compile(r"<(?:s(?:cript|tyle)|nav|aside|footer)(?=[\s>])")


def lighten(markup: str) -> str:
    """Markup without pictures that are written out, and without tags of endless length."""
    if "data:" in markup or "DATA:" in markup:  # the pattern is slow to find that there is none
        markup = _DATA.sub("data:,", markup)
    return _LONG_TAG.sub(" ", markup)


def may_hold_long_tags(markup: str) -> bool:
    """Whether there may be tags of endless length: of each two stretches of half that length one begins no tag."""
    half = _LONGEST // 2
    return any(markup.find("<", at, at + half) < 0 for at in range(0, len(markup) - half, half))


def split_margins(markup: str) -> tuple[str, str]:
    """The markup that may hold the article, and that of asides and footers.

    Scripts, styles and navigation are in neither: no reading takes words from them. What is not closed stays where it
    stands.
    """
    article: list[str] = []
    margins: list[str] = []
    unclosed: set[str] = set()
    start = at = 0
    while tag := _MARGIN.search(markup, at):
        name, begin = tag[0], tag.start()
        at = tag.end()
        end = -1 if name in unclosed else (_end_of_code if name in _NO_WORDS else _end_of)(markup, name, at)
        if end < 0:
            unclosed.add(name)  # not looked for again, lest the time grow with the square of their number
            continue
        article.append(markup[start:begin])
        if name in _BESIDE:
            margins.append(markup[begin:end])
        start = at = end
    article.append(markup[start:])
    return "".join(article), "".join(margins)


def _end_of_code(markup: str, name: str, at: int) -> int:
    """Where a script or style ends whose content begins at `at`; -1 where it is not closed."""
    closing = f"</{name[1:]}"
    while (at := markup.find("<", at)) >= 0:  # a single sign is found ten times as fast as several
        if markup.startswith(closing, at):
            return markup.find(">", at) + 1 or -1
        at += 1
    return -1


def _end_of(markup: str, name: str, at: int) -> int:
    """Where an element ends, with those of its name in it; -1 where it is not closed."""
    closing = f"</{name[1:]}"
    depth = 1
    while depth:
        close = markup.find(closing, at)
        end = markup.find(">", close) + 1 if close >= 0 else 0
        if not end:
            return -1
        depth += markup.count(name, at, close) - 1
        at = end
    return at


def runs_of(pieces: Iterable[str]) -> Iterator[str]:
    """The words behind a tag that are long enough for a sentence, as the markup has them.

    Menus, buttons and most headlines are shorter; scripts and styles are none.

    Args:
        pieces: markup that is cut at each `<`.
    """
    for piece in [piece for piece in pieces if len(piece) > _RUN]:
        tag, closed, words = piece.partition(">")
        if not closed:
            words = tag  # a sign among words, not the beginning of a tag
        if len(words) >= _RUN and not tag[:6].lower().startswith(("script", "style")):
            yield words.strip()
