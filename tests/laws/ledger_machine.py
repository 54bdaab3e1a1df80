"""A ledger and a plain model of it, to which the same things are done in any order: both must answer alike.

By itself (`python tests/laws/ledger_machine.py --examples 300`) it tries more than the tests have time for.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "ledger")]

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from ledger_makers import Clock, containers, make_document, make_reading, soldiers
from ledger_processes import start

from armstrail.ledger import Ledger, copy
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.reading import Reading

PARTIES = ("KP", "IR", "BY")
ACTIONS = ("withdraw", "accept", "correct")
Place = tuple[str, str]  # of a claim: the digest of its document, and its id


@dataclass
class Ruled:
    """A decision as the model knows it."""

    id: str
    action: str
    place: Place
    says: str | None = None  # the supplier that a correction sets, or the decision that an undo is about


@dataclass
class Model:
    """What a ledger is: the readings that came, in their order, and the decisions."""

    readings: list[tuple[Document, Reading]] = field(default_factory=list)
    decisions: list[Ruled] = field(default_factory=list)

    def add(self, document: Document, reading: Reading) -> bool:
        """Whether it is new."""
        new = all(known.digest != document.digest or read != reading for known, read in self.readings)
        if new:
            self.readings.append((document, reading))
        return new

    def holds(self, decision: Ruled) -> bool:
        """Whether nobody took it back, or took that back."""
        return not any(self.holds(each) for each in self.decisions if each.says == decision.id)

    def standing(self) -> set[tuple[Place, str | None]]:
        """The claims that stand, with who supplies."""
        last = {document.digest: reading for document, reading in self.readings}
        found = {(digest, claim.id): claim.supplier for digest, reading in last.items() for claim in reading.claims}
        said: dict[Place, str] = {}
        for decision in filter(self.holds, self.decisions):
            if decision.action == "correct" and decision.place in found:
                found[decision.place] = decision.says
            elif decision.action in ("withdraw", "accept"):
                said[decision.place] = decision.action
        return {(place, giver) for place, giver in found.items() if said.get(place) != "withdraw"}


def entry(number: int, version: int) -> tuple[Document, Reading]:
    """One of a few documents, as one of a few extractors reads it."""
    document = make_document(id=f"{number}.txt", title=f"Number {number}")
    whole: tuple[tuple[Claim, ...], ...] = (
        (soldiers(document), containers(document)), (containers(document),), (soldiers(document, supplier="IR"),), (),
    )  # fmt: skip
    return document, make_reading(document, *whole[version], extractor=f"test {version}")


class Machine(RuleBasedStateMachine):
    """Things done to a ledger, one after another, in whatever place it lies."""

    entries = st.builds(entry, st.integers(0, 2), st.integers(0, 3))

    def __init__(self, place: Callable[[], str], leave: Callable[[str], None]) -> None:
        super().__init__()
        self.new_place, self.leave, self.clock, self.model = place, leave, Clock(), Model()
        self.where = place()
        self.ledger = Ledger.open(self.where, clock=self.clock)

    def teardown(self) -> None:
        """Let go of the ledger."""
        self.ledger.close()
        self.leave(self.where)

    @rule(entry=entries)
    def add(self, entry: tuple[Document, Reading]) -> None:
        """A document comes for the first time, again, or read anew."""
        self.clock.move(seconds=1)
        assert self.ledger.add(*entry) == self.model.add(*entry)

    @rule(entries=st.lists(entries, min_size=1, max_size=3), breaks=st.booleans())
    def add_together(self, entries: list[tuple[Document, Reading]], breaks: bool) -> None:
        """Several share a transaction, which may come to nothing."""
        self.clock.move(seconds=1)
        try:
            with self.ledger.batch():
                for each in entries:
                    self.ledger.add(*each)
                if breaks:
                    raise InterruptedError
        except InterruptedError:
            return
        for each in entries:
            self.model.add(*each)

    @rule(entry=entries, acknowledged=st.booleans())
    def kill(self, entry: tuple[Document, Reading], acknowledged: bool) -> None:
        """Another process adds one and is killed, after it was told that it is kept, or just before."""

        def die() -> None:
            other = Ledger.open(self.where, clock=self.clock)
            if acknowledged:
                other.add(*entry)
                os.kill(os.getpid(), signal.SIGKILL)
            with other.batch():
                other.add(*entry)
                os.kill(os.getpid(), signal.SIGKILL)

        self.clock.move(seconds=1)
        start(die).join()
        if acknowledged:
            self.model.add(*entry)

    @precondition(lambda self: self.model.standing())
    @rule(
        which=st.integers(0, 9),
        action=st.sampled_from(("withdraw", "accept", "correct")),
        giver=st.sampled_from(PARTIES),
    )
    def decide(self, which: int, action: str, giver: str) -> None:
        """A person withdraws, accepts or corrects a claim that stands."""
        standing = sorted(self.model.standing(), key=repr)
        place, supplier = standing[which % len(standing)]
        if action == "correct" and giver == supplier:
            return
        told = {"slots": {"supplier": giver}} if action == "correct" else {}
        self.clock.move(seconds=1)
        made = self.ledger.add_decision(action, place[1], who="Ana", why="read again", **told)
        self.model.decisions.append(Ruled(made.id, action, place, giver if action == "correct" else None))

    @precondition(lambda self: self.model.decisions)
    @rule(which=st.integers(0, 9))
    def undo(self, which: int) -> None:
        """A decision is taken back, or its taking back is."""
        about = self.model.decisions[which % len(self.model.decisions)]
        self.clock.move(seconds=1)
        made = self.ledger.add_decision("undo", about.id, who="Bo", why="read again")
        self.model.decisions.append(Ruled(made.id, "undo", about.place, about.id))

    @rule()
    def move(self) -> None:
        """The ledger is copied to another place, and work goes on there."""
        where = self.new_place()
        other = Ledger.open(where, clock=self.clock)
        copy(self.ledger, other)
        self.teardown()
        self.where, self.ledger = where, other

    @rule()
    def open_again(self) -> None:
        """The ledger is closed and opened."""
        self.ledger.close()
        self.ledger = Ledger.open(self.where, clock=self.clock)

    @invariant()
    def answers_as_the_model(self) -> None:
        """The claims that stand, with what people made of them; and nothing is found wrong."""
        found = {((document.digest, claim.id), claim.supplier) for claim, document in self.ledger.claims()}
        assert found == self.model.standing()
        known = {document.digest for document, _ in self.model.readings}
        assert {row.document.digest for row in self.ledger.documents()} == known
        assert [each.id for each in self.ledger.decisions()] == [each.id for each in self.model.decisions]
        assert self.ledger.verify() == []


def try_it(place: Callable[[], str], leave: Callable[[str], None], examples: int, steps: int = 12) -> None:
    """Do so many runs of so many steps, each of other things in another order."""
    found = settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    run_state_machine_as_test(lambda: Machine(place, leave), settings=found)


def main() -> None:
    """Try it on either database and between them."""
    import tempfile
    from itertools import count

    from postgres_server import running

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=300)
    asked = parser.parse_args()
    numbers = count()
    with tempfile.TemporaryDirectory() as folder, running() as server:
        turns = {
            "SQLite": lambda: f"{folder}/{next(numbers)}.db",
            "PostgreSQL": lambda: server.url(server.database()),
            "either, by turns": lambda: turns[("SQLite", "PostgreSQL")[next(numbers) % 2]](),
        }
        for name, place in turns.items():
            try_it(place, leaving(server), asked.examples, 20)
            print(f"{name}: {asked.examples} runs of up to 20 steps; every ledger answered as the model", flush=True)


def leaving(server: object) -> Callable[[str], None]:
    """What becomes of a place that is done with."""

    def leave(where: str) -> None:
        if "://" in where:
            server.give_back(where.rpartition("@/")[2].partition("?")[0])  # type: ignore[attr-defined]
        else:
            for part in ("", "-wal", "-shm"):
                Path(where + part).unlink(missing_ok=True)

    return leave


if __name__ == "__main__":
    main()
