"""Whether goods are told of as moved or as used: the act that governs them, and every other act of the sentence.

`the 22 radars, about 150 Humvees` behind `drones that Russia has been using` are no use; `three came and two of
these were down` are one of each. Signs add up (`kind` in weights.toml); without a word of use or finding in the
sentence, goods are moved.
"""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.extraction.cues import Target
from armstrail.extraction.items import ends_number
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.using import use_of
from armstrail.extraction.verbs import Act, acts_in, walls_between
from armstrail.languages import Mention

_TOLD = ("use", "find")
_GROUPS = (*_TOLD, "supply", "receive", "arrive")


def kind_of(
    passage: Passage,
    target: Target,
    path: str | None,
    unit: str | None,
    acts: Sequence[Act],
    weights: dict[str, float],
) -> str:
    """`deployment` for people, else `use` or `transfer`."""
    if unit == "persons" or (path or "").startswith("personnel"):
        return "deployment"
    here = acts_of(target.sentence, acts)
    if not any(act.group in _TOLD for act in here):
        return "transfer"
    if _is_whole(passage, target):
        fired = any(act.frame == "use" and 0 <= act.first - target.last <= _FIRED for act in here)
        return "use" if fired else "transfer"  # `20 of the 28 drones launched by Russia`
    target.used = use_of(passage, target, here, counted=unit is not None)
    if target.used is not None:
        return "use"
    likely = sum(weights.get(name, 0.0) for name in signs_of_use(passage, target, unit, here))
    return "use" if likely > 0 else "transfer"


_FIRED = 5  # tokens from goods to the verb of who used them


def are_trained(passage: Passage, target: Target, acts: Sequence[Act]) -> bool:
    """`dozens of Russian soldiers were trained in Iran`: whether all that is told of people is that they learn or
    teach, which moves nobody."""
    governing = target.act
    for act in acts_in(target.sentence, acts):
        if act.frame == "train" and not walls_between(passage, act.first, target.first):
            if governing is None or governing.frame == "use" or 0 <= act.first - governing.last <= _UNDERGO:
                return True
    return False


_UNDERGO = 1  # tokens from `undergo` or `receive` to the training


def _is_whole(passage: Passage, target: Target) -> bool:
    """`21 of the 140 Marders were destroyed`: what became of a part is told, the whole is what was given."""
    hits, at = passage.hits, target.first - 1
    joined = False
    while at > target.sentence.first and hits.any_ending(_JOINING, at):
        preposition = hits.ending("grammar.prepositions", at)
        values = {value for _, value in preposition.senses} if preposition is not None else {"of"}
        joined = bool(values & {"of", "from"})
        at -= 1
    return joined and ends_number(passage, at)


_JOINING = frozenset({"grammar.articles", "grammar.prepositions"})


def acts_of(sentence: Sentence, acts: Sequence[Act]) -> list[Act]:
    """The acts of a sentence that tell what goods did."""
    return [act for act in acts_in(sentence, acts) if act.group in _GROUPS]


def rule_of_kind(passage: Passage, sentence: Sentence, act: Act | None) -> str:
    """What the governing act alone says: `use` where it uses, destroys or seizes, or finds beside words of debris."""
    if act is None or act.group not in _TOLD:
        return "transfer"
    return "use" if act.frame != "find" or _tells_debris(passage, sentence) else "transfer"


def _tells_debris(passage: Passage, sentence: Sentence) -> bool:
    mentions = passage.hits.between("cues.basis", sentence.first, sentence.last)
    return any(("cues.basis", "debris") in mention.senses for mention in mentions)


def signs_of_use(passage: Passage, target: Target, unit: str | None, here: Sequence[Act]) -> list[str]:
    """The signs that goods were used, found, lost or seized, by name."""
    act, sentence = target.act, target.sentence
    names = ["bias", f"rule:{rule_of_kind(passage, sentence, act)}", f"unit:{unit}"]
    if act is not None:
        side = "left" if act.first < target.first else "right"
        names += [f"act:{act.frame}.{act.form}", f"act:{act.frame}.{side}", f"act:{act.group}.{side}"]
    else:
        names.append("act:none")
    if _tells_debris(passage, sentence):
        names.append("debris")
    for group in _GROUPS:
        for side in ("left", "right"):
            alike = [other for other in here if other.group == group and _side(other, target) == side]
            near = [_gap(passage, other, target) for other in alike]
            if near:
                names += [f"{group}.{side}", f"{group}.{side}.{min(int(min(near)) // 4, 4)}"]
    if target.home is not None:
        names.append("foreign_model")
    if target.rivals:
        names.append(f"rivals:{min(len(target.rivals), 4)}")
    return names


def _side(act: Act, target: Target) -> str:
    return "left" if act.first < target.first else "right"


def _gap(passage: Passage, act: Act, target: Target) -> float:
    gap = target.first - act.last if act.first < target.first else act.first - target.last
    return max(gap, 0) + 8.0 * walls_between(passage, act.first, target.first)


_HELD = 4  # tokens between a word of stopping and the goods


def is_held_back(passage: Passage, sentence: Sentence, mention: Mention) -> bool:
    """`Washington suspended military aid to Ukraine`: a word of denying or stopping is the verb of the goods, not of
    a deal in them."""
    if passage.hits.any_between("acts.agree", mention.first, mention.last + 1):
        return False
    around = max(sentence.first, mention.first - _HELD), min(sentence.last, mention.last + _HELD)
    return any(
        ("cues.modality", "denied") in hit.senses and not walls_between(passage, hit.first, mention.first)
        for hit in passage.hits.between("cues.modality", *around)
    )
