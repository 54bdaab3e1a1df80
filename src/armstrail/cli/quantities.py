"""`armstrail quantities`: the numbers of a text with their bounds and units, without a claim or a ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def quantities(
    lang: Annotated[str, typer.Option(metavar="CODE", help="The language of the text: it, en, de ...")],
    text: Annotated[str, typer.Argument(metavar="TEXT|FILE", help="A text, a file, or - for standard input.")] = "-",
) -> None:
    """Write the quantities of a text as JSON lines.

    Each has its place, its words, low, high, unit and hedge, and what it counts. Dates, ages, measures,
    scores, sections and the like are none.
    """
    import armstrail
    from armstrail.cli.streams import write_record

    words = _words_of(text)
    for quantified in armstrail.quantities(words, lang):
        write_record(sys.stdout, quantified.to_json(words))


def _words_of(text: str) -> str:
    if text == "-":
        return sys.stdin.read()
    if len(text) < 256 and "\n" not in text and Path(text).is_file():
        return Path(text).read_text("utf-8")
    return text
