"""How likely a number that became no claim is a claim that was lost."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path

from armstrail.extraction import extract
from armstrail.extraction.losses import group, weigh
from armstrail.model.document import Document
from armstrail.model.loss import Loss, Overlooked
from armstrail.model.reading import Miss
from armstrail.model.span import Span
from armstrail.model.terms import MISS_REASONS

GOLD = Path(__file__).parent.parent / "accuracy" / "gold"
TABLE = tomllib.loads((files("armstrail.extraction") / "losses.toml").read_text("utf-8"))


def overlooked(words: str, number: str, reason: str, detail: str = "", *, beside: bool = False) -> Overlooked:
    start = words.index(number)
    document = Document(id=words[:8], text=words, lang="en")
    return Overlooked(Miss(Span(start, start + len(number)), reason, detail), document, beside)


def only(at: Overlooked, packs=None, **nouns: int) -> Loss:
    (loss,) = weigh([at], {("en", noun): count for noun, count in nouns.items()}, packs)
    return loss


def test_every_reason_has_its_chance():
    """The table names exactly the reasons that a reading can give."""
    assert set(TABLE["reasons"]) == set(MISS_REASONS)


def test_no_reading_gives_a_reason_without_words(packs):
    """What annotated documents in all languages bring forth is in the list that has sentences for people."""
    lines = [line for path in sorted(GOLD.glob("more-*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    documents = [Document.from_json(json.loads(line)) for line in lines]
    reasons = {miss.reason for document in documents for miss in extract(document, packs).misses}
    assert reasons <= set(MISS_REASONS)
    assert len(reasons) > 10


def test_a_time_of_day_is_no_loss_whatever_stands_beside_it():
    """No sign lifts what cannot be a claim."""
    at = overlooked("At 16:30 shells fell.", "16:30", "time", beside=True)
    assert (only(at).chance, only(at).signs) == (0.0, ())


def test_a_claim_in_the_sentence_triples_the_chance():
    """What is left out of a sentence that tells of a transfer is most often part of what it tells."""
    alone = only(overlooked("They sent 40 sieves.", "40", "unknown_noun", "sieves"))
    beside = only(overlooked("They sent 40 sieves.", "40", "unknown_noun", "sieves", beside=True))
    assert beside.chance == 3 * alone.chance


def test_an_arms_word_near_is_named(packs):
    """The sign gives the word, so that a person sees at once what was read."""
    loss = only(overlooked("They sent 40 sieves and shells.", "40", "unknown_noun", "sieves"), packs)
    assert loss.signs == ("near “shells”",)
    assert loss.chance == TABLE["reasons"]["unknown_noun"] * TABLE["signs"]["arms_word"]


def test_a_noun_that_recurs_weighs_more():
    """A word in many documents is likelier one that the pack lacks."""
    at = overlooked("They sent 40 Sieves.", "40", "unknown_noun", "Sieves")
    assert only(at, sieves=8).chance == TABLE["reasons"]["unknown_noun"] * (1 + 3 * TABLE["signs"]["recurring"])


def test_a_reason_of_a_newer_version_is_not_passed_over():
    """It has a chance of its own until the table names it."""
    assert only(overlooked("They sent 40.", "40", "moon_phase")).chance == TABLE["signs"]["other"]


def test_groups_of_nouns_tell_languages_apart():
    """The same letters in two languages are two words; the case of a noun is not."""
    ats = [
        overlooked("They sent 40 Sieves.", "40", "unknown_noun", "Sieves"),
        overlooked("We sent 50 sieves.", "50", "unknown_noun", "sieves"),
        overlooked("Nothing but 60.", "60", "no_noun"),
    ]
    (found,) = group(weigh(ats, {}, None), "noun")
    assert (found.key, found.lang, found.numbers, found.documents) == ("sieves", "en", 2, 2)
    assert [one.key for one in group(weigh(ats, {}, None), "reason")] == ["no_noun", "unknown_noun"]


def test_the_context_is_cut_between_words_and_stays_in_its_line():
    """Words around a number: no half words, nothing of the next line."""
    at = overlooked("Before\nThe ministry said that 40 sieves went to the front line\nAfter", "40", "no_noun")
    assert at.context(14) == ("… said that ", " sieves went …")
    assert at.context(100) == ("The ministry said that ", " sieves went to the front line")


def test_arms_words_are_those_of_the_text_s_own_language(packs):
    """A German word for shells tells in a German text."""
    text = "Pjöngjang hat Russland 40 Siebe und 3000 Granaten geliefert."
    document = Document(id="a", text=text, lang="de")
    start = text.index("40")
    at = Overlooked(Miss(Span(start, start + 2), "unknown_noun", "Siebe"), document, False)
    assert only(at, packs).signs == ("near “Granaten”",)
