"""What a text itself shortens: `the Multilateral Sanctions Monitoring Team (MSMT)`, and `the MSMT` from there on.

No list holds every panel and institute. The bracket names one, tells where its long name ends, and makes the short
one a speaker of the same kind.
"""

from __future__ import annotations

from dataclasses import replace

from armstrail.extraction.passage import Passage
from armstrail.extraction.speaker import Speaker

_LONGEST = 9  # tokens of a long name
_REST = 4  # of its end that no list holds
_NOT_NAMES = frozenset({"models", "items.nouns", "quantities.units", "places", "dates.months", "dates.weekdays"})


def with_abbreviations(passage: Passage, speakers: list[Speaker]) -> list[Speaker]:
    """The speakers, those with a bracket behind them reaching over it, and each later mention of a short name."""
    if not (brackets := _brackets(passage)):
        return speakers
    known: dict[str, Speaker] = {}
    taken = {at for speaker in speakers for at in range(speaker.first, speaker.last)}
    kept = {speaker.first: speaker for speaker in speakers}
    for at in brackets:
        short = passage.tokens[at].surface
        owner = next((s for s in speakers if s.last == at - 1), None) or _begun(passage, speakers, at - 1)
        if owner is None and short not in known:
            owner = _long_name(passage, at - 1, taken)
        if owner is not None and not owner.bare:
            kept.pop(at, None)
            known[short] = kept[owner.first] = replace(owner, last=at + 2, named=True)
            taken.update(range(owner.first, at + 2))
    for at, token in enumerate(passage.tokens):
        if (full := known.get(token.surface)) is not None and at not in taken:
            article = passage.hits.ending("grammar.articles", at - 1) is not None
            kept[at - article] = replace(full, first=at - article, last=at + 1, named=True)
    return [kept[first] for first in sorted(kept)]


def _begun(passage: Passage, speakers: list[Speaker], last: int) -> Speaker | None:
    """The phrase whose name goes on up to a bracket: `la Agencia de Inteligencia | de Defensa (DIA)`."""
    for speaker in speakers:
        rest = range(speaker.last, last)
        if 1 < len(rest) <= _REST and not speaker.bare and passage.hits.at("grammar.prepositions", rest.start):
            named = all(passage.tokens[at].kind == "w" and passage.tokens[at].surface[0].isupper() for at in rest[1:])
            return speaker if named else None
    return None


def _brackets(passage: Passage) -> list[int]:
    """The tokens of short names that stand alone in brackets."""
    tokens = passage.tokens
    return [
        at for at in range(2, len(tokens) - 1)
        if tokens[at - 1].form == "(" and tokens[at + 1].form == ")" and 2 <= len(tokens[at].surface) <= 8
        and tokens[at].kind == "w" and tokens[at].surface[0].isupper() and not passage.hits.any_at(_NOT_NAMES, at)
    ]  # fmt: skip


def _long_name(passage: Passage, last: int, taken: set[int]) -> Speaker | None:
    """The words before a bracket from the first with a capital on, where no speaker was found among them."""
    tokens, first = passage.tokens, None
    for at in range(last - 1, max(-1, last - 1 - _LONGEST), -1):
        if (tokens[at].kind != "w" and tokens[at].form not in ("'", "-", "’")) or at in taken:
            break
        if tokens[at].surface[0].isupper():
            first = at
    if first is None or last - first < 2 or any(passage.hits.any_at(_NOT_NAMES, at) for at in range(first, last)):
        return None
    if passage.hits.ending("grammar.articles", first - 1) is not None:
        first -= 1
    return Speaker(first, last, None, None, True, False)
