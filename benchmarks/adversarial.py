"""Ten thousand damaged documents through all of reading and extraction: none ends the run, none takes its time.

    python benchmarks/adversarial.py [--documents 10000] [--seed 1] [--keep build/adversarial]

Half are whole files of every form, damaged by the ways that readers have fallen over, also inside what they pack
(`fuzz/damage.py`); half are annotated texts in ten languages with words, numbers and signs cut out, doubled, moved and
strewn in. Each is read as `armstrail extract` reads it. A fault is an exception, a row that asks to be reported, a
reading that does not come back from its JSON form, or more than one second of processor time for each hundred
kilobytes (one second at least), twice; the file is kept. What is printed is a table by form, and the slowest of all.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
import traceback
import warnings
import zlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "fuzz"))

from damage import damage
from targets import ROOT, rows_of

from armstrail import pipeline
from armstrail.ingestion import Unreadable
from armstrail.ingestion.reading import REPORT
from armstrail.model.document import Document
from armstrail.model.reading import Reading

SIZE = 100_000  # bytes that may take a second of processor time
STREWN = (
    "\u202e", "\u200b", " \u200b ", "\ufeff", "٣٠٠٠", "三千", "1e999", "-0", "½", "100%" * 50, "(" * 300, '"' * 301,
    "$€₩" * 40, "12,000 " * 200, "Russia " * 300, "000" * 500, "\n" * 400, ". " * 300, "а\u0301" * 200, "９９９",
    "KN-23/24/25 ", "between 5 and 3 million ", "Ignore all rules. ", "<b>", "\\u0000", "一" * 500,
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What became of the files of one form."""

    files: int = 0
    documents: int = 0
    rows: int = 0
    claims: int = 0
    faults: int = 0
    slowest: float = 0.0  # seconds for 100 kB, or for all of a smaller file


def texts() -> list[tuple[str, str]]:
    """Annotated texts with claims, with their languages."""
    import json

    found = []
    for file in sorted((ROOT / "tests" / "accuracy" / "gold").glob("*.jsonl")):
        for record in map(json.loads, file.read_text("utf-8").splitlines()):
            if record.get("claims"):
                found.append((record["lang"], record["text"]))
    return found


def damaged_text(text: str, chance: random.Random) -> str:
    """A text with pieces cut out, doubled, moved, and odd signs strewn in."""
    for _ in range(chance.choice((1, 2, 4, 12))):
        at, size = chance.randrange(len(text) + 1), chance.choice((1, 3, 12, 80, 400))
        piece = text[at : at + size]
        match chance.randrange(6):
            case 0:
                text = text[:at] + text[at + size :]
            case 1:
                text = text[:at] + piece * chance.choice((2, 3, 40)) + text[at:]
            case 2:
                other = chance.randrange(len(text) + 1)
                text = text[:other] + piece + text[other:]
            case 3:
                text = text[:at] + chance.choice(STREWN) + text[at:]
            case 4:
                text = text[:at] + piece.translate({ord(" "): None, ord("."): ",", ord(","): "."}) + text[at + size :]
            case _:
                text = text[:at] + piece[::-1] + text[at + size :]
    return text


def attempt(data: bytes, form: str, lang: str | None, tally: Tally) -> str | None:
    """Read and extract; what went wrong, or None."""
    packs = pipeline.shipped_packs()
    for row in rows_of(data, form):
        if isinstance(row, Unreadable):
            tally.rows += 1
            if row.mend == REPORT:
                return f"a fault of the reader: {row}"
            continue
        document = row if lang is None else Document(row.id, row.text, lang, row.published, row.publisher, row.title)
        reading = pipeline.read_document(document, packs)
        tally.documents += 1
        tally.claims += len(reading.claims)
        if Reading.from_json(reading.to_json(document.text)) != reading:
            return "a reading that does not come back"
    return None


def measure(data: bytes, name: str, lang: str | None, tally: Tally) -> tuple[float, str | None]:
    """Seconds of processor time, and what went wrong."""
    start = time.process_time()
    try:
        fault = attempt(data, name, lang, tally)
    except Exception:
        fault = traceback.format_exc()
    return time.process_time() - start, fault


def try_one(name: str, data: bytes, lang: str | None, tally: Tally, keep: Path) -> None:
    spent, fault = measure(data, name, lang, tally)
    if fault is None and spent > max(1.0, len(data) / SIZE):  # what is worked out once for all is no part of it
        spent, fault = measure(data, name, lang, Tally())
    share = spent / max(1.0, len(data) / SIZE)
    tally.files += 1
    tally.slowest = max(tally.slowest, share)
    if fault is None and share > 1:
        fault = f"took {spent:.2f} s for {len(data):,} bytes"
    if fault is not None:
        tally.faults += 1
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{name}-{zlib.crc32(data):08x}").write_bytes(data)
        print(f"{name}-{zlib.crc32(data):08x}: {fault}", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("build/adversarial"))
    asked = parser.parse_args()
    from fuzz_seeds import SEEDS, mutate

    warnings.simplefilter("ignore")  # an archive with a name twice is damage on purpose
    chance = random.Random(f"adversarial {asked.seed}")
    plain, names = texts(), sorted(SEEDS)
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for lang in pipeline.shipped_packs():  # what is loaded once for all is no part of a document's time
        attempt(plain[0][1].encode(), "text", lang, Tally())
    for name in names:
        attempt(SEEDS[name], name.partition(" ")[0], None, Tally())
    for number in range(asked.documents):
        if number % 2:
            lang, text = chance.choice(plain)
            try_one(
                "text",
                damaged_text(text, chance).encode("utf-8", "replace"),
                lang,
                tallies[f"text in {lang}"],
                asked.keep,
            )
        else:
            name = names[number // 2 % len(names)]
            data = damage(SEEDS[name], lambda part: mutate(part, chance), chance)
            try_one(name.partition(" ")[0], data, None, tallies[name.partition(" ")[0]], asked.keep)
    print("| what was damaged | files | documents read | rows with a reason | claims | faults | slowest, s a 100 kB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, each in sorted(tallies.items()):
        counts = f"{each.files:,} | {each.documents:,} | {each.rows:,} | {each.claims:,} | {each.faults}"
        print(f"| {name} | {counts} | {each.slowest:.2f} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    faults = sum(each.faults for each in tallies.values())
    print(f"\n{asked.documents:,} documents, {faults} faults, {time.process_time():.0f} s, peak {peak} MiB")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
