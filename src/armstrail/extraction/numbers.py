"""Numbers as texts write them: digits with any grouping, words, scales, collectives, vague plurals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from armstrail.extraction.passage import Passage
from armstrail.languages import LanguagePack, Token

_LATIN_GLUE = frozenset("-‐‑–/.:")
_MOST_DIGITS = 24  # with the signs between them
_LARGEST = 1e18  # no row of scales goes further


@dataclass(frozen=True, slots=True)
class Number:
    """A number in tokens `[first, last)`.

    `value` is in plain units; `style` is `digits`, `words`, `about` (a dozen), `order` (dozens, thousands),
    `ranged` (a word that is a range, `high` its top) or `percent` (a third); `scale` is the last
    multiplier read (1 where there is none).
    """

    first: int
    last: int
    value: float
    style: str
    scale: float = 1.0
    high: float | None = None


def number_at(passage: Passage, i: int) -> Number | None:
    """The longest number that begins at token `i`, or None."""
    hits = passage.hits
    if passage.tokens[i].glued and _continues_word(passage, i):
        return None
    if (vague := hits.at("numbers.vague", i)) is not None:
        return _vague(passage, i, vague.last, vague.value("numbers.vague") or "1/1")
    if (ranged := hits.at("numbers.ranged", i)) is not None:
        low, high = (ranged.value("numbers.ranged") or "1-1").split("-")
        scale, last = _scale(passage, ranged.last)
        return Number(i, last, float(low) * scale, "ranged", scale, float(high) * scale)
    if (half := hits.at("numbers.half_head", i)) is not None:
        scale, last = _scale(passage, half.last)
        if scale > 1:
            return Number(i, last, 0.5 * scale, "words", scale)
    for cls, style in (("numbers.collectives", "about"), ("numbers.exact_collectives", "words")):
        if (group := hits.at(cls, i)) is not None and not _is_longer(passage, i, group.last):
            value = float(group.value(cls) or 1)
            scale, last = _scale(passage, group.last)
            value, last = _half_tail(passage, value * scale, last, max(scale, value))
            return Number(i, last, value, style, scale)
    if (several := hits.at("numbers.several", i)) is not None:
        scale, last = _scale(passage, several.last)
        if scale > 1:
            return Number(i, last, scale, "order", scale)
    if passage.tokens[i].kind == "n":
        return _digits(passage, i)
    return _words(passage, i)


def _continues_word(passage: Passage, i: int) -> bool:
    """`포탄만`: a particle that is written like a numeral; `레오파르트2`: digits of a name."""
    before = passage.tokens[i - 1] if i else None
    if before is None or before.kind != "w" or not _is_hangul(before.surface):
        return False
    if passage.tokens[i].kind == "w":
        return True
    names = (passage.hits.at(cls, i - 1) for cls in ("items.nouns", "models"))
    return any(name is not None and name.last > i for name in names)


def _is_longer(passage: Passage, i: int, last: int) -> bool:
    """Whether the number words that begin at `i` reach further than a collective does."""
    words = _words(passage, i)
    return words is not None and words.last > last


def _vague(passage: Passage, i: int, last: int, value: str) -> Number:
    """`dozens` alone is 24, `dozens of thousands` 12,000."""
    alone, multiplier = (float(part) for part in value.split("/"))
    scale, end = _scale(passage, last)
    if scale == 1 and (second := passage.hits.at("numbers.vague", last)) is not None:
        scale, end = float((second.value("numbers.vague") or "1/1").split("/")[1]), second.last
    if scale > 1:
        return Number(i, end, multiplier * scale, "order", scale)
    return Number(i, last, alone, "order", alone)


def _scale(passage: Passage, i: int) -> tuple[float, int]:
    """The product of the scales that stand at token `i` (`hundred thousand`, `mil millones`), and their end."""
    product, last = 1.0, i
    while last < len(passage.tokens):
        hit = passage.hits.at("numbers.minor", last) or passage.hits.at("numbers.major", last)
        if hit is None or (len(passage.tokens[last].form) == 1 and passage.tokens[last].form.isascii()):
            break
        product *= float(hit.value("numbers.minor") or hit.value("numbers.major") or 1)
        if product > _LARGEST:
            break
        last = hit.last
    return product, last


def parse_digits(form: str, pack: LanguagePack) -> float | None:
    """The value of digits as printed, or None where the signs fit neither grouping nor decimal.

    `1.500` is 1500 where `.` groups; a sign not followed by exactly three digits is a decimal. A row of more
    digits than any count needs is no number.
    """
    if len(form) > _MOST_DIGITS:
        return None
    decimal = pack.text("numbers.decimal")
    grouping = pack.marks("numbers.grouping")
    signs = [c for c in form if not c.isdigit()]
    if not signs:
        return float(form)
    parts = form.replace("’", "'").replace(",", "\0").replace(".", "\0").replace("'", "\0").split("\0")
    signs = ["'" if c == "’" else c for c in signs]
    if len(set(signs)) == 1:
        sign = signs[0]
        grouped = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3 and parts[0] != "0"
        if sign in grouping and grouped:
            return float("".join(parts))
        if len(signs) == 1 and sign in ",.":
            if sign == decimal or len(parts[1]) != 3:
                return float(f"{parts[0]}.{parts[1]}")
        return None
    if len(set(signs[:-1])) == 1 and signs[-1] in ",." and signs[0] in grouping:
        if all(len(part) == 3 for part in parts[1:-1]) and len(parts[0]) <= 3:
            return float(f"{''.join(parts[:-1])}.{parts[-1]}")
    return None


def _digits(passage: Passage, i: int) -> Number | None:
    tokens, pack = passage.tokens, passage.pack
    if _belongs_to_name(tokens, i):
        return None
    form, last = tokens[i].form, i + 1
    value = parse_digits(form, pack)
    if value is None:
        return None
    if " " in pack.marks("numbers.grouping") and form.isdigit() and len(form) <= 3 and form[0] != "0":
        while last < len(tokens) and _continues_group(passage, last):
            value = value * 1000 + float(tokens[last].form)
            last += 1
    scale = 1.0
    while last < len(tokens):
        hit = passage.hits.at("numbers.major", last) or passage.hits.at("numbers.minor", last)
        if hit is None:
            break
        short = len(tokens[last].form) == 1
        if short and not (tokens[last].glued and (not tokens[last].form.isascii() or _ends_word(tokens, hit.last))):
            break
        step = float(hit.value("numbers.major") or hit.value("numbers.minor") or 1)
        value, scale, last = value * step, scale * step, hit.last
        if last < len(tokens) and tokens[last].form == "." and short:
            break
    if last < len(tokens) and tokens[last].form == "-" and tokens[last].glued and last + 1 < len(tokens):
        hit = passage.hits.at("numbers.major", last + 1)
        if hit is not None and tokens[last + 1].glued and scale == 1:
            scale = float(hit.value("numbers.major") or 1)
            value, last = value * scale, hit.last
    value, last = _half_tail(passage, value, last, scale)
    value, last = _digits_after_scale(passage, value, last, scale)
    return Number(i, last, value, "digits", scale)


def _continues_group(passage: Passage, last: int) -> bool:
    token = passage.tokens[last]
    if token.kind != "n" or token.glued or len(token.form) != 3 or not token.form.isdigit():
        return False
    gap = passage.document.text[passage.tokens[last - 1].end : token.start]
    if gap in ("\u00a0", "\u202f", "\u2009", "\u2007"):
        return True
    return gap == " " and passage.pack.text("numbers.decimal") == ","


def _belongs_to_name(tokens: Sequence[Token], i: int) -> bool:
    """`KN-23`, `M777`, `Т-72`: digits that touch letters of an alphabet before them are a name's."""
    if i == 0 or not tokens[i].glued:
        return False
    before = tokens[i - 1]
    if before.kind == "w":
        return not _is_hangul(before.surface) and before.form not in ("us", "usd", "eur", "gbp", "c", "a")
    if before.form in _LATIN_GLUE and before.glued and i >= 2:
        if tokens[i - 2].kind == "w" and _is_hangul(tokens[i - 2].surface):
            return not tokens[i - 2].glued  # 화성-17 is a name, 1만-2만 a range
        return tokens[i - 2].kind == "w" and before.form != ":"
    return False


