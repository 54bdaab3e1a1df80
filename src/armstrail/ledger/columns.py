"""The type of every column that holds words."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.types import TypeEngine


def words(size: int | None = None) -> TypeEngine[str]:
    """Text in the order of its code points, as SQLite and Python have it, whatever order a server has for words.

    Args:
        size: the most signs it can have; None for any number.
    """
    if size is None:
        return Text().with_variant(Text(collation="C"), "postgresql")
    return String(size).with_variant(String(size, collation="C"), "postgresql")
