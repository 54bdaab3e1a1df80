"""Agreements: treaties, contracts, deals and talks that enable transfers, and what a party seeks in return."""

from __future__ import annotations

from armstrail.extraction.cues import Target
from armstrail.extraction.drafts import Draft
from armstrail.extraction.items import item_path, nearest_items
from armstrail.extraction.parties import Parties
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.sources import Signs
from armstrail.extraction.verbs import Act, walls_between

_REACH = 9  # tokens between a deal and its verb


def draft_agreements(passage: Passage, acts: list[Act]) -> list[Draft]:
    """A draft for every noun of agreeing, and for every verb of agreeing without one near; what of them is a claim
    is weighed by `agreement_signs`."""
    by_sentence: dict[int, list[Act]] = {}
    for act in acts:
        if act.frame == "agree":
            by_sentence.setdefault(passage.sentence_of(act.first).index, []).append(act)
    found: list[Draft] = []
    for index, agreeing in by_sentence.items():
        sentence = passage.sentences[index]
        for act in agreeing:
            partners = [other for other in agreeing if _go_together(passage, act, other)]
            if act.form != "noun" and partners:
                continue  # its noun makes the draft
            target = Target(act.first, act.last, sentence, "goods", partners[0] if partners else act)
            near = nearest_items(passage, sentence, act.first)
            path = item_path(passage, near[0]) if near else None
            found.append(Draft("agreement", act.first, act.last, sentence, path, target))
    return found


def _go_together(passage: Passage, one: Act, other: Act) -> bool:
    """Whether of two words of agreeing one is a verb, the other its noun in the same clause."""
    return (
        (one.form == "noun") != (other.form == "noun")
        and abs(one.first - other.first) <= _REACH
        and walls_between(passage, one.first, other.first) == 0
    )


def agreement_signs(
    passage: Passage, parties: Parties, draft: Draft, figures: list[Draft], temper: Signs
) -> dict[str, float]:
    """The signs that a word of agreeing tells of an agreement of the field, by name."""
    sentence, act = draft.sentence, draft.target.act
    here = parties.by_sentence.get(sentence.index, ())
    acting = {p.code for p in here if not p.speaks}
    names = ["bias", f"parties:{min(len({p.code for p in here}), 3)}", f"acting:{min(len(acting), 2)}"]
    names.append(f"item:{(draft.path or 'none').split('.')[0]}")
    if act is not None:
        alone = "alone" if (act.first, act.last) == (draft.first, draft.last) else "with_noun"
        names += [f"act:{act.form}.{alone}", f"act:{act.voice}.{alone}"] + (["negated"] if act.negated else [])
        names.append(f"subject:{act.subject is not None}.{alone}")
    if any(p.preposition is not None and "with" in p.preposition.split("|") for p in here):
        names.append("with")
    money = [d for d in figures if d.sentence.index == sentence.index and d.amount is not None]
    names.append(f"figures:{min(len(money), 2)}")
    names.append(f"money:{any(d.kind == 'valuation' for d in money)}")
    before = draft.first - 1
    for cls in ("articles", "determiners", "prepositions", "negators"):
        if before >= sentence.first and passage.hits.ending(f"grammar.{cls}", before) is not None:
            names.append(f"behind:{cls}")
    others = [d for d in figures if 0 < abs(d.sentence.index - sentence.index) <= 2]
    names.append(f"near_figures:{bool(others)}")
    if sentence.index < 3:
        names.append("lead")
    signs = {f"agreement|{name}": 1.0 for name in names}
    return signs | {f"agreement|{name}": value for name, value in temper.items()}


def draft_requests(passage: Passage, items: list[Draft], acts: list[Act]) -> list[Draft]:
    """A draft for what a party seeks in return where no item is named (`cerca vantaggi diplomatici ... in cambio`).

    Needs words of return in the sentence; the anchor is the object right behind the verb.
    """
    found: list[Draft] = []
    for act in acts:
        if act.frame != "ask" or act.form == "noun" or act.subject is None:
            continue
        sentence = passage.sentence_of(act.first)
        back = any(
            ("cues.discourse", "return_flow") in mention.senses
            for at, mention in passage.hits.starts["cues.discourse"].items()
            if sentence.first <= at < sentence.last
        )
        last = _object_after(passage, sentence, act.last)
        named = any(d.sentence.index == sentence.index and act.last <= d.first < last for d in items)
        if not back or last == act.last or named:
            continue
        target = Target(act.last, last, sentence, "commodity", act)
        found.append(Draft("agreement", act.last, last, sentence, None, target))
    return found


def _object_after(passage: Passage, sentence: Sentence, first: int) -> int:
    """The end of the words behind a verb up to a preposition, a conjunction or a sign."""
    at = first
    while at < sentence.last and at - first < 4 and passage.tokens[at].kind == "w":
        if passage.is_a("grammar.prepositions", at) or passage.is_a("grammar.coordinators", at):
            break
        at += 1
    return at
