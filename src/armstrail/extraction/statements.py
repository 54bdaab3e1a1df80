"""Stances and agreements: who condemns, denies, warns; who signs what with whom."""

from __future__ import annotations

from armstrail.extraction.cues import Target
from armstrail.extraction.drafts import Draft
from armstrail.extraction.items import item_mentions, item_path
from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.flows import Weights
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.sources import Voices, source_of
from armstrail.extraction.speakers import Speaker
from armstrail.extraction.verbs import Act, walls_between

Stance = tuple[Draft, str, Speaker | None]


def draft_statements(voices: Voices, weights: Weights) -> list[Stance]:
    """A draft for every stance a party takes, with the stance and the phrase that takes it."""
    passage = voices.passage
    found: list[Stance] = []
    for sentence in passage.sentences:
        used: set[tuple[str, str]] = set()
        for at in range(sentence.first, sentence.last):
            mention = passage.hits.at("cues.stance", at)
            stance = mention.value("cues.stance") if mention is not None else None
            if mention is None or stance is None:
                continue
            speaker = _holder(voices, sentence, at, weights)
            if speaker is None or speaker.party is None or (speaker.party, stance) in used:
                continue
            used.add((speaker.party, stance))
            path = _about(passage, sentence, at)
            target = Target(mention.first, mention.last, sentence, "goods")
            found.append((Draft("statement", mention.first, mention.last, sentence, path, target), stance, speaker))
    return found


def _holder(voices: Voices, sentence: Sentence, at: int, weights: Weights) -> Speaker | None:
    """The nearest phrase to the left in the clause that can take a stance; else the sentence's source."""
    for speaker in reversed([s for s in voices.speakers if sentence.first <= s.first and s.last <= at]):
        if voices.passage.hits.ending("grammar.prepositions", speaker.first - 1) is not None:
            continue
        if at - speaker.last <= 14 and walls_between(voices.passage, speaker.last, at) == 0:
            return speaker
        break
    source = source_of(voices, sentence, at, weights.source)
    return source.speaker if source is not None else None


def _about(passage: Passage, sentence: Sentence, at: int) -> str | None:
    near = sorted(item_mentions(passage, sentence.first, sentence.last), key=lambda m: (abs(m.first - at), m.first))
    return item_path(passage, near[0]) if near else None


def addressee(
    passage: Passage, parties: Parties, sentence: Sentence, speaker: str, at: int, flows: list[tuple[str, str]]
) -> str | None:
    """Whom a stance is directed at: the party the sentence names, else the other side of the transfer, for
    an outsider its supplier."""
    here: list[Party] = [
        p
        for p in parties.by_sentence.get(sentence.index, ())
        if p.code != speaker and p.role != "place" and p.code != "UN"
    ]
    after = [p for p in here if p.first >= at]
    chosen = after or here
    if chosen:
        return chosen[0].code
    for supplier, recipient in flows:
        if speaker == supplier:
            return recipient
        if speaker == recipient:
            return supplier
    return flows[0][0] if flows else None


def draft_agreements(passage: Passage, parties: Parties, acts: list[Act]) -> list[Draft]:
    """A draft for every treaty, contract or deal that a verb of agreeing or two parties go with."""
    found: list[Draft] = []
    done: set[int] = set()
    for act in acts:
        if act.frame != "agree" or act.form != "noun":
            continue
        sentence = passage.sentence_of(act.first)
        if sentence.index in done:
            continue
        verb = next(
            (
                v for v in acts
                if v.frame == "agree" and v.form != "noun" and sentence.first <= v.first < sentence.last
                and walls_between(passage, v.first, act.first) == 0 and abs(v.first - act.first) <= 9
            ),
            None,
        )  # fmt: skip
        named = {p.code for p in parties.by_sentence.get(sentence.index, ())}
        if verb is None or len(named) < 1:
            continue
        done.add(sentence.index)
        target = Target(act.first, act.last, sentence, "goods", verb)
        path = _about(passage, sentence, act.first)
        found.append(Draft("agreement", act.first, act.last, sentence, path, target))
    return found
