"""What is fuzzed: every reader of the program, each with whole files to begin from and the law that it must keep.

Documents and tables stand here, what else comes from outside in `outside`.

The law: documents in good form and rows that say what, where and the mend; for tables the program's own error, too.
Nothing else comes out, whatever goes in.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "ingestion"))

from fuzz_seeds import SEEDS  # noqa: E402
from outside import outside  # noqa: E402
from sheet_makers import csv_of, vocabulary, workbook  # noqa: E402

from armstrail import pipeline  # noqa: E402
from armstrail.ingestion import Source, Unreadable, load_layout, read_figures, read_sheet, read_source  # noqa: E402
from armstrail.ingestion.reading import REPORT  # noqa: E402
from armstrail.model.document import Document  # noqa: E402
from armstrail.model.errors import ReadError  # noqa: E402
from armstrail.model.reading import Reading  # noqa: E402

MOST_CHARACTERS = 1_000_000
Fault = str
SCRATCH = Path(tempfile.gettempdir())


class Target(NamedTuple):
    """A reader under trial: its name, files to begin from, and what went wrong with some bytes (None: nothing)."""

    name: str
    seeds: tuple[bytes, ...]
    attempt: Callable[[bytes], Fault | None]


def rows_of(data: bytes, form: str) -> Iterator[Document | Unreadable]:
    """What a reader makes of these bytes."""
    gate = pipeline.page_gate(pipeline.shipped_packs())
    return read_source(Source("-", form), io.BytesIO(data), max_characters=MOST_CHARACTERS, gate=gate)


def _reader(form: str) -> Callable[[bytes], Fault | None]:
    def attempt(data: bytes) -> Fault | None:
        for row in rows_of(data, form):
            if fault := _fault_of(row):
                return fault
        return None

    return attempt


def _fault_of(row: object) -> Fault | None:
    if isinstance(row, Document):
        return None if Document.from_json(row.to_json()) == row else "a document that does not come back"
    if not isinstance(row, Unreadable):
        return f"neither a document nor a row: {row!r:.80}"
    if row.mend == REPORT:
        return f"a fault of the reader: {row.reason}"
    return None if row.reason and row.mend and "\n" not in str(row) else f"a row that says too little: {row}"


def _table(read: Callable[[str], list[object]], ending: str) -> Callable[[bytes], Fault | None]:
    def attempt(data: bytes) -> Fault | None:
        with tempfile.NamedTemporaryFile(suffix=ending, dir=SCRATCH) as file:
            file.write(data)
            file.flush()
            try:
                rows = read(file.name)
            except ReadError as error:
                return None if str(error) and "\n" not in str(error) else f"an error that says too little: {error!r}"
        for row in rows:
            document = row[0] if isinstance(row, tuple) else row
            if fault := _fault_of(document):
                return fault
        return None

    return attempt


def _extraction(data: bytes) -> Fault | None:
    """The text behind the first byte, which chooses its language, through the whole of extraction."""
    packs = pipeline.shipped_packs()
    lang = sorted(packs)[data[0] % len(packs)] if data else "en"
    text = data[1:].decode("utf-8", "replace")
    rows = [row for row in rows_of(text.encode(), "text") if isinstance(row, Document)]
    for row in rows:
        document = Document(row.id, row.text, lang, "2024-10-18")
        reading = pipeline.read_document(document, packs)
        if Reading.from_json(reading.to_json(document.text)) != reading:
            return "a reading that does not come back"
    return None


def _sentences() -> tuple[bytes, ...]:
    """The shortest annotated documents with claims, one of each language, behind the byte of their language."""
    langs = sorted(pipeline.shipped_packs())
    found: dict[str, str] = {}
    for file in sorted((ROOT / "tests" / "accuracy" / "gold").glob("*.jsonl")):
        for record in map(json.loads, file.read_text("utf-8").splitlines()):
            lang, text = record["lang"], record["text"]
            if record.get("claims") and lang in langs and len(text) < len(found.get(lang, text * 2)):
                found[lang] = text
    return tuple(bytes([langs.index(lang)]) + text[:600].encode() for lang, text in sorted(found.items()))


def _sheets() -> Iterator[Target]:
    sipri, unroca, kiel = (load_layout(name) for name in ("sipri", "unroca", "kiel"))
    deal = ("Chad", "Côte d'Ivoire", "2019", "?", "12", "?", "T-72B", "tank", "8", "", "2020; 2021", "Second hand",
            "Made up", "1.5", "18", "12")  # fmt: skip
    header = ("Recipient", "Supplier", "Year of order", " ", "Number ordered", " ", "Weapon designation",
              "Weapon description", "Number delivered", " ", "Year(s) of delivery", "status", "Comments",
              "SIPRI TIV per unit", "SIPRI TIV for total order", "SIPRI TIV of delivered weapons")  # fmt: skip
    register = csv_of(
        header, deal, preamble="Made-up rows\nInformation generated: 12 March 2024\n\n", encoding="latin-1"
    )
    report = csv_of(unroca.expected, ["Chad", "2021", "Russian Federation", "Chad", "II", "5", "", "", "made up", ""])
    yield Target("sheet-sipri", (register,), _table(lambda p: list(read_sheet(p, sipri, vocabulary())), ".csv"))
    yield Target(
        "sheet-unroca", (report,),
        _table(lambda p: list(read_sheet(p, unroca, vocabulary(), published="2024-03-11")), ".csv"),
    )  # fmt: skip
    cells = {"donor": "Germany", "announcement_date": date(2023, 5, 13), "aid_type_general": "Military",
             "item": "Leopard 2", "item_numb": 7, "item_numb_deliv": 3,
             "tot_sub_activity_value_EUR": 21000000.5}  # fmt: skip
    rows = [kiel.expected, [cells.get(name, ".") for name in kiel.expected]]
    with tempfile.TemporaryDirectory() as folder:
        book = workbook(Path(folder) / "k.xlsx", rows, "Bilateral Assistance, MAIN DATA").read_bytes()
    yield Target(
        "sheet-xlsx", (book,),
        _table(lambda p: list(read_sheet(p, kiel, vocabulary(), published="2024-03-11")), ".xlsx"),
    )  # fmt: skip
    figures = b"".join((ROOT / "examples" / "dprk-russia" / "figures.csv").read_bytes().splitlines(keepends=True)[:4])
    yield Target("figures", (figures,), _table(lambda p: list(read_figures(p, vocabulary())), ".csv"))


def load_targets() -> dict[str, Target]:
    """Every target by its name."""
    by_form: dict[str, list[bytes]] = {}
    for name, data in SEEDS.items():
        by_form.setdefault(name.partition(" ")[0], []).append(data)
    targets = [Target(form, tuple(seeds), _reader(form)) for form, seeds in by_form.items()]
    small = tuple(data for data in SEEDS.values() if len(data) < 4096)
    targets += [Target("unknown", small, _reader("unknown")), *_sheets()]
    targets.append(Target("extraction", _sentences(), _extraction))
    targets += (Target(*each) for each in outside())
    return {target.name: target for target in targets}
