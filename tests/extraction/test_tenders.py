"""Who wins a tender gives, whoever called it."""

from __future__ import annotations

import pytest
from extraction_makers import OnlyClaim


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Saab won the tender of the Hungarian defence ministry for the delivery of eight jets."),
        (
            "de",
            "Saab gewann die Ausschreibung des ungarischen Verteidigungsministeriums für die Lieferung von acht Jets.",
        ),
        (
            "fr",
            "Saab a remporté l'appel d'offres du ministère hongrois de la Défense pour la livraison de huit avions.",
        ),
        ("es", "Saab se adjudicó el concurso del Ministerio de Defensa de Hungría para el suministro de ocho cazas."),
        ("pt", "A Saab venceu a licitação do Ministério da Defesa da Hungria para o fornecimento de oito caças."),
        (
            "it",
            "Saab si è aggiudicata la gara del ministero della Difesa dell'Ungheria per la fornitura di otto caccia.",
        ),
        ("pl", "Saab wygrał przetarg węgierskiego ministerstwa obrony na dostawę ośmiu myśliwców."),
        ("ru", "Saab выиграла тендер министерства обороны Венгрии на поставку восьми истребителей."),
        ("uk", "Saab виграла тендер міністерства оборони Угорщини на постачання восьми винищувачів."),
    ],
)
def test_who_wins_a_tender_supplies_who_called_it(only_figure: OnlyClaim, lang: str, text: str) -> None:
    """`Aggiudicarsi la gara` is to sell, though `aggiudicarsi` alone may be to buy."""
    claim = only_figure(lang, text)
    assert (claim.supplier, claim.recipient) == ("SE", "HU")
