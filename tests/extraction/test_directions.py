"""Who gives and who gets, told by voice, preposition, nominal phrase, pronoun and the flow of the document."""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Iran delivered 200 drones to Russia."),
        ("en", "Russia received 200 drones from Iran."),
        ("en", "200 drones were delivered to Russia by Iran."),
        ("en", "The delivery of 200 Iranian drones to Russia was completed."),
        ("en", "Moscow bought 200 drones from Tehran."),
        ("en", "Tehran has sent Moscow 200 drones."),
        ("it", "L'Iran ha consegnato 200 droni alla Russia."),
        ("it", "La Russia ha ricevuto 200 droni dall'Iran."),
        ("it", "200 droni sono stati consegnati alla Russia dall'Iran."),
        ("it", "La consegna di 200 droni iraniani alla Russia è conclusa."),
        ("it", "Mosca ha comprato 200 droni da Teheran."),
    ],
)
def test_direction_does_not_hang_on_the_wording(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Active, passive, receiving, buying, nominal: one flow."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("IR", "RU")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Иран передал России 200 беспилотников."),
        ("ru", "Российской армии переданы Ираном 200 беспилотников."),
        ("ru", "Москве поставят 200 беспилотников, обещанных Ираном."),
        ("uk", "Росії продано Іраном 200 безпілотників."),
        ("uk", "Збройним силам Росії Іран передав 200 безпілотників."),
        ("pl", "Rosji Iran przekazał 200 dronów."),
        ("pl", "Rosji przekazano 200 dronów obiecanych przez Iran."),
    ],
)
def test_case_tells_who_gives_and_who_gets(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """No preposition, any order of words: the endings tell, those of an office too."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("IR", "RU")


@pytest.mark.parametrize(
    "text",
    [
        "Russland hat dem Iran 24 Kampfjets geliefert.",
        "Dem Iran lieferte Russland 24 Kampfjets.",
        "Die Lieferung von 24 Kampfjets Russlands an den Iran ist abgeschlossen.",
    ],
)
def test_an_article_tells_who_gets(only_figure: OnlyClaim, text: str) -> None:
    """'Dem Iran' gets, wherever in the sentence it stands."""
    claim = only_figure("de", text)
    assert (claim.supplier, claim.recipient) == ("RU", "IR")


def test_a_speaker_is_no_party(only_figure: OnlyClaim) -> None:
    """Seoul says it; it neither gives nor gets."""
    claim = only_figure("en", "Seoul said that Pyongyang had shipped 6,700 containers of shells to Moscow.")
    assert (claim.supplier, claim.recipient) == ("KP", "RU")


def test_the_flow_of_the_document_fills_what_a_sentence_leaves_out(read: Read) -> None:
    """'A further 1,500 followed' has neither party: the sentences before tell both."""
    text = "North Korea sent 3,000 soldiers to Russia in October. A further 1,500 soldiers followed a week later."
    figures = [c for c in read("en", text, published="2024-10-25").claims if c.quantity is not None]
    assert [(c.supplier, c.recipient) for c in figures] == [("KP", "RU"), ("KP", "RU")]


def test_goods_of_return_run_the_other_way(read: Read) -> None:
    """What Russia sends back is a claim of its own with the parties turned round."""
    text = (
        "North Korea sent 3 million shells to Russia. "
        "In return Russia delivered a million barrels of oil to North Korea."
    )
    flows = {(c.supplier, c.recipient) for c in read("en", text).claims if c.quantity is not None}
    assert flows == {("KP", "RU"), ("RU", "KP")}


def test_the_cues_that_decided_are_kept_with_the_claim(only_figure: OnlyClaim) -> None:
    """A person can see why a party was chosen."""
    claim = only_figure("en", "Iran delivered 200 drones to Russia.")
    assert any("subject:supply" in reason for reason in claim.reasons)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Der Iran liefert Russland 200 Drohnen."),
        ("de", "200 Drohnen hat Moskau vom Iran erhalten."),
        ("de", "Russland hat im Iran 200 Drohnen bestellt, die Teheran im August nach Moskau schickte."),
        ("ko", "이란이 러시아에 드론 200대를 보냈다."),
        ("ko", "이란, 러시아에 드론 200대 공급"),
        ("ko", "이란 러시아에 드론 200대 보냈다."),
        ("ko", "러시아는 이란제 드론 200대를 넘겨받았다."),
        ("ko", "러시아도 이란에서 드론 200대를 사들이기로 했다."),
        ("ko", "러시아 국방부는 이란(테헤란 정권)으로부터 드론 200대를 도입했다."),
    ],
)
def test_direction_hangs_on_cases_and_particles_too(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """Marks of the subject left out in a headline, brackets before a particle, the maker in one syllable."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("IR", "RU")


def test_korean_parties_that_are_joined_share_one_particle(only_figure: OnlyClaim) -> None:
    """'미국과 영국이': neither is the other's partner, both give."""
    claim = only_figure("ko", "미국과 영국이 우크라이나에 미사일 300기를 지원했다.")
    assert claim.supplier in ("US", "GB")
    assert claim.recipient == "UA"


def test_a_contract_of_export_names_the_supplier_first(only_figure: OnlyClaim) -> None:
    """The partner of the contract, marked 'with', is who gets."""
    claim = only_figure("ko", "현대로템은 폴란드와 K2 전차 180대 수출 계약을 체결했다.")
    assert (claim.supplier, claim.recipient) == ("KR", "PL")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Germany, which had promised Kyiv 18 howitzers, sent 20 tanks to Poland."),
        ("de", "Deutschland, das lange gezögert hatte, liefert Polen 20 Panzer."),
        ("fr", "L'Allemagne, qui avait longtemps hésité, a livré 20 blindés à la Pologne."),
    ],
)
def test_a_clause_let_in_does_not_part_a_subject_from_its_verb(read: Read, lang: str, text: str) -> None:
    """Behind the comma that closes a relative clause the verb goes on with what stood before it."""
    last = [claim for claim in read(lang, text).claims if claim.quantity is not None][-1]
    assert (last.supplier, last.recipient) == ("DE", "PL")


