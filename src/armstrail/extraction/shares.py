"""Shares in words: a third of the shells, every second tank, one missile in five, 9/10 of the rounds."""

from __future__ import annotations

from typing import Final

from armstrail.extraction.amounts import Amount
from armstrail.extraction.counters import names_counted_before
from armstrail.extraction.dates import DateMention
from armstrail.extraction.hedges import hedge_after, hedge_before
from armstrail.extraction.numbers import Number, number_at
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.verbs import is_verb
from armstrail.languages import Mention

_COUNTED: Final = ("items.nouns", "items.weak", "quantities.units", "models", "grammar.pronouns")
_REACH: Final = 3  # tokens between a share and the noun of its whole
_FAR: Final = 6  # and where words that tell whose they are stand between
_BETWEEN: Final = 2  # tokens of the noun inside `un obus sur deux`
_CHANGE: Final = 3  # tokens from a verb of change to by how much
_FEW: Final = 10  # parts that the noun may stand behind: `tre missili su quattro`
_ROUND: Final = (10, 100)  # wholes of which shares are told
_ORDINAL: Final = frozenset({"numbers.ordinals"})
_LARGEST: Final = 100  # no ratio in words counts out of more


def find_fractions(passage: Passage, taken: set[int], dates: list[DateMention]) -> list[Amount]:
    """Shares in words that stand before `of`: `a third of the shells`, `metà dei proiettili`."""
    found: list[Amount] = []
    taken = taken | {at for date in dates for at in range(date.first, date.last)}
    for _, mention in passage.hits.of("numbers.shares"):
        if any(token in taken for token in range(mention.first, mention.last)):
            continue
        of = passage.hits.at("quantities.share_of", mention.last)
        sentence = passage.sentence_of(mention.first)
        if of is None and passage.hits.any_between("quantities.change", mention.first - _CHANGE, mention.first):
            continue  # `réduire de moitié`: by how much something changes
        value = float(mention.value("numbers.shares") or 0)
        if passage.pack.text("script.head") == "before":
            if not names_counted_before(passage, sentence, mention.first):
                continue
        elif not any(_is_noun(passage, n) for n in range(mention.first, mention.last)):
            if not _names_counted(passage, of.last if of is not None else mention.last, sentence):
                continue
            if of is None and _is_ordinal(passage, mention, value):
                continue
        amount = share(mention.first, mention.last, value)
        hedge_before(passage, sentence, amount)
        hedge_after(passage, amount)
        found.append(amount)
    return found


def _is_ordinal(passage: Passage, words: Mention, percent: float) -> bool:
    """`um sexto KC-390`, `un terzo sistema`: an article and a word that fraction and ordinal share have `of` behind
    them to be a fraction; a half goes without, and where nouns have cases or capitals these tell."""
    plain = words.last - words.first == _ARTICLE_AND_WORD and passage.is_a("grammar.articles", words.first)
    told = passage.pack.table("cases") or passage.pack.flag("script.capital_nouns")
    return plain and not told and percent < _HALF and passage.hits.any_at(_GOODS, words.last)


_ARTICLE_AND_WORD: Final = 2  # tokens
_GOODS: Final = frozenset({"items.nouns", "items.weak", "models"})
_HALF: Final = 50.0  # per cent


def share(first: int, last: int, percent: float) -> Amount:
    """An exact share in tokens `[first, last)`."""
    return Amount(first, last, Number(first, last, percent, "percent"), percent, percent, "exact", "share", "percent")


def ratio_at(passage: Passage, sentence: Sentence, number: Number) -> Amount | None:
    """`one in three`, `un obus sur deux`, `uno ogni cinque`: a small number, a link, a number no smaller."""
    if number.scale != 1 or not 1 <= number.value < _LARGEST:
        return None
    hits = passage.hits
    for at in range(number.last, min(number.last + _BETWEEN + 1, sentence.last)):
        if at > number.last and (number.value > _FEW or not _is_noun(passage, number.last)):
            return None
        link = hits.at("numbers.ratios", at)
        if link is None or link.last >= sentence.last:
            continue
        whole = number_at(passage, link.last)
        if whole is None or whole.scale != 1 or not number.value < whole.value <= _LARGEST:
            return None
        if at > number.last and whole.value > _FEW:
            return None  # `five guns of the 18 promised`
        if any(hits.at(cls, whole.last) for cls in ("quantities.not_quantity", "quantities.times", "dates.months")):
            return None
        if at == number.last and not (_names_counted(passage, whole.last, sentence) or number.value == 1):
            return None
        if (
            number.value != 1
            and whole.value > _FEW
            and whole.value not in _ROUND
            and whole.style == number.style == "digits"
        ):
            return None  # `5 of 14 tanks` counts tanks
        if number.value != 1 and whole.value not in _ROUND and is_verb(passage, whole.last, ("participle",)):
            return None  # `8 of the 26 promised guns` counts what was promised
        if hits.any_ending(_ORDINAL, number.first - 1):
            return None  # `the first 12 of 48 jets`
        return share(number.first, whole.last, round(100 * number.value / whole.value, 1))
    return None


def _is_noun(passage: Passage, at: int) -> bool:
    return any(passage.is_a(cls, at) for cls in _COUNTED)


def _names_counted(passage: Passage, at: int, sentence: Sentence) -> bool:
    """Whether goods, people, a pronoun for them, or trade in them stand behind `at`: near, behind their number, or
    behind words that tell whose they are (`two thirds of Israel's imported arms`)."""
    if at < sentence.last and passage.is_a("grammar.articles", at):
        at += 1
    if at < sentence.last and (whole := number_at(passage, at)) is not None:
        at = whole.last
    for n in range(at, min(at + _FAR, sentence.last)):
        if _is_noun(passage, n):
            return True
        if passage.is_a("cues.trade", n):
            return True
        if n >= at + _REACH - 1 and not _tells_whose(passage, n):
            return False
    return False


def _tells_whose(passage: Passage, at: int) -> bool:
    """Whether a token is part of a name, an article, a preposition or a participle."""
    told = passage.tokens[at].form == "'s" or is_verb(passage, at, ("participle",))
    return told or any(cls.startswith(_WHOSE) for cls, _ in passage.hits.here.get(at, ()))


_WHOSE: Final = ("actors.", "grammar.articles", "grammar.prepositions")
