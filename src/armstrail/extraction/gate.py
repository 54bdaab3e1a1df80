"""Whether a document speaks of arms transfers at all. It gates on words; direction is decided later.

Twice: one scan of the raw text tells whether it can hold a claim, and spares most news all the rest; what
passes is read, and the signs of the whole document then decide.
"""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.extraction.drafts import Draft
from armstrail.extraction.flows import Scene
from armstrail.extraction.parties import Parties
from armstrail.extraction.passage import Passage
from armstrail.extraction.plausibility import temper_of
from armstrail.extraction.ranking import ranked
from armstrail.extraction.verbs import Act
from armstrail.languages import LanguagePack
from armstrail.model.document import Document

_SHORT = 300  # characters; a text that brief is read for a party alone
_BRIEF = 4  # sentences
_MOVING = ("supply", "receive", "arrive")


def may_hold_claims(document: Document, pack: LanguagePack, window: tuple[int, int] | None = None) -> bool:
    """Whether a document, or a window of it, has the words that a claim cannot do without.

    That is a party, and words of arms. In a long text one word of arms beside one party may well be a homonym,
    so there must be more; where other goods are moved, two parties and a word of the field.
    """
    if window is None or window == (0, len(document.text)):
        return words_may_hold_claims((document.titled_text,), pack)
    text = document.text[slice(*window)]
    return words_may_hold_claims((f"{document.title}\n{text}" if document.title else text,), pack)


def words_may_hold_claims(texts: Sequence[str], pack: LanguagePack) -> bool:
    """The same of any words, in one text or in several that belong together. What holds of some words holds of more,
    once they are no brief text."""
    found = [pack.gate_words.find(text) for text in texts]
    if len(texts[0]) < _SHORT and sum(map(len, texts)) < _SHORT:
        return any(each.parties for each in found)
    if not any(each.arms or each.field for each in found):  # asked first: few texts have one, and most name a party
        return False
    arms: set[str] = set().union(*(each.arms for each in found))
    field: set[str] = set().union(*(each.field for each in found))
    if any(each.names_two() for each in found):
        return True
    parties: set[str] = set().union(*(each.parties for each in found))
    if len(parties) > 1:
        return True
    return bool(parties and arms) and len(arms) + len(field) > 1


def topic_signs(
    passage: Passage, parties: Parties, acts: list[Act], drafts: list[Draft], scene: Scene
) -> dict[str, float]:
    """The signs that a document is of the field, by name; all lie between 0 and about 2."""
    sentences = max(len(passage.sentences), 1)
    items = {passage.sentence_of(at).index for cls in ("items.nouns", "models") for at in passage.hits.starts[cls]}
    moving = {passage.sentence_of(act.first).index for act in acts if act.group in _MOVING}
    joined = items & moving & set(parties.by_sentence)
    votes = sorted((value for pair, value in scene.votes.items() if all(pair)), reverse=True)
    temper = temper_of(passage)
    flow = min(votes[0], 3.0) / 3 if votes else _ONE_SIDED * float(_sells_to_one(passage, parties, drafts, items))
    ranks = any(d.unit == "percent" and ranked(passage, parties, d.target) is not None for d in drafts)
    makers = {d.target.home for d in drafts if d.amount is not None and d.target.home is not None}
    signs = {
        "bias": 1.0,
        "brief": float(sentences <= _BRIEF),
        "domain": temper["domain"],
        "other": temper["other"],
        "items": len(items) / sentences,
        "joined": len(joined) / sentences,
        "any_joined": float(bool(joined) or ranks),
        "flow": max(flow, _RANKED) if ranks else flow,
        "flows": min(sum(votes), 10.0) / 10,
        "parties": min(len(scene.mass.keys() | makers), 4) / 4,
        "figures": min(sum(d.amount is not None and d.amount.kind == "count" for d in drafts) / sentences, 2.0),
        "title": float(len(scene.title) >= 2),
    }
    return {f"gate|{name}": value for name, value in signs.items()}


_RANKED = 0.7  # what shares told of sellers or buyers among all are worth beside it
_ONE_SIDED = 0.5  # what a sum of arms exports with one party is worth beside a flow with two


def _sells_to_one(passage: Passage, parties: Parties, drafts: list[Draft], items: set[int]) -> bool:
    """`licences for arms exports to Israel worth 250 million`: a sum of what is sold abroad, beside a party; whose
    licences they are, the reader of the paper knows."""
    traded = {passage.sentence_of(at).index for at in passage.hits.starts["cues.trade"]}
    told = traded & items & set(parties.by_sentence)
    return any(d.amount is not None and d.amount.kind == "money" and d.sentence.index in told for d in drafts)
