"""Words of documents that are meant for a terminal or a spreadsheet rather than for a reader."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armstrail.publishing.sheets import csv_text

COMMANDS = "\x1b]0;taken over\x07\x1b[2J\x9b31m\u202e\x7f"
WORDS = (
    f"North Korea delivered 20,000 containers of shells{COMMANDS} to Russia, South Korea's spy agency said on Tuesday. "
    f"The agency{COMMANDS} added that 5,000 soldiers were sent to Russia. A further 700{COMMANDS} were seen."
)
COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
BY_PAIR = ("--supplier", "KP", "--recipient", "RU")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Documents whose every word, name and file name would command a terminal."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = [
        {"id": "a", "text": WORDS, "lang": "en", "published": "2024-10-18", "title": f"T{COMMANDS}",
         "publisher": f"P{COMMANDS}", "url": f"https://x.example/{COMMANDS}"},
        {"id": f"b{COMMANDS}", "text": 5}, {"id": "c", "text": "x", "lang": f"zz{COMMANDS}"},
    ]  # fmt: skip
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (folder / "f\x1b[31m\x9b.txt").write_text(f"2024-10-18\n\n{WORDS}", "utf-8")
    (folder / "g\x1b[31m\x9b.exe").write_text("x", "utf-8")
    return folder


@pytest.fixture(scope="module")
def ledger(hostile, tmp_path_factory):
    from cli_runs import run_here

    path = tmp_path_factory.mktemp("ledger") / "hostile.db"
    return path, run_here("add", hostile, "--ledger", path)


@pytest.mark.parametrize(
    "command",
    [("claims",), ("claims", "--format", "jsonl"), ("documents",), ("misses",), ("search", "containers"),
     ("brief", *BY_PAIR), ("questions", *BY_PAIR), ("changes", *BY_PAIR, "--since", "2020"), ("show", "a")],
    ids=lambda command: " ".join(command[:3]),
)  # fmt: skip
def test_no_command_hands_a_terminal_over(run, ledger, command):
    """Control signs, of one byte or two, and signs that turn a line round are shown, escaped or left out."""
    path, added = ledger
    for told in (added, run(*command, "--ledger", path)):
        assert not COMMANDING.search(told.out + told.err)


def test_extract_writes_them_as_json(run, hostile):
    """Escaped as JSON has it: the words come back letter for letter."""
    told = run("extract", hostile)
    assert not COMMANDING.search(told.out + told.err)
    assert any("\x9b31m\u202e" in record["quote"] for record in told.records)


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "a;=1", "a; =1", "a\n=1", "a\t@x", "a;＠x"],
)
def test_no_cell_begins_a_formula(cell):
    """Nor does what a spreadsheet that parts columns by semicolons or tabs would take for a cell."""
    told = csv_text(["words"], [[cell]])
    assert not re.search(r"(^|[;\t\r\n]) *[=+@＝＋－＠-]", told.partition("\n")[2].removeprefix('"'))
    assert told.count("'") == 1 + (cell[0] in "\t\r\n")


@given(st.text(alphabet="ab;=+-@ \t\n\r＝'", max_size=12))
def test_words_stay_as_they_are_but_for_the_apostrophes(cell):
    """Nothing is lost: without the apostrophes that were put in, the words are those that came, line ends aside."""
    (_, (back, _)) = csv.reader(io.StringIO(csv_text(["words", "n"], [[cell, 1]]), newline=""))
    assert back.replace("'", "") == cell.replace("\r\n", "\n").replace("\r", "\n").replace("'", "")
