"""By whose word, how surely, at which stage, over which period and on what condition a figure stands."""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read

from armstrail.model.period import Period


def test_the_source_is_the_phrase_that_speaks(only_figure: OnlyClaim) -> None:
    """The whole name of the agency, with the type of source it is."""
    text = "South Korea's spy agency said North Korea had sent 3,000 soldiers to Russia."
    claim = only_figure("en", text)
    assert claim.source is not None
    assert claim.source.cut(text) == "South Korea's spy agency"
    assert claim.source_type == "intelligence"


def test_the_innermost_of_a_chain_is_the_source_and_the_others_pass_it_on(only_figure: OnlyClaim) -> None:
    """'Yonhap reported, citing the NIS': the NIS speaks, Yonhap is on the way."""
    text = "Yonhap reported, citing the National Intelligence Service, that North Korea sent 3,000 soldiers to Russia."
    claim = only_figure("en", text)
    assert claim.source is not None
    assert "National Intelligence Service" in claim.source.cut(text)
    assert claim.via == ("Yonhap",)


@pytest.mark.parametrize(
    ("lang", "text", "modality"),
    [
        ("en", "North Korea sent 3,000 soldiers to Russia.", "stated"),
        ("en", "North Korea allegedly sent 3,000 soldiers to Russia.", "alleged"),
        ("en", "Ukraine estimates that North Korea sent 3,000 soldiers to Russia.", "estimated"),
        ("en", "NATO confirmed that North Korea had sent 3,000 soldiers to Russia.", "confirmed"),
        ("en", "North Korea did not send 3,000 soldiers to Russia.", "denied"),
        ("en", "North Korea could have sent 3,000 soldiers to Russia.", "estimated"),
        ("ru", "Северная Корея могла отправить в Россию 3000 солдат.", "estimated"),
        ("it", "La Corea del Nord avrebbe inviato 3.000 soldati in Russia.", "alleged"),
        ("it", "La Corea del Nord non ha inviato 3.000 soldati in Russia.", "denied"),
    ],
)
def test_modality_follows_the_words(only_figure: OnlyClaim, lang: str, text: str, modality: str) -> None:
    """Plain speech states; hearsay, estimates, confirmations and negations say otherwise."""
    assert only_figure(lang, text).modality == modality


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Germany delivered 14 Leopard 2 tanks to Ukraine.", "delivered"),
        ("Germany will deliver 14 Leopard 2 tanks to Ukraine.", "planned"),
        ("Germany promised 14 Leopard 2 tanks to Ukraine.", "agreed"),
        ("Ukraine requested 14 Leopard 2 tanks from Germany.", "requested"),
        ("Germany offered 14 Leopard 2 tanks to Ukraine.", "offered"),
        ("Germany may send 14 Leopard 2 tanks to Ukraine.", "possible"),
    ],
)
def test_the_stage_follows_the_verb(only_figure: OnlyClaim, text: str, status: str) -> None:
    """Promised is not delivered, and asked for is not promised."""
    assert only_figure("en", text).status == status


