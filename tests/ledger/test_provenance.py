"""Originals and versions in the ledger: what they decide, and that they only grow."""

from __future__ import annotations

import sqlite3
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_makers import Clock, containers, make_document, make_reading, usual

from armstrail.ledger import ClaimQuery, EvidenceFolder, Ledger, MissQuery
from armstrail.model.errors import BadValue, LedgerError
from armstrail.model.original import Original

ADDRESS = "https://example.org/a"
ORIGINAL = Original("0" * 64, 5, "pdf", "a.pdf")
DAYS = ("2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01")


@pytest.fixture
def ledger(path: Path, clock: Clock):
    with Ledger.open(path, clock=clock) as made:
        yield made


def add(ledger: Ledger, name: str, day: str = DAYS[0]) -> str:
    document = make_document(id=name, title=name, published=day)
    ledger.add(document, make_reading(document, containers(document)))
    return document.digest


def standing(ledger: Ledger, **asked: str) -> set[str]:
    return {document.digest for _, document in ledger.claims(ClaimQuery(**asked))}


def test_an_original_is_recorded_once(ledger):
    """Of one document; the same bytes may be the original of several."""
    document, reading = usual()
    ledger.add(document, reading)
    assert ledger.add_original(document.digest, ORIGINAL)
    assert not ledger.add_original(document.digest, ORIGINAL)
    assert list(ledger.originals(document.digest)) == [(document.digest, ORIGINAL)]
    assert ledger.original("0" * 64) == ORIGINAL
    with pytest.raises(LedgerError, match="no original"):
        ledger.original("1" * 64)


@pytest.mark.parametrize("wrong", ["", "x" * 64, "A" * 64, "0" * 63])
def test_an_original_is_named_by_a_hash(wrong):
    """A name that leads out of the folder is none."""
    with pytest.raises(BadValue, match="SHA-256"):
        Original(wrong, 1, "pdf", "a")


@pytest.mark.parametrize("table", ["originals", "versions"])
def test_what_was_recorded_cannot_be_changed(ledger, path, table):
    """The database itself refuses it, and verification names what was changed behind its back."""
    document, reading = usual()
    ledger.add(document, reading)
    ledger.add_original(document.digest, ORIGINAL)
    ledger.add_version(ADDRESS, document.digest, "2024-01-01")
    assert ledger.verify() == []
    ledger.close()
    with sqlite3.connect(path) as database:
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            database.execute(f"DELETE FROM {table}")
        database.execute(f"DROP TRIGGER {table}_refuse_update")
        column = {"originals": "size", "versions": "since"}[table]
        database.execute(f"UPDATE {table} SET {column} = '2023-01-01'")
    database.close()
    with Ledger.open(path, clock=Clock()) as again:
        assert any("changed" in problem.what for problem in again.verify())


def test_a_day_that_is_none_is_refused(ledger):
    """As everywhere."""
    with pytest.raises(BadValue):
        ledger.add_version(ADDRESS, add(ledger, "a"), "yesterday")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory):
    """A ledger that goes on growing, with a number for each use of it."""
    with Ledger.open(tmp_path_factory.mktemp("versions") / "v.db", clock=Clock()) as made:
        yield made, count()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(DAYS)), min_size=1, max_size=6))
def test_at_each_address_the_last_version_by_the_day_stands(grown, rows):
    """Whatever follows whatever, in whatever order it is recorded: as a fold over the rows has it."""
    ledger, numbers = grown
    number = next(numbers)
    digests = {name: add(ledger, f"{name}{number}", "2023-12-01") for name in "abc"}
    kept = [row for row in rows if ledger.add_version(f"{ADDRESS}{number}", digests[row[0]], row[1])]
    for day in ("2023-12-15", *DAYS, None):
        here = [(since, place, name) for place, (name, since) in enumerate(kept) if day is None or since <= day]
        last = max(here)[2] if here else None
        named = {name for name, _ in kept}
        expected = {digests[name] for name in "abc" if name not in named or name == last}
        assert standing(ledger, **({"as_of": day} if day else {})) & set(digests.values()) == expected


def test_a_version_that_is_asked_for_by_name_is_given(ledger):
    """Superseded claims can be looked at, cited and searched for in their document; lists leave them out."""
    old, new = add(ledger, "old"), add(ledger, "new")
    ledger.add_version(ADDRESS, old, DAYS[0])
    ledger.add_version(ADDRESS, new, DAYS[1])
    assert standing(ledger) == {new}
    assert standing(ledger, document=old) == {old}
    ((claim, _),) = ledger.claims(ClaimQuery(document=old))
    assert ledger.claim(claim.id)[1].digest == old
    assert {each.document.digest for each in ledger.documents()} == {old, new}
    assert {document.digest for _, document in ledger.search_claims((), order="newest")} == {new}
    assert {each.document.digest for each in ledger.misses(MissQuery())} <= {new}
    assert [number for *_, number in ledger.flows()] == [1]
    assert [number for *_, number in ledger.flows(known_on=DAYS[0])] == [1]


def test_a_new_version_changes_the_state_of_its_flow(ledger):
    """So that nothing that was worked out before is taken for what follows now."""
    old, new = add(ledger, "old"), add(ledger, "new")
    before = ledger.state_between(["KP"], ["RU"])
    ledger.add_version(ADDRESS, old, DAYS[0])
    assert ledger.state_between(["KP"], ["RU"]) == before
    ledger.add_version(ADDRESS, new, DAYS[1])
    assert ledger.state_between(["KP"], ["RU"]) != before


# -- the folder


def test_bytes_are_kept_under_their_hash_and_given_back(tmp_path):
    """Once, however often they are kept; a copy that was altered is mended."""
    folder = EvidenceFolder(tmp_path / "l.db-evidence")
    name = folder.keep(b"words")
    original = Original(name, 5, "text", "a.txt")
    assert folder.read(original) == b"words"
    (path,) = [each for each in folder.path.rglob("*") if each.is_file()]
    path.chmod(0o644)
    path.write_bytes(b"wards")
    with pytest.raises(LedgerError, match="altered"):
        folder.read(original)
    assert folder.keep(b"words") == name
    assert folder.read(original) == b"words"


def test_the_folder_lies_beside_the_file_of_the_ledger(tmp_path):
    """A ledger on a server has nothing to lie beside."""
    assert EvidenceFolder.beside("a/l.db").path == Path("a/l.db-evidence")
    assert EvidenceFolder.beside("sqlite:///a/l.db").path == Path("a/l.db-evidence")
    assert EvidenceFolder.beside("postgresql+psycopg://h/n", tmp_path).path == tmp_path
    with pytest.raises(LedgerError, match="--evidence"):
        EvidenceFolder.beside("postgresql+psycopg://h/n")


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    """With the mend."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LedgerError, match="--evidence"):
        EvidenceFolder(tmp_path / "file").keep(b"x")
