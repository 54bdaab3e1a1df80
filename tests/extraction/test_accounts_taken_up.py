"""Whose account goes on: frames without a speaker of their own, records that speak, quotations of several sentences."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from extraction_makers import Read

from armstrail.extraction.attribution import find_sayings
from armstrail.extraction.passage import Passage, read_passage
from armstrail.extraction.saying import Saying
from armstrail.extraction.speakers import find_speakers
from armstrail.languages import LanguagePack
from armstrail.model.document import Document

Packs = Mapping[str, LanguagePack]


def last_saying(packs: Packs, lang: str, text: str) -> tuple[Passage, Saying]:
    passage = read_passage(Document(id="test", text=text, lang=lang), packs[lang])
    return passage, find_sayings(passage, find_speakers(passage))[-1]


def voice(packs: Packs, lang: str, text: str) -> str | None:
    passage, saying = last_saying(packs, lang, text)
    return passage.words(saying.voice.first, saying.voice.last) if saying.voice is not None else None


@pytest.mark.parametrize(
    ("lang", "text", "who"),
    [
        ("en", "The ministry said ten tanks had left. It added that six more would follow.", "The ministry"),
        ("fr", "Le ministre a annoncé dix chars. « Six suivront », a-t-il ajouté.", "Le ministre"),
        ("it", "Il ministro ha annunciato dieci carri. Ha aggiunto che sei seguiranno.", "Il ministro"),
        ("ru", "Министр обороны сообщил о танках. Он добавил, что ещё шесть уже в пути.", "Министр обороны"),
        ("uk", "Міністр оборони повідомив про танки. За його словами, ще шість у дорозі.", "Міністр оборони"),
    ],
)
def test_a_frame_without_a_speaker_takes_up_the_account_before(packs: Packs, lang: str, text: str, who: str) -> None:
    """`It added`, `a-t-il ajouté`, a verb with its subject left out, `за його словами`: who spoke before speaks on."""
    assert voice(packs, lang, text) == who


def test_a_pronoun_stands_for_whom_the_sentence_before_opened_with(packs: Packs) -> None:
    """Who thanks the allies need not have said it: the one who `said` next is still that minister."""
    text = "Sweden announced a package. The defence minister thanked the allies. He said ten tanks were missing."
    assert voice(packs, "en", text) == "The defence minister"


def test_a_verb_joined_to_another_has_its_subject(packs: Packs) -> None:
    """`Condemned the pact and let it be known`: one subject for both verbs, though only the second says something."""
    assert (
        voice(packs, "fr", "La ministre a condamné le texte et fait savoir que dix chars partiraient.") == "La ministre"
    )
    assert (
        voice(packs, "en", "Diplomats in Bangui never believed it, and put the total at 2,100.")
        == "Diplomats in Bangui"
    )


@pytest.mark.parametrize(
    ("lang", "text", "who"),
    [
        ("de", "Die Liste der Bundesregierung enthält dreißig Panzer.", "der Bundesregierung"),
        ("en", "The tally, by the Open Source Centre, rests on photographs.", "the Open Source Centre"),
        ("en", "South Korea's latest report lists ten launchers.", "South Korea"),
        ("ru", "Доклад министерства обороны перечисляет десять танков.", "министерства обороны"),
    ],
)
def test_whose_record_opens_a_sentence_speaks_in_it(packs: Packs, lang: str, text: str, who: str) -> None:
    """In the genitive, behind `by` and before it: whose list or tally it is tells what the sentence holds."""
    passage = read_passage(Document(id="test", text=text, lang=lang), packs[lang])
    first = find_sayings(passage, find_speakers(passage))[0]
    assert first.speaker is not None
    assert passage.words(first.speaker.first, first.speaker.last) == who


def test_a_record_that_is_only_spoken_of_says_nothing(packs: Packs) -> None:
    """A report that somebody rejects, or that stands far from the head, is no frame of its own."""
    passage = read_passage(
        Document(id="test", text="Rwanda rejected the report of the UN panel.", lang="en"), packs["en"]
    )
    speaking = [saying.speaker for saying in find_sayings(passage, find_speakers(passage))]
    assert [passage.words(s.first, s.last) for s in speaking if s is not None] == ["Rwanda"]


@pytest.mark.parametrize(
    ("lang", "text", "who"),
    [
        ("es", "Seis aparatos, de acuerdo con un contrato que citan los expertos, ya llegaron.", "los expertos"),
        ("uk", "Перші вже надійшли, що визнали іранські військові.", "іранські військові"),
        ("pl", "Jeden z irańskich posłów zapewniał, że przylecą Su-35.", "irańskich posłów"),
        ("uk", "Раніше у Німеччині повідомляли, що Україна отримає ракети.", "Німеччині"),
        ("en", "Sudan's army chief, Abdel Fattah al-Burhan, has claimed that ten arrived.", "Abdel Fattah al-Burhan"),
        ("it", "Washington non gli crede: per la Casa Bianca ne sono partite cento.", "la Casa Bianca"),
    ],
)
def test_the_speaker_is_found_where_the_clause_hides_it(packs: Packs, lang: str, text: str, who: str) -> None:
    """Behind a relative, as one of several, in a country where they say it, in apposition,
    and in `per` at the head of a clause."""
    assert voice(packs, lang, text) == who


def test_for_whom_something_is_does_not_say_it(packs: Packs) -> None:
    """`La instrucción de los militares para que` tells for what, not by whose word."""
    text = "Prepara la instrucción de los militares para que puedan usar diez carros."
    passage = read_passage(Document(id="test", text=text, lang="es"), packs["es"])
    assert find_sayings(passage, find_speakers(passage)) == []


def test_a_name_goes_on_up_to_its_short_form(packs: Packs) -> None:
    """Where a list holds only the beginning of a name, the bracket tells where it ends."""
    text = "Lo respondió la Agencia de Inteligencia de Defensa (DIA) por escrito."
    passage = read_passage(Document(id="test", text=text, lang="es"), packs["es"])
    found = [passage.words(s.first, s.last) for s in find_speakers(passage)]
    assert found == ["la Agencia de Inteligencia de Defensa (DIA)"]


def test_soldiers_behind_a_comma_are_no_secret_service(packs: Packs) -> None:
    """`Secondo il Nis, i soldati`: the comma ends the opener; `il Nis, il servizio segreto` names one body twice, and
    its name alone is the source."""
    text = "Secondo il Nis, i soldati nordcoreani hanno ricevuto uniformi."
    assert voice(packs, "it", text) == "il Nis"
    assert voice(packs, "it", "Lo sostiene il Nis, il servizio segreto di Seul.") == "il Nis"


def test_a_quotation_of_three_sentences_has_its_speaker_behind_the_last(read: Read) -> None:
    """The first figure stands two sentences before who said it."""
    text = (
        "„Przekazaliśmy Ukrainie 400 czołgów. Daliśmy też 50 haubic Krab. "
        "Rozważamy przekazanie myśliwców” – stwierdził minister Radosław Sikorski."
    )
    sources = {claim.source.cut(text) for claim in read("pl", text).claims if claim.quantity and claim.source}
    assert sources == {"minister Radosław Sikorski"}


def test_what_kind_of_text_it_is_speaks_for_nobody(packs: Packs) -> None:
    """`MEDIA RELEASE` at the head of a release names no newspaper."""
    passage = read_passage(
        Document(id="test", text="JOINT MEDIA RELEASE\n\nThe Government sent tanks.", lang="en"), packs["en"]
    )
    assert "MEDIA RELEASE" not in {passage.words(s.first, s.last) for s in find_speakers(passage)}
