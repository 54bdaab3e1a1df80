"""Quantities: a number with its hedge, its bounds and the noun or sign that says what it counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from armstrail.extraction.amounts import Amount, Refused
from armstrail.extraction.counters import head_beside
from armstrail.extraction.currencies import currency_of
from armstrail.extraction.dates import DateMention
from armstrail.extraction.heads import Head, NoHead, head_after
from armstrail.extraction.hedges import after_number, hedge_after, hedge_before, hedge_behind
from armstrail.extraction.items import GENERIC
from armstrail.extraction.numbers import Number, number_at, number_starts
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.ranges import is_year, with_range
from armstrail.extraction.refusals import refusal
from armstrail.extraction.shares import find_fractions, ratio_at, share
from armstrail.extraction.verbs import is_verb
from armstrail.languages import Mention

__all__ = ["Amount", "Refused", "find_amounts", "find_fractions"]

_SIGNS: Final = ("quantities.currency_signs", "quantities.currency_codes")


def find_amounts(passage: Passage, dates: list[DateMention]) -> tuple[list[Amount], list[Refused]]:
    """All quantities of a document in order, and the numbers that are none."""
    finder = _Finder(passage, dates)
    for i in number_starts(passage):
        if i >= finder.done and i not in finder.blocked:
            finder.look_at(i)
    return finder.amounts, finder.refused


class _Finder:
    """One walk over the numbers of a document; `done` is the token behind the last one read, `told`
    the one behind the last that told anything, `blocked` are the
    tokens of dates, `wall` the place left of which the second number of a change has no hedge."""

    def __init__(self, passage: Passage, dates: list[DateMention]) -> None:
        self.passage = passage
        self.blocked = {token for mention in dates for token in range(mention.first, mention.last)}
        self.amounts: list[Amount] = []
        self.refused: list[Refused] = []
        self.done = self.told = 0
        self.wall = 0

    def look_at(self, i: int) -> None:
        """Read the number that begins at token `i`, if one does."""
        passage = self.passage
        number = number_at(passage, i)
        fraction = passage.hits.at("numbers.shares", i)
        if fraction is not None and (number is None or number.last <= fraction.last):
            self.done = fraction.last
            return
        if number is None or _opens_hedge(passage, number):
            return
        found = self._amount(passage.sentence_of(i), number)
        if isinstance(found, Amount):
            self.amounts.append(found)
        elif found is not None:
            self.refused.append(found)
        self.told = found.last if found is not None else self.told
        self.done = max(self.told, number.last)

    def _amount(self, sentence: Sentence, number: Number) -> Amount | Refused | None:
        passage = self.passage
        if (no := refusal(passage, sentence, number)) is not None:
            return no
        if (part := ratio_at(passage, sentence, number)) is not None:
            hedge_before(passage, sentence, part)
            return part
        amount, wall = with_range(passage, sentence, number)
        amount.wall, self.wall = max(self.wall, self.told), wall or self.wall
        currency = _currency_before(passage, sentence, amount)
        hedge_before(passage, sentence, amount)
        if currency is not None:
            amount.kind, amount.unit = "money", currency
        elif not _money_or_share_after(passage, sentence, amount):
            if (no := _head(passage, sentence, amount)) is not None:
                return no
        if passage.pack.flag("script.postpositions"):
            hedge_behind(passage, amount)
        hedge_after(passage, amount)
        _rate(passage, sentence, amount)
        if amount.last == sentence.last and passage.tokens[amount.last - 1].form == "." and amount.head is None:
            amount.last -= 1  # the stop of the sentence, not of `млн.`
        return _checked(passage, sentence, amount)


def _opens_hedge(passage: Passage, number: Number) -> bool:
    """`ein gutes Dutzend`: the article begins the hedge of the number behind it."""
    hedge = passage.hits.at("quantities.hedges_before", number.first)
    return hedge is not None and hedge.last > number.last and passage.is_a("grammar.articles", number.first)


def _checked(passage: Passage, sentence: Sentence, amount: Amount) -> Amount | Refused | None:
    """Drop what counts nothing: an article alone, a zero, a date like 9/11, a share of the national product."""
    number, tokens = amount.number, passage.tokens
    if amount.kind == "share" and _is_change(passage, sentence, amount):
        return Refused(amount.first, amount.last, "multiple")
    if amount.kind in ("money", "bare") and _is_loss(passage, amount):
        return Refused(amount.first, amount.last, "multiple")
    if amount.kind == "share" and (told := _share_of_context(passage, sentence, amount)) is not None:
        return Refused(amount.first, amount.last, "context", told)
    if amount.kind != "bare":
        return amount
    if _is_weak(passage, amount) or (number.value == 0 and number.style == "words"):
        return None
    end = number.last
    if number.style == "digits" and end + 1 < sentence.last and tokens[end].form == "/" and tokens[end].glued:
        if tokens[end + 1].kind == "n" and tokens[end + 1].glued:
            return _slashed(passage, sentence, amount)
    return amount


def _is_change(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    """`une hausse de 30 %`, `grew by 30%`, `(+22,2 %)`: by how much something changed, not how much it is (`rose to
    30%`, `fell from 94% to 10%`)."""
    hits, at = passage.hits, amount.first
    if hits.ending("quantities.another_after", amount.last - 1) is not None or _is_remark(passage, sentence, amount):
        return True  # `18 per cent more`, `62 million to Estonia (up 14 per cent)`
    if hits.any_between("quantities.points", amount.number.first, amount.last + 1):
        return True  # `um drei Prozentpunkte`
    if hits.at("quantities.share_of", amount.last) is not None:
        return False
    if hits.ending("grammar.articles", at - 1) is not None and hits.ending("quantities.change", at - 2) is not None:
        return True  # `las ventas cayeron un 14 %`
    if hits.ending("grammar.articles", at - 1) is not None and _has_changed(passage, at - 1):
        return True  # `aumentó sus ventas de armamento un 40 %`
    of = hits.ending("grammar.prepositions", at - 1)
    values = {value for cls, value in of.senses if cls == "grammar.prepositions"} if of is not None else set()
    if hits.at("quantities.change", amount.last) is not None:
        led = bool(values & {"to", "in"}) and not passage.pack.flag("script.postpositions")
        return not led  # `a 15 per cent rise`, but `auf 36 Prozent gesunken`
    if passage.tokens[amount.number.first - 1].form in "+-−" and passage.tokens[amount.number.first].glued:
        return passage.tokens[amount.number.first - 2].kind != "n"
    if hits.ending("quantities.level", at - 1) is not None:
        return False  # `stieg auf 12 Prozent`
    if of is not None:
        by = {"to", "in"} <= values and passage.pack.table("cases") and hits.ending("quantities.change", of.first - 1)
        if ("to" in values and not by) or ("from" in values and "of" not in values):
            return False  # but `рост на 23%`
        at = of.first
    behind = range(amount.last, min(amount.last + 4, sentence.last))
    goes_on = any(passage.tokens[n].kind == "n" and passage.is_a("quantities.percent", n + 1) for n in behind)
    if goes_on or at <= sentence.first:
        return False
    return hits.ending("quantities.change", at - 1) is not None or (of is not None and _has_changed(passage, at))


def _is_loss(passage: Passage, amount: Amount) -> bool:
    """`in calo di 20 milioni`, `um 20 Millionen Euro gesunken`, `down 20 million`: by how much a sum is less than it
    was, and not how large it is (`fell to 20 million`, `auf 20 Millionen gesunken`)."""
    if any(passage.hits.ending(cls, amount.first - 1) is not None for cls in ("cues.compared", "quantities.level")):
        return False
    of = passage.hits.ending("grammar.prepositions", amount.first - 1)
    values = {value for cls, value in of.senses if cls == "grammar.prepositions"} if of is not None else set()
    if passage.hits.at(_LESS, amount.last) is not None:
        return passage.pack.flag("script.postpositions") or values.isdisjoint(_LEVEL)
    if values & _LEVEL and not (passage.pack.table("cases") and {"to", "in"} <= values):
        return False
    return passage.hits.ending(_LESS, (amount.first if of is None else of.first) - 1) is not None


_LESS: Final = "quantities.less"
_LEVEL: Final = frozenset({"to", "from"})


def _is_remark(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    """Whether a share stands alone in a bracket that opens with a word for no name and no part, behind a number."""
    tokens, at = passage.tokens, amount.first - 1
    while at > sentence.first and tokens[at].form != "(" and amount.first - at <= _REMARK:
        at -= 1
    closed = amount.last < sentence.last and tokens[amount.last].form == ")"
    if tokens[at].form != "(" or not closed or at + 1 >= amount.number.first:
        return False
    if any(passage.hits.any_at(_OF_BRACKET, n) for n in range(at + 1, amount.first)):
        return False
    return any(tokens[n].kind == "n" for n in range(sentence.first, at))


_REMARK: Final = 4  # words in a bracket before its share: `a rise of 14 per cent`
_OF_BRACKET: Final = frozenset({
    "quantities.parts", "quantities.hedges_before", "actors.names", "actors.capital", "actors.short", "items.nouns",
    "models", "cues.portion",
})  # fmt: skip


def _has_changed(passage: Passage, at: int) -> bool:
    """`ha aumentato le esportazioni di armi del 138%`: whether a verb of change, with no verb and no number behind it,
    stands before what changed by a share and the preposition of the share."""
    changes = passage.hits.between("quantities.change", max(passage.sentence_of(at).first, at - _CHANGED), at)
    between = range(changes[-1].last, at) if changes else ()
    return bool(changes) and all(passage.tokens[n].kind == "w" and not is_verb(passage, n) for n in between)


_CHANGED: Final = 8  # tokens from a verb of change to the preposition of the share


def _slashed(passage: Passage, sentence: Sentence, amount: Amount) -> Amount | Refused:
    """`9/10 of the shells` is a share, `9/11` and `24/7` count nothing."""
    whole = number_at(passage, amount.number.last + 1)
    if whole is not None and 0 < amount.number.value < whole.value and passage.is_a("quantities.share_of", whole.last):
        part = share(amount.number.first, whole.last, round(100 * amount.number.value / whole.value, 1))
        hedge_before(passage, sentence, part)
        return part
    return Refused(amount.first, amount.number.last + 2, "number_chain")


def _share_of_context(passage: Passage, sentence: Sentence, amount: Amount) -> str | None:
    """`3.5% of GDP`: the word that makes a share none of goods, right behind it or right before it."""
    hits, at = passage.hits, amount.last
    no = hits.at("quantities.not_quantity", amount.number.last)
    for cls in ("quantities.share_of", "grammar.articles"):
        no = no or hits.at("quantities.not_quantity", at)
        at = hit.last if (hit := hits.at(cls, at)) is not None else at
    if no is None and at < sentence.last:
        no = hits.at("quantities.not_quantity", at)
    if no is None and passage.pack.text("script.head") == "before":
        no = hits.ending("quantities.not_quantity", amount.first - 1) or hits.ending(
            "quantities.not_quantity", amount.first - 2
        )
    values = {value for cls, value in no.senses if cls == "quantities.not_quantity"} if no is not None else set()
    if no is None or not values & {"context", "people"}:
        return None
    return passage.words(no.first, no.last)


def _is_weak(passage: Passage, amount: Amount) -> bool:
    """An article or `one` alone, and an ordinal, count nothing."""
    number = amount.number
    if number.last - number.first == 1 and number.style == "words":
        return passage.is_a("numbers.weak", number.first) or passage.is_a("grammar.articles", number.first)
    return number.style == "percent"


def _currency_before(passage: Passage, sentence: Sentence, amount: Amount) -> str | None:
    """A sign or code right before the number; the amount then begins there."""
    at = amount.number.first - 1
    for cls in _SIGNS:
        hit = passage.hits.ending(cls, at)
        if hit is None or hit.first < max(sentence.first, amount.wall):
            continue
        first, value = hit.first, hit.value(cls)
        if hit.last - first > 1 and not all(passage.tokens[n].glued for n in range(first + 1, hit.last)):
            first, value = at, passage.pack.table(cls).get(passage.tokens[at].form)  # `a $250 million package`
        opener = passage.hits.ending("quantities.openers", first - 1)
        amount.first = opener.first if opener and amount.hedge == "range" else min(amount.first, first)
        return value
    return None


def _money_or_share_after(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    hits, at = passage.hits, amount.number.last
    if at < sentence.last and passage.tokens[at].form == "-" and passage.tokens[at].glued:
        at += 1
    of = hits.at("grammar.prepositions", at)
    ats = [at]
    if (approximate := after_number(passage, at)) is not None:
        ats.append(approximate.last)  # 1억여 달러
    if (
        of is not None
        and of.value("grammar.prepositions") == "of"
        and (amount.number.scale >= 1e5 or amount.hedge == "order")
    ):
        ats.append(of.last)
    for start in ats:
        for cls in ("quantities.currencies", *_SIGNS):
            hit = hits.at(cls, start)
            if hit is not None and hit.last <= sentence.last and not _is_weight(passage, amount, hit):
                amount.kind, amount.last = "money", max(amount.last, hit.last)
                amount.unit = currency_of(passage, hit, hit.value(cls) or "")
                return True
    percent = hits.at("quantities.percent", at)
    if percent is not None:
        amount.kind, amount.unit, amount.last = "share", "percent", max(amount.last, percent.last)
        return True
    return False


def _weighs(passage: Passage, at: int) -> bool:
    """`5 million pounds of explosives`: of goods there are pounds, of money worth."""
    of = passage.hits.at("grammar.prepositions", at)
    return of is not None and of.value("grammar.prepositions") == "of" and passage.is_a("items.nouns", of.last)


def _is_weight(passage: Passage, amount: Amount, currency: Mention) -> bool:
    """A pound is a weight where the pack lists it as a measure, too, and there are no millions of it."""
    if amount.number.value >= 1e6 and not _weighs(passage, currency.last):
        return False
    measures = (passage.hits.at("quantities.not_quantity", at) for at in (currency.first, amount.number.last))
    return any(measure is not None and measure.last >= currency.last for measure in measures)


def _head(passage: Passage, sentence: Sentence, amount: Amount) -> Refused | None:
    """Find the noun that is counted; refuse the number where the noun is a measure, an age, a formation."""
    before = passage.pack.text("script.head") == "before"
    found = head_beside(passage, sentence, amount.number) if before else _head_after(passage, sentence, amount)
    if amount.hedge == "exact" and isinstance(found, Head) and _is_year_of(passage, amount.number, found):
        return Refused(amount.first, amount.number.last, "date")
    if isinstance(found, NoHead):
        if found.refuses:
            last = max(found.last, amount.number.last)
            return Refused(amount.first, last, found.reason, found.detail, amount)
        amount.missing, amount.noun = found.detail, found.noun
        amount.partitive = found.reason == "partitive"
        if not amount.missing and passage.pack.flag("numbers.inverted"):
            _noun_before(passage, sentence, amount)
        return None
    amount.head, amount.kind, amount.unit = found, "count", found.unit
    amount.last = max(amount.last, found.last)
    if passage.pack.flag("numbers.inverted") and amount.number.style == "words":
        _approximate(passage, sentence, amount)
    if before and found.first < amount.first:
        amount.first = found.first
        hedge_before(passage, sentence, amount)
    return None


def _is_year_of(passage: Passage, number: Number, head: Head) -> bool:
    """`seien 2024 Rüstungsgüter exportiert worden`: digits before goods of no kind that are the year."""
    lately = number.style == "digits" and _LATELY[0] <= number.value <= _LATELY[1]
    plain = number.last - number.first == 1 and passage.tokens[number.first].form.isdigit()
    return lately and plain and head.path in GENERIC and head.unit == "pieces"


_LATELY: Final = (2011, 2035)  # the years that a text on deliveries may name without a word for them


def _head_after(passage: Passage, sentence: Sentence, amount: Amount) -> Head | NoHead:
    """The noun behind the number, or behind the hedge that follows it: `300 or more drones`."""
    number = amount.number
    groups = ("numbers.vague", "numbers.collectives", "numbers.exact_collectives")
    grouped = any(passage.hits.ending(cls, number.last - 1) for cls in groups)
    grouped = grouped or passage.is_a("numbers.vague", number.last - 1)  # deux milliers de, cinco centenas de
    links = number.scale >= 1e5 or amount.hedge in ("order", "about") or grouped
    if (hedge := after_number(passage, number.last)) is not None and hedge.last < sentence.last:
        found = head_after(passage, sentence, replace(number, last=hedge.last), links)
        if isinstance(found, Head):
            return found
    found = head_after(passage, sentence, number, links)
    if isinstance(found, NoHead) and not found.refuses:
        return _shared_head(passage, sentence, number) or _head_of_whole(passage, sentence, number) or found
    return found


def _shared_head(passage: Passage, sentence: Sentence, number: Number) -> Head | None:
    """`24 and 19 aircraft`, `500 Danish and 300 Norwegian soldiers`: the noun of the number right behind, joined by a
    coordinator, is that of both."""
    nation = passage.hits.at("actors.adjectives", number.last)
    joint = number.last if nation is None else nation.last
    if joint + 1 >= sentence.last or passage.hits.at("grammar.coordinators", joint) is None:
        return None
    behind = number_at(passage, joint + 1)
    alike = behind is not None and (behind.style == number.style or nation is not None)
    if behind is None or not alike or is_year(number) or is_year(behind):
        return None
    head = head_after(passage, sentence, behind, False)
    if isinstance(head, NoHead) or head.path is None or head.unit not in ("pieces", "persons"):
        return None
    return replace(head, first=number.last, last=number.last, parties=())


def _head_of_whole(passage: Passage, sentence: Sentence, number: Number) -> Head | None:
    """`acht der zugesagten 26 Haubitzen`, `eight of the 26 howitzers`: a part counts what the larger number behind `of`
    counts."""
    hits, at = passage.hits, number.last
    links = (hit for cls in _OF_WHOLE for hit in (hits.at(cls, at),) if hit is not None)
    link = next((hit for hit in links if _is_of(hit)), None)
    if link is None or number.scale != 1:
        return None
    for at in range(link.last, min(link.last + _TO_WHOLE, sentence.last)):
        if passage.tokens[at].kind not in "wn" or hits.any_at(_GOODS, at):
            return None
        whole = number_at(passage, at)
        if whole is None:
            continue
        if whole.value < number.value or is_year(whole):
            return None
        head = head_after(passage, sentence, whole, whole.scale >= 1e5)
        if isinstance(head, NoHead) or head.path is None or head.unit not in ("pieces", "persons"):
            return None
        return replace(head, first=number.last, last=number.last, parties=())
    return None


def _is_of(link: Mention) -> bool:
    """Whether a word may join a part to its whole: `of`, `from`, or an article whose case says it."""
    values = {value for cls, value in link.senses if cls == "grammar.prepositions"}
    return not values or not values.isdisjoint(("of", "from"))


_OF_WHOLE: Final = ("quantities.share_of", "grammar.prepositions", "grammar.articles")
_TO_WHOLE: Final = 4  # tokens from `of` to the number of the whole
_GOODS: Final = frozenset({"items.nouns", "models", "quantities.units"})


def _approximate(passage: Passage, sentence: Sentence, amount: Amount) -> None:
    """`человек двадцать инструкторов`: a word for people before the number makes it about so many."""
    noun = passage.hits.ending("items.weak", amount.first - 1)
    if noun is not None and noun.first >= sentence.first and amount.hedge == "exact" and amount.unit == "persons":
        amount.first, amount.hedge = noun.first, "about"


def _noun_before(passage: Passage, sentence: Sentence, amount: Amount) -> None:
    """`танков двадцать`: where a noun may stand before its number, it makes the number about so many."""
    weak = passage.hits.ending("items.weak", amount.first - 1)
    noun = passage.hits.ending("items.nouns", amount.first - 1) or weak
    if noun is None or noun.first < sentence.first or amount.hedge != "exact" or amount.number.style == "digits":
        return
    path = noun.value("items.nouns") or noun.value("items.weak")
    unit = passage.pack.vocabulary.items[path or ""]
    amount.head = Head(noun.first, noun.last, unit, path, weak=noun is weak)
    amount.kind, amount.unit = "count", unit
    amount.first, amount.hedge = noun.first, "about"


def _rate(passage: Passage, sentence: Sentence, amount: Amount) -> None:
    for at in (amount.last, amount.number.last):
        rate = passage.hits.at("quantities.rates", at)
        if rate is not None and rate.last <= sentence.last:
            amount.rate = rate.value("quantities.rates")
            return
