"""Numbers that count nothing of the field after all: articles, and numbers of a noun that no list knows."""

from __future__ import annotations

from armstrail.extraction.amounts import Amount
from armstrail.extraction.items import ends_number, item_mentions
from armstrail.extraction.passage import BULLETS, Passage, Sentence

_LISTED = 4  # tokens from a word of joining to the goods it joins


def is_one_of_many(passage: Passage, sentence: Sentence, amount: Amount, path: str | None) -> bool:
    """`un pacchetto di aiuti militari`, `a delivery`, `un missile russo`: an article counts nothing before a broad noun
    or a delivery, and before any other only in a list."""
    number = amount.number
    if number.value != 1 or number.last - number.first != 1 or not passage.is_a("grammar.articles", number.first):
        return False
    if path == "arms" or amount.unit == "shipments":
        return True
    return not (amount.another or amount.hedge != "exact" or _stands_in_list(passage, sentence, amount))


def _stands_in_list(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    """Whether goods are joined to these, before or behind: `un satellite e due aerei`, `10 tanks, ein U-Boot`."""
    if passage.tokens[sentence.first].form in BULLETS:
        return True
    before = amount.first - 1
    joined = before > sentence.first and joins(passage, before)
    if joined and item_mentions(passage, max(sentence.first, before - _LISTED), before):
        return True
    joined = amount.last < sentence.last and joins(passage, amount.last)
    return joined and bool(item_mentions(passage, amount.last, min(amount.last + _LISTED, sentence.last)))


def joins(passage: Passage, at: int) -> bool:
    """Whether a comma or a word of joining stands at a token."""
    return passage.tokens[at].form == "," or passage.is_a("grammar.coordinators", at)


def points_back(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    """`a mix of the two`, `può trattarsi di entrambi`: a word for both without a noun, and `the two` at the end of a
    clause, are the two that were named and count nothing."""
    number = amount.number
    if number.value != _BOTH or number.style == "digits" or amount.another or amount.head is not None:
        return False
    ends = number.last >= sentence.last or passage.tokens[number.last].kind == "s"
    definite = number.first > sentence.first and passage.is_a("grammar.articles", number.first - 1)
    one = number.last - number.first == 1 and passage.is_a("numbers.exact_collectives", number.first)
    if one and any(passage.is_a(cls, number.last) for cls in ("grammar.articles", "grammar.determiners")):
        return False  # `Hungary has received both of its planes`
    return one or (ends and definite)


_BOTH = 2


def is_part_of_others(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    """`three contracts. One of them covers 180 tanks`, `one of the contracts`: a part of what counts nothing of the
    field, named behind it or counted last before it."""
    pronoun = amount.head is not None and amount.head.first == amount.head.last
    if not (pronoun or (amount.kind == "bare" and amount.partitive)):
        return False
    behind = range(amount.number.last, min(amount.number.last + _NAMED, sentence.last))
    if (named := next((at for at in behind if passage.hits.any_at(_NOUNS, at)), None)) is not None:
        return _counts_nothing(passage, named)
    for index in range(sentence.index, max(-1, sentence.index - _BACK - 1), -1):
        before = passage.sentences[index]
        end = min(before.last, amount.first)
        nouns = [at for at in range(before.first + 1, end) if ends_number(passage, at - 1) and _is_noun(passage, at)]
        if nouns:
            return all(_counts_nothing(passage, at) for at in nouns)
    return False


_NAMED = 4  # tokens from a number to the noun of its whole: `one of the new contracts`
_BACK = 2  # sentences in which the whole was counted
_NOUNS = frozenset({"items.nouns", "items.weak", "models", "quantities.units", "quantities.not_quantity"})
_NO_GOODS = frozenset({"papers", "people"})


def _is_noun(passage: Passage, at: int) -> bool:
    return passage.hits.any_at(_NOUNS, at)


def _counts_nothing(passage: Passage, at: int) -> bool:
    here = [(cls, value) for cls, hit in passage.hits.here.get(at, ()) for name, value in hit.senses if name == cls]
    goods = any(cls in _NOUNS and cls != "quantities.not_quantity" for cls, _ in here)
    return not goods and any(cls == "quantities.not_quantity" and value in _NO_GOODS for cls, value in here)


def counts_unknown_noun(passage: Passage, amount: Amount) -> bool:
    """`1.200 Krankenhausbetten`, `sedici località`: a noun that no list knows right behind a number is what it counts,
    where a capital or an ending shows that it is a noun."""
    noun = amount.noun
    if noun is None or noun[0] != amount.number.last or passage.hits.here.get(noun[0]):
        return False
    word = passage.tokens[noun[0]]
    if passage.pack.flag("script.capital_nouns"):
        return word.surface[0].isupper()
    return word.form.endswith(tuple(passage.pack.marks("script.noun_endings")))


_DOING = 2  # tokens behind a number and a word for more in which goods would be named


def counts_doings(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    """`tre ulteriori accordi`, `two more contracts`: a word for a deal or a doing behind a word for more is what is
    counted, where no goods stand beside it."""
    at = amount.last
    if not amount.another or at <= amount.number.last or at >= sentence.last:
        return False
    if item_mentions(passage, at, min(at + _DOING, sentence.last), weak=True):
        return False
    senses = [sense for _, mention in passage.hits.here.get(at, ()) for sense in mention.senses]
    doing = [form for cls, form in senses if cls in passage.pack.acts]
    return set(doing) == {"noun"} or any(cls == "quantities.not_quantity" for cls, _ in senses)


def is_new_rate(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    """`doubles the shells it delivers, raising them to 2,000 a month`: a bare number so often a time right behind a
    verb of change counts what the sentence has named."""
    if amount.rate != "time" or amount.number.style == "percent":
        return False
    before = max(sentence.first, amount.number.first - _CHANGED)
    return passage.hits.any_between("quantities.change", before, amount.number.first)


_CHANGED = 4  # tokens from a verb of change to the number
