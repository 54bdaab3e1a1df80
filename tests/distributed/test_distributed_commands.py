"""The commands as a user meets them."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from distributed_makers import records, write_lines
from typer.testing import CliRunner

from armstrail.cli import build_app


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(build_app(), [str(each) for each in arguments], prog_name="armstrail")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_a_corpus_is_read_and_loaded_and_a_second_run_finds_all_done(tmp_path, monkeypatch):
    """What failed is told with its reason, and the run ends with 1; the same again reads nothing anew."""
    monkeypatch.chdir(tmp_path)
    write_lines(Path("articles.jsonl"), [*records(6), {"id": "bad", "text": "x", "published": "soon"}])
    code, out, err = run("distributed", "run", "articles.jsonl", "--output", "run", "--workers", 1, "--piece", 4)
    assert code == 1
    assert out.startswith("6 documents (2 off_topic, 4 read), ")
    assert "failed: 1 is dated '…', which is no date" in err
    assert err.splitlines()[0] == "0 of 2 pieces, 0 documents, 0.0% read, 0 claims, 0 failed"
    assert "2 of 2 pieces, 6 documents, 66.7% read" in err
    before = Path("run/run.json").read_text("utf-8")
    assert run("distributed", "run", "articles.jsonl", "--output", "run", "--workers", 1, "--piece", 4)[0] == 1
    assert Path("run/run.json").read_text("utf-8") == before
    assert run("distributed", "status", "run")[1].startswith("2 of 2 pieces, 6 documents")
    told = run("ledger", "load", "run", "--ledger", "news.db")[1]
    claims = json.loads(before)["claims"]
    assert told == f"6 documents new, 0 unchanged, {claims} claims and 1 failures added; news.db\n"
    assert run("ledger", "verify", "--ledger", "news.db")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("distributed", "status", "."), "holds no run"),
        (("ledger", "load", "nowhere", "--ledger", "x.db"), "holds no run"),
        (("distributed", "run", "-", "--output", "run"), "name files or folders"),
        (("distributed", "run", "s4://bucket/x", "--output", "run"), "no address that Arrow can open"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(arguments, words, tmp_path, monkeypatch):
    """What, where and the mend; and the command ends with 1."""
    monkeypatch.chdir(tmp_path)
    code, _, err = run(*arguments)
    assert code == 1
    assert words in err
    assert err.count("\n") == 1


def test_parts_that_were_tampered_with_are_not_loaded(plain, tmp_path):
    """Claims of another part beside the documents, though of the size and digest that were told: nothing is loaded."""
    folder = shutil.copytree(plain, tmp_path / "run")
    other = (folder / "claims" / "part-0000001.parquet").read_bytes()
    (folder / "claims" / "part-0000000.parquet").write_bytes(other)
    code, _, err = run("ledger", "load", folder, "--ledger", tmp_path / "x.db")
    assert (code, "1 of 5 pieces are not read yet" in err) == (1, True)
    report = folder / "reports" / "part-0000000.json"
    told = json.loads(report.read_text("utf-8"))
    told["files"]["claims/part-0000000.parquet"][0] = len(other)
    report.write_text(json.dumps(told), "utf-8")
    code, _, err = run("ledger", "load", folder, "--ledger", tmp_path / "x.db")
    assert (code, "claims/part-0000000.parquet is not as it was written" in err) == (1, True)
    told["files"]["claims/part-0000000.parquet"][1] = hashlib.sha256(other).hexdigest()
    report.write_text(json.dumps(told), "utf-8")
    code, _, err = run("ledger", "load", folder, "--ledger", tmp_path / "x.db")
    assert (code, "the parts do not fit" in err) == (1, True)


def test_a_file_that_is_not_there_is_a_failure_of_the_run(tmp_path):
    """The others are read, and the run ends with 1."""
    write_lines(tmp_path / "a.jsonl", records(2))
    code, out, err = run("distributed", "run", tmp_path / "a.jsonl", tmp_path / "b.jsonl", "--output", tmp_path / "run")
    assert (code, out.startswith("2 documents")) == (1, True)
    assert "failed: 1 does not exist" in err
