"""Tables and marked text for people: as wide as the terminal, plain where there is none."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.console import Console

_WIDTH_OF_A_FILE: Final = 180
_TURNING: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))  # what follows these runs the other way
_COMMANDS: Final = {code: "�" for code in (*range(0x20), *range(0x7F, 0xA0), *_TURNING) if chr(code) not in "\n\t"}


def harmless(words: str) -> str:
    """Words of a document without the signs by which a text could command a terminal or turn its lines round."""
    return words.translate(_COMMANDS)


def console() -> Console:
    """Where tables go: standard output, in colours only on a terminal."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else _WIDTH_OF_A_FILE
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. It is left out where the page is narrower than `needs`; `whole` keeps its cells on
    one line."""

    title: str
    needs: int = 0
    whole: bool = False


def print_table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their columns; the last column takes the room that is left."""
    from rich.table import Table
    from rich.text import Text

    out = console()
    shown = [number for number, column in enumerate(columns) if out.width >= column.needs]
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for number in shown:
        column = columns[number]
        ratio = 1 if number == shown[-1] else None
        table.add_column(column.title, overflow="fold", no_wrap=column.whole, ratio=ratio)
    for row in rows:
        table.add_row(*(Text(harmless(row[number])) for number in shown))
    out.print(table)
