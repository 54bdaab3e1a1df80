"""Bad input: one clear line (what, where, the mend), a row where it concerns a document, and the run goes on."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest
from cli_runs import SHELLS, document, run_as_nobody, run_here, write_lines


@pytest.fixture
def corpus(folder):
    """A folder with one good text, to which each test adds a bad one."""
    texts = folder / "texts"
    texts.mkdir()
    (texts / "good.txt").write_text(SHELLS, "utf-8")
    return texts


def add_and_list(corpus):
    """The outcome of adding the folder, the documents and the failures in the ledger after it."""
    outcome = run_here("add", corpus)
    documents = run_here("documents", "--format", "jsonl").records
    failures = run_here("documents", "--failed", "--format", "jsonl").records
    return outcome, documents, failures


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\t\n"),
        ("picture.txt", bytes(range(256)) * 40),
        ("program.md", b"\x7fELF\x02\x01\x01" + bytes(2000)),
        ("empty.html", b"<html><body></body></html>"),
        ("list.jsonl", b"[1, 2]\n"),
        ("cut.jsonl", b'{"id": "x", "text": \n'),
        ("textless.jsonl", b'{"id": "x"}\n'),
    ],
)
def test_what_is_no_document_is_a_row_with_its_reason(corpus, name, content):
    """The good text beside it is read; the bad one is told with its place and what to do about it."""
    (corpus / name).write_bytes(content)
    outcome, documents, failures = add_and_list(corpus)
    assert outcome.code == 1
    assert [row["claims"] > 0 for row in documents] == [True]
    assert [name in row["where"] and bool(row["reason"] and row["mend"]) for row in failures] == [True]
    (line,) = [line for line in outcome.err.splitlines() if line.startswith("  failed: ")]
    assert name in line


def test_one_bad_line_among_json_lines_costs_itself_alone(corpus):
    """The place names the line."""
    lines = [json.dumps(document("a", SHELLS + " A.")), '"just words"', json.dumps(document("b", SHELLS + " B."))]
    (corpus / "feed.jsonl").write_text("\n".join(lines), "utf-8")
    outcome, documents, failures = add_and_list(corpus)
    assert outcome.out.startswith("3 new, 0 unchanged, 1 failed")
    assert len(documents) == 3
    assert "feed.jsonl" in failures[0]["where"]
    assert "2" in failures[0]["where"].rpartition("feed.jsonl")[2]


@pytest.mark.parametrize(
    "content",
    [
        (SHELLS + " Na\xefve caf\xe9.").encode("latin-1"),
        SHELLS.encode() + b" broken \xff\xfe here",
        (SHELLS + " More.").encode("utf-16"),
        b"\xef\xbb\xbf" + SHELLS.encode() + b" More.",
        ("\u200f\u202b" + SHELLS + "\u202c\u200e").encode(),
        json.dumps(document("s", SHELLS + " \ud800 alone")).encode(),
        SHELLS.replace(" ", "\u00a0").encode(),
    ],
    ids=["latin-1", "broken UTF-8", "UTF-16", "byte order mark", "right-to-left marks", "lone surrogate", "no-break"],
)
def test_an_odd_encoding_never_ends_the_run(corpus, content):
    """Whatever the bytes, the ledger verifies after it; the text is read, or is a row that says why not."""
    name = "odd.jsonl" if content.startswith(b"{") else "odd.txt"
    (corpus / name).write_bytes(content)
    outcome, documents, failures = add_and_list(corpus)
    assert outcome.code in (0, 1)
    assert len(documents) + len(failures) == 2
    assert run_here("ledger", "verify").code == 0


def test_right_to_left_marks_do_not_shift_the_words(corpus):
    """Offsets count the marks: each claim's quote is cut from the text as stored."""
    (corpus / "good.txt").write_text("\u200f\u202b" + SHELLS + "\u202c", "utf-8")
    run_here("add", corpus)
    claims = run_here("claims", "--format", "jsonl").records
    assert claims
    assert all("13,000 containers" in claim["quote"] or claim["low"] is None for claim in claims)


