"""Verbs whose parts stand apart, and phrases that hold a verb's word and mean none."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from extraction_makers import OnlyClaim

from armstrail.extraction.passage import read_passage
from armstrail.extraction.verbs import find_acts
from armstrail.languages import LanguagePack
from armstrail.model.document import Document


def acts_of(pack: LanguagePack, text: str) -> list[tuple[str, str]]:
    """The acts of a text: their words and frames."""
    passage = read_passage(Document(id="t", text=text, lang=pack.lang), pack)
    return [(passage.words(act.first, act.last), act.frame) for act in find_acts(passage)]


@pytest.mark.parametrize(
    ("lang", "text", "supplier", "recipient", "status"),
    [
        ("de", "Deutschland stellt der Ukraine 50 Panzer bereit.", "DE", "UA", "delivered"),
        ("de", "Berlin sagte der Ukraine 18 Haubitzen zu.", "DE", "UA", "agreed"),
        ("de", "Polen gibt, wie Warschau mitteilte, 14 Panzer an die Ukraine ab.", "PL", "UA", "delivered"),
        ("de", "Schweden bietet der Ukraine 14 Kampfjets an.", "SE", "UA", "offered"),
        ("nl", "Nederland biedt Oekraïne 50 tanks aan.", "NL", "UA", "offered"),
        ("nl", "Nederland draagt 18 houwitsers aan Oekraïne over.", "NL", "UA", "delivered"),
    ],
)
def test_a_verb_is_read_whole_when_its_prefix_ends_the_clause(
    only_figure: OnlyClaim, lang: str, text: str, supplier: str, recipient: str, status: str
) -> None:
    """What the verb means is told at the end, and it may differ from what its first part says (`sagte`, `bietet`)."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient, claim.status) == (supplier, recipient, status)


def test_a_prefix_that_is_a_preposition_here_joins_nothing(packs: Mapping[str, LanguagePack]) -> None:
    """'Sagte zu Reportern' says; only 'sagte 50 Panzer zu.' promises."""
    assert ("sagte", "pledge") not in acts_of(packs["de"], "Er sagte zu Reportern, die Panzer seien alt.")
    assert ("sagte", "pledge") in acts_of(packs["de"], "Er sagte Kiew 50 Panzer zu.")


def test_a_prefix_belongs_to_the_nearest_verb_that_waits_for_it(packs: Mapping[str, LanguagePack]) -> None:
    """One prefix ends one verb; the verb of the clause before goes without."""
    acts = acts_of(packs["de"], "Er sagte gestern, sein Land sage Kiew 50 Panzer zu.")
    assert ("sage", "pledge") in acts
    assert ("sagte", "pledge") not in acts


def test_a_clause_let_in_between_does_not_part_a_verb(packs: Mapping[str, LanguagePack]) -> None:
    """The prefix may stand behind a relative clause, which has none of its own."""
    acts = acts_of(packs["de"], "Berlin stellt der Ukraine, die darum gebeten hatte, 50 Panzer bereit.")
    assert ("stellt", "supply") in acts


@pytest.mark.parametrize(
    ("lang", "text", "word"),
    [
        ("it", "L'accordo vale a partire da marzo.", "partire"),
        ("fr", "Le contrat vaut deux millions de livres sterling.", "livres"),
        ("en", "The land-based system is new.", "land"),
        ("es", "Según el enviado especial, el acuerdo sigue.", "enviado"),
    ],
)
def test_a_phrase_undoes_the_verb_whose_word_it_holds(
    packs: Mapping[str, LanguagePack], lang: str, text: str, word: str
) -> None:
    """'A partire da' sends nobody, and pounds sterling are not handed over."""
    assert word not in [found for found, _ in acts_of(packs[lang], text)]
