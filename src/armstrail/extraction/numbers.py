"""Numbers as texts write them: digits with any grouping, words, scales, collectives, vague plurals."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Final

from armstrail.extraction.digits import parse_digits, read_digits
from armstrail.extraction.numerals import atoms_at, cut_numeral, glue_of, read_words
from armstrail.extraction.passage import Passage
from armstrail.extraction.scales import Number, group_at, half_tail, is_hangul, scale_at

__all__ = ["Number", "cut_numeral", "number_at", "number_starts", "parse_digits"]

_OPENING: Final = tuple(
    f"numbers.{name}"
    for name in (
        "vague", "ranged", "half_head", "collectives", "exact_collectives", "several", "units", "minor", "major",
        "shares",
    )
)  # fmt: skip


def number_starts(passage: Passage) -> list[int]:
    """The tokens at which a number may begin, in order: digits, forms of number, glued number words."""
    starts: set[int] = set()
    for cls in _OPENING:
        starts.update(passage.hits.starts.get(cls, ()))
    cut = glue_of(passage.pack).cut if passage.pack.flag("script.numerals_glued") else None
    for i, token in enumerate(passage.tokens):
        kind, form = token.kind, token.form
        if kind == "n" or (kind == "w" and (form in _VULGAR or (cut is not None and cut(form) is not None))):
            starts.add(i)
    return sorted(starts)


_VULGAR: Final = frozenset("½⅓⅔¼¾")


def number_at(passage: Passage, i: int) -> Number | None:
    """The longest number that begins at token `i`, or None."""
    found: Number | None = _number_at(passage, i)
    return found if found is None else _with_smaller(passage, found)


def _with_smaller(passage: Passage, number: Number) -> Number:
    """`2 miliardi e 33 milioni`: digits and a smaller scale behind the word that joins numbers go on with it."""
    at = number.last
    scale = number.value if number.style == "words" else number.scale
    if scale < 1e6 or number.style not in ("digits", "words") or at + 1 >= len(passage.tokens):
        return number
    joins = passage.is_a("numbers.connectors", at) or passage.is_a("grammar.coordinators", at)
    if not joins or passage.tokens[at + 1].kind != "n":
        return number
    more = read_digits(passage, at + 1)
    if more is None or not 1e3 <= more.scale < scale or more.value >= scale:
        return number
    return replace(number, last=more.last, value=number.value + more.value, scale=max(number.scale, more.scale))


def _number_at(passage: Passage, i: int) -> Number | None:
    token = passage.tokens[i]
    if token.glued and _continues_word(passage, i):
        return None
    if token.kind == "n":
        return _ranged(passage, i) or read_digits(passage, i)
    if token.form in _VULGAR:
        scale, last = scale_at(passage, i + 1)
        return Number(i, last, unicodedata.numeric(token.form) * scale, "words", scale) if scale > 1 else None
    if not any(cls.startswith("numbers.") for cls, _ in passage.hits.here.get(i, ())):
        return read_words(passage, i)
    return (
        _part(passage, i)
        or _vague(passage, i)
        or _ranged(passage, i)
        or _halved(passage, i)
        or _collective(passage, i)
        or _several(passage, i)
        or _inverted(passage, i)
        or read_words(passage, i)
    )


def _continues_word(passage: Passage, i: int) -> bool:
    """`포탄만`: a particle that is written like a numeral; `레오파르트2`: digits of a name."""
    before = passage.tokens[i - 1] if i else None
    if before is None or before.kind != "w" or not is_hangul(before.surface):
        return False
    if passage.tokens[i].kind == "w":
        return True
    names = (passage.hits.at(cls, i - 1) for cls in ("items.nouns", "models"))
    return any(name is not None and name.last > i for name in names)


def _vague(passage: Passage, i: int) -> Number | None:
    """`dozens` alone is 24, `dozens of thousands` 12,000."""
    vague = passage.hits.at("numbers.vague", i)
    if vague is None:
        return None
    alone, multiplier = (float(part) for part in (vague.value("numbers.vague") or "1/1").split("/"))
    scale, end = scale_at(passage, vague.last)
    if scale == 1 and (second := passage.hits.at("numbers.vague", vague.last)) is not None:
        scale, end = float((second.value("numbers.vague") or "1/1").split("/")[1]), second.last
    if scale > 1:
        return Number(i, end, multiplier * scale, "order", scale)
    return Number(i, vague.last, alone, "order", alone)


def _ranged(passage: Passage, i: int) -> Number | None:
    """`kilkanaście`, `due-tre mila`, `zwei bis drei Dutzend`: words that are a range, and what multiplies them."""
    ranged = passage.hits.at("numbers.ranged", i)
    if ranged is None:
        return None
    low, high = (ranged.value("numbers.ranged") or "1-1").split("-")
    scale, last = scale_at(passage, ranged.last)
    if scale == 1:
        scale, last = group_at(passage, ranged.last)
    return Number(i, last, float(low) * scale, "ranged", scale, float(high) * scale)


def _halved(passage: Passage, i: int) -> Number | None:
    """`half a million`: nothing where no scale follows."""
    half = passage.hits.at("numbers.half_head", i)
    if half is None:
        return None
    scale, last = scale_at(passage, half.last)
    return Number(i, last, 0.5 * scale, "words", scale) if scale > 1 else None


def _collective(passage: Passage, i: int) -> Number | None:
    """`a dozen`, `una ventina`, `un paio di`: not where the number words go on further."""
    for cls, style in (("numbers.collectives", "about"), ("numbers.exact_collectives", "words")):
        group = passage.hits.at(cls, i)
        if group is None or _is_longer(passage, i, group.last):
            continue
        if passage.is_a("grammar.articles", i) and (longer := _after_article(passage, i, group.last)) is not None:
            return longer
        value = float(group.value(cls) or 1)
        scale, last = scale_at(passage, group.last)
        value, last = half_tail(passage, value * scale, last, max(scale, value))
        return Number(i, last, value, style, scale)
    return None


def _is_longer(passage: Passage, i: int, last: int) -> bool:
    """Whether the number words that begin at `i` reach further than a collective does."""
    words = read_words(passage, i)
    return words is not None and words.last > last


def _after_article(passage: Passage, i: int, last: int) -> Number | None:
    """`a hundred and twenty thousand`: the words of number behind the article reach further than `a hundred`."""
    words = read_words(passage, i + 1) if i + 1 < last else None
    return replace(words, first=i) if words is not None and words.last > last and words.style == "words" else None


def _part(passage: Passage, i: int) -> Number | None:
    """`a quarter of a million`, `ćwierć miliona`: a share of a scale is a number."""
    part = passage.hits.at("numbers.shares", i)
    if part is None:
        return None
    of = passage.hits.at("quantities.share_of", part.last)
    at = of.last if of is not None else part.last
    if at + 1 < len(passage.tokens) and passage.is_a("grammar.articles", at):
        at += 1
    if at >= len(passage.tokens) or passage.is_a("numbers.plural_is_order", at) or passage.is_a("numbers.vague", at):
        return None
    scale, last = scale_at(passage, at)
    if scale < 1000:
        return None
    value = float(round(float(part.value("numbers.shares") or 0) / 100 * scale))
    return Number(i, last, value, "words", scale)


def _several(passage: Passage, i: int) -> Number | None:
    """`several thousand`: the scale is the order."""
    several = passage.hits.at("numbers.several", i)
    if several is None:
        return None
    scale, last = scale_at(passage, several.last)
    if scale == 1 and not passage.is_a("grammar.articles", several.last):
        group, last = group_at(passage, several.last)
        return Number(i, last, 2 * group if group < 100 else group, "order", group) if group > 1 else None
    return Number(i, last, scale, "order", scale) if scale > 1 else None


def _inverted(passage: Passage, i: int) -> Number | None:
    """`тысяч семь`: a scale before its number makes it about so many, where the language says so."""
    if not passage.pack.flag("numbers.inverted") or not passage.is_a("numbers.plural_is_order", i):
        return None  # `тысяча два` is 1,002
    if (scale := passage.hits.at("numbers.major", i)) is None:
        return None
    at = scale.last
    if at >= len(passage.tokens) or passage.tokens[at].kind != "w":
        return None
    if not (ranged := _ranged(passage, at)) and atoms_at(passage, at) is None:
        return None
    number = ranged or read_words(passage, at)
    factor = float(scale.value("numbers.major") or 1)
    if number is None or number.scale != 1 or not 1 < number.value < 1000:
        return None
    high = number.high * factor if number.high is not None else None
    return Number(i, number.last, number.value * factor, "ranged" if high else "about", factor, high)
