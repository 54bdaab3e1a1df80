"""Who may do what a permission is for: `asked Germany for permission to re-export`, `gave Poland permission to`.

Whose permission it is does not give the goods; whoever asks for it, gets it, is given or refused it would.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.verbs import Act, acts_in

_ASIDES: Final = "cues.asides"
_REACH: Final = 3  # tokens from a word of consent to what it is for: `to`, an article, an adjective
_LAST: Final = 30  # tokens from a word of consent to an infinitive that ends its clause
_FOR_ITSELF: Final = frozenset({"ask", "receive"})


def of_consent(passage: Passage, sentence: Sentence, act: Act, acts: Sequence[Act], parties: Parties) -> Party | None:
    """The party that may do what an infinitive or a noun of giving says, where a word of consent leads to it."""
    if act.group != "supply" or act.form not in ("base", "noun", "gerund"):
        return None
    consent = _leads_to(passage, sentence, act, acts)
    if consent is None:
        return None
    here = [party for party in parties.by_sentence.get(sentence.index, ()) if not party.dateline]
    agreeing = {party.code for party in here if party.first < consent}
    if not any(party.first > consent and party.code not in agreeing for party in here):
        return None  # `gave Poland permission for the delivery of 14 tanks`: who is given it may well get the goods
    verb = next((a for a in reversed(acts_in(sentence, acts)) if a.last <= consent and a.form != "noun"), None)
    if verb is not None and verb.frame in _FOR_ITSELF and _only_words(passage, verb.last, consent):
        return next((party for party in here if party.first == verb.subject), None)
    denied = [
        hit.last for hit in passage.hits.between("cues.modality", sentence.first, consent)
        if ("cues.modality", "denied") in hit.senses
    ]  # fmt: skip
    giving = [verb.last] if verb is not None and verb.group == "supply" else []
    behind = max(giving + denied, default=None)
    if behind is None or not _only_words(passage, behind, consent):
        return None
    given = [party for party in here if behind <= party.first and party.last <= consent and party.role != "place"]
    if len(given) != 1:
        return None
    given[0].preposition = given[0].case = None
    given[0].acted_on = True
    return given[0]


def _only_words(passage: Passage, first: int, last: int) -> bool:
    return all(passage.tokens[at].kind == "w" for at in range(first, last))


def _leads_to(passage: Passage, sentence: Sentence, act: Act, acts: Sequence[Act]) -> int | None:
    """The first token of the word of consent that an act hangs on."""
    last = act.form != "noun" and passage.pack.flag("script.infinitives_last")
    back = max(sentence.first, act.first - (_LAST if last else _REACH + 1))
    hits = [hit for hit in passage.hits.between(_ASIDES, back, act.first) if (_ASIDES, "consent") in hit.senses]
    if not hits:
        return None
    noun = hits[-1]
    if last:
        between = any(a.form != "noun" and noun.last <= a.first < act.first for a in acts_in(sentence, acts))
        return noun.first if not between else None
    return noun.first if act.first - noun.last <= _REACH and _only_words(passage, noun.last, act.first) else None
