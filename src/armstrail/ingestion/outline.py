"""What one pass over the signs of a page tells of it before any of it is parsed.

Parsing is dear, and so is a pattern that looks at each of forty thousand signs in turn. Where tags begin and end is
found by a library in a hundredth of that time, and what is asked of markup as such can be asked of the few long
stretches between those places.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

LONGEST: Final = 20_000  # characters of a tag; thousands of attributes on one take minutes to parse
_RUN: Final = 80  # characters between two tags that make a sentence; menus, buttons and most headlines are shorter
_DATA: Final = re.compile(r"""data:[a-z][\w.+/;=-]*,[^"'\s()<>]{200,}""", re.I)
_LONG_TAG: Final = re.compile(f"<[^<>]{{{LONGEST},}}>")
_NO_WORDS: Final = (b"<script", b"<style")


class Outline(NamedTuple):
    """A page by its tags.

    `tags` is the number of signs that may begin or end one, by two, and `longest` what stands at most between two of
    these signs, in bytes. `runs` are the words after a tag that are long enough for a sentence, as the markup has them;
    what stands in scripts and styles is none.
    """

    tags: int
    longest: int
    runs: list[str]


def outline_of(markup: str) -> Outline:
    """The outline of decoded markup."""
    import numpy as np

    raw = markup.encode("utf-8", "surrogatepass")
    signs = np.frombuffer(raw, np.uint8)
    # `<` and `>` differ in the one bit that is masked.
    places = np.concatenate((np.flatnonzero(signs & 0xFD == ord("<")), [len(raw)]))
    lengths = np.diff(places)
    long = np.flatnonzero(lengths > _RUN)
    long = long[signs[places[long]] == ord(">")]
    runs = []
    for start, end in zip(places[long].tolist(), places[long + 1].tolist(), strict=True):
        tag = raw.rfind(b"<", 0, start)
        if not raw[tag : tag + 7].lower().startswith(_NO_WORDS):
            run = raw[start + 1 : end].decode("utf-8", "surrogatepass")
            if len(run) >= _RUN:
                runs.append(run.strip())
    return Outline(len(places) // 2, int(lengths.max(initial=0)), runs)


def lighten(markup: str) -> str:
    """Markup without what is slow to parse and no words: pictures written out, tags of endless length."""
    if "data:" in markup or "DATA:" in markup:  # the pattern is slow to find that there is none
        markup = _DATA.sub("data:,", markup)
    return _LONG_TAG.sub(" ", markup)