def test_who_was_attacked_or_attacks_gets_nothing(only_figure: OnlyClaim) -> None:
    """'Since the attack of Hamas' tells when."""
    text = "Die Bundesregierung hat seit dem Terrorangriff der Hamas den Export von 20 Panzern nach Israel genehmigt."
    claim = only_figure("de", text)
    assert (claim.supplier, claim.recipient) == ("DE", "IL")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Poland sent Ukraine 14 tanks, Spain 10 and Finland three."),
        ("de", "Polen lieferte Kiew 14 Panzer; Spanien 10; Finnland drei."),
        ("fr", "La Pologne a livré 14 chars à l'Ukraine, l'Espagne 10 et la Finlande trois."),
        ("es", "Polonia entregó a Ucrania 14 carros; España, 10; Finlandia, tres."),
    ],
)
def test_a_row_that_leaves_its_verb_out_gives_each_name_its_number(read: Read, lang: str, text: str) -> None:
    """The name before each number takes the part that the first clause gave its subject."""
    figures = [claim for claim in read(lang, text).claims if claim.quantity is not None]
    assert [(claim.supplier, claim.recipient) for claim in figures] == [("PL", "UA"), ("ES", "UA"), ("FI", "UA")]


def test_a_row_of_receivers_keeps_its_giver(read: Read) -> None:
    """Behind a preposition the next name gets, it does not give."""
    figures = [c for c in read("en", "Italy sent 20 tanks to Ukraine and 10 to Poland.").claims if c.quantity]
    assert [(claim.supplier, claim.recipient) for claim in figures] == [("IT", "UA"), ("IT", "PL")]


def test_a_name_behind_the_comma_of_an_opening_phrase_stands_free(only_figure: OnlyClaim) -> None:
    """'Per Seul, Pyongyang ha inviato' is no row of two whom something is for."""
    claim = only_figure("it", "Per Seul, Pyongyang ha inviato 10.000 granate alla Russia.")
    assert (claim.supplier, claim.recipient) == ("KP", "RU")


def test_a_row_of_names_shares_its_preposition(read: Read) -> None:
    """'From Norway, Denmark and Spain' gives three givers and no subject."""
    text = "Ukraine received 14 tanks from Norway, Denmark and Spain."
    figures = [claim for claim in read("en", text).claims if claim.quantity is not None]
    assert {claim.recipient for claim in figures} == {"UA"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Aus Deutschland erhielt die Ukraine bisher 2.500 Luftabwehrraketen."),
        (
            "de",
            "Vom Bund erhielt die Ukraine bisher 2.500 Luftabwehrraketen, so viele hat Deutschland noch nie geliefert.",
        ),
    ],
)
def test_behind_a_phrase_the_subject_follows_its_verb(read: Read, lang: str, text: str) -> None:
    """`From the one received the other`: the name behind the verb is its subject."""
    figure = next(claim for claim in read(lang, text).claims if claim.quantity is not None)
    assert (figure.supplier, figure.recipient) == ("DE", "UA")


def test_an_organisation_before_a_state_says_what_the_state_belongs_to(only_figure: OnlyClaim) -> None:
    """`the NATO partner Turkey` is Turkey."""
    text = "Für den Nato-Partner Türkei genehmigte die Bundesregierung Rüstungsexporte im Wert von 34,2 Millionen Euro."
    claim = only_figure("de", text)
    assert (claim.supplier, claim.recipient) == ("DE", "TR")


def test_who_is_named_between_commas_as_a_source_is_no_party(read: Read) -> None:
    """`per Seul` between commas says whose count it is."""
    text = (
        "La Corea del Nord ha inviato truppe in Russia. "
        "Il contingente inviato dall'autunno conta, per Seul, intorno agli undicimila uomini."
    )
    figure = next(claim for claim in read("it", text).claims if claim.quantity is not None)
    assert (figure.supplier, figure.recipient, figure.source.cut(text)) == ("KP", "RU", "Seul")


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Haftar controlla l'est della Libia. In aprile la Russia ha consegnato a Tobruk 20 lanciarazzi.", "haftar"),
        ("La Libia ha ordinato armi. In aprile la Russia ha consegnato a Tobruk 20 lanciarazzi.", "LY"),
    ],
)
def test_a_place_stands_for_the_group_that_holds_it(only_figure: OnlyClaim, text: str, recipient: str) -> None:
    """Where the text names the group; else for its state."""
    assert only_figure("it", text).recipient == recipient
