"""What is told of a run: the report on each piece, the progress on the way, and the record at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a piece. It is written last: a piece that has one is finished.

    `where` and `first` say which piece it was, so that a report of another run counts for nothing. `states` counts the
    documents by the state of their reading, `failures` what could not be read by its reason, `files` holds the size in
    bytes and the SHA-256 of each part. `seconds` are of CPU, `peak` the largest resident set in MiB of the process that
    read it.
    """

    number: int
    where: str
    first: int
    records: int
    documents: int
    characters: int
    states: Mapping[str, int]
    claims: int
    misses: int
    failures: Mapping[str, int]
    files: Mapping[str, tuple[int, str]]
    seconds: float
    peak: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    `documents` and `read` count all finished pieces, those of earlier runs too; `rate` is documents a second of this
    run, `left` how many seconds it takes yet; both are None before the first piece.
    """

    pieces: int
    finished: int
    records: int
    records_finished: int
    documents: int
    read: int
    claims: int
    failures: Mapping[str, int]
    rate: float | None
    left: float | None

    @property
    def share(self) -> float:
        """Of the documents, how many were read for claims."""
        return self.read / self.documents if self.documents else 0.0


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What a run did, whole: `run.json` in its folder.

    `found` is how many pieces earlier runs had finished. `seconds` are by the clock and of this run alone,
    `copying` those of them that near-copies took; `cpu` are those of all pieces, whoever read them. `peak` is the
    largest resident set in MiB of a process that read, `peak_here` that of the process that led. `digests` are
    SHA-256 over the rows of a table in the order of the corpus: the same on every engine, however often it was killed.
    """

    version: str
    engine: str
    workers: int
    inputs: tuple[str, ...]
    pieces: int
    found: int
    records: int
    documents: int
    characters: int
    states: Mapping[str, int]
    claims: int
    misses: int
    failures: Mapping[str, int]
    copies: int
    seconds: float
    copying: float
    cpu: float
    rate: float
    peak: float
    peak_here: float
    digests: Mapping[str, str]


@dataclass(slots=True)
class Tally:
    """The sums over reports."""

    pieces: int = 0
    records: int = 0
    documents: int = 0
    characters: int = 0
    claims: int = 0
    misses: int = 0
    cpu: float = 0.0
    peak: float = 0.0
    states: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)

    def take(self, reports: Iterable[Report]) -> None:
        """Add what reports tell."""
        for report in reports:
            self.pieces += 1
            self.records += report.records
            self.documents += report.documents
            self.characters += report.characters
            self.claims += report.claims
            self.misses += report.misses
            self.cpu += report.seconds
            self.peak = max(self.peak, report.peak)
            self.states.update(report.states)
            self.failures.update(report.failures)
