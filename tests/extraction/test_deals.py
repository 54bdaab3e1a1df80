"""Sums of deals and gifts that name no goods and no parties of their own.

All sentences are written for these tests.
"""

from __future__ import annotations

import pytest
from extraction_makers import Read

from armstrail.model.claim import Claim


def _sums(read: Read, lang: str, text: str) -> list[Claim]:
    return [claim for claim in read(lang, text).claims if claim.kind == "valuation"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "The State Department approved the sale of 12 howitzers to Romania. It also approved the sale of Hellfire "
            "missiles to the Netherlands. The contract is worth 40 million dollars.",
        ),
        (
            "ru",
            "Госдепартамент США одобрил продажу Румынии 12 гаубиц. Кроме того, ведомство одобрило продажу ракет "
            "Нидерландам. Сумма сделки составляет 40 млн долларов.",
        ),
        (
            "uk",
            "США схвалили продаж Румунії 12 гаубиць. Також США схвалили продаж ракет Нідерландам. "
            "Вартість угоди становить 40 млн доларів.",
        ),
    ],
)
def test_the_sum_of_a_deal_is_that_of_the_deal_told_right_before(read: Read, lang: str, text: str) -> None:
    """Neither the flow that most of the text is about nor goods counted further back take it over."""
    claim = _sums(read, lang, text)[-1]
    assert (claim.supplier, claim.recipient) == ("US", "NL")
    assert (claim.item or "").startswith("arms.missile")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "uk",
            "Литва передала Україні дві гаубиці.\n\nПотім Литва виділила Україні допомогу на 20 млн євро.",
        ),
        ("ru", "Литва передала Украине две гаубицы.\n\nВ ноябре Литва выделила Украине помощь на 20 млн евро."),
    ],
)
def test_aid_of_a_sum_is_not_for_what_another_paragraph_counts(read: Read, lang: str, text: str) -> None:
    """A noun of giving beside the sum says all that it is for."""
    assert [claim.item for claim in _sums(read, lang, text)] == ["arms"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "uk",
            "Париж погодив продаж Катару 12 винищувачів.\n\nМинулого літа Париж погодив продаж Сербії "
            "18 винищувачів Rafale і запчастин до них на суму 2 млрд доларів.",
        ),
        (
            "en",
            "Paris sold Qatar 12 fighter jets.\n\nLast summer Paris had sold Serbia 18 Rafale fighter jets, "
            "for a total of 2 billion dollars.",
        ),
    ],
)
def test_the_sum_behind_goods_has_their_parties(read: Read, lang: str, text: str) -> None:
    """With no party and no verb between, a sum pays for what was counted before it, between the same two."""
    last = [(claim.supplier, claim.recipient) for claim in read(lang, text).claims if claim.quantity is not None][-2:]
    assert last == [("FR", "RS"), ("FR", "RS")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "Вашингтон схвалив продаж Японії 40 ракет."),
        ("uk", "Париж погодив поставку Сербії нових винищувачів, усього 12 машин."),
        ("ru", "Вашингтон одобрил продажу Японии 40 ракет."),
    ],
)
def test_a_name_between_a_noun_of_giving_and_its_goods_gets_them(read: Read, lang: str, text: str) -> None:
    """One ending may say both whose gift something is and to whom it goes; before the goods it is the latter."""
    recipients = {claim.recipient for claim in read(lang, text).claims if claim.kind == "transfer"}
    assert recipients in ({"JP"}, {"RS"})


@pytest.mark.parametrize(
    ("lang", "text", "pair"),
    [
        ("pt", "A Malásia assinou com um estaleiro turco o contrato para três corvetas, a entregar em três anos.",
         ("TR", "MY")),
        ("it", "La Malesia ha firmato con un cantiere turco il contratto per tre corvette, da consegnare nel 2027.",
         ("TR", "MY")),
        ("ko", "콜롬비아는 스웨덴 사브에 그리펜 전투기 17대 값으로 31억 유로를 지불한다.", ("SE", "CO")),
    ],
)  # fmt: skip
def test_goods_to_be_delivered_or_paid_for_come_from_the_other_side(
    read: Read, lang: str, text: str, pair: tuple[str, str]
) -> None:
    figures = [c for c in read(lang, text).claims if c.quantity is not None]
    assert figures
    assert {(c.supplier, c.recipient) for c in figures} == {pair}
