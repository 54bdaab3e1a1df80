"""Words of a script with particles are cut where the pack knows the stem, and nowhere else."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.languages import LanguagePack, load_pack, tokenize
from armstrail.languages.polite import polite
from armstrail.vocabulary import load_vocabulary


@cache
def _korean() -> LanguagePack:
    return load_pack("ko", load_vocabulary())


@pytest.fixture
def korean() -> LanguagePack:
    return _korean()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("북한이", "북한 이"),
        ("러시아로부터는", "러시아 로부터 는"),
        ("1만2000여명을", "1 만 2000 여 명 을"),
        ("5000만달러어치의", "5000 만 달러 어치 의"),
        ("8000명의", "8000 명 의"),
        ("수백만발을", "수백만 발 을"),
        ("5만t을", "5 만 t 을"),
        ("KAI가", "kai 가"),
        ("국방부장관은", "국방부 장관 은"),
        ("2024년에", "2024 년 에"),
        ("서너 대가", "서너 대 가"),
        ("군은", "군 은"),
    ],
)
def test_a_word_is_cut_into_stem_counter_and_particles(korean: LanguagePack, text: str, pieces: str) -> None:
    """What newspapers glue together is read apart."""
    assert " ".join(token.form for token in tokenize(text, korean.cutting)) == pieces


@pytest.mark.parametrize(
    "word", ["우크라이나", "수백만", "이란", "대통령", "나라", "발사", "군인", "명령", "듣도보도못한말"]
)
def test_a_name_or_an_unknown_word_stays_whole(korean: LanguagePack, word: str) -> None:
    """An ending that looks like a particle cuts nothing off a word that is complete, or that nobody knows."""
    assert [token.form for token in tokenize(word, korean.cutting)] == [word]


@pytest.mark.parametrize("text", ["두 정상이", "두 나라", "한 대학"])
def test_a_word_behind_a_number_is_no_counter_by_its_first_letter(korean: LanguagePack, text: str) -> None:
    """정 and 대 count things; 정상 and 대학 are words."""
    words = [token.form for token in tokenize(text, korean.cutting)]
    assert text.split()[1].startswith(words[1])
    assert len(words[1]) == 2


LETTERS = st.sampled_from(list("북한러시아만억천여명발대의에서으로은는이가을를0123456789 .,KN-㎜t수백"))


@given(st.lists(LETTERS, max_size=40).map("".join))
def test_every_code_point_keeps_its_place(text: str) -> None:
    """However a word is cut, its pieces stand where they stood, in order, and leave nothing out."""
    tokens = tokenize(text, _korean().cutting)
    assert all(text[token.start : token.end] == token.surface for token in tokens)
    assert "".join(token.surface for token in tokens) == "".join(text.split())


@pytest.mark.parametrize(
    ("plain", "told"),
    [("밝혔다", "밝혔습니다"), ("보낸다", "보냅니다"), ("받는다", "받습니다"), ("컨테이너", None), ("보다", None)],
)
def test_a_plain_verb_has_a_polite_form(plain: str, told: str | None) -> None:
    """Broadcasters end a sentence otherwise than papers; a word that is no plain verb has no such form."""
    assert polite(plain) == told
