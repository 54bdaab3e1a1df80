"""A number in tokens, and what multiplies it: scales, halves, dozens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from armstrail.languages import LanguagePack

if TYPE_CHECKING:
    from armstrail.extraction.passage import Passage

LARGEST = 1e18  # no row of scales goes further


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


def scaled(value: float, scale: float) -> float:
    """A number times its scale, as decimal digits have it: 1.07 times a billion is 1,070,000,000."""
    return value * scale if value.is_integer() else float(f"{value * scale:.12g}")


def scale_at(passage: Passage, i: int) -> tuple[float, int]:
    """The product of the scales that stand at token `i` (`hundred thousand`, `mil millones`), and their end."""
    product, last = 1.0, i
    while last < len(passage.tokens):
        hit = passage.hits.at("numbers.minor", last) or passage.hits.at("numbers.major", last)
        if hit is None or (len(passage.tokens[last].form) == 1 and passage.tokens[last].form.isascii()):
            break
        product *= float(hit.value("numbers.minor") or hit.value("numbers.major") or 1)
        if product > LARGEST:
            break
        last = hit.last
    return product, last


def group_at(passage: Passage, i: int) -> tuple[float, int]:
    """What a number multiplies where a collective follows it (`drei Dutzend`, `tre decine di`), and its end."""
    hits = passage.hits
    if (vague := hits.at("numbers.vague", i)) is not None and vague.last - vague.first <= 2:
        factor = float((vague.value("numbers.vague") or "1/1").split("/")[1])
        more, last = scale_at(passage, vague.last)
        return factor * more, last
    if (group := hits.at("numbers.collectives", i)) is not None and group.last - group.first <= 2:
        more, last = scale_at(passage, group.last)
        return float(group.value("numbers.collectives") or 1) * more, last
    return 1.0, i


def half_tail(passage: Passage, value: float, last: int, scale: float) -> tuple[float, int]:
    """`two million and a half`: half of the last unit more."""
    tail = passage.hits.at("numbers.half_tail", last)
    if tail is None:
        return value, last
    return value + 0.5 * scale, tail.last


def is_hangul(word: str) -> bool:
    """Whether a word ends in a Hangul syllable."""
    return "\uac00" <= word[-1:] <= "\ud7a3"  # of a mark that is not seen no letter is left


def is_counter(passage: Passage, i: int) -> bool:
    """Whether a counter, a unit or a currency begins at token `i`."""
    return any(
        passage.is_a(cls, i) for cls in ("items.weak", "items.nouns", "quantities.units", "quantities.currencies")
    )


def marks_of(pack: LanguagePack, key: str) -> tuple[str, ...]:
    """A setting that is a list of strings, as it stands in the pack."""
    held: tuple[str, ...] = pack.settings[key]
    return held
