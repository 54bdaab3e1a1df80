"""Subjects that another word hands on: whose plan an infinitive is, who is accused of it, who completes a delivery.

An infinitive, a gerund or a noun of action has no subject of its own; the noun or verb that it hangs on tells who
acts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.verbs import Act, acts_in, walls_between


def of_request(passage: Passage, sentence: Sentence, act: Act, acts: Sequence[Act], parties: Parties) -> Party | None:
    """`approved Israel's request to purchase bombs`, `la richiesta di Israele di acquistare`: an infinitive behind a
    noun of asking for oneself is done by whose request it is."""
    if act.form != "base" or act.group != "receive":
        return None
    here = acts_in(sentence, acts)
    noun = next((n for n in here if n.frame == "ask" and n.form == "noun" and 0 < act.first - n.last <= _REQUEST), None)
    if noun is None:
        return None
    if any(passage.tokens[at].kind != "w" for at in range(noun.last, act.first)):
        return None
    for party in parties.by_sentence.get(sentence.index, ()):
        owns = party.possessive and 0 <= noun.first - party.last <= 2
        if owns or (party.preposition == "of" and noun.last <= party.first < act.first):
            return party
    return None


AUXILIARIES: Final = frozenset({
    "grammar.perfect", "grammar.passive", "grammar.future", "grammar.modal", "grammar.conditional",
    "grammar.hearsay_aux", "grammar.negators",
})  # fmt: skip
_REQUEST: Final = 6  # tokens from a noun of asking to its infinitive


def of_resolve(passage: Passage, sentence: Sentence, act: Act, acts: Sequence[Act], parties: Parties) -> Party | None:
    """`la décision danoise de transférer`, `Germany's plan to send`, `рішення Данії передати`: an infinitive behind a
    noun is done by whose plan it is, unless it asks others for it."""
    if act.form != "base" or act.voice != "active":
        return None
    for party in parties.by_sentence.get(sentence.index, ()):
        gap = range(party.last, act.first)
        if party.last > act.first or len(gap) > _PLAN or party.role == "place" or party.speaks:
            continue
        before = party.possessive or (party.role == "adjectives" and party.preposition is None)
        whose = before or "of" in party.prepositions
        noun = [at for at in gap if not (passage.hits.any_ending(_TO, at) or passage.tokens[at].form in ("'s", ","))]
        if not whose or len(noun) > (_PLAN_NOUN if before else 0) or any(passage.tokens[at].kind != "w" for at in noun):
            continue
        near = (n for n in acts_in(sentence, acts) if n.form == "noun" and party.first - _PLAN <= n.first < act.first)
        if all(other.group == "supply" for other in near):
            party.preposition = None
            return party
    return None


_PLAN: Final = 4  # tokens between whose plan it is and its infinitive
_PLAN_NOUN: Final = 2  # words of that noun behind whose it is
_TO: Final = frozenset({"grammar.prepositions", "grammar.articles"})


def of_accused(passage: Passage, sentence: Sentence, act: Act, parties: Parties) -> Party | None:
    """`accused Serbia of arming Kyiv`, `ha accusato le fabbriche serbe di rifornire Kiev`: who is accused is the
    subject of the infinitive behind."""
    if act.form not in ("base", "gerund") and not _is_done_infinitive(passage, act):
        return None
    accusing = [
        hit for hit in passage.hits.between("cues.speech", max(sentence.first, act.first - _ACCUSED), act.first)
        if ("cues.speech", "alleged") in hit.senses
    ]  # fmt: skip
    if not accusing or walls_between(passage, accusing[-1].last, act.first):
        return None
    here = parties.by_sentence.get(sentence.index, ())
    blamed = [p for p in here if accusing[-1].last <= p.first and p.last <= act.first and not p.speaks]
    if len(blamed) != 1 or blamed[0].preposition not in (None, "to"):
        return None
    blamed[0].preposition = None  # `acusó a Serbia de haber enviado` gives nothing to Serbia
    return blamed[0]


def _is_done_infinitive(passage: Passage, act: Act) -> bool:
    """`accuse l'Iran d'avoir livré`, `accusa l'Iran di aver inviato`: an auxiliary behind a preposition has no subject
    of its own."""
    perfect = passage.hits.ending("grammar.perfect", act.first - 1)
    return perfect is not None and passage.hits.any_ending(_PREPOSITIONS, perfect.first - 1)


_PREPOSITIONS: Final = frozenset({"grammar.prepositions"})
_ACCUSED: Final = 9  # tokens from a verb of accusing to the infinitive


def of_allowed(passage: Passage, sentence: Sentence, act: Act, parties: Parties) -> Party | None:
    """`дозволив ОАЕ придбати`, `asked Berlin to send`, `helped Kyiv build`: who is allowed, asked or helped, right
    before an infinitive, is its subject, and no other verb's."""
    if act.form != "base":
        return None
    here = [p for p in parties.by_sentence.get(sentence.index, ()) if p.last <= act.first and not p.speaks]
    if not here or act.first - here[-1].last > _ALLOWED or here[-1].role not in _NAMES:
        return None
    named = here[-1]
    verb = passage.hits.between("cues.allows", max(sentence.first, named.first - _ALLOWED), named.first)
    if not verb or passage.hits.ending("grammar.negators", verb[-1].first - 1) is not None:
        return None  # who may not give has given nothing
    governed = passage.hits.any_ending(_PREPOSITIONS, verb[-1].last - 1)  # `waiting for Washington to deliver`
    if not governed and not set((named.preposition or "to").split("|")) & _ASKED:
        return None
    between = [*range(verb[-1].last, named.first), *range(named.last, act.first)]
    if any(passage.tokens[at].kind != "w" or passage.hits.any_at(passage.pack.acts, at) for at in between):
        return None
    named.preposition = named.case = None
    named.acted_on = True
    return named


