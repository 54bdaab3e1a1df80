"""How surely, at which stage and in what measure: signs of one claim that add up, one table for each slot.

The rules of `circumstances` give a first answer from the words of the clause; it is one sign among others here:
the act and its auxiliaries, cue words of the clause, of the sentence and of the one before, the source's manner of
speaking, and what the figure before was held to be. Weights stand in the tables `status`, `measure` and `modality`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from operator import add
from typing import Any

from armstrail.extraction.drafts import Draft
from armstrail.extraction.flows import SLOTS, Facts, Row, Table
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
_PARTS = {
    slot: slice(first, first + len(SLOTS[slot]))
    for slot, first in zip(SLOTS, accumulate(map(len, SLOTS.values()), initial=0), strict=False)
}  # where a slot's values stand
STATUSES, MEASURES, MODALITIES = SLOTS["status"], SLOTS["measure"], SLOTS["modality"]


@dataclass(slots=True)
class Before:
    """What the claim before was held to be: its slots by name, and its sentence."""

    sentence: Sentence | None = None
    held: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class SlotFacts:
    """What the signs that all slots of a claim have in common are made of: facts of its draft and the act that governs
    it, of its source and period, and the signs that words around are by themselves."""

    draft: Facts
    act: Facts
    told: Facts
    words: list[str]

    @property
    def signs(self) -> list[str]:
        """The signs by name."""
        return [*_names_of_draft(*self.draft), *_names_of_act(*self.act), *_names_of_told(*self.told), *self.words]


def facts_of_slots(
    passage: Passage, draft: Draft, source: Source | None, period: Period | None, told: dict[int, Told]
) -> SlotFacts:
    """What the signs of a claim are made of; `told` keeps what sentences tell."""
    sentence, act, amount = draft.sentence, draft.target.act, draft.amount
    acted: Facts = ()
    if act is not None:
        acted = (
            act.frame, act.form, act.voice, act.group, act.negated, act.first < draft.first,
            *_before_act(passage, sentence, act.first),
        )  # fmt: skip
    counted: Facts = ()
    if amount is not None:
        counted = (
            amount.kind, amount.hedge, amount.another, amount.in_all, amount.partitive, amount.rate, draft.inherited,
        )  # fmt: skip
    listed = passage.tokens[sentence.first].form in BULLETS
    drafted = (draft.kind, (draft.path or "none").partition(".")[0], listed, sentence.index < 3, *counted)
    said = (source.modality, source.carried, source.speaker.source_type) if source is not None else ()
    spans = (period.start is None, period.end is None, period.start == period.end) if period is not None else ()
    words = [*_cues_around(passage, draft, told), *_of_heading(passage, sentence, told)]
    return SlotFacts(drafted, acted, (said, spans), words)


def _names_of_draft(kind: str, root: str, listed: bool, lead: bool, *counted: Any) -> list[str]:
    names = [*_basic_names(kind, counted[0] if counted else None), f"root:{kind}.{root}"]
    if counted:
        _, hedge, another, in_all, partitive, rate, inherited = counted
        held = {"another": another, "in_all": in_all, "partitive": partitive, f"rate:{rate}": rate is not None}
        names.append(f"hedge:{hedge}")
        names += [name for name, holds in {**held, "inherited": inherited}.items() if holds]
    return names + [name for name, holds in (("listed", listed), ("lead", lead)) if holds]


def _basic_names(kind: str, counted: str | None) -> list[str]:
    """The signs that a rule's answer is weighed with."""
    return [f"kind:{kind}", *(("item",) if counted is None else ("figure", f"amount:{counted}"))]


def _names_of_act(*act: Any) -> list[str]:
    if not act:
        return ["act:none"]
    frame, form, voice, group, negated, left, *auxiliaries = act
    names = [f"act:{frame}.{form}", f"act:{frame}.{voice}.{'left' if left else 'right'}", f"act:{group}.{form}"]
    names += [f"act:{frame}"] + (["act:negated"] if negated else [])
    return names + [f"aux:{name}" for name in auxiliaries]


