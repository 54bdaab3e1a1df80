"""A run from its plan to its record: what is finished is left alone, the rest is read, and the whole is told."""

from __future__ import annotations

import hashlib
import json
import resource
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from armstrail import __version__
from armstrail.distributed.batches import dumps
from armstrail.distributed.copying import find_copies
from armstrail.distributed.engines import Engine
from armstrail.distributed.places import Folder, arrow
from armstrail.distributed.plan import SOURCES, Plan, finished_name, make_plan, read_plan
from armstrail.distributed.record import Progress, Report, RunRecord, Tally
from armstrail.distributed.tables import TABLES, part_name, to_parquet
from armstrail.distributed.task import Task
from armstrail.model.errors import BadValue, RunError
from armstrail.model.records import from_record, to_record

PIECE: Final = 500  # records: small enough to lose little with a worker, large enough that a part is worth a file
RECORD: Final = "run.json"
_TOLD: Final = {
    "documents": ("digest", "extractor", "state"), "claims": ("document", "json"),
    "misses": ("document", "start", "end", "reason", "detail"), "failures": ("where", "reason", "mend"),
}  # fmt: skip


def run(
    inputs: Sequence[str],
    task: Task,
    engine: Engine,
    *,
    clock: Callable[[], float],
    piece: int = PIECE,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> RunRecord:
    """Read a corpus into the folder of a task; a run that was cut off goes on from the pieces it finished.

    Args:
        inputs: files, folders, or addresses of an object store.
        clock: seconds that only rise, for rates.
        piece: records that are read, kept and, where a worker is lost, read again together.
    Returns:
        the record of the run; of a run that had ended before, the record it left.
    Raises:
        BadValue, PackageError, RunError: it cannot begin or go on; what was finished stays.
        OSError: an input cannot be read, or the folder not be written.
    """
    arrow()
    folder = Folder(task.output)
    with folder.held():
        return _run(inputs, folder, task, engine, clock, piece, on_progress)


def _run(
    inputs: Sequence[str],
    folder: Folder,
    task: Task,
    engine: Engine,
    clock: Callable[[], float],
    piece: int,
    on_progress: Callable[[Progress], None],
) -> RunRecord:
    began = clock()
    plan = make_plan(inputs, folder, task, piece)
    folder.sweep(iter(("", *TABLES, "reports", "copies")))
    reports = _finished(folder, plan)
    tally = _tally(folder, reports)
    found, known = len(reports), tally.documents
    work = [(number, each) for number, each in enumerate(plan.pieces) if number not in reports]
    if not work and (told := _record(folder)) is not None:
        return told
    records = sum(each.records for each in plan.pieces)
    already = tally.records
    first = clock()
    on_progress(_progress(plan, records, tally, None, None))
    for report in engine.read(work, task):
        tally.take([report])
        spent = max(clock() - first, 1e-9)
        rate, done = (tally.documents - known) / spent, tally.records - already
        left = (records - tally.records) * spent / done if done else None
        on_progress(_progress(plan, records, tally, rate, left))
    read = max(clock() - first, 1e-9)
    copies = _copy(folder, task)
    record = RunRecord(
        version=__version__, engine=engine.name, workers=engine.workers, inputs=plan.inputs, pieces=len(plan.pieces),
        found=found, records=records, documents=tally.documents, characters=tally.characters,
        states=dict(sorted(tally.states.items())), claims=tally.claims, misses=tally.misses,
        failures=dict(tally.failures.most_common()), copies=copies, seconds=round(clock() - began, 3),
        copying=round(clock() - first - read, 3), cpu=round(tally.cpu, 3),
        rate=round((tally.documents - known) / read, 1), peak=tally.peak,
        peak_here=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1), digests=digests(folder),
    )  # fmt: skip
    folder.write(RECORD, f"{json.dumps(to_record(record), ensure_ascii=False, indent=1)}\n".encode())
    return record


