"""Scores added up by parts, and only where they can still matter, decide as all signs of all pairs would."""

from collections.abc import Mapping

import pytest

from armstrail.extraction.assembly import Finds, find
from armstrail.extraction.backdrop import History, Pair, backdrop_of
from armstrail.extraction.cues import cues_of
from armstrail.extraction.drafts import Draft
from armstrail.extraction.flows import load_weights, names_of, recent, score
from armstrail.extraction.pairs import Chooser, Standing, pair_features
from armstrail.extraction.scenes import scene_of
from armstrail.extraction.sources import Voices, signs_of_nobody, signs_of_source, source_of
from armstrail.languages import LanguagePack
from armstrail.model.document import Document

ARTICLE = """North Korea has sent 12,000 containers of shells to Russia, South Korea's intelligence service said.
It shipped 240 howitzers too, and Moscow paid with 30,000 tonnes of oil, according to the agency.

The Pentagon confirmed that 10,000 soldiers had arrived in Kursk. Another 3,000 followed in January.
Ukraine received 50 tanks from Poland and 12 jets, Warsaw's defence ministry said.
Iran denied having delivered 400 missiles to Russia. Kyiv's military estimated that 900 drones had been given.
"""


@pytest.fixture(scope="module")
def finds(packs: Mapping[str, LanguagePack]) -> Finds:
    """What is found in an article of many figures, parties and speakers."""
    return find(Document(id="test", text=ARTICLE, lang="en"), packs["en"])


def of_all_signs(finds: Finds, standing: Standing, history: History, draft: Draft, pair: Pair) -> float:
    """The summed weight of every sign of a pair."""
    weights, target = load_weights(), draft.target
    cues = cues_of(finds.passage, finds.parties, target)
    backdrop = backdrop_of(finds.passage, finds.parties, draft.sentence)
    features = pair_features(standing, pair, history, draft.sentence, target.sort, target.to_people)
    total = score(features, weights.pair)
    for code, table in zip(pair, (weights.supplier, weights.recipient), strict=True):
        if code is not None:
            total += sum(table.get(name, 0.0) for name in names_of(cues, code, backdrop))
    return total


def test_the_chosen_pair_has_the_highest_sum_of_all_signs(finds: Finds) -> None:
    """No pair that is left out early would have won."""
    scene = scene_of(finds, None, load_weights())
    chooser, standing, history = Chooser(scene, load_weights()), Standing.of(scene), History()
    for draft in sorted([*finds.drafts, *finds.items], key=lambda d: d.first):
        target, sentence = draft.target, draft.sentence
        cues = cues_of(finds.passage, finds.parties, target)
        backdrop = backdrop_of(finds.passage, finds.parties, sentence)
        codes = [*scene.candidates(cues, recent(backdrop), target.sort), None]
        pairs: list[Pair] = [(s, r) for s in codes for r in codes if s is None or s != r]
        chosen, _ = chooser.decide(cues, backdrop, history, sentence, target.sort, target.to_people)
        best = max(of_all_signs(finds, standing, history, draft, pair) for pair in pairs)
        assert of_all_signs(finds, standing, history, draft, chosen) == pytest.approx(best)
        history.add(sentence, target.sort, chosen)
    assert history.count > 6


def test_the_chosen_source_has_the_highest_sum_of_all_signs(finds: Finds) -> None:
    """What is kept of a speaker and a sentence adds up to all the signs of a source."""
    weights = load_weights().source
    voices = Voices.of(finds.passage, finds.speakers, finds.sayings, weights, finds.acts)
    for draft in finds.drafts:
        sentence, at = draft.sentence, draft.first
        scores = {s: score(signs_of_source(voices, s, sentence, at), weights) for s in voices.candidates(sentence)}
        nobody = score(signs_of_nobody(voices, sentence, at), weights)
        source = source_of(voices, sentence, at)
        likely = scores[source.speaker] if source is not None else nobody
        assert likely == pytest.approx(max([nobody, *scores.values()]))
