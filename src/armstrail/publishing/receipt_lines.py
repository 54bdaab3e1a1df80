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

_DATE: Final = 11
_CLAIMS_SHOWN: Final = 3


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
        from rich.table import Table
        from rich.text import Text

        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(min_width=_DATE, no_wrap=True)
        grid.add_column(overflow="fold")
        for voice in voices:
            graded = f" [{voice.grade}]" if voice.grade else ""
            family = "" if voice.family in voice.origin else f" ({voice.family})"
            grid.add_row(Text(voice.as_of), Text(clean(f"{voice.origin}{family}{graded}: {voice.figure}")))
            grid.add_row("", Text(clean(self._about(voice)), style="dim"))
        self._console.print(grid)

    def _about(self, voice: VoiceLine) -> str:
        claims = list(dict.fromkeys(reference.claim for reference in voice.references))
        shown = " ".join(claims[:_CLAIMS_SHOWN]) + (" ..." if len(claims) > _CLAIMS_SHOWN else "")
        known = f"{self._say('receipt.known').lower()} {voice.known}"
        carried = f"{voice.carried} [{shown}]"
        parts = (voice.weight, voice.entered, voice.moves, voice.derived, voice.helped, known, carried)
        return " · ".join(part for part in parts if part)

    def _pairs(self, key: str, pairs: Iterable[Pair]) -> None:
        told = list(dict.fromkeys(pairs))
        if told:
            self._heading(key)
            for pair in told:
                self._line(f"{pair.label}: {pair.text}" if pair.label else pair.text, indent=2)

    def _heading(self, key: str) -> None:
        self._line("")
        self._line(self._say(f"receipt.{key}"), "bold")

    def _line(self, words: str, style: str = "", indent: int = 0) -> None:
        write_line(self._console, words, style, indent)


def _places(references: Sequence[Reference]) -> str:
    return "; ".join(f"“{each.words}” {each.publisher}, {each.date} [{each.claim}]" for each in references)
