"""Copies: the same words, a text inside another, a story told anew; and what only looks like one."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from drift_makers import claim, document, figure
from hypothesis import given
from hypothesis import strategies as st

from armstrail.model.claim import Claim
from armstrail.model.copy import Copy
from armstrail.model.document import Document
from armstrail.model.ground import read_ground
from armstrail.model.records import from_record, to_record
from armstrail.reconciliation.copies import copies
from armstrail.reconciliation.facts import agreement, facts_of

WIRE = (
    "North Korea has sent some 6,700 containers to Russia since July, South Korea's defence minister said on Monday. "
    "Shin Won-sik told reporters that they could hold more than three million 152 mm shells or 500,000 rounds for "
    "122 mm launchers. In return Moscow has shipped food, raw materials and parts for aircraft to the North, he said. "
    "Hundreds of plants in the North run at thirty per cent of capacity for want of power, while those that make "
    "shells work around the clock, the minister added."
)
OTHER = (
    "Lawmakers in Bern argued until midnight about a bridge that nobody had asked for. The bill, which the upper "
    "house had sent back twice, passed with a majority of four after two members changed sides over a tunnel in the "
    "valley of Goms, and will now be put to the cantons before the summer."
)
MORE = (
    "Fishermen off Jeju hauled in a torpedo that had lain on the sea floor for seventy years, and the navy blew it up "
    "on a beach which it had closed for the afternoon. A cellist from Ulsan won the prize of a jury in Geneva with a "
    "piece that she had played from memory after the lights went out, and the hall, it is said, did not cough once."
)


def test_an_agency_text_printed_again_is_a_copy_of_the_oldest():
    """Two papers print one text with a word changed; both go back to the agency, whatever the order they came in."""
    wire = document(WIRE, "2024-02-26", publisher="Agency")
    first = document(WIRE.replace("some 6,700", "about 6,700"), "2024-02-27", publisher="Herald")
    second = document(WIRE.replace("on Monday", "this week") + " Moscow denies it.", "2024-02-28", publisher="Post")
    found = copies([second, wire, first])
    assert {digest: (copy.of, copy.kind) for digest, copy in found.items()} == {
        first.digest: (wire.digest, "near_copy"),
        second.digest: (wire.digest, "near_copy"),
    }
    assert found[first.digest].share > 0.9
    assert read_ground(found[first.digest].why)[0] == "shingles"


def test_texts_about_other_things_are_no_copies():
    """Two texts without a sentence in common stand alone."""
    assert copies([document(WIRE), document(OTHER)]) == {}


def test_an_article_inside_a_longer_one_is_found_although_the_wholes_are_little_alike():
    """A digest prints the agency text whole, after as much again of its own."""
    wire = document(WIRE, "2024-02-26")
    digest = document(f"{OTHER} {MORE} {WIRE}", "2024-02-27")
    found = copies([digest, wire])
    assert found[digest.digest].of == wire.digest
    assert float(read_ground(found[digest.digest].why)[1][-1]) < 0.5


def test_a_quotation_is_no_copy():
    """Two reports that quote one sentence of a minister are two reports."""
    quoted = "“They could hold more than three million 152 mm shells or 500,000 rounds for 122 mm launchers,” he said. "
    one = document(quoted + OTHER, "2024-02-26")
    other = document(quoted + "Prices of grain rose in Odesa for the ninth week as insurers asked more for each "
                     "ship, and farmers near Voznesensk stored what they could not sell.", "2024-02-26")  # fmt: skip
    assert copies([one, other]) == {}


def test_a_review_that_prints_two_articles_does_not_make_them_one():
    """What a review of the press puts side by side was written apart."""
    one, other = document(WIRE, "2024-02-26"), document(OTHER, "2024-02-26")
    review = document(f"{WIRE} {OTHER}", "2024-03-01")
    found = copies([review, one, other])
    assert set(found) == {review.digest}


@pytest.mark.parametrize(
    ("lang", "text", "changed"),
    [
        ("ko", "신원식 국방부 장관은 북한이 지난해 7월부터 러시아에 컨테이너 약 6700개를 보냈다고 26일 밝혔다. "
         "장관은 이 컨테이너에 152밀리 포탄 300만 발 이상이 들어갈 수 있다고 말했다. "
         "러시아는 그 대가로 식량과 원자재를 보냈다.",
         ("약 6700개를", "6700여 개를")),
        ("ja", "韓国の申源湜国防相は二十六日、北朝鮮が昨年七月以降ロシアにコンテナ約六千七百個を送ったと明らかにした。"
         "国防相は百五十二ミリ砲弾なら三百万発以上が入ると述べた。", ("明らかにした", "発表した")),
        ("uk", "Північна Корея надіслала до Росії близько 6700 контейнерів із липня минулого року, заявив міністр "
         "оборони Південної Кореї Сін Вон Сік. За його словами, у них могло б уміститися понад три мільйони снарядів.",
         ("близько", "приблизно")),
    ],
)  # fmt: skip
def test_a_changed_word_hides_no_copy_in_any_script(lang, text, changed):
    """One word differs, in a script with spaces or without; the copy is found."""
    first = document(text, "2024-02-26", lang)
    second = document(text.replace(*changed), "2024-02-27", lang)
    assert first.text != second.text
    assert copies([first, second])[second.digest].of == first.digest


# One press conference, as an agency told it and as it was translated; figures and their order are the agency's.
LONG_EN = (
    "North Korea has sent some 6,700 containers to Russia since July 2023, the minister said on 26 February. They "
    "could hold over 3,000,000 shells of 152 mm or 500,000 rounds of 122 mm. Russia sent 9,000 containers in return, "
    "30 per cent more than the year before, he said, and 13 ships made 64 trips from Rajin to Dunai."
)
LONG_DE = (
    "Nordkorea hat seit Juli 2023 rund 6.700 Container nach Russland geschickt, sagte der Minister am 26. Februar. "
    "In sie passten mehr als 3.000.000 Granaten mit 152 mm oder 500.000 Geschosse mit 122 mm. Russland habe dafür "
    "9.000 Container gesandt, 30 Prozent mehr als im Vorjahr, und 13 Schiffe seien 64-mal von Rajin "
    "nach Dunai gefahren."
)
OWN_FR = (
    "Que livre Pyongyang à Moscou ? Treize navires, 64 rotations depuis l'été 2023 : la noria ne cesse pas. Le "
    "ministre sud-coréen, le 26 février à 10 h 30, a compté 9 000 conteneurs dans l'autre sens, après 6 900 en 2022. "
    "Il a parlé de 6 700 conteneurs vers la Russie, de quoi loger 3 000 000 d'obus selon lui, ou 500 000 roquettes ; "
    "un expert de 52 ans, lui, en voit 40 % de moins, et 2 usines sur 10 à l'arrêt."
)


def briefing(told: Document, *places: str) -> list[Claim]:
    """The six figures of the briefing at the words where this text has them, in the agency's order."""
    quantities = [
        figure(6700, unit="containers", hedge="about"), figure(3e6, hedge="at_least"), figure(500000),
        figure(9000, unit="containers"), figure(13, unit="vessels"), figure(64, unit="shipments"),
    ]  # fmt: skip
    items = ["cargo", "arms.ammunition.artillery", "arms.ammunition.rocket", "cargo", "cargo", "cargo"]
    return [
        claim(told, place, quantity, item=item)
        for place, quantity, item in zip(places, quantities, items, strict=True)
        if place
    ]


