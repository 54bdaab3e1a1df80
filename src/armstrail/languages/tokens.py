"""Cut a text into words, numbers and signs, the same way for texts and for the forms of a pack."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_CUT = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*(?:['’]\d{3})*)"
    r"|(?P<word>(?:[^\W\d_]|[\u00ad\u200b-\u200d\u2060\u0300-\u036f])+)"
    r"|(?P<line>\n)"
    r"|(?P<sign>\S)"
)
_SIGNS = {
    "’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'",
    "‐": "-", "‑": "-", "−": "-", "～": "~", "％": "%", "＄": "$", "，": ",", "（": "(", "）": ")",
}  # fmt: skip
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060]")


@dataclass(slots=True)
class Token:
    """One word, number or sign: its code points, its words as printed, its folded form.

    `kind` is `w` (word), `n` (digits), `s` (sign) or `l` (line end); `glued` tells that no space stands
    before it.
    """

    start: int
    end: int
    surface: str
    form: str
    kind: str
    glued: bool


@dataclass(frozen=True, slots=True)
class Cutting:
    """How a script cuts words: one-to-one letter folds, elided articles, enclitics, inner apostrophes, and
    the cut of words that carry particles (None where no word does)."""

    fold: Mapping[str, str]
    elision: frozenset[str]
    enclitics: frozenset[str]
    apostrophe_inside: bool
    part: Callable[[list[Token]], list[Token]] | None = None


def fold(text: str, letters: Mapping[str, str]) -> str:
    """Lower case where that keeps one code point one, then the pack's letters and the common signs."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if low.isascii():
        return low.replace("`", "'")
    return "".join(letters.get(c) or _SIGNS.get(c, c) for c in low)


def tokenize(text: str, cutting: Cutting) -> list[Token]:
    """The tokens of `text` in order; every code point that is not white space lies in exactly one."""
    tokens: list[Token] = []
    end = -1
    for match in _CUT.finditer(text):
        start = match.start()
        surface = match[0]
        glued = start == end
        end = match.end()
        kind = match.lastgroup or "sign"
        if kind == "number":
            tokens.append(Token(start, end, surface, _digits(surface), "n", glued))
        elif kind == "word":
            if not surface.isascii() or not surface.islower():
                form = fold(_INVISIBLE.sub("", surface), cutting.fold)
            else:
                form = surface
            tokens.append(Token(start, end, surface, form, "w", glued))
            _join_apostrophe(tokens, cutting)
        elif kind == "line":
            tokens.append(Token(start, end, surface, "\n", "l", glued))
        else:
            tokens.append(Token(start, end, surface, _SIGNS.get(surface, surface), "s", glued))
            if tokens[-1].form == "'" and cutting.elision:
                _join_elision(tokens, cutting)
    return tokens if cutting.part is None else cutting.part(tokens)


def _digits(surface: str) -> str:
    return surface if surface.isascii() else "".join(str(int(c)) if c.isdigit() else _SIGNS.get(c, c) for c in surface)


def _join_elision(tokens: list[Token], cutting: Cutting) -> None:
    """Make `dell` + `'` one token where the pack lists it."""
    if len(tokens) < 2 or not tokens[-1].glued or tokens[-2].kind != "w":
        return
    word, sign = tokens[-2], tokens[-1]
    if word.form + "'" in cutting.elision:
        tokens[-2:] = [
            Token(word.start, sign.end, word.surface + sign.surface, word.form + "'", "w", word.glued),
        ]


def _join_apostrophe(tokens: list[Token], cutting: Cutting) -> None:
    """Make `'` + `s` one enclitic, and `п` + `'` + `ять` one word, where the pack says so."""
    if len(tokens) < 3 or not tokens[-1].glued or tokens[-2].form != "'" or not tokens[-2].glued:
        return
    before, sign, after = tokens[-3:]
    if before.kind != "w":
        if before.kind == "n" and "'" + after.form in cutting.enclitics:
            tokens[-2:] = [Token(sign.start, after.end, sign.surface + after.surface, "'" + after.form, "w", True)]
        return
    if cutting.apostrophe_inside:
        surface = before.surface + sign.surface + after.surface
        form = before.form + "'" + after.form
        tokens[-3:] = [Token(before.start, after.end, surface, form, "w", before.glued)]
    elif "'" + after.form in cutting.enclitics:
        tokens[-2:] = [Token(sign.start, after.end, sign.surface + after.surface, "'" + after.form, "w", True)]
    elif before.form[-1:] + "'" + after.form in cutting.enclitics and len(before.form) > 1:
        tokens[-3:] = [
            Token(before.start, before.end - 1, before.surface[:-1], before.form[:-1], "w", before.glued),
            Token(
                before.end - 1, after.end, before.surface[-1] + sign.surface + after.surface,
                before.form[-1] + "'" + after.form, "w", True,
            ),
        ]  # fmt: skip
