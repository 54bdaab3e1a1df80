"""The originals of a ledger as they lie beside it: whether they are there and as they were kept, and their bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from armstrail.model.errors import LedgerError
from armstrail.model.original import WEB, Original

if TYPE_CHECKING:
    from armstrail.ledger import EvidenceFolder, Ledger, Problem


@dataclass(frozen=True, slots=True)
class Kept:
    """How many originals a ledger names, each counted once, and what is wrong with them."""

    count: int
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class Lying:
    """An original of a document, and how it lies beside the ledger: `kept`, `missing`, `unreadable` or `altered`;
    `fault` tells what that means where it is not kept."""

    original: Original
    state: str
    fault: str | None = None


def check_originals(ledger: Ledger, where: str, folder: Path | None = None) -> Kept:
    """Every original held against its hash.

    Args:
        where: the path or URL of the ledger; `folder` where its originals lie, if not beside it.
    """
    from armstrail.ledger import Problem

    named: dict[str, tuple[str, Original]] = {}
    for document, original in ledger.originals():
        named.setdefault(original.sha256, (document, original))
    if not named:
        return Kept(0, [])
    evidence = _folder(where, folder)
    if evidence is None or not evidence.path.is_dir():
        there = "nothing tells in which folder they lie" if evidence is None else f"there is no folder {evidence.path}"
        told = f"are missing: {there}; copy it back, or name it with --evidence"
        return Kept(len(named), [Problem(told, f"{len(named)} originals")])
    problems = [
        Problem(evidence.explain(original, state), f"original {original.sha256[:12]} of document {document[:12]}")
        for document, original in named.values()
        if (state := evidence.state_of(original)) != "kept"
    ]
    return Kept(len(named), problems)


def originals_of(
    ledger: Ledger, document: str, where: str, folder: Path | None = None, *, whole: bool = True
) -> list[Lying]:
    """The originals of a document, by its digest, each as it lies; `whole` as in `EvidenceFolder.state_of`."""
    found = [original for _, original in ledger.originals(document)]
    evidence = _folder(where, folder) if found else None
    if evidence is None:
        told = "is missing: nothing tells in which folder it lies; name it with --evidence"
        return [Lying(each, "missing", told) for each in found]
    states = [(each, evidence.state_of(each, whole=whole)) for each in found]
    return [Lying(each, state, None if state == "kept" else evidence.explain(each, state)) for each, state in states]


def file_name(original: Original) -> str:
    """Under which name an original is handed out."""
    from armstrail.ingestion.formats import BY_KEY

    ending = ".warc.gz" if original.form == WEB else BY_KEY[original.form].endings[0] if original.form in BY_KEY else ""
    return f"{original.sha256[:16]}{ending}"


def read_original(ledger: Ledger, name: str, where: str, folder: Path | None = None) -> tuple[Original, bytes]:
    """An original that the ledger names, by its whole SHA-256, with its bytes, checked.

    Raises:
        LedgerError: the ledger names none such, or it is missing or was altered.
    """
    original = ledger.original(name)
    evidence = _folder(where, folder)
    if evidence is None:
        raise LedgerError(f"original {name[:12]} cannot be found; name its folder with --evidence")
    return original, evidence.read(original)


def _folder(where: str, folder: Path | None) -> EvidenceFolder | None:
    from armstrail.ledger import EvidenceFolder

    try:
        return EvidenceFolder.beside(where, folder)
    except LedgerError:
        return None
