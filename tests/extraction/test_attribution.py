"""Who speaks in a sentence, and how it is told: frames of speech, quotations, lists, kinds of text."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from armstrail.extraction.accounts import Account, Quotations, style_of
from armstrail.extraction.attribution import find_sayings
from armstrail.extraction.passage import Passage, read_passage
from armstrail.extraction.saying import Saying
from armstrail.extraction.speakers import find_speakers
from armstrail.languages import LanguagePack
from armstrail.model.document import Document

Packs = Mapping[str, LanguagePack]


def passage_of(packs: Packs, lang: str, text: str) -> Passage:
    return read_passage(Document(id="test", text=text, lang=lang), packs[lang])


def sayings_of(passage: Passage) -> list[Saying]:
    return find_sayings(passage, find_speakers(passage))


def who(passage: Passage, saying: Saying) -> str | None:
    return passage.words(saying.speaker.first, saying.speaker.last) if saying.speaker is not None else None


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("fr", "Trois radars suivront, selon la presse locale.", "la presse locale"),
        ("es", "El lote costó poco, según el Ministerio de Defensa.", "el Ministerio de Defensa"),
        ("de", "Nach Auskunft der Regierung sind zehn Panzer unterwegs.", "der Regierung"),
        ("de", "Zehn habe Deutschland geliefert, mehr als jeder andere, betonte der Sprecher.", "der Sprecher"),
        ("pt", "Os carros partiram, disse ontem aos jornalistas o ministro da Defesa.", "o ministro da Defesa"),
        ("ru", "Танки прибыли, сообщил на брифинге министр обороны.", "министр обороны"),
        (
            "en",
            "Anna Smith, a member of parliament, told a newspaper that ten tanks were sent.",
            "Anna Smith, a member of parliament",
        ),
        ("pl", "„The Wall Street Journal” ustalił, że czołgi już dotarły.", "The Wall Street Journal"),
    ],
)
def test_the_phrase_that_speaks_is_bound_to_its_frame(packs: Packs, lang: str, text: str, speaker: str) -> None:
    """Behind an opener that holds an article, behind the verb, around whom it was told, and in quotation marks."""
    passage = passage_of(packs, lang, text)
    assert [who(passage, saying) for saying in sayings_of(passage)] == [speaker]


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("it", "Lo ha reso noto oggi il ministero della Difesa.", "il ministero della Difesa"),
        ("de", "Das teilte der Sprecher am Montag mit.", "der Sprecher"),
        ("fr", "C'est ce qu'a annoncé mardi le ministère de la Défense.", "le ministère de la Défense"),
        ("es", "Así lo ha anunciado este lunes la ministra de Defensa.", "la ministra de Defensa"),
        ("pt", "O anúncio foi feito pelo ministro da Defesa.", "ministro da Defesa"),
        ("pl", "Poinformował o tym w piątek minister obrony.", "minister obrony"),
        ("ru", "Об этом Bloomberg рассказал депутат парламента.", "депутат парламента"),
        ("uk", "Про це повідомив міністр оборони.", "міністр оборони"),
        ("en", "This was reported by the Ministry of Defence.", "the Ministry of Defence"),
        ("ko", "국방부는 27일 이같이 밝혔다.", "국방부"),
    ],
)
def test_a_sentence_that_points_back_tells_whose_word_the_one_before_was(
    packs: Packs, lang: str, text: str, speaker: str
) -> None:
    passage = passage_of(packs, lang, text)
    told = [saying for saying in sayings_of(passage) if saying.told]
    assert [who(passage, saying) for saying in told] == [speaker]


def test_a_paper_behind_the_verb_of_another_passes_its_word_on(packs: Packs) -> None:
    """'Shin said, according to Yonhap': the minister's word, by way of the agency."""
    passage = passage_of(packs, "en", '"Ten tanks went," the minister said, according to the Yonhap news agency.')
    (saying,) = sayings_of(passage)
    assert who(passage, saying) == "the minister"
    assert [passage.words(other.first, other.last) for other in saying.via] == ["the Yonhap news agency"]


def test_a_text_names_who_its_abbreviations_are(packs: Packs) -> None:
    """A bracket makes the short name a speaker of the same kind from there on."""
    text = "The Office for Border Watching (OBW) counts trucks. Ten crossed in May, the OBW said."
    passage = passage_of(packs, "en", text)
    assert [who(passage, saying) for saying in sayings_of(passage)][-1] == "the OBW"


def test_a_quotation_runs_until_its_mark_or_the_end_of_the_paragraph(packs: Packs) -> None:
    passage = passage_of(packs, "it", "Ha detto: «Ne daremo dieci. Poi altri». Fine.\n«Mai chiuso.\nFuori.")
    quotations = Quotations.of(passage)
    words = [passage.tokens[at].form for at in range(len(passage.tokens)) if quotations.around(at)]
    assert "altri" in words
    assert "chiuso" in words
    assert not {"fine", "fuori"} & set(words)


def test_the_lines_of_a_list_stand_on_the_word_above_it(packs: Packs) -> None:
    passage = passage_of(packs, "en", "The package includes, the ministry said:\n- ten tanks\n- two radars")
    last = passage.sentences[-1]
    assert Account.of(passage, sayings_of(passage), last).home == 0


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("PRESS RELEASE\nThe Ministry has handed over ten tanks.", "release"),
        ("We met the minister. An interview.\nWhy?\nI wanted to.\nHow many?\nTen.\nAnd then?\nNo more.", "interview"),
        ("What is known?\nTen tanks went.\nWho paid?\nParis did.\nWhat next?\nNobody knows.", "questions"),
        ("Ten tanks went to Kyiv on Monday. More may follow.", "report"),
    ],
)
def test_what_kind_of_text_it_is(packs: Packs, text: str, style: str) -> None:
    """One voice tells a release or an interview; a list of questions that the outlet answers is its own."""
    assert style_of(passage_of(packs, "en", text)) == style
