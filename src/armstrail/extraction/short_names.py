"""Who is named in short: `Budanov` behind `the head of the secret service Kyrylo Budanov`, `this foundation` behind its
name. What the fuller phrase told of party and kind holds for the shorter one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from armstrail.extraction.passage import Passage
from armstrail.extraction.speaker import OF_OFFICE, Speaker


def with_short_names(passage: Passage, speakers: list[Speaker]) -> list[Speaker]:
    """One word of a name alone takes party and type from the phrase that brought the full name: where `Kyrylo Budanov`
    heads an intelligence service, so does `Budanov`."""
    known: dict[str, Speaker] = {}
    resolved: list[Speaker] = []
    for speaker in speakers:
        speaker = _named_before(passage, speaker, resolved)
        words = [t.surface for t in passage.tokens[speaker.first : speaker.last] if t.surface[0].isupper()]
        if len(words) == 1:
            full = known.get(words[0])
            if full is not None and (speaker.source_type == "person" or full.source_type in _IN_UNIFORM):
                speaker = replace(speaker, source_type=full.source_type, party=full.party)
        elif len(words) > 1:
            for word in dict.fromkeys([words[-1], *_name_in(passage, speaker)]):
                known.setdefault(word, speaker)
        resolved.append(speaker)
    return resolved


_IN_UNIFORM: Final = frozenset(
    {"military", "intelligence"}
)  # what a list of leaders, all of them of governments, hides


def _name_in(passage: Passage, speaker: Speaker) -> list[str]:
    """The words of a person's name at the end of a phrase, behind office and state: of `Shin Won-sik` the family name
    comes first."""
    words: list[str] = []
    at = speaker.last - 1
    while at >= speaker.first and passage.tokens[at].kind in "ws" and not passage.hits.any_ending(OF_OFFICE, at):
        token = passage.tokens[at]
        if token.kind == "w" and token.surface[0].isupper():
            words.append(token.surface)
        elif token.kind == "w" and not passage.tokens[at - 1].glued:
            break
        at -= 1
    return words


def _named_before(passage: Passage, speaker: Speaker, before: list[Speaker]) -> Speaker:
    """`this foundation`, `the same agency`: the phrase that named one of its kind in the sentences before. A ministry
    or a minister is another's with another noun: only the same noun points back to them."""
    if speaker.named or speaker.source_type in (None, "unnamed", "person"):
        return speaker
    pointing = passage.hits.ending("grammar.determiners", speaker.first - 1)
    if pointing is None:
        pointing = passage.hits.at("grammar.self_speakers", speaker.first)
        if pointing is None or pointing.last < speaker.last:
            return speaker
    start = passage.sentences[max(0, passage.sentence_of(speaker.first).index - 5)].first
    for earlier in reversed(before):
        if earlier.first < start:
            break
        if earlier.named and not earlier.bare and earlier.source_type == speaker.source_type:
            if speaker.source_type not in _OFFICIAL or _share_noun(passage, speaker, earlier):
                return replace(speaker, party=earlier.party, stands_for=(earlier.first, earlier.last))
            if speaker.party is None:
                speaker = replace(speaker, party=earlier.party)
    return speaker


_OFFICIAL: Final = frozenset({"government", "military", "company"})
_ENDING = 2  # letters by which two forms of a noun may differ


def _share_noun(passage: Passage, speaker: Speaker, earlier: Speaker) -> bool:
    """Whether two phrases hold forms of one noun."""
    said, before = ([t.form for t in passage.tokens[s.first : s.last] if len(t.form) > 3] for s in (speaker, earlier))
    return any(a[: max(len(a), len(b)) - _ENDING] == b[: max(len(a), len(b)) - _ENDING] for a in said for b in before)
