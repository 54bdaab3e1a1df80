"""The language of a text, where nobody gives it."""

from __future__ import annotations

import pytest

from armstrail.ingestion import detect_language
from armstrail.ingestion.language import normalise_language

SENTENCES = {
    "it": "Secondo Seul la Corea del Nord ha inviato in Russia altri soldati e molte munizioni.",
    "en": "North Korea has sent soldiers to Russia, according to Seoul.",
    "de": "Nordkorea hat nach Angaben aus Seoul Soldaten nach Russland geschickt.",
    "fr": "La Corée du Nord a envoyé des soldats en Russie, selon Séoul.",
    "es": "Corea del Norte ha enviado soldados a Rusia, según Seúl.",
    "pt": "Segundo os serviços de Seul, os soldados já estão na Rússia e não voltarão tão cedo.",
    "pl": "Korea Północna wysłała żołnierzy do Rosji, twierdzi Seul.",
    "ru": "Северная Корея отправила солдат в Россию, сообщает Сеул.",
    "uk": "Північна Корея відправила військових до Росії, повідомляє Сеул.",
    "ko": "북한이 러시아에 군인을 보냈다고 서울이 밝혔다.",
}


@pytest.mark.parametrize(("lang", "text"), SENTENCES.items())
def test_one_sentence_is_enough(lang, text):
    """In lower case and in two letters, the same each time."""
    assert [detect_language(text), detect_language(text)] == [lang, lang]


@pytest.mark.parametrize("lang", ["it", "en", "ru"])
def test_capitals_and_line_ends_do_not_mislead(lang):
    """As headlines and dispatches have them."""
    assert detect_language(SENTENCES[lang].upper().replace(" ", "\n")) == lang


@pytest.mark.parametrize(
    "text", ["", "\n", "12.000", "Kim", "OK", "http://x.y", "!?", "KN-23 KN-24", "\U0001f600" * 50]
)
def test_what_is_too_short_or_no_words_has_none(text):
    """No language is better than a wrong one."""
    assert detect_language(text) is None


def test_a_mix_without_a_language_has_none():
    """Names alone are of no language."""
    assert detect_language("Pyongyang Kim Jong Un Putin Russia Kursk Vladivostok") is None


@pytest.mark.parametrize(
    ("given", "lang"),
    [("it", "it"), ("IT", "it"), (" it-IT ", "it"), ("it_IT.UTF-8", "it"), ("ita", "it"), ("zh-Hant-TW", "zh"),
     ("ger", "de"), ("iw", "he"), ("nb", "nb"), ("xx", None), ("", None), ("-", None), ("italiano", None),
     ("mul", None)],
)  # fmt: skip
def test_language_tags_are_put_into_two_letters(given, lang):
    """By the lists of CLDR; what names no language is none."""
    assert normalise_language(given) == lang
