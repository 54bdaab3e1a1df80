"""How surely, at which stage and in what measure: signs of one claim that add up, one table for each slot.

The rules of `circumstances` give a first answer from the words of the clause; it is one sign among others here:
the act and its auxiliaries, cue words of the clause, of the sentence and of the one before, the source's manner of
speaking, and what the figure before was held to be. Weights stand in the tables `status`, `measure` and `modality`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from armstrail.extraction.drafts import Draft
from armstrail.extraction.flows import SLOTS, SlotWeights
from armstrail.extraction.lists import heading_of
from armstrail.extraction.passage import BULLETS, Passage, Sentence
from armstrail.extraction.sources import Source
from armstrail.extraction.verbs import clause_of
from armstrail.model.period import Period

_CUES = {f"cues.{name}": name for name in ("status", "modality", "measure", "condition")}
_AUXILIARIES = {
    f"grammar.{name}": name
    for name in ("modal", "future", "conditional", "perfect", "passive", "hearsay_aux", "negators")
}
_TELLING = {
    **{cls: ("cue", name) for cls, name in _CUES.items()},
    **{cls: ("aux", name) for cls, name in _AUXILIARIES.items()},
    "quantities.another": ("counting", "another"),
    "quantities.in_all": ("counting", "in_all"),
}  # by class: the sort of word, and its sign
_NEAR = 6  # tokens
Told = list[tuple[int, str, str]]  # token, sort of word, sign
_VALUES = sum(map(len, SLOTS.values()))
_FIRST = dict(zip(SLOTS, accumulate(map(len, SLOTS.values()), initial=0), strict=False))  # where a slot's values begin
STATUSES, MEASURES, MODALITIES = SLOTS["status"], SLOTS["measure"], SLOTS["modality"]

STATUSES = ("delivered", "underway", "agreed", "planned", "requested", "offered", "possible")
MEASURES = ("total", "increment", "rate", "share")
MODALITIES = ("stated", "confirmed", "estimated", "alleged", "denied")


@dataclass(slots=True)
class Before:
    """What the claim before was held to be: its slots by name, and its sentence."""

    sentence: Sentence | None = None
    held: dict[str, str] = field(default_factory=dict)


def signs_of_slots(
    passage: Passage, draft: Draft, source: Source | None, period: Period | None, told: dict[int, Told]
) -> list[str]:
    """The signs of a claim that its slots have in common, by name; `told` keeps what sentences tell."""
    sentence, act, amount = draft.sentence, draft.target.act, draft.amount
    names = [f"kind:{draft.kind}", "figure" if amount is not None else "item"]
    names.append(f"root:{draft.kind}.{(draft.path or 'none').split('.')[0]}")
    if act is not None:
        side = "left" if act.first < draft.first else "right"
        names += [f"act:{act.frame}.{act.form}", f"act:{act.frame}.{act.voice}.{side}", f"act:{act.group}.{act.form}"]
        names += [f"act:{act.frame}"] + (["act:negated"] if act.negated else [])
        names += _before_act(passage, sentence, act.first)
    else:
        names.append("act:none")
    names += _cues_around(passage, draft, told)
    if source is not None:
        carried = "carried" if source.carried else "here"
        names += [f"source:{source.modality}.{carried}", f"source:{source.speaker.source_type}"]
    else:
        names.append("source:none")
    if period is not None:
        ends = (period.start is not None, period.end is not None)
        names.append(f"period:{'both' if all(ends) else 'start' if ends[0] else 'end'}")
        names.append(f"period:{'one' if period.start == period.end else 'span'}")
    else:
        names.append("period:none")
    if amount is not None:
        names += [f"amount:{amount.kind}", f"hedge:{amount.hedge}"]
        names += [name for name in ("another", "in_all", "partitive") if getattr(amount, name)]
        if amount.rate is not None:
            names.append(f"rate:{amount.rate}")
        if draft.inherited:
            names.append("inherited")
    if passage.tokens[sentence.first].form in BULLETS:
        names.append("listed")
    names += _of_heading(passage, sentence, told)
    if sentence.index < 3:
        names.append("lead")
    return names


def _before_act(passage: Passage, sentence: Sentence, first: int) -> list[str]:
    here, found = passage.hits.here, set()
    for at in range(max(sentence.first, first - 5), first):
        found |= {f"aux:{_AUXILIARIES[cls]}" for cls, _ in here.get(at, ()) if cls in _AUXILIARIES}
    return sorted(found)


def _cues_around(passage: Passage, draft: Draft, told: dict[int, Told]) -> list[str]:
    """Cue words and nouns of action of the clause, the rest of the sentence, and the sentence before."""
    sentence = draft.sentence
    start, end = clause_of(passage, sentence, draft.first, draft.last)
    names: set[str] = set()
    if sentence.index and passage.sentences[sentence.index - 1].paragraph == sentence.paragraph:
        names.update(f"back:{sign}" for _, kind, sign in _told_in(passage, sentence.index - 1, told) if kind != "aux")
    for at, kind, sign in _told_in(passage, sentence.index, told):
        inside = start <= at < end
        if inside or kind != "aux":
            names.add(f"{'clause' if inside else 'sentence'}:{sign}")
        if inside and kind == "cue" and abs(at - draft.first) <= _NEAR:
            names.add(f"near:{sign}")
    return sorted(names)


def _of_heading(passage: Passage, sentence: Sentence, told: dict[int, Told]) -> list[str]:
    """What the words over a list say of all its items: `The new package includes:`, `Delivered so far:`."""
    index = heading_of(passage, sentence)
    if index is None:
        return []
    heading, here = passage.sentences[index], passage.hits.here
    names = {f"head:{sign}" for _, _, sign in _told_in(passage, index, told)}
    for at in range(heading.first, heading.last):
        names |= {f"head:{cls}" for cls, _ in here.get(at, ()) if cls.startswith("acts.")}
    return ["headed", *sorted(names)]


def _told_in(passage: Passage, index: int, told: dict[int, Told]) -> Told:
    """The cue words, auxiliaries and nouns of action of a sentence, found when first asked for."""
    if index not in told:
        sentence, here, acts = passage.sentences[index], passage.hits.here, passage.pack.acts
        told[index] = found = []
        for at in range(sentence.first, sentence.last):
            for cls, mention in here.get(at, ()):
                if cls in acts:
                    if (cls, "noun") in mention.senses:
                        found.append((at, "noun", f"noun.{cls.removeprefix('acts.')}"))
                elif (telling := _TELLING.get(cls)) is not None:
                    sort, sign = telling
                    if sort == "cue":
                        values = [value for name, value in mention.senses if name == cls]
                        found += [(at, sort, f"{sign}.{value}") for value in values]
                    else:
                        found.append((at, sort, sign))
    return told[index]


def own_signs(slot: str, signs: list[str], rule: str, before: Before, sentence: Sentence) -> list[str]:
    """The signs of one slot beside those that all have in common: the rule's own answer, and the claim before."""
    names = ["bias", f"rule:{rule}"]
    names += [f"rule:{rule}.{name}" for name in signs if name.startswith(_BASIC)]
    if before.sentence is not None and slot in before.held:
        gap = sentence.paragraph - before.sentence.paragraph
        near = "sentence" if before.sentence.index == sentence.index else "same" if gap == 0 else f"gap{min(gap, 2)}"
        names += [f"after:{before.held[slot]}.{near}", f"after:{before.held[slot]}.{near}.rule:{rule}"]
    return names