def _ends_word(tokens: Sequence[Token], last: int) -> bool:
    return last >= len(tokens) or not tokens[last].glued or tokens[last].kind == "s"


def _is_hangul(word: str) -> bool:
    return "\uac00" <= word[-1] <= "\ud7a3"


def _half_tail(passage: Passage, value: float, last: int, scale: float) -> tuple[float, int]:
    tail = passage.hits.at("numbers.half_tail", last)
    if tail is None:
        return value, last
    return value + 0.5 * scale, tail.last


def _digits_after_scale(passage: Passage, value: float, last: int, scale: float) -> tuple[float, int]:
    """`1만2000`: digits glued to a scale of a script that counts so go on with the number."""
    tokens = passage.tokens
    while scale > 1 and last < len(tokens) and tokens[last].kind == "n" and tokens[last - 1].kind == "w":
        if not _is_hangul(tokens[last - 1].surface):
            break
        part = parse_digits(tokens[last].form, passage.pack)
        if part is None:
            break
        factor, end = _scale(passage, last + 1)
        if part * factor >= scale:
            break
        value, scale, last = value + part * factor, factor, end
    return value, last


def _atoms(passage: Passage, i: int) -> tuple[list[tuple[str, float]], int] | None:
    """The numerals written in the word at token `i` (several where words are glued), and where it ends."""
    for cls, kind in (("numbers.units", "unit"), ("numbers.minor", "minor"), ("numbers.major", "major")):
        hit = passage.hits.at(cls, i)
        if hit is not None and not (
            kind != "unit" and len(passage.tokens[i].form) == 1 and passage.tokens[i].form.isascii()
        ):
            return [(kind, float(hit.value(cls) or 0))], hit.last
    if passage.pack.flag("script.numerals_glued"):
        pieces = cut_numeral(passage.tokens[i].form, passage.pack)
        if pieces is not None:
            return pieces, i + 1
    return None


