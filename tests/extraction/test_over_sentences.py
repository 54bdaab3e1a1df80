"""What two sentences tell together (packages and what they include, firsts and others, returns, rankings, payments),
and long ones with clauses let in, speakers, ways and third parties."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from extraction_makers import Read


def _texts() -> Iterator[object]:
    """Language, figures and text of each line of both files."""
    for name in ("over_sentences.txt", "long_sentences.txt"):
        theme = ""
        for number, line in enumerate(Path(__file__).with_name(name).read_text("utf-8").splitlines()):
            if line.startswith("["):
                theme = line.strip("[]")
            elif not line.startswith("#"):
                lang, figures, text = line.split("|", 2)
                told = [] if figures == "none" else figures.split(";")
                yield pytest.param(lang, told, text.replace("\\n", "\n"), id=f"{theme}-{lang}-{number}")


@pytest.mark.parametrize(("lang", "figures", "text"), list(_texts()))
def test_every_figure_has_its_giver_and_its_taker(read: Read, lang: str, figures: list[str], text: str) -> None:
    told = [(claim, claim.quantity) for claim in read(lang, text).claims if claim.quantity is not None]
    read_as = [f"{c.supplier or '-'}>{c.recipient or '-'}@{q.high if q.low is None else q.low:.0f}" for c, q in told]
    assert sorted(read_as) == sorted(figures)
