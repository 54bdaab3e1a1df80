"""The help on the command line: off by default, marked wherever its claims are seen, and told with its cost."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile

import pytest
from assist_makers import PROPOSAL, TEXT, claims, send, serving
from typer.testing import CliRunner

from armstrail.cli import build_app

MARK = "found with a model's help (scripted, question 1)"
DATED = {"id": "quay", "text": TEXT, "lang": "en", "published": "2024-06-01", "publisher": "The Test"}


@pytest.fixture(autouse=True)
def document(tmp_path, monkeypatch):
    """One document in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ARMSTRAIL_LEDGER", raising=False)
    (tmp_path / "d.jsonl").write_text(json.dumps(DATED) + "\n", "utf-8")


def run(*arguments):
    return CliRunner().invoke(build_app(), list(arguments), prog_name="armstrail")


def test_without_the_option_nothing_is_asked_and_nothing_changes():
    """The same bytes whether a help was had before or not; no folder of answers is made."""
    before = run("extract", "d.jsonl")
    with serving(claims(PROPOSAL)) as script:
        helped = run("extract", "d.jsonl", "--assist", script.url)
        assert helped.stdout != before.stdout
        assert run("extract", "d.jsonl").stdout == before.stdout
        assert len(script.asked) == 1
    assert "help of" not in before.stderr


def test_without_the_option_nothing_that_could_connect_is_loaded(tmp_path):
    """A plain run imports neither the help nor the library that it would connect with."""
    script = (
        "import sys; from armstrail.cli import build_app\n"
        "try: build_app()(['extract', sys.argv[1]])\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name in ('httpx', 'armstrail.assist')], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "d.jsonl")],
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )
    assert done.stderr.splitlines()[-1] == "[]"
    assert done.stdout


def test_a_run_tells_what_it_asked_got_and_cost(tmp_path):
    """On stderr in a line, and in the record; a second run gives the same bytes and asks nothing."""
    with serving(claims(PROPOSAL, PROPOSAL | {"quote": "x"})) as script:
        first = run("extract", "d.jsonl", "--assist", script.url)
        again = run("extract", "d.jsonl", "--assist", script.url)
    assert first.exit_code == 0
    assert first.stdout == again.stdout
    assert "1 passages asked, 0 answered before; 1 claims of 2 proposals" in first.stderr
    assert "refused: quote_not_in_text 1" in first.stderr
    assert "300 + 40 tokens" in first.stderr
    records = [json.loads(line) for line in (tmp_path / "armstrail.assist" / "runs.jsonl").read_text().splitlines()]
    assert [(each["asked"], each["kept"], each["prompt_tokens"]) for each in records] == [(1, 0, 300), (0, 1, 0)]
    assert all(each["at"] and each["model"] == "scripted" and each["seconds"] >= 0 for each in records)


def test_the_key_stands_in_the_environment_and_nowhere_else(tmp_path, monkeypatch):
    """It goes to the server; no file and no line tells it."""
    monkeypatch.setenv("ARMSTRAIL_ASSIST_KEY", "s3cret")
    with serving(claims(PROPOSAL)) as script:
        done = run("extract", "d.jsonl", "--assist", script.url)
    assert script.keys == ["Bearer s3cret"]
    told = done.output + "".join(path.read_text() for path in tmp_path.rglob("*") if path.is_file())
    assert "s3cret" not in told


def test_a_helped_claim_is_marked_in_every_view(tmp_path):
    """Show, brief, receipt, export, provenance and score: nobody takes it for one that the reader found."""
    with serving(claims(PROPOSAL)) as script:
        assert run("add", "d.jsonl", "--assist", script.url).exit_code == 0
        extracted = run("extract", "d.jsonl", "--assist", script.url).stdout
    (claim,) = [each for each in map(json.loads, extracted.splitlines()) if each["anchor"] == "4,200"]
    assert MARK in run("show", claim["id"]).stdout
    flow = ("--supplier", "KP", "--recipient", "RU")
    assert "with a model's help (scripted, question 1)" in " ".join(run("brief", *flow).stdout.split())
    asked = run("estimate", *flow, "--item", "arms.ammunition.artillery")
    assert "found with a model's help" in " ".join(asked.stdout.split())
    assert run("export", "csv", *flow, "--output", "out").exit_code == 0
    assert MARK in (tmp_path / "out" / "claims.csv").read_text("utf-8")
    gold = DATED | {"claims": [claim]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", "utf-8")
    (tmp_path / "claims.jsonl").write_text(extracted, "utf-8")
    scored = run("evaluate", "gold.jsonl", "--claims", "claims.jsonl").stdout
    assert "with a model's help: 1 claims, of which 1 are in the gold, 1 of them right" in scored


def test_reading_again_without_help_leaves_what_help_brought():
    """A nightly `add` does not undo a day's work; a reading by the same model is not made twice."""
    with serving(claims(PROPOSAL)) as script:
        run("add", "d.jsonl", "--assist", script.url)
        assert "0 new, 1 unchanged" in run("add", "d.jsonl").stdout
        assert "0 new, 1 unchanged" in run("add", "d.jsonl", "--assist", script.url).stdout
    assert "4,200" in run("claims").stdout


def test_help_comes_to_documents_that_were_read_without_it():
    """And what a model did not answer is asked once more by the next run."""
    run("add", "d.jsonl")
    with serving(lambda handler, _: send(handler, b"", 500)) as script:
        failed = run("add", "d.jsonl", "--assist", script.url)
        assert "not answered: status 1" in failed.stderr
        script.answer = claims(PROPOSAL)
        assert "1 new, 0 unchanged" in run("add", "d.jsonl", "--assist", script.url).stdout
        assert "0 new, 1 unchanged" in run("add", "d.jsonl", "--assist", script.url).stdout
    assert "4,200" in run("claims").stdout


def test_a_server_that_is_not_there_is_told_before_anything_is_read(tmp_path):
    """One clear line, and the mend."""
    done = run("add", "d.jsonl", "--assist", "http://127.0.0.1:9/v1")
    assert done.exit_code != 0
    assert "does not say which models it holds" in done.output
    assert not (tmp_path / "armstrail.db").exists()


def test_a_packed_workbook_tells_it_too(tmp_path):
    """The caveat stands beside the number."""
    with serving(claims(PROPOSAL)) as script:
        run("add", "d.jsonl", "--assist", script.url)
    assert run("export", "xlsx", "--supplier", "KP", "--recipient", "RU", "--output", "out.xlsx").exit_code == 0
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        assert MARK in archive.read("xl/sharedStrings.xml").decode()
