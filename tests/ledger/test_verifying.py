"""Verification names what somebody changed behind the ledger's back, and where."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from ledger_makers import Clock, make_document, make_reading, soldiers, usual
from sqlalchemy import Connection, create_engine, text

from armstrail.ledger import Ledger
from armstrail.ledger.schema import metadata
from armstrail.model.errors import LedgerError

Tamper = Callable[..., list[str]]


@pytest.fixture
def tamper(where: str, clock: Clock) -> Tamper:
    """Run statements on a ledger with everything in it, its guards lifted; give the problems then found."""
    document, reading = usual()
    with Ledger.open(where, clock=clock) as ledger:
        ledger.add(document, reading)
        ledger.add(document, make_reading(document, soldiers(document), extractor="test 2"))
        withdrawal = ledger.add_decision("withdraw", reading.claims[0].id, who="Ana", why="misread")
        ledger.add_decision("undo", withdrawal.id, who="Ana", why="misread the reading")
        ledger.add_failure("b.pdf", "encrypted", "decrypt it")

    def run(*statements: str | tuple[str, tuple[Any, ...]]) -> list[str]:
        with behind_the_back(where) as connection:
            lift_the_guards(connection)
            for statement in statements:
                words, values = (statement, {}) if isinstance(statement, str) else statement
                connection.execute(text(words), values)
        with Ledger.open(where, clock=clock) as ledger:
            problems = [f"{problem.where}: {problem.what}" for problem in ledger.verify()]
        guards = [problem for problem in problems if "_refuse_" in problem or "_only_grows" in problem]
        assert len(guards) == len(metadata.tables) * (1 if "://" in where else 2)
        return [problem for problem in problems if problem not in guards]

    return run


@contextmanager
def behind_the_back(where: str) -> Iterator[Connection]:
    """A connection of somebody who owns the database and knows nothing of ledgers."""
    on_server = "://" in where
    engine = create_engine(where.replace("postgresql:", "postgresql+psycopg:") if on_server else f"sqlite:///{where}")
    with engine.connect() as connection:
        if on_server:
            connection.exec_driver_sql("SET session_replication_role = replica")  # no foreign keys, as SQLite has them
        yield connection
        connection.commit()
    engine.dispose()


def lift_the_guards(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        return
    for table in metadata.tables:
        connection.execute(text(f"DROP TRIGGER {table}_only_grows ON {table}"))


def change_claim(where: str, **slots: Any) -> tuple[str, dict[str, Any]]:
    """A statement that changes slots in the JSON of the first claim."""
    with behind_the_back(where) as connection:
        stored = connection.scalar(text("SELECT json FROM claims WHERE reading = 1 AND position = 0"))
    form = json.dumps(json.loads(stored) | slots, ensure_ascii=False, sort_keys=True)
    return "UPDATE claims SET json = :form WHERE reading = 1 AND position = 0", {"form": form}


def test_an_untouched_ledger_verifies(ledger: Ledger) -> None:
    """Nothing wrong, nothing named."""
    ledger.add(*usual())
    assert ledger.verify() == []


def test_lifted_guards_are_named(tamper: Tamper) -> None:
    """Without any other change only the missing guards are found, one for each kind of change to each table."""
    assert tamper() == []


@pytest.mark.parametrize(
    "change",
    [
        "text = replace(text, '12,000', '13,000')",
        "title = 'Another'",
        "published = '2024-10-25', dated = '2024-10-25'",
        "publisher = 'Another'",
        "url = 'https://example.org'",
    ],
)
def test_a_changed_document(tamper: Tamper, change: str) -> None:
    """Any change to what was published gives another digest."""
    problems = tamper(f"UPDATE documents SET {change}")
    digest = make_document().digest[:12]
    assert problems[0] == (
        f"document {digest}: its text, title, date, publisher or address was changed: the digest is another"
    )


def test_a_changed_day(tamper: Tamper) -> None:
    """The day that `as_of` asks for must follow from the date of publication."""
    problems = tamper("UPDATE documents SET dated = '2023-01-01'")
    assert [problem.split(": ")[1] for problem in problems] == ["its last possible day is not 2023-01-01"]


def test_a_changed_time(tamper: Tamper) -> None:
    """A recorded time must be one."""
    problems = tamper("UPDATE readings SET recorded = '2024-11-01' WHERE sequence = 1")
    assert len(problems) == 1
    assert problems[0].startswith("reading 1 of document")


def test_a_changed_quote(tamper: Tamper, where: str) -> None:
    """One byte changed in a stored quote is found, and the claim is named."""
    problems = tamper(change_claim(where, quote="Another quote"))
    assert "its quote is not the words that stand at its place in the text" in problems[0]
    assert problems[0].startswith(f"claim {usual()[1].claims[0].id} at position 0 of reading 1")


@pytest.mark.parametrize("slot", ["anchor", "source"])
def test_changed_words(tamper: Tamper, where: str, slot: str) -> None:
    """Anchor and source are held against the text, too."""
    assert f"its {slot} is not the words" in tamper(change_claim(where, **{slot: "other words"}))[0]


def test_a_changed_place(tamper: Tamper, where: str) -> None:
    """A span that was moved no longer carries its words."""
    assert "its anchor is not the words" in tamper(change_claim(where, anchor_start=50))[0]


def test_a_span_outside_the_text(tamper: Tamper, where: str) -> None:
    """A span beyond the end of the text is named with its numbers."""
    assert "its span [0, 9999) lies outside the text" in tamper(change_claim(where, end=9999))[0]


@pytest.mark.parametrize(
    "slots", [{"kind": "gift"}, {"low": "many"}, {"start": None}, {"places": 5}, {"low": float("nan")}]
)
def test_a_claim_that_is_none(tamper: Tamper, where: str, slots: dict[str, Any]) -> None:
    """JSON that no claim can have is named, and the check goes on to the second reading."""
    assert any("claim" in problem and "reading 1" in problem for problem in tamper(change_claim(where, **slots)))


def test_json_that_is_none(tamper: Tamper) -> None:
    """Broken JSON is named."""
    assert "its JSON cannot be read" in tamper("UPDATE claims SET json = '{' WHERE reading = 1 AND position = 0")[0]


def test_an_unknown_slot(tamper: Tamper, where: str) -> None:
    """A slot that the claim model does not have is named."""
    assert "its JSON holds what a claim does not" in tamper(change_claim(where, colour="red"))[0]


@pytest.mark.parametrize("column", [column.name for column in metadata.tables["claims"].columns][3:-1])
def test_a_changed_column(tamper: Tamper, column: str) -> None:
    """Each column that filters ask must be as the claim's JSON has it."""
    problems = tamper(f"UPDATE claims SET \"{column}\" = '77' WHERE reading = 1 AND position = 0")
    assert f"its column {column} is not as its JSON has it" in problems[0]


