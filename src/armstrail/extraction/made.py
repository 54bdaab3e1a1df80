"""What a state makes for itself: figures of production, and what production and tests cost."""

from __future__ import annotations

from typing import Final

from armstrail.extraction.amounts import Amount, Refused
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.verbs import walls_between
from armstrail.languages import Mention

_MOVING: Final = frozenset({
    "acts.supply", "acts.pledge", "acts.offer", "acts.receive", "acts.buy", "acts.ask", "acts.arrive", "acts.agree",
    "acts.deploy", "acts.use",
})  # fmt: skip
_PARTIES: Final = frozenset({"actors.names", "actors.short", "actors.capital", "actors.people", "actors.adjectives"})
_VERBAL: Final = frozenset({"finite", "base", "gerund"})
_ORDERED: Final = "arms.naval"  # ships are built for who has ordered them
_OBJECT: Final = 5  # tokens from a verb of making to the number of what is made
_NAMED: Final = 3  # tokens from `for` to the name of who gets


def made_there(passage: Passage, sentence: Sentence, amount: Amount) -> Mention | None:
    """The word of making that says of a figure how many are made, or what making and trying them costs, where nothing
    in the sentence moves to anybody: `plants can produce 3 million shells a year`, `the tests cost a billion`."""
    head = amount.head
    if head is not None and (head.path or "").startswith(_ORDERED):
        return None
    if amount.kind == "count" and amount.rate == "time" and (rate := _rate_of_making(passage, sentence)) is not None:
        return None if _goes_to_anybody(passage, sentence, amount) else rate
    found = _makes(passage, sentence, amount) if amount.kind == "count" else _costs(passage, sentence, amount)
    return found if found is not None and not _goes_to_anybody(passage, sentence, amount) else None


def _makes(passage: Passage, sentence: Sentence, amount: Amount) -> Mention | None:
    for verb in passage.hits.between("acts.make", max(sentence.first, amount.first - _OBJECT), amount.first):
        forms = {form for cls, form in verb.senses if cls == "acts.make"}
        if forms & _VERBAL and _governs(passage, verb.last, amount.first):
            return verb
    return None


def _rate_of_making(passage: Passage, sentence: Sentence) -> Mention | None:
    """The word of making of a sentence, or of the one before in its paragraph, that says what a rate is a rate of."""
    above = passage.sentences[sentence.index - 1] if sentence.index else sentence
    first = above.first if above.paragraph == sentence.paragraph else sentence.first
    return next(iter(passage.hits.between("acts.make", first, sentence.last)), None)


def _governs(passage: Passage, first: int, last: int) -> bool:
    """Whether nothing parts a verb that ends before token `first` from what it makes, at token `last`."""
    between = range(first, last)
    plain = all(passage.tokens[at].kind != "s" and not passage.is_a("grammar.prepositions", at) for at in between)
    return plain and not walls_between(passage, first - 1, last)


def _costs(passage: Passage, sentence: Sentence, amount: Amount) -> Mention | None:
    if amount.kind != "money":
        return None
    for made in passage.hits.between("acts.make", sentence.first, amount.first):
        named = any(cls == "acts.make" and form in ("noun", "gerund") for cls, form in made.senses)
        pays = passage.hits.between("acts.pay", made.last, amount.first)
        finite = any(("acts.pay", "finite") in pay.senses for pay in pays)
        if named and finite and not walls_between(passage, made.first, amount.first):
            return made
    return None


def _goes_to_anybody(passage: Passage, sentence: Sentence, amount: Amount) -> bool:
    """Whether something is given or got in a sentence, or meant for a party that is named behind a figure."""
    if any(passage.hits.any_between(cls, sentence.first, sentence.last) for cls in _MOVING):
        return True
    for to in passage.hits.between("grammar.prepositions", amount.last, sentence.last):
        if any(("grammar.prepositions", value) in to.senses for value in ("for", "to")):
            if any(passage.hits.any_at(_PARTIES, at) for at in range(to.last, min(to.last + _NAMED, sentence.last))):
                return True
    return False


def is_compared(passage: Passage, sentence: Sentence, amount: Amount, refused: Refused) -> bool:
    """`3 million shells a year (compared to 1.2 million in the West)`: a number without a noun in brackets right behind
    one that counts nothing of the field."""
    inside = range(refused.last, amount.first)
    return sentence.first <= refused.first and any(passage.tokens[at].form == "(" for at in inside)