def english(published: str = "2024-02-26", lang: str = "en") -> tuple[Document, list[Claim]]:
    told = document(LONG_EN, published, lang)
    return told, briefing(told, "6,700", "3,000,000", "500,000", "9,000", "13 ships", "64")


def german(published: str = "2024-02-27") -> tuple[Document, list[Claim]]:
    told = document(LONG_DE, published, "de")
    return told, briefing(told, "6.700", "3.000.000", "500.000", "9.000", "13 Schiffe", "64")


def french() -> tuple[Document, list[Claim]]:
    told = document(OWN_FR, "2024-02-27", "fr")
    return told, briefing(told, "6 700", "3 000 000", "500 000", "9 000", "Treize", "64")


def found_among(*told: tuple[Document, list[Claim]]) -> dict[str, Copy]:
    return dict(copies([text for text, _ in told], {text.digest: claims for text, claims in told}))


def test_a_translation_is_known_by_its_figures_in_their_order():
    """The German text shares no sentence with the English one, but every figure, numeral, party, and their order."""
    source, copy = english(), german()
    found = found_among(copy, source)
    assert set(found) == {copy[0].digest}
    assert found[copy[0].digest].kind == "translated"
    assert found[copy[0].digest].of == source[0].digest
    assert read_ground(found[copy[0].digest].why)[0] == "figures"


