"""A run gives the same bytes whoever reads, and however often it is killed; and the ledger that `add` makes."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from distributed_makers import POISONED_CELL, failures, parts, records, run_here, write_lines, write_table

from armstrail import pipeline
from armstrail.distributed import Task, load, run, status
from armstrail.distributed.engines import Processes
from armstrail.distributed.places import Folder
from armstrail.ledger import Ledger
from armstrail.model.document import Document
from armstrail.model.errors import BadValue, RunError


def clock() -> datetime:
    return datetime(2025, 1, 1, tzinfo=UTC)


def exported(path: Path) -> str:
    with Ledger.open(path, clock=clock) as ledger:
        out = StringIO()
        ledger.export(out, clock=False)
    return out.getvalue()


def test_two_processes_write_the_bytes_of_one(corpus, plain, tmp_path):
    """Which process reads a piece, and when, leaves no trace in what is written."""
    record = run_here(corpus, tmp_path / "run", workers=2)
    assert parts(tmp_path / "run") == parts(plain)
    assert (record.documents, record.states["read"], record.copies > 0) == (24, 16, True)


def test_pieces_of_another_size_hold_the_same_rows(corpus, plain, tmp_path):
    """The digests over the rows in the order of the corpus do not know where it was cut."""
    record = run_here(corpus, tmp_path / "run", piece=7)
    told = json.loads((plain / "run.json").read_text("utf-8"))
    assert record.digests == told["digests"]


def test_a_part_that_was_changed_is_not_loaded(corpus, tmp_path):
    """Not even where its size is the same: its report is removed, the piece read again, and the load goes on."""
    output = tmp_path / "run"
    run_here(corpus, output)
    part = output / "claims" / "part-0000001.parquet"
    whole = part.read_bytes()
    part.write_bytes(whole[:-20] + b"x" + whole[-19:])
    with Ledger.open(tmp_path / "ledger.db", clock=clock) as ledger:
        with pytest.raises(RunError, match=r"claims/part-0000001.parquet is not .* remove (reports/.*json)") as told:
            load(str(output), ledger)
        assert list(ledger.documents()) == []
        (output / told.value.args[0].split("remove ")[1].split(",")[0]).unlink()
        run_here(corpus, output)
        assert part.read_bytes() == whole
        assert load(str(output), ledger).new == 24


def test_a_load_tells_what_is_on_disk(plain, tmp_path):
    """After each transaction, so that what was told outlives the program."""
    told = []

    def look(loaded):
        with Ledger.open(tmp_path / "ledger.db", clock=clock, read_only=True) as other:
            told.append((loaded.new, len(list(other.documents()))))

    with Ledger.open(tmp_path / "ledger.db", clock=clock) as ledger:
        load(str(plain), ledger, together=10, on_kept=look)
    assert told == [(10, 10), (20, 20), (24, 24)]


def test_a_loaded_ledger_is_the_one_that_add_makes(corpus, plain, tmp_path):
    """Same documents, same ids, same readings, byte for byte in an export; and loading again changes nothing."""
    with Ledger.open(tmp_path / "loaded.db", clock=clock) as ledger:
        loaded = load(str(plain), ledger)
        assert (loaded.new, loaded.claims > 0) == (24, True)
        assert load(str(plain), ledger).new == 0
    with Ledger.open(tmp_path / "added.db", clock=clock) as ledger:
        pipeline.add([str(corpus)], ledger, pipeline.shipped_packs())
    assert exported(tmp_path / "loaded.db") == exported(tmp_path / "added.db")


def test_documents_that_follow_one_another_at_an_address_do_so_when_loaded(tmp_path):
    """Among documents that are written together, each edit of a page is held against those before it, as `add` does."""
    given = records(9)
    for record in given[:3]:
        record["url"] = f"https://example.org/{record['id']}"
    edits = [
        {key: value for key, value in given[at].items() if key != "id"}
        | {"text": given[at]["text"] + f" Edited {day} times.", "published": f"2024-11-{day:02}"}
        for day, at in enumerate((0, 1, 0), 1)
    ]
    for record in (*given[:3], *edits):  # named as a page is that nobody gave a name
        named = Document.from_json({"id": "any", **record})
        record["id"] = f"doc-{named.digest[:12]}"
    corpus = write_lines(tmp_path / "pages.jsonl", [*given, *edits])
    run_here(corpus, tmp_path / "run")
    with Ledger.open(tmp_path / "loaded.db", clock=clock) as ledger:
        load(str(tmp_path / "run"), ledger)
        assert [len(ledger.versions(f"https://example.org/d{at}")) for at in range(3)] == [3, 2, 0]
    with Ledger.open(tmp_path / "added.db", clock=clock) as ledger:
        pipeline.add([str(corpus)], ledger, pipeline.shipped_packs())
    assert exported(tmp_path / "loaded.db") == exported(tmp_path / "added.db")


def test_rows_that_are_no_documents_fail_in_a_run_as_in_add(tmp_path):
    """A bad line, a bad date, a missing text and a file that is not there: one failure each, in the same words."""
    lines = [{"id": "a", "text": "x", "published": "soon"}, {"id": "b"}, [1], records(1)[0]]
    source = write_lines(tmp_path / "bad.jsonl", lines)
    run([str(source), str(tmp_path / "none")], Task(str(tmp_path / "run")), Processes(1), clock=time.monotonic, piece=2)
    with Ledger.open(tmp_path / "loaded.db", clock=clock) as ledger:
        assert load(str(tmp_path / "run"), ledger).failures == 4
    with Ledger.open(tmp_path / "added.db", clock=clock) as ledger:
        pipeline.add([str(source), str(tmp_path / "none")], ledger, pipeline.shipped_packs())
    assert exported(tmp_path / "loaded.db") == exported(tmp_path / "added.db")


def test_a_run_that_is_killed_goes_on_from_what_it_finished(corpus, plain, tmp_path):
    """Killed after its first pieces, begun again: no half part counts, none is read twice, the bytes are the same."""
    output = tmp_path / "run"
    child = multiprocessing.get_context("fork").Process(target=run_here, args=(corpus, output))
    child.start()
    while not list(output.glob("reports/*.json")):
        time.sleep(0.02)
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    (output / "claims" / "part-0000004.parquet.half-1").write_bytes(b"half a part")
    finished = {path.name: path.stat().st_mtime_ns for path in output.glob("reports/*.json")}
    record = run_here(corpus, output)
    assert record.found >= 1
    assert {name: (output / "reports" / name).stat().st_mtime_ns for name in finished} == finished
    assert parts(output) == parts(plain)
    assert not list(output.rglob("*.half-*"))


def test_a_part_that_was_lost_is_read_again(corpus, plain, tmp_path):
    """A report whose part is not as it says does not count: a machine lost power before the part was on its disk."""
    output = tmp_path / "run"
    run_here(corpus, output)
    (output / "documents" / "part-0000001.parquet").write_bytes(b"")
    assert run_here(corpus, output).found == 4
    assert parts(output) == parts(plain)


def test_poison_costs_its_own_row(tmp_path):
    """Documents that end their reader, take its memory or never end become rows with the reason; the rest is read."""
    once = tmp_path / "once"
    texts = {3: "CRASH", 8: "EXIT", 9: "ENDLESS", 12: "MEMORY", 13: f"Killed from outside ONCE {once}"}
    given = [record | {"text": texts.get(number, record["text"])} for number, record in enumerate(records(15))]
    source = write_lines(tmp_path / "poison.jsonl", given)
    output = tmp_path / "run"
    record = run_here(source, output, engine=Processes(1, POISONED_CELL), seconds=2.5, memory=2048)
    assert record.documents == 11
    assert once.exists()
    assert failures(output) == [
        ("poison.jsonl:4", "brought its reader down (SIGSEGV)"),
        ("poison.jsonl:9", "brought its reader down (exit code 3)"),
        ("poison.jsonl:10", "took its reader more than 2.5 s"),
        ("poison.jsonl (d12)", "could not be read for claims (MemoryError: )"),
    ]


def test_a_report_on_another_piece_counts_for_nothing(corpus, plain, tmp_path):
    """What another run left in the folder is read anew, though it bears the number of a piece."""
    output = tmp_path / "run"
    run_here(corpus, output)
    report = output / "reports" / "part-0000003.json"
    report.write_text(json.dumps(json.loads(report.read_text("utf-8")) | {"records": 10}), "utf-8")
    (output / "run.json").unlink()
    assert run_here(corpus, output).found == 4
    assert parts(output) == parts(plain)


def test_only_texts_that_were_read_are_kept_where_so_asked(corpus, plain, tmp_path):
    """A year of news need not be stored whole: the claims are the same."""
    output = tmp_path / "run"
    record = run_here(corpus, output, keep="read", compare="none")
    assert record.documents == 24
    assert record.copies == 0
    claims = [name for name in parts(plain) if name.startswith("claims/")]
    assert {name: parts(output)[name] for name in claims} == {name: parts(plain)[name] for name in claims}
    with Ledger.open(tmp_path / "loaded.db", clock=clock) as ledger:
        assert load(str(output), ledger).new == 16


def test_a_folder_holds_one_run(corpus, tmp_path):
    """Other settings, other inputs or files that changed are refused, and a run that has not ended is not loaded."""
    source = write_table(tmp_path / "few.parquet", records(6))
    output = tmp_path / "run"
    run_here(source, output)
    with pytest.raises(RunError, match="by other settings"):
        run_here(source, output, keep="read")
    with pytest.raises(RunError, match="over other inputs"):
        run_here(corpus, output)
    write_table(source, records(7))
    with pytest.raises(RunError, match="changed since"):
        run_here(source, output)
    write_table(source, records(6))
    with Folder(str(output)).held(), pytest.raises(RunError, match="another run is writing"):
        run_here(source, output)
    next(output.glob("reports/*.json")).unlink()
    assert status(str(output))[0].finished == 1
    with Ledger.open(tmp_path / "x.db", clock=clock) as ledger, pytest.raises(RunError, match="1 of 2 pieces"):
        load(str(output), ledger)
    with pytest.raises(RunError, match="holds no run"):
        status(str(tmp_path / "nothing"))
    with pytest.raises(BadValue, match="one of all, read"):
        Task("x", keep="some")
