"""Plain sentences of the press, in every language: how many of their figures are read right, pinned."""

from __future__ import annotations

import json

import pytest
from plain_sentences import FLOORS, LANGUAGES, judge, rates, read_of, read_texts

from armstrail.pipeline import shipped_packs

PINNED = json.loads(FLOORS.read_text("utf-8"))
UNITS = ("pieces", "persons", "containers", "shipments", "vessels", "railcars", "tonnes", "barrels", "percent")


@pytest.fixture(scope="module")
def packs():
    return shipped_packs()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plain_sentences_keep_their_floor(lang, packs):
    """Figures right in the first set, and in both halves of the others, the one that no rule was made by among them."""
    now = rates(lang, packs)
    assert {name: round(value, 3) for name, value in now.items() if value < PINNED[lang][name]} == {}


@pytest.mark.parametrize(("which", "count"), [(1, 112), (2, 112), (3, 36)])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_says_what_it_tells_in_terms_of_the_model(lang, which, count, packs):
    """Parties are actors, items stand in the tree, units are units or currencies: an annotation with a typo measures
    nothing."""
    vocabulary = next(iter(packs.values())).vocabulary
    texts = list(read_texts(lang, which))
    assert len(texts) == count
    for text in texts:
        for figure in text.figures:
            low, high, unit, supplier, recipient, item = figure.parts
            assert low is not None or high is not None, text
            assert unit in UNITS or (unit.isupper() and len(unit) == 3), text
            assert {supplier, recipient} - {None} <= vocabulary.actors.keys(), text
            assert item == "-" or any(known.startswith(item) for known in vocabulary.items), text


def test_a_figure_read_wrongly_is_one_fault_and_one_too_many_another(packs):
    """What is counted: a wrong party costs its figure once, a figure that should not be there costs once, too."""
    text = next(text for text in read_texts("en", 1) if len(text.figures) == 1)
    claims = read_of(text.text, "en", packs)
    assert judge(text.figures, claims) == (1, [], [])
    assert judge((), claims) == (0, [], claims)
    assert judge(text.figures, []) == (0, list(text.figures), [])