def test_a_changed_id(tamper: Tamper, where: str) -> None:
    """The id of a claim must follow from its place."""
    identity = f"UPDATE claims SET id = '{'0' * 12}' WHERE reading = 1 AND position = 0"
    problems = tamper(identity, change_claim(where, id="0" * 12))
    assert any("its place gives the id" in problem for problem in problems)


def test_a_claim_changed_with_its_column(tamper: Tamper, where: str) -> None:
    """A forger who changes column and JSON alike is found by the digest of the reading."""
    column = "UPDATE claims SET supplier = 'IR' WHERE reading = 1 AND position = 0"
    problems = tamper(column, change_claim(where, supplier="IR"))
    assert "its extractor, state, claims or misses were changed: the digest is another" in problems[0]


def test_a_claim_of_another_document(tamper: Tamper, where: str) -> None:
    """A claim must carry the id of the document whose reading holds it."""
    assert "it says that it is of document 'z.txt'" in tamper(change_claim(where, doc="z.txt"))[0]


@pytest.mark.parametrize("change", ["extractor = 'x'", "state = 'off_topic'"])
def test_a_changed_reading(tamper: Tamper, change: str) -> None:
    """Extractor and state are part of the digest."""
    problems = tamper(f"UPDATE readings SET {change} WHERE sequence = 1")
    assert "the digest is another" in problems[0]


@pytest.mark.parametrize("change", ["reason = 'x'", "detail = 'x'", "start = 1"])
def test_a_changed_miss(tamper: Tamper, change: str) -> None:
    """So are the misses."""
    assert "the digest is another" in tamper(f"UPDATE misses SET {change}")[0]


