"""What the three formats of bibliographies share: a key that survives, the parts of a date, the claims as a note."""

from __future__ import annotations

from armstrail.model.document import Document
from armstrail.publishing.exports.values import Holdings


def key_of(document: Document) -> str:
    """The key under which a document is cited; of its content, so that it stays."""
    return f"armstrail-{document.digest[:12]}"


def title_of(document: Document) -> str:
    """The title on one line, or the id where there is none."""
    return " ".join((document.title or document.id).split())


def date_of(document: Document) -> tuple[int, ...]:
    """Year, month and day of publication, as far as they are known."""
    return tuple(int(part) for part in (document.published or "").split("-") if part)


def notes_of(holdings: Holdings) -> dict[str, str]:
    """By the digest of each document, which claims of the ledger it makes."""
    claims: dict[str, list[str]] = {}
    for claim, document in holdings.claims:
        claims.setdefault(document.digest, []).append(claim.id)
    return {digest: f"armstrail claims: {', '.join(ids)}" for digest, ids in claims.items()}
