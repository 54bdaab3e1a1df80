"""What a clause tells of who gives and gets without naming it beside the figure: case, voice, wholes and branches.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import Read

from armstrail.extraction.flows import Scene
from armstrail.model.claim import Claim


def claim_with(read: Read, lang: str, text: str, low: float) -> Claim:
    """The one claim of a text whose figure has this lower bound."""
    found = [c for c in read(lang, text).claims if c.quantity is not None and c.quantity.low == low]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Nach Ägypten durften im vorigen Jahr Raketen für 90 Millionen Euro ausgeführt werden. Prag "
               "bekam Waffen aus Deutschland."),
        ("pl", "Do Egiptu Berlin wysłał w zeszłym roku rakiety za 90 mln euro. Praga kupiła broń w Niemczech."),
        ("ru", "Египту Берлин продал в прошлом году ракеты за 90 млн евро. Прага купила оружие в Германии."),
    ],
)  # fmt: skip
def test_the_only_name_under_to_before_the_figure_gets_it(read: Read, lang: str, text: str):
    """Where a clause opens with whom something goes to, the name is no giver, however far the figure stands."""
    claim = claim_with(read, lang, text, 90e6)
    assert (claim.supplier, claim.recipient) == ("DE", "EG")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("pl", "Z fabryki wyjechała partia 700 karabinów zamówionych przez siły zbrojne Gwinei. Polska chwali się "
               "eksportem broni."),
        ("en", "The plant shipped 700 rifles ordered by the armed forces of Guinea. Poland takes pride in its arms "
               "exports."),
    ],
)  # fmt: skip
def test_who_ordered_goods_by_a_participle_gets_them(read: Read, lang: str, text: str):
    """`zamówionych przez` names the one who gets the goods and not their maker, an office between or not."""
    assert claim_with(read, lang, text, 700).recipient == "GN"


def test_a_participle_before_and_ends_its_clause(read: Read):
    """`hatte ... geordert und ... angezahlt` is said of who ordered, not of what was ordered."""
    text = "Doha hatte die 24 Radpanzer bei Rheinmetall geordert und bereits 80 Millionen Euro angezahlt."
    claim = claim_with(read, "de", text, 24)
    assert (claim.supplier, claim.recipient) == ("DE", "QA")


@pytest.mark.parametrize(
    ("lang", "text", "item"),
    [
        ("de", "Schweden gab der Ukraine 1500 Raketen. Bislang sind acht der zugesagten 26 Haubitzen angekommen.",
         "arms.artillery.howitzer"),
        ("en", "Sweden gave Ukraine 1,500 missiles. So far eight of the 26 promised howitzers have arrived.",
         "arms.artillery.howitzer"),
        ("pl", "Szwecja dała Ukrainie 1500 rakiet. Osiem z 26 obiecanych haubic dotarło w maju.",
         "arms.artillery.howitzer"),
        ("it", "La Svezia ha dato all'Ucraina 1500 missili. Finora sono arrivati otto dei 26 obici promessi.",
         "arms.artillery.howitzer"),
    ],
)  # fmt: skip
def test_a_part_counts_what_the_whole_behind_it_counts(read: Read, lang: str, text: str, item: str):
    """`acht der 26 Haubitzen` are howitzers, whatever was counted before."""
    assert claim_with(read, lang, text, 8).item == item


def test_a_part_of_what_was_promised_is_no_share(read: Read):
    """`восемь из 26 обещанных` is a number of guns; `96 von 100 importierten` stays a share."""
    text = "Швеция передала Украине гаубицы: восемь из 26 обещанных гаубиц прибыли в мае, остальные Швеция отправит."
    claim = claim_with(read, "ru", text, 8)
    assert claim.quantity is not None
    assert claim.quantity.unit == "pieces"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Die Niederlande haben bei Rheinmetall Australien 46 Radpanzer bestellt."),
        ("en", "The Netherlands has ordered 46 armoured vehicles from Rheinmetall Australia."),
    ],
)
def test_the_branch_of_a_company_is_at_home_where_its_name_says(read: Read, lang: str, text: str):
    """A state's name right behind a company's names the branch that sells."""
    claim = claim_with(read, lang, text, 46)
    assert (claim.supplier, claim.recipient) == ("AU", "NL")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("pl", "Norwegia przekaże Ukrainie zakupione pociski AMRAAM."),
        ("de", "Norwegen liefert der Ukraine Lenkwaffen AMRAAM."),
    ],
)
def test_a_noun_and_the_model_behind_it_are_one_thing(read: Read, lang: str, text: str):
    """`pociski AMRAAM` are missiles, named once; the noun alone could be shells."""
    (claim,) = read(lang, text).claims
    assert claim.designation == "AMRAAM"
    assert claim.item is not None
    assert claim.item.startswith("arms.missile")


def test_brussels_over_a_report_is_not_the_union(read: Read):
    """A dateline with a day names neither giver nor taker."""
    text = "БРЮССЕЛЬ, 13 лютого. Україна отримає на 2026 рік військову допомогу на 38 млрд доларів."
    assert claim_with(read, "uk", text, 38e9).supplier is None


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Deutschland hat für 12 Milliarden Euro Rüstungsausfuhren genehmigt. 8 Milliarden Euro entfielen auf "
               "die Ukraine. Dahinter folgen Singapur mit 1,2 Milliarden und Algerien mit 558 Millionen."),
        ("en", "Germany approved arms exports worth 12 billion euros. Two thirds went to Ukraine, followed by "
               "Singapore with 1.2 billion and Algeria with 558 million."),
        ("it", "La Germania ha autorizzato esportazioni di armi per 12 miliardi di euro. La quota maggiore è andata "
               "all'Ucraina, seguita da Singapore con 1,2 miliardi e Algeria con 558 milioni."),
        ("pl", "Niemcy zatwierdziły eksport broni za 12 mld euro. Najwięcej trafiło na Ukrainę, dalej są Singapur z "
               "1,2 mld i Algieria z 558 mln."),
    ],
)  # fmt: skip
def test_who_follows_in_a_row_has_the_part_of_the_one_before(read: Read, lang: str, text: str):
    """`followed by` tells no part of its own: who is named before the row got, so the others did."""
    for low, recipient in ((1.2e9, "SG"), (558e6, "DZ")):
        claim = claim_with(read, lang, text, low)
        assert (claim.supplier, claim.recipient) == ("DE", recipient)


def test_who_follows_a_giver_gives(read: Read):
    """The same words behind the one who supplied most."""
    text = ("In Birmania sono finiti armamenti per un miliardo di dollari. La parte del leone spetta a Mosca: 406 "
            "milioni. Seguono la Cina con 267 e l'India con 51.")  # fmt: skip
    for low, supplier in ((267e6, "CN"), (51e6, "IN")):
        claim = claim_with(read, "it", text, low)
        assert (claim.supplier, claim.recipient) == (supplier, "MM")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Осло виділить 8,5 млрд крон на снаряди у межах чеської ініціативи. Україна отримає снаряди."),
        ("de", "Oslo gibt 8,5 Milliarden Kronen für Granaten im Rahmen der tschechischen Initiative. Die Ukraine "
               "erhält Granaten."),
        ("en", "Oslo will give 8.5 billion kroner for shells under the Czech initiative. Ukraine will receive shells."),
    ],
)  # fmt: skip
def test_who_began_an_initiative_is_no_party_of_what_others_give(read: Read, lang: str, text: str):
    """The name of the initiative says who leads it, not who gets."""
    claim = claim_with(read, lang, text, 8.5e9)
    assert (claim.supplier, claim.recipient) == ("NO", "UA")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("pl", "Rabat dostał od USA 222 Abramsy. Algieria stawia na sprzęt rosyjski: w tym roku przyjęła 14 bombowców "
               "Su-34."),
        ("en", "Rabat got 222 Abrams from the US. Algeria relies on Russian gear: this year it received 14 Su-34 "
               "bombers."),
    ],
)  # fmt: skip
def test_the_maker_named_in_the_sentence_gives_what_somebody_received(read: Read, lang: str, text: str):
    """Behind a colon the subject goes on, and the home of the model, named before, is where it came from."""
    claim = claim_with(read, lang, text, 14)
    assert (claim.supplier, claim.recipient) == ("RU", "DZ")


def test_a_hedge_before_an_article_is_none_where_the_number_has_its_own(read: Read):
    """`Über die bis zu 40` is about them, and not more than them."""
    text = "Über die bis zu 40 Eurofighter, die Ankara in London angefragt hat, ist noch nicht entschieden."
    (claim,) = (c for c in read("de", text).claims if c.quantity is not None)
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.high) == (None, 40)


def test_the_number_of_a_printed_paper_is_no_figure(read: Read):
    """`20/14830` names a paper, whatever money the sentence speaks of."""
    text = "Deutschland lieferte der Ukraine Panzer für 8 Milliarden Euro. Das geht aus der Antwort (20/14830) hervor."
    assert [c.quantity.low for c in read("de", text).claims if c.quantity is not None] == [8e9]


def test_a_year_before_goods_is_no_number_of_them(read: Read):
    """`lieferte 2024 Panzer`, published the year after, counts no tanks."""
    text = "Deutschland lieferte 2024 Panzer an die Ukraine."
    assert [c.quantity for c in read("de", text, published="2025-02-01").claims] == [None]


def test_a_number_behind_a_dash_may_end_its_sentence(read: Read):
    """`a Holandia – 24.` is no ordinal of the word behind it."""
    text = "Dania dostarczyła Ukrainie 19 samolotów F-16, a Holandia – 24. Belgijskie F-16 dotrą później."
    claim = claim_with(read, "pl", text, 24)
    assert (claim.supplier, claim.recipient) == ("NL", "UA")


def test_a_count_before_a_numbered_contract_is_no_score(read: Read):
    """`180대 1차 계약` counts 180 of a first contract."""
    text = "현대로템은 폴란드에 K2 전차 180대 1차 계약 물량 가운데 133대를 인도했다."
    assert claim_with(read, "ko", text, 180).item == "arms.armour.tank"


def test_a_model_in_quotation_marks_is_what_is_counted(read: Read):
    """`2 тисячі «Шахедів»` are drones, whatever goods stand behind the comma."""
    text = "Москва придбала в Ірану понад 2 тисячі «Шахедів», заплативши частково золотом."
    assert claim_with(read, "uk", text, 2000).item == "arms.uav.loitering"


def test_pieces_of_a_model_are_what_the_model_is(read: Read):
    """`24 Stück des Typs K9` are howitzers, though `Stück` says nothing."""
    text = "Norwegen kauft Waffen in Südkorea. Das Parlament bewilligte 24 Stück des Typs K9 aus Südkorea."
    assert claim_with(read, "de", text, 24).item == "arms.artillery.howitzer"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Dänemark gibt der Ukraine 40 Millionen Euro für Haubitzen, Finnland zehn."),
        ("pl", "Dania przekaże Ukrainie 40 mln euro na haubice, a Finlandia – dziesięć."),
        ("uk", "Данія передасть Україні 40 млн євро на гаубиці, Фінляндія — ще десять."),
    ],
)
def test_a_number_given_to_a_name_goes_on_with_the_sum_before(read: Read, lang: str, text: str):
    """`Finnland zehn` behind 40 million are ten million, and Finland's."""
    claim = claim_with(read, lang, text, 1e7)
    assert claim.quantity is not None
    assert claim.quantity.unit == "EUR"
    assert (claim.supplier, claim.recipient) == ("FI", "UA")


