"""Numbers in words: apart (two hundred thousand), joined by `and`, or glued into one (zwölftausend)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from armstrail.extraction.digits import digits_after_scale
from armstrail.extraction.scales import (
    LARGEST,
    Number,
    group_at,
    half_tail,
    is_counter,
    is_hangul,
    marks_of,
    scale_at,
    scaled,
)
from armstrail.languages import LanguagePack

if TYPE_CHECKING:
    from armstrail.extraction.passage import Passage

Atoms = list[tuple[str, float]]  # kind (`unit`, `minor`, `major`) and value, in order
_SHORTEST: Final = 4  # letters; no glued numeral of an alphabet is shorter
_REMEMBERED: Final = 1 << 14
_LONGEST_WORD: Final = 100  # letters; a longer run is no word of a text


class Glue:
    """What one written number word of a pack may be made of, and the words already cut by it."""

    def __init__(self, pack: LanguagePack) -> None:
        hundreds = set(pack.table("numbers.minor").values())
        inside = pack.table("numbers.glued")
        self.tables: list[tuple[str, Mapping[str, str]]] = [
            ("unit", pack.table("numbers.units")),
            ("unit", {form: value for form, value in inside.items() if value not in hundreds}),
            ("minor", {form: value for form, value in inside.items() if value in hundreds}),
            ("minor", pack.table("numbers.minor")),
            ("major", pack.table("numbers.major")),
        ]
        forms = {form for _, table in self.tables for form in table}
        self.longest = max(map(len, forms), default=0)
        self.first = frozenset(form[0] for form in forms)
        self.words: dict[str, Atoms | None] = {}

    def cut(self, word: str) -> Atoms | None:
        """The numerals of a word, None where it is none or too short to be told from another word."""
        if not 1 < len(word) <= _LONGEST_WORD or word[0] not in self.first:
            return None
        if len(word) < _SHORTEST and not is_hangul(word):
            return None
        if word not in self.words:
            if len(self.words) >= _REMEMBERED:
                self.words.clear()
            self.words[word] = self._cut(word, 0, set())
        return self.words[word]

    def _cut(self, word: str, start: int, dead: set[int]) -> Atoms | None:
        """The longest pieces first; `dead` holds the places from which nothing led to the end."""
        if start == len(word):
            return []
        if start in dead:
            return None
        for end in range(min(len(word), start + self.longest), start, -1):
            piece = word[start:end]
            for kind, table in self.tables:
                if piece in table and (rest := self._cut(word, end, dead)) is not None:
                    return [(kind, float(table[piece])), *rest]
        dead.add(start)
        return None


_GLUES: dict[tuple[str, str], Glue] = {}  # by language and state of its data: what a word is never changes


def glue_of(pack: LanguagePack) -> Glue:
    """The glue of a pack, made once for each state of its data."""
    key = (pack.lang, pack.digest)
    if key not in _GLUES:
        _GLUES[key] = Glue(pack)
    return _GLUES[key]


def cut_numeral(word: str, pack: LanguagePack) -> Atoms | None:
    """Cut a glued number word (`centonovantatremila`) into numerals; None where it is none.

    Returns:
        (kind, value) pairs in order, kind `unit`, `minor` or `major`.
    """
    return glue_of(pack).cut(word)


def atoms_at(passage: Passage, i: int) -> tuple[Atoms, int] | None:
    """The numerals written in the word at token `i` (several where words are glued), and where it ends."""
    token = passage.tokens[i]
    for cls, kind in (("numbers.units", "unit"), ("numbers.minor", "minor"), ("numbers.major", "major")):
        hit = passage.hits.at(cls, i)
        short = hit is not None and hit.last == i + 1 and len(token.form) <= 2 and token.form.isascii()
        if hit is not None and not (kind != "unit" and short):
            return [(kind, float(hit.value(cls) or 0))], hit.last
    if token.kind != "w" or not passage.pack.flag("script.numerals_glued"):
        return None
    if is_hangul(token.form):
        return _syllables(passage, i)
    pieces = cut_numeral(token.form, passage.pack)
    return (pieces, i + 1) if pieces is not None else None


def _syllables(passage: Passage, i: int) -> tuple[Atoms, int] | None:
    """삼천 명, 십이만 삼천사백 발: syllables that each count, in one word or glued, are a number where a scale
    is among them and a counter or the next such word follows."""
    tokens, word, end = passage.tokens, passage.tokens[i].form, i + 1
    pieces = cut_numeral(word, passage.pack) if len(word) > 1 else None
    while end < len(tokens) and tokens[end].glued and tokens[end].kind == "w":
        longer = cut_numeral(word + tokens[end].form, passage.pack)
        if longer is None:
            break
        word, pieces, end = word + tokens[end].form, longer, end + 1
    if pieces is None or len(pieces) < 2 or all(kind == "unit" for kind, _ in pieces):
        return None
    follower = cut_numeral(tokens[end].form, passage.pack) if end < len(tokens) and tokens[end].kind == "w" else None
    goes_on = follower is not None and is_hangul(tokens[end].form) and len(follower) > 1
    return (pieces, end) if goes_on or is_counter(passage, end) else None


@dataclass(slots=True)
class _Sum:
    """A number in words as it grows: `cur` below a hundred, `group` below a thousand, `total` above."""

    total: float = 0.0
    group: float = 0.0
    cur: float = 0.0
    last_unit: float = 0.0
    last_major: float = float("inf")
    scale: float = 1.0

    def copy(self) -> _Sum:
        """The same number, to be tried on with one more word."""
        return _Sum(self.total, self.group, self.cur, self.last_unit, self.last_major, self.scale)

    def take(self, kind: str, value: float, teens_after: tuple[str, ...]) -> bool:
        """Add one numeral; False where it does not go on with this number."""
        if kind == "unit":
            return self._take_unit(value, teens_after)
        if kind == "minor":
            if self.group and value >= self.group:
                return False
            self.group += (self.cur or 1) * value
            self.cur, self.last_unit, self.scale = 0.0, 0.0, value
            return True
        below = self.group + self.cur
        if (value >= self.last_major and below) or self.total > LARGEST:
            return False
        if value >= self.last_major:
            self.total *= value  # es 'mil millones': a scale upon a scale multiplies
        else:
            self.total += (below or 1) * value
        self.group = self.cur = self.last_unit = 0.0
        self.last_major = self.scale = value
        return True

    def _take_unit(self, value: float, teens_after: tuple[str, ...]) -> bool:
        step = self.last_unit
        fits = step == 0 or (step >= 100 and value < 100) or (step >= 20 and value < 10 and step % 10 == 0)
        if not fits and f"{step:g}" in teens_after and 10 <= value < 20:
            fits = True
        if fits:
            self.cur, self.last_unit, self.scale = self.cur + value, value, 1.0
        return fits

    @property
    def value(self) -> float:
        return self.total + self.group + self.cur


def read_words(passage: Passage, i: int) -> Number | None:
    """The number in words that begins at token `i`."""
    first = atoms_at(passage, i)
    if first is None:
        return None
    total, last = _add_up(passage, i)
    if last == i:
        return None
    value, end = half_tail(passage, total.value, last, total.scale)
    scale = total.scale
    if end > last and scale == 1:  # `two and a half million`
        scale, end = scale_at(passage, end)
        value = scaled(value, scale)
    elif end == last and scale == 1 and value < 100 and not passage.is_a("grammar.articles", i):
        factor, end = group_at(passage, last)
        value, scale = value * factor, factor
    if end < len(passage.tokens) and passage.tokens[end].glued:
        value, end = digits_after_scale(passage, value, end, scale)  # 만4천
    if end == first[1] and passage.is_a("numbers.plural_is_order", i):
        return Number(i, end, value, "order", scale)
    return Number(i, end, value, "words", scale)


def _add_up(passage: Passage, i: int) -> tuple[_Sum, int]:
    """The sum of the words of number from token `i`, and where it ends: a word goes on with it whole or not at all."""
    teens_after = marks_of(passage.pack, "numbers.teens_after")
    total, last = _Sum(), i
    for atoms, end in _numerals(passage, i):
        tried = total.copy()
        if not all(tried.take(kind, value, teens_after) for kind, value in atoms):
            break
        total, last = tried, end
    return total, last


def _numerals(passage: Passage, i: int) -> Iterator[tuple[Atoms, int]]:
    """The words of number that follow one another from token `i`, hyphens and connectors stepped over."""
    tokens, first = passage.tokens, i
    while i < len(tokens):
        found = atoms_at(passage, i) or (_inside(passage, i) if i > first else None)
        if found is None:
            return
        yield found
        i = found[1]
        if i + 1 < len(tokens) and tokens[i].form == "-" and tokens[i].glued and tokens[i + 1].glued:
            i += 1
        elif (link := passage.hits.at("numbers.connectors", i)) is not None and _links(found[0], passage, link.last):
            i = link.last


def _inside(passage: Passage, i: int) -> tuple[Atoms, int] | None:
    """`cent un`, `mil una`: a word that is an article alone counts behind another word of number."""
    form = passage.tokens[i].form
    value = passage.pack.table("numbers.glued").get(form)
    if value != "1" or is_hangul(form):
        return None
    return [("unit", 1.0)], i + 1


def _links(before: Atoms, passage: Passage, i: int) -> bool:
    """Whether a connector after `before` joins the number at token `i`: it adds, never starts a new one."""
    if i >= len(passage.tokens) or (after := atoms_at(passage, i)) is None:
        return False
    kind, value = before[-1]
    if kind == "major" and any(k == "major" and v >= value for k, v in after[0]):
        return False  # `diecimila e dodicimila` are two
    opens = after[0][0][0] == "unit" or (len(after[0]) > 1 and after[0][0][0] == "minor")
    return opens and (kind != "unit" or (value >= 20 and after[0][0][1] < 10) or value >= 100)
