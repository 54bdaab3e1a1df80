"""What is done to markup by its signs alone, before anything is parsed: what is slow to parse and no words is taken
away, margins are told from the article, and long runs of words are found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_letters
from typing import Final

_DATA: Final = re.compile(r"""data:[a-z][\w.+/;=-]*,[^"'\s()<>]{200,}""", re.I)
_LONGEST: Final = 20_000
_LONG_TAG: Final = re.compile(f"<[^<>]{{{_LONGEST},}}>")  # thousands of attributes on one tag take minutes to parse
_RUN: Final = 80  # characters that are enough for a sentence
# From the end of a tag on: what lies between tags is short, what they hold is long. A pattern that begins with one sign
# is looked for many times as fast as one that may begin with two.
_LONG_RUN: Final = re.compile(f">([^<]{{{_RUN},}})")
_TAG_SIGNS: Final = frozenset(f"{ascii_letters}/!?>")  # what a tag may begin with, and the end of one that has no name
_CODE: Final = ("script", "style")
_NO_WORDS: Final = tuple(f"<{name}" for name in _CODE)
_CONTAINERS: Final = (
    "div", "section", "article", "main", "header", "body", "html", "form", "table", "tr", "td", "th", "ul", "ol",
    "nav", "aside", "footer", "blockquote", "figure", "script",
)  # fmt: skip
# Written small, as nearly all are, they are found in half the time that it takes to look for both.
_SMALL: Final = re.compile(f"<(/?)({'|'.join(_CONTAINERS)})(?=[\\s>])")
_ANY: Final = re.compile(_SMALL.pattern, re.I | re.A)
_CAPITAL: Final = re.compile("</?[A-Z]")
# Margins: in capitals one stays with the article, for to look for both takes twice the time.
_MARGIN: Final = re.compile(r"<(?:s(?:cript|tyle)|/?(?:nav|aside|footer))(?=[\s>])")

# How the tag of a margin begins, where it begins and where it ends.
_Margin = tuple[str, int, int]


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
    for name, begin, end in _collect(markup, counting=True) or ():
        if name == "<style" or (name != "<script" and is_whole(markup[begin:end])):
            kept.append(markup[start:begin])
            start = end
    kept.append(markup[start:])
    return "".join(kept)


def _margins_of(markup: str) -> list[_Margin]:
    """What is not the article, by the signs of its tags.

    Few hold another of their name. One that does ends too soon if that is not counted, and then a tag that closes
    nothing is met behind it; so tags are counted only then.
    """
    margins = _collect(markup, counting=False)
    return _collect(markup, counting=True) or [] if margins is None else margins


def _collect(markup: str, counting: bool) -> list[_Margin] | None:
    """The margins; None where one may end too soon, which it cannot where those of its name in it are counted."""
    margins: list[_Margin] = []
    unclosed: set[str] = set()
    at = 0
    while tag := _MARGIN.search(markup, at):
        name, begin = tag[0], tag.start()
        at = tag.end()
        if name[1] == "/":
            if margins and not counting:
                return None
            continue
        end = -1 if name in unclosed else _end_of(markup, name, at, counting)
        if end < 0:
            unclosed.add(name)  # not looked for again, lest the time grow with the square of their number
        else:
            margins.append((name, begin, end))
            at = end
    return margins


def is_whole(markup: str) -> bool:
    """Whether all large elements that begin in a stretch end in it, in turn, and no other does."""
    open_: list[str] = []
    has_capitals = _CAPITAL.search(markup) is not None
    for closing, name in (_ANY if has_capitals else _SMALL).findall(markup):
        if not closing:
            open_.append(name.lower())
        elif not open_ or open_.pop() != name.lower():
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


def _end_of(markup: str, name: str, at: int, counting: bool) -> int:
    """Where an element ends, with those of its name in it if these are counted; -1 where it is not closed."""
    if name in _NO_WORDS:
        return _end_of_code(markup, name, at)
    closing = f"</{name[1:]}"
    depth = 1
    while depth:
        close = markup.find(closing, at)
        end = markup.find(">", close) + 1 if close >= 0 else 0
        if not end:
            return -1
        depth += markup.count(name, at, close) - 1 if counting else -1
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
    unbound = []
    for number, piece in enumerate(markup.split("<")):
        if len(piece) < _RUN:
            continue
        end = piece.find(">")
        if number and piece[0] not in _TAG_SIGNS and (end < 0 or end >= _RUN):
            unbound.append(piece[: end if end >= 0 else None].strip())
        if end >= 0 and len(piece) - end > _RUN and not piece[:6].lower().startswith(_CODE):
            yield piece[end + 1 :].strip()
    yield from unbound


def holds_run(markup: str) -> bool:
    """Whether there are such words behind a tag. In a margin, where most is tags, this is quicker than to cut it."""
    for run in _LONG_RUN.finditer(markup):
        tag = markup.rfind("<", 0, run.start())
        if tag < 0 or not markup[tag : tag + 7].lower().startswith(_NO_WORDS):
            return True
    return False