def test_a_miss_outside_the_text(tamper: Tamper) -> None:
    """A miss beyond the text is named by its place."""
    assert tamper('UPDATE misses SET "end" = 9999')[0].startswith("miss 0 of reading 1 of document")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("DELETE FROM claims WHERE position = 1", "it was stored with 2 claims and has 1"),
        ("DELETE FROM misses", "it was stored with 1 misses and has 0"),
        ("UPDATE readings SET claim_count = 7 WHERE sequence = 1", "it was stored with 7 claims and has 2"),
        ("UPDATE claims SET position = 9 WHERE position = 1", "at other positions"),
        ("DELETE FROM readings WHERE sequence = 1", "claims, position 0: its reading 1 is missing"),
        ("DELETE FROM readings WHERE sequence = 1", "misses, position 0: its reading 1 is missing"),
        ("DELETE FROM documents", "its document is missing"),
        ("DELETE FROM documents", "decision"),
        ("DELETE FROM decisions WHERE sequence = 1", "decisions: 2 entries were made and 1 are there"),
        ("DELETE FROM decisions WHERE sequence = 1", "the decision that it is about is missing"),
        ("UPDATE decisions SET who = 'Bo' WHERE sequence = 1", "it was changed: the digest is another"),
        ("UPDATE decisions SET payload = '[' WHERE sequence = 1", "cannot be read"),
        ("UPDATE decisions SET action = 'burn' WHERE sequence = 1", "its action 'burn' is not known"),
        ("UPDATE failures SET mend = 'nothing'", "failure 1: it was changed"),
        ("DROP INDEX ix_claims_id", "ix_claims_id: is missing"),
        ("DROP TABLE claim_words", "claim_words: is missing"),
    ],
)
def test_what_is_missing_or_broken_is_named(tamper: Tamper, statement: str, expected: str) -> None:
    """Rows that are gone, alone or with others, and rows that cannot be read."""
    assert any(expected in problem for problem in tamper(statement))


@pytest.mark.parametrize("new_place", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("DELETE FROM readings WHERE sequence = 2", "readings: 2 entries were made and 1 are there"),
        ("DELETE FROM failures", "failures: 1 entries were made and 0 are there"),
        ("UPDATE documents SET text = CAST(x'ff41' AS TEXT)", "cannot be read"),
    ],
)
def test_what_sqlite_alone_can_tell(tamper: Tamper, statement: str, expected: str) -> None:
    """It remembers the number of the last entry; and it would take bytes that are no text."""
    assert any(expected in problem for problem in tamper(statement))


@pytest.mark.parametrize("new_place", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE claim_words SET words = ' shells '", "its words are not filed as they stand"),
        ("UPDATE document_words SET terms = 'shells'", "its words are not filed as they stand"),
        ("DELETE FROM document_words", "its words are not filed as they stand"),
        ("DROP TRIGGER readings_counts ON readings", "readings_counts: is missing"),
        ("DROP INDEX ix_documents_publication", "ix_documents_publication: is missing"),
    ],
)
def test_what_a_server_has_of_its_own(tamper: Tamper, statement: str, expected: str) -> None:
    """Its index of words, and what counts its rows."""
    assert any(expected in problem for problem in tamper(statement))


def test_a_guard_that_no_longer_guards(path: Path, clock: Clock) -> None:
    """A trigger of the right name that does nothing is named."""
    with Ledger.open(path, clock=clock) as ledger:
        ledger.add(*usual())
        with sqlite3.connect(path) as connection:
            connection.execute("DROP TRIGGER claims_refuse_update")
            connection.execute("CREATE TRIGGER claims_refuse_update BEFORE UPDATE ON claims BEGIN SELECT 1; END")
        assert [problem.where for problem in ledger.verify()] == ["claims_refuse_update"]


def test_a_damaged_page(path: Path, clock: Clock) -> None:
    """A page of the file overwritten: found, or refused already when the ledger is opened."""
    with Ledger.open(path, clock=clock) as ledger:
        document = make_document("word " * 20_000)
        ledger.add(document, make_reading(document))
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    try:
        with Ledger.open(path, clock=clock) as ledger:
            problems = [problem.what for problem in ledger.verify()]
    except LedgerError as error:
        problems = [str(error)]
    assert any("damaged" in problem or "cannot be read" in problem or "changed" in problem for problem in problems)
