"""`armstrail distributed`: the pipeline over a large corpus, and how far a run is."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from armstrail.distributed import Progress, RunRecord

_EVERY: Final = 10.0  # seconds between two lines of progress where nobody watches a bar
_SHOWN: Final = 5  # reasons of failures


class EngineName(StrEnum):
    """Who reads the pieces."""

    PROCESSES = "processes"
    DAFT = "daft"
    RAY = "ray"


class Keep(StrEnum):
    """Whose texts are kept."""

    ALL = "all"
    READ = "read"


class Compare(StrEnum):
    """Which documents are looked at for copies."""

    READ = "read"
    ALL = "all"
    NONE = "none"


def build() -> typer.Typer:
    """The sub-commands of `armstrail distributed`."""
    group = typer.Typer(
        help="Read a corpus that is too large for one process.", no_args_is_help=True, rich_markup_mode=None
    )
    group.command("run")(run)
    group.command("status")(status)
    return group


def run(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="WARC, Parquet and JSON lines, folders of them, or addresses (s3://bucket/crawl/).",
            show_default=False,
        ),
    ],
    output: Annotated[
        str, typer.Option("--output", metavar="DIR", help="Where the parts go; the same again goes on with a run.")
    ],
    engine: Annotated[EngineName, typer.Option(help="Who reads the pieces.")] = EngineName.PROCESSES,
    workers: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Pieces read at a time; as many as cores if not given.")
    ] = None,
    address: Annotated[
        str | None, typer.Option(metavar="HOST:PORT", help="A Ray cluster that runs already; with --engine ray.")
    ] = None,
    piece: Annotated[int, typer.Option(metavar="N", min=1, help="Records that are read and kept together.")] = 500,
    keep: Annotated[
        Keep, typer.Option(help="Keep the texts of all documents, or of those alone that were read for claims.")
    ] = Keep.ALL,
    compare: Annotated[Compare, typer.Option(help="Which documents are looked at for copies.")] = Compare.READ,
    seconds: Annotated[
        float, typer.Option(metavar="S", min=0.1, help="CPU seconds that one document may take.")
    ] = 60.0,
    memory: Annotated[int, typer.Option(metavar="MIB", min=64, help="Memory that one reader may take.")] = 4096,
) -> None:
    """Read a large corpus into parts for `armstrail ledger load`.

    A run that was cut off goes on from what it finished. The parts are the same bytes on every engine. A document that
    brings its reader down costs its own row. Ends with 0 where all was read, 1 where something was not.
    """
    from armstrail import distributed

    task = distributed.Task(
        output=output if "://" in output else os.path.abspath(output), keep=keep.value, compare=compare.value,
        seconds=seconds, memory=memory,
    )  # fmt: skip
    paths = [path if "://" in path or path == "-" else os.path.abspath(path) for path in inputs]
    chosen = distributed.find_engine(engine.value, workers or os.cpu_count() or 1, address)
    with _progress() as on_progress:
        record = distributed.run(paths, task, chosen, clock=time.monotonic, piece=piece, on_progress=on_progress)
    _print_record(record, output)
    if record.failures:
        raise typer.Exit(1)


def status(folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder of a run.")]) -> None:
    """Say how far a run is, and what it did."""
    from armstrail import distributed

    progress, record = distributed.status(folder)
    typer.echo(_line(progress))
    if record is not None:
        _print_record(record, folder)


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """A bar where a person watches, else a line now and then; both on stderr."""
    if not sys.stderr.isatty():
        yield _now_and_then()
        return
    from rich import progress as rich_progress
    from rich.console import Console

    columns = (rich_progress.BarColumn(), rich_progress.TextColumn("{task.description}"))
    with rich_progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda progress: bar.update(
            task, completed=progress.records_finished, total=progress.records, description=_beside_the_bar(progress)
        )


def _beside_the_bar(progress: Progress) -> str:
    """What matters most first: a narrow window cuts the rest off."""
    left = "" if progress.left is None else f"{_duration(progress.left)} left, "
    rate = "" if progress.rate is None else f"{progress.rate:,.0f}/s, "
    failed = sum(progress.failures.values())
    return f"{left}{rate}{progress.share:.1%} read, {failed:,} failed, {progress.claims:,} claims"


def _now_and_then() -> Callable[[Progress], None]:
    told = -_EVERY

    def tell(progress: Progress) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _EVERY or progress.finished == progress.pieces:
            told = now
            typer.echo(_line(progress), err=True)

    return tell


def _line(progress: Progress) -> str:
    told = [
        f"{progress.finished:,} of {progress.pieces:,} pieces", f"{progress.documents:,} documents",
        f"{progress.share:.1%} read", f"{progress.claims:,} claims", f"{sum(progress.failures.values()):,} failed",
    ]  # fmt: skip
    if progress.rate is not None:
        told.append(f"{progress.rate:,.0f} documents/s")
    if progress.left is not None:
        told.append(f"{_duration(progress.left)} left")
    return ", ".join(told)


def _duration(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def _print_record(record: RunRecord, output: str) -> None:
    states = ", ".join(f"{count:,} {state}" for state, count in record.states.items()) or "none"
    typer.echo(f"{record.documents:,} documents ({states}), {record.claims:,} claims; {output}")
    typer.echo(
        f"  {record.engine}, workers {record.workers}: {_duration(record.seconds)} for "
        f"{record.pieces - record.found:,} of {record.pieces:,} pieces, {record.rate:,.0f} documents/s; "
        f"{record.cpu:,.0f} s of CPU in all, at most "
        f"{record.peak:,.0f} MiB a reader and {record.peak_here:,.0f} MiB to lead"
    )
    typer.echo(
        f"  {record.copies:,} near-copies; claims in the order of the corpus: SHA-256 {record.digests['claims'][:16]}"
    )
    for reason, count in list(record.failures.items())[:_SHOWN]:
        typer.echo(f"  failed: {count:,} {reason}", err=True)
    if len(record.failures) > _SHOWN:
        typer.echo(f"  failed: {len(record.failures) - _SHOWN} further reasons, in {output}/run.json", err=True)
