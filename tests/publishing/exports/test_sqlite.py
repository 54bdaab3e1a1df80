"""The database opens anywhere, its links hold, its search finds words in every language."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from export_makers import EMPTY, make_holdings, make_pair

from armstrail.publishing.exports import Holdings
from armstrail.publishing.exports.sqlite import to_sqlite
from armstrail.publishing.exports.tables import tables_of


@contextmanager
def opened(holdings: Holdings) -> Iterator[sqlite3.Connection]:
    base = sqlite3.connect(":memory:")
    base.deserialize(to_sqlite(holdings))
    yield base
    base.close()


def test_keys_and_links_hold():
    """SQLite's own checks find nothing."""
    with opened(make_holdings()) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in tables_of(make_holdings()):
            assert base.execute(f"SELECT count(*) FROM {table.name}").fetchone() == (len(table.rows),)


def test_an_open_bound_is_null_and_the_caveat_stands_beside():
    """No number is made up for what the words leave open."""
    with opened(make_holdings()) as base:
        row = base.execute("SELECT low, high, caveat FROM claims WHERE hedge = 'at_least'").fetchone()
    assert row[:2] == (3e6, None)
    assert "no upper bound" in row[2]


def test_words_are_found_in_quotes_of_every_language():
    """Three signs of a word that stands inside a longer one are enough, as Korean needs."""
    text = "북한군은 포탄 300만발 보냈다"
    held = Holdings((make_pair(text, "300만발"),))
    with opened(held) as base:
        found = base.execute("SELECT quote FROM claims_fts WHERE claims_fts MATCH '북한군'").fetchall()
        (declared,) = base.execute("SELECT sql FROM sqlite_master WHERE name = 'claims_fts'").fetchone()
    assert found == [(text,)]
    assert 'content="claims"' in declared  # by this Datasette knows that the table can be searched


def test_every_column_says_what_it_means():
    """The meanings travel with the numbers."""
    with opened(EMPTY) as base:
        told = set(base.execute('SELECT "table", "column" FROM columns WHERE meaning <> ""'.replace('""', "''")))
        for table in tables_of(EMPTY):
            assert {(table.name, column.name) for column in table.columns} <= told
            assert base.execute(f"SELECT count(*) FROM {table.name}").fetchone() == (0,)
