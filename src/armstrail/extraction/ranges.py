"""Two numbers that bound one quantity: `between A and B`, `A to B`, `A or B`; and changes, which are none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from armstrail.extraction.amounts import Amount
from armstrail.extraction.numbers import Number, number_at
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.scales import scaled

_SIGNS: Final = ("quantities.currency_signs", "quantities.currency_codes")
_NEAR: Final = 4  # tokens between a verb of change and the figures it changes
_RAISED: Final = 14  # and where what it changes stands between them


@dataclass(frozen=True, slots=True)
class _Top:
    """The upper end of a range, the first token of the range, and where the word that links the two ends."""

    number: Number
    first: int
    link: tuple[int, int]
    rising: bool  # linked by a word such as `to`, which a change may use too
    opened: bool  # by `from`, `between` ...


def with_range(passage: Passage, sentence: Sentence, number: Number) -> tuple[Amount, int | None]:
    """The amount of `number`, joined with the one behind it where both make a range.

    Returns:
        the amount; and, where the two are the ends of a change (`rose from 14 to 36`), the token behind the
        word that links them, left of which the second number has no hedge.
    """
    top = _top(passage, sentence, number)
    wall = None
    if top is not None:
        joined = _join(passage, number, top)
        if top.rising and (joined is None or _is_change(passage, sentence, top)):
            wall = top.link[1]
            number = _scaled_alike(passage, number, top.number)
        elif joined is not None:
            return joined, None
    if number.style == "ranged":
        return Amount(number.first, number.last, number, number.value, number.high, "range"), wall
    if number.style == "order":
        return Amount(number.first, number.last, number, number.value, None, "order"), wall
    hedge = "about" if number.style == "about" else "exact"
    return Amount(number.first, number.last, number, number.value, number.value, hedge), wall


def _join(passage: Passage, number: Number, top: _Top) -> Amount | None:
    """One amount out of two ends that rise; a low end without a scale takes that of the high end."""
    high, low = top.number, number.value
    if number.scale == 1 and high.scale > 1 and low * high.scale <= high.value and not _has_noun(passage, number):
        low = scaled(low, high.scale)
    low = _shortened(passage, number, top, low)
    if not low < high.value or (is_year(number) and is_year(high)):
        return None
    joined = Number(number.first, high.last, high.value, number.style, high.scale)
    return Amount(top.first, high.last, joined, low, high.value, "range")


def _shortened(passage: Passage, number: Number, top: _Top, low: float) -> float:
    """`3-400 istruttori`: the lower end of a range that is written without the noughts that it shares with the upper
    one, where nothing but a sign stands between them."""
    high = top.number
    signs = top.link[1] - top.link[0] == 1 and passage.tokens[top.link[0]].kind == "s"
    if not signs or number.style != "digits" or high.style != "digits" or not 1 < low < _DIGIT or high.scale != 1:
        return low
    step = 10.0 ** (len(str(int(high.value))) - 1)
    return low * step if step >= _HUNDRED and high.value % step == 0 and low * step < high.value else low


_DIGIT: Final = 10
_HUNDRED: Final = 100


def _scaled_alike(passage: Passage, number: Number, high: Number) -> Number:
    """`from 1.3 to 8.5 billion`: the first number of a change with the scale of the second, where it has none."""
    most = max(_BARE, high.value / high.scale)  # `de 35.000 a 85.000 millones`
    plain = number.style in ("digits", "words") and number.scale == 1 and number.value <= most
    bare = plain and high.scale > 1 and not _has_noun(passage, number)
    if not bare or number.value * high.scale > _CHANGED * high.value:
        return number
    return replace(number, value=scaled(number.value, high.scale), scale=high.scale)


_BARE: Final = 1_000.0  # beyond it a number of a change has its scale itself
_CHANGED: Final = 20.0  # by how many times at most a change with one scale for both ends leads down


def _has_noun(passage: Passage, number: Number) -> bool:
    return any(passage.is_a(cls, number.last) for cls in ("items.nouns", "quantities.units", "items.weak"))


def is_year(number: Number) -> bool:
    """Whether a number may as well be a year."""
    return number.scale == 1 and 1900 <= number.value <= 2100


def _top(passage: Passage, sentence: Sentence, number: Number) -> _Top | None:
    if number.last + 1 >= sentence.last or number.style in ("order", "ranged"):
        return None
    top = _opened(passage, sentence, number) or _separated(passage, sentence, number)
    if top is not None and passage.is_a(_PERCENT, number.last) and not passage.is_a(_PERCENT, top.number.last):
        return None  # `rose by 30 % to 9 billion`
    return top


_PERCENT: Final = "quantities.percent"


def _opened(passage: Passage, sentence: Sentence, number: Number) -> _Top | None:
    """`between A and B`: the opener stands before the number, its currency and its hedge."""
    hits, tokens, last = passage.hits, passage.tokens, number.last
    at = _step_left(passage, sentence, number.first - 1)
    opener = hits.ending("quantities.openers", number.first - 1) or hits.ending("quantities.openers", at)
    if opener is None:
        return None
    for closer in (opener.value("quantities.openers") or "").split("|"):
        words = closer.split()
        for start in {last: None, _after_unit(passage, last): None}:
            end = start + len(words)
            if [token.form for token in tokens[start:end]] == words:
                at = _step_right(passage, end)
                if at < sentence.last and (high := number_at(passage, at)) is not None:
                    rising = not passage.is_a("grammar.coordinators", start)
                    return _Top(high, opener.first, (start, end), rising, True)
    return None


def _separated(passage: Passage, sentence: Sentence, number: Number) -> _Top | None:
    """`A to B`, `A-B`, `A or B`."""
    for start in {number.last: None, _after_unit(passage, number.last): None}:
        separator = passage.hits.at("quantities.separators", start)
        if separator is None or separator.last >= sentence.last:
            continue
        at = _step_right(passage, separator.last)
        if at >= sentence.last:
            continue
        apart = not (passage.tokens[start].glued and passage.tokens[at].glued)  # `ten – twelve`, but `ten–twelve`
        if apart and passage.is_a("quantities.digits_only_separators", start) and passage.tokens[at].kind != "n":
            continue
        high = number_at(passage, at)
        if high is None or high.style in ("order", "ranged", "percent"):
            continue
        if start != number.last and passage.tokens[start].kind == "w" and _is_alternative(passage, start):
            continue  # `3 billion dollars or 5 billion won` are two
        word = passage.tokens[start].kind == "w"
        return _Top(high, number.first, (start, separator.last), word and not _is_alternative(passage, start), False)
    return None


def _is_alternative(passage: Passage, at: int) -> bool:
    return passage.is_a("grammar.alternatives", at) or passage.is_a("grammar.coordinators", at)


def _after_unit(passage: Passage, i: int) -> int:
    """Past a currency or percent word, or a counter, that stands between the two ends of a range."""
    counters = _COUNTERS if passage.pack.text("script.head") == "before" else ()
    for cls in ("quantities.currencies", "quantities.currency_signs", "quantities.percent", "numbers.major", *counters):
        if (hit := passage.hits.at(cls, i)) is not None:
            return hit.last
    return i


_COUNTERS: Final = ("items.weak", "quantities.units")  # 10대에서 20대


def _step_right(passage: Passage, i: int) -> int:
    """Past the article, the currency and the `about` that may stand before the upper end."""
    for cls in ("grammar.articles", "quantities.hedges_before", *_SIGNS):
        hit = passage.hits.at(cls, i)
        if hit is not None and (cls != "quantities.hedges_before" or hit.value(cls) == "about"):
            i = hit.last
    return i


def _step_left(passage: Passage, sentence: Sentence, i: int) -> int:
    """Past the article, the currency and the `about` that may stand before the lower end."""
    for cls in (*_SIGNS, "quantities.hedges_before", "grammar.articles"):
        hit = passage.hits.ending(cls, i)
        if hit is not None and hit.first > sentence.first:
            if cls != "quantities.hedges_before" or hit.value(cls) == "about":
                i = hit.first - 1
    return i


def _is_change(passage: Passage, sentence: Sentence, top: _Top) -> bool:
    """`rose from A to B`: a verb or noun of change stands near either end; without `from`, before the first, with it
    also farther before (`raises its aid to Ukraine from A to B`)."""
    starts = passage.hits.starts.get("quantities.change")
    if not starts:
        return False
    before = range(max(sentence.first, top.first - (_RAISED if top.opened else _NEAR)), top.first)
    behind = range(top.number.last, min(top.number.last + _NEAR, sentence.last) if top.opened else top.number.last)
    return any(at in starts for at in (*before, *behind))
