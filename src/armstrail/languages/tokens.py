"""Cut a text into words, numbers and signs, the same way for texts and for the forms of a pack."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

# Word, number, line end, sign: the group that matched tells the kind.
_CUT: Final = re.compile(
    r"((?:[^\W\d_]|[\u00ad\u200b-\u200d\u2060\u0300-\u036f])+)"
    r"|(\d+(?:[.,]\d+)*(?:['’]\d{3})*)"
    r"|(\n(?:\s*\n)?)"
    r"|(\S)"
)
_LONG: Final = 60  # characters of a text that surely holds a sign beside its letters, so that it is not asked
_WORD: Final = 1
_NUMBER: Final = 2
_LINE: Final = 3
_SIGNS = {
    "’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'",
    "‐": "-", "‑": "-", "−": "-", "～": "~", "％": "%", "＄": "$", "，": ",", "（": "(", "）": ")",
}  # fmt: skip
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060"
_ANY_INVISIBLE: Final = re.compile(f"[{_INVISIBLE}]")


class Token:
    """One word, number or sign: its code points, its words as printed, its folded form.

    `kind` is `w` (word), `n` (digits), `s` (sign) or `l` (line end); `glued` tells that no space stands
    before it. Made by `token_of`: there are hundreds in every text, and an initializer takes longer than all else.
    """

    __slots__ = ("end", "form", "glued", "kind", "start", "surface")

    start: int
    end: int
    surface: str
    form: str
    kind: str
    glued: bool


def token_of(start: int, end: int, surface: str, form: str, kind: str, glued: bool) -> Token:
    """A token of the code points `[start, end)`."""
    token = Token()
    token.start = start
    token.end = end
    token.surface = surface
    token.form = form
    token.kind = kind
    token.glued = glued
    return token


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
    low = fold_words(text, letters)
    if low.isascii():
        return low.replace("`", "'")
    if len(low) > _LONG or not low.replace(" ", "").isalpha():
        for sign, plain in _SIGNS.items():
            if sign in low:
                low = low.replace(sign, plain)
    return low


def fold_words(text: str, letters: Mapping[str, str]) -> str:
    """As `fold`, but only what can stand inside a word.

    No fold of a pack gives a letter that another takes, so one after the other does what all at once would.
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join([c.lower() if len(c.lower()) == 1 else c for c in text])
    if low.isascii():
        return low
    for letter, plain in letters.items():
        low = low.replace(letter, plain)
    return low.replace("ʼ", "'")


def has_invisible(text: str) -> bool:
    """Whether a text holds soft hyphens, joiners and other marks that are not seen."""
    return not text.isascii() and any(mark in text for mark in _INVISIBLE)


def without_invisible(text: str) -> str:
    """The text as it is seen."""
    return _ANY_INVISIBLE.sub("", text)


def tokenize(text: str, cutting: Cutting) -> list[Token]:
    """The tokens of `text` in order; every code point that is not white space lies in exactly one. Blank lines are one
    end of a line, however many there are."""
    folded = fold_words(text, cutting.fold)
    invisible = has_invisible(text)
    tokens: list[Token] = []
    add = tokens.append
    elides = bool(cutting.elision)
    after_sign = False  # whether the token before is an apostrophe, which may join what stands around it
    end = -1
    for match in _CUT.finditer(text):
        start, behind = match.span()
        glued = start == end
        end = behind
        kind = match.lastindex
        if kind == _WORD:
            form = folded[start:end]
            if invisible:
                form = without_invisible(form)
            token = Token()
            token.start = start
            token.end = end
            token.surface = text[start:end]
            token.form = form
            token.kind = "w"
            token.glued = glued
            add(token)
            if after_sign:
                _join_apostrophe(tokens, cutting)
                after_sign = False
            continue
        surface = text[start:end]
        after_sign = False
        if kind == _NUMBER:
            add(token_of(start, end, surface, _digits(surface), "n", glued))
        elif kind == _LINE:
            add(token_of(start, end, surface, "\n", "l", glued))
        else:
            form = _SIGNS.get(surface, surface)
            add(token_of(start, end, surface, form, "s", glued))
            if form == "'":
                after_sign = not (elides and _join_elision(tokens, cutting))
    return tokens if cutting.part is None else cutting.part(tokens)


def _digits(surface: str) -> str:
    return surface if surface.isascii() else "".join(str(int(c)) if c.isdigit() else _SIGNS.get(c, c) for c in surface)


def _join_elision(tokens: list[Token], cutting: Cutting) -> bool:
    """Make `dell` + `'` one token where the pack lists it, and tell whether it does."""
    if len(tokens) < 2 or not tokens[-1].glued or tokens[-2].kind != "w":
        return False
    word, sign = tokens[-2], tokens[-1]
    if word.form + "'" not in cutting.elision:
        return False
    tokens[-2:] = [token_of(word.start, sign.end, word.surface + sign.surface, word.form + "'", "w", word.glued)]
    return True


def _join_apostrophe(tokens: list[Token], cutting: Cutting) -> None:
    """Make `'` + `s` one enclitic, and `п` + `'` + `ять` one word, where the pack says so."""
    if len(tokens) < 3 or not tokens[-1].glued or tokens[-2].form != "'" or not tokens[-2].glued:
        return
    before, sign, after = tokens[-3:]
    if before.kind != "w":
        if before.kind == "n" and "'" + after.form in cutting.enclitics:
            tokens[-2:] = [token_of(sign.start, after.end, sign.surface + after.surface, "'" + after.form, "w", True)]
        return
    if cutting.apostrophe_inside:
        surface = before.surface + sign.surface + after.surface
        form = before.form + "'" + after.form
        tokens[-3:] = [token_of(before.start, after.end, surface, form, "w", before.glued)]
    elif "'" + after.form in cutting.enclitics:
        tokens[-2:] = [token_of(sign.start, after.end, sign.surface + after.surface, "'" + after.form, "w", True)]
    elif before.form[-1:] + "'" + after.form in cutting.enclitics and len(before.form) > 1:
        tokens[-3:] = [
            token_of(before.start, before.end - 1, before.surface[:-1], before.form[:-1], "w", before.glued),
            token_of(
                before.end - 1, after.end, before.surface[-1] + sign.surface + after.surface,
                before.form[-1] + "'" + after.form, "w", True,
            ),
        ]  # fmt: skip
