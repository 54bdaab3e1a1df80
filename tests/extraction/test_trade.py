"""Reports on trade: whose exports a sum is of, whose imports a share is of, and the side they leave open.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read

MANY = {
    "de": "Schweden exportiert mehr. Im vergangenen Jahr beliefen sich die Rüstungsexporte auf 18,1 Milliarden Kronen. "
    "Davon gingen Waffen für zwei Milliarden nach Brasilien und für eine Milliarde nach Polen.",
    "en": "Swedish arms exports were worth 18.1 billion kronor last year. Missiles went to Brazil, and guns to Poland.",
    "es": "Las exportaciones suecas de armas alcanzaron los 18.100 millones de coronas el año pasado. Suecia envió "
    "misiles a Brasil y cañones a Polonia.",
    "fr": "Les exportations suédoises d'armement ont atteint 18,1 milliards de couronnes l'an dernier. La Suède a "
    "livré "
    "des missiles au Brésil et des canons à la Pologne.",
    "it": "Le esportazioni svedesi di armi hanno raggiunto 18,1 miliardi di corone l'anno scorso. La Svezia ha inviato "
    "missili al Brasile e cannoni alla Polonia.",
    "pl": "Szwedzki eksport uzbrojenia osiągnął 18,1 mld koron. Szwecja wysłała rakiety do Brazylii i armaty do "
    "Polski.",
    "pt": "As exportações suecas de armas somaram 18,1 mil milhões de coroas no ano passado. A Suécia enviou mísseis "
    "ao Brasil e canhões à Polónia.",
    "ru": "Шведский экспорт вооружений достиг 18,1 млрд крон. Швеция отправила ракеты Бразилии и пушки Польше.",
    "uk": "Шведський експорт озброєнь сягнув 18,1 млрд крон. Швеція відправила ракети Бразилії та гармати Польщі.",
}  # fmt: skip


@pytest.mark.parametrize(("lang", "text"), MANY.items())
def test_a_sum_of_all_exports_has_no_recipient(read: Read, lang: str, text: str) -> None:
    """Brazil and Poland, named behind it, get a part; nobody gets the whole."""
    whole = next(claim for claim in read(lang, text).claims if claim.quantity and claim.quantity.low == 18.1e9)
    assert (whole.supplier, whole.recipient) == ("SE", None)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Turkey is arming Ethiopia. Exports to that country came to 94 million dollars in 2021, customs data "
               "show."),
        ("de", "Die Türkei rüstet Äthiopien auf. Die Rüstungsexporte dorthin beliefen sich 2021 auf 94 Millionen "
               "Dollar."),
    ],
)  # fmt: skip
def test_a_sum_of_exports_to_one_country_goes_there(read: Read, lang: str, text: str) -> None:
    """Where the paragraph speaks of one flow, its exports are of that flow."""
    [figure] = [claim for claim in read(lang, text).claims if claim.quantity]
    assert (figure.supplier, figure.recipient) == ("TR", "ET")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Germany covers 30 percent of Israel's arms imports."),
        ("de", "Deutschland deckt 30 Prozent der israelischen Rüstungsimporte."),
        ("es", "Alemania cubre el 30 % de las importaciones israelíes de armas."),
        ("fr", "L'Allemagne assure 30 % des importations d'armes israéliennes."),
        ("it", "La Germania copre il 30 % delle importazioni israeliane di armi."),
        ("pl", "Niemcy odpowiadają za 30 proc. izraelskiego importu uzbrojenia."),
        ("ru", "Германия обеспечивает 30% израильского импорта вооружений."),
    ],
)
def test_whose_imports_they_are_gets_them_from_who_covers_a_share(read: Read, lang: str, text: str) -> None:
    """The adjective beside the goods is of the buyer, not of the maker."""
    [share] = [claim for claim in read(lang, text).claims if claim.quantity]
    assert (share.supplier, share.recipient) == ("DE", "IL")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The main buyer of Swiss arms was Oman with 30 million francs, ahead of Egypt and South Korea."),
        ("de", "Größter Abnehmer Schweizer Waffen war Oman mit 30 Millionen Franken vor Ägypten und Südkorea."),
    ],
)
def test_names_without_a_figure_in_a_row_of_buyers_give_nothing(read: Read, lang: str, text: str) -> None:
    """Egypt stands in the row of those who buy, though it has no figure of its own."""
    figure = next(claim for claim in read(lang, text).claims if claim.quantity)
    assert (figure.supplier, figure.recipient) == ("CH", "OM")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Il maggiore acquirente di armi italiane è l'Egitto con 871 milioni di euro. Al terzo posto figura il "
               "Regno Unito con 419 milioni di euro."),
        ("en", "The largest buyer of Italian arms is Egypt with 871 million euros. In third place is the United "
               "Kingdom "
               "with 419 million euros."),
    ],
)  # fmt: skip
def test_a_row_of_buyers_goes_on_in_the_sentence_behind(read: Read, lang: str, text: str) -> None:
    """A sentence without a verb of giving or getting lists one more of those that the sentence before is about."""
    found = {claim.quantity.low: claim.recipient for claim in read(lang, text).claims if claim.quantity}
    assert found == {871e6: "EG", 419e6: "GB"}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Spanish arms exports rose to a record €12.2 billion - including €4.4 billion for Ukraine.",
            {12.2e9: ("ES", None), 4.4e9: ("ES", "UA")},
        ),
        (
            "Chile stands for a small part of Spain's military exports, which totalled 8.7 billion euros in 2023.",
            {8.7e9: ("ES", None)},
        ),
    ],
)
def test_a_part_of_a_sum_takes_its_party_for_itself(
    read: Read, text: str, parties: dict[float, tuple[str, str | None]]
) -> None:
    """Whom a part of all exports went to, or who is named for a small share of them, did not get all of them."""
    told = {c.quantity.low: (c.supplier, c.recipient) for c in read("en", text).claims if c.quantity is not None}
    assert told == parties


def test_sums_of_buyers_in_a_row_are_claims(read: Read) -> None:
    """Each buyer behind a word for buyers, and each that follows, got the sum beside it."""
    text = (
        "From January to March the Spanish government approved the export of military goods worth 4.8 billion euros, "
        "more than in all of 2022 with 3.2 billion. Three quarters of this are destined for Chile.\n\n"
        "The most important recipient country after Chile was Singapore with €583 million. It was followed by India "
        "(€143 million), Kuwait (€126 million) and Qatar (€97 million)."
    )
    told = {c.quantity.low: (c.supplier, c.recipient) for c in read("en", text).claims if c.quantity is not None}
    assert {583e6: ("ES", "SG"), 143e6: ("ES", "IN"), 126e6: ("ES", "KW"), 97e6: ("ES", "QA")}.items() <= told.items()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "it",
            "Lo studio sul commercio di armi parla della Russia: le sue esportazioni di armi calano. Le esportazioni"
            " russe rappresentano il 23% del totale mondiale. Seguono la Francia (6%) e la Germania (5%).",
        ),
        (
            "pt",
            "O estudo sobre o comércio de armas fala da Rússia: as suas exportações de armas caíram. As exportações"
            " russas representam 23% do total mundial. Seguem-se a França (6%) e a Alemanha (5%).",
        ),
        (
            "es",
            "El estudio sobre el comercio de armas habla de Rusia: sus exportaciones de armas caen. Las exportaciones"
            " rusas representan el 23% del total mundial. Le siguen Francia (6%) y Alemania (5%).",
        ),
        (
            "en",
            "The study of the arms trade speaks of Russia: its arms exports fell. Russian exports make up 23% of the"
            " world total. It is followed by France (6%) and Germany (5%).",
        ),
    ],
)
def test_a_row_of_shares_of_the_world_is_told_to_its_end(read: Read, lang: str, text: str) -> None:
    """The world's total is a whole of arms, and who follow have their shares of it, too."""
    shares = [(c.supplier, c.recipient, c.quantity.low) for c in read(lang, text).claims if c.quantity is not None]
    assert shares == [("RU", None, 23), ("FR", None, 6), ("DE", None, 5)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "Dalla Russia comprano armi soprattutto India (38% delle esportazioni russe), Vietnam, Egitto e Cina."),
        (
            "pt",
            "Da Rússia compram armas sobretudo a Índia (38% das exportações russas), o Vietname, o Egito e a China.",
        ),
        ("es", "A Rusia le compran armas sobre todo India (38% de las exportaciones rusas), Vietnam, Egipto y China."),
    ],
)
def test_a_share_of_one_states_exports_is_of_one_whoever_else_is_named(
    only_figure: OnlyClaim, lang: str, text: str
) -> None:
    """`38% of Russian exports` says itself whose they are."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient, claim.quantity.unit) == ("RU", "IN", "percent")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Russia has given arms to India. China accounted for 54% of Pakistan's imports."),
        (
            "it",
            "La Russia ha fornito armi all'India. La Cina rappresenta il 54% delle importazioni di armi del Pakistan.",
        ),
        ("es", "Rusia suministró armas a la India. China representa el 54% de las importaciones de armas de Pakistán."),
        ("fr", "La Russie a fourni des armes à l'Inde. La Chine a compté pour 54% des importations du Pakistan."),
        ("de", "Russland lieferte Waffen an Indien. China machte 54 Prozent der Waffenimporte Pakistans aus."),
    ],
)
def test_whose_imports_they_are_gets_them_whatever_flow_was_told_before(
    only_figure: OnlyClaim, lang: str, text: str
) -> None:
    """A state whose name stands with the imports is the one who gets, and they are of arms in a text on arms."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient, claim.item) == ("CN", "PK", "arms")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "Beijing gives arms to Pakistan. The United States, with 29% of the world market, and Russia (27%) are the "
            "main exporters of arms.",
        ),
        (
            "fr",
            "Pékin livre des armes au Pakistan. Les États-Unis, avec 29% du marché mondial, et la Russie (27%) sont "
            "les principaux pays exportateurs d'armements.",
        ),
        (
            "es",
            "Pekín entrega armas a Pakistán. Estados Unidos, con el 29% del mercado mundial, y Rusia (27%) son los "
            "principales exportadores de armas.",
        ),
        (
            "de",
            "Peking liefert Waffen an Pakistan. Die größten Exporteure von Waffen weltweit sind die USA (29 Prozent) "
            "und Russland (27 Prozent).",
        ),
    ],
)
def test_shares_of_the_world_market_go_to_nobody(read: Read, lang: str, text: str) -> None:
    """A row of nothing but sellers tells of no buyer, whoever bought in the sentence before."""
    figures = [claim for claim in read(lang, text).claims if claim.quantity is not None]
    assert ("US", None) in {(claim.supplier, claim.recipient) for claim in figures}
    assert {claim.recipient for claim in figures} == {None}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "US exports of weapons made up 36 per cent of the global arms trade."),
        ("de", "Auf die amerikanischen Waffenexporte entfielen 36 Prozent des weltweiten Rüstungshandels."),
        ("pl", "Na USA przypadło 36 proc. światowego handlu bronią."),
        ("it", "Gli Stati Uniti rappresentano il 36% del commercio mondiale di armi."),
        ("ru", "На США пришлось 36% мировой торговли оружием."),
        ("uk", "На США припало 36% світової торгівлі зброєю."),
    ],
)
def test_a_share_of_the_arms_trade_is_that_of_the_one_who_sells(read: Read, lang: str, text: str) -> None:
    """The arms trade as a whole is what the states of the world sell; whom the one named sells to, nobody says."""
    more = {"en": "Arms go to many states. ", "de": "Waffen gehen in viele Staaten. "}.get(lang, "")
    (claim,) = [c for c in read(lang, more + text).claims if c.quantity is not None]
    assert (claim.supplier, claim.recipient, claim.item) == ("US", None, "arms")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Auf Norwegen entfielen 40 Prozent der Waffenimporte von Chile. Das ist mehr als vor fünf Jahren."),
        ("de", "40 Prozent der Waffenimporte von Chile entfielen auf Norwegen. Das ist mehr als vor fünf Jahren."),
        ("ru", "На Норвегию приходится 40% импорта оружия Чили. Это больше, чем пять лет назад."),
        ("uk", "На Норвегію припадає 40% імпорту зброї Чилі. Це більше, ніж п'ять років тому."),
        ("pl", "Na Norwegię przypada 40 proc. importu broni Chile. To więcej niż pięć lat temu."),
        ("fr", "40 % des importations d'armes du Chili reviennent à la Norvège. C'est plus qu'il y a cinq ans."),
        ("es", "El 40% de las importaciones de armas de Chile corresponde a Noruega. Es más que hace cinco años."),
        ("pt", "40% das importações de armas do Chile couberam à Noruega. É mais do que há cinco anos."),
    ],
)
def test_to_whom_a_share_of_imports_falls_is_who_sold_it(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """The word for to stands before the seller here, and nothing goes there."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient, claim.item) == ("NO", "CL", "arms")
