"""What one scan for runs of words cannot tell: forms whose parts stand apart, and words that others undo.

German and Dutch send the prefix of a verb to the end of its clause (`stellt der Ukraine 50 Panzer bereit`). The
lexicon finds the first part; here the second is looked for, and the verb stands where its first part does.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from armstrail.extraction.abilities import strike_abilities
from armstrail.extraction.namesakes import strike_adjectives, strike_counts, strike_names, strike_places
from armstrail.languages import Mention
from armstrail.languages.compounds import value_of_compound
from armstrail.languages.lexicon import mention_of
from armstrail.languages.parted import PARTED, second_part

if TYPE_CHECKING:
    from armstrail.extraction.passage import Passage, Sentence

_AMOUNTS: Final = ("numbers.", "quantities.hedges", "quantities.currency_")
_FARTHEST: Final = 40  # tokens
_ENDS: Final = frozenset(";:–—")
_OTHERWISE: Final = frozenset({"grammar.prepositions", "grammar.articles"})  # what a prefix is where it ends no clause
_GOES_ON: Final = frozenset({"grammar.coordinators", "grammar.openers"})
_UNDONE: Final = (
    ("acts.not", "acts."), ("cues.not", "actors."), ("cues.not", "grammar.negators"), ("cues.not", "cues."),
)  # fmt: skip


def settle_forms(passage: Passage) -> None:
    """Join the forms in two parts, and strike out what stands inside a phrase that means none of it."""
    for phrases, prefix in _UNDONE:
        for mention in list(passage.hits.starts.get(phrases, {}).values()):
            passage.hits.drop(prefix, mention.first, mention.last)
    strike_counts(passage)
    strike_abilities(passage)
    strike_adjectives(passage)
    strike_names(passage)
    strike_places(passage)
    _join(passage)
    _suspend(passage)
    if passage.pack.flag("script.compounds"):
        if compounds := list(_compounds(passage)):
            passage.hits.add(compounds)


def _suspend(passage: Passage) -> None:
    """`Artillerie- und Mörsergeschosse`: the first part of a joined noun, left open, names no goods of its own."""
    tokens = passage.tokens
    for mention in list(passage.hits.starts["items.nouns"].values()):
        hyphen = mention.last
        if hyphen + 2 >= len(tokens) or tokens[hyphen].form != "-" or not tokens[hyphen].glued:
            continue
        if not tokens[hyphen + 1].glued and passage.is_a("grammar.coordinators", hyphen + 1):
            passage.hits.drop("items.", mention.first, mention.last)


_NAMES: Final = (
    "items.", "models", "actors.", "sources.", "places", "quantities.units", "quantities.not_quantity",
    "cues.institutions", "cues.not",
)  # fmt: skip
_COMPOUNDS: Final = (("compounds", "items.nouns"), ("compounds.offices", "cues.institutions"))


def _compounds(passage: Passage) -> Iterator[Mention]:
    """Joined nouns that no list holds whole; a name, or a part of one, is none."""
    tables = [(passage.pack.table(table), cls) for table, cls in _COMPOUNDS]
    here = passage.hits.here
    capital = passage.pack.flag("script.capital_nouns")
    busy = 0
    for at, token in enumerate(passage.tokens):
        ends = [mention.last for cls, mention in here.get(at, ()) if cls.startswith(_NAMES)]
        busy = max(busy, *ends) if ends else busy
        if at < busy or token.kind != "w" or (capital and not token.surface[0].isupper()):
            continue
        for parts, cls in tables:
            value = value_of_compound(token.form, parts)
            if value is not None:
                yield mention_of(at, at + 1, ((cls, value),))
                break


def _join(passage: Passage) -> None:
    """From the last first part to the first: of two verbs with one prefix the nearer takes it."""
    waiting = list(passage.hits.starts.get(PARTED, {}).values())
    taken: set[int] = set()
    joined: list[Mention] = []
    for mention in reversed(waiting):
        sentence = passage.sentence_of(mention.first)
        senses: dict[tuple[str, str], None] = {}
        for words, meant in _waits_for(mention):
            at = _find(passage, sentence, mention.last, words, taken)
            if at is not None:
                taken.add(at)
                senses |= dict.fromkeys(meant)
        if senses:
            joined.append(mention_of(mention.first, mention.last, tuple(senses)))
    for mention in reversed(joined):
        if any(cls.startswith("acts.") for cls, _ in mention.senses):
            for prefix in ("acts.", "cues.speech"):  # `sagt … zu` promises, it does not say
                passage.hits.drop(prefix, mention.first, mention.last)
    if joined:
        passage.hits.add(reversed(joined))


def _waits_for(mention: Mention) -> Iterator[tuple[tuple[str, ...], list[tuple[str, str]]]]:
    by_words: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for cls, value in mention.senses:
        if cls == PARTED:
            words, meant = _read(value)
            by_words.setdefault(words, []).append(meant)
    yield from by_words.items()


@cache
def _read(value: str) -> tuple[tuple[str, ...], tuple[str, str]]:
    second, meant = second_part(value)
    return tuple(second.lower().split()), meant


def _find(passage: Passage, sentence: Sentence, start: int, words: tuple[str, ...], taken: set[int]) -> int | None:
    """Where the second part stands in the clause that goes on from `start`; clauses and brackets let into it do not
    count. A prefix that could be a preposition or an article must end its clause."""
    tokens, walls = passage.tokens, passage.wall_set
    inside = False  # in a clause that a comma opened and another will close
    at = start
    limit = min(sentence.last, start + _FARTHEST)
    while at < limit:
        form = tokens[at].form
        if form == "(":
            at = next((n for n in range(at, limit) if tokens[n].form == ")"), limit)
        elif form in _ENDS:
            return None
        elif form == ",":
            inside = at in walls
        elif form == words[0] and not inside and at not in taken and _stands(passage, sentence, at, words):
            return at
        at += 1
    return None


def _fits(passage: Passage, at: int, word: str) -> bool:
    """Whether a token is a word of a second part; `#` is a number, with what hedges it or tells its currency."""
    if word != "#":
        return passage.tokens[at].form == word
    if passage.tokens[at].kind == "n":
        return True
    return any(cls.startswith(_AMOUNTS) for cls, _ in passage.hits.here.get(at, ()))


def _stands(passage: Passage, sentence: Sentence, at: int, words: tuple[str, ...]) -> bool:
    end = at + len(words)
    if end > sentence.last or not all(_fits(passage, at + n, word) for n, word in enumerate(words)):
        return False
    if len(words) > 1 or not passage.hits.any_at(_OTHERWISE, at):
        return True
    return end == sentence.last or passage.tokens[end].kind == "s" or passage.hits.any_at(_GOES_ON, end)