def cut_numeral(word: str, pack: LanguagePack) -> list[tuple[str, float]] | None:
    """Cut a glued number word (`centonovantatremila`) into numerals; None where it is none.

    Returns:
        (kind, value) pairs in order, kind `unit`, `minor` or `major`.
    """
    if len(word) < 4:
        return None
    tables = [
        (kind, pack.table(f"numbers.{name}"))
        for kind, name in (("unit", "units"), ("unit", "glued"), ("minor", "minor"), ("major", "major"))
    ]
    longest = max(len(form) for _, table in tables for form in table)

    def cut(start: int) -> list[tuple[str, float]] | None:
        if start == len(word):
            return []
        for end in range(min(len(word), start + longest), start, -1):
            piece = word[start:end]
            for kind, table in tables:
                if piece in table and (rest := cut(end)) is not None:
                    return [(kind, float(table[piece])), *rest]
        return None

    return cut(0)


@dataclass(slots=True)
class _Sum:
    """A number in words as it grows: `cur` below a hundred, `group` below a thousand, `total` above."""

    total: float = 0.0
    group: float = 0.0
    cur: float = 0.0
    last_unit: float = 0.0
    last_major: float = float("inf")
    scale: float = 1.0

    def take(self, kind: str, value: float, teens_after: frozenset[str]) -> bool:
        """Add one numeral; False where it does not go on with this number."""
        if kind == "unit":
            step = self.last_unit
            fits = step == 0 or (step >= 100 and value < 100) or (step >= 20 and value < 10 and step % 10 == 0)
            if not fits and f"{step:g}" in teens_after and 10 <= value < 20:
                fits = True
            if not fits:
                return False
            self.cur, self.last_unit, self.scale = self.cur + value, value, 1.0
        elif kind == "minor":
            if self.group and value >= self.group:
                return False
            if self.group % (value * 10) >= value:
                return False
            self.group += (self.cur or 1) * value
            self.cur, self.last_unit, self.scale = 0.0, 0.0, value
        else:
            below = self.group + self.cur
            if (value >= self.last_major and below) or self.total > _LARGEST:
                return False
            if value >= self.last_major:
                self.total *= value  # es 'mil millones': a scale upon a scale multiplies
            else:
                self.total += (below or 1) * value
            self.group = self.cur = self.last_unit = 0.0
            self.last_major = self.scale = value
        return True

    @property
    def value(self) -> float:
        return self.total + self.group + self.cur


def _words(passage: Passage, i: int) -> Number | None:
    first = _atoms(passage, i)
    if first is None:
        return None
    teens_after = passage.pack.marks("numbers.teens_after")
    total = _Sum()
    last = i
    for atoms, end in _numerals(passage, i):
        if not all(total.take(kind, value, teens_after) for kind, value in atoms):
            break
        last = end
    if last == i:
        return None
    value, last = _half_tail(passage, total.value, last, total.scale)
    number = Number(i, last, value, "words", total.scale)
    if last == first[1] and passage.is_a("numbers.plural_is_order", i):
        return Number(i, last, value, "order", total.scale)
    return number


def _numerals(passage: Passage, i: int) -> Iterator[tuple[list[tuple[str, float]], int]]:
    """The words of number that follow one another from token `i`, hyphens and connectors stepped over."""
    tokens = passage.tokens
    while i < len(tokens):
        found = _atoms(passage, i)
        if found is None:
            return
        yield found
        i = found[1]
        if i + 1 < len(tokens) and tokens[i].form == "-" and tokens[i].glued and tokens[i + 1].glued:
            i += 1
        elif (link := passage.hits.at("numbers.connectors", i)) is not None and _links(found[0], passage, link.last):
            i = link.last


def _links(before: list[tuple[str, float]], passage: Passage, i: int) -> bool:
    """Whether a connector after `before` joins the number at token `i`: it adds, never starts a new one."""
    after = _atoms(passage, i)
    if after is None:
        return False
    kind, value = before[-1]
    return after[0][0][0] == "unit" and (kind != "unit" or (value >= 20 and after[0][0][1] < 10) or value >= 100)
