"""Mentions of parties, and what the words around each say of its part: before it, behind it, over it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from armstrail.extraction.casing import case_of, mark_institutions
from armstrail.extraction.companies import company_before
from armstrail.extraction.currencies import is_of_currency
from armstrail.extraction.datelines import dateline_end
from armstrail.extraction.governing import settle_governors
from armstrail.extraction.homonyms import Homonyms
from armstrail.extraction.namesakes import is_told_by_place
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.postpositions import postposition_after
from armstrail.extraction.regions import REGION, region_mentions, settle_regions
from armstrail.extraction.speakers import Speaker
from armstrail.extraction.verbs import Act
from armstrail.languages import Mention
from armstrail.vocabulary import Vocabulary


@dataclass(slots=True)
class Party:
    """One mention of a party in tokens `[first, last)`.

    `code` is the actor code (a company's is its home state's); `role` how it is named (`names`,
    `adjectives`, `people`, `capital`, `leaders`, an institution, `place`, `company`); `preposition` the
    role word that governs it; `possessive` that it owns what follows; `speaker` the phrase it is part of
    where that phrase can speak, `speaks` that it does.
    """

    first: int
    last: int
    code: str
    role: str
    sentence: int
    preposition: str | None = None
    possessive: bool = False
    institution: bool = False
    speaks: bool = False
    made_by: bool = False
    place: str | None = None
    subject: bool = False  # marked as the subject, where the script marks it
    dateline: bool = False  # the town a report is sent from
    case: str | None = None  # what its ending or article tells where no preposition stands and none stands for it
    own: Act | None = None  # the act of its own clause
    acted_on: bool = False  # a verb other than the figure's has it for its object: `which handed Kyiv tanks`
    seizes: bool = False  # a verb of seizing has it for its subject

    @property
    def prepositions(self) -> set[str]:
        """What its preposition may say, one by one; nothing where none stands."""
        return set(self.preposition.split("|")) if self.preposition else set()

    @property
    def governors(self) -> set[str]:
        """What its preposition or its case may say."""
        return self.prepositions | (set(self.case.split("|")) if self.case else set())


@dataclass(slots=True)
class Parties:
    """All mentions of a document, and how much each party is spoken of."""

    mentions: list[Party] = field(default_factory=list)
    by_sentence: dict[int, list[Party]] = field(default_factory=dict)
    by_code: dict[str, list[Party]] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)  # the armed group most named in a state, by the state

    def leave_out(self, outlets: Sequence[Speaker]) -> None:
        """`the South Korean news agency Yonhap said`: where an outlet that speaks comes from makes its state no
        party."""
        for outlet in outlets:
            self.drop([p for p in self.mentions if outlet.first <= p.first < outlet.last and p.role == "adjectives"])

    def drop(self, mentions: Sequence[Party]) -> None:
        """Take mentions that name no party after all out again."""
        for party in mentions:
            self.mentions.remove(party)
            self.by_sentence[party.sentence].remove(party)
            self.by_code[party.code].remove(party)
            if not self.by_code[party.code]:
                del self.by_code[party.code]

    def add(self, party: Party) -> None:
        """One more mention, in its place."""
        insort(self.mentions, party, key=_first_of)
        insort(self.by_sentence.setdefault(party.sentence, []), party, key=_first_of)
        insort(self.by_code.setdefault(party.code, []), party, key=_first_of)

    def last_before(self, code: str, sentence: int) -> Party | None:
        """The last mention of a party in the sentences before one."""
        mentions = self.by_code[code]
        behind = bisect_left(mentions, sentence, key=_sentence_of)
        return mentions[behind - 1] if behind else None


def _sentence_of(party: Party) -> int:
    return party.sentence


def _first_of(party: Party) -> int:
    return party.first


def find_parties(passage: Passage, speakers: list[Speaker], named: Collection[str] = ()) -> Parties:
    """All party mentions in order. A short form (`the North`) counts only where the document has a full
    name (or is one of the `named`); an ambiguous one only where another form of the same party stands."""
    parties = Parties()
    vocabulary = passage.pack.vocabulary
    sure = _sure_codes(passage)
    taken: set[int] = set()
    homonyms = Homonyms(passage)
    for cls, mention in passage.hits.of("actors."):
        role = cls.removeprefix("actors.")
        if role == "ambiguous" or mention.first in taken or (role == "adjectives" and _is_name(passage, mention)):
            continue
        if role in ("adjectives", "people") and _names_initiative(passage, mention):
            continue
        code = mention.value(cls) or ""
        if (role == "capital" and homonyms.is_elsewhere(mention, code)) or is_of_currency(passage, mention):
            continue
        short = role == "short" and code not in named and not _is_other_half(passage, mention, code, sure)
        actor = vocabulary.actors[code]
        at_home = actor.kind == "group" and actor.home in sure  # `les FSR` in a text on Sudan
        if (short or _is_ambiguous(passage, mention, cls)) and code not in sure and not at_home:
            continue
        if actor.kind == "company":
            code, role = _branch_of(passage, mention, taken) or actor.home or "", "company"
        if not code:
            continue
        taken.add(mention.first)
        parties.mentions.append(_party(passage, mention, code, role))
    named = {party.code for party in parties.mentions}
    for _, mention in passage.hits.of("places"):
        name = homonyms.choose(mention)
        place = vocabulary.places[name]
        held_by = place.holder if place.holder in named else place.country
        if mention.first not in taken and held_by is not None:
            taken.add(mention.first)
            party = _party(passage, mention, held_by, "place")
            party.place = name
            parties.mentions.append(party)
    parties.mentions += region_mentions(passage, taken, lambda mention: _party(passage, mention, REGION, "names"))
    parties.mentions.sort(key=lambda party: party.first)
    _name_members(passage, parties, vocabulary)
    for party in parties.mentions:
        parties.by_sentence.setdefault(party.sentence, []).append(party)
        parties.by_code.setdefault(party.code, []).append(party)
    parties.groups = _groups_of(parties, vocabulary)
    mark_institutions(passage, parties, speakers)
    _mark_datelines(passage, parties)
    settle_governors(passage, parties)
    settle_regions(passage, parties)
    return parties


def _branch_of(passage: Passage, company: Mention, taken: set[int]) -> str | None:
    """`KNDS Deutschland`, `BAE Systems Australia`: the state whose name stands right behind a company's is the home of
    that branch; before a number it may be another name (`hat Rheinmetall Litauen 20 Panzer verkauft`)."""
    part = passage.hits.at("actors.names", company.last)
    if part is None:
        return None
    counted = part.last < len(passage.tokens) and passage.tokens[part.last].kind == "n"
    if counted and preposition_before(passage, passage.sentence_of(company.first), company.first) is None:
        return None
    if passage.pack.vocabulary.actors[part.value("actors.names") or ""].kind != "state":
        return None
    taken.add(part.first)
    return part.value("actors.names")


def _names_initiative(passage: Passage, mention: Mention) -> bool:
    """`through the Czech initiative`: who began what several give to is no party of what they give."""
    at = mention.last
    while at < len(passage.tokens) and passage.tokens[at].form in '«„“"':
        at += 1
    return passage.is_a("cues.initiatives", at) or passage.hits.any_ending(_INITIATIVES, mention.first - 1)


_INITIATIVES = frozenset({"cues.initiatives"})


def _is_name(passage: Passage, mention: Mention) -> bool:
    """`Argentina compró`: a word that is adjective and name, written like a name."""
    name = passage.hits.at("actors.names", mention.first)
    return name is not None and name.last == mention.last and passage.tokens[mention.first].surface[0].isupper()


def _name_members(passage: Passage, parties: Parties, vocabulary: Vocabulary) -> None:
    """`den Nato-Partner Türkei`: an organisation right before a state's name says what that belongs to, and is no
    party of its own, but right behind a noun of giving (`помощь ЕС Украине`)."""
    for before, party in pairwise(list(parties.mentions)):
        gives = passage.hits.any_ending(_AID, before.first - 1)
        belongs = vocabulary.actors[before.code].kind == "organisation" and before.last == party.first and not gives
        if belongs and party.role == "names" and vocabulary.actors[party.code].kind == "state":
            party.preposition, party.case = before.preposition, before.case
            parties.mentions.remove(before)


_AID = frozenset({"acts.supply", "acts.pledge"})  # nouns among them
_FEW = 2  # mentions; a group named less often is no party of the text


def _groups_of(parties: Parties, vocabulary: Vocabulary) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, mentions in sorted(parties.by_code.items(), key=lambda pair: (len(pair[1]), pair[0])):
        actor = vocabulary.actors[code]
        if actor.kind == "group" and actor.home is not None and len(mentions) >= _FEW:
            found[actor.home] = code  # the most named comes last
    return found


def _mark_datelines(passage: Passage, parties: Parties) -> None:
    """Mark the towns that say where a report was written; Brussels there is no word of the bodies that sit in it."""
    for sentence in passage.sentences:
        end = dateline_end(passage, sentence)
        for party in parties.by_sentence.get(sentence.index, ()) if end > sentence.first else ():
            party.dateline = party.last <= end and party.role in ("capital", "names", "place", "short")
    actors = passage.pack.vocabulary.actors
    parties.drop([p for p in parties.mentions if p.dateline and actors[p.code].kind == "organisation"])


def _sure_codes(passage: Passage) -> set[str]:
    sure: set[str] = set()
    for cls, mention in passage.hits.of("actors."):
        if cls not in ("actors.short", "actors.ambiguous") and not _is_ambiguous(passage, mention, cls):
            sure.add(mention.value(cls) or "")
    return sure


def _is_other_half(passage: Passage, mention: Mention, code: str, sure: set[str]) -> bool:
    """`Seoul said the North had shipped 700 containers`: one Korea is enough for the other to go by its short name,
    unless that begins a longer one (`the North Sea`)."""
    return _HALVES.get(code) in sure and not _goes_on(passage, mention)


_HALVES: Final = {"KP": "KR", "KR": "KP"}


def _goes_on(passage: Passage, mention: Mention) -> bool:
    if passage.pack.flag("script.capital_nouns") or mention.last >= len(passage.tokens):
        return False
    behind = passage.tokens[mention.last]
    return behind.form == "-" or (behind.kind == "w" and behind.surface[0].isupper())


def _is_ambiguous(passage: Passage, mention: Mention, cls: str) -> bool:
    held = passage.hits.at("actors.ambiguous", mention.first)
    return held is not None and held.last == mention.last and not is_told_by_place(passage, mention, cls)


def _party(passage: Passage, mention: Mention, code: str, role: str) -> Party:
    sentence = passage.sentence_of(mention.first)
    tokens = passage.tokens
    if role == "adjectives" and _stands_alone(passage, sentence, mention):
        role = "people"
    party = Party(mention.first, mention.last, code, role, sentence.index)
    party.possessive = mention.last < sentence.last and (
        tokens[mention.last].form == "'s"
        or (
            tokens[mention.last].form == "'"
            and tokens[mention.last].glued
            and tokens[mention.last - 1].form.endswith("s")
        )
    )
    party.made_by = _is_maker(passage, sentence, mention)
    if passage.pack.flag("script.postpositions"):
        governed = postposition_after(passage, sentence, mention.last)
        party.preposition, party.subject = governed.value, governed.subject
        if (towards := case_of(passage, mention)) is not None:
            party.preposition = towards  # 대러 수출
        elif governed.modifies and role in ("names", "capital"):
            party.role = "adjectives"  # 북한 포탄: a bare name before its noun
    else:
        party.preposition = preposition_before(passage, sentence, mention.first)
        if role == "adjectives" and _is_of_telling(passage, mention):
            party.preposition, party.institution = None, True
        if party.preposition is None and not party.possessive:
            party.case = case_of(passage, mention)
    return party


_TELLING = frozenset({"cues.speech", "cues.basis", "cues.modality", "cues.according"})


def _is_of_telling(passage: Passage, mention: Mention) -> bool:
    """`nach südkoreanischen Angaben`: whose word it is, and no party under a preposition."""
    according = passage.hits.ending("cues.according", mention.first - 1)
    return according is not None and passage.hits.any_at(_TELLING, mention.last)


_NOUNS = frozenset({
    "items.nouns", "items.weak", "quantities.units", "models", "cues.institutions", "actors.adjectives",
})  # fmt: skip


def _stands_alone(passage: Passage, sentence: Sentence, mention: Mention) -> bool:
    """`i russi hanno ricevuto`: an adjective behind an article with no noun after it names the people."""
    if mention.first == sentence.first or passage.hits.ending("grammar.articles", mention.first - 1) is None:
        return False
    if mention.last >= sentence.last:
        return True
    if passage.hits.any_at(_NOUNS, mention.last):
        return False
    follower = passage.tokens[mention.last]
    small = ("grammar.", "acts.", "cues.speech", "cues.stance")
    known = any(cls.startswith(small) for cls, _ in passage.hits.here.get(mention.last, ()))
    return follower.kind != "w" or known


def _is_maker(passage: Passage, sentence: Sentence, mention: Mention) -> bool:
    tokens = passage.tokens
    at = mention.last
    if at + 1 < sentence.last and tokens[at].form == "-" and tokens[at].glued:
        if f"-{tokens[at + 1].form}" in passage.pack.marks("grammar.origin.suffix"):
            return True
    before = mention.first - 1
    while before >= sentence.first and passage.hits.any_ending(_LINKS, before):
        before -= 1
    return any(passage.hits.ending("grammar.origin.phrase", at) is not None for at in (before, mention.first - 1))


_LINKS = frozenset({"grammar.articles", "grammar.prepositions"})


def preposition_before(passage: Passage, sentence: Sentence, first: int) -> str | None:
    """The role word that governs the noun phrase in which token `first` stands: `to`, `from`, `of` ...

    Walks left over articles, adjectives and up to two unknown words; verbs, nouns of action, commas and
    other parties end the search.
    """
    hits, tokens = passage.hits, passage.tokens
    at = first - 1
    unknown = 0
    begun = False  # the article of the phrase is passed: `ai russi i nordcoreani` are two phrases
    while at >= sentence.first:
        token = tokens[at]
        if not hits.ends_at(at):
            known = False
        elif hits.ending("quantities.in_all", at) is not None or (
            begun and hits.ending("actors.adjectives", at) is not None
        ):
            return None
        else:
            known = True
            hit = hits.ending("grammar.prepositions", at)
            if hit is not None and hit.first >= sentence.first:
                exchange = hits.ending("cues.discourse", hit.first)
                if exchange is not None and ("cues.discourse", "return_flow") in exchange.senses:
                    return None  # `в обмін на озброєння росіяни надали`: what goods are given for ends before the name
                if _opens_time(passage, hit.first):
                    return None
                values = [value for name, value in hit.senses if name == "grammar.prepositions"]
                if values == ["via"] and passage.is_a("grammar.pronouns", at + 1):
                    return None  # `через неї Емірати переправили`: the phrase ends with its pronoun
                if values == ["in"] and (firm := company_before(passage, hit.first - 1)) is not None:
                    return preposition_before(passage, sentence, firm.first)
                if "of" in values and (office := _office_before(passage, hit.first - 1)) is not None:
                    return preposition_before(passage, sentence, office.first)
                return "|".join(values)
        if token.kind != "w":
            if token.form in '«»“"”„' or (token.form == "-" and token.glued):
                at -= 1
                continue
            return None
        begun = begun or (known and hits.ending("grammar.articles", at) is not None)
        if not (known and hits.any_ending(_SMALL, at)):
            if known and (office := _office_before(passage, at)) is not None:
                at = office.first - 1
                continue
            if unknown >= 2 or (begun and not known) or (known and _ends_search(passage, at)):
                return None  # `nell'ultimo quinquennio la Francia`: behind its article a phrase begins
            unknown += 1
        at -= 1
    return None


def _office_before(passage: Passage, last: int) -> Mention | None:
    """The noun of an office or a body that ends at a token; `principal proveedor de Caracas` is none of Caracas."""
    office = passage.hits.ending("cues.institutions", last)
    return None if office is None or passage.hits.any_at(passage.pack.acts, office.first) else office


def _opens_time(passage: Passage, at: int) -> bool:
    """`до кінця року Київ отримає`: a preposition that is part of words of time governs no name behind them; with an
    article alone (`de l'`, which dates may have, too) it does."""
    return any(
        cls.startswith("dates.") and hit.last - hit.first > 1 and not passage.hits.any_ending(_ARTICLES, hit.last - 1)
        for cls, hit in passage.hits.here.get(at, ())
    )


_ARTICLES = frozenset({"grammar.articles"})
_ENDING = frozenset({
    "items.nouns", "items.weak", "quantities.units", "models", "grammar.relative", "grammar.that", "grammar.openers",
    "grammar.passive", "grammar.perfect", "grammar.future", "grammar.modal", "cues.speech", "grammar.coordinators",
    "actors.names", "actors.capital", "actors.leaders", "places", "grammar.copula", "cues.discourse", "dates.months",
    "dates.weekdays", "dates.relative", "dates.seasons",
})  # fmt: skip
_SMALL = frozenset({"grammar.articles", "grammar.determiners", "actors.adjectives"})


def stands_beside(passage: Passage, party: Party, classes: frozenset[str]) -> bool:
    """Whether a word of some classes begins right behind a mention, or ends right before it."""
    return passage.hits.any_at(classes, party.last) or passage.hits.any_ending(classes, party.first - 1)


def _ends_search(passage: Passage, at: int) -> bool:
    return passage.hits.any_ending(_ENDING, at) or passage.hits.any_ending(passage.pack.acts, at)
