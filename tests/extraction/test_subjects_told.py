"""Who does what a verb says, where somebody else tells of it: the one who is quoted gives nothing."""

from __future__ import annotations

import pytest
from extraction_makers import Read


@pytest.mark.parametrize(
    ("lang", "text", "pair"),
    [
        ("de", "Laut Südkoreas Verteidigungsminister Shin Won-sik hat Nordkorea 3000 Granaten nach Russland geschickt.",
         ("KP", "RU")),
        ("de", "Nach Angaben von Südkoreas Verteidigungsminister hat Nordkorea Russland 3000 Granaten geschickt.",
         ("KP", "RU")),
        ("de", "„Wir wissen, dass die iranische Regierung sich darauf vorbereitet, Russland mit 300 Drohnen zu "
               "beliefern“, sagte Sullivan in Washington.", ("IR", "RU")),
        ("de", "Die tschechische Regierung plant, der Ukraine 50 Haubitzen zu liefern.", ("CZ", "UA")),
        ("en", "According to South Korea's Defence Minister Shin Won-sik, North Korea has sent Russia 3,000 shells.",
         ("KP", "RU")),
    ],
)  # fmt: skip
def test_who_is_quoted_is_not_who_gives(read: Read, lang: str, text: str, pair: tuple[str, str]) -> None:
    """Under `according to` a name has no part in the verb behind it; a government is the subject of its infinitive."""
    figure = next(c for c in read(lang, text).claims if c.quantity is not None)
    assert (figure.supplier, figure.recipient) == pair