_ALLOWED: Final = 3  # tokens between a verb of allowing, whom it names, and the infinitive
_NAMES: Final = frozenset({"names", "short", "capital", "government", "people"})
_ASKED: Final = frozenset({"to", "of", "object"})


def of_absolute(sentence: Sentence, act: Act, parties: Parties) -> Party | None:
    """`with Germany contributing 30 percent`, `con Alemania aportando 30`: a name between `with` and a gerund."""
    if act.form != "gerund":
        return None
    here = parties.by_sentence.get(sentence.index, ())
    name = next((p for p in here if p.last == act.first and p.preposition == "with" and not p.possessive), None)
    if name is not None:
        name.preposition = None
    return name


def of_light_verb(
    passage: Passage, sentence: Sentence, act: Act, acts: Sequence[Act], before: Party | None
) -> Party | None:
    """`The Netherlands has completed the delivery of its F-16s`: where a verb that tells nothing of who gives has a
    noun of giving or buying for its object, the one that stands free `before` it does what the noun says."""
    if before is None or before.speaks or before.institution or not 0 < act.first - before.last <= _LIGHT:
        return None
    if act.frame == "ask" or passage.is_a("cues.roles", act.first) or passage.pack.flag("script.postpositions"):
        return None  # `Oman is the main buyer` opens a row
    at = act.first - 1
    while at > sentence.first and passage.hits.any_ending(_BEFORE_OBJECT, at):
        at -= 1
    if passage.tokens[at].kind != "w" or passage.hits.any_ending(_NO_VERB, at):
        return None
    if at < before.last or any(passage.hits.any_between(cls, before.last, act.first) for cls in _JUDGING):
        return None  # `Washington condemned the shipments`
    between = (other for other in acts_in(sentence, acts) if before.last <= other.first < act.first)
    return before if all(other.frame == "pledge" for other in between) else None


def of_approved(passage: Passage, sentence: Sentence, act: Act, acts: Sequence[Act], parties: Parties) -> Party | None:
    """`The Greek government approved the purchase of 24 jets`, `beschloss die Bereitstellung von 400 Millionen`: who
    approves or plans to buy buys, to give gives, unless it is told whose purchase it is."""
    if act.form != "noun" or not (act.frame == "buy" or act.group == "supply"):
        return None
    last = passage.pack.flag("script.postpositions")  # the verb stands behind its noun
    near = [
        verb for verb in acts_in(sentence, acts)
        if verb.frame in _APPROVING[act.group] and verb.form == "finite" and not verb.negated
        and verb.subject is not None and 0 <= (verb.first - act.last if last else act.first - verb.last) <= _APPROVED
    ]  # fmt: skip
    if not near:
        return None
    verb = near[0 if last else -1]
    here = parties.by_sentence.get(sentence.index, ())
    low, high = sorted((verb.first, act.first))
    if any(low < party.first < high or party.preposition == "by" or party.possessive for party in here):
        return None
    who = next((party for party in here if party.first == verb.subject), None)
    if who is not None and who.speaks and (act.group != "supply" or who.institution or _may_be_of_others(here, who)):
        return None
    return who


