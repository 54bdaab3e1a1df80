"""Running the command line, in this process or in one of its own."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from armstrail.cli import build_app

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples" / "dprk-russia" / "documents"
GOLD = ROOT / "tests" / "accuracy" / "gold"
NOBODY = 65534

SHELLS = "North Korea has sent Russia more than 13,000 containers of artillery shells, South Korea said on Monday."
TROOPS = "South Korea's spy agency said that North Korea had sent 3,000 troops to Russia. Moscow denied it."


@dataclass(frozen=True)
class Outcome:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """The JSON lines on standard output."""
        return [json.loads(line) for line in self.out.splitlines()]


def run_here(*arguments: object, stdin: str | bytes | None = None) -> Outcome:
    result = CliRunner().invoke(build_app(), [str(each) for each in arguments], input=stdin, prog_name="armstrail")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(result.exit_code, result.stdout, result.stderr)


def run_as_nobody(*arguments: object) -> Outcome:
    """Run the command in a forked process that gives its rights away where it has any."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def run() -> None:
        if os.geteuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        sender.send(run_here(*arguments) if os.access(ROOT / "src" / "armstrail" / "__init__.py", os.R_OK) else None)

    process = context.Process(target=run, daemon=True)
    process.start()
    sender.close()  # so that a child that dies without an answer is noticed
    outcome: Outcome | None = receiver.recv()
    process.join()
    if outcome is None:
        pytest.skip("this checkout lies where only its owner may read")
    return outcome


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "armstrail", *map(str, arguments)]


def run_apart(*arguments: object, stdin: bytes = b"", **environment: str) -> Outcome:
    """Run the command in a process of its own; what it prints must be UTF-8."""
    kept = {name: value for name, value in os.environ.items() if name != "ARMSTRAIL_LEDGER"}
    done = subprocess.run(
        command(*arguments), input=stdin, capture_output=True, env=kept | environment, timeout=120, check=False
    )
    return Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def document(name: str, text: str = SHELLS, **given: Any) -> dict[str, Any]:
    """A document in the interchange form."""
    slots = {"lang": "en", "published": "2024-10-14", "publisher": "The Test", "title": None}
    return {"id": name, "text": text} | slots | given


def write_lines(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")
    return path
