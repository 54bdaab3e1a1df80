"""Parties that only a pronoun names: 'we' and 'our' as the side of whoever speaks, 'gave them' as the one who gets.

Each becomes a mention of its own, so that all that is known of names in such a place holds for it too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from armstrail.extraction.accounts import Quotations
from armstrail.extraction.parties import Parties, Party, preposition_before
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.postpositions import postposition_after
from armstrail.extraction.saying import Saying
from armstrail.extraction.verbs import Act, clause_of
from armstrail.languages import Mention

_OUTSIDERS: Final = frozenset({"media", "unnamed", "think_tank", "ngo", "international"})
_BACK = 2  # sentences in which the one that a pronoun means was named
_OWNED = 3  # tokens behind `our` in which what it owns is named
_FORCES: Final = frozenset({"items.nouns", "items.weak", "models", "cues.institutions", "acts.supply"})
_FLOWS: Final = frozenset({"supply", "receive", "pay", "agree"})
_GIVING: Final = frozenset({"from", "by", "via", "against"})  # under these a party is not the one who gets
_GIVEN = 4  # tokens behind a verb in which what is given begins
_VERBS: Final = frozenset({
    "grammar.perfect", "grammar.passive", "grammar.future", "grammar.modal", "grammar.conditional",
})  # fmt: skip


def add_speakers_side(passage: Passage, parties: Parties, sayings: Sequence[Saying], acts: Sequence[Act]) -> None:
    """A mention of the speaker's state for each `we`, `us` and `our` whose speaker is known, where they give, get or
    own: investigators who say what `we examined` are no party to it."""
    quotations = Quotations.of(passage)
    for mention in passage.hits.starts.get("grammar.we", {}).values():
        if passage.hits.at("grammar.copula", mention.first) is not None:
            continue  # `ci sono`
        sentence = passage.sentence_of(mention.first)
        code = _side_of(passage, sayings, sentence, mention.first)
        part = mention.value("grammar.we")
        whole = mention.last - mention.first > 1 and part == "subject"
        if not any(s.sentence == sentence.index for s in sayings):
            if code is None:
                code = _home_of(passage, parties, whole=whole)
            elif whole and quotations.around(mention.first) is None:
                code = _home_of(passage, parties, whole=True) or code  # a paper's `our country` is its own
        if code is None or not _takes_part(passage, sentence, acts, mention, part or ""):
            continue
        party = Party(mention.first, mention.last, code, "pronoun", sentence.index)
        if part == "possessive":
            party.possessive = True
        elif part == "object" or _follows_subject(parties, mention):
            party.preposition = "to"
        elif passage.pack.flag("script.postpositions"):
            governed = postposition_after(passage, sentence, mention.last)
            party.preposition, party.subject = governed.value, governed.subject
        else:
            party.preposition = preposition_before(passage, sentence, mention.first)
        parties.add(party)


def _follows_subject(parties: Parties, mention: Mention) -> bool:
    """`Le Japon nous a livré 200 chars`: whether the name that the verb behind has for its subject stands right before
    a word that is `we` and `us` alike."""
    before = (party for party in parties.mentions if party.last == mention.first)
    return any(party.preposition is None and party.role in _SUBJECTS and not party.possessive for party in before)


_SUBJECTS: Final = frozenset({"names", "capital", "short", "company"})


def add_tellers(passage: Passage, parties: Parties, sayings: Sequence[Saying], acts: Sequence[Act]) -> None:
    """`Togo's air force chief, General Adom, said he had received 20 planes`: a mention of the speaker's state, or of
    the home of a firm, for the pronoun right behind a verb of saying that is the subject of a verb of giving or
    getting."""
    for act in acts:
        if act.form != "finite" or act.voice != "active" or act.group not in _MOVING:
            continue
        at = act.first - 1
        while passage.hits.any_ending(_VERBS, at):
            at -= 1
        said = passage.hits.ending("cues.speech", at - 1)
        if said is None or not (passage.is_a("grammar.self_speakers", at) and passage.is_a("grammar.pronouns", at)):
            continue
        sentence = passage.sentence_of(act.first)
        told = [s for s in sayings if s.sentence == sentence.index and s.at == said.first and s.speaker is not None]
        speaker = told[0].speaker if told else None
        if speaker is not None and speaker.party is not None and speaker.source_type not in _OUTSIDERS:
            actor = passage.pack.vocabulary.actors[speaker.party]
            code = actor.home if actor.kind == "company" and actor.home is not None else actor.code
            parties.add(Party(at, at + 1, code, "pronoun", sentence.index))


_MOVING: Final = frozenset({"supply", "receive"})


def _takes_part(passage: Passage, sentence: Sentence, acts: Sequence[Act], mention: Mention, part: str) -> bool:
    if part == "object":
        return _gives(passage, sentence, mention.last)
    if part == "possessive":
        owned = range(mention.last, min(mention.last + _OWNED, sentence.last))
        return any(passage.hits.any_at(_FORCES, at) for at in owned)
    first, last = clause_of(passage, sentence, mention.first, mention.last)
    return any(first <= act.first < last and act.group in _FLOWS for act in acts)


def add_subjects_of_endings(passage: Passage, parties: Parties, sayings: Sequence[Saying], acts: Sequence[Act]) -> None:
    """`Przekazaliśmy 50 haubic`: the verb alone says 'we', where no subject stands before it."""
    endings = tuple(passage.pack.marks("grammar.we_endings"))
    if not endings:
        return
    for act in acts:
        if act.form != "finite" or act.group not in _FLOWS or not passage.tokens[act.last - 1].form.endswith(endings):
            continue
        sentence = passage.sentence_of(act.first)
        code = _side_of(passage, sayings, sentence, act.first)
        if code is None and not any(s.sentence == sentence.index for s in sayings):
            code = _home_of(passage, parties, whole=False)
        if code is not None:
            parties.add(Party(act.first, act.first, code, "pronoun", sentence.index))
            act.subject = act.first


def add_subjects_before(passage: Passage, parties: Parties, acts: Sequence[Act]) -> None:
    """`It received 30 jets`: a mention for the pronoun of a verb of giving or getting whose subject stands in the
    sentence before, so that its own sentence names it, too."""
    actors = passage.pack.vocabulary.actors
    for act in acts:
        sentence = passage.sentence_of(act.first)
        if act.subject is None or act.subject >= sentence.first or act.group not in _GIVEN_OR_GOT:
            continue
        if act.frame in ("pledge", "ask") or act.form == "noun":  # they have words in common with saying
            continue
        party = _opens(parties, sentence)
        back = range(act.first - 1, max(sentence.first, act.first - _TO_VERB) - 1, -1)
        at = next((n for n in back if passage.hits.any_ending(_PERSONAL, n)), None)
        if party is None or at is None or actors[party.code].kind not in _ACTING:
            continue
        if at > sentence.first and passage.tokens[at - 1].form != ",":
            continue  # `none of it moves`
        parties.add(Party(at, at + 1, party.code, "pronoun", sentence.index))
        act.subject = at


def _opens(parties: Parties, sentence: Sentence) -> Party | None:
    """The name that stands free first in the sentence before, and not in this one."""
    here = {party.code for party in parties.by_sentence.get(sentence.index, ())}
    for party in parties.by_sentence.get(sentence.index - 1, ()):
        free = party.preposition is None and party.case is None and not party.possessive and not party.dateline
        named = party.role not in ("place", "adjectives", "leaders") and not party.speaks
        if free and named and party.code not in here:
            return party
    return None


_GIVEN_OR_GOT: Final = frozenset({"supply", "receive"})
_PERSONAL: Final = frozenset({"grammar.self_speakers"})
_ACTING: Final = frozenset({"state", "group"})
_TO_VERB: Final = 4  # tokens from a pronoun to its verb, auxiliaries between


def add_receivers(passage: Passage, parties: Parties, acts: Sequence[Act]) -> None:
    """A mention for each pronoun of one who gets, of the party last named before it that is not the giver."""
    for mention in passage.hits.starts.get("grammar.dative", {}).values():
        sentence = passage.sentence_of(mention.first)
        there = mention.value("grammar.dative") == "there"
        act = _act_of(passage, sentence, acts, mention, _THERE if there else _GIVEN_AWAY)
        if act is None or (act.voice == "passive" and not there):
            continue
        bound = mention.value("grammar.dative") == "bound"
        if bound and not (
            _beside_verb(passage, mention, act) and _gives(passage, sentence, max(act.last, mention.last))
        ):
            continue
        meant = _meant(parties, sentence, act, mention.first, there=there)
        if meant is not None:
            party = Party(mention.first, mention.last, meant.code, "pronoun", sentence.index, preposition="to")
            parties.add(party)


def _side_of(passage: Passage, sayings: Sequence[Saying], sentence: Sentence, at: int) -> str | None:
    """The party whose word the text at a token is: who speaks in the sentence, who spoke last in its paragraph, or
    who speaks most in the document, as in an interview."""
    speaking = [(s, s.speaker) for s in sayings if s.speaker is not None and s.speaker.party is not None]
    here = [pair for pair in speaking if pair[0].sentence == sentence.index]
    before = [pair for pair in speaking if pair[0].sentence < sentence.index]
    near = [pair for pair in before if passage.sentences[pair[0].sentence].paragraph == sentence.paragraph]
    if here:
        _, speaker = min(here, key=lambda pair: abs(pair[0].at - at))
    elif near:
        _, speaker = near[-1]
    else:
        parties = Counter(speaker.party for _, speaker in speaking if not speaker.bare)
        most = parties.most_common(1)
        return most[0][0] if most and most[0][1] * 2 > parties.total() else None
    return None if speaker.bare or speaker.source_type in _OUTSIDERS else speaker.party


def _home_of(passage: Passage, parties: Parties, *, whole: bool) -> str | None:
    """The state of a paper that speaks for itself, where one state alone has papers in the language: whoever says
    `our country` (`whole`) means it; a mere `we` does where the text names that state, too."""
    home = passage.pack.marks("text.home")
    code = next(iter(home)) if len(home) == 1 else None
    return code if whole or code in parties.by_code else None


_GIVEN_AWAY: Final = frozenset({"supply"})
_THERE: Final = frozenset({"supply", "arrive"})  # what is sent there (`dorthin`), or came there


def _act_of(
    passage: Passage, sentence: Sentence, acts: Sequence[Act], mention: Mention, groups: frozenset[str]
) -> Act | None:
    """The verb of some groups in whose clause a pronoun stands."""
    first, last = clause_of(passage, sentence, mention.first, mention.last)
    near = [a for a in acts if first <= a.first < last and a.form != "noun" and a.group in groups]
    return min(near, key=lambda a: abs(a.first - mention.first), default=None)


def _beside_verb(passage: Passage, mention: Mention, act: Act) -> bool:
    hits = passage.hits
    return (
        act.first in (mention.last, mention.last + 1, mention.last + 2)
        and not passage.is_a("grammar.self_speakers", mention.first)
        and (act.first == mention.last or hits.any_at(_VERBS, mention.last))
    ) or act.last == mention.first


def _gives(passage: Passage, sentence: Sentence, at: int) -> bool:
    """Whether a number or an article opens what is given within a few words."""
    for n in range(at, min(at + _GIVEN, sentence.last)):
        token = passage.tokens[n]
        if token.kind == "n" or any(cls.startswith("numbers.") for cls, _ in passage.hits.here.get(n, ())):
            return True
        if token.kind != "w":
            return False
    return False


_NO_TAKER: Final = frozenset({"company", "adjectives"})
_NO_PLACE: Final = _NO_TAKER | {"people"}  # `Pakistan, Kunde der Schweizer Industrie`: an attribute is no place


def _meant(parties: Parties, sentence: Sentence, act: Act, at: int, *, there: bool) -> Party | None:
    """The party last named before a pronoun, neither the subject of its verb nor one that only speaks; in the
    sentences before none that takes no goods or, for a word of place (`there`), is no place."""
    never = _NO_PLACE if there else _NO_TAKER
    for index in range(sentence.index, max(-1, sentence.index - _BACK - 1), -1):
        for party in reversed(parties.by_sentence.get(index, ())):
            if party.first >= at or party.first == act.subject or party.speaks or party.dateline:
                continue
            if index == sentence.index and act.subject is None and party.preposition is None and party.case is None:
                continue  # a free name may be the giver
            if there and not _GIVING.isdisjoint(party.prepositions):
                continue  # `firms from there sent`
            if index < sentence.index and (party.preposition in _GIVING or party.role in never):
                continue
            if act.subject is not None and party.code == _code_at(parties, sentence, act.subject):
                continue
            return party
    return None


def _code_at(parties: Parties, sentence: Sentence, first: int) -> str | None:
    return next((p.code for p in parties.by_sentence.get(sentence.index, ()) if p.first == first), None)