def test_fifty_megabytes_are_one_document_like_any_other(corpus):
    """They are read or refused with the reason; the good text beside them is read either way."""
    (corpus / "huge.txt").write_text("The harvest was good this year, the farmers said on Sunday.\n" * 850_000, "utf-8")
    outcome, documents, failures = add_and_list(corpus)
    assert outcome.code in (0, 1)
    assert len(documents) + len(failures) == 2
    assert any(row["claims"] for row in documents)


def test_an_unknown_language_is_kept_and_counted(corpus):
    """A text in no language that anybody can name is a document without a pack, not a failure."""
    (corpus / "feed.jsonl").write_text(json.dumps(document("x", "🚢 3.000 ▲ 1.200 ▼", lang=None)), "utf-8")
    outcome, documents, _ = add_and_list(corpus)
    assert outcome.code == 0
    assert {row["id"]: row["state"] for row in documents}["x"] == "no_pack"


def test_a_folder_loop_is_walked_once(corpus):
    """A link to a folder above is no second corpus."""
    (corpus / "again").symlink_to(corpus, target_is_directory=True)
    outcome, documents, _ = add_and_list(corpus)
    assert outcome.code in (0, 1)
    assert len(documents) == 1


def test_a_file_without_permission_is_a_row():
    """The message names the file, and the others are read. Run as nobody, since root may read everything."""
    run_here("extract", "-", stdin=SHELLS)  # what is imported here need not be read again as nobody
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        (folder / "good.txt").write_text(SHELLS, "utf-8")
        (folder / "secret.txt").write_text(SHELLS + " Secret.", "utf-8")
        (folder / "secret.txt").chmod(0)
        outcome = run_as_nobody("extract", folder)
    assert outcome.code == 1
    assert outcome.records
    assert outcome.err == f"failed: {folder / 'secret.txt'}: may not be read; give yourself permission to read it\n"


def test_a_path_that_is_not_there_is_told(run):
    """The rest of the arguments is read."""
    outcome = run("add", "nowhere.txt", "-", stdin=SHELLS)
    assert outcome.code == 1
    assert outcome.out.startswith("1 new, 0 unchanged, 1 failed")
    assert "nowhere.txt" in outcome.err


def test_a_name_that_is_no_unicode_is_told_without_a_stumble(corpus):
    """File systems allow names that no text can hold."""
    try:
        (corpus / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"")
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    outcome, _, failures = add_and_list(corpus)
    assert outcome.code == 1
    assert len(failures) == 1


def test_a_file_that_is_no_ledger_is_left_alone(run, folder):
    """Nothing is written into somebody's file."""
    (folder / "armstrail.db").write_text("my diary\n", "utf-8")
    outcome = run("add", "-", stdin=SHELLS)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("error: armstrail.db is a file of another kind")
    assert (folder / "armstrail.db").read_text("utf-8") == "my diary\n"


def test_a_claim_outside_its_text_is_refused_on_import(run, folder):
    """The line is named, the rest goes in, and the ledger verifies."""
    run("add", write_lines(folder / "d.jsonl", document("a"), document("b", SHELLS + " Again.")))
    lines = run("ledger", "export").records
    reading = next(line for line in lines if line["type"] == "reading" and line["claims"])
    reading["claims"][0]["end"] += 10_000
    outcome = run("ledger", "import", "--ledger", "copy.db", write_lines(folder / "bad.jsonl", *lines))
    assert outcome.code == 1
    assert f"bad.jsonl:{lines.index(reading) + 1}: " in outcome.err
    assert run("ledger", "verify", "--ledger", "copy.db").code == 0
    assert len(run("documents", "--ledger", "copy.db", "--format", "jsonl").records) == 2
