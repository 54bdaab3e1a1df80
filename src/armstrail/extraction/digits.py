"""Numbers in digits, with any grouping, and the digits that belong to a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from armstrail.extraction.scales import LARGEST, Number, group_at, half_tail, is_hangul, marks_of, scale_at, scaled
from armstrail.languages import LanguagePack, Token

if TYPE_CHECKING:
    from armstrail.extraction.passage import Passage

_GLUE: Final = frozenset("-‐‑–/.:")
_WIDE_SPACES: Final = frozenset("\u00a0\u202f\u2009\u2007")
_MONEY: Final = ("quantities.currency_signs", "quantities.currency_codes")


_MYRIAD: Final = 1e4
_MOST_DIGITS = 24  # with the signs between them


def parse_digits(form: str, pack: LanguagePack) -> float | None:
    """The value of digits as printed, or None where the signs fit neither grouping nor decimal.

    `1.500` is 1500 where `.` groups; a sign not followed by exactly three digits is a decimal. A row of more
    digits than any count needs is no number.
    """
    if len(form) > _MOST_DIGITS:
        return None
    if form.isdigit():
        return float(form)
    decimal = pack.text("numbers.decimal")
    grouping = marks_of(pack, "numbers.grouping")
    signs = ["'" if c == "’" else c for c in form if not c.isdigit()]
    parts = form.replace("’", "\0").replace(",", "\0").replace(".", "\0").replace("'", "\0").split("\0")
    if len(set(signs)) == 1:
        sign = signs[0]
        grouped = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3 and parts[0] != "0"
        if grouped and (sign in grouping or (sign == decimal and parts[1:] == ["000"])):
            return float("".join(parts))  # nobody writes three noughts behind a decimal sign
        if len(signs) == 1 and sign in ",.":
            if sign == decimal or len(parts[1]) != 3:
                return float(f"{parts[0]}.{parts[1]}")
        return None
    if len(set(signs[:-1])) == 1 and signs[-1] in ",." and signs[0] in grouping:
        if all(len(part) == 3 for part in parts[1:-1]) and len(parts[0]) <= 3:
            return float(f"{''.join(parts[:-1])}.{parts[-1]}")
    return None


def is_ambiguous(form: str, pack: LanguagePack) -> bool:
    """`1,234` where the comma is the decimal: a decimal here, a thousand in a quotation from elsewhere."""
    whole, sign, rest = form.partition(pack.text("numbers.decimal"))
    return (
        bool(sign)
        and len(rest) == 3
        and rest != "000"
        and rest.isdigit()
        and whole.isdigit()
        and len(whole) <= 3
        and whole != "0"
    )


def read_digits(passage: Passage, i: int) -> Number | None:
    """The number in digits that begins at token `i`, with its groups, scales, halves and what goes on behind."""
    tokens, pack = passage.tokens, passage.pack
    if belongs_to_name(passage, i):
        return None
    value = parse_digits(tokens[i].form, pack)
    if value is None:
        return None
    value, last = _groups(passage, i, value)
    value, last = _vulgar_fraction(tokens, value, last)
    value, last, scale = _scales(passage, value, last)
    if scale < _MYRIAD and (rounded := _rounded(passage, i, value, last)) is not None:
        return rounded
    if scale >= 1e3:
        value, last = _smaller_scale(passage, value, last, scale)
    if scale == 1 and value < 100:
        factor, last = group_at(passage, last)
        value, scale = value * factor, factor
    half, end = half_tail(passage, value, last, scale)
    if end > last and scale == 1:  # `2 and a half million`
        scale, end = scale_at(passage, end)
        half *= scale
    value, last = digits_after_scale(passage, half, end, scale)
    return Number(i, last, value, "digits", scale)


def _groups(passage: Passage, i: int, value: float) -> tuple[float, int]:
    """`12 000 000`: groups of three behind a space, where the pack groups so."""
    tokens, form, last = passage.tokens, passage.tokens[i].form, i + 1
    if " " not in marks_of(passage.pack, "numbers.grouping") or len(form) > 3 or not form.isdigit() or form[0] == "0":
        return value, last
    while last < len(tokens) and _continues_group(passage, last):
        value = value * 1000 + float(tokens[last].form)
        last += 1
    return value, last


def _continues_group(passage: Passage, last: int) -> bool:
    tokens, token = passage.tokens, passage.tokens[last]
    if token.kind != "n" or token.glued or len(token.form) != 3 or not token.form.isdigit():
        return False
    gap = passage.document.text[tokens[last - 1].end : token.start]
    if gap not in _WIDE_SPACES and not gap.isspace():
        return False
    if gap not in _WIDE_SPACES and passage.pack.text("numbers.decimal") != "," and token.form != "000":
        return False  # in English, a plain space groups only what can be nothing else
    return not _is_calibre(passage, last)


def _is_calibre(passage: Passage, i: int) -> bool:
    """`36 155-mm howitzers`: a measure and its noun follow the digits, so they are no group of the number."""
    tokens = passage.tokens
    if (end := past_measure(passage, i)) is None:
        return False
    noun = range(end, min(end + 3, len(tokens)))
    return any(passage.is_a("items.nouns", n) or passage.is_a("items.weak", n) for n in noun)


def past_measure(passage: Passage, i: int) -> int | None:
    """Behind a unit of measure that follows the digits at a token, or is joined to them by a hyphen; None without."""
    tokens, end = passage.tokens, i + 1
    joined = end < len(tokens) and tokens[end].form in _HYPHENS and tokens[end].glued
    for at in (end, end + 1) if joined else (end,):
        measure = passage.hits.at("quantities.not_quantity", at)
        if measure is not None and ("quantities.not_quantity", "measures") in measure.senses:
            return measure.last
    return None


_HYPHENS: Final = frozenset("-‑–")


def _vulgar_fraction(tokens: Sequence[Token], value: float, last: int) -> tuple[float, int]:
    """`2½`, `2 ½`."""
    if last < len(tokens) and tokens[last].kind == "w" and len(tokens[last].form) == 1:
        more = unicodedata.numeric(tokens[last].form, 1.0)
        if 0 < more < 1:
            return value + more, last + 1
    return value, last


def _scales(passage: Passage, value: float, last: int) -> tuple[float, int, float]:
    """Scales behind the digits (`1.5 million`, `3bn`, `3 M€`, `10-million`), and the product of them."""
    tokens, scale = passage.tokens, 1.0
    while last < len(tokens):
        hit = passage.hits.at("numbers.major", last) or passage.hits.at("numbers.minor", last)
        if hit is None:
            break
        short = len(tokens[last].form) == 1
        if short and not _is_short_scale(passage, last, hit.last):
            break
        step = float(hit.value("numbers.major") or hit.value("numbers.minor") or 1)
        if scale * step > LARGEST:
            break
        value, scale, last = scaled(value, step), scale * step, hit.last
        if last < len(tokens) and tokens[last].form == "." and short:
            break
    if scale == 1 and last + 1 < len(tokens) and tokens[last].form == "-" and tokens[last].glued:
        hit = passage.hits.at("numbers.major", last + 1)
        if hit is not None and tokens[last + 1].glued:
            scale = float(hit.value("numbers.major") or 1)
            value, last = scaled(value, scale), hit.last
    return value, last, scale


def _smaller_scale(passage: Passage, value: float, last: int, scale: float) -> tuple[float, int]:
    """`1 млн 200 тысяч`: digits and a smaller scale right behind go on with the number."""
    tokens = passage.tokens
    if (
        last >= len(tokens)
        or tokens[last].kind != "n"
        or not tokens[last].form.isdigit()
        or is_hangul(tokens[last - 1].form)
    ):
        return value, last
    more, end = scale_at(passage, last + 1)
    if more == 1 and scale == 1e3 and value % 1e3 == 0 and len(tokens[last].form) == 3:
        # `2 тыс. 224`, but `2 тыс. 152-мм снарядов`
        return (value, last) if past_measure(passage, last) else (value + float(tokens[last].form), last + 1)
    if not 1 < more < scale or len(tokens[last].form) > 3:
        return value, last
    return value + float(tokens[last].form) * more, end


def _rounded(passage: Passage, i: int, value: float, last: int) -> Number | None:
    """`80여만`, `1천여만`: the word for about stands between the digits and the scale they touch."""
    hedge = passage.hits.at("quantities.hedges_after", last)
    if hedge is None or hedge.last >= len(passage.tokens) or not passage.tokens[last].glued:
        return None
    scale, end = scale_at(passage, hedge.last)
    if scale == 1 or not passage.tokens[hedge.last].glued or hedge.value("quantities.hedges_after") != "about":
        return None
    return Number(i, end, scaled(value, scale), "about", scale)


def _is_short_scale(passage: Passage, i: int, last: int) -> bool:
    """One letter is a scale where it touches the digits and ends the word, or a currency sign touches it."""
    tokens = passage.tokens
    if tokens[i].glued and (not tokens[i].form.isascii() or _ends_word(tokens, last)):
        return True
    return last < len(tokens) and tokens[last].glued and passage.is_a("quantities.currency_signs", last)


def _ends_word(tokens: Sequence[Token], last: int) -> bool:
    return last >= len(tokens) or not tokens[last].glued or tokens[last].kind == "s"


def belongs_to_name(passage: Passage, i: int) -> bool:
    """`KN-23`, `M777`, `Т-72`, `2A6`: digits that touch letters of an alphabet before them are a name's."""
    tokens = passage.tokens
    if i == 0 or not tokens[i].glued:
        return False
    before = tokens[i - 1]
    if before.form.endswith("'"):
        return False  # l'81% delle armi
    if before.kind == "w":
        return not is_hangul(before.surface) and not _is_prefix(passage, i - 1)
    if before.form in _GLUE and before.glued and i >= 2:
        if tokens[i - 2].kind == "w" and is_hangul(tokens[i - 2].surface):
            return not tokens[i - 2].glued  # 화성-17 is a name, 1만-2만 a range
        if tokens[i - 2].form == ")" and before.form == "-":
            return tokens[i - 3].kind == "w"  # 수호이(Su)-30
        return tokens[i - 2].kind == "w" and before.form != ":"
    return False


