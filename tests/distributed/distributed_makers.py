"""Small corpora, and runs over them."""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from armstrail.distributed import RunRecord, Task, run
from armstrail.distributed.engines import Engine, Processes
from armstrail.distributed.places import Folder
from armstrail.distributed.running import rows_of

POISONED_CELL = (sys.executable, str(Path(__file__).parent / "poisoned_cell.py"))
SHELLS = "North Korea has sent Russia more than {} containers of artillery shells, South Korea said on Monday."
TROOPS = "South Korea's spy agency said that North Korea had sent {} troops to Russia. Moscow denied it."
FILLER = "The market in the old harbour opened again after the rain, and the price of mackerel fell for a week."


def records(count: int = 24) -> list[dict[str, Any]]:
    """Documents in the interchange form: two of three with claims, every fifth printed again a day later."""
    made = []
    for number in range(count):
        told = (SHELLS, TROOPS, FILLER)[number % 3].format(1000 + 7 * number)
        text = f"{told} {FILLER} It was the {number}th such report of the year, and nobody in the town took notice."
        if number % 5 == 4:
            text = made[-3]["text"] + " Others print it too."
        day = f"2024-10-{1 + number:02}"
        made.append(
            {"id": f"d{number}", "lang": "en", "published": day, "publisher": f"Paper {number % 4}", "text": text}
        )
    return made


def write_lines(path: Path, given: Sequence[object]) -> Path:
    path.write_text("".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in given), "utf-8")
    return path


def write_table(path: Path, given: Sequence[dict[str, Any]], group: int = 5) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(list(given)), path, row_group_size=group)
    return path


def warc_of(pages: Sequence[str], *, packed: bool = True, kind: str = "text/html") -> bytes:
    """A web archive of pages, each packed by itself, with a picture among them."""
    archive = []
    for number, page in enumerate([*pages, "no page"]):
        form = kind if number < len(pages) else "image/png"
        body = f"<html><body><article><p>{page}</p></article></body></html>"
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {form}\r\n\r\n{body}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
            f"WARC-Date: 2024-10-{1 + number % 28:02}T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        record = head.encode() + http + b"\r\n\r\n"
        archive.append(gzip.compress(record) if packed else record)
    return b"".join(archive)


def run_here(
    inputs: Path, output: Path, *, engine: Engine | None = None, piece: int = 5, workers: int = 1, **settings: Any
) -> RunRecord:
    """A run in this process, by processes where no other engine is given."""
    task = Task(str(output), **settings)
    return run([str(inputs)], task, engine or Processes(workers), clock=time.monotonic, piece=piece)


def parts(output: Path) -> dict[str, bytes]:
    """All that a run writes which may not hang on who ran it, by name."""
    found = {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*.parquet")}
    assert found
    return found


def failures(output: Path) -> list[tuple[str, str]]:
    """Where something could not be read, and why."""
    return [(Path(row["where"]).name, row["reason"]) for row in rows_of(Folder(str(output)), "failures")]
