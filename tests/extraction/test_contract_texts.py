"""Deals with companies whose goods the next sentence counts, goods that are given back, and money that is paid out."""

from __future__ import annotations

import pytest
from extraction_makers import Read


def _pairs(read: Read, lang: str, text: str) -> set[tuple[str | None, str | None]]:
    return {(c.supplier, c.recipient) for c in read(lang, text).claims if c.quantity is not None}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Argentina signed a contract with France's Naval Group in 2018. The deal covered four patrol vessels."),
        ("fr", "L'Argentine a signé un contrat avec Naval Group. Le marché portait sur quatre patrouilleurs."),
        ("es", "Argentina firmó un contrato con Naval Group. El acuerdo abarcaba cuatro patrulleros."),
        ("it", "L'Argentina ha firmato un contratto con Naval Group. L'accordo riguardava quattro pattugliatori."),
        ("pl", "Argentyna podpisała umowę z firmą Naval Group. Kontrakt obejmował cztery okręty patrolowe."),
        ("ru", "Аргентина подписала контракт с Naval Group. Сделка охватывала четыре патрульных корабля."),
        ("uk", "Аргентина підписала контракт із Naval Group. Угода охоплювала чотири патрульні кораблі."),
        ("en", "Naval Group signed a contract with Argentina in 2018. The deal covered four patrol vessels."),
    ],
)
def test_a_company_sells_whichever_of_the_two_signs(read: Read, lang: str, text: str) -> None:
    assert _pairs(read, lang, text) == {("FR", "AR")}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Ukraine has returned 12 damaged Krab howitzers to Poland for repair."),
        ("de", "Die Ukraine hat 12 beschädigte Krab-Haubitzen an Polen zurückgegeben."),
        ("fr", "L'Ukraine a rendu 12 obusiers Krab endommagés à la Pologne."),
        ("it", "L'Ucraina ha restituito alla Polonia 12 obici Krab danneggiati."),
        ("es", "Ucrania ha devuelto a Polonia 12 obuses Krab dañados."),
        ("pl", "Ukraina zwróciła Polsce 12 uszkodzonych haubic Krab."),
        ("ru", "Украина вернула Польше 12 поврежденных гаубиц Krab."),
        ("uk", "Україна повернула Польщі 12 пошкоджених гаубиць Krab."),
        ("ko", "우크라이나는 파손된 크랩 자주포 12문을 폴란드에 반환했다."),
    ],
)
def test_who_gives_back_gives(read: Read, lang: str, text: str) -> None:
    assert _pairs(read, lang, text) == {("UA", "PL")}


@pytest.mark.parametrize(
    ("lang", "text", "pair"),
    [
        ("fr", "L'Union européenne a versé 1,5 milliard d'euros à l'Ukraine.", ("EU", "UA")),
        ("it", "L'Unione europea ha versato all'Ucraina 1,5 miliardi di euro.", ("EU", "UA")),
        ("pl", "Unia Europejska przelała Ukrainie 1,5 miliarda euro.", ("EU", "UA")),
        ("ru", "Москва перечислила Тегерану 1,75 миллиарда долларов за дроны.", ("IR", "RU")),
        ("fr", "Moscou a versé à Téhéran 1,75 milliard de dollars pour les drones.", ("IR", "RU")),
    ],
)
def test_a_grant_is_no_payment_for_goods(read: Read, lang: str, text: str, pair: tuple[str, str]) -> None:
    """An organisation that pays a state, where no goods are named, gives it the sum."""
    assert _pairs(read, lang, text) == {pair}


def test_russian_nouns_behind_two_to_four(read: Read) -> None:
    """An adjective in the genitive plural before a noun in the singular."""
    nouns = {
        "зенитных ракетных комплекса": "arms.air_defence", "патрульных корабля": "arms.naval",
        "беспилотных летательных аппарата": "arms.uav", "военных вертолета": "arms.aircraft.helicopter",
    }  # fmt: skip
    read_as = {
        noun: claim.item for noun in nouns for claim in read("ru", f"Норвегия поставила Чили четыре {noun}.").claims
    }
    assert read_as == nouns