def options_of(
    slot: str, values: tuple[str, ...], signs: list[str], rule: str, before: Before, sentence: Sentence
) -> list[dict[str, float]]:
    """The signs of each value of a slot, as its table of weights names them."""
    names = signs + own_signs(slot, signs, rule, before, sentence)
    return [dict.fromkeys([f"{value}|{name}" for name in names], 1.0) for value in values]


_BASIC = ("kind", "amount", "figure", "item")  # the signs that a rule's answer is weighed with


class SlotScores:
    """What the signs that all slots of a claim have in common weigh for each value of each; `basic` are those that
    a rule's answer is weighed with."""

    def __init__(self, signs: list[str], weights: SlotWeights) -> None:
        self._weights = weights
        self.signs = signs
        self.basic = [name for name in signs if name.startswith(_BASIC)]
        rows = [row for name in dict.fromkeys(signs) if (row := weights.get(name)) is not None]
        self._common = tuple(map(sum, zip(*rows, strict=True))) or (0.0,) * _VALUES

    def of(self, slot: str, own: Iterable[str]) -> list[float]:
        """The score of each value of a slot, with the signs that it alone has."""
        part = slice(_FIRST[slot], _FIRST[slot] + len(SLOTS[slot]))
        rows = [row[part] for name in own if (row := self._weights.get(name)) is not None]
        return list(map(sum, zip(self._common[part], *rows, strict=True)))


def decide_slot(
    slot: str, values: tuple[str, ...], rule: str, before: Before, sentence: Sentence, common: SlotScores
) -> str:
    """The likeliest value of a slot; the rule's own answer where the weights know nothing."""
    scores = common.of(slot, own_signs(slot, common.basic, rule, before, sentence))
    best = max(scores)
    likeliest = [value for value, score in zip(values, scores, strict=True) if score > best - 1e-9]
    return rule if rule in likeliest else likeliest[0]
