"""The parties that a title names: those it is about, not the office whose words it quotes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from armstrail.extraction.parties import Parties, Party, find_parties
from armstrail.extraction.passage import Passage, read_passage
from armstrail.languages import LanguagePack
from armstrail.model.document import Document

_TELLS: Final = frozenset({":", '"', "“", "„", "«", "'", "‘"})  # what stands between who speaks and what was said
_OFFICES: Final = frozenset({"government", "military", "intelligence"})


def title_parties(document: Document, pack: LanguagePack, named: Collection[str]) -> Parties | None:
    """The parties that a document's title names, None without a title; `named` are those of its text, which a title
    may call by their short names."""
    if not document.title:
        return None
    passage = read_passage(Document(id="title", text=document.title, lang=document.lang), pack)
    parties = find_parties(passage, [], named)
    parties.drop([party for party in parties.mentions if _only_tells(passage, party)])
    return parties


def _only_tells(passage: Passage, party: Party) -> bool:
    """`국정원 "북, 병력 파견"`, `HUR: 12 tys. żołnierzy w Rosji`: the office that opens a title before what it said."""
    behind = passage.tokens[party.last].form if party.last < len(passage.tokens) else ""
    return party.first == 0 and party.role in _OFFICES and behind in _TELLS
