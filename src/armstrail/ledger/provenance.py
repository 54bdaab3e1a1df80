"""Where the documents of a ledger come from, and which of them stands at an address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from armstrail.ledger import evidence, succession
from armstrail.ledger.access import Access
from armstrail.ledger.standing import find_document
from armstrail.ledger.times import end_of
from armstrail.ledger.values import Neighbour
from armstrail.model.errors import LedgerError
from armstrail.model.original import Original, Version


class Provenance(Access):
    """The part of a ledger that knows originals and versions."""

    def add_original(self, document: str, original: Original) -> bool:
        """Record from which bytes a document, by its digest, was read; False where that is known.

        Raises:
            LedgerError: the ledger could not be written.
        """
        with self._writing() as connection:
            return evidence.add_original(connection, document, original, self._now(connection))

    def add_version(self, address: str, document: str, since: str) -> bool:
        """Record that from a day on (YYYY-MM-DD) a document, by its digest, is the one at an address.

        The version that stood there before stops standing from that day on. False where that is known.

        Raises:
            BadValue: the day is none.
            LedgerError: the ledger could not be written.
        """
        with self._writing() as connection:
            return succession.add_version(connection, address, document, since, self._now(connection))

    def originals(
        self, document: str | None = None, *, recorded_by: str | None = None
    ) -> Iterator[tuple[str, Original]]:
        """The originals of a document, by its digest, or of all; each with the digest of its document.

        Raises:
            BadValue: a date that is none.
        """
        until = recorded_by and end_of(recorded_by)
        return self._stream(lambda connection: evidence.iter_originals(connection, document, until))

    def original(self, sha256: str) -> Original:
        """The original with a SHA-256, as it is told of the first document that was read from it.

        Raises:
            LedgerError: no document was.
        """
        with self._reading() as connection:
            found = evidence.find_original(connection, sha256)
        if found is None:
            raise LedgerError(f"no original {sha256[:12]!r} in this ledger; take its name from the document's page")
        return found

    def taken_addresses(self, addresses: Sequence[str]) -> set[str]:
        """Those of some addresses at which a document stands or stood, as `neighbours` would tell of each."""
        with self._reading() as connection:
            return succession.taken(connection, addresses)

    def was_fetched(self, address: str) -> bool:
        """Whether a document of the ledger was fetched from an address, or from where that one moved to."""
        with self._reading() as connection:
            return evidence.was_fetched(connection, address)

    def versions(self, address: str | None = None, *, recorded_by: str | None = None) -> list[Version]:
        """The versions at an address, or at every address where something changed, in the order they stood there.

        Raises:
            BadValue: a date that is none.
        """
        until = recorded_by and end_of(recorded_by)
        with self._reading() as connection:
            return list(succession.iter_versions(connection, address, until))

    def versions_of(self, document: str) -> list[Version]:
        """All versions at the addresses at which a document, by its digest, is one; empty where nothing changed."""
        with self._reading() as connection:
            found = succession.addresses_of(connection, document)
            return [each for address in found for each in succession.iter_versions(connection, address, None)]

    def neighbours(self, address: str, *, but: str = "") -> list[Neighbour]:
        """The documents that stand or stood at an address, those recorded last first, and not all where many do.

        `but` is the digest of one to leave out.
        """
        with self._reading() as connection:
            return succession.neighbours(connection, address, but)

    def neighbour(self, document: str) -> Neighbour:
        """A document, by its digest, as one that stands at an address."""
        with self._reading() as connection:
            return succession.neighbour(connection, document)

    def digest_of(self, key: str) -> str:
        """The digest of the document with an id or digest, or a unique beginning of either.

        Raises:
            LedgerError: none, or several, which it lists.
        """
        with self._reading() as connection:
            return find_document(connection, key)
