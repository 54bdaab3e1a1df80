"""What people made of claims: which they withdrew, corrected slot by slot, or marked where no reading saw one.

A reading is never changed. What people said stands beside it, keyed by the claim's place, and is laid over whatever
reading stands: so a correction outlives a better reading of the same words, and taking it back restores the reading.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, select

from armstrail.ledger import forms
from armstrail.ledger.decisions import in_force, iter_decisions
from armstrail.ledger.schema import claims, documents, readings
from armstrail.ledger.standing import stands
from armstrail.ledger.values import STANDING, Amended, Decision
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.slots import BY_HAND, differing, slots_of, with_slots

Place = tuple[str, str]  # the digest of a document, and the id of a claim
Key = tuple[bool, str, str, int, int, int]  # what puts claims in order
Keyed = tuple[Key, Claim, Document]

_CHUNK: Final = 500  # documents asked for at once: databases limit the values of a statement
_LAST: Final = 2**31  # the position of a claim that no reading makes


@dataclass(frozen=True, slots=True)
class ByHand:
    """The decisions that hold on claims themselves, by their places: withdrawals, corrections in their order, marks;
    and when each amended claim was last looked at."""

    withdrawn: Mapping[Place, Decision]
    corrections: Mapping[Place, tuple[Decision, ...]]
    marks: Mapping[Place, Decision]
    looked: Mapping[Place, str]

    @property
    def amended(self) -> set[Place]:
        """The places of the claims that were corrected or marked, withdrawn ones included."""
        return self.corrections.keys() | self.marks.keys()

    def within(self, document: str | None) -> ByHand:
        """The same for the claims of one document; of all, where it is None."""
        if document is None:
            return self
        return replace(
            self,
            corrections={place: made for place, made in self.corrections.items() if place[0] == document},
            marks={place: mark for place, mark in self.marks.items() if place[0] == document},
        )

    def lay_over(self, place: Place, read: Claim | None, document: Document) -> Claim | None:
        """The claim at a place as people have it, over what the standing reading has there; None where neither has
        any. Its cues tell which slots are a person's."""
        mark = self.marks.get(place)
        claim = read if mark is None else replace(Claim.from_json(mark.payload["claim"]), doc=document.id)
        made = self.corrections.get(place, ())
        if claim is None or not made:
            return claim
        for decision in made:
            claim = with_slots(claim, decision.payload["set"])
        slots = sorted({slot for decision in made for slot in decision.payload["set"]})
        return replace(claim, reasons=(*claim.reasons, f"{BY_HAND}: {' '.join(slots)}"))


def by_hand(connection: Connection, until: str | None, without: str | None = None) -> ByHand:
    """What people made of claims by `until`; `without` is the id of a decision to do without."""
    return fold(iter_decisions(connection, until), without)


def fold(made: Iterable[Decision], without: str | None = None) -> ByHand:
    """What decisions make of claims, the last word on each counting."""
    last: dict[Place, Decision] = {}
    corrections: dict[Place, tuple[Decision, ...]] = {}
    marks: dict[Place, Decision] = {}
    looked: dict[Place, str] = {}
    for decision in in_force(made, without):
        place = (decision.document, decision.claim)
        if decision.action in STANDING:
            last[place] = decision
        elif decision.action == "correct":
            corrections[place] = (*corrections.get(place, ()), decision)
        elif decision.action == "mark":
            marks[place] = decision
        if decision.action in ("accept", "correct", "mark"):
            looked[place] = decision.recorded
    gone = {place: decision for place, decision in last.items() if decision.action == "withdraw"}
    return ByHand(gone, corrections, marks, looked)


def iter_amended(
    connection: Connection, hand: ByHand, until: str | None, conditions: Sequence[ColumnElement[bool]] = ()
) -> Iterator[Amended]:
    """The claims that were corrected or marked, by document, then by id.

    Args:
        conditions: on the tables `documents` and `readings`.
    """
    for amended, _ in _laid_over(connection, hand, until, conditions):
        yield amended


def keyed_by_hand(
    connection: Connection,
    hand: ByHand,
    until: str | None,
    conditions: Sequence[ColumnElement[bool]],
    fits: Callable[[Claim, Document], bool],
) -> list[Keyed]:
    """The amended claims that stand and fit, in the order of claims."""
    found = [
        (key_of(amended.claim, amended.document, position), amended.claim, amended.document)
        for amended, position in _laid_over(connection, hand, until, conditions)
        if amended.claim is not None
        and (amended.document.digest, amended.id) not in hand.withdrawn
        and fits(amended.claim, amended.document)
    ]
    return sorted(found, key=lambda keyed: keyed[0])


def key_of(claim: Claim, document: Document, position: int) -> Key:
    """What puts a claim in its order: by publication, the undated last, then by place in the text."""
    published = document.published
    return published is None, published or "", document.digest, claim.anchor.start, claim.anchor.end, position


def _laid_over(
    connection: Connection, hand: ByHand, until: str | None, conditions: Sequence[ColumnElement[bool]]
) -> Iterator[tuple[Amended, int]]:
    """Each amended claim with its position in the standing reading."""
    wanted: dict[str, list[str]] = {}
    for digest, claim in sorted(hand.amended):
        wanted.setdefault(digest, []).append(claim)
    digests = list(wanted)
    standing = and_(readings.c.document == documents.c.digest, stands(until))
    for start in range(0, len(digests), _CHUNK):
        chunk = digests[start : start + _CHUNK]
        statement = (
            select(
                documents, readings.c.sequence, readings.c.lang.label("read_in"), readings.c.recorded.label("read_at")
            )
            .select_from(documents.outerjoin(readings, standing))
            .where(documents.c.digest.in_(chunk), *conditions)
            .order_by(documents.c.digest)
        )
        rows = connection.execute(statement).all()
        read = _read(
            connection, [row.sequence for row in rows], [claim for digest in chunk for claim in wanted[digest]]
        )
        for row in rows:
            document = forms.to_document(row, row.lang if row.sequence is None else row.read_in)
            for claim in wanted[row.digest]:
                position, found = read.get((row.sequence, claim), (_LAST, None))
                yield _amended(hand, (row.digest, claim), found, document, row.read_at), position


def _read(
    connection: Connection, sequences: Sequence[int | None], ids: Sequence[str]
) -> dict[tuple[int, str], tuple[int, Claim]]:
    """What some readings have under some ids, by both, with the positions."""
    statement = select(claims.c.reading, claims.c.id, claims.c.position, claims.c.json).where(
        claims.c.reading.in_([each for each in sequences if each is not None]), claims.c.id.in_(ids)
    )
    return {
        (row.reading, row.id): (row.position, Claim.from_json(json.loads(row.json)))
        for row in connection.execute(statement)
    }


def _amended(hand: ByHand, place: Place, read: Claim | None, document: Document, recorded: str | None) -> Amended:
    """An amended claim; `recorded` tells when the standing reading was."""
    mark, made = hand.marks.get(place), hand.corrections.get(place, ())
    strayed: tuple[str, ...] = ()
    if read is not None and not (recorded or "") < hand.looked[place]:
        saw = made[-1].payload["was"] if mark is None else slots_of(Claim.from_json(mark.payload["claim"]))
        strayed = differing(saw, slots_of(read))
    decisions = (*([] if mark is None else [mark]), *made)
    return Amended(document, place[1], hand.lay_over(place, read, document), read, decisions, strayed)
