"""What was worked out is kept beside the ledger, and taken only for the state that it follows from."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from armstrail import pipeline
from armstrail.ledger import Ledger
from armstrail.model.estimate import Interval
from armstrail.model.records import from_record
from armstrail.pipeline.derived import SUFFIX, Derived, method_of, read_outcome, state_of
from armstrail.vocabulary import load_vocabulary

EXAMPLE = Path(__file__).parents[1] / "examples" / "dprk-russia" / "figures.csv"
INTERVAL = Interval("2024-10-31", 12000.0, 11000.5, 13000.0, 9000.1, 15000.0, ((0.05, 9000.1), (0.95, 15000.0)))


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "figures.db", clock=lambda: datetime(2025, 8, 1, tzinfo=UTC)) as opened:
        pipeline.import_figures(pipeline.read_tables([EXAMPLE], load_vocabulary()), opened)
        yield opened


@pytest.fixture
def store(tmp_path):
    return Derived(tmp_path / f"ledger.db{SUFFIX}")


def an_interval(record):
    return None if record is None else from_record(Interval, record)


def never():
    raise AssertionError("it was kept, and need not be made")


@pytest.mark.parametrize("value", [INTERVAL, None])
def test_a_value_is_made_once(store, value):
    """And read as it was, to the last digit; no interval is a value, too."""
    assert store.get("headline", "a", an_interval, lambda: value) == value
    assert store.get("headline", "a", an_interval, never) == value


def test_another_state_has_another_value(store):
    """The older one goes: nobody will ask for it again."""
    store.get("headline", "a", an_interval, lambda: INTERVAL)
    assert store.get("headline", "b", an_interval, lambda: None) is None
    assert store.get("headline", "a", an_interval, lambda: INTERVAL) == INTERVAL


def test_an_estimate_is_read_as_it_was_made(ledger, store):
    """Every part of it, and the reason where there is none."""
    books = pipeline.load_books()
    evidence = pipeline.gather(ledger, "KP", "RU", books)
    for question, _ in pipeline.list_questions(evidence)[:4]:
        outcome = pipeline.answer(evidence, question, books).outcome
        store.get(str(question), "a", read_outcome, lambda outcome=outcome: outcome)
        assert store.get(str(question), "a", read_outcome, never) == outcome


@pytest.mark.parametrize("damage", [b"no database at all, but long enough to be read as one" * 40, b""])
def test_a_damaged_store_costs_nothing_but_time(tmp_path, damage):
    """Values are made anew, and kept again."""
    store = Derived(tmp_path / "x")
    (tmp_path / "x").write_bytes(damage)
    for _ in range(2):
        assert store.get("headline", "a", an_interval, lambda: INTERVAL) == INTERVAL
    assert store.get("headline", "a", an_interval, never) == INTERVAL


def test_a_record_of_another_form_is_made_anew(store):
    """As an older version may have left it."""
    store.get("headline", "a", lambda record: record, lambda: {"day": 3})
    assert store.get("headline", "a", an_interval, lambda: INTERVAL) == INTERVAL


def test_where_nothing_may_be_written_nothing_is_kept(tmp_path):
    """A store in a folder that is not there, and one that keeps nothing, do their work all the same."""
    for store in (Derived(tmp_path / "nowhere" / "x"), Derived(None)):
        assert store.get("headline", "a", an_interval, lambda: INTERVAL) == INTERVAL
        assert store.get("headline", "a", an_interval, lambda: None) is None
    assert list(tmp_path.iterdir()) == []


def test_a_reader_and_a_server_keep_nothing():
    """A file beside the ledger is written only where the ledger itself may be."""
    assert Derived.beside("x.db", read_only=True)._path is None
    assert Derived.beside("postgresql://host/x")._path is None
    assert Derived.beside("sqlite:///x.db")._path == Path(f"x.db{SUFFIX}")


def test_the_state_of_a_flow_hangs_on_what_bears_on_it_alone(ledger):
    """Claims and decisions of other flows leave it as it is; its own change it, and taking them back restores it."""
    books = pipeline.load_books()
    method = method_of(books)

    def state(supplier="KP", recipient="RU", known_on=None):
        return state_of(ledger, supplier, recipient, books, method, known_on=known_on)

    before, other = state(), state("IR", "RU")
    assert len({before, other, state("RU", "KP"), state(known_on="2024-10")}) == 4
    claim = next(iter(pipeline.gather(ledger, "KP", "RU", books).claims.values()))[0]
    withdrawal = ledger.add_decision("withdraw", claim.id, who="Ana", why="misread")
    assert state() != before
    assert state("IR", "RU") == other
    ledger.add_decision("undo", withdrawal.id, who="Ana", why="was right")
    assert state() == before
    ledger.add_decision("part", claim.id, who="Ana", why="its own")
    assert state() != before


def test_a_correction_changes_the_flow_it_leaves_and_the_one_it_enters(ledger):
    """And no other; taken back, both are as they were."""
    books = pipeline.load_books()
    method = method_of(books)

    def states():
        return [state_of(ledger, *pair, books, method) for pair in (("KP", "RU"), ("IR", "RU"), ("RU", "KP"))]

    before = states()
    claim = next(
        claim
        for claim, _ in pipeline.gather(ledger, "KP", "RU", books).claims.values()
        if (claim.supplier, claim.recipient) == ("KP", "RU")
    )
    made = ledger.add_decision("correct", claim.id, who="Ana", why="misread", slots={"supplier": "IR"})
    assert [new == old for new, old in zip(states(), before, strict=True)] == [False, False, True]
    ledger.add_decision("undo", made.id, who="Ana", why="was right")
    assert states() == before
