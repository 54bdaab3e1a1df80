"""What the finders of quantities hand on: a figure as read, or a number that is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from armstrail.extraction.heads import Head
from armstrail.extraction.passage import Passage
from armstrail.extraction.scales import Number


@dataclass(slots=True)
class Amount:
    """A quantity as read: tokens `[first, last)` from hedge to noun, bounds in plain units.

    `kind` is `count`, `money`, `share` or `bare` (nothing says what it counts: `missing` tells the word
    that stood where the noun should be, `noun` its tokens). `head` is the noun for counts. `another` and
    `in_all` tell that the words make it an increment or a total; `rate` is `each` or `time` where it is per
    something. Hedges are not looked for to the left of token `wall`.
    """

    first: int
    last: int
    number: Number
    low: float | None
    high: float | None
    hedge: str
    kind: str = "bare"
    unit: str | None = None
    head: Head | None = None
    missing: str = ""
    noun: tuple[int, int] | None = None
    another: bool = False
    in_all: bool = False
    rate: str | None = None
    partitive: bool = False
    wall: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """A number that is no quantity of goods, with the reason code of the miss; `amount` is the figure as
    bounded where it counts something all the same (deputies, brigades, the fallen)."""

    first: int
    last: int
    reason: str
    detail: str = ""
    amount: Amount | None = None


_NEXT: Final = 4  # tokens from a sum to the one behind it that tells its currency
_IN_ROW: Final = 6  # tokens from a decimal to the number that tells its scale
_SCALED: Final = 1e6


def lend_scale(amounts: Sequence[Amount], passage: Passage) -> None:
    """Give bare numbers what the next number of their sentence tells: its scale to a decimal (`the US with 76.1, Italy
    with 50.6 million`), its currency to a sum right before it (`from 1.3 to 8.5 billion euros`), its noun to the lower
    end of a change (`from 1,000 to about 2,500 men`), its per cent to a share (`rose from 1 to 6 percent`)."""
    for amount, behind in pairwise(amounts):
        if amount.kind != "bare" or amount.partitive:
            continue
        if passage.sentence_of(amount.first) is not passage.sentence_of(behind.first):
            continue
        if _shares_noun(amount, behind, passage):
            amount.kind, amount.head, amount.unit, amount.missing = "count", behind.head, behind.unit, ""
        elif behind.kind == "share" and _is_share_too(amount, behind, passage):
            amount.kind, amount.unit, amount.missing = "share", behind.unit, ""
        elif amount.missing:
            continue
        elif behind.kind == "count":
            _lend_noun(amount, behind, passage)
        elif behind.kind in ("money", "bare") and behind.number.scale >= _SCALED:
            _lend_sum(amount, behind, passage)


def _lend_sum(amount: Amount, behind: Amount, passage: Passage) -> None:
    number, gap = amount.number, behind.first - amount.last
    digits = number.scale == 1 and number.style == "digits"
    decimal = digits and (number.value != int(number.value) or _is_alike(amount, behind, passage))
    if decimal and gap <= _IN_ROW and amount.low is not None and amount.high is not None:
        scale = behind.number.scale
        amount.low, amount.high = amount.low * scale, amount.high * scale
        amount.number = replace(number, value=number.value * scale, scale=scale)
    if behind.kind == "money" and gap <= _NEXT and amount.number.scale == behind.number.scale:
        parted = any(passage.hits.any_between(cls, amount.last, behind.first) for cls in _PARTIES)
        if decimal or not parted or not _has_money_before(amount, passage):
            amount.kind, amount.unit = "money", behind.unit


def _is_alike(amount: Amount, behind: Amount, passage: Passage) -> bool:
    """`por 3.200 y 3.500 millones`: whether a word of joining alone parts a number from a sum of its size."""
    joined = behind.first - amount.last == 1 and passage.is_a("grammar.coordinators", amount.last)
    other = behind.number.value / behind.number.scale
    return joined and behind.kind == "money" and other / _ALIKE <= amount.number.value <= other * _ALIKE


_ALIKE: Final = 5.0
_PARTIES: Final = ("actors.names", "actors.people", "actors.capital")


def _has_money_before(amount: Amount, passage: Passage) -> bool:
    """`Germany gave 500 million euros, Norway 250 million, Canada 40 million Canadian dollars`: whether a sum with its
    currency stands before in the sentence."""
    first = passage.sentence_of(amount.first).first
    return any(passage.hits.any_between(cls, first, amount.first) for cls in MONEY)


MONEY: Final = ("quantities.currencies", "quantities.currency_signs", "quantities.currency_codes")


def _is_share_too(amount: Amount, behind: Amount, passage: Passage) -> bool:
    """`from 1 to 6 percent`, `quote del 6 e del 4 per cento`: whether small words alone part a number from a share, and
    a preposition or a word for each stands before it."""
    hits, link = passage.hits, range(amount.last, behind.first)
    plain = amount.number.scale == 1 and amount.number.style == "digits" and amount.number.value <= _WHOLE
    if not plain or not 0 < len(link) <= _SMALL or not all(hits.any_at(_LINKING, at) for at in link):
        return False
    each = hits.any_between("cues.respective", amount.first - _SMALL, behind.last + _SMALL)
    return each or hits.any_ending(_BEFORE, amount.first - 1)


_WHOLE: Final = 100.0  # per cent
_SMALL: Final = 3  # words between two shares
_BEFORE: Final = frozenset({"grammar.prepositions", "grammar.articles"})
_LINKING: Final = frozenset({"grammar.prepositions", "grammar.articles", "grammar.coordinators"})


def _lend_noun(amount: Amount, behind: Amount, passage: Passage) -> None:
    hits = passage.hits
    link = range(amount.last, behind.number.first)
    source = hits.ending("grammar.prepositions", amount.first - 1)
    if source is None or not 0 < len(link) <= _LINK:
        return
    changed = hits.any_between("quantities.change", passage.sentence_of(amount.first).first, amount.first)
    if not any(("grammar.prepositions", word) in source.senses for word in (("from", "of") if changed else ("from",))):
        return
    if all(passage.tokens[at].kind == "w" and hits.any_at(_TOWARDS, at) for at in link):
        amount.kind, amount.head, amount.unit = "count", behind.head, behind.unit


def _shares_noun(amount: Amount, behind: Amount, passage: Passage) -> bool:
    """`18 легких и пять тяжелых танков`, `20 light and ten heavy tanks`: whether only adjectives and a
    word of joining part a number from the next, which has an adjective and the noun of both."""
    head = behind.head
    joint, words = behind.first - 1, range(amount.number.last, behind.first - 1)
    if behind.kind != "count" or head is None or not 0 < len(words) <= _ADJECTIVES:
        return False
    if not passage.is_a("grammar.coordinators", joint) or not all(_may_be_adjective(passage, at) for at in words):
        return False
    theirs = range(behind.number.last, head.first) or range(head.first, head.last - 1)  # `heavy tanks` is one noun
    if not theirs or not all(passage.tokens[at].kind == "w" or passage.tokens[at].form == "-" for at in theirs):
        return False
    own, other, named = (passage.tokens[at] for at in (words[-1], theirs[-1], head.last - 1))
    if passage.pack.flag("script.capital_nouns"):
        return own.surface[0].islower() and other.surface[0].islower()
    if passage.pack.table("cases"):
        return own.form[-1] == other.form[-1]
    return own.form[-1] != named.form[-1]


def _may_be_adjective(passage: Passage, at: int) -> bool:
    token = passage.tokens[at]
    if token.form == "-" and token.glued:
        return True
    return token.kind == "w" and not any(cls.startswith(_NO_ADJECTIVE) for cls, _ in passage.hits.here.get(at, ()))


_ADJECTIVES: Final = 4  # tokens
_NO_ADJECTIVE: Final = (
    "items.", "models", "quantities.", "acts.", "actors.", "grammar.prepositions", "grammar.relative", "dates.",
    "cues.institutions", "numbers.", "grammar.articles", "grammar.negators",
)  # fmt: skip
_LINK: Final = 2  # tokens between the ends of a change
_TOWARDS: Final = frozenset({"grammar.prepositions", "quantities.separators", "grammar.articles"})
