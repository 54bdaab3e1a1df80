"""Whose word a figure is: nobody's where an office only acts, a paper's by the name that stands in quotation marks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from extraction_makers import Read


def _texts() -> Iterator[object]:
    """Language, the sources of its figures (`-` for none, else a part of the words) and text of each line."""
    theme = ""
    for number, line in enumerate(Path(__file__).with_name("whose_word.txt").read_text("utf-8").splitlines()):
        if line.startswith("["):
            theme = line.strip("[]")
        else:
            lang, sources, text = line.split("|", 2)
            yield pytest.param(lang, sources.split(";"), text, id=f"{theme}-{lang}-{number}")


@pytest.mark.parametrize(("lang", "sources", "text"), list(_texts()))
def test_a_figure_is_the_word_of_whoever_says_it(read: Read, lang: str, sources: list[str], text: str) -> None:
    claims = [claim for claim in read(lang, text).claims if claim.quantity is not None]
    told = [text[claim.source.start : claim.source.end] if claim.source else "-" for claim in claims]
    assert len(told) == len(sources)
    assert all(
        (wanted == "-" and it == "-") or (wanted != "-" and wanted in it)
        for wanted, it in zip(sources, told, strict=True)
    )
