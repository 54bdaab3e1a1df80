"""Who does what each verb says: its subject, found by place, since no parser is asked.

The party that a finite verb takes as its subject decides more directions than any other sign, and is missed or
mistaken wherever a clause is let in between, a relative pronoun stands for the party, or the verb comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from armstrail.extraction.consents import of_consent
from armstrail.extraction.control import (
    AUXILIARIES,
    asking,
    of_absolute,
    of_accused,
    of_allowed,
    of_approved,
    of_light_verb,
    of_need,
    of_request,
    of_resolve,
    of_shared,
    of_teller,
)
from armstrail.extraction.fronted import subject_past_verb
from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.verbs import Act, acts_in, is_phrase_of_worth, walls_between

_BEFORE_NAME: Final = frozenset({"grammar.articles"})
_BEFORE_VERB: Final = AUXILIARIES | {"grammar.reflexive", "grammar.dative"}
_PRONOUN_BACK: Final = 4  # tokens between a pronoun and its verb


def bind_subjects(passage: Passage, acts: Sequence[Act], parties: Parties) -> None:
    """Give each verb the party that is its subject: the one a relative pronoun right before it stands for; or the
    nearest to its left that stands free; or one right behind a verb that comes first; or the one a pronoun means."""
    for act in acts:
        sentence = passage.sentence_of(act.first)
        may = of_consent(passage, sentence, act, acts, parties)
        if may is not None:
            act.subject = may.first
            continue
        if act.form == "noun":
            act.subject = _of_noun(passage, sentence, act, acts, parties)
            continue
        if is_phrase_of_worth(passage, act) or _is_to_be_done(passage, act):
            continue
        opening = _opening(passage, sentence, act)
        best = (
            _of_infinitive(passage, sentence, parties, opening)
            if opening is not None
            else of_request(passage, sentence, act, acts, parties)
            or of_resolve(passage, sentence, act, acts, parties)
            or of_accused(passage, sentence, act, parties)
            or of_allowed(passage, sentence, act, parties)
            or _of_relative(passage, sentence, act, parties)
            or _of_closed_relative(passage, sentence, act, parties)
            or of_absolute(sentence, act, parties)
            or of_teller(passage, sentence, act, parties)
            or _free_before(passage, sentence, act, parties)
            or subject_past_verb(passage, sentence, act, parties)
            or _across_colon(passage, sentence, act, parties)
            or _of_pronoun(passage, sentence, act, parties)
            or of_shared(passage, sentence, act, acts, parties)
            or of_need(passage, sentence, act, parties)
        )
        if best is not None and passage.pack.flag("script.postpositions"):
            best = _outside_relative(passage, sentence, act, acts, parties, best)
        act.subject = best.first if best is not None and best.first not in asking(sentence, act, acts) else None
        _mark_acted_on(passage, sentence, act, parties, opening)


def _is_to_be_done(passage: Passage, act: Act) -> bool:
    """`tre corvette, da consegnare entro tre anni`, `três corvetas, a entregar`: an infinitive right behind goods,
    whose doer is not told."""
    led = passage.hits.ending("grammar.prepositions", act.first - 1)
    told = passage.hits.at("cues.status", act.first - 1)  # `a entregar`, where `a` may be an article
    leads = led is not None and bool({"to", "from"} & led.parts("grammar.prepositions"))
    if act.form != "base" or not (leads or told is not None):
        return False
    at = act.first - 2
    if passage.tokens[at].form == ",":
        at -= 1
    return passage.hits.any_ending(_GOODS, at)


_GOODS: Final = frozenset({"items.nouns", "models"})


def _opening(passage: Passage, sentence: Sentence, act: Act) -> int | None:
    """The comma before a clause whose infinitive stands last (`wirft dem Iran vor, Russland 200 Raketen geliefert zu
    haben`); None where languages put it first."""
    if not passage.pack.flag("script.infinitives_last"):
        return None
    auxiliary = passage.hits.at("grammar.perfect", act.last)
    if act.form != "gerund" and (auxiliary is None or auxiliary.last - auxiliary.first == 1):
        return None
    at = act.first - 1
    while at > sentence.first and passage.tokens[at].form not in ",:;–—":
        at -= 1
    return at if passage.tokens[at].form == "," else None


def _of_noun(passage: Passage, sentence: Sentence, act: Act, acts: Sequence[Act], parties: Parties) -> int | None:
    """The first token of who does what a noun of action says: who stands behind it and a word for `by`, or the subject
    of the verb that the noun hangs on."""
    for party in parties.by_sentence.get(sentence.index, ()):
        if party.preposition == "by" and 0 <= party.first - act.last <= _AGENT and act.group == "supply":
            return party.first  # `vetoed the re-export by Denmark of 20 vehicles`
    approving = of_approved(passage, sentence, act, acts, parties)
    if approving is not None:
        return approving.first
    refusing = _of_refusal(passage, sentence, act, parties)
    if refusing is not None or act.group not in ("supply", "receive") or is_phrase_of_worth(passage, act):
        return refusing
    doer = of_light_verb(passage, sentence, act, acts, _free_before(passage, sentence, act, parties))
    return doer.first if doer is not None else None


def _of_refusal(passage: Passage, sentence: Sentence, act: Act, parties: Parties) -> int | None:
    """`Каир отказался от закупки 24 Су-35`, `Ankara stopped the delivery`: who refuses or halts what a noun of action
    behind the verb says would have done it; its first token."""
    verbs = passage.hits.between("cues.modality", max(sentence.first, act.first - _REFUSED), act.first)
    for verb in reversed(verbs):
        if ("cues.modality", "denied") in verb.senses:
            subject = _free_before(passage, sentence, replace(act, first=verb.first, form="finite"), parties)
            return subject.first if subject is not None else None
    return None


_AGENT: Final = 4  # tokens from a noun of action to its agent
_REFUSED: Final = 4  # tokens from a verb of refusal to its noun


def _of_infinitive(passage: Passage, sentence: Sentence, parties: Parties, opening: int) -> Party | None:
    """The subject of an infinitive stands before its clause: who is accused there, else who stands free."""
    before = [p for p in parties.by_sentence.get(sentence.index, ()) if p.last <= opening and not p.dateline]
    accusing = passage.hits.between("cues.speech", sentence.first, opening)
    if any(("cues.speech", "alleged") in hit.senses for hit in accusing):
        blamed = [p for p in before if not p.speaks and p.preposition in (None, "to") and p.role != "place"]
        if blamed:
            blamed[-1].preposition = None
            return blamed[-1]
    free = [
        p for p in before
        if p.preposition is None and p.case is None and p.role != "place"
        and (p.role != "adjectives" or p.institution)  # `die iranische Regierung`
    ]  # fmt: skip
    return free[-1] if free else None


def _mark_acted_on(passage: Passage, sentence: Sentence, act: Act, parties: Parties, opening: int | None) -> None:
    """Mark the names that a verb acts on: right behind it where its subject stands before, and all that stand bare in
    the clause of an infinitive that comes last."""
    for party in parties.by_sentence.get(sentence.index, ()):
        bare = party.preposition is None and party.case is None and party.role not in ("place", "adjectives")
        if not bare or party.first == act.subject:
            continue
        if opening is not None:
            party.acted_on = party.acted_on or opening < party.first < act.first
        elif party.first >= act.last and act.subject is not None and act.subject < act.first:
            party.acted_on = party.acted_on or (act.form != "participle" and _is_right_behind(passage, party, act))


def _is_right_behind(passage: Passage, party: Party, act: Act) -> bool:
    before = party.first - 1
    while before >= act.last and passage.hits.any_ending(_BEFORE_NAME, before):
        before -= 1
    return act.last == before + 1


def _of_relative(passage: Passage, sentence: Sentence, act: Act, parties: Parties) -> Party | None:
    """`loyal to Moscow, which sold it`: the party right before a relative pronoun that only auxiliaries part from the
    verb, whatever governs the party in its own clause."""
    hits, at = passage.hits, act.first - 1
    while at > sentence.first and hits.any_ending(_BEFORE_VERB, at):
        at -= 1
    pronoun = hits.ending("grammar.relative", at)
    if pronoun is None or pronoun.last - pronoun.first > 1 or act.voice != "active":
        return None
    before = pronoun.first - 1
    if passage.tokens[before].form == ",":
        before -= 1
    here = parties.by_sentence.get(sentence.index, ())
    found = next((p for p in here if p.first <= before < p.last and p.role != "place" and not p.possessive), None)
    if found is not None and passage.is_a("grammar.that", pronoun.first) and _may_be_told(passage, sentence, found):
        return None
    return found


def _may_be_told(passage: Passage, sentence: Sentence, party: Party) -> bool:
    """`que`, `che` may as well open what is said, or said to somebody."""
    return party.speaks or passage.hits.any_between("cues.speech", sentence.first, party.last)


def _of_closed_relative(passage: Passage, sentence: Sentence, act: Act, parties: Parties) -> Party | None:
    """`die Emirate, die für 132 Millionen Rüstungsmaterial kauften`: where the verb ends a clause that an article
    opens behind a comma, the article stands for the name before the comma, unless the clause names another."""
    if not passage.pack.flag("script.infinitives_last") or act.voice != "active" or act.form != "finite":
        return None
    if act.group == "arrive":
        return None  # what arrives is no party
    hits, tokens, end = passage.hits, passage.tokens, act.last
    while end < sentence.last and hits.any_at(AUXILIARIES, end):
        end += 1
    if end < sentence.last and tokens[end].kind == "w":
        return None
    comma = act.first - 1
    while comma > sentence.first and tokens[comma].form not in ",;:–—":
        comma -= 1
    opens = passage.is_a("grammar.walls", comma + 1) and passage.is_a("grammar.articles", comma + 1)
    if tokens[comma].form != "," or not opens or passage.is_a("grammar.prepositions", comma + 1):
        return None
    here = parties.by_sentence.get(sentence.index, ())
    if any(comma < p.first < act.first and _may_be_subject(passage, p) for p in here):
        return None
    return next((p for p in here if p.last == comma and p.role != "place" and not p.possessive), None)


def _may_be_subject(passage: Passage, party: Party) -> bool:
    """Whether a name stands free, and is no attribute of goods (`Schweizer Rüstungsmaterial`)."""
    free = party.preposition is None and party.case is None and party.role not in ("place", "adjectives")
    return free and not _is_of_goods(passage, party)


def _is_of_goods(passage: Passage, party: Party) -> bool:
    noun = passage.hits.at("items.nouns", party.last) if party.role == "people" else None
    return noun is not None and not (noun.value("items.nouns") or "").startswith("personnel")


def _free_before(passage: Passage, sentence: Sentence, act: Act, parties: Parties) -> Party | None:
    """The nearest party before a verb that no preposition governs, in a case that a subject has, outside quotations
    and closed clauses, behind no wall, and not what another verb before it acts on."""
    marked = passage.pack.flag("script.postpositions")
    found: list[Party] = []
    for party in parties.by_sentence.get(sentence.index, ()):
        if party.last > act.first:
            break
        if party.preposition is not None or party.case is not None or party.role == "place" or party.dateline:
            continue
        if (party.role == "adjectives" and not party.institution) or _is_of_goods(passage, party):
            continue
        if (party.possessive and not party.institution) or (marked and not party.subject):
            continue
        if walls_between(passage, party.last, act.first) > (1 if act.form in ("gerund", "base") else 0):
            continue
        if _is_beyond_that(passage, party, act):
            continue  # who says that something arrived is not what arrived
        if _is_let_in(passage, party, act) or party.acted_on or _told_of_another(passage, party, act):
            continue
        found.append(party)
    if len(found) > 1 and (outer := _around_phrase(passage, act, found)) is not None:
        return outer
    if len(found) > 1 and passage.pack.flag("script.infinitives_last"):
        return _first_of_frame(passage, act, found)
    return found[-1] if found else _by_name(passage, sentence, act, parties)


def _outside_relative(
    passage: Passage, sentence: Sentence, act: Act, acts: Sequence[Act], parties: Parties, best: Party
) -> Party | None:
    """`중국은 파키스탄이 사들이는 무기의 81%를 공급한다`: behind a verb that stands before its noun, whose subject is
    spent, the verb at the end has the one before it; a passive one without such has its goods alone."""
    spent = {
        other.subject for other in acts_in(sentence, acts)
        if other.last <= act.first and other.form == "finite" and passage.hits.any_at(_COUNTED, other.last)
    }  # fmt: skip
    if best.first not in spent:
        return best
    before = [
        party for party in parties.by_sentence.get(sentence.index, ())
        if party.subject and party.last <= best.first and party.first not in spent
    ]  # fmt: skip
    quiet = [party for party in before if not party.speaks]  # who tells of its own doing acts where nobody else does
    if not before and act.voice == "passive":
        return None
    return (quiet or before or [best])[-1]


_COUNTED: Final = frozenset({"items.nouns", "items.weak", "models", "quantities.units", "numbers.units"})


def _by_name(passage: Passage, sentence: Sentence, act: Act, parties: Parties) -> Party | None:
    """`Ukraiński Motor Sicz dostarczył`: whose a name is that no list has, by the adjective right before it."""
    if act.form != "finite" or act.voice != "active" or passage.pack.flag("script.capital_nouns"):
        return None
    at = act.first
    while at > sentence.first and passage.hits.any_ending(_BEFORE_VERB, at - 1):
        at -= 1
    first = at
    while first > sentence.first and at - first < _NAME and passage.tokens[first - 1].surface[:1].isupper():
        first -= 1
    for party in parties.by_sentence.get(sentence.index, ()):
        free = party.preposition is None and party.case is None and not party.speaks
        if party.role == "adjectives" and free and party.first >= first - 1 and first <= party.last < at:
            return party
    return None


_NAME: Final = 5  # words of a name


def _across_colon(passage: Passage, sentence: Sentence, act: Act, parties: Parties) -> Party | None:
    """`Algieria stawia na sprzęt rosyjski: przyjęła 14 bombowców`: a verb behind a colon that has no subject of its own
    goes on with the one that the sentence opens with."""
    if act.voice != "active" or act.form != "finite" or act.group == "arrive":
        return None
    colon = act.first - 1
    while colon > sentence.first and passage.tokens[colon].form != ":":
        colon -= 1
    here = [p for p in parties.by_sentence.get(sentence.index, ()) if p.last <= act.first and not p.dateline]
    free = [p for p in here if _may_be_subject(passage, p) and not (p.speaks or p.possessive or p.acted_on)]
    if colon == sentence.first or not free or free[-1].first > colon:
        return None
    return None if passage.hits.any_between("grammar.pronouns", colon, act.first) else free[0]


def _is_beyond_that(passage: Passage, party: Party, act: Act) -> bool:
    """`The United States have proof that 3,000 men were sent`: what stands before `that`, unless it is a relative
    pronoun right behind a name."""
    return any(
        party.speaks or that.first - party.last > (passage.tokens[party.last].form == ",")
        for that in passage.hits.between("grammar.that", party.last, act.first)
    )


def _told_of_another(passage: Passage, party: Party, act: Act) -> bool:
    """`The navy found that it was smuggling rifles`: a pronoun behind `that` is not who found it."""
    return any(
        passage.is_a("grammar.pronouns", that.last)
        for that in passage.hits.between("grammar.that", party.last, act.first)
    )


def _around_phrase(passage: Passage, act: Act, found: list[Party]) -> Party | None:
    """`Russia, through Wagner and its successor, the Africa Corps, keeps 5,000 men`: a name before a comma and a
    preposition, where another comma stands before the verb."""
    at = act.first - 1
    while at > 0 and passage.hits.any_ending(_BEFORE_VERB, at):
        at -= 1
    if passage.tokens[at].form != ",":
        return None
    outer = (
        party for party in reversed(found[:-1])
        if passage.tokens[party.last].form == "," and passage.is_a("grammar.prepositions", party.last + 1)
    )  # fmt: skip
    return next(outer, None)


def _first_of_frame(passage: Passage, act: Act, found: list[Party]) -> Party:
    """`Nordkorea hat Russland bislang Granaten geliefert`: of two bare names in the frame of a verb that stands last
    the first is the subject, and the verb acts on the other; names before the frame opened belong to another."""
    last = found[-1]
    before = found[-2]
    between = range(before.last, last.first)
    parted = any(passage.tokens[at].form in ",;:–—" or passage.is_a("grammar.coordinators", at) for at in between)
    parted = parted and not _is_past_insertion(passage, before, last)
    if parted or before.code == last.code or act.first == last.last or _is_whose_account(passage, before):
        return last
    last.acted_on = True
    return before


def _is_past_insertion(passage: Passage, before: Party, last: Party) -> bool:
    """`Polen, der Nachbar der Ukraine, hat Kiew 300 Panzer überlassen`: whether two commas let in words between a name
    that opens its sentence and the auxiliary right before another."""
    opens = before.first <= passage.sentence_of(before.first).first + 1 and passage.tokens[before.last].form == ","
    return opens and passage.hits.any_ending(AUXILIARIES, last.first - 1) and passage.tokens[last.first - 2].form == ","


def _is_whose_account(passage: Passage, party: Party) -> bool:
    """`Laut Südkoreas Verteidigungsminister Shin hat Nordkorea geliefert`, `Kiew zufolge hat`: who stands under
    `according to` says what others do."""
    if not party.speaks:
        return False
    if passage.is_a("cues.according", party.last):
        return True
    sentence = passage.sentences[party.sentence]
    according = passage.hits.between("cues.according", max(sentence.first, party.first - _OFFICE), party.first)
    return any(
        all(
            passage.tokens[at].kind == "w" and not passage.hits.any_at(passage.pack.acts, at)
            for at in range(hit.last, party.first)
        )
        for hit in according
    )


_OFFICE: Final = 6  # tokens from `according to` to a name behind its state and office


def _is_let_in(passage: Passage, party: Party, act: Act) -> bool:
    """Whether the party stands in a clause that closes before the verb."""
    return any(first < party.first < last < act.first for last, first in passage.let_in.items())


def _of_pronoun(passage: Passage, sentence: Sentence, act: Act, parties: Parties) -> Party | None:
    """The party that a pronoun before the verb stands for: the last free one before it, here; or in the sentence back,
    of two the one that acts there (`Portugal backs Kyiv. It sent 37`)."""
    at = act.first - 1
    first = max(sentence.first, act.first - _PRONOUN_BACK)
    while at >= first and passage.hits.ending("grammar.pronouns", at) is None:
        at -= 1
    if at < first or _stands_for_goods(passage, at):
        return None
    before = [p for p in parties.by_sentence.get(sentence.index, ()) if p.last <= at]
    if not before and sentence.index:
        before = parties.by_sentence.get(sentence.index - 1, [])
    free = [
        p for p in before
        if p.preposition is None and p.case is None and p.role not in ("place", "adjectives")
        and not p.possessive and not p.dateline
    ]  # fmt: skip
    if len(free) == _TWO and free[0].sentence < sentence.index and not _acts(free[1]):
        return free[0]
    return free[-1] if free else None


def _acts(party: Party) -> bool:
    return party.speaks or (party.own is not None and party.own.subject == party.first)


_TWO: Final = 2


def _stands_for_goods(passage: Passage, at: int) -> bool:
    """`Chile has a share of Spain's exports, which came to 8 billion`: a relative right behind goods or their trade
    stands for no party."""
    if not passage.is_a("grammar.relative", at):
        return False
    before = at - 1 - (passage.tokens[at - 1].form == ",")
    return passage.hits.any_ending(_TRADED, before)


_TRADED: Final = frozenset({"items.nouns", "models", "cues.trade"})
