"""What was worked out is kept for the state of the ledger that it follows from, and for no other."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import pytest

from armstrail.web.memo import Memo


class Counted:
    """Makes a value, and counts how often."""

    def __init__(self, value: str) -> None:
        self.value = value
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return self.value


def failing() -> str:
    raise ValueError("the ledger went away")


def ask(memo: Memo, state: str, make: Callable[[], str], what: str = "page") -> str:
    return memo.get(what, state, make)


def test_a_value_is_made_once_for_a_state():
    memo, make = Memo(4), Counted("as it stands")
    assert [ask(memo, "one", make), ask(memo, "one", make)] == ["as it stands"] * 2
    assert make.times == 1
    assert memo.peek("page", "one") == "as it stands"


def test_a_value_is_given_for_no_other_state():
    memo = Memo(4)
    ask(memo, "one", Counted("before"))
    assert memo.peek("page", "two") is None
    assert ask(memo, "two", Counted("after")) == "after"


def test_a_ledger_that_changes_a_hundred_times_leaves_one_value_of_each_thing():
    """Else a workspace in which people decide would grow with every decision."""
    memo, first = Memo(400), Counted("another")
    ask(memo, "0", first, "another page")
    for state in range(100):
        ask(memo, str(state), Counted(f"page {state}"))
    assert len(memo) == 2
    assert memo.peek("page", "99") == "page 99"
    assert ask(memo, "0", first, "another page") == "another"
    assert first.times == 1


def test_the_value_used_longest_ago_makes_room():
    memo, old = Memo(2), Counted("old")
    ask(memo, "one", old, "old")
    ask(memo, "one", Counted("new"), "new")
    ask(memo, "one", old, "old")
    ask(memo, "one", Counted("newer"), "newer")
    assert memo.peek("old", "one") == "old"
    assert memo.peek("new", "one") is None


def test_an_error_is_not_kept():
    memo = Memo(4)
    for _ in range(2):
        with pytest.raises(ValueError, match="went away"):
            ask(memo, "one", failing)
    assert ask(memo, "one", Counted("back")) == "back"


def test_what_two_ask_for_at_once_is_made_once():
    memo, make = Memo(4), Counted("made")
    askers = [Thread(target=ask, args=(memo, "one", make)) for _ in range(8)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert make.times == 1
