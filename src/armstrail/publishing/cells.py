"""The cells of a brief as lines of text, for renderers that have no elements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from armstrail.publishing.brief import Carrier, Footnote, Quoted, Row, Run, Table


@dataclass(frozen=True, slots=True)
class Writer:
    """How a plain renderer writes: `escape` makes words safe where they go, `cite` writes footnote numbers."""

    furniture: Mapping[str, str]
    escape: Callable[[str], str]
    cite: Callable[[tuple[int, ...]], str]

    def sentence(self, runs: tuple[Run, ...]) -> str:
        """A sentence of the lead with its footnote numbers."""
        return "".join(self.escape(run.text) + self.cite(run.notes) for run in runs)

    def quoted(self, words: Quoted) -> str:
        """Words between the quotation marks of the brief's language."""
        return self.furniture["quote"].replace("{words}", self.escape(words.text))

    def cell(self, table: Table, row: Row, key: str) -> str:
        """What stands in a column of a row."""
        if key == "source":
            return self._typed(row.source.text, row.source_type)
        if key == "words":
            said = ", ".join(self.quoted(words) + self.cite(words.notes) for words in row.words)
            return said + self._tags(row)
        if key == "figure" and row.figure and not any(column.key == "words" for column in table.columns):
            return self.escape(row.figure) + self.cite(row.notes) + self._tags(row)
        return self.escape(getattr(row, key))

    def whose(self, note: Footnote) -> str:
        """By whose word a footnote stands, and who passed it on."""
        source = self._typed(note.source.text, note.source_type)
        return f"{source}, {self.escape(note.via)}" if note.via else source

    def where(self, note: Footnote, carrier: Carrier) -> str:
        """In which document a footnote stands, and on which page."""
        place = self.place(carrier)
        return f"{place}, {self.escape(note.on_page)}" if note.on_page else place

    def remarks(self, note: Footnote) -> str:
        """What the figure of a footnote rests and hangs on."""
        conditions = (self.furniture["condition"] + self.quoted(condition) for condition in note.conditions)
        return "; ".join((*(self.escape(remark) for remark in note.remarks), *conditions))

    def about(self, carrier: Carrier) -> str:
        """Publisher, date, language and id of a document."""
        parts = (carrier.publisher, carrier.date, carrier.language, carrier.id)
        return ", ".join(self.escape(part) for part in parts if part)

    def place(self, carrier: Carrier) -> str:
        """Name, publisher, date, language and id of a document."""
        return f"{self.escape(carrier.name)}, {self.about(carrier)}"

    def _typed(self, source: str, source_type: str) -> str:
        return self.escape(f"{source} ({source_type})" if source_type else source)

    def _tags(self, row: Row) -> str:
        conditions = (self.furniture["condition"] + self.quoted(condition) for condition in row.conditions)
        tags = (*(self.escape(tag) for tag in (row.stage, *row.remarks) if tag), *conditions)
        return f" ({'; '.join(tags)})" if tags else ""
