"""`The country` as a party: a noun that stands for a state named before, where it gives or gets.

Reporters name a state once and go on with `the country`; a sentence that names its other side alone would else read
as if that side stood for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.verbs import Act, clause_of
from armstrail.languages import Mention

_CLASS: Final = "grammar.country"
_BACK: Final = 2  # sentences in which the state was named
_MOVES: Final = frozenset({"supply", "receive", "arrive"})
_NO_STATE: Final = frozenset({"company", "place"})


def add_countries(passage: Passage, parties: Parties, acts: Sequence[Act]) -> None:
    """A mention for each `the country`, and each `her country` of who speaks, that stands free beside a verb that moves
    goods; before verbs have subjects."""
    for part, meant in (("plain", _meant), ("own", _of_speaker)):
        for mention, sentence, _ in _mentions(passage, acts, part):
            if (code := meant(passage, parties, sentence, mention.first)) is not None:
                parties.add(Party(mention.first, mention.last, code, "pronoun", sentence.index))


def add_countries_that_get(passage: Passage, parties: Parties, acts: Sequence[Act]) -> None:
    """A mention for each `to the country` beside a verb that moves goods; once verbs have subjects."""
    for mention, sentence, act in _mentions(passage, acts, "to"):
        if (code := _meant_by_way(passage, parties, sentence, mention.first, act)) is not None:
            party = Party(mention.first, mention.last, code, "pronoun", sentence.index, preposition="to", own=act)
            parties.add(party)


def _mentions(passage: Passage, acts: Sequence[Act], part: str) -> Iterator[tuple[Mention, Sentence, Act]]:
    """The nouns for a state that stand so, each with its sentence and the verb of its clause."""
    for mention in passage.hits.starts.get(_CLASS, {}).values():
        sentence = passage.sentence_of(mention.first)
        if mention.value(_CLASS) != part or not _stands_alone(passage, sentence, mention):
            continue
        first, last = clause_of(passage, sentence, mention.first, mention.last)
        moving = [act for act in acts if first <= act.first < last and act.group in _MOVES]
        if moving:
            yield mention, sentence, min(moving, key=lambda act: abs(act.first - mention.first))


def _stands_alone(passage: Passage, sentence: Sentence, mention: Mention) -> bool:
    """Whether the noun is the whole phrase: not `in the country`, `the country of`, `the country's`."""
    if mention.first > sentence.first and passage.hits.any_ending(_PREPOSITIONS, mention.first - 1):
        return False
    if mention.last >= sentence.last:
        return True
    behind = passage.hits.at("grammar.prepositions", mention.last)
    of = behind is not None and ("grammar.prepositions", "of") in behind.senses
    return not of and passage.tokens[mention.last].form != "'s"


_PREPOSITIONS: Final = frozenset({"grammar.prepositions"})


def _meant(passage: Passage, parties: Parties, sentence: Sentence, at: int) -> str | None:
    """The state named last before a token, of several in one sentence the one that stands free."""
    for here in _named_before(passage, parties, sentence, at):
        if len({party.code for party in here}) == 1:
            return here[0].code
        return next((p.code for p in here if p.preposition is None and p.role != "adjectives"), None)
    return None


def _of_speaker(passage: Passage, parties: Parties, sentence: Sentence, at: int) -> str | None:
    """The state named before a token in its sentence, or in the one before: of several the one that speaks."""
    for here in _named_before(passage, parties, sentence, at):
        codes = {party.code for party in here}
        return here[0].code if len(codes) == 1 else next((party.code for party in here if party.speaks), None)
    return None


def _meant_by_way(passage: Passage, parties: Parties, sentence: Sentence, at: int, act: Act) -> str | None:
    """The state named last before a token that does not give here, of several in one sentence the one that gets."""
    seized = passage.hits.any_between("acts.seize", sentence.first, sentence.last)
    subject = None if seized and act.form == "participle" else act.subject  # `arms smuggled into the country`
    giving = {p.code for p in parties.by_sentence.get(sentence.index, ()) if p.first == subject}
    for named in _named_before(passage, parties, sentence, at):
        here = [party for party in named if party.code not in giving]
        if len({party.code for party in here}) > 1:
            here = [party for party in here if _gets(party)]
        codes = {party.code for party in here}
        if codes:
            return next(iter(codes)) if len(codes) == 1 else None
    return None


def _gets(party: Party) -> bool:
    own = party.own
    if own is not None and own.group == "receive":
        return own.subject == party.first
    return "to" in party.prepositions


def _named_before(passage: Passage, parties: Parties, sentence: Sentence, at: int) -> Iterator[list[Party]]:
    """The states named before a token, by sentence, the nearest first."""
    actors = passage.pack.vocabulary.actors
    for index in range(sentence.index, max(-1, sentence.index - _BACK - 1), -1):
        here = [
            party for party in parties.by_sentence.get(index, ())
            if party.first < at and party.role not in _NO_STATE and not party.dateline
            and actors[party.code].kind == "state"
        ]  # fmt: skip
        if here:
            yield here
