"""Passwords hashed in no time, but where their cost is what is tried."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def quick_hashes() -> Iterator[None]:
    """Hashes of passwords that cost next to nothing: what they cost in earnest is tried where accounts are."""
    from argon2 import PasswordHasher

    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("armstrail.accounts.passwords._hasher", lambda: quick)
        yield
