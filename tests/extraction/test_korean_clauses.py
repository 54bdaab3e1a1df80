"""Korean clauses that stand before their noun, and a name written like a word for handing over."""

from __future__ import annotations

import pytest
from extraction_makers import Read


def _pairs(read: Read, text: str) -> set[tuple[str | None, str | None]]:
    return {(c.supplier, c.recipient) for c in read("ko", text).claims if c.quantity is not None}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("폴란드가 주문한 K9 자주포 212문 가운데 174문이 인도됐다.", ("KR", "PL")),
        ("일본이 도입한 F-35 전투기 40대가 배치됐다.", ("US", "JP")),
        ("대만이 구매하기로 한 에이브럼스 전차 108대 가운데 38대가 도착했다.", ("US", "TW")),
    ],
)
def test_the_subject_of_a_clause_before_the_goods_gets_them(read: Read, text: str, pair: tuple[str, str]) -> None:
    """A passive verb at the end has the goods for its subject, not who ordered them."""
    assert _pairs(read, text) == {pair}


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("브라질은 라팔 전투기 36대를 주문했다.", "FR"),
        ("폴란드는 F-35 전투기 32대를 주문했다.", "US"),
        ("폴란드는 하이마스 20문을 주문했다.", "US"),
    ],
)
def test_a_model_tells_its_maker_in_hangul_and_before_its_noun(read: Read, text: str, home: str) -> None:
    assert {supplier for supplier, _ in _pairs(read, text)} == {home}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("인도가 라팔 전투기 36대를 주문했다.", ("FR", "IN")),
        ("인도는 프랑스에서 전투기 36대를 구매했다.", ("FR", "IN")),
        ("2019~2023년 인도 무기 수입에서 러시아가 차지한 비중은 36%였다.", ("RU", "IN")),
        ("폴란드는 K2 전차 180대를 주문했다. 인도는 내년에 시작된다.", ("KR", "PL")),
    ],
)
def test_india_is_told_from_handing_over_by_its_place(read: Read, text: str, pair: tuple[str, str]) -> None:
    """Who begins a sentence as the subject of buying, and whose arms or forces are named, is the state."""
    assert _pairs(read, text) == {pair}


@pytest.mark.parametrize(
    "text",
    ["스위스는 독일에 전차 96대를 팔지 않기로 했다.", "스위스는 독일에 전차 96대를 제공하지 않았다."],
)
def test_what_is_not_given_keeps_its_direction(read: Read, text: str) -> None:
    assert _pairs(read, text) == {("CH", "DE")}