def test_a_number_given_to_a_name_goes_on_with_the_thousands_before(read: Read):
    """`Литва — ще п'ять` behind ten thousand shells are five thousand."""
    text = "Україна отримує боєприпаси. Естонія передасть 10 тисяч снарядів зі складів, Литва — ще п'ять."
    claim = claim_with(read, "uk", text, 5000)
    assert (claim.supplier, claim.item) == ("LT", "arms.ammunition.artillery")


def test_exports_to_somebody_that_were_worth_a_sum_are_his(read: Read):
    """A name under `to` behind a noun of export, before the sum, is no giver."""
    text = (
        "Izrael podpisał z Niemcami umowę na system Arrow 3. W zeszłym roku niemieckie zgody na eksport broni do "
        "Izraela opiewały na 161 mln euro."
    )
    claim = claim_with(read, "pl", text, 161e6)
    assert (claim.supplier, claim.recipient) == ("DE", "IL")


def test_who_refuses_to_hand_over_is_the_giver_of_what_is_denied(read: Read):
    """`odmówił przekazania` denies what the government before it would have given."""
    text = "Łotwa przekaże Ukrainie 42 transportery. Z kolei estoński rząd odmówił przekazania haubic K9."
    claim = next(c for c in read("pl", text).claims if c.item == "arms.artillery.howitzer")
    assert (claim.supplier, claim.recipient, claim.modality) == ("EE", "UA", "denied")


