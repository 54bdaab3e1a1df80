"""Whether a document speaks of arms transfers at all. It gates on words; direction is decided later."""

from __future__ import annotations

from armstrail.extraction.parties import Parties
from armstrail.extraction.passage import Passage
from armstrail.extraction.verbs import Act

_MOVING = ("supply", "receive", "arrive", "use", "find", "pay", "agree")


def is_on_topic(passage: Passage, parties: Parties, acts: list[Act]) -> bool:
    """Whether the document holds enough of the field's words, and its sentences join item, party and act."""
    sentences = max(len(passage.sentences), 1)
    domain = other = 0
    for mention in passage.hits.starts["cues.topic"].values():
        values = [value for name, value in mention.senses if name == "cues.topic"]
        domain += "domain" in values
        other += "other" in values and "domain" not in values
    items = {passage.sentence_of(at).index for cls in ("items.nouns", "models") for at in passage.hits.starts[cls]}
    moving = {passage.sentence_of(act.first).index for act in acts if act.group in _MOVING}
    named = set(parties.by_sentence)
    joined = len(items & moving & named)
    if joined == 0 and not items & named:
        return False
    needed = min(4.5, 0.55 * sentences)
    if domain + 1.5 * joined < needed:
        return False
    return other <= 0.4 * domain + 1.2 * joined