def _is_prefix(passage: Passage, i: int) -> bool:
    """`USD3m`, `Rs500`, `c1,200`: a code, a sign or a hedge may touch the digits behind it."""
    hits = passage.hits
    if passage.tokens[i].glued and i and passage.tokens[i - 1].kind == "n":
        return False
    return any(hits.ending(cls, i) is not None for cls in (*_MONEY, "quantities.hedges_before"))


def digits_after_scale(passage: Passage, value: float, last: int, scale: float) -> tuple[float, int]:
    """`1만2000`, `15만 5천`, `2억7천500만`: digits behind a scale of a script that counts so go on with the number;
    what stands below ten thousand is multiplied by the scale behind it."""
    tokens = passage.tokens
    done, group = (value, 0.0) if scale >= _MYRIAD else (0.0, value)
    while scale > 1 and last < len(tokens) and tokens[last].kind == "n" and tokens[last - 1].kind == "w":
        part = parse_digits(tokens[last].form, passage.pack) if is_hangul(tokens[last - 1].surface) else None
        if part is None:
            break
        step, end = _scale_of(passage, "numbers.minor", last + 1)
        major, end = _scale_of(passage, "numbers.major", end)
        part *= step
        if part >= scale or (done and (group + part) * major >= done):
            break
        group, scale, last = group + part, step, end
        if major > 1:
            done, group, scale = done + group * major, 0.0, major
    return done + group, last


def _scale_of(passage: Passage, cls: str, at: int) -> tuple[float, int]:
    hit = passage.hits.at(cls, at)
    return (float(hit.value(cls) or 1), hit.last) if hit is not None else (1.0, at)
