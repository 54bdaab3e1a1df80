"""Quantities: a number with its hedge, its bounds and the noun or sign that says what it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from armstrail.extraction.counters import head_beside, names_counted_before
from armstrail.extraction.dates import DateMention
from armstrail.extraction.heads import Head, NoHead, head_after
from armstrail.extraction.numbers import Number, number_at
from armstrail.extraction.passage import Passage, Sentence

_CLOCK = re.compile(r"[0-2]?\d[.:][0-5]\d\Z")


@dataclass(slots=True)
class Amount:
    """A quantity as read: tokens `[first, last)` from hedge to noun, bounds in plain units.

    `kind` is `count`, `money`, `share` or `bare` (nothing says what it counts: `missing` tells the word
    that stood where the noun should be). `head` is the noun for counts. `another` and `in_all` tell that
    the words make it an increment or a total; `rate` is `each` or `time` where it is per something.
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
    another: bool = False
    in_all: bool = False
    rate: str | None = None
    partitive: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A number that is no quantity of goods, with the reason code of the miss; `amount` is the figure as
    bounded where it counts something all the same (deputies, brigades, the fallen)."""

    first: int
    last: int
    reason: str
    detail: str = ""
    amount: Amount | None = None


def find_amounts(passage: Passage, dates: list[DateMention]) -> tuple[list[Amount], list[Refused]]:
    """All quantities of a document in order, and the numbers that are none."""
    blocked: dict[int, int] = {}
    for mention in dates:
        for token in range(mention.first, mention.last):
            blocked[token] = mention.last
    amounts: list[Amount] = []
    refused: list[Refused] = []
    for sentence in passage.sentences:
        i = sentence.first
        while i < sentence.last:
            if i in blocked:
                i = blocked[i]
                continue
            number = number_at(passage, i)
            share = passage.hits.at("numbers.shares", i)
            if share is not None and (number is None or number.last <= share.last):
                i = share.last
                continue
            if number is None:
                i += 1
                continue
            found = _amount(passage, sentence, number)
            if isinstance(found, Amount):
                amounts.append(found)
            elif found is not None:
                refused.append(found)
            i = max(found.last if found is not None else 0, number.last)
    return amounts, refused


def _amount(passage: Passage, sentence: Sentence, number: Number) -> Amount | Refused | None:
    if (no := _not_a_quantity(passage, sentence, number)) is not None:
        return no
    amount = _with_range(passage, sentence, number)
    currency_first = _currency_before(passage, sentence, amount)
    _hedge_before(passage, sentence, amount)
    if currency_first is not None:
        amount.kind, amount.unit = "money", currency_first
    elif not _money_or_share_after(passage, sentence, amount):
        no = _head(passage, sentence, amount)
        if no is not None:
            return no
    if passage.pack.flag("script.postpositions"):
        _hedge_behind(passage, amount)
    _hedge_after(passage, amount)
    _rate(passage, sentence, amount)
    if amount.kind == "bare" and _is_weak(passage, amount):
        return None
    return amount


def _is_weak(passage: Passage, amount: Amount) -> bool:
    """An article or `one` alone, and an ordinal, count nothing."""
    number = amount.number
    if number.last - number.first == 1 and number.style == "words":
        return passage.is_a("numbers.weak", number.first) or passage.is_a("grammar.articles", number.first)
    return number.style == "percent"


def _not_a_quantity(passage: Passage, sentence: Sentence, number: Number) -> Refused | None:
    tokens = passage.tokens
    i, last = number.first, number.last
    before = tokens[i - 1] if i > sentence.first else None
    after = tokens[last] if last < sentence.last else None

    def no(reason: str, detail: str = "") -> Refused:
        return Refused(i, last, reason, detail)

    if number.style == "digits":
        if (
            after is not None
            and after.form == ":"
            and after.glued
            and last + 1 < sentence.last
            and tokens[last + 1].glued
        ):
            if tokens[last + 1].kind == "n":
                return Refused(i, last + 2, "time")
        if (
            _CLOCK.match(tokens[i].form)
            and last == i + 1
            and (i == sentence.first or passage.is_a("quantities.not_quantity", last))
        ):
            return no("time")
        if (
            i == sentence.first
            and after is not None
            and after.form in ".)"
            and after.glued
            and last + 1 < sentence.last
        ):
            if number.value < 100:
                return no("list_number")
        if after is not None and after.glued and after.form in passage.pack.marks("numbers.ordinal_suffixes"):
            return Refused(i, last + 1, "ordinal")
        if after is not None and after.glued and after.kind == "w" and not _known_glue(passage, last):
            return Refused(i, last + 1, "name", after.form)
        if before is not None and before.form in "#№§" and before.form:
            return no("section")
        if passage.pack.flag("text.ordinal_dot") and after is not None and after.form == "." and after.glued:
            if last + 1 < sentence.last and number.value < 100:
                return Refused(i, last + 1, "ordinal")
        if after is not None and after.form == "-" and after.glued and last + 1 < sentence.last:
            follower = tokens[last + 1]
            if follower.glued and follower.kind == "n" and before is not None and before.form == "-" and before.glued:
                return no("number_chain")
    cue = passage.hits.ending("quantities.not_quantity", i - 1) if i > sentence.first else None
    if cue is not None:
        values = [value for cls, value in cue.senses if cls == "quantities.not_quantity"]
        if "sections" in values and number.style in ("digits", "words") and number.scale == 1:
            if not passage.is_a("items.nouns", last):
                return no("section", passage.words(cue.first, cue.last))
        if "ages" in values and number.value < 120:
            return no("age")
    if _is_age_apposition(passage, sentence, number):
        return no("age")
    return None


def _known_glue(passage: Passage, last: int) -> bool:
    """Whether letters that touch digits are a unit, a currency, a scale or a counted noun."""
    classes = (
        "quantities.units",
        "quantities.currencies",
        "quantities.percent",
        "numbers.major",
        "items.nouns",
        "items.weak",
    )
    return (
        any(passage.is_a(cls, last) for cls in classes)
        or passage.is_a("quantities.not_quantity", last)
        or passage.is_a("quantities.currency_codes", last)
        or "\uac00" <= passage.tokens[last].surface[0] <= "\ud7a3"
    )


def _is_age_apposition(passage: Passage, sentence: Sentence, number: Number) -> bool:
    """`Yoon Suk Yeol, 63,` between commas after a capitalised name."""
    tokens, i, last = passage.tokens, number.first, number.last
    if number.style != "digits" or not 10 <= number.value < 110 or i - 2 < sentence.first or last >= sentence.last:
        return False
    if tokens[i - 1].form != "," or tokens[i - 2].kind != "w" or not tokens[i - 2].surface[0].isupper():
        return False
    return tokens[last].form in ",.;)" and not passage.hits.ending("items.nouns", i - 2)


def _with_range(passage: Passage, sentence: Sentence, number: Number) -> Amount:
    """Join `A to B`, `between A and B`, `A or B` where both share a scale and rise."""
    high = _range_top(passage, sentence, number)
    if high is not None:
        low_value = number.value
        if number.scale == 1 and high.scale > 1 and low_value * high.scale <= high.value:
            low_value *= high.scale
        if low_value < high.value and not _both_years(number, high):
            first = number.first
            opener = passage.hits.ending("quantities.openers", first - 1)
            if opener is not None:
                first = opener.first
            joined = Number(number.first, high.last, high.value, number.style, high.scale)
            return Amount(first, high.last, joined, low_value, high.value, "range")
    if number.style == "ranged":
        return Amount(number.first, number.last, number, number.value, number.high, "range")
    if number.style == "order":
        return Amount(number.first, number.last, number, number.value, None, "order")
    hedge = "about" if number.style == "about" else "exact"
    return Amount(number.first, number.last, number, number.value, number.value, hedge)


def _both_years(low: Number, high: Number) -> bool:
    return all(n.scale == 1 and 1900 <= n.value <= 2100 for n in (low, high))


def _range_top(passage: Passage, sentence: Sentence, number: Number) -> Number | None:
    tokens, last = passage.tokens, number.last
    if last + 1 >= sentence.last or number.style in ("order", "ranged"):
        return None
    opener = passage.hits.ending("quantities.openers", number.first - 1)
    if opener is not None:
        for closer in (opener.value("quantities.openers") or "").split("|"):
            words = closer.split()
            for start in (last, _after_currency(passage, last)):
                if [t.form for t in tokens[start : start + len(words)]] == words:
                    at = _step_currency(passage, start + len(words))
                    if at < sentence.last and (high := number_at(passage, at)) is not None:
                        return high
    separator = passage.hits.at("quantities.separators", last)
    if separator is None or separator.last >= sentence.last:
        return None
    at = _step_currency(passage, separator.last)
    if at >= sentence.last:
        return None
    if passage.is_a("quantities.digits_only_separators", last) and tokens[at].kind != "n":
        return None
    high = number_at(passage, at)
    if high is None or high.style in ("order", "ranged", "percent"):
        return None
    return high


def _after_currency(passage: Passage, i: int) -> int:
    """Past a currency or percent word that stands between the two ends of a range."""
    for cls in ("quantities.currencies", "quantities.percent", "numbers.major"):
        if (hit := passage.hits.at(cls, i)) is not None:
            return hit.last
    return i


def _step_currency(passage: Passage, i: int) -> int:
    for cls in ("quantities.currency_signs", "quantities.currency_codes"):
        if (hit := passage.hits.at(cls, i)) is not None:
            return hit.last
    return i


def _currency_before(passage: Passage, sentence: Sentence, amount: Amount) -> str | None:
    """A sign or code right before the number; the amount then begins there."""
    at = amount.number.first - 1
    for cls in ("quantities.currency_signs", "quantities.currency_codes"):
        hit = passage.hits.ending(cls, at)
        if hit is not None and hit.first >= sentence.first:
            opener = passage.hits.ending("quantities.openers", hit.first - 1)
            amount.first = opener.first if opener and amount.hedge == "range" else min(amount.first, hit.first)
            return hit.value(cls)
    return None


_BOUND = ("at_least", "at_most")


def _hedge_before(passage: Passage, sentence: Sentence, amount: Amount) -> None:
    """Walk left over hedges and determiners; the outermost bound wins over `about`."""
    hits = passage.hits
    hedges: list[str] = []
    at = amount.first - 1
    reached = amount.first
    for _ in range(5):
        if at < sentence.first:
            break
        hedge = hits.ending("quantities.hedges_before", at) or hits.ending("quantities.hedge_verbs", at)
        step = None
        for cls in ("quantities.another", "quantities.in_all", "quantities.skip"):
            step = step or hits.ending(cls, at)
        if hedge is not None and (step is None or hedge.first <= step.first):
            if hedge.first < sentence.first:
                break
            hedges.append(hedge.value("quantities.hedges_before") or hedge.value("quantities.hedge_verbs") or "about")
            at, reached = hedge.first - 1, hedge.first
        elif step is not None and step.first >= sentence.first:
            amount.another = amount.another or step.value("quantities.another") is not None
            amount.in_all = amount.in_all or step.value("quantities.in_all") is not None
            if step.value("quantities.skip") is None:
                reached = step.first
            at = step.first - 1
        else:
            break
    amount.first = reached
    for hedge_class in hedges:
        if hedge_class in _BOUND or amount.hedge == "exact":
            _apply(amount, hedge_class)


def _apply(amount: Amount, hedge: str) -> None:
    if amount.hedge in ("range", "order"):
        return
    value = amount.number.value
    if hedge == "at_least":
        amount.low, amount.high, amount.hedge = value, None, hedge
    elif hedge == "at_most":
        amount.low, amount.high, amount.hedge = None, value, hedge
    elif hedge == "about" and amount.hedge == "exact":
        amount.hedge = "about"


def _hedge_behind(passage: Passage, amount: Amount) -> None:
    """`1만 개를 넘는다`: where verbs come last, the one that bounds stands behind the particle."""
    at = amount.last
    if at + 1 < len(passage.tokens) and passage.tokens[at].form in passage.pack.marks("script.particles"):
        at += 1
    hedge = passage.hits.at("quantities.hedge_verbs", at)
    if hedge is not None and amount.hedge in ("exact", "about"):
        _apply(amount, hedge.value("quantities.hedge_verbs") or "about")
        amount.last = hedge.last


def _hedge_after(passage: Passage, amount: Amount) -> None:
    for at in (amount.number.last, amount.last):
        hedge = passage.hits.at("quantities.hedges_after", at)
        if hedge is not None:
            value = hedge.value("quantities.hedges_after") or "about"
            if amount.hedge == "exact" or (amount.hedge == "about" and value in _BOUND):
                _apply(amount, value)
            amount.last = max(amount.last, hedge.last)
        more = passage.hits.at("quantities.another_after", at)
        if more is not None:
            amount.another = True
            amount.last = max(amount.last, more.last)


def _money_or_share_after(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    hits, at = passage.hits, amount.number.last
    if at < sentence.last and passage.tokens[at].form == "-" and passage.tokens[at].glued:
        at += 1
    of = hits.at("grammar.prepositions", at)
    ats = [at]
    if (approximate := hits.at("quantities.hedges_after", at)) is not None:
        ats.append(approximate.last)  # 1억여 달러
    if (
        of is not None
        and of.value("grammar.prepositions") == "of"
        and (amount.number.scale >= 1e5 or amount.hedge == "order")
    ):
        ats.append(of.last)
    for start in ats:
        for cls in ("quantities.currencies", "quantities.currency_signs", "quantities.currency_codes"):
            hit = hits.at(cls, start)
            if hit is not None and hit.last <= sentence.last:
                amount.kind, amount.unit, amount.last = "money", hit.value(cls), max(amount.last, hit.last)
                return True
    percent = hits.at("quantities.percent", at)
    if percent is not None:
        amount.kind, amount.unit, amount.last = "share", "percent", max(amount.last, percent.last)
        return True
    return False


def _head(passage: Passage, sentence: Sentence, amount: Amount) -> Refused | None:
    """Find the noun that is counted; refuse the number where the noun is a measure, an age, a formation."""
    before = passage.pack.text("script.head") == "before"
    if before:
        found = head_beside(passage, sentence, amount.number)
    else:
        found = head_after(
            passage, sentence, amount.number, amount.number.scale >= 1e5 or amount.hedge in ("order", "about")
        )
    if isinstance(found, NoHead):
        if found.refuses:
            last = max(found.last, amount.number.last)
            return Refused(amount.first, last, found.reason, found.detail, amount)
        amount.missing = found.detail
        amount.partitive = found.reason == "partitive"
        return None
    amount.head, amount.kind, amount.unit = found, "count", found.unit
    amount.last = max(amount.last, found.last)
    if before and found.first < amount.first:
        amount.first = found.first
        _hedge_before(passage, sentence, amount)
    return None


def _rate(passage: Passage, sentence: Sentence, amount: Amount) -> None:
    for at in (amount.last, amount.number.last):
        rate = passage.hits.at("quantities.rates", at)
        if rate is not None and rate.last <= sentence.last:
            amount.rate = rate.value("quantities.rates")
            return


def find_fractions(passage: Passage, taken: set[int], dates: list[DateMention]) -> list[Amount]:
    """Shares in words that stand before `of`: `a third of the shells`, `metà dei proiettili`."""
    found: list[Amount] = []
    taken = taken | {at for date in dates for at in range(date.first, date.last)}
    for _, mention in passage.hits.of("numbers.shares"):
        if any(token in taken for token in range(mention.first, mention.last)):
            continue
        of = passage.hits.at("quantities.share_of", mention.last)
        sentence = passage.sentence_of(mention.first)
        value = float(mention.value("numbers.shares") or 0)
        number = Number(mention.first, mention.last, value, "percent")
        amount = Amount(mention.first, mention.last, number, value, value, "exact", "share", "percent")
        if passage.pack.text("script.head") == "before":
            if not names_counted_before(passage, sentence, mention.first):
                continue
        elif not _names_counted(passage, of.last if of is not None else mention.last, sentence):
            continue
        _hedge_before(passage, sentence, amount)
        found.append(amount)
    return found


def _names_counted(passage: Passage, at: int, sentence: Sentence) -> bool:
    """Whether goods, people or a pronoun for them stand right behind `at`."""
    classes = ("items.nouns", "items.weak", "quantities.units", "models", "grammar.pronouns")
    return any(passage.is_a(cls, n) for n in range(at, min(at + 3, sentence.last)) for cls in classes)
