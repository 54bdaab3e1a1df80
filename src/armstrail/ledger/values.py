"""What the ledger takes and gives beside the model's own values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from armstrail.model import terms
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.ruling import RULINGS

STANDING: Final = ("withdraw", "accept")  # what decides whether a claim stands
AMENDING: Final = ("correct", "mark")  # what changes a claim, or makes one
SECONDING: Final = ("confirm", "contest")  # what a second reader says of another's decision
ACTIONS: Final = (*STANDING, "undo", *RULINGS, *AMENDING, *SECONDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimQuery:
    """Which standing claims to give; what is None does not filter.

    `item` is a path in the item tree and takes what lies below it. `source` and `text` are words within
    the source and within the quote, whatever their case. `document` is an id, a digest or a unique prefix
    of at least six characters; `lang` the language it was read in. `published_from` and `published_to` are
    partial dates between which a document was surely published; `as_of` and `recorded_by` are the two clocks.
    """

    supplier: str | None = None
    recipient: str | None = None
    item: str | None = None
    kind: str | None = None
    unit: str | None = None
    measure: str | None = None
    status: str | None = None
    modality: str | None = None
    stance: str | None = None
    source_type: str | None = None
    source: str | None = None
    text: str | None = None
    document: str | None = None
    lang: str | None = None
    published_from: str | None = None
    published_to: str | None = None
    as_of: str | None = None
    recorded_by: str | None = None

    def __post_init__(self) -> None:
        terms.check_term("kind", self.kind, terms.KINDS)
        terms.check_term("measure", self.measure, terms.MEASURES)
        terms.check_term("status", self.status, terms.STATUSES)
        terms.check_term("modality", self.modality, terms.MODALITIES)
        terms.check_term("stance", self.stance, terms.STANCES)
        terms.check_term("source type", self.source_type, terms.SOURCE_TYPES)
        if self.unit is not None:
            terms.check_unit(self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissQuery:
    """Which numbers that became no claim to give; what is None does not filter.

    `document` is an id, a digest or a unique prefix, as in `ClaimQuery`; `lang` the language it was read in.
    """

    reason: str | None = None
    document: str | None = None
    lang: str | None = None
    as_of: str | None = None
    recorded_by: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with its standing reading in numbers; `state` is None where there is no reading yet.

    `claims` and `misses` count what the reading holds, claims withdrawn later included.
    """

    document: Document
    recorded: str
    extractor: str | None
    state: str | None
    claims: int
    misses: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A document that stands or stood at an address: its last possible day of publication, when it was recorded here,
    the extractor of its standing reading, and when it was first received, where it was fetched."""

    document: Document
    dated: str
    recorded: str
    extractor: str | None
    received: str | None


@dataclass(frozen=True, slots=True)
class FailureRow:
    """Something that could not be read: where, why and how to mend it."""

    where: str
    reason: str
    mend: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on a claim, keyed by the claim's place, so that it outlives every later reading.

    `ordinal` orders the decisions that touch one another: it is one more than that of any before it on the same
    claims or the same origin, from 0. The payload of an `undo` names the decision it takes back,
    as `{"decision": id}`, and so does that of a `confirm` or `contest` for the decision it is about; that of a `merge`
    or `part` the other claim, as `{"other": [digest, claim]}` (None for a part that sets a claim on its own); that of a
    `grade` has `origin`, `letter` and `digit`, any of them None; that of a `correct` the slots it sets and all slots as
    the reading had them, as `{"set": {...}, "was": {...}}` (`model.slots`); that of a `mark` the claim, as
    `{"claim": {...}}`.
    """

    id: str
    action: str
    document: str
    claim: str
    ordinal: int
    payload: Mapping[str, Any]
    who: str
    why: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Seconded:
    """A decision that holds, with the last word of each second reader on it.

    `state` is `one` where nobody else has read it, `contested` where anybody contests it, else `confirmed`.
    """

    decision: Decision
    readings: tuple[Decision, ...]

    @property
    def state(self) -> str:
        """What the second readers say together."""
        if not self.readings:
            return "one"
        return "contested" if any(each.action == "contest" for each in self.readings) else "confirmed"


@dataclass(frozen=True, slots=True)
class Amended:
    """A claim that people corrected or marked.

    `claim` is how they have it, None where no reading makes it any more and nobody marked it; `read` what the standing
    reading has at its place, None where it has nothing; `decisions` the mark and the corrections that hold, in their
    order. `strayed` names the slots in which the reading is another than the one they saw, until somebody looks again.
    """

    document: Document
    id: str
    claim: Claim | None
    read: Claim | None
    decisions: tuple[Decision, ...]
    strayed: tuple[str, ...]

    @property
    def needs_a_look(self) -> bool:
        """Whether the reading changed under it, or lost it."""
        return bool(self.strayed) or self.claim is None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that `verify` found wrong, and where."""

    what: str
    where: str


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that `import_` could not take, counted from 1, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import added, what was there already, and the lines it could not take."""

    documents: int
    readings: int
    decisions: int
    failures: int
    unchanged: int
    bad: tuple[BadLine, ...]