def _may_be_of_others(here: Sequence[Party], who: Party) -> bool:
    """Whether a sentence names another who may do what `who` announces: one that no word for a goal governs."""
    others = (party for party in here if party.code != who.code)
    return any(party.preposition not in _GOALS for party in others)


_GOALS: Final = frozenset({"to", "for", "in", "to|in"})
_APPROVING: Final = {"receive": ("pledge", "agree"), "supply": ("pledge",)}
_APPROVED: Final = 3  # tokens between a verb of approving and what is to be bought
_JUDGING: Final = ("cues.speech", "cues.stance")
_LIGHT: Final = 7  # tokens between the subject of such a verb and the noun
_BEFORE_OBJECT: Final = frozenset({"grammar.articles", "grammar.determiners", "actors.adjectives"})
_NO_VERB: Final = frozenset({
    "grammar.prepositions", "grammar.coordinators", "grammar.openers", "items.nouns", "items.weak", "actors.names",
    "actors.capital", "cues.institutions",
})  # fmt: skip


def of_teller(passage: Passage, sentence: Sentence, act: Act, parties: Parties) -> Party | None:
    """`Russia informed the UN that it had posted 1,135 men`: behind `that` a pronoun stands for who speaks."""
    hits, at = passage.hits, act.first - 1
    while at > sentence.first and hits.any_ending(AUXILIARIES, at):
        at -= 1
    pronoun = hits.ending("grammar.pronouns", at)
    if pronoun is None or hits.ending("grammar.that", pronoun.first - 1) is None:
        return None
    here = [p for p in parties.by_sentence.get(sentence.index, ()) if p.last < pronoun.first]
    before = [p for p in here if p.speaks]
    if not before or before[-1].institution or "in" in before[-1].prepositions:
        return None  # `У Сеулі кажуть, що він відправив`
    accused = [p for p in here if p.first >= before[-1].last and not p.speaks]
    blaming = passage.hits.between("cues.speech", before[-1].last, pronoun.first)
    if len(accused) == 1 and any(("cues.speech", "alleged") in hit.senses for hit in blaming):
        return accused[0]
    return before[-1]


def asking(sentence: Sentence, act: Act, acts: Sequence[Act]) -> set[int | None]:
    """`Ukraine asked its partners to give it seven`: who asks before an infinitive of giving is not the one to give."""
    if act.form != "base" or act.group != "supply":
        return set()
    near = range(act.first - _ASKING, act.first)
    return {
        other.subject for other in acts_in(sentence, acts)
        if other.frame == "ask" and other.form == "finite" and other.voice == "active" and other.last in near
    }  # fmt: skip


_ASKING: Final = 6  # tokens from a verb of asking to the infinitive, whom it asks between


def of_shared(passage: Passage, sentence: Sentence, act: Act, acts: Sequence[Act], parties: Parties) -> Party | None:
    """`Греция отдала Украине 40 машин, а взамен получила`: a verb behind a word of joining, with nobody free between,
    has the subject of the verb before it."""
    if act.form != "finite" or act.voice != "active":
        return None
    before = [a for a in acts_in(sentence, acts) if a.form == "finite" and a.last <= act.first and a is not act]
    if not before or before[-1].subject is None or before[-1].voice != "active":
        return None
    joints = [hit for cls in _JOINTS for hit in passage.hits.between(cls, before[-1].last, act.first)]
    if not joints or act.first - joints[-1].last > _JOINED:
        return None
    here = parties.by_sentence.get(sentence.index, ())
    if any(joints[-1].last <= p.first < act.first and p.preposition is None and p.case is None for p in here):
        return None
    return next((party for party in here if party.first == before[-1].subject), None)


_JOINTS: Final = ("grammar.openers", "grammar.coordinators")
_JOINED: Final = 4  # tokens from a word of joining to its verb


def of_need(passage: Passage, sentence: Sentence, act: Act, parties: Parties) -> Party | None:
    """`Україні потрібні 40 гармат`, `Украине нужно больше ПВО`: who needs stands in the dative right before a verb that
    has no subject of its own."""
    if act.frame != "ask" or act.form != "finite" or act.voice != "active" or not passage.pack.table("cases"):
        return None
    here = parties.by_sentence.get(sentence.index, ())
    before = [party for party in here if 0 <= act.first - party.last <= _NEEDING]
    if not before or before[-1].preposition is None or "to" not in before[-1].prepositions:
        return None
    return None if passage.hits.ending("grammar.prepositions", before[-1].first - 1) is not None else before[-1]


_NEEDING: Final = 1  # tokens between who needs and the verb
