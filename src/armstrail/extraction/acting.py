"""Offices and people whose deeds a text tells and not their words: `the president received two helicopters`.

Who gives, gets, buys, sends, uses or signs says nothing by that; a promise or an approval is a word of its own. But
who receives those that write is about to speak: `the minister receives us between two votes`.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from armstrail.extraction.passage import Passage
from armstrail.extraction.speaker import Speaker
from armstrail.extraction.verbs import Act, walls_between

_DEEDS: Final = frozenset({"supply", "receive", "buy", "deploy", "use", "arrive", "agree"})
_REACH: Final = 6  # tokens from who acts to the verb: a day, a helping verb, `formally`


def who_acts(passage: Passage, speakers: Sequence[Speaker], speaking: Container[int], acts: Sequence[Act]) -> set[int]:
    """The first tokens of the phrases that are the subject of a deed and speak nowhere.

    Args:
        speaking: the first tokens of the phrases that speak.
    """
    deeds = [
        act for act in acts
        if act.frame in _DEEDS and act.form == "finite" and act.voice == "active" and not _with_who_writes(passage, act)
    ]  # fmt: skip
    return {
        speaker.first for speaker in speakers
        if speaker.first not in speaking and any(_does(passage, speaker, act, speakers) for act in deeds)
    }  # fmt: skip


def _does(passage: Passage, speaker: Speaker, act: Act, speakers: Sequence[Speaker]) -> bool:
    if act.subject is not None:
        return speaker.first <= act.subject < speaker.last
    if not 0 <= act.first - speaker.last <= _REACH or walls_between(passage, speaker.last, act.first):
        return False
    if passage.hits.any_ending(_GOVERNING, speaker.first - 1):
        return False
    return not any(speaker.last <= other.first < act.first for other in speakers)


def _with_who_writes(passage: Passage, act: Act) -> bool:
    beside = passage.hits.between("grammar.we", act.first - 1, act.last + 1)
    return act.frame == "receive" and any(hit.value("grammar.we") != "possessive" for hit in beside)


_GOVERNING: Final = frozenset({"grammar.prepositions"})
