"""The brief on paper: a PDF with its footnotes under the page, links, and the picture of every estimate.

Typst sets it. Words reach it as data and never as markup, so that no title of a document can be read as a command;
fonts are those that come with us, so that the same brief gives the same bytes on every machine.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Any, Final

from armstrail.publishing.brief import Appendix, Brief, Carrier, Footnote, Quoted, Row, Run, Section, Table
from armstrail.publishing.cells import Writer
from armstrail.publishing.illustrations import Illustration

_LONGEST: Final = 13  # letters after which a word may be parted, which the narrowest column takes
_WIDTHS: Final = {
    "date": 1.1,
    "source": 2.2,
    "figure": 2.4,
    "covers": 1.5,
    "words": 2.4,
    "subject": 2.0,
    "publishers": 1.6,
}
_LONG_WORD: Final = re.compile(rf"[^\W_]{{{_LONGEST + 3},}}|\S{{{2 * _LONGEST},}}")


def to_pdf(brief: Brief, illustrations: Mapping[str, Illustration] | None = None) -> bytes:
    """The brief as PDF; the same brief gives the same bytes.

    A sign that none of our fonts has is written as its number, `[U+4E2D]`: shown, not swallowed.

    Args:
        illustrations: pictures in `PAPER_FONT`, by the key of the line that they stand under, and a map under `map`.
    """
    import typst

    record = _Writer(brief, illustrations or {}).record()
    folder = files("armstrail.publishing")
    with as_file(folder / "fonts") as fonts, as_file(folder / "templates" / "brief.typ") as template:
        made: bytes = typst.compile(
            str(template), font_paths=[str(fonts)], ignore_system_fonts=True, format="pdf",
            sys_inputs={"data": json.dumps(record, ensure_ascii=False)},
        )  # fmt: skip
    return made


class _Writer:
    """Turns one brief into the record that the template reads; knows which footnotes were set already."""

    def __init__(self, brief: Brief, illustrations: Mapping[str, Illustration]) -> None:
        self._brief, self._illustrations = brief, illustrations
        self._set: set[int] = set()
        self._carriers = {carrier.digest: carrier for carrier in brief.documents}
        self._plain = Writer(brief.furniture, str, lambda _: "")

    def record(self) -> dict[str, Any]:
        """The record; parts are made in the order of the page, by which footnotes come up."""
        brief = self._brief
        return {
            "language": brief.language,
            "title": shown(brief.title),
            "strap": shown(brief.strap),
            "dateline": shown(brief.dateline),
            "words": {key: shown(words) for key, words in brief.furniture.items()},
            "lead": [[self._run(run) for run in sentence] for sentence in brief.lead],
            "advice": [shown(line) for line in brief.advice],
            "sections": [self._section(section) for section in brief.sections],
            "map": self._picture("map"),
            "appendix": self._appendix(brief.appendix) if brief.appendix else None,
            "documents": [self._document(carrier) for carrier in brief.documents],
            "footnotes": {str(note.number): self._footnote(note) for note in brief.footnotes},
        }

    def _run(self, run: Run, kind: str = "") -> dict[str, Any]:
        return self._words(run.text, run.notes, kind or ("strong" if run.notes else ""))

    def _words(self, text: str, notes: Iterable[int] = (), kind: str = "") -> dict[str, Any]:
        cited = []
        for number in notes:
            cited.append({"number": number, "first": number not in self._set})
            self._set.add(number)
        return {"text": shown(text), "notes": cited, "kind": kind}

    def _section(self, section: Section) -> dict[str, Any]:
        return {
            "title": shown(section.title),
            "note": shown(section.note),
            "groups": [
                {"title": shown(group.title), "tables": [self._table(table) for table in group.tables]}
                for group in section.groups
            ],
            "compact": section.key != "estimates",
            "lines": [
                {
                    "label": shown(line.label),
                    "value": shown(line.value),
                    "picture": self._picture(line.key),
                    "entries": [self._run(entry, "plain") for entry in line.entries],
                }
                for line in section.lines
            ],
        }

    def _picture(self, key: str) -> dict[str, str] | None:
        drawn = self._illustrations.get(key)
        if drawn is None:
            return None
        return {"svg": drawn.svg, "title": shown(drawn.title), "told": shown(drawn.description)}

    def _table(self, table: Table) -> dict[str, Any]:
        return {
            "title": shown(table.title),
            "columns": [shown(column.title) for column in table.columns],
            "widths": [_WIDTHS.get(column.key, 1.3) for column in table.columns],
            "rows": [[{"runs": self._cell(table, row, column.key)} for column in table.columns] for row in table.rows],
        }

    def _cell(self, table: Table, row: Row, key: str) -> Sequence[dict[str, Any]]:
        if key == "source":
            kind = f" ({row.source_type})" if row.source_type else ""
            return [self._words(row.source.text), self._words(kind, kind="soft")]
        if key == "words":
            return [*(self._words(f"{self._quoted(said)} ", said.notes) for said in row.words), *self._tags(row)]
        if key == "figure" and row.figure:
            alone = all(column.key != "words" for column in table.columns)
            notes = row.notes if alone else ()
            return [self._words(row.figure, notes, "strong"), *(self._tags(row) if alone else ())]
        return [self._words(getattr(row, key))]

    def _tags(self, row: Row) -> Sequence[dict[str, Any]]:
        conditions = (self._brief.furniture["condition"] + self._quoted(each) for each in row.conditions)
        tags = [each for each in (row.stage, *row.remarks, *conditions) if each]
        return [self._words(f" ({'; '.join(tags)})", kind="soft")] if tags else []

    def _quoted(self, said: Quoted) -> str:
        return self._brief.furniture["quote"].replace("{words}", said.text)

    def _footnote(self, note: Footnote) -> dict[str, Any]:
        before, anchor, after = note.parts
        first, last = self._brief.furniture["quote"].split("{words}")
        carrier = self._carriers[note.document]
        return {
            "whose": shown(self._plain.whose(note)),
            "before": shown(first + before),
            "anchor": shown(anchor),
            "after": shown(after + last),
            "where": shown(self._plain.where(note, carrier)),
            "url": _address(carrier),
            "remarks": shown(self._plain.remarks(note)),
        }

    def _document(self, carrier: Carrier) -> dict[str, Any]:
        return {"name": shown(carrier.name), "about": shown(self._plain.about(carrier)), "url": _address(carrier)}

    def _appendix(self, appendix: Appendix) -> dict[str, Any]:
        return {
            "title": shown(appendix.title),
            "note": shown(appendix.note),
            "groups": [
                {
                    "title": shown(group.title),
                    "counted": shown(group.counted),
                    "shown": [
                        {
                            "before": shown(out.before),
                            "words": shown(out.words),
                            "after": shown(out.after),
                            "where": shown(self._plain.place(self._carriers[out.document])),
                        }
                        for out in group.shown
                    ],
                }
                for group in appendix.groups
            ],
        }


def _address(carrier: Carrier) -> str | None:
    """Where the document was published, if that is on the web."""
    url = carrier.url
    return url if url is not None and url.startswith(("http://", "https://")) else None


def shown(words: str) -> str:
    """Words as our fonts can show them: line ends are spaces, signs that no font has are numbers, those that only
    steer are left out, and words too long for a line may be cut."""
    flat = " ".join("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in words).split())
    edged = (" " if words[:1].isspace() else "") + flat + (" " if flat and words[-1:].isspace() else "")
    kept = "".join(_sign(sign) for sign in unicodedata.normalize("NFC", edged))
    return _LONG_WORD.sub(lambda found: _cut(found[0]), kept)


def _sign(sign: str) -> str:
    if unicodedata.category(sign) == "Cf":
        return ""
    return sign if _has(ord(sign)) else f"[U+{ord(sign):04X}]"


def _cut(word: str) -> str:
    """With places where it may be parted: with a hyphen where it is a word, without one in an address or a number."""
    parting = "\u00ad" if word.isalpha() else "\u200b"
    return parting.join(word[at : at + _LONGEST] for at in range(0, len(word), _LONGEST))


@cache
def _coverage() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """First and last signs of the ranges that one of our fonts has."""
    lines = (files("armstrail.publishing") / "fonts" / "coverage.txt").read_text("ascii").split()
    pairs = [tuple(int(side, 16) for side in line.split("-")) for line in lines]
    return tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)


def _has(sign: int) -> bool:
    firsts, lasts = _coverage()
    place = bisect_right(firsts, sign) - 1
    return place >= 0 and sign <= lasts[place]