@pytest.mark.parametrize(
    ("lang", "text", "status"),
    [
        ("de", "Noch in diesem Jahr werde die Ukraine von Deutschland vier Iris-T-Systeme erhalten.", "planned"),
        ("en", "Russia is preparing to send 300 tanks to Syria.", "planned"),
        ("it", "«Alla Polonia chiediamo aiuto: ci servono almeno 14 carri Leopard», ha detto Kiev.", "requested"),
    ],
)
def test_the_stage_is_told_by_words_far_from_the_verb(
    only_figure: OnlyClaim, lang: str, text: str, status: str
) -> None:
    """An auxiliary that opens a clause whose verb closes it; words of preparing, and of needing."""
    assert only_figure(lang, text).status == status


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("North Korea has sent 3,000 soldiers to Russia since August 2023.", Period("2023-08", None)),
        ("North Korea sent 3,000 soldiers to Russia by December 2024.", Period(None, "2024-12")),
        ("North Korea sent 3,000 soldiers to Russia in October.", Period("2024-10", "2024-10")),
        (
            "Between August 2023 and January 2024 North Korea sent 3,000 soldiers to Russia.",
            Period("2023-08", "2024-01"),
        ),
        ("North Korea sent 3,000 soldiers to Russia last year.", Period("2023", "2023")),
    ],
)
def test_a_period_is_bounded_as_its_preposition_says(only_figure: OnlyClaim, text: str, period: Period) -> None:
    """`since` leaves the end open, `by` the start; a month without a year is told by the date of publication."""
    assert only_figure("en", text, published="2024-11-20").period == period


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Since the beginning of the war in February Norway has given Chile 18 tanks."),
        ("fr", "Depuis le début de la guerre en février, la Norvège a livré 18 chars au Chili."),
        ("it", "Dall'inizio della guerra a febbraio la Norvegia ha consegnato al Cile 18 carri armati."),
        ("es", "Desde el inicio de la guerra en febrero, Noruega ha entregado a Chile 18 tanques."),
        ("pt", "Desde o início da guerra em fevereiro, a Noruega entregou ao Chile 18 tanques."),
        ("de", "Seit Beginn des Krieges im Februar hat Norwegen 18 Panzer an Chile geliefert."),
        ("ru", "С начала войны в феврале Норвегия передала Чили 18 танков."),
    ],
)
def test_since_the_beginning_of_something_leaves_the_end_open(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """The month says when it began, also where the word for since is one for from, too."""
    assert only_figure(lang, text, published="2024-05-10").period == Period("2024-02", None)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "La Norvège a livré au Chili 300 fusils dans la seconde quinzaine de février."),
        ("it", "La Norvegia ha consegnato al Cile 300 fucili nella seconda quindicina di febbraio."),
        ("es", "Noruega entregó a Chile 300 fusiles en la segunda quincena de febrero."),
    ],
)
def test_half_a_month_is_a_time_and_counts_nothing(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """`Quinzaine` before a month is no fifteen of anything."""
    claim = only_figure(lang, text, published="2024-05-10")
    assert (claim.quantity.low, claim.period) == (300, Period("2024-02-16", "2024-02-29"))


def test_a_capacity_is_no_plain_quantity(read: Read) -> None:
    """'could hold' is kept as the condition, and the shells are converted from the containers."""
    text = "North Korea shipped 6,700 containers to Russia. They could hold 3 million artillery shells."
    boxes, shells = [c for c in read("en", text).claims if c.quantity is not None]
    assert shells.condition is not None
    assert shells.condition.cut(text) == "could hold"
    assert shells.converted_from == boxes.id
    assert boxes.condition is None


def test_figures_joined_by_or_are_alternatives(read: Read) -> None:
    """'3 million shells or 500,000 rockets' asserts one of the two, never their sum."""
    text = "North Korea could have sent Russia 3 million artillery shells or 500,000 rockets."
    figures = [c for c in read("en", text).claims if c.quantity is not None]
    assert [c.alternative for c in figures] == [1, 1]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Pyongyang shipped 6,700 containers to Russia, which could hold up to 3 million rounds of 152 mm "
               "or 500,000 of 122 mm."),
        ("ru", "КНДР отправила в Россию 6700 контейнеров. Этого достаточно для 3 млн снарядов калибра 152 мм "
               "или 500 тысяч снарядов калибра 122 мм."),
        ("de", "Nordkorea schickte Russland 6700 Container. Sie könnten 3 Millionen Granaten vom Kaliber 152 mm "
               "oder 500.000 Raketen fassen."),
    ],
)  # fmt: skip
def test_what_holds_for_one_alternative_holds_for_the_other(read: Read, lang: str, text: str) -> None:
    """The capacity is named once, before the first: both figures are worked out from the containers."""
    boxes, *shells = [c for c in read(lang, text).claims if c.quantity is not None]
    assert [c.alternative for c in shells] == [1, 1]
    assert all(c.condition is not None and c.converted_from == boxes.id for c in shells)
    assert boxes.condition is None


def test_figures_parted_by_a_verb_hang_on_nothing_of_each_other(read: Read) -> None:
    """Behind `and` a new clause begins, with a verb of its own."""
    text = "The containers from North Korea could hold 3 million shells and Russia received 24 missiles."
    *_, missiles = [c for c in read("en", text).claims if c.quantity is not None]
    assert missiles.condition is None


def test_a_satellite_that_is_delivered_is_no_evidence(read: Read) -> None:
    """Imagery is evidence, goods are not, though both say `satellite`."""
    goods = "Russia gave North Korea 2 spy satellites and 40 tanks."
    imagery = "Satellite images show that Russia gave North Korea 40 tanks."
    assert {c.basis for c in read("en", goods).claims} == {()}
    assert {c.basis for c in read("en", imagery).claims} == {("satellite_imagery",)}


def test_an_if_is_kept_with_its_figure(only_figure: OnlyClaim) -> None:
    """The condition is the words of the `if`."""
    text = "North Korea has sent Russia 3 million shells, if all were of 152 mm."
    claim = only_figure("en", text)
    assert claim.condition is not None
    assert claim.condition.cut(text).startswith("if all were")


def test_a_denial_is_a_stance_of_the_denier(read: Read) -> None:
    """The Kremlin denies; whom it answers is the party it names."""
    text = (
        "North Korea sent 3 million shells to Russia, Washington said. "
        "The Kremlin rejected the American claims as false."
    )
    stances = [c for c in read("en", text).claims if c.kind == "statement"]
    assert ("RU", "deny") in {(c.supplier, c.stance) for c in stances}
