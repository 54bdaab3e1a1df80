"""Stances and agreements: who condemns, denies, warns, and whom it is directed at; who signs what with whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from armstrail.extraction.about import subjects_for
from armstrail.extraction.cues import Target
from armstrail.extraction.drafts import Draft
from armstrail.extraction.flows import Scene, Weights, score
from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.sources import Signs, Voices, source_of
from armstrail.extraction.speakers import Speaker
from armstrail.extraction.valued import valued
from armstrail.extraction.verbs import walls_between
from armstrail.model.claim import Claim

_FAR = 5  # tokens from the plain name of a state to its word of stance
_FAR_VERB_LAST = 9  # where the verb comes last


@dataclass(slots=True)
class Stance:
    """A stance taken at a cue word: the draft of its claim, the stance, who takes it and for which party."""

    draft: Draft
    stance: str
    speaker: Speaker
    holder: str


def draft_statements(voices: Voices, drafts: list[Draft], about: dict[str, float]) -> list[Stance]:
    """A draft for every stance a party takes, the first of a kind by one holder in a sentence.

    Args:
        about: the weights that tell what a stance is about.
    """
    passage = voices.passage
    actors = passage.pack.vocabulary.actors
    found: list[Stance] = []
    for sentence in passage.sentences:
        used: set[tuple[str, str]] = set()
        for mention in passage.hits.between("cues.stance", sentence.first, sentence.last):
            at, stance = mention.first, mention.value("cues.stance")
            if stance is None:
                continue
            speaker = _holder(voices, sentence, at)
            if speaker is None or speaker.party is None:
                continue
            actor = actors[speaker.party]
            holder = actor.home if actor.kind == "company" and actor.home else speaker.party
            if (holder, stance) in used:
                continue
            used.add((holder, stance))
            target = Target(mention.first, mention.last, sentence, "goods")
            draft = Draft(
                "statement",
                mention.first,
                mention.last,
                sentence,
                valued(subjects_for(passage, drafts, sentence, at, stance), about).path,
                target,
            )
            found.append(Stance(draft, stance, speaker, holder))
    return found


def _holder(voices: Voices, sentence: Sentence, at: int) -> Speaker | None:
    """The nearest phrase to the left in the clause that can take a stance; else the sentence's source."""
    farthest = _FAR_VERB_LAST if voices.passage.pack.flag("script.postpositions") else _FAR
    for speaker in reversed([s for s in voices.speakers if sentence.first <= s.first and s.last <= at]):
        if voices.passage.hits.ending("grammar.prepositions", speaker.first - 1) is not None or speaker.party is None:
            continue
        if speaker.bare and (
            at - speaker.last > farthest or voices.passage.hits.ending("grammar.coordinators", speaker.first - 1)
        ):
            continue
        if at - speaker.last <= 14 and walls_between(voices.passage, speaker.last, at) == 0:
            return speaker
        break
    source = source_of(voices, sentence, at)
    return source.speaker if source is not None else None


def is_request(stance: Stance, made: Sequence[tuple[Draft, Claim]]) -> bool:
    """`Kyiv asked Rome for four batteries`: whether a demand is told by a claim of what is asked for already."""
    return stance.stance == "demand" and any(
        draft.sentence is stance.draft.sentence and claim.status == "requested" and claim.recipient == stance.holder
        for draft, claim in made
    )


def stance_signs(passage: Passage, parties: Parties, stance: Stance, temper: Signs) -> Signs:
    """The signs that a stance word carries a statement of the field at all."""
    draft = stance.draft
    sentence = draft.sentence
    here = parties.by_sentence.get(sentence.index, ())
    names = [f"stance:{stance.stance}", f"type:{stance.speaker.source_type}", "bias"]
    names.append(f"item:{(draft.path or 'none').split('.')[0]}")
    inside = stance.speaker.first >= sentence.first and stance.speaker.last <= sentence.last
    names.append(
        f"holder:{'here' if inside else 'carried'}.{'left' if stance.speaker.first < draft.first else 'right'}"
    )
    names.append(f"others:{min(len({p.code for p in here} - {stance.holder}), 2)}")
    if any(passage.is_a("cues.speech", at) for at in range(sentence.first, sentence.last)):
        names.append("speech")
    if any(
        passage.hits.ending("grammar.negators", at) for at in range(max(sentence.first, draft.first - 3), draft.first)
    ):
        names.append("negated")
    signs = {f"stance|{name}": 1.0 for name in names}
    return signs | {f"stance|{name}": value for name, value in temper.items()}


def address_signs(parties: Parties, scene: Scene, stance: Stance, code: str | None, named: list[str]) -> Signs:
    """The signs that a stance is directed at `code` (None: at nobody named).

    Args:
        named: suppliers and recipients of the flows of the document, the strongest flow's first.
    """
    if code is None:
        return {"nobody": 1.0, f"nobody:{stance.stance}": 1.0}
    sentence, at = stance.draft.sentence, stance.draft.first
    names = []
    side = "holder_in" if stance.holder in named[:2] else "holder_out"
    if code in named[:2]:
        names.append(f"flow:{'supplier' if code == named[0] else 'recipient'}.{side}")
        names.append(f"flow:{'supplier' if code == named[0] else 'recipient'}.{stance.stance}")
    here: list[Party] = [p for p in parties.by_sentence.get(sentence.index, ()) if p.code == code]
    for party in here:
        place = "after" if party.first >= at else "before"
        names += [f"here:{place}.{party.role}", f"here:{place}.{(party.preposition or 'bare').split('|')[0]}"]
    if here:
        names.append(f"here:{stance.stance}")
    elif sentence.index and any(p.code == code for p in parties.by_sentence.get(sentence.index - 1, ())):
        spoke = any(p.code == code and p.speaks for p in parties.by_sentence[sentence.index - 1])
        names.append("back:spoke" if spoke else "back")
    signs = dict.fromkeys(names, 1.0)
    signs["mass"] = scene.mass.get(code, 0.0)
    return signs


def addressee(parties: Parties, scene: Scene, stance: Stance, weights: Weights) -> str | None:
    """Whom a stance is directed at: the likeliest of the document's parties, or None."""
    named = flow_parties(scene)
    best = score(address_signs(parties, scene, stance, None, named), weights.address)
    chosen = None
    for code in sorted(scene.mass):
        if code in (stance.holder, "UN"):
            continue
        likely = score(address_signs(parties, scene, stance, code, named), weights.address)
        if likely > best + 1e-12:
            best, chosen = likely, code
    return chosen


def flow_parties(scene: Scene) -> list[str]:
    """Suppliers and recipients of the document's flows, the strongest flow first."""
    flows = sorted(scene.votes.items(), key=lambda vote: (-vote[1], vote[0]))
    return [code for pair, _ in flows if all(pair) for code in pair]
