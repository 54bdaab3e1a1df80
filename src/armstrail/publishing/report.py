"""A plain report: a title, sentences, and headed lists of labels with what stands beside them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from armstrail.publishing.receipt import Pair
from armstrail.publishing.terminal import clean

if TYPE_CHECKING:
    from rich.console import Console

_NARROWEST = 40


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the lines under it."""

    heading: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What is told, in one language; parts without a line are left out by a layout."""

    title: str
    sentences: tuple[str, ...]
    parts: tuple[Part, ...]


def plain_console(width: int, *, color: bool) -> Console:
    """A console that keeps its lines, at least `_NARROWEST` columns wide and plain unless `color`."""
    from rich.console import Console

    return Console(
        file=io.StringIO(), width=max(width, _NARROWEST), force_terminal=color, legacy_windows=False, _environ={},
        color_system="standard" if color else None, highlight=False, markup=False, emoji=False, soft_wrap=False,
    )  # fmt: skip


def written(console: Console) -> str:
    """What was written to a plain console, without spaces at the ends of lines."""
    assert isinstance(console.file, io.StringIO)
    lines = (line.rstrip() for line in console.file.getvalue().split("\n"))
    return "\n".join(lines).rstrip("\n") + "\n"


def write_line(console: Console, words: str, style: str = "", indent: int = 0) -> None:
    """Words on lines of their own, indented; a document's words cannot steer the terminal."""
    from rich.padding import Padding
    from rich.text import Text

    console.print(Padding(Text(clean(words), style=style, overflow="fold"), (0, 0, 0, indent)))


def report_to_terminal(report: Report, width: int = 100, *, color: bool = False) -> str:
    """The report as lines of at most `width` columns."""
    console = plain_console(width, color=color)
    write_line(console, report.title, "bold")
    for sentence in report.sentences:
        write_line(console, sentence)
    for part in report.parts:
        if part.pairs:
            console.print()
            if part.heading:
                write_line(console, part.heading, "bold")
            for pair in part.pairs:
                write_line(console, f"{pair.label}: {pair.text}" if pair.label else pair.text, indent=2)
    return written(console)
