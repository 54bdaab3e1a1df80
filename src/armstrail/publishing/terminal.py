"""The brief for a terminal: tables where there is room for them, a line under the other where not."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from armstrail.publishing.brief import Appendix, Brief, Carrier, Footnote, LeftOut, Section, Table
from armstrail.publishing.cells import Writer

if TYPE_CHECKING:
    from rich.console import Console

_ROOM_FOR_TABLES: Final = 96
_NARROWEST: Final = 40
_DATE: Final = 11
_SHARES: Final = {
    "date": 12, "source": 24, "who": 14, "about": 14, "subject": 24,
    "figure": 30, "covers": 18, "manner": 12, "words": 30, "publishers": 18,
}  # fmt: skip
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def to_terminal(brief: Brief, width: int = 100, *, color: bool = False) -> str:
    """The brief as lines of at most `width` columns (40 at least), plain unless `color`.

    Words of documents cannot steer the terminal: control signs are shown as a replacement sign, those that
    turn the direction of writing are left out.
    """
    from rich.console import Console

    console = Console(
        file=io.StringIO(), width=max(width, _NARROWEST), force_terminal=color, legacy_windows=False, _environ={},
        color_system="standard" if color else None, highlight=False, markup=False, emoji=False, soft_wrap=False,
    )  # fmt: skip
    _Page(console, brief).write()
    assert isinstance(console.file, io.StringIO)
    lines = (line.rstrip() for line in console.file.getvalue().split("\n"))
    return "\n".join(lines).rstrip("\n") + "\n"


class _Page:
    """Writes one brief to one console."""

    def __init__(self, console: Console, brief: Brief) -> None:
        self._console, self._brief = console, brief
        self._write = Writer(brief.furniture, clean, lambda notes: "".join(f" [{number}]" for number in notes))

    def write(self) -> None:
        """The whole brief, top to bottom."""
        brief = self._brief
        self._line(brief.title, "bold")
        self._line(" · ".join(part for part in (brief.strap, brief.dateline) if part), "dim")
        for sentence in brief.lead:
            self._line("")
            self._line(self._write.sentence(sentence))
        for advice in brief.advice:
            self._line("")
            self._line(f"- {advice}", indent=2)
        for section in brief.sections:
            self._section(section)
        if brief.appendix:
            self._appendix(brief.appendix)
        if brief.footnotes:
            self._documents()
            self._footnotes()

    def _section(self, section: Section) -> None:
        self._heading(section.title)
        if section.note:
            self._line(section.note, "dim")
        for group in section.groups:
            if group.title:
                self._line("")
                self._line(group.title, "bold")
            for place, table in enumerate(group.tables):
                if place:
                    self._line("")
                if table.title:
                    self._line(table.title, "italic")
                self._table(table)
        for line in section.lines:
            entries = "".join(f"\n- {clean(entry.text)}{self._write.cite(entry.notes)}" for entry in line.entries)
            self._line(f"{line.label}: {line.value}{entries}", indent=2)

    def _table(self, table: Table) -> None:
        if self._console.width < _ROOM_FOR_TABLES:
            self._stack(table)
            return
        from rich.table import Table as Grid
        from rich.text import Text

        grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True, header_style="dim")
        rows = [[self._write.cell(table, row, column.key) for column in table.columns] for row in table.rows]
        for place, column in enumerate(table.columns):
            least = _DATE if column.key == "date" else None
            if column.key == "manner":  # a few short words, none of which is to be cut
                least = max((len(word) for row in rows for word in row[place].split()), default=None)
            grid.add_column(Text(column.title), ratio=_SHARES[column.key], width=least, overflow="fold")
        for row in rows:
            grid.add_row(*map(Text, row))
        self._console.print(grid)

    def _stack(self, table: Table) -> None:
        """Each row as its main words, then the rest of its cells under them."""
        keys = [column.key for column in table.columns]
        main = "words" if "words" in keys else "figure"
        for row in table.rows:
            self._line(self._write.cell(table, row, main), indent=2)
            rest = (self._write.cell(table, row, key) for key in keys if key != main)
            self._line(" · ".join(cell for cell in rest if cell), "dim", indent=4)

    def _appendix(self, appendix: Appendix) -> None:
        carriers = {carrier.digest: carrier for carrier in self._brief.documents}
        self._heading(appendix.title)
        self._line(appendix.note, "dim")
        for place, group in enumerate(appendix.groups):
            if group.shown or (place and appendix.groups[place - 1].shown):
                self._line("")
            self._line(f"{group.title} ({group.counted})", indent=2)
            for out in group.shown:
                self._left_out(out, carriers[out.document])

    def _left_out(self, out: LeftOut, carrier: Carrier) -> None:
        words = f"{clean(out.before)}**{clean(out.words)}**{clean(out.after)}"
        quote = self._brief.furniture["quote"].replace("{words}", words)
        detail = f" ({clean(out.detail)})" if out.detail else ""
        self._line(f"{quote}{detail}", indent=4)
        self._line(self._write.place(carrier), "dim", indent=6)

    def _documents(self) -> None:
        self._heading(self._brief.furniture["documents"])
        for carrier in self._brief.documents:
            address = f" <{clean(carrier.url)}>" if carrier.url else ""
            self._line(f"- {clean(carrier.name)}, {self._write.about(carrier)}{address}", indent=2)

    def _footnotes(self) -> None:
        self._heading(self._brief.furniture["footnotes"])
        carriers = {carrier.digest: carrier for carrier in self._brief.documents}
        for note in self._brief.footnotes:
            self._footnote(note, carriers[note.document])

    def _footnote(self, note: Footnote, carrier: Carrier) -> None:
        from rich.table import Table as Grid
        from rich.text import Text

        before, anchor, after = (clean(part) for part in note.parts)
        quote = self._brief.furniture["quote"].replace("{words}", f"{before}**{anchor}**{after}")
        remarks = self._write.remarks(note)
        where = self._write.where(note, carrier) + (f" ({remarks})" if remarks else "")
        grid = Grid.grid(padding=(0, 1, 0, 0))
        grid.add_column(min_width=5, no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(Text(f"[{note.number}]"), Text(f"{self._write.whose(note)} — {where}\n{quote}"))
        self._console.print(grid)

    def _heading(self, title: str) -> None:
        self._line("")
        self._line(title, "bold")
        self._line("─" * min(self._console.width, 72), "dim")

    def _line(self, words: str, style: str = "", indent: int = 0) -> None:
        from rich.padding import Padding
        from rich.text import Text

        self._console.print(Padding(Text(words, style=style, overflow="fold"), (0, 0, 0, indent)))


def clean(words: str) -> str:
    """Words on one line that cannot steer the terminal."""
    flat = "".join(" " if c in "\n\t" else "\ufffd" if unicodedata.category(c) == "Cc" else c for c in words)
    return _BIDI.sub("", flat)
