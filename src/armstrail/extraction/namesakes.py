"""Words that no list can tell apart: nouns that are adjectives behind another noun, and names that are written like
goods, money or numbers.

`Vendas militares` are no soldiers, `Minas` in `a fábrica em Minas` are none to be laid, and `Sete Lagoas` is one town.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from armstrail.extraction.numerals import cut_numeral
from armstrail.languages.lexicon import mention_of

if TYPE_CHECKING:
    from armstrail.extraction.passage import Passage
    from armstrail.languages import Mention

_ADJECTIVAL: Final = "grammar.adjectival"
_STRUCK: Final = ("items.", "cues.institutions")
_NOUNS: Final = ("items.", "models", "cues.institutions", "cues.topic", "cues.trade", "quantities.not_quantity")
_GOODS: Final = ("items.nouns", "items.weak")
_MONEY: Final = "quantities.currencies"
_NUMBERS: Final = ("numbers.units", "numbers.minor")
_OF_TAKERS: Final = ("acts.buy", "acts.receive", "acts.ask")
_OWNED: Final = frozenset({"items.nouns", "cues.institutions", "cues.trade"})
_COUNTED: Final = "quantities.not_quantity"
_IN_NAME: Final = 2  # words of a name before the one that would count
_LONG: Final = 4  # letters; shorter words are small in headlines, too


def strike_adjectives(passage: Passage) -> None:
    """Take the goods and people out of words that only describe the noun right before them."""
    for mention in list(passage.hits.starts.get(_ADJECTIVAL, {}).values()):
        if mention.first > passage.sentence_of(mention.first).first and _is_noun(passage, mention.first - 1):
            for prefix in _STRUCK:
                passage.hits.drop(prefix, mention.first, mention.last)


def _is_noun(passage: Passage, at: int) -> bool:
    """Whether a word is a noun as far as lists tell: of goods, bodies or doings, or a small word of no list."""
    token = passage.tokens[at]
    if token.kind != "w" or token.surface[0].isupper() or _is_numeral(passage, token.form):
        return False
    there = [pair for first in range(max(0, at - 3), at + 1) for pair in passage.hits.here.get(first, ())]
    held = [(cls, mention) for cls, mention in there if mention.last == at + 1]
    return all(
        (cls, "noun") in mention.senses and not _is_verb(mention.senses) if cls in passage.pack.acts
        else cls.startswith(_NOUNS)
        for cls, mention in held
    )  # fmt: skip


def _is_numeral(passage: Passage, word: str) -> bool:
    return passage.pack.flag("script.numerals_glued") and cut_numeral(word, passage.pack) is not None


def _is_verb(senses: tuple[tuple[str, str], ...]) -> bool:
    return any(cls.startswith("acts.") and form != "noun" for cls, form in senses)


def strike_counts(passage: Passage) -> None:
    """`69 per cento degli Stati Uniti`: a word inside the name of a party counts nothing of its own."""
    hits = passage.hits
    for mention in list(hits.starts.get(_COUNTED, {}).values()):
        for at in range(mention.first - _IN_NAME, mention.first + 1):
            name = hits.at("actors.names", at)
            if name is not None and name.last >= mention.last and name.last - at > mention.last - mention.first:
                hits.drop(_COUNTED, mention.first, mention.last)
                break


def strike_names(passage: Passage) -> None:
    """Take the goods, money and numbers out of words with a capital inside a sentence that is written small."""
    if passage.pack.flag("script.capital_nouns"):
        return
    for cls in _GOODS:
        for at in _capitals(passage, cls):
            passage.hits.drop("items.", at, at + 1)
    for at in _capitals(passage, _MONEY):
        passage.hits.drop(_MONEY, at, at + 1)
    for cls in _NUMBERS:
        for at in _capitals(passage, cls):
            if at + 1 < len(passage.tokens) and passage.tokens[at + 1].surface[0].isupper():
                passage.hits.drop("numbers.", at, at + 1)


def _capitals(passage: Passage, cls: str) -> list[int]:
    """The words of a class, alone in their mention, that have a capital behind a small word; of money, those that are
    models, too."""
    found = []
    for mention in list(passage.hits.starts.get(cls, {}).values()):
        at, token = mention.first, passage.tokens[mention.first]
        if mention.last != at + 1 or not token.surface.istitle() or at <= passage.sentence_of(at).first:
            continue
        before = passage.tokens[at - 1]
        if cls == _MONEY:
            inside = passage.is_a("models", at)
        else:
            inside = before.kind == "w" and before.surface[0].islower()
            inside = inside and not passage.pack.lexicon.has_capital(token.form) and not _is_headline(passage, at)
        if inside:
            found.append(at)
    return found


def _is_headline(passage: Passage, at: int) -> bool:
    """Whether most words of the sentence have capitals, so that one more tells nothing."""
    sentence = passage.sentence_of(at)
    words = [
        t.surface for t in passage.tokens[sentence.first : sentence.last] if t.kind == "w" and len(t.form) >= _LONG
    ]
    return 4 * sum(word[0].isupper() for word in words) > 3 * len(words)


def strike_places(passage: Passage) -> None:
    """Take the office out of a town where another speaks: `заявил в Киеве министр обороны Германии`."""
    for mention in list(passage.hits.starts.get(_OFFICE, {}).values()):
        if mention.last == mention.first + 2 and passage.is_a("grammar.prepositions", mention.first):
            town = passage.pack.lexicon.scan([passage.tokens[mention.first + 1]]).at("actors.capital", 0)
            if town is not None and passage.hits.any_at(_SPEAKING, mention.last):
                passage.hits.drop(_OFFICE, mention.first, mention.last)
                passage.hits.add([mention_of(mention.first + 1, mention.last, town.senses)])


_SPEAKING: Final = frozenset({"cues.institutions", "actors.leaders"})
_OFFICE: Final = "actors.government"


def is_told_by_place(passage: Passage, mention: Mention, cls: str) -> bool:
    """Whether an ambiguous name means the party of its class by where it stands: a firm alone in a sentence on arms
    (`Leonardo fornirà 12 elicotteri`, not `Leonardo Rossi`); a state that is written like a common word, with its
    capital within a sentence (`в Чаде`)."""
    sentence = passage.sentence_of(mention.first)
    code = mention.value(cls) or ""
    actor = passage.pack.vocabulary.actors.get(code)
    if actor is None or cls != "actors.names":
        return False
    if actor.kind == "company":
        arms = any(
            passage.hits.any_between(goods, sentence.first, sentence.last) for goods in ("items.nouns", "models")
        )
        return arms and not _is_in_name(passage, mention, sentence.first, sentence.last)
    if passage.pack.flag("script.postpositions"):  # 인도에 100문을: what stands before a particle of place is a place
        mark = passage.hits.at("grammar.prepositions", mention.last)
        if mark is None or not passage.tokens[mention.last].glued:
            return passage.hits.any_at(_OWNED, mention.last) or _is_listed(passage, mention)  # 인도 무기 수입
        place = ("grammar.prepositions", "in") in mark.senses
        if ("grammar.prepositions", "with") in mark.senses:
            sentence = passage.sentence_of(mention.first)
            return passage.hits.any_between("acts.agree", mention.last, sentence.last)  # 인도와 계약을 체결했다
        return place or (("grammar.prepositions", "subject") in mark.senses and _acts(passage, mention))
    capital = passage.tokens[mention.first].surface[0].isupper() and mention.first > sentence.first
    return capital and passage.pack.text("script.script") == "cyrl" and mention.last - mention.first == 1


def _is_listed(passage: Passage, mention: Mention) -> bool:
    """`인도(21%), 이집트(18%)`, `중국 3천만 달러, 인도 700만 달러`: whether a figure stands right behind a name,
    as behind those of a row of states."""
    tokens, at = passage.tokens, mention.last
    if at + 1 >= len(tokens):
        return False
    if tokens[at].form == "(":
        return tokens[at + 1].kind == "n"
    return tokens[at].kind == "n" and tokens[mention.first - 1].form == ","


def _acts(passage: Passage, mention: Mention) -> bool:
    """`인도가 라팔 36대를 주문했다`, `인도는 아르메니아에 무기를 수출했다`: whether what begins a sentence as its
    subject is who buys, gets or asks there, or gives to another state."""
    sentence = passage.sentence_of(mention.first)
    alone = mention.first == sentence.first or passage.tokens[mention.first - 1].kind == "s"
    if not alone:
        return False
    if any(passage.hits.any_between(act, mention.last, sentence.last) for act in _OF_TAKERS):
        return True
    given = passage.hits.between("acts.supply", mention.last, sentence.last)
    states = passage.hits.between("actors.names", mention.last, sentence.last)
    marks = (passage.hits.at("grammar.prepositions", state.last) for state in states)
    goals = any(mark is not None and ("grammar.prepositions", "to") in mark.senses for mark in marks)
    return goals and any(("acts.supply", "noun") not in hit.senses for hit in given)


def _is_in_name(passage: Passage, mention: Mention, first: int, last: int) -> bool:
    """Whether a capitalised word stands right before or behind a name, as in the name of a person or a place."""
    tokens = passage.tokens
    behind = mention.last < last and tokens[mention.last].kind == "w" and tokens[mention.last].surface[0].isupper()
    before = mention.first - 1 > first and tokens[mention.first - 1].surface[0].isupper()
    return behind or before