def test_goods_joined_behind_a_model_are_not_under_its_number(read: Read):
    """`90 гаубиц ATAGS и зенитные ракеты` counts howitzers alone."""
    text = "Индия поставит Армении 90 гаубиц ATAGS и зенитные ракеты «Акаш»."
    assert claim_with(read, "ru", text, 90).item == "arms.artillery.howitzer"


def test_with_and_too_join_a_party_in_korean(read: Read):
    """`말레이시아와도` names the other side of a contract."""
    claim = claim_with(read, "ko", "KAI는 말레이시아와도 FA-50 18대 공급 계약을 맺었다.", 18)
    assert (claim.supplier, claim.recipient) == ("KR", "MY")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Berlin lieferte der Ukraine die 18 von Spanien gelieferten Leopard-Panzer und 300 Raketen."),
        ("ru", "Берлин передал Украине 18 купленных в Испании танков и 300 ракет."),
    ],
)
def test_what_is_said_of_goods_between_number_and_noun_hides_them_not(read: Read, lang: str, text: str):
    """A participle with words of its own stands between a number and what it counts."""
    claim = claim_with(read, lang, text, 18)
    assert (claim.recipient, claim.item) == ("UA", "arms.armour.tank")


def test_where_goods_went_is_no_maker_inside_their_phrase(read: Read):
    """`vier an Kiew abgegebene` tells who got them."""
    claim = claim_with(read, "de", "Vier bereits an Kiew abgegebene deutsche Haubitzen kehren nicht zurück.", 4)
    assert (claim.supplier, claim.recipient) == ("DE", "UA")