def status(output: str) -> tuple[Progress, RunRecord | None]:
    """How far the run of a folder is, and its record where it has ended.

    Raises:
        RunError: the folder holds no run.
    """
    folder = Folder(output)
    plan = read_plan(folder)
    tally = _tally(folder, _finished(folder, plan))
    return _progress(plan, sum(each.records for each in plan.pieces), tally, None, None), _record(folder)


def _record(folder: Folder) -> RunRecord | None:
    return from_record(RunRecord, json.loads(folder.read(RECORD))) if RECORD in folder.sizes() else None


def check_finished(folder: Folder) -> Plan:
    """The plan of a run that is finished, each part held against the SHA-256 that was told of it.

    Raises:
        RunError: there is none, pieces of it are still to be read, or a part was changed since.
    """
    plan = read_plan(folder)
    reports = _finished(folder, plan)
    left = len(plan.pieces) - len(reports)
    if left:
        raise RunError(f"{folder.path}: {left} of {len(plan.pieces)} pieces are not read yet; run the same again first")
    for number, report in sorted(reports.items()):
        for part, (_, digest) in report.files.items():
            if hashlib.sha256(folder.read(part)).hexdigest() != digest:
                raise RunError(
                    f"{folder.path}: {part} is not as it was written; remove {finished_name(number)}, and run the same "
                    "again"
                )
    return plan


def digests(folder: Folder) -> dict[str, str]:
    """SHA-256 over the rows of each table in the order of the corpus, however it was cut into pieces."""
    found = {}
    for table, columns in _TOLD.items():
        digest = hashlib.sha256()
        for row in rows_of(folder, table, columns):
            digest.update(dumps([row[name] for name in columns]).encode() + b"\n")
        found[table] = digest.hexdigest()
    return found


def rows_of(folder: Folder, table: str, columns: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
    """The rows of a table in the order of the corpus."""
    wanted = None if columns is None else list(columns)
    for name in folder.sizes(table):
        with folder.open(f"{table}/{name}") as file:
            for batch in arrow().parquet.ParquetFile(file).iter_batches(1000, columns=wanted):
                yield from batch.to_pylist()


def _finished(folder: Folder, plan: Plan) -> dict[int, Report]:
    """The reports on finished pieces of a plan.

    A part that is not as its report says was lost with the machine, not the run.
    """
    sizes = {f"{table}/{name}": size for table in TABLES for name, size in folder.sizes(table).items()}
    reports = {}
    for name in folder.sizes("reports"):
        try:
            report = from_record(Report, json.loads(folder.read(f"reports/{name}")))
        except (BadValue, ValueError):
            continue
        whole = all(sizes.get(part) == size for part, (size, _) in report.files.items())
        if whole and report.number < len(plan.pieces):
            piece = plan.pieces[report.number]
            if (report.where, report.first, report.records) == (piece.where, piece.first, piece.records):
                reports[report.number] = report
    return reports


def _tally(folder: Folder, reports: Mapping[int, Report]) -> Tally:
    """What finished pieces come to, and what could not even be opened."""
    tally = Tally()
    tally.take(reports.values())
    with folder.open(SOURCES) as file:
        tally.failures.update(arrow().parquet.read_table(file)["reason"].to_pylist())
    return tally


def _copy(folder: Folder, task: Task) -> int:
    """Find the near-copies and write them down; how many there are."""
    name = part_name("copies", 0)
    if task.compare == "none":
        return 0
    rows = [
        {"document": digest, "of": copy.of, "nearest": copy.nearest, "kind": copy.kind, "share": copy.share,
         "why": copy.why}
        for digest, copy in find_copies(folder)
    ]  # fmt: skip
    folder.write(name, to_parquet("copies", rows))
    return len(rows)


def _progress(plan: Plan, records: int, tally: Tally, rate: float | None, left: float | None) -> Progress:
    return Progress(
        pieces=len(plan.pieces), finished=tally.pieces, records=records, records_finished=tally.records,
        documents=tally.documents, read=tally.states["read"], claims=tally.claims,
        failures=dict(tally.failures.most_common()), rate=rate, left=left,
    )  # fmt: skip
