"""What is done to markup by its signs alone, before anything is parsed: what is slow to parse and no words is taken
away, margins are told from the article, and long runs of words are found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_DATA: Final = re.compile(r"""data:[a-z][\w.+/;=-]*,[^"'\s()<>]{200,}""", re.I)
_LONGEST: Final = 20_000
_LONG_TAG: Final = re.compile(f"<[^<>]{{{_LONGEST},}}>")  # thousands of attributes on one tag take minutes to parse
_RUN: Final = 80  # characters that are enough for a sentence
# From the end of a tag on: what lies between tags is short, what they hold is long. A pattern that begins with one sign
# is looked for many times as fast as one that may begin with two.
_LONG_RUN: Final = re.compile(f">([^<]{{{_RUN},}})")
_BEHIND_SIGN: Final = re.compile(f"<([^A-Za-z/!?<>][^<>]{{{_RUN - 1},}})")
_NO_WORDS: Final = ("<script", "<style")
_TAG: Final = re.compile(r"<(/?)([a-zA-Z]+)(?=[\s>])")
_CONTAINERS: Final = frozenset(
    ("div", "section", "article", "main", "header", "body", "html", "form", "table", "tr", "td", "th", "ul", "ol",
     "nav", "aside", "footer", "blockquote", "figure", "script")
)  # fmt: skip
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


def split_margins(markup: str) -> tuple[str, list[str]]:
    """The markup in which an article is looked for first, and each of its margins: navigation, asides and footers.

    Scripts and styles are in neither. What is not closed stays where it stands.
    """
    article: list[str] = []
    margins: list[str] = []
    start = 0
    for name, begin, end in _margins_of(markup):
        article.append(markup[start:begin])
        if name not in _NO_WORDS:
            margins.append(markup[begin:end])
        start = end
    article.append(markup[start:])
    return "".join(article), margins


def without_margins(markup: str) -> str:
    """Markup without navigation, asides, footers and styles; scripts stay, for they may tell what a page is.

    What is not closed stays, and so does what other elements cross, for a parser ends it elsewhere.
    """
    kept: list[str] = []
    start = 0
    for name, begin, end in _margins_of(markup):
        if name == "<style" or (name != "<script" and is_whole(markup[begin:end])):
            kept.append(markup[start:begin])
            start = end
    kept.append(markup[start:])
    return "".join(kept)


def _margins_of(markup: str) -> Iterator[tuple[str, int, int]]:
    """What is not the article, by the signs of its tags: how the tag begins, where it begins and where it ends."""
    unclosed: set[str] = set()
    at = 0
    while tag := _MARGIN.search(markup, at):
        name, begin = tag[0], tag.start()
        at = tag.end()
        end = -1 if name in unclosed else (_end_of_code if name in _NO_WORDS else _end_of)(markup, name, at)
        if end < 0:
            unclosed.add(name)  # not looked for again, lest the time grow with the square of their number
        else:
            yield name, begin, end
            at = end


def is_whole(markup: str) -> bool:
    """Whether all large elements that begin in a stretch end in it, in turn, and no other does."""
    open_: list[str] = []
    for closing, name in _TAG.findall(markup):
        if name in _CONTAINERS or (name := name.lower()) in _CONTAINERS:
            if not closing:
                open_.append(name)
            elif not open_ or open_.pop() != name:
                return False
    return not open_


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


def without_code(markup: str) -> str:
    """Markup without scripts and styles, which hold no words and are most of many a page."""
    kept: list[str] = []
    start = 0
    for name, begin, end in _margins_of(markup):
        if name in _NO_WORDS:
            kept.append(markup[start:begin])
            start = end
    kept.append(markup[start:])
    return "".join(kept)


def runs_of(markup: str) -> Iterator[str]:
    """The words behind a tag that are long enough for a sentence, as the markup has them; last those behind a sign that
    begins no tag (`a < b`).

    Menus, buttons and most headlines are shorter; scripts and styles are none.
    """
    yield from runs_behind_tags(markup)
    for run in _BEHIND_SIGN.finditer(markup):
        yield run[1].strip()


def runs_behind_tags(markup: str) -> Iterator[str]:
    """The same, but for those behind a sign that begins no tag."""
    for run in _LONG_RUN.finditer(markup):
        tag = markup.rfind("<", 0, run.start())
        if tag < 0 or not markup[tag : tag + 7].lower().startswith(_NO_WORDS):
            yield run[1].strip()
