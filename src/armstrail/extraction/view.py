"""A text as the finders read it: every code point in its place, wide signs narrow, wrapped lines whole, hyphens that
stand for dashes as dashes, and the marks of footnotes as blanks."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_HAS_WIDE: Final = re.compile("[\uff01-\uff5e\u3000]")
_BREAK: Final = re.compile(r"\n[ \t]*(?=[^\s\-–—•*·])")
_ENDS_LINE: Final = frozenset(".:!?…;")
_DASHED: Final = re.compile(r"(?<=[^\s\d]) --? (?=\S)|(?<=\d) --? (?=[^\s\d])")  # no range of numbers
# `shells¹`, `shells[12]`, `“shells.”[3]`, and `to Russia.1 Iran`, as a text layer without raised signs has it.
_NOTE: Final = re.compile(
    r"(?<=[^\W\d_]{3})[¹²³⁰⁴-⁹]{1,3}(?!\w)|(?<=[.,;:!?…'\"’”»)])[¹²³⁰⁴-⁹]{1,3}(?!\w)"
    r"|(?<=[\w.,;:!?…'\"’”»)\]])\[\d{1,3}\]|(?<=[^\W\d_]{4}[.!?])\d{1,2}(?=\s{1,4}([^\W\d_]))"
)
_LONG_LINE: Final = 50  # code points; a line this long that stops at no stop was wrapped, not ended
_CLUSTER: Final = re.compile(r"(?s).[\u0300-\u036f\u1100-\u11ff\u3099\u309a]*")


def readable(text: str) -> str:
    """The text with full-width signs narrow, dashes for the hyphens that agencies type in their place (`... - said the
    minister`), and the marks of footnotes and the breaks inside its sentences as spaces; as long as before."""
    if _HAS_WIDE.search(text):
        text = text.translate(_WIDE)
    if " -" in text:
        text = _DASHED.sub(lambda match: " –".ljust(len(match[0])), text)
    text = _NOTE.sub(_without_mark, text)
    if "\n" not in text:
        return text
    return _BREAK.sub(lambda match: _joined(match, text), text)


def _without_mark(match: re.Match[str]) -> str:
    """Blanks for the mark of a footnote; a figure on the line stays, unless a new sentence begins behind it."""
    return match[0] if match[1] and not match[1].isupper() else " " * len(match[0])


def _joined(match: re.Match[str], text: str) -> str:
    before = match.start()
    while before and text[before - 1] in " \t":
        before -= 1
    if not before or text[before - 1].isspace() or text[before - 1] in _ENDS_LINE:
        return match[0]
    wrapped = _is_wrapped(text, before, match.end())
    return match[0].replace("\n", " ") if wrapped else match[0]


def _is_wrapped(text: str, before: int, after: int) -> bool:
    """Whether a line goes on in the next: that begins small, or with the noun of a number, or the line is long.

    A number alone in its line is the cell of a table, unless a sentence goes on behind it.
    """
    line = text[text.rfind("\n", 0, before) + 1 : before]
    end = text.find("\n", after)
    follower = text[after : end if end >= 0 else len(text)]
    first = follower[0]
    if first.islower():
        return True
    if line[-1].isdigit() and first.isalpha():
        return any(c.isalpha() for c in line) or follower.rstrip()[-1] in ".!?"
    return len(line) >= _LONG_LINE and (line[-1].islower() or line[-1] == ",") and first.isdigit()


def composed(text: str) -> tuple[str, list[int] | None]:
    """The text in NFC, and for each code point of it (and the end) its place in the text as given; None where
    the text is in NFC already."""
    if unicodedata.is_normalized("NFC", text):
        return text, None
    pieces, places = [], []
    for match in _CLUSTER.finditer(text):
        piece = unicodedata.normalize("NFC", match[0])
        pieces.append(piece)
        places += [match.start()] * len(piece)
    places.append(len(text))
    return "".join(pieces), places
