"""Who asks for one form of a word means them all, in every language that has a pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from armstrail.languages.inflection import load_inflections, read_inflection, read_words
from armstrail.model.errors import BadValue, PackError
from armstrail.model.words import terms_of


def forms_of(word: str, lang: str | None = None) -> set[str]:
    (found,) = read_words(word, lang)
    return {" ".join(way) for way in found.ways}


@pytest.mark.parametrize(
    ("lang", "asked", "stands"),
    [
        ("en", "missiles", "missile"), ("en", "supply", "supplies"), ("it", "proiettili", "proiettile"),
        ("de", "Raketen", "Rakete"), ("de", "Geschosse", "Geschossen"), ("fr", "missile", "missiles"),
        ("fr", "arsenal", "arsenaux"), ("es", "munición", "municiones"), ("pt", "munições", "munição"),
        ("pl", "rakiety", "rakietami"), ("pl", "amunicja", "amunicji"), ("ru", "снаряды", "снарядов"),
        ("ru", "Россия", "Россией"), ("ru", "ракеты", "ракет"), ("uk", "Росія", "Росії"), ("uk", "ракетами", "ракета"),
        ("nl", "raketten", "raketten"),
    ],
)  # fmt: skip
def test_one_form_of_a_word_means_the_others(lang, asked, stands):
    """With the endings of its language, and with those of all."""
    assert terms_of(stands) in forms_of(asked, lang)
    assert terms_of(stands) in forms_of(asked)


@pytest.mark.parametrize("particle", ["은", "이", "의", "에서", "으로부터"])
def test_a_korean_particle_is_passed_over(particle):
    """북한은 asks for 북한, which stands in 북한이 as well: two syllables are enough."""
    assert forms_of(f"북한{particle}") == {"북한"}


def test_a_korean_word_of_one_syllable_is_a_beginning():
    """핵 stands in 핵무기 and 핵은."""
    (word,) = read_words("핵")
    assert (word.ways, word.begins) == ((("핵",),), True)


def test_a_word_of_another_script_takes_none_of_its_endings():
    """No Latin stem with a Cyrillic ending."""
    assert all(form.isascii() for form in forms_of("tanks"))


def test_words_in_quotation_marks_stand_as_they_are():
    """One row, in its order and in these forms alone; a star makes a beginning; signs part words."""
    phrase, beginning, model = read_words('"North Korean shells" artill* KN-23')
    assert phrase.ways == (("north", "korean", "shells"),)
    assert (beginning.ways, beginning.begins) == ((("artill",),), True)
    assert model.ways == (("kn", "23"),)


@pytest.mark.parametrize(
    ("asked", "lang", "said"), [("... !", None, "no word"), ("a " * 13, None, "at most 12"), ("a", "xx", "'xx'")]
)
def test_a_question_without_words_or_with_too_many_is_refused(asked, lang, said):
    """And a language without a table is named."""
    with pytest.raises(BadValue, match=said):
        read_words(asked, lang)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("shortest = 3\nendings = []", "particles is missing"),
        ("shortest = 3\nendings = []\nparticles = []\nendigns = []", "endigns is not known"),
        ("shortest = 0\nendings = []\nparticles = []", "shortest"),
        ("shortest = 3\nendings = [['s']]\nparticles = []", "two different"),
        ("shortest = 3\nendings = []\nparticles = 'no'", "list of strings"),
    ],
)
def test_a_table_with_a_gap_or_a_typo_is_refused(tmp_path: Path, text, said):
    """By the name of its file and key."""
    (tmp_path / "inflection.toml").write_text(text, "utf-8")
    with pytest.raises(PackError, match=said):
        read_inflection(tmp_path)


def test_every_language_with_a_pack_has_a_table():
    """All ten and one more; Korean has particles, the others endings."""
    tables = load_inflections()
    assert {"it", "en", "de", "fr", "es", "pt", "pl", "ru", "uk", "ko"} <= set(tables)
    assert all(bool(table.endings) != bool(table.particles) for table in tables.values())
