"""The receipt for a terminal: the number first, then what it was made from, as wide as the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from armstrail.publishing.receipt import Pair, Receipt, Reference, VoiceLine
from armstrail.publishing.report import plain_console, write_line, written
from armstrail.publishing.terminal import clean
from armstrail.publishing.wordbook import load_wording

if TYPE_CHECKING:
    from rich.console import Console

_ROOM_FOR_TABLES: Final = 96
_COLUMNS: Final = ("as_of", "origin", "figure", "known", "weight", "entered", "moves", "carried")


def receipt_to_terminal(receipt: Receipt, width: int = 100, *, color: bool = False) -> str:
    """The receipt as lines of at most `width` columns (40 at least), plain unless `color`."""
    console = plain_console(width, color=color)
    _Page(console, receipt).write()
    return written(console)


class _Page:
    """Writes one receipt to one console."""

    def __init__(self, console: Console, receipt: Receipt) -> None:
        self._console, self._receipt = console, receipt
        self._say = load_wording(receipt.language).say

    def write(self) -> None:
        """The whole receipt, top to bottom."""
        receipt = self._receipt
        self._line(receipt.title, "bold")
        self._line("")
        for place, sentence in enumerate(receipt.sentences):
            self._line(sentence, "" if place else "bold")
        if receipt.confidence:
            self._line(receipt.confidence)
        for caution in receipt.cautions:
            self._line(f"! {caution}", "yellow")
        if receipt.voices:
            self._heading("voices")
            self._voices(receipt.voices)
        self._pairs("routes", receipt.routes)
        self._pairs("factors", receipt.factors)
        self._pairs("without", receipt.without)
        self._pairs("conflicts", receipt.conflicts)
        self._pairs("denials", receipt.denials)
        if receipt.asides:
            self._heading("asides")
            for aside in receipt.asides:
                self._line(f"{aside.reason} ({aside.count}): {_places(aside.references)}", indent=2)

    def _voices(self, voices: Sequence[VoiceLine]) -> None:
        rows = [self._cells(voice) for voice in voices]
        shown = [key for key in _COLUMNS if any(row[key] for row in rows)]
        if self._console.width < _ROOM_FOR_TABLES:
            for row in rows:
                self._line(f"{row['origin']}: {row['figure']}", indent=2)
                self._line(" · ".join(row[key] for key in shown if key not in ("origin", "figure")), "dim", indent=4)
            return
        from rich.table import Table
        from rich.text import Text

        grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True, header_style="dim")
        for key in shown:
            grid.add_column(self._say(f"receipt.{key}"), ratio=3 if key in ("origin", "figure", "carried") else 2)
        for row in rows:
            grid.add_row(*(Text(row[key], overflow="fold") for key in shown))
        self._console.print(grid)

    def _cells(self, voice: VoiceLine) -> dict[str, str]:
        origin = f"{voice.origin} ({voice.family})" if voice.family != voice.origin else voice.origin
        figure = "; ".join(part for part in (voice.figure, voice.derived) if part)
        claims = " ".join(dict.fromkeys(reference.claim for reference in voice.references[:3]))
        graded = f"{origin} [{voice.grade}]" if voice.grade else origin
        return {
            "as_of": voice.as_of, "origin": clean(graded), "figure": clean(figure), "known": voice.known,
            "weight": voice.weight, "entered": voice.entered, "moves": voice.moves,
            "carried": clean(f"{voice.carried} [{claims}]"),
        }  # fmt: skip

    def _pairs(self, key: str, pairs: Iterable[Pair]) -> None:
        told = list(dict.fromkeys(pairs))
        if told:
            self._heading(key)
            for pair in told:
                self._line(f"{pair.label}: {pair.text}", indent=2)

    def _heading(self, key: str) -> None:
        self._line("")
        self._line(self._say(f"receipt.{key}"), "bold")

    def _line(self, words: str, style: str = "", indent: int = 0) -> None:
        write_line(self._console, words, style, indent)


def _places(references: Sequence[Reference]) -> str:
    return "; ".join(f"“{each.words}” {each.publisher}, {each.date} [{each.claim}]" for each in references)
