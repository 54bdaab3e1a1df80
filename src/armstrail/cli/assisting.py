"""A model's help for the commands that read: its options, its opening, and the record of what it cost and brought."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from armstrail.cli.options import now
from armstrail.model.errors import BadValue, ReadError

if TYPE_CHECKING:
    from armstrail.assist import Helper

DEFAULT_CACHE = Path("armstrail.assist")
KEY = "ARMSTRAIL_ASSIST_KEY"
RECORD = "runs.jsonl"

AssistOption = Annotated[
    str | None,
    typer.Option(
        "--assist", metavar="URL",
        help="Ask a model at this address (OpenAI's interface) for claims that were missed; off by default.",
    ),
]  # fmt: skip
AssistModelOption = Annotated[
    str | None,
    typer.Option("--assist-model", metavar="NAME", help="Which model; the server's, where it holds one alone."),
]
AssistCacheOption = Annotated[
    Path, typer.Option("--assist-cache", metavar="FOLDER", help="Where its answers are kept, and the record of runs.")
]
AssistTimeoutOption = Annotated[
    float, typer.Option("--assist-timeout", metavar="SECONDS", min=1, help="How long one answer may take.")
]


def open_helper(url: str | None, model: str | None, cache: Path, timeout: float) -> Helper | None:
    """The model to ask, None where no address is given. The key stands in the environment, so that no list of
    processes shows it.

    Raises:
        typer.BadParameter: no address of a server.
        ReadError: it does not answer.
        PackageError: what the help needs is not installed.
    """
    if url is None:
        return None
    from armstrail import pipeline

    key = os.environ.get(KEY) or None
    try:
        return pipeline.open_helper(url, cache=cache, timer=time.monotonic, model=model, key=key, timeout=timeout)
    except BadValue as error:
        raise typer.BadParameter(str(error), param_hint="--assist") from error


def tell_run(helper: Helper | None, cache: Path) -> None:
    """Tell on stderr what the help cost and brought, and add it to the record of runs.

    Raises:
        ReadError: the record cannot be written.
    """
    if helper is None:
        return
    run = helper.run
    told = [
        f"{run.asked} passages asked, {run.kept} answered before",
        f"{run.admitted} claims of {run.proposals} proposals",
        *([f"refused: {_counted(run.refused)}"] if run.refused else []),
        *([f"not answered: {_counted(run.failures)}"] if run.failures else []),
        *([f"{run.left_out} passages of very long documents not asked"] if run.left_out else []),
        f"{run.prompt_tokens:,} + {run.answer_tokens:,} tokens, {run.seconds:.1f} s",
    ]
    typer.echo(f"help of {run.model}: {'; '.join(told)}", err=True)
    record = {"at": now().isoformat(timespec="seconds"), **run.to_json()}
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with (cache / RECORD).open("a", encoding="utf-8") as out:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    except OSError as error:
        raise ReadError(f"{cache}: the record of the run cannot be written ({error.strerror})") from error


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{reason} {count}" for reason, count in sorted(counts.items()))
