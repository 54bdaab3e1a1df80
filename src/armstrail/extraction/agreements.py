"""Agreements: treaties, contracts, deals and talks that enable transfers, and what a party seeks in return."""

from __future__ import annotations

from armstrail.extraction.cues import Target
from armstrail.extraction.drafts import Draft
from armstrail.extraction.items import item_mentions, item_path
from armstrail.extraction.parties import Parties
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.sources import Signs
from armstrail.extraction.verbs import Act, walls_between

_REACH = 9  # tokens between a deal and its verb


def draft_agreements(passage: Passage, acts: list[Act]) -> list[Draft]:
    """A draft for every noun of agreeing, and for every verb of agreeing without one near; what of them is a claim
    is weighed by `agreement_signs`."""
    found: list[Draft] = []
    agreeing = [act for act in acts if act.frame == "agree"]
    nouns = [act for act in agreeing if act.form == "noun"]
    for act in agreeing:
        sentence = passage.sentence_of(act.first)
        if act.form == "noun":
            verb = next((v for v in agreeing if v.form != "noun" and _go_together(passage, sentence, v, act)), None)
        else:
            verb = act
            if any(_go_together(passage, sentence, act, noun) for noun in nouns):
                continue
        target = Target(act.first, act.last, sentence, "goods", verb or act)
        found.append(Draft("agreement", act.first, act.last, sentence, _about(passage, sentence, act.first), target))
    return found


def _go_together(passage: Passage, sentence: Sentence, verb: Act, noun: Act) -> bool:
    """Whether a verb of agreeing stands near its noun in one clause."""
    return (
        sentence.first <= verb.first < sentence.last
        and sentence.first <= noun.first < sentence.last
        and abs(verb.first - noun.first) <= _REACH
        and walls_between(passage, verb.first, noun.first) == 0
    )


def _about(passage: Passage, sentence: Sentence, at: int) -> str | None:
    near = sorted(item_mentions(passage, sentence.first, sentence.last), key=lambda m: (abs(m.first - at), m.first))
    return item_path(passage, near[0]) if near else None


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
