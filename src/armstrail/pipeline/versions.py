"""Documents that changed at their address: which follows which, since when, and what became of their claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.edit import Edit, Edited
from armstrail.model.original import Original, Version
from armstrail.model.reading import IMPORTED
from armstrail.model.slots import meaning_of

if TYPE_CHECKING:
    from armstrail.ledger import Decision, Ledger, Neighbour


@dataclass(frozen=True, slots=True)
class Revision:
    """What stood at an address since a day, and what its edit did to the claims of the version before.

    `claims` are all that its reading has, by id; `originals` the bytes that it was read from. `edits` is empty for the
    first version, and for one that left the claims as they were. `former` names the decisions of people on claims of
    the version before, which hold there and not here.
    """

    version: Version
    document: Document
    claims: dict[str, Claim]
    originals: tuple[Original, ...]
    edits: tuple[Edit, ...]
    former: tuple[Decision, ...] = ()

    def pair(self, claim: str | None) -> tuple[Claim, Document] | None:
        """One of its claims with the document; None for none."""
        return None if claim is None else (self.claims[claim], self.document)


@dataclass(frozen=True, slots=True)
class History:
    """Everything that stood at one address, in its order."""

    address: str
    revisions: tuple[Revision, ...]


def settle(ledger: Ledger, document: Document, addresses: Iterable[str]) -> Version | None:
    """Record a document that the ledger has just taken in as a version, where one of its addresses has had another.

    Returns:
        the version that it is; None where nothing else stood there.
    Raises:
        LedgerError: the ledger cannot be written.
    """
    for address in dict.fromkeys(addresses):
        others = [each for each in ledger.neighbours(address, but=document.digest) if _is_version(each, document)]
        if others:
            return _record(ledger, address, ledger.neighbour(document.digest), others)
    return None


def return_to(ledger: Ledger, document: Document, day: str) -> Version | None:
    """Record that a document which was followed by another is back at its address since a day; None where it never
    left."""
    there = ledger.versions_of(document.digest)
    if not there or there[-1].document == document.digest or day < there[-1].since:
        return None
    ledger.add_version(there[-1].address, document.digest, day)
    return ledger.versions_of(document.digest)[-1]


def _is_version(other: Neighbour, document: Document) -> bool:
    """Whether another document at an address is a version of one; rows of a table at the address of that table are
    not."""
    from armstrail.reconciliation import same_page

    if (other.extractor or "").startswith(IMPORTED) or _told_apart(other.document, document):
        return False
    return same_page(other.document, document)


def _told_apart(first: Document, second: Document) -> bool:
    """Whether somebody gave both an id, and not the same."""
    named = [each.id for each in (first, second) if each.id != f"doc-{each.digest[:12]}"]
    return len(named) == 2 and named[0] != named[1]


def _record(ledger: Ledger, address: str, own: Neighbour, others: Sequence[Neighbour]) -> Version:
    stood = [row for each in others for row in ledger.versions_of(each.document.digest)]
    address = stood[0].address if stood else address
    known = {row.document: row.since for row in stood}
    since = ""
    last: Neighbour | None = None
    for each in _in_order([own, *others]):
        digest = each.document.digest
        if digest not in known:
            since = each.dated if last is None else max(_since(each, last), since)
            ledger.add_version(address, digest, since)
        since = max(since, known.get(digest, since))
        last = each
    return next(row for row in ledger.versions(address) if row.document == own.document.digest)


def _in_order(versions: Sequence[Neighbour]) -> list[Neighbour]:
    """In the order in which they were received, where that is known of all; else by what they say of their day."""
    if all(each.received is not None for each in versions):
        return sorted(versions, key=lambda each: (each.received or "", each.recorded))
    return sorted(versions, key=lambda each: (each.dated, each.received or each.recorded))


def _since(each: Neighbour, last: Neighbour) -> str:
    """The day since which a version surely stands: by its own word where that is later than its forerunner's, else when
    it was seen."""
    return each.dated if each.dated > last.dated else (each.received or each.recorded)[:10]


def histories(
    ledger: Ledger, key: str | None = None, *, since: str | None = None, until: str | None = None
) -> Iterator[History]:
    """What stood at addresses where something changed, by address.

    Args:
        key: an address, or an id or digest of a document that stood there; None for every address.
        since, until: only addresses where something changed after the one day and by the other.
    Raises:
        LedgerError: no document is named so.
    """
    from armstrail.ledger import in_force

    holding: Sequence[Decision] | None = None
    rows = ledger.versions() if key is None else _named(ledger, key)
    by_address: dict[str, list[Version]] = {}
    for row in rows:
        by_address.setdefault(row.address, []).append(row)
    for address, stood in by_address.items():
        days = [row.since for row in stood[1:]]
        if any((since is None or day > since) and (until is None or day <= until) for day in days):
            holding = in_force(ledger.decisions()) if holding is None else holding
            yield History(address, tuple(_revisions(ledger, stood, holding)))


def edited(ledger: Ledger, *, since: str, until: str | None) -> tuple[Edited, ...]:
    """Every claim that an edit changed, took out or put in after one day and by another (YYYY-MM-DD)."""
    found = []
    for history in histories(ledger, since=since, until=until):
        for last, each in pairwise(history.revisions):
            day = each.version.since
            if since < day and (until is None or day <= until):
                for edit in each.edits:
                    found.append(Edited(history.address, day, edit, last.pair(edit.before), each.pair(edit.after)))
    return tuple(found)


def record_of(history: History) -> dict[str, Any]:
    """A history as a record: every version, with both quotes and the slots of each claim that changed."""
    made = []
    last: Revision | None = None
    for each in history.revisions:
        version, document = each.version, each.document
        made.append({
            "since": version.since, "recorded": version.recorded, "document": version.document, "id": document.id,
            "title": document.title, "published": document.published,
            "originals": [original.sha256 for original in each.originals],
            "edits": [_edit_record(edit, last.pair(edit.before), each.pair(edit.after)) for edit in each.edits if last],
            "decisions_before": [decision.id for decision in each.former],
        })  # fmt: skip
        last = each
    return {"address": history.address, "versions": made}


def edited_record(edited: Edited) -> dict[str, Any]:
    """An edit with its address and day, as a record."""
    told = _edit_record(edited.edit, edited.before, edited.after)
    return {"address": edited.address, "since": edited.since} | told


def _edit_record(
    edit: Edit, before: tuple[Claim, Document] | None, after: tuple[Claim, Document] | None
) -> dict[str, Any]:
    record: dict[str, Any] = {"what": edit.what, "slots": {}}
    record["before"] = _claim_record(*before) if before else None
    record["after"] = _claim_record(*after) if after else None
    if before and after:
        told = [meaning_of(claim, document.text) for claim, document in (before, after)]
        record["slots"] = {slot: [told[0][slot], told[1][slot]] for slot in edit.slots}
    return record


def _claim_record(claim: Claim, document: Document) -> dict[str, Any]:
    return {"id": claim.id, "kind": claim.kind, "quote": claim.quote.cut(document.text),
            "anchor": claim.anchor.cut(document.text)}  # fmt: skip


def say_slot(value: Any) -> str:
    """The value of a slot in a few words."""
    if value in (None, "", []):
        return "–"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if not isinstance(value, dict):
        return str(value)
    if "unit" in value:
        bounds = [f"{bound:,.15g}" for bound in dict.fromkeys((value["low"], value["high"])) if bound is not None]
        return f"{' to '.join(bounds)} {value['unit']} ({value['hedge'].replace('_', ' ')})"
    return " to ".join(str(value[end] or "?") for end in ("start", "end"))


def _named(ledger: Ledger, key: str) -> list[Version]:
    if "://" not in key:
        return ledger.versions_of(ledger.digest_of(key))
    for address in dict.fromkeys((key, _plain(key))):
        rows = ledger.versions(address)
        for each in () if rows else ledger.neighbours(address):
            rows = rows or ledger.versions_of(each.document.digest)
        if rows:
            return rows
    return []


def _plain(address: str) -> str:
    """The one spelling of an address; what is no address of the web stays as it is."""
    from armstrail.ingestion.fetching import Refused, parse_address

    try:
        return str(parse_address(address))
    except Refused:
        return address


def _revisions(ledger: Ledger, stood: Sequence[Version], holding: Sequence[Decision]) -> Iterator[Revision]:
    from armstrail.reconciliation import edits

    last: Revision | None = None
    for row in stood:
        document = ledger.document(row.document)
        claims = _claims(ledger, document)
        originals = tuple(each for _, each in ledger.originals(row.document))
        made = Revision(row, document, claims, originals, ())
        if last is not None:
            changed = edits((last.document, list(last.claims.values())), (document, list(claims.values())))
            former = tuple(each for each in holding if each.document == last.document.digest)
            made = replace(made, edits=changed, former=former)
        yield made
        last = made


def _claims(ledger: Ledger, document: Document) -> dict[str, Claim]:
    from armstrail.ledger import ClaimQuery

    return {claim.id: claim for claim, _ in ledger.claims(ClaimQuery(document=document.digest))}
