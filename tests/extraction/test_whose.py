"""Whose voice a source is: the one state or organisation that its words name."""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read


@pytest.mark.parametrize(
    ("lang", "text", "actor"),
    [
        ("en", "South Korea's spy agency said North Korea had sent 3,000 soldiers to Russia.", "KR"),
        ("en", "The Pentagon said North Korea had sent 3,000 soldiers to Russia.", "US"),
        ("it", "I servizi sudcoreani affermano che Pyongyang ha inviato 3.000 soldati in Russia.", "KR"),
        ("it", "Secondo il Pentagono, la Corea del Nord ha inviato 3.000 soldati in Russia.", "US"),
        ("de", "Die NATO teilte mit, Nordkorea habe 3.000 Soldaten nach Russland geschickt.", "NATO"),
        ("fr", "Selon le Kremlin, l'Iran a livré 300 missiles à la Russie.", "RU"),
        ("es", "Según la inteligencia surcoreana, Corea del Norte envió 3.000 soldados a Rusia.", "KR"),
        ("uk", "ГУР повідомило, що Північна Корея передала Росії 3000 снарядів.", "UA"),
        ("pl", "Wywiad Ukrainy podał, że Korea Północna przekazała Rosji 3000 pocisków.", "UA"),
        ("ru", "По данным южнокорейской разведки, КНДР отправила в Россию 3000 солдат.", "KR"),
        ("pt", "Segundo o Pentágono, a Coreia do Norte enviou 3.000 soldados à Rússia.", "US"),
        ("ko", "국가정보원은 북한이 러시아에 병력 3000명을 파병했다고 밝혔다.", "KR"),
    ],
)  # fmt: skip
def test_a_source_belongs_to_the_state_that_its_words_name(
    only_figure: OnlyClaim, lang: str, text: str, actor: str
) -> None:
    """By demonym, capital, ministry, service or name, in whatever language."""
    claim = only_figure(lang, text)
    assert claim.source is not None
    assert claim.source_actor == actor


@pytest.mark.parametrize(
    "text",
    [
        "Reuters reported that North Korea had sent 3,000 soldiers to Russia.",
        "Analysts said that North Korea had sent 3,000 soldiers to Russia.",
        "North Korea has sent 3,000 soldiers to Russia.",
    ],
)
def test_a_source_that_names_nobody_belongs_to_nobody(only_figure: OnlyClaim, text: str) -> None:
    """An agency, people without a state, and the outlet itself."""
    assert only_figure("en", text).source_actor is None


def test_words_that_name_several_are_not_settled(only_figure: OnlyClaim) -> None:
    """Of an ambassador it is not guessed whose voice he is: his country's or that of his post."""
    text = "The US ambassador in Seoul said that North Korea had sent 3,000 soldiers to Russia."
    claim = only_figure("en", text)
    assert claim.source is not None
    assert claim.source.cut(text) == "The US ambassador in Seoul"
    assert claim.source_actor is None


@pytest.mark.parametrize(
    ("lang", "text", "said", "kind"),
    [
        ("en", "South Korean Defense Minister Shin Won-sik told reporters on Monday. North Korea has sent "
               "Russia 6,700 containers, Shin said.", "Shin", "government"),
        ("it", "Ha parlato il capo dell'intelligence militare ucraina Kyrylo Budanov. La Corea del Nord ha inviato "
               "11.000 soldati in Russia, ha detto Budanov.", "Budanov", "intelligence"),
    ],
)  # fmt: skip
def test_one_word_of_a_name_has_the_office_of_the_whole(read: Read, lang: str, text: str, said: str, kind: str) -> None:
    """A family name that comes first, and one that a list knows as a government's."""
    figure = next(c for c in read(lang, text).claims if c.quantity is not None)
    assert figure.source is not None
    assert (figure.source.cut(text), figure.source_type) == (said, kind)


def test_a_surname_belongs_to_whom_the_full_name_belonged_to(read: Read) -> None:
    """'Singh said' after 'Pentagon spokeswoman Sabrina Singh'."""
    text = (
        "Pentagon spokeswoman Sabrina Singh said North Korea had sent 10,000 soldiers to Russia. "
        "The weather was fine.\n\nNorth Korea had also sent 200 rockets to Russia, Singh said."
    )
    (rockets,) = [
        claim for claim in read("en", text).claims if claim.quantity is not None and claim.quantity.low == 200
    ]
    assert rockets.source is not None
    assert rockets.source.cut(text) == "Singh"
    assert rockets.source_actor == "US"
