"""`armstrail release`: frozen under a name, the same bytes each time, and what changed since the last."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from cli_runs import EXAMPLES

FIGURES = EXAMPLES.parent / "figures.csv"


def some_figures(path: Path, first: int, last: int) -> Path:
    """A table of some of the published figures on troops."""
    with FIGURES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    troops = [row for row in rows if row["item"] == "personnel.troops"][first:last]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(troops)
    return path


@pytest.fixture
def ledger(run, folder):
    """A ledger of six figures."""
    assert run("import", some_figures(folder / "a.csv", 0, 6), "--ledger", folder / "a.db").code == 0
    return folder / "a.db"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_release_made_twice_has_the_same_bytes(run, folder, ledger):
    """From one ledger, in two places; and in the same place it is left as it stands."""
    for shelf in ("one", "two"):
        outcome = run("release", "2025-01", "--into", shelf, "--ledger", ledger)
        assert outcome.code == 0, outcome.err
    assert contents(folder / "one") == contents(folder / "two")
    assert {"ledger.jsonl", "CHANGES.md", "release.json", "SHA256SUMS"} <= contents(folder / "one" / "2025-01").keys()
    again = run("release", "2025-01", "--into", "one", "--ledger", ledger)
    assert again.code == 0
    assert "this very release" in again.err


def test_a_release_is_checked_by_its_sums(run, folder, ledger):
    """As made it holds, for us and for sha256sum; a file changed, taken or put in is named."""
    assert run("release", "r1", "--ledger", ledger, "--format", "csv").code == 0
    place = folder / "releases" / "r1"
    assert run("release", "--verify", place).code == 0
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=place, check=True)
    (place / "CHANGES.md").write_text("nothing changed\n")
    (place / "ledger.jsonl").unlink()
    (place / "more.txt").write_text("put in")
    outcome = run("release", "--verify", place)
    assert outcome.code == 1
    told = ["CHANGES.md: changed", "ledger.jsonl: missing", "more.txt: not part of the release"]
    assert outcome.out.splitlines() == told
    assert run("release", "r2", "--ledger", ledger).code == 1  # what it would follow is not as it was released


def test_sums_that_lead_out_of_the_folder_are_not_followed(run, folder, ledger):
    """A line of SHA256SUMS that names a file elsewhere is an error, whatever its checksum."""
    assert run("release", "r1", "--ledger", ledger, "--format", "csv").code == 0
    sums = folder / "releases" / "r1" / "SHA256SUMS"
    digest = hashlib.sha256(ledger.read_bytes()).hexdigest()
    sums.write_text(sums.read_text() + f"{digest}  ../../a.db\n")
    outcome = run("release", "--verify", sums.parent)
    assert outcome.code == 1
    assert "no checksum of a file in the folder" in outcome.out


def test_the_next_release_tells_what_changed(run, folder, ledger):
    """New claims, withdrawn ones and estimates that moved, each with ids and words; other ids stay."""
    assert run("release", "r1", "--ledger", ledger).code == 0
    first = claims_of(folder / "releases" / "r1")
    assert run("import", some_figures(folder / "b.csv", 6, 12), "--ledger", ledger).code == 0
    gone = sorted(first)[0]
    assert run("withdraw", gone, "--who", "A. Tester", "--why", "misread", "--ledger", ledger).code == 0
    outcome = run("release", "r2", "--ledger", ledger)
    assert outcome.code == 0, outcome.err
    place = folder / "releases" / "r2"
    second = claims_of(place)
    changes = json.loads((place / "changes.json").read_text("utf-8"))
    told = {change: {each["claim"] for each in changes["claims"] if each["change"] == change} for change in KINDS}
    assert told == {"new": second - first, "corrected": set(), "withdrawn": {gone}}
    assert changes["estimates"]
    assert all(each["claims"] and len(each["claims"]) == len(each["quotes"]) for each in changes["estimates"])
    page = (place / "CHANGES.md").read_text("utf-8")
    assert "Changes since release r1" in page
    assert "withdrawn: misread" in page
    assert all(f"`{claim}`" in page for claim in (second - first) | {gone})
    card = json.loads((place / "release.json").read_text("utf-8"))
    sums = (folder / "releases" / "r1" / "SHA256SUMS").read_bytes()
    assert card["after"] == {"name": "r1", "sums": hashlib.sha256(sums).hexdigest()}


KINDS = ("new", "corrected", "withdrawn")


def claims_of(place: Path) -> set[str]:
    lines = (place / "exports" / "jsonl" / "armstrail.jsonl").read_text("utf-8").split("\n")
    records = [json.loads(line) for line in lines if line]
    return {each["id"] for each in records if each["type"] == "claim"}


def test_a_release_is_never_written_over(run, folder, ledger):
    """The same name with another content is refused, and what stands is left as it is."""
    assert run("release", "r1", "--ledger", ledger, "--format", "csv").code == 0
    before = contents(folder / "releases" / "r1")
    assert run("import", some_figures(folder / "b.csv", 6, 8), "--ledger", ledger).code == 0
    outcome = run("release", "r1", "--ledger", ledger, "--format", "csv")
    assert outcome.code == 1
    assert "give a new name" in outcome.err
    assert contents(folder / "releases" / "r1") == before


def test_the_ledger_comes_back_from_a_release(run, folder, ledger):
    """What a release froze is a ledger again: imported and exported, it is the same lines."""
    assert run("release", "r1", "--ledger", ledger, "--format", "csv").code == 0
    frozen = folder / "releases" / "r1" / "ledger.jsonl"
    assert run("ledger", "import", frozen, "--ledger", folder / "back.db").code == 0
    assert run("ledger", "export", "--ledger", folder / "back.db").out == frozen.read_text("utf-8")


@pytest.mark.parametrize("name", ["../r1", "", "a/b", ".hidden"])
def test_a_name_that_is_no_folder_is_refused(run, folder, ledger, name):
    """A release stands in the folder of releases and nowhere else."""
    assert run("release", name, "--ledger", ledger).code == 2
    assert not (folder / "releases").exists()


def test_what_is_no_release_is_said_to_be_none(run, folder, ledger):
    """Neither a name nor a folder to check, or a folder that holds none: one clear line."""
    assert run("release", "--ledger", ledger).code == 2
    outcome = run("release", "--verify", folder)
    assert outcome.code == 1
    assert "holds no release" in outcome.err
