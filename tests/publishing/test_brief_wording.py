"""A language is a file with the same keys as English; the loader says what is wrong with it."""

from __future__ import annotations

import copy
import tomllib
from importlib.resources import files

import pytest
from brief_makers import brief_of, lead_text, only_row, rows_of, section, whole_story

from armstrail.model.errors import PackError
from armstrail.publishing import languages
from armstrail.publishing.names import Names
from armstrail.publishing.phrases import Phrases
from armstrail.publishing.wordbook import check_wording, compare_wording, load_wording
from armstrail.vocabulary import load_vocabulary


@pytest.fixture
def italian() -> dict:
    path = files("armstrail.publishing") / "wording" / "it.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def check(table: dict) -> None:
    compare_wording(check_wording("it", table), load_wording("en"))


def test_english_and_italian_are_there():
    """Both load, with every key."""
    assert languages() == ("en", "it")


@pytest.mark.parametrize("language", ["en", "it"])
def test_every_item_of_the_vocabulary_has_a_name(language):
    """No path is left to its code."""
    assert set(load_vocabulary().items) <= set(load_wording(language).items)


@pytest.mark.parametrize("table", ["stage", "tag"])
def test_in_italian_a_stage_is_that_of_a_delivery_whatever_the_goods(italian, table):
    """Beside a cargo, munitions or soldiers no participle could agree with them all."""
    assert all(words.startswith("consegna ") for key, words in italian[table].items() if key not in ("use", "used"))


def test_items_come_in_one_order_in_every_language():
    """The order of the brief does not change with its language."""
    assert load_wording("it").items == load_wording("en").items


def test_a_missing_key_is_refused(italian):
    """The error names file and key."""
    del italian["furniture"]["close"]
    with pytest.raises(PackError, match=r"it\.toml: key 'furniture\.close' is missing"):
        check(italian)


def test_a_missing_term_of_the_model_is_refused(italian):
    """Every stance, status and source type needs its words."""
    del italian["stance"]["warn"]
    with pytest.raises(PackError, match=r"key 'stance\.warn' is missing"):
        check(italian)


def test_an_unknown_key_is_refused(italian):
    """A misspelt key would never be read."""
    italian["furniture"]["clsoe"] = "Chiudi"
    with pytest.raises(PackError, match=r"key 'furniture\.clsoe' is not known"):
        check(italian)


def test_a_place_that_nothing_fills_is_refused(italian):
    """`{numero}` would stop a brief in the middle."""
    italian["furniture"]["note"] = "Nota {numero}"
    with pytest.raises(PackError, match="has the place 'numero'"):
        check(italian)


def test_a_plural_form_the_language_lacks_is_refused(italian):
    """Italian has no form for few."""
    changed = copy.deepcopy(italian)
    changed["unit"]["pieces"] = {"few": "pezzi", "other": "pezzi"}
    with pytest.raises(PackError, match=r"'unit\.pieces' has the form 'few'"):
        check(changed)


def test_a_plural_form_that_is_missing_is_refused(italian):
    """One form for all numbers would say `1 pezzi`."""
    changed = copy.deepcopy(italian)
    changed["unit"]["pieces"] = {"other": "pezzi"}
    with pytest.raises(PackError, match=r"'unit\.pieces' lacks the form 'one'; this language counts in one, other"):
        check(changed)


@pytest.mark.parametrize("language", ["en", "it"])
def test_no_message_says_one_as_many(language):
    """Whole messages whose words follow a number are rows of `count`, each with its forms."""
    phrases = Phrases(load_wording(language))
    keys = [key.removeprefix("count.") for key in phrases.wording.nouns if key.startswith("count.")]
    invariable = ["more", "more_publishers"] if language == "en" else []
    assert [key for key in keys if phrases.count(key, 1).replace("1", "2") == phrases.count(key, 2)] == invariable


def test_a_single_one_left_out_is_told_as_one():
    """In Italian the number falls away, and the verb and the noun follow it."""
    phrases = Phrases(load_wording("it"))
    assert [phrases.count("more", count) for count in (1, 3)] == ["e un'altra", "e altre 3"]
    assert [phrases.count("claims_say", count) for count in (1, 2)] == ["1 affermazione dice", "2 affermazioni dicono"]
    assert [phrases.count("independent", count) for count in (1.0, 1.4)] == ["1 indipendente", "1,4 indipendenti"]


def test_a_locale_unknown_to_cldr_is_refused(italian):
    """Numbers and dates need a locale."""
    italian["locale"] = "zz"
    with pytest.raises(PackError, match="key 'locale' must name a CLDR locale"):
        check(italian)


@pytest.mark.parametrize(
    ("code", "english", "italian"),
    [
        ("KP", "North Korea", "Corea del Nord"),
        ("EU", "European Union", "Unione europea"),
        ("xx-west", "Western countries", "Paesi occidentali"),
        ("hezbollah", "Hezbollah", "Hezbollah"),
        ("houthis", "the Houthis", "gli Huthi"),
        ("rheinmetall", "Rheinmetall", "Rheinmetall"),
        ("iron_brigade", "Iron Brigade", "Iron Brigade"),
        (None, "not named", "non indicato"),
    ],
)
def test_parties_have_names_to_read(code, english, italian):
    """States by CLDR, others by our words or the vocabulary's, an unknown slug made readable."""
    assert [Names(load_wording(language)).actor(code) for language in ("en", "it")] == [english, italian]


def test_an_italian_brief_is_italian():
    """Title, figures, dates and sections in Italian; the words of the document stay as they are."""
    brief = brief_of(*whole_story(), language="it")
    assert brief.title == "Corea del Nord → Russia"
    assert "the spy agency: circa 12.000 soldati (dato confermato)" in lead_text(brief)
    (row,) = rows_of(section(brief, "people"))
    assert (row.date, row.figure, row.words[0].text) == ("18 ott 2024", "circa 12.000 soldati", "About 12,000 soldiers")


def test_no_word_of_english_is_left_in_an_italian_brief():
    """Every section, label and column differs from the English ones."""
    english, italian = (brief_of(*whole_story(), language=language) for language in ("en", "it"))
    assert not {part.title for part in english.sections} & {part.title for part in italian.sections}
    same = {key for key, words in english.furniture.items() if words == italian.furniture[key]}
    assert same == set()


def test_a_lone_figure_reads_in_italian_as_in_english():
    """The facts of a row do not depend on the language of the brief."""
    first = whole_story()[:1]
    assert only_row(brief_of(*first)).facts == only_row(brief_of(*first, language="it")).facts