def _names_of_told(source: Facts, period: Facts) -> list[str]:
    if source:
        modality, carried, source_type = source
        names = [f"source:{modality}.{'carried' if carried else 'here'}", f"source:{source_type}"]
    else:
        names = ["source:none"]
    if not period:
        return [*names, "period:none"]
    opens, goes_on, one = period
    ends = "start" if goes_on else "end" if opens else "both"
    return [*names, f"period:{ends}", f"period:{'one' if one else 'span'}"]


def _before_act(passage: Passage, sentence: Sentence, first: int) -> list[str]:
    """The auxiliaries right before an act."""
    here = passage.hits.here
    found = [
        _AUXILIARIES[cls]
        for at in range(max(sentence.first, first - 5), first) if at in here
        for cls, _ in here[at] if cls in _AUXILIARIES
    ]  # fmt: skip
    return sorted(set(found)) if len(found) > 1 else found


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
            if at not in here:
                continue
            for cls, mention in here[at]:
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


def own_signs(slot: str, facts: SlotFacts, rule: str, before: Before, sentence: Sentence) -> list[str]:
    """The signs of one slot beside those that all have in common: the rule's own answer, and the claim before."""
    return _own_names(*_own_facts(slot, facts, rule, before, sentence))


def _own_facts(slot: str, facts: SlotFacts, rule: str, before: Before, sentence: Sentence) -> Facts:
    kind, counted = facts.draft[0], facts.draft[4] if len(facts.draft) > 4 else None
    if before.sentence is None or slot not in before.held:
        return rule, kind, counted, None, ""
    gap = sentence.paragraph - before.sentence.paragraph
    near = "sentence" if before.sentence.index == sentence.index else "same" if gap == 0 else f"gap{min(gap, 2)}"
    return rule, kind, counted, before.held[slot], near


def _own_names(rule: str, kind: str, counted: str | None, held: str | None, near: str) -> list[str]:
    names = ["bias", f"rule:{rule}", *(f"rule:{rule}.{name}" for name in _basic_names(kind, counted))]
    if held is not None:
        names += [f"after:{held}.{near}", f"after:{held}.{near}.rule:{rule}"]
    return names


def options_of(
    slot: str, values: tuple[str, ...], facts: SlotFacts, rule: str, before: Before, sentence: Sentence
) -> list[dict[str, float]]:
    """The signs of each value of a slot, as its table of weights names them."""
    names = facts.signs + own_signs(slot, facts, rule, before, sentence)
    return [dict.fromkeys([f"{value}|{name}" for name in names], 1.0) for value in values]


class SlotScores:
    """What the signs that all slots of a claim have in common weigh for each value of each."""

    def __init__(self, facts: SlotFacts, weights: Table[Row]) -> None:
        self.facts = facts
        self._own = weights.sums(_own_names)
        rows = [
            weights.sums(_names_of_draft)[facts.draft],
            weights.sums(_names_of_act)[facts.act],
            weights.sums(_names_of_told)[facts.told],
            *[row for name in facts.words if (row := weights.get(name)) is not None],
        ]
        self._common = list(map(sum, zip(*rows, strict=True)))

    def of(self, slot: str, own: Facts) -> list[float]:
        """The score of each value of a slot, with the signs that it alone has."""
        part = _PARTS[slot]
        return list(map(add, self._common[part], self._own[own][part]))


def decide_slot(
    slot: str, values: tuple[str, ...], rule: str, before: Before, sentence: Sentence, common: SlotScores
) -> str:
    """The likeliest value of a slot; the rule's own answer where the weights know nothing."""
    scores = common.of(slot, _own_facts(slot, common.facts, rule, before, sentence))
    best = max(scores) - 1e-9
    likeliest = [value for value, score in zip(values, scores, strict=True) if score > best]
    return rule if rule in likeliest else likeliest[0]
