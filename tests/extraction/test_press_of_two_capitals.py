"""Turns of the Korean and the Polish press: names cut to a syllable, sums in two moneys, our country, our tanks.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim, Read


def figures(read: Read, lang: str, text: str) -> list[tuple[str, float | None, str | None, str | None, str | None]]:
    """Kind, number, unit and the two parties of each claim with a figure."""
    return [
        (c.kind, c.quantity.low or c.quantity.high, c.quantity.unit, c.supplier, c.recipient)
        for c in read(lang, text).claims
        if c.quantity is not None
    ]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("북한은 답하지 않았다. 컨테이너 4천 개가 러시아에서 북으로 갔다.", ("RU", "KP")),
        ("북한은 답하지 않았다. 북에서 이란으로 컨테이너 4천 개를 보냈다.", ("KP", "IR")),
        ("북한은 답하지 않았다. 북이 이란에 컨테이너 4천 개를 보냈다.", ("KP", "IR")),
    ],
)
def test_a_syllable_is_a_name_where_the_whole_name_stands_too(
    only_figure: OnlyClaim, text: str, pair: tuple[str, str]
) -> None:
    """`북` alone is the North, whatever particle it carries."""
    claim = only_figure("ko", text)
    assert (claim.supplier, claim.recipient) == pair


def test_the_same_in_won_is_no_party(read: Read) -> None:
    """`한화` before a sum in brackets is the won, and no maker of guns."""
    text = "노르웨이가 5억 유로(한화 8천억원) 규모의 대(對)우크라이나 추가 무기 지원 패키지를 발표했다."
    assert [found[3:] for found in figures(read, "ko", text)] == [("NO", "UA"), ("NO", "UA")]


def test_whoever_writes_the_report_is_not_its_source(read: Read) -> None:
    """The byline before `=` tells who wrote, not who said it."""
    text = "(오슬로=하늘일보) 김하늘 기자 = 노르웨이가 우크라이나에 전차 8대를 보냈다."
    assert [claim.source for claim in read("ko", text).claims] == [None]


def test_a_means_of_transport_is_no_cargo(read: Read) -> None:
    """What goods are flown in is used, not given."""
    text = "이란은 수송기를 이용해 시리아에 드론 30대를 보냈다."
    assert [(c.kind, c.item) for c in read("ko", text).claims] == [("transfer", "arms.uav")]


def test_a_verb_right_before_its_noun_says_who_gave_what_is_counted_behind_it(read: Read) -> None:
    """Of two clauses that answer each other, each figure is that of its own."""
    text = "이란이 시리아에 보낸 드론이 300대에 이르고, 시리아가 이란에 보낸 소총은 900정이라고 밝혔다."
    assert figures(read, "ko", text) == [
        ("transfer", 300, "pieces", "IR", "SY"),
        ("transfer", 900, "pieces", "SY", "IR"),
    ]


def test_goods_joined_before_one_number_are_counted_together(only_figure: OnlyClaim) -> None:
    """Tanks and carriers of one number are armour."""
    assert only_figure("ko", "체코가 우크라이나에 전차와 장갑차 70대를 보냈다.").item == "arms.armour"


def test_shipments_may_be_told_before_their_goods(read: Read) -> None:
    """Times over which goods went are shipments of them."""
    text = "이란은 지난해 총 30여 차례에 걸쳐 시리아에 포탄을 보냈다."
    assert figures(read, "ko", text) == [("transfer", 30, "shipments", "IR", "SY")]


def test_soldiers_whom_one_state_sends_to_another_are_a_claim_without_a_hedge(read: Read) -> None:
    """A round number of men in the second of two clauses counts as the first."""
    text = (
        "보고서에 따르면 북한은 러시아에 3천 명 규모의 병력을 파병한 데 이어, 이후 2천 명을 추가로 파견했다. "
        "전투는 계속됐다. 전선의 상황은 어렵다."
    )
    assert [found[1:] for found in figures(read, "ko", text)] == [
        (3000, "persons", "KP", "RU"),
        (2000, "persons", "KP", "RU"),
    ]


@pytest.mark.parametrize(
    ("lang", "text", "supplier"),
    [
        ("ko", "노르웨이는 세계 전체 무기수출량의 7%를 차지했다. 오만에 소총을 팔았다.", "NO"),
        ("ko", "카타르는 오만에서 소총을 샀다. 노르웨이의 무기 수출 점유율은 7%다.", "NO"),
        ("pl", "Katar kupił karabiny. Norwegia odpowiada za 7 proc. całej światowej sprzedaży broni.", "NO"),
    ],
)
def test_a_share_of_what_the_world_sells_is_of_the_one_party_named(
    read: Read, lang: str, text: str, supplier: str
) -> None:
    """Nobody gets it, whoever was named before."""
    share = next(found for found in figures(read, lang, text) if found[2] == "percent")
    assert share[3:] == (supplier, None)


def test_a_paper_that_says_our_country_means_the_state_at_home(read: Read) -> None:
    """Polish papers are written in one state."""
    text = "Szwecja dała Ukrainie 40 haubic. Nasz kraj dał jej 25 czołgów."
    assert [found[3:] for found in figures(read, "pl", text)] == [("SE", "UA"), ("PL", "UA")]


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("Czechy przekazały Ukrainie 25 czołgów. Kraj ma niemal 300 sztuk tego sprzętu.", 25),
        ("Czechy przekazały Ukrainie 25 czołgów. W zasobach armii jest jeszcze 300 czołgów.", 25),
        ("Korea Północna wysłała do Rosji 7 tys. żołnierzy. Śmierć poniosło ponad 900 z nich.", 7000),
        ("USA wysłały do Izraela 90 bomb o wadze 500 funtów.", 90),
    ],
)
def test_stocks_losses_and_weights_are_no_transfers(only_figure: OnlyClaim, text: str, low: int) -> None:
    """What is left at home, who fell and how much a bomb weighs is no figure of what was given."""
    claim = only_figure("pl", text)
    assert claim.quantity is not None
    assert claim.quantity.low == low


def test_a_model_ends_its_sentence(read: Read) -> None:
    """The digit of a model before a full stop is no ordinal: what follows has its own subject."""
    text = "Korea Południowa sprzedała Polsce 30 haubic K9. Szwecja przekazała Ukrainie 12 haubic."
    assert [found[3:] for found in figures(read, "pl", text)] == [("KR", "PL"), ("SE", "UA")]


def test_the_office_that_a_title_quotes_is_no_party_of_the_flow(read: Read) -> None:
    """`국정원 "북 ..."`: the title names the North by its syllable, and who only tells is left out."""
    text = "국정원은 북한이 시리아에 교관 40명을 보냈다고 밝혔다. 이미 건너간 90명도 훈련에 투입됐다고 보고했다."
    claims = read("ko", text, title='국정원 "북 교관 시리아 파견"').claims
    assert {(claim.supplier, claim.recipient) for claim in claims} == {("KP", "SY")}


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "체코는 한국에서 K-9자주포 24문과 K-2 '흑표' 전차 10대를 인수했다.",
            {24: "arms.artillery.howitzer", 10: "arms.armour.tank"},
        ),
        (
            "독일은 체코에 스트라이커 장갑차 10대와 소형 무기용 탄약 2200만 발을 지원했다.",
            {10: "arms.armour.apc", 22_000_000: "arms.ammunition"},
        ),
    ],
)
def test_goods_with_a_number_of_their_own_are_not_counted_twice(read: Read, text: str, items: dict[int, str]) -> None:
    """What is joined to counted goods and has its own number at the end of a row of nouns is that number's alone."""
    told = {c.quantity.low: c.item for c in read("ko", text).claims if c.quantity is not None}
    assert told == items


