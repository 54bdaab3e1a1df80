"""What the extraction reaches, pinned: it may rise freely and is lowered only on purpose."""

from __future__ import annotations

import json

import pytest
from accuracy_runs import FALSE, FLOORS, extracted, reached, scores_of

from armstrail.pipeline import shipped_packs
from armstrail.scoring import score

PINNED = json.loads(FLOORS.read_text("utf-8"))


@pytest.fixture(scope="module")
def packs():
    return shipped_packs()


@pytest.mark.parametrize(("corpus", "lang"), [(corpus, lang) for corpus in PINNED for lang in PINNED[corpus]])
def test_the_extraction_keeps_its_floor(corpus, lang, packs):
    """F1 of the figures and of all claims, found and right; and silence where there is nothing to find."""
    floor, now = PINNED[corpus][lang], reached(scores_of(corpus, lang, packs))
    assert now.pop(FALSE) <= floor[FALSE]
    assert {name: round(value, 3) for name, value in now.items() if value < floor[name]} == {}


def test_the_first_article_is_read_as_its_story_goes(packs):
    """All four figures right, at least 13 of 15 claims found."""
    scores = scores_of("seed", "it", packs)
    assert scores.groups["figures"].right.recall == 1.0
    assert scores.groups["all"].found.recall >= 13 / 15


def test_italian_and_english_together_reach_what_the_product_promises(packs):
    """Over all documents in Italian and English: figures found F1 0.80, right F1 0.65, at most two false claims."""
    gold, claims = [], []
    for corpus in ("dprk-russia", "world"):
        for lang in ("it", "en"):
            records, made = extracted(corpus, lang, packs)
            gold += records
            claims += made
    scores = score(gold, claims)
    assert scores.groups["figures"].found.f1 >= 0.80
    assert scores.groups["figures"].right.f1 >= 0.65
    assert scores.false_on_empty <= 2
