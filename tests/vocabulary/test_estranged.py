"""Parties that do not arm each other: what the list refuses, and what it changes of a reading."""

from __future__ import annotations

import pytest

from armstrail.extraction import extract
from armstrail.model.document import Document
from armstrail.model.errors import PackError
from armstrail.pipeline import shipped_packs
from armstrail.vocabulary import lists, load_vocabulary


def sides(text: str, day: str = "2025-06-10") -> set[tuple[str | None, str | None]]:
    claims = extract(Document("note", text, "en", day), shipped_packs()).claims
    return {(claim.supplier, claim.recipient) for claim in claims if claim.kind == "transfer"}


def test_who_only_speaks_of_an_enemy_gets_nothing_from_it():
    assert sides("Seoul said on Monday that Pyongyang had shipped 28,000 containers.") == {("KP", None)}


def test_what_the_words_tell_outright_stands():
    """The list weighs where the words leave a side open; it never overrules them."""
    assert sides("Ukraine handed over to Russia 12 missiles.") == {("UA", "RU")}


def test_before_the_year_of_the_list_nothing_speaks_against_a_pair():
    told = "Moscow said that Kyiv had shipped 40 engines for helicopters."
    assert ("UA", "RU") in sides(told, "2012-06-10")
    assert ("UA", "RU") not in sides(told, "2025-06-10")


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("KP,XX,1950,an armistice", r"estranged\.csv:2: 'XX' is not in actors\.csv"),
        ("KP,KP,1950,an armistice", r"estranged\.csv:2: 'KP' and 'KP' stand twice"),
        ("KP,KR,long ago,an armistice", r"estranged\.csv:2: 'KP' and 'KR' need the year since when, and a source"),
        ("KP,KR,1950,", r"estranged\.csv:2: 'KP' and 'KR' need the year since when, and a source"),
        ("KP,KR,1950,an armistice\nKR,KP,1950,an armistice", r"estranged\.csv:3: 'KR' and 'KP' stand twice"),
    ],
)
def test_a_row_without_year_source_or_two_known_parties_is_refused(monkeypatch, tmp_path, row, wrong):
    (tmp_path / "estranged.csv").write_text(f"one,other,since,source\n{row}\n", encoding="utf-8")
    shipped = lists.files("armstrail.vocabulary")

    class Own:
        def __truediv__(self, name: str):
            return (tmp_path if name == "estranged.csv" else shipped) / name

    monkeypatch.setattr(lists, "files", lambda _room: Own())
    with pytest.raises(PackError, match=wrong):
        load_vocabulary.__wrapped__()
