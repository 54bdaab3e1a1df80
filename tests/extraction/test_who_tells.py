"""Who tells, where a verb, a case or a word joined of several must say it: one line of the style for each cause."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from extraction_makers import Read

from armstrail.extraction.attribution import find_sayings
from armstrail.extraction.passage import read_passage
from armstrail.extraction.speakers import find_speakers
from armstrail.languages import LanguagePack
from armstrail.model.document import Document

Packs = Mapping[str, LanguagePack]


def voices(packs: Packs, lang: str, text: str) -> list[str]:
    """The words of who speaks in each frame of speech, named in it or before it."""
    passage = read_passage(Document(id="test", text=text, lang=lang), packs[lang])
    found = [saying.voice for saying in find_sayings(passage, find_speakers(passage))]
    return [passage.words(voice.first, voice.last) for voice in found if voice is not None]


@pytest.mark.parametrize(
    ("lang", "text", "who"),
    [
        ("en", "Denmark has, by its own count, given Kyiv ten tanks.", "Denmark"),
        ("de", "Der Ukraine gab Stockholm nach eigener Zählung zehn Panzer.", "Stockholm"),
        ("it", "Praga, secondo i propri dati, ha mandato dieci carri.", "Praga"),
        ("fr", "Madrid, selon son propre décompte, a livré dix chars.", "Madrid"),
        ("es", "Oslo ha entregado, según sus propios datos, diez carros.", "Oslo"),
        ("pt", "Lisboa entregou, segundo os seus próprios números, dez carros.", "Lisboa"),
        ("pl", "Praga przekazała według własnych danych dziesięć czołgów.", "Praga"),
        ("ru", "Прага, по собственным данным, передала десять танков.", "Прага"),
        ("uk", "Прага, за власними даними, передала десять танків.", "Прага"),
    ],
)
def test_by_its_own_account_the_one_who_acts_tells(packs: Packs, lang: str, text: str, who: str) -> None:
    assert voices(packs, lang, text) == [who]


@pytest.mark.parametrize(
    ("lang", "text", "who"),
    [
        ("ru", "Танки пришли, сообщили агентству Reuters два источника в разведке.", "источника в разведке"),
        ("pl", "Czołgi dotarły – przekazał deputowanym południowokoreański wywiad.", "południowokoreański wywiad"),
        ("uk", "Танки прибули, розповів журналістам речник міністерства.", "речник міністерства"),
    ],
)
def test_whom_it_is_told_by_its_case_is_not_who_tells_it(packs: Packs, lang: str, text: str, who: str) -> None:
    assert voices(packs, lang, text) == [who]


def test_the_subject_right_before_a_korean_verb_of_saying_tells(packs: Packs) -> None:
    """The first subject belongs to the clause that is told; a pronoun goes on with the account before."""
    assert voices(packs, "ko", "이란이 미사일을 넘긴 사실을 미국이 공식 확인했다.") == ["미국"]
    text = "신 장관은 컨테이너가 갔다고 말했다. 북한은 미사일도 제공했다고 그는 덧붙였다."
    assert voices(packs, "ko", text) == ["신 장관", "신 장관"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Россия заключила контракт на десять ракет."),
        ("en", "Norway has put 900 million crowns into the scheme."),
        ("de", "Schwedische Unternehmen haben Kriegsgerät für zehn Millionen Kronen ausgeführt."),
        ("de", "Die Angaben zu den Panzern waren falsch."),
    ],
)
def test_what_a_party_does_is_not_what_it_says(packs: Packs, lang: str, text: str) -> None:
    """A verb that is as much an act tells nothing with a plain object; a German noun is no verb of the same letters."""
    assert voices(packs, lang, text) == []


def test_a_verb_of_saying_may_wait_for_a_number(packs: Packs) -> None:
    assert voices(packs, "en", "The department puts the number of rockets at about 3,000.") == ["The department"]
    assert voices(packs, "en", "Officials value the deal at $4 billion.") == ["Officials"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Wie die Aufsichtsbehörde ISP mitteilte, gingen zehn Panzer nach Brasilien.", "die Aufsichtsbehörde ISP"),
        ("Der Haushaltsausschuss sprach von zehn Panzern.", "Der Haushaltsausschuss"),
    ],
)
def test_a_joined_noun_speaks_as_its_last_part(packs: Packs, text: str, who: str) -> None:
    assert voices(packs, "de", text) == [who]


def test_a_surname_behind_according_to_is_a_speaker(packs: Packs) -> None:
    """Nobody else is likely to stand there, whether or not the text has told who it is."""
    assert voices(packs, "en", "Pyongyang is after tanks, according to Shin.") == ["Shin"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Teheran ha mandato missili. A darne conferma è stato il ministro degli Esteri.", "il ministro degli Esteri"),
        ("Teheran ha mandato missili. L'accusa arriva dalla Casa Bianca.", "Casa Bianca"),
    ],
)
def test_who_is_named_behind_what_points_back_tells(packs: Packs, text: str, who: str) -> None:
    assert voices(packs, "it", text) == [who]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Tehran gave them Mohajer-6s. The authorities deny it."),
        ("de", "Polen gab zehn MiG-29. – Mehr war nicht da."),
        ("ru", "Передали снаряды калибра 122 мм. «Других нет», — добавил министр."),
    ],
)
def test_a_model_or_a_calibre_may_end_a_sentence(packs: Packs, lang: str, text: str) -> None:
    """So that the account of the next sentence is its own."""
    passage = read_passage(Document(id="test", text=text, lang=lang), packs[lang])
    assert len(passage.sentences) == 2


@pytest.mark.parametrize(
    ("lang", "text", "who"),
    [
        (
            "es",
            "Habrá diez carros, según ha revelado a los medios el portavoz del Pentágono.",
            "el portavoz del Pentágono",
        ),
        ("pl", "Według gazety Wojsko Polskie ma dziesięć czołgów.", "gazety"),
        ("it", "Secondo le informazioni di intelligence, il leader nordcoreano ha mandato soldati.", "intelligence"),
        ("uk", "За розвідувальними даними США, танки вже в дорозі.", "США"),
    ],
)
def test_a_speaker_ends_where_another_phrase_begins(packs: Packs, lang: str, text: str, who: str) -> None:
    """Behind whom it was told, behind a paper's common noun, behind a comma with an article, behind an adjective."""
    assert voices(packs, lang, text) == [who]


