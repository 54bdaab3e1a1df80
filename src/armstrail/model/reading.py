"""A reading: all that one extractor version found in one document, claims and misses alike."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring as _quoted
from typing import Any, Final

from armstrail.model.claim import Claim
from armstrail.model.claimform import claim_form
from armstrail.model.document import Document
from armstrail.model.errors import BadValue
from armstrail.model.span import Span
from armstrail.model.terms import check_term

READING_STATES: Final = ("read", "off_topic", "no_pack")
IMPORTED: Final = "import/"  # how the name of an extractor begins where a person wrote the claims down


@dataclass(frozen=True, slots=True)
class Miss:
    """A number or passage that looked like a claim and was not read.

    `reason` is a code (`casualties`, `unknown_noun`, `date` ...) that can be counted, `detail` the word
    or figure it hangs on.
    """

    span: Span
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All claims and misses of one document by one extractor version.

    `document` is the document's digest. `state` is `read`, `off_topic` (the gate found nothing about
    transfers) or `no_pack` (no language pack for the document's language; `lang` says which).
    """

    document: str
    extractor: str
    claims: tuple[Claim, ...] = ()
    misses: tuple[Miss, ...] = ()
    state: str = "read"

    def __post_init__(self) -> None:
        check_term("reading state", self.state, READING_STATES)

    def check(self, document: Document) -> None:
        """Hold every span against the text.

        Raises:
            BadValue: the reading is of another document, or a span lies outside the text.
        """
        if document.digest != self.document:
            raise BadValue(f"reading of {self.document[:12]} was given document {document.digest[:12]}")
        size = len(document.text)
        for claim in self.claims:
            last = claim.quote.end  # its anchor lies inside
            for span in (claim.source, claim.condition):
                last = max(last, span.end) if span is not None else last
            if last > size:
                raise BadValue(f"claim {claim.id} of document {document.id}: a span lies outside the text of {size}")
        for miss in self.misses:
            if miss.span.end > size:
                raise BadValue(f"a miss of document {document.id} lies outside the text of {size}")

    def to_json(self, text: str) -> dict[str, Any]:
        """The JSON form; `text` is the document's."""
        return {
            "document": self.document,
            "extractor": self.extractor,
            "state": self.state,
            "claims": [claim.to_json(text) for claim in self.claims],
            "misses": [
                {"start": m.span.start, "end": m.span.end, "reason": m.reason, "detail": m.detail} for m in self.misses
            ],
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Reading:
        """A reading from its JSON form.

        Raises:
            BadValue: a key missing or not allowed.
        """
        try:
            return cls(
                document=record["document"],
                extractor=record["extractor"],
                state=record["state"],
                claims=tuple([Claim.from_json(claim) for claim in record["claims"]]),
                misses=tuple(
                    [Miss(Span(m["start"], m["end"]), m["reason"], m.get("detail", "")) for m in record["misses"]]
                ),
            )
        except (KeyError, TypeError) as error:
            raise BadValue(f"a reading lacks a key or has one of the wrong type ({error})") from error

    def digest(self, text: str) -> str:
        """SHA-256 (hex) of the JSON form."""
        return self.digest_with([claim_form(claim, text) for claim in self.claims])

    def digest_with(self, claims: Sequence[str]) -> str:
        """The same, for whoever has the JSON form of each claim already, written with sorted keys."""
        misses = [
            f'{{"detail": {_quoted(miss.detail)}, "end": {miss.span.end}, "reason": {_quoted(miss.reason)}, '
            f'"start": {miss.span.start}}}'
            for miss in self.misses
        ]
        form = (
            f'{{"claims": [{", ".join(claims)}], "document": {_quoted(self.document)}, '
            f'"extractor": {_quoted(self.extractor)}, "misses": [{", ".join(misses)}], "state": {_quoted(self.state)}}}'
        )
        return hashlib.sha256(form.encode()).hexdigest()