def test_a_translation_of_which_a_figure_was_not_read_is_still_known():
    """Readers miss figures; five of six are enough."""
    source, (told, claims) = english(), german()
    assert told.digest in found_among(source, (told, claims[:3] + claims[4:]))


def test_a_rewording_in_one_language_asks_for_more():
    """Rewritten from end to end, with all six figures in order: a copy. With one figure fewer: two reports."""
    (one, first), (other, second) = english(lang="de"), german()
    found = found_among((one, first), (other, second))
    assert found[other.digest].kind == "near_copy"
    assert found_among((one, first), (other, second[:5])) == {}


def test_another_report_of_the_same_press_conference_is_no_translation():
    """The French reporter has all six figures of the briefing, in an order and with numbers of his own."""
    source, own = english(), french()
    facts = [facts_of(*each) for each in (source, own)]
    assert agreement(*facts).figures == 1.0
    assert found_among(source, own) == {}


def test_a_report_of_the_same_figures_a_week_later_is_no_translation():
    """What appears after the days in which agencies are translated is a story of its own."""
    assert found_among(english(), german("2024-03-05")) == {}


def test_three_figures_make_no_translation():
    """Three figures in one order are what any two reports of a briefing share."""
    (one, first), (other, second) = english(), german()
    assert found_among((one, first[:3]), (other, second[:3])) == {}


def test_without_claims_only_words_are_compared():
    """Translations need the figures; nothing is guessed from texts alone."""
    assert copies([english()[0], german()[0]]) == {}


def test_a_copy_of_a_translation_goes_back_to_the_first_text():
    """English agency, German translation, German reprint: one line, and its nearest step is kept."""
    source, middle = english(), german()
    reprint = replace(middle[0], published="2024-02-28", publisher="Bote")
    found = found_among(source, middle, (reprint, []))
    assert (found[reprint.digest].of, found[reprint.digest].nearest) == (source[0].digest, middle[0].digest)


def test_undated_and_empty_documents_harm_nothing():
    """A document without a date counts as the younger; an empty text is like no other."""
    dated, undated = document(WIRE), document(WIRE, None)
    empty = [document("", publisher=name) for name in ("A", "B")]
    found = copies([undated, dated, *empty])
    assert {digest: copy.of for digest, copy in found.items()} == {undated.digest: dated.digest}


def corpus() -> list[tuple[Document, list[Claim]]]:
    texts = [
        (document(WIRE, "2024-02-26"), []),
        (document(WIRE.replace("Monday", "Tuesday"), "2024-02-26", publisher="Herald"), []),
        (document(f"{OTHER} {WIRE}", "2024-02-28"), []),
        (document(OTHER, "2024-02-28"), []),
    ]
    return [*texts, english(), german(), french()]


@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(chance: random.Random):
    """Documents permuted: the same copies."""
    told = corpus()
    expected = found_among(*told)
    chance.shuffle(told)
    assert len(expected) >= 3
    assert found_among(*told) == expected


WORDS = st.text(alphabet="bcdfghjklmnpqrstvwxz", min_size=3, max_size=9)


@given(st.lists(WORDS, min_size=0, max_size=60))
def test_an_unrelated_document_changes_nothing_else(words: list[str]):
    """A text of other words, on whatever day, leaves what was found as it was."""
    stranger = document(" ".join(words), "2024-02-27", publisher="Stranger")
    assert found_among(*corpus(), (stranger, [])) == found_among(*corpus())


@given(st.lists(st.integers(0, 5), min_size=2, max_size=8))
def test_every_line_ends_at_a_document_that_copies_nothing(cuts: list[int]):
    """Copies of copies never run in a ring, and all of a line name one oldest document."""
    texts = [document(WIRE[40 * cut :], f"2024-03-{day + 1:02d}") for day, cut in enumerate(cuts)]
    found = copies(texts)
    for digest, copy in found.items():
        assert copy.of not in found
        assert digest != copy.nearest
        assert found[copy.nearest].of == copy.of if copy.nearest in found else copy.nearest == copy.of


def test_a_copy_has_a_json_form():
    """The value goes to a file and back."""
    copy = Copy("a", "b", "translated", 0.8, "80% of the figures agree")
    assert from_record(Copy, to_record(copy)) == copy
