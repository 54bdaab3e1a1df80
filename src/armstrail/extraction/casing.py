"""What the form of a name, or of the office that a party is named by, tells of its part: `обіцяли Україні`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from armstrail.extraction.passage import Passage
from armstrail.extraction.speakers import NAMED, Speaker
from armstrail.languages import Mention

if TYPE_CHECKING:
    from armstrail.extraction.parties import Parties


def case_of(passage: Passage, mention: Mention) -> str | None:
    """What an article, a prefix or an ending tells where no preposition stands: `обіцяли Україні`, `schickt dem Iran`,
    `대러 수출`."""
    phrase = passage.hits.ending("grammar.case_phrases", mention.last - 1)
    if phrase is not None:
        return "|".join(value for cls, value in phrase.senses if cls == "grammar.case_phrases")
    if passage.pack.flag("script.infinitives_last") and _stands_past_subject(passage, mention.first):
        return "to"
    words = (token.form for token in passage.tokens[mention.first : mention.last])
    return passage.pack.table("cases").get(" ".join(words))


def _stands_past_subject(passage: Passage, at: int) -> bool:
    """`dass sie Russland 600 Drohnen geliefert habe`: behind a pronoun that opens a clause, a bare
    name is no subject."""
    return passage.hits.any_ending(_PRONOUNS, at - 1) and passage.hits.any_ending(_THAT, at - 2)


_PRONOUNS = frozenset({"grammar.pronouns"})
_THAT = frozenset({"grammar.that"})


def _is_subjects(passage: Passage, at: int) -> bool:
    """`Итальянские компании продали`: whether the adjective right before a noun says that it is subject or object."""
    before = passage.hits.ending("actors.adjectives", at - 1)
    endings = tuple(passage.pack.marks("grammar.subject_adjectives"))
    return before is not None and passage.tokens[at - 1].form.endswith(endings)


def mark_institutions(passage: Passage, parties: Parties, speakers: list[Speaker]) -> None:
    """A party inside a phrase that names an office speaks or acts as that office, in the office's case."""
    spans = [(s.first, s.last) for s in speakers if not s.bare]
    held: dict[int, bool] = {}  # by the first token of a phrase that holds a party: whether its office has a case
    for party in parties.mentions:
        for first, last in spans:
            if not first <= party.first < last:
                continue
            if held.get(first) and party.case is None:
                continue  # 'Збройним силам Росії Іран': the phrase ended before
            party.institution = True
            office = next((at for at in range(first, last) if passage.is_a("cues.institutions", at)), None)
            if office is not None:
                governed = party.preposition is not None or passage.pack.flag("script.postpositions")
                mention = passage.hits.starts["cues.institutions"][office]
                party.case = None if governed or _is_subjects(passage, mention.first) else case_of(passage, mention)
            elif party.role not in NAMED:
                party.case = None
            held.setdefault(first, party.case is not None)
