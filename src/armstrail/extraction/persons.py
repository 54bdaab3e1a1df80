"""Names of persons: runs of capitalised words that no list knows."""

from __future__ import annotations

from typing import Final

from armstrail.extraction.passage import Passage, Sentence

KNOWN: Final = frozenset({
    "dates.months", "dates.weekdays", "items.nouns", "models", "places", "grammar.articles", "grammar.openers",
    "actors.names", "actors.capital", "numbers.major",
})  # fmt: skip
_NO_NAMES: Final = KNOWN | {
    "grammar.prepositions", "grammar.pronouns", "grammar.determiners", "cues.institutions", "cues.according",
    "quantities.currencies", "actors.government", "actors.military", "actors.intelligence",
}  # fmt: skip
_OFFICES: Final = frozenset({"cues.institutions", "cues.speech"})
_MODIFIERS: Final = frozenset({"actors.adjectives", "grammar.articles", "grammar.determiners", "quantities.another"})


def person_end(passage: Passage, sentence: Sentence, at: int) -> int | None:
    """The token behind the name of a person that begins at a token. One word alone must stand by a verb of saying,
    for it is only a surname."""
    tokens = passage.tokens
    if not _is_name(passage, at) or (at == sentence.first and not _opens_as_name(passage, at)):
        return None
    if tokens[at].glued and at > sentence.first and tokens[at - 1].form == "-":
        return None  # `Taurus-Marschflugkörper`
    if at > sentence.first and tokens[at - 1].kind == "n":
        return None  # `verzeichnet 38 Punkte`: what is counted speaks to nobody
    if passage.pack.flag("script.capital_nouns") and not _beside_office(passage, at):
        return None
    if _spells_out(passage, sentence, at):
        return None
    last = at + 1
    while last < sentence.last and _is_name(passage, last) and last - at < 4:
        last += 1
        if last + 1 < sentence.last and tokens[last].form == "-" and tokens[last].glued and tokens[last + 1].glued:
            last += 2
    if last - at == 1:
        beside = [n for n in (at - 1, at - 2, last, last + 1) if sentence.first <= n < sentence.last]
        told = passage.hits.ending("cues.according", at - 1) is not None  # `according to Shin`
        if not told and not any(
            passage.is_a("cues.speech", n) or passage.hits.ending("cues.speech", n) for n in beside
        ):
            return None
    return last


_SPELLED: Final = 4  # words of a spelled-out name that other lists may hold, from the bracket on


def _spells_out(passage: Passage, sentence: Sentence, at: int) -> bool:
    """`HIMARS (High Mobility Artillery Rocket Systems)`: capitalised words in brackets right behind a model say what
    its letters stand for."""
    for n in range(at - 1, max(sentence.first, at - _SPELLED - 1), -1):
        token = passage.tokens[n]
        if token.form == "(":
            return passage.hits.ending("models", n - 1) is not None
        if token.kind != "w" or not token.surface[0].isupper():
            return False
    return False


def _opens_as_name(passage: Passage, at: int) -> bool:
    """Whether the first word of a sentence is a name: another follows, or no list knows it and it speaks."""
    return _is_name(passage, at + 1) or (at not in passage.hits.here and passage.is_a("cues.speech", at + 1))


def _beside_office(passage: Passage, at: int) -> bool:
    """Where all nouns have capitals, two words that no list knows are taken for a name, and one only beside an office
    or a verb of saying, with no adjective before it."""
    here = passage.hits.here
    if _is_name(passage, at + 1) and at not in here and at + 1 not in here:
        return True
    before = passage.tokens[at - 1] if at else None
    if (
        before is not None
        and before.kind == "w"
        and at - 1 not in here
        and not passage.hits.any_ending(_OFFICES, at - 1)
    ):
        return False
    if before is not None and passage.hits.any_ending(_MODIFIERS, at - 1):
        return False
    beside = range(max(0, at - 2), at + 4)
    return any(passage.hits.any_at(_OFFICES, n) or passage.hits.any_ending(_OFFICES, n) for n in beside)


def _is_name(passage: Passage, at: int) -> bool:
    if at >= len(passage.tokens):
        return False
    token = passage.tokens[at]
    if token.kind != "w" or not token.surface[0].isupper() or token.surface.isupper() or len(token.surface) < 2:
        return False
    return not passage.hits.any_at(_NO_NAMES, at)