def test_what_else_than_words_of_somebody_is_cited_is_no_word(packs: Packs) -> None:
    assert voices(packs, "en", "It gets help, the agency said, citing Kim Jong-un's visit to a port.") == ["the agency"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The minister spoke of ten tanks. It is noted that six more followed."),
        ("pl", "Minister powiedział o czołgach. Jak podano, sześć kolejnych jest w drodze."),
        ("ru", "Министр сообщил о танках. Отмечается, что ещё шесть уже в пути."),
        ("es", "El ministro informó de los carros. Se precisa que otros seis están en camino."),
    ],
)
def test_what_is_noted_by_nobody_goes_on_with_the_account_before(packs: Packs, lang: str, text: str) -> None:
    first, *later = voices(packs, lang, text)
    assert later
    assert set(later) == {first}


def test_a_frame_in_a_relative_clause_does_not_go_on(packs: Packs) -> None:
    """Who only put a price on the tanks did not tell where they went."""
    text = "The minister spoke of ten tanks, which a newspaper valued at $4 million. It was added that six had left."
    assert voices(packs, "en", text)[-1] == "The minister"


def test_what_points_back_tells_the_whole_paragraph_before(read: Read) -> None:
    text = "КНДР отправила России 7 тысяч контейнеров. В них 300 тысяч снарядов.\nОб этом заявил министр обороны."
    assert [claim.source is not None for claim in read("ru", text).claims] == [True, True]


@pytest.mark.parametrize(
    ("lang", "text", "who"),
    [
        ("pt", "A Suécia vendeu 30 caças a Israel, apesar de tudo, disseram autoridades suecas.", "autoridades suecas"),
        ("es", "Suecia vendió 30 cazas a Israel, pese a todo, anunció el Gobierno sueco.", "el Gobierno sueco"),
        ("it", "La Svezia ha dato caccia a Israele, malgrado ciò, ha detto il governo svedese.", "il governo svedese"),
    ],
)  # fmt: skip
def test_who_stands_behind_the_closing_verb_tells(packs: Packs, lang: str, text: str, who: str) -> None:
    """The comma before the verb closes what was said, and whom the goods went to has said nothing."""
    assert voices(packs, lang, text) == [who]


def test_to_amount_to_is_no_word_of_saying(packs: Packs) -> None:
    """`Si attesta` tells of a figure and not of a witness."""
    assert not voices(packs, "it", "La Cina, terza in classifica, si attesta sul 6,2% delle esportazioni di armi.")


@pytest.mark.parametrize(
    ("lang", "text", "who"),
    [
        ("en", "The figure comes from Seoul: North Korea has shipped 6 million shells to Russia.", "Seoul"),
        ("fr", "Le chiffre vient de Séoul: la Corée du Nord aurait livré 6 millions d'obus à la Russie.", "Séoul"),
        ("es", "La cifra procede de Seúl: Corea del Norte habría enviado 6 millones de proyectiles a Rusia.", "Seúl"),
        ("pt", "O número vem de Seul: a Coreia do Norte teria enviado 6 milhões de obuses à Rússia.", "Seul"),
        ("de", "Die Zahl stammt aus Seoul: Nordkorea habe 6 Millionen Granaten an Russland geliefert.", "Seoul"),
        (
            "it",
            "La cifra viene da Seul: la Corea del Nord avrebbe dato 6 milioni di proiettili alla Russia.",
            "Seul",
        ),
        ("pl", "Liczba pochodzi z Seulu: Korea Północna miała wysłać Rosji 6 mln pocisków.", "Seulu"),
        ("ru", "Цифра исходит из Сеула: КНДР отправила России 6 млн снарядов.", "Сеула"),
        ("uk", "Цифра походить із Сеула: КНДР відправила Росії 6 млн снарядів.", "Сеула"),
    ],
)
def test_where_a_figure_comes_from_tells_it_and_gives_nothing(read: Read, lang: str, text: str, who: str) -> None:
    (claim,) = [found for found in read(lang, text).claims if found.quantity is not None]
    assert claim.source is not None
    assert text[claim.source.start : claim.source.end] == who
    assert (claim.supplier, claim.recipient) == ("KP", "RU")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "La stima arriva da Seul: a Mosca sarebbero stati spediti 6 milioni di proiettili."),
        ("en", "The figure comes from Seoul: 6 million shells have been shipped to Russia."),
    ],
)
def test_where_a_figure_comes_from_gives_nothing_where_nobody_else_is_named(read: Read, lang: str, text: str) -> None:
    assert [(claim.supplier, claim.recipient) for claim in read(lang, text).claims] == [(None, "RU")]