def test_second_hand_goods_are_not_asked_for(read: Read):
    """`gebrauchte` is second-hand, and no form of `brauchen`."""
    text = "Rumänien hat von den Vereinigten Staaten 32 gebrauchte F-16 erworben."
    claim = claim_with(read, "de", text, 32)
    assert (claim.supplier, claim.recipient, claim.status) == ("US", "RO", "agreed")


def test_the_likeliest_giver_is_asked_of_among_many_parties():
    """A government that tells of its own exports is seldom named, and votes keep it among the candidates."""
    buyers = dict.fromkeys(("UA", "SG", "DZ", "US", "TR", "GB", "IL", "PS", "PL"), 1.0)
    scene = Scene(mass={"DE": 0.1, **buyers}, spoken={}, title=frozenset(), votes={("DE", ""): 2.0, ("", "UA"): 1.0})
    assert "DE" in scene.foremost


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Seoul bestritt, der Ukraine 500.000 Granaten verkauft zu haben.", ("KR", "UA")),
        ("Die Regierung in Teheran dementierte, dass sie Russland 600 Drohnen geliefert habe.", ("IR", "RU")),
    ],
)
def test_a_german_denial_reaches_its_infinitive_and_its_clause(read: Read, text: str, pair: tuple[str, str]) -> None:
    """An article before a name opens no relative clause, and a name behind a pronoun is no subject."""
    (claim,) = [c for c in read("de", text).claims if c.quantity is not None]
    assert (claim.modality, claim.supplier, claim.recipient) == ("denied", *pair)
