"""Whose word it is in the turns of phrase that agencies and papers use most, in each language."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from armstrail.extraction.attribution import find_sayings
from armstrail.extraction.passage import Passage, read_passage
from armstrail.extraction.saying import Saying
from armstrail.extraction.speakers import find_speakers
from armstrail.languages import LanguagePack
from armstrail.model.document import Document

Packs = Mapping[str, LanguagePack]


def read(packs: Packs, lang: str, text: str, publisher: str | None = None) -> tuple[Passage, list[Saying]]:
    passage = read_passage(Document(id="test", text=text, lang=lang, publisher=publisher), packs[lang])
    return passage, find_sayings(passage, find_speakers(passage))


def chain(passage: Passage, saying: Saying) -> list[str]:
    assert saying.speaker is not None
    return [passage.words(s.first, s.last) for s in (saying.speaker, *saying.via)]


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("pl", "W Rosji przebywa trzy tysiące żołnierzy - poinformował rzecznik rządu.", "rzecznik rządu"),
        ("pl", "Pakiet jest gotowy - powiedział w Sejmie minister obrony.", "minister obrony"),
        ("pl", "Takie szacunki przedstawił w rozmowie z agencją Bloomberg minister obrony.", "minister obrony"),
        ("ru", "Всего передано 300 дронов, отметили в Генштабе.", "в Генштабе"),
        ("ru", "По украинским данным, прибыли десять танков.", "украинским"),
        ("uk", "Загалом передано 300 дронів, зазначили у Генштабі.", "у Генштабі"),
        ("de", "Südkoreas Geheimdienst zufolge kamen zehn Panzer an.", "Südkoreas Geheimdienst"),
        ("de", "Nach ukrainischen Angaben kamen zehn Panzer an.", "ukrainischen"),
        ("de", "Zehn Panzer seien unterwegs, erklärte der Minister vor Journalisten.", "der Minister"),
        ("it", "Dal ministero fanno sapere che i carri sono dieci.", "ministero"),
        ("es", "Desde el Ministerio de Defensa aseguran que los carros son diez.", "el Ministerio de Defensa"),
        ("fr", "A en croire Kiev, dix chars ont été livrés.", "Kiev"),
        ("en", "The State Department has approved the sale, it said on Tuesday.", "The State Department"),
        ("en", "SIPRI data show that imports fell.", "SIPRI"),
        (
            "en",
            "The ministry's spokesman, Jeon Ha-kyu, told a briefing that ten tanks came.",
            "The ministry's spokesman, Jeon Ha-kyu",
        ),
        (
            "ko",
            "존 커비 백악관 국가안보회의 조정관은 컨테이너가 운송됐다고 설명했다.",
            "존 커비 백악관 국가안보회의 조정관",
        ),
    ],
)
def test_the_common_turns_of_phrase_name_their_speaker(packs: Packs, lang: str, text: str, speaker: str) -> None:
    """Behind a typed dash, in an office, out of an office, by an adjective, by a pronoun, by a name with a hyphen."""
    passage, sayings = read(packs, lang, text)
    assert [chain(passage, s)[0] for s in sayings if s.speaker] == [speaker]


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", "Reuters, citing European officials, reported that ten came.", ["European officials", "Reuters"]),
        ("it", "Il Wall Street Journal, citando fonti europee, scrive che sono dieci.", None),
        ("pl", "Agencja Yonhap, powołując się na posłów, napisała, że dotarło dziesięć.", ["posłów", "Agencja Yonhap"]),
        ("uk", "Агентство Bloomberg з посиланням на джерела пише, що їх десять.", ["джерела", "Агентство Bloomberg"]),
        ("ko", "로이터통신은 소식통을 인용해 이란이 미사일을 보냈다고 보도했다.", ["소식통", "로이터통신"]),
    ],
)
def test_who_is_cited_inside_a_report_is_its_source(
    packs: Packs, lang: str, text: str, names: list[str] | None
) -> None:
    """The words that cite stand between the outlet and its verb: one frame, in which the outlet passes the word on."""
    passage, sayings = read(packs, lang, text)
    (saying,) = [s for s in sayings if s.speaker]
    found = chain(passage, saying)
    assert len(found) == 2
    assert names is None or found == names


def test_the_agency_of_a_dateline_speaks_for_nobody(packs: Packs) -> None:
    """'Seoul (AFP) -' tells who brings the text, not whose word it is."""
    for lang, text in [
        ("fr", "Séoul (AFP) - Dix chars sont partis."),
        ("es", "Seúl, 24 oct (EFE).- Diez carros han salido."),
        ("ko", "(서울=연합뉴스) 전차 10대가 떠났다."),
    ]:
        passage, _ = read(packs, lang, text)
        assert [s for s in find_speakers(passage) if s.source_type == "media"] == []


def test_an_outlet_is_not_the_source_of_its_own_text(packs: Packs) -> None:
    """'Documents seen by the Guardian', in the Guardian."""
    text = "Ten tanks were sent, according to documents seen by the Guardian."
    assert read(packs, "en", text, publisher="The Guardian")[1] == []
    assert len(read(packs, "en", text, publisher="The Tidewater Courier")[1]) == 1


@pytest.mark.parametrize(
    ("lang", "text", "stands_for"),
    [
        ("it", "Il ministro della Difesa, Guido Crosetto, ha parlato. Il ministro ha taciuto poi.", True),
        ("pl", "Wicepremier Władysław Kosiniak-Kamysz mówił. Tyle przyznaje resort.", False),
        ("pt", "O Presidente Volodymyr Zelensky falou. Esclareceu o Ministério da Defesa o resto.", False),
    ],
)
def test_an_office_points_back_by_its_own_noun_only(packs: Packs, lang: str, text: str, stands_for: bool) -> None:
    """'The minister' is the minister named before; 'the ministry' is not the president."""
    passage, _ = read(packs, lang, text)
    last = find_speakers(passage)[-1]
    assert (last.stands_for is not None) is stands_for


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("fr", "La France va livrer dix chars, a promis Emmanuel Macron.", ["Emmanuel Macron"]),
        ("pl", "Pakiet jest gotowy, przekazał we wtorek minister obrony.", ["minister obrony"]),
        ("ru", "Танки прибыли, передает Reuters.", ["Reuters"]),
        ("en", "France promised ten tanks.", None),
        ("pl", "Polska przekazała dziesięć czołgów.", None),
    ],
)
def test_some_verbs_tell_who_said_it_only_behind_what_was_said(
    packs: Packs, lang: str, text: str, names: list[str] | None
) -> None:
    """'..., promised X' is X's word; 'France promised ten tanks' is a pledge."""
    passage, sayings = read(packs, lang, text)
    assert [chain(passage, s) for s in sayings if s.speaker] == ([names] if names else [])


def test_an_outlet_behind_a_told_word_passes_it_on(packs: Packs) -> None:
    """'This was said by the minister, reports Yonhap': the minister's word, by way of the agency."""
    passage, sayings = read(packs, "uk", "Про це заявив міністр оборони Південної Кореї, передає Yonhap.")
    assert [chain(passage, s) for s in sayings] == [["міністр оборони Південної Кореї", "Yonhap"]]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Ten tanks, according to the report, had left."),
        ("de", "In Vorbereitung sind demnach noch zehn Panzer."),
        ("ru", "По его словам, прибыли десять танков."),
        ("uk", "За його даними, прибули десять танків."),
        ("it", "Secondo lui, i carri sono dieci."),
        ("pl", "Jego zdaniem dotarło dziesięć czołgów."),
    ],
)
def test_a_phrase_can_go_on_with_the_account_before(packs: Packs, lang: str, text: str) -> None:
    """'By his words', 'demnach', 'according to the report': the word is that of whoever spoke before."""
    _, sayings = read(packs, lang, text)
    assert [(s.speaker, s.continues) for s in sayings] == [(None, True)]
