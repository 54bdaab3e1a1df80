"""Bodies that a text names without their state: `the army has ordered eight`, `el Ejército recibirá ocho`.

A paper speaks so of the state at home, and of more than one of its bodies; a report from abroad, of the state whose
town stands in its dateline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from armstrail.extraction.parties import Parties, Party, preposition_before
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.speaker import Speaker
from armstrail.extraction.verbs import Act, acts_in

_BODIES: Final = frozenset({"government", "military"})
_FLOWS: Final = frozenset({"supply", "receive"})
_AT_HOME: Final = 2  # bodies without their state, by which a text shows that it is written at home
_OTHERS: Final = 2  # times that such a text may name another state as often as that at home
_BEFORE_VERB: Final = frozenset({
    "grammar.perfect", "grammar.future", "grammar.modal", "grammar.conditional", "grammar.negators", "grammar.pronouns",
    "grammar.reflexive", "grammar.dative", "grammar.openers",
})  # fmt: skip


def add_bodies(passage: Passage, parties: Parties, speakers: Sequence[Speaker], acts: Sequence[Act]) -> None:
    """A mention of its state for each body without one that is the subject of giving or getting."""
    nameless = [s for s in speakers if s.party is None and not s.bare and s.source_type in _BODIES]
    home = _home_of(passage, parties, len(nameless)) if nameless else None
    if home is None:
        return
    for body in nameless:
        sentence = passage.sentence_of(body.first)
        act = _act_of(passage, sentence, body, acts)
        if act is not None:
            parties.add(Party(body.first, body.last, home, "body", sentence.index))
            act.subject = body.first


def _act_of(passage: Passage, sentence: Sentence, body: Speaker, acts: Sequence[Act]) -> Act | None:
    """The verb right behind a body that no preposition governs, if it has no other subject."""
    if preposition_before(passage, sentence, body.first) is not None:
        return None
    behind = (a for a in acts_in(sentence, acts) if a.first >= body.last and a.form != "noun")
    act = next(behind, None)
    if act is None or act.form != "finite" or act.voice != "active" or act.group not in _FLOWS:
        return None
    return act if act.subject is None and _is_right_behind(passage, body.last, act.first) else None


def _is_right_behind(passage: Passage, first: int, last: int) -> bool:
    """Whether auxiliaries alone, or words between two commas (`, en tanto,`), stand in tokens `[first, last)`."""
    while last > first and passage.hits.any_ending(_BEFORE_VERB, last - 1):
        last -= 1
    return last == first or (last - first > 1 and all(passage.tokens[at].form == "," for at in (first, last - 1)))


def _home_of(passage: Passage, parties: Parties, bodies: int) -> str | None:
    """The state of the dateline, if the text names it once more; else, of the states at home in the language, the one
    that the text names most, unless it is about another."""
    named = Counter(party.code for party in parties.mentions if not party.dateline)
    sent_from = [party.code for party in parties.mentions if party.dateline and named[party.code]]
    if sent_from:
        return sent_from[0]
    at_home = sorted(code for code in passage.pack.marks("text.home") if named[code])
    home = max(at_home, key=lambda code: named[code], default=None)
    if home is None or bodies < _AT_HOME or named[home] * _OTHERS < max(named.values()):
        return None
    return home
