"""The brief as Markdown with tables and footnotes (`[^1]`), as GitHub, Pandoc and most others read them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from armstrail.publishing.brief import Appendix, Brief, Carrier, Footnote, Section, Table
from armstrail.publishing.cells import Writer

_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]|~$#]")
_BLOCK_START: Final = re.compile(r"\A(?:([-+=])|(\d+)([.)]))")
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def to_markdown(brief: Brief) -> str:
    """The brief as Markdown, ending with a line end; whatever comes from a document is escaped."""
    write = Writer(brief.furniture, _escape, lambda notes: "".join(f"[^{number}]" for number in notes))
    blocks = [f"# {_escape(brief.title)}", _escape(brief.strap)]
    if brief.dateline:
        blocks.append(f"*{_escape(brief.dateline)}*")
    blocks.extend(write.sentence(sentence) for sentence in brief.lead)
    if brief.advice:
        blocks.append("\n".join(f"- {_escape(line)}" for line in brief.advice))
    for section in brief.sections:
        blocks.extend(_section(write, section))
    carriers = {carrier.digest: carrier for carrier in brief.documents}
    if brief.appendix:
        blocks.extend(_appendix(write, brief.appendix, carriers))
    if brief.footnotes:
        documents = "\n".join(f"- {_document(write, carrier)}" for carrier in brief.documents)
        blocks += [f"## {_escape(brief.furniture['documents'])}", documents]
        blocks.append(f"## {_escape(brief.furniture['footnotes'])}")
        blocks.extend(_footnote(write, note, carriers[note.document]) for note in brief.footnotes)
    return "\n\n".join(blocks) + "\n"


def _section(write: Writer, section: Section) -> list[str]:
    blocks = [f"## {_escape(section.title)}"]
    if section.note:
        blocks.append(_escape(section.note))
    for group in section.groups:
        if group.title:
            blocks.append(f"### {_escape(group.title)}")
        for table in group.tables:
            if table.title:
                blocks.append(f"*{_escape(table.title)}*")
            blocks.append(_table(write, table))
    lines = []
    for line in section.lines:
        entries = ", ".join(_escape(entry.text) + write.cite(entry.notes) for entry in line.entries)
        lines.append(f"- {_escape(line.label)}: {_escape(line.value)}{entries}")
    return [*blocks, "\n".join(lines)] if lines else blocks


def _appendix(write: Writer, appendix: Appendix, carriers: Mapping[str, Carrier]) -> list[str]:
    blocks = [f"## {_escape(appendix.title)}", _escape(appendix.note)]
    lines = []
    for group in appendix.groups:
        lines.append(f"- {_escape(group.title)} ({_escape(group.counted)})")
        for out in group.shown:
            before, after = _escape(out.before), _escape(out.after)
            words = f"{before}{_strong(out.before, out.words, out.after)}{after}".strip()
            quote = write.furniture["quote"].replace("{words}", words)
            detail = f" ({_escape(out.detail)})" if out.detail else ""
            lines.append(f"  - {quote}{detail} — {write.place(carriers[out.document])}")
    return [*blocks, "\n".join(lines)] if lines else blocks


def _table(write: Writer, table: Table) -> str:
    rows = [[_escape(column.title) for column in table.columns], ["---"] * len(table.columns)]
    rows += [[write.cell(table, row, column.key) for column in table.columns] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _footnote(write: Writer, note: Footnote, carrier: Carrier) -> str:
    before, anchor, after = note.parts
    words = _escape(before) + _strong(before, anchor, after) + _escape(after)
    quote = write.furniture["quote"].replace("{words}", words.strip())
    remarks = write.remarks(note)
    where = write.where(note, carrier)
    ending = f" ({remarks})" if remarks else ""
    return f"[^{note.number}]: {_start(write.whose(note))}: {quote} — {where}{ending}"


def _document(write: Writer, carrier: Carrier) -> str:
    name = f"{_start(_escape(carrier.name))}, {write.about(carrier)}"
    if carrier.url and carrier.url.startswith(("http://", "https://")):
        address = re.sub(r"[\s<>]", lambda found: f"%{ord(found[0]):02X}", carrier.url)
        return f"{name}, <{address}>"
    return name


def _escape(words: str) -> str:
    """Words as text: nothing in them is read as Markdown or HTML; line ends become spaces."""
    flat = " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in words).split())
    edged = (" " if words[:1].isspace() else "") + flat + (" " if flat and words[-1:].isspace() else "")
    marked = _SPECIAL.sub(lambda found: "\\" + found[0], edged)
    return re.sub(r"[&<>]", lambda found: _ENTITIES[found[0]], marked)


def _start(escaped: str) -> str:
    """The same at the start of a line, where a sign or a number could open a list."""
    return _BLOCK_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", escaped)


def _strong(before: str, anchor: str, after: str) -> str:
    """The anchor in bold; by element where the words around would not let asterisks count as emphasis."""
    edges = (anchor[:1], anchor[-1:])
    if all(edge.isalnum() for edge in edges) and not before[-1:].isalnum() and not after[:1].isalnum():
        return f"**{_escape(anchor)}**"
    return f"<b>{_escape(anchor)}</b>"
