"""The process that reads pieces: it takes one job a line, writes the parts, and answers with a report a line.

It is a process of its own so that a document that ends it, or never ends, costs no other. Before each record it sets
a mark, by which its overseer knows on which record it ended; and it bounds itself: a timer over its CPU time ends it
where one document takes too long, and it is given no more memory than it may take.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import re
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final, TextIO

from armstrail import ingestion
from armstrail.distributed.batches import Batch, dumps, read_batch
from armstrail.distributed.limits import MARK, Limits, bound_memory
from armstrail.distributed.places import Folder, open_input
from armstrail.distributed.plan import finished_name
from armstrail.distributed.record import Report
from armstrail.distributed.sketching import sketch_rows
from armstrail.distributed.tables import part_name, to_parquet
from armstrail.distributed.task import Task
from armstrail.ingestion import Piece
from armstrail.model.errors import ArmstrailError
from armstrail.model.records import from_record, to_record
from armstrail.pipeline import Packs, page_gate, shipped_packs

_QUOTED: Final = re.compile(r"'[^']*'")


def main() -> None:
    """Read jobs until there are no more: the first line holds the task, each other one a piece."""
    answers = _own_output()
    jobs = iter(sys.stdin.readline, "")
    task = from_record(Task, json.loads(next(jobs)))
    mark = mmap.mmap(int(sys.argv[1]), MARK.size)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the overseer decides
    limits = Limits(mark, task.seconds)
    packs = shipped_packs()
    bound_memory(task.memory)
    for line in jobs:
        job = json.loads(line)
        without = {int(place): reason for place, reason in job["without"].items()}
        try:
            report = read(job["number"], from_record(Piece, job["piece"]), without, task, packs, limits)
            answer = {"report": to_record(report)}
        except (ArmstrailError, OSError) as error:
            answer = {"fault": f"{type(error).__name__}: {error}"}
        answers.write(dumps(answer) + "\n")
        answers.flush()


def read(number: int, piece: Piece, without: Mapping[int, str], task: Task, packs: Packs, limits: Limits) -> Report:
    """Read a piece, write its parts and, last, the report on it.

    Raises:
        ArmstrailError, OSError: what no other document would mend: broken data, a source or a disk that is gone.
    """
    began = time.process_time()
    with open_input(piece.path) as stream:
        found = ingestion.read_piece(piece, stream, begin=limits.begin, without=without, gate=page_gate(packs))
        batch = read_batch(found, packs, source=piece.where, keep=task.keep, compare=task.compare)
    limits.end()
    folder = Folder(task.output)
    files = {name: _write(folder, name, data) for name, data in _parts(number, batch)}
    report = Report(
        number=number, where=piece.where, first=piece.first, records=piece.records,
        documents=batch.documents, characters=batch.characters,
        states=batch.states, claims=len(batch.rows["claims"]), misses=len(batch.rows["misses"]),
        failures=Counter(_short(row["reason"]) for row in batch.rows["failures"]), files=files,
        seconds=round(time.process_time() - began, 3),
        peak=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    )  # fmt: skip
    folder.write(finished_name(number), dumps(to_record(report)).encode())
    return report


def _parts(number: int, batch: Batch) -> Iterator[tuple[str, bytes]]:
    tables: dict[str, list[dict[str, Any]]] = {**batch.rows, "sketches": list(sketch_rows(batch.compared))}
    for table, rows in tables.items():
        if rows:
            yield part_name(table, number), to_parquet(table, rows)


def _write(folder: Folder, name: str, data: bytes) -> tuple[int, str]:
    folder.write(name, data)
    return len(data), hashlib.sha256(data).hexdigest()


def _short(reason: str) -> str:
    """A reason without what tells one case of it from the next, so that a crawl has some dozens of them."""
    return _QUOTED.sub("'…'", reason.partition(" (")[0])


def _own_output() -> TextIO:
    """The standard output, out of the reach of whatever a library prints."""
    own = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return own


if __name__ == "__main__":
    main()