def test_the_last_noun_of_a_joined_word_tells_what_it_is(only_figure: OnlyClaim) -> None:
    """A word that no list holds is what the noun at its end is."""
    claim = only_figure("ko", "미국은 체코에 소형 활강폭탄 2600발을 지원했다.")
    assert claim.item == "arms.bombs"


@pytest.mark.parametrize(
    ("text", "supplier", "recipients"),
    [
        ("프랑스 등이 체코에 전차 40대를 보냈다.", "FR", {"CZ"}),
        ("독일은 노르웨이, 리투아니아 등 몇몇 유럽 국가에 전차 40대를 판매했다.", "DE", {"NO", "LT", "xx-europe"}),
        ("독일은 노르웨이와 리투아니아 등에 전차 40대를 판매했다.", "DE", {"NO", "LT"}),
        ("독일은 노르웨이, 리투아니아에 전차 40대를 판매했다.", "DE", {"NO", "LT"}),
    ],
)
def test_what_governs_a_list_governs_its_names(
    only_figure: OnlyClaim, text: str, supplier: str, recipients: set[str]
) -> None:
    """The particle behind `and others`, or behind the last name of a row, is that of all of them."""
    claim = only_figure("ko", text)
    assert claim.supplier == supplier
    assert claim.recipient in recipients


def test_a_multiple_is_no_ship(only_figure: OnlyClaim) -> None:
    """The word for `times` is written like that for a ship."""
    text = "체코는 한국 전차를 도입했다. 체코는 두 배 가까운 금액인 약 8조 원 규모의 계약을 한국과 체결했다."
    claim = only_figure("ko", text)
    assert claim.item is not None
    assert not claim.item.startswith("arms.naval")


def test_weapons_are_no_ships(only_figure: OnlyClaim) -> None:
    """What a navy took off a boat under the word for weapons is none of the boats named beside them."""
    text = "A patrol ship has seized thousands of weapons from a ship headed from Iran to Yemen, the navy said."
    assert only_figure("en", text).item == "arms"


def test_broadcasters_are_read_like_papers(only_figure: OnlyClaim) -> None:
    """The polite end of a sentence hides neither the verb nor who says it."""
    text = "국방부는 북한이 러시아에 포탄 3천 발을 보냈다고 밝혔습니다. 러시아의 무기 수출은 64% 감소했습니다."
    claim = only_figure("ko", text)
    assert (claim.supplier, claim.recipient) == ("KP", "RU")
    assert claim.source is not None
