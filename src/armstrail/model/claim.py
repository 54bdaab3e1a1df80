"""The claim: one assertion in one document, with the exact place where it stands. Never a fact."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from armstrail.model import terms
from armstrail.model.errors import BadValue
from armstrail.model.period import Period
from armstrail.model.quantity import Quantity
from armstrail.model.span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a claim names: as written, its country (ISO 3166-1 alpha-2 or None) and its role.

    `lat` and `lon` are degrees north and east where the place is known; `disputed` holds the codes of those
    who claim it, where more than one does.
    """

    name: str
    country: str | None
    role: str
    lat: float | None = None
    lon: float | None = None
    disputed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        terms.check_term("place role", self.role, terms.PLACE_ROLES)
        if (self.lat is None) != (self.lon is None):
            raise BadValue(f"place {self.name!r} has one degree without the other; give lat and lon, or neither")
        if self.lat is not None and self.lon is not None and not (abs(self.lat) <= 90 and abs(self.lon) <= 180):
            raise BadValue(
                f"place {self.name!r} lies at {self.lat}, {self.lon}, which is not on Earth", "place_astray",
                value=self.name,
            )  # fmt: skip

    def __str__(self) -> str:
        """In one line: name, country, role, degrees, and who claims it where it is disputed."""
        told = [self.country or "?", self.role]
        if self.lat is not None:
            told.append(f"{self.lat:g} {self.lon:g}")
        if self.disputed:
            told.append(f"disputed: {' '.join(self.disputed)}")
        return f"{self.name} ({', '.join(told)})"

    def to_json(self) -> dict[str, Any]:
        """The JSON form; degrees and claimants stand only where they are known."""
        record: dict[str, Any] = {"name": self.name, "country": self.country, "role": self.role}
        if self.lat is not None:
            record |= {"lat": self.lat, "lon": self.lon}
        if self.disputed:
            record["disputed"] = list(self.disputed)
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Place:
        """A place from its JSON form.

        Raises:
            BadValue: a role not allowed, or half a position.
        """
        return cls(
            record["name"],
            record.get("country"),
            record["role"],
            record.get("lat"),
            record.get("lon"),
            tuple(record.get("disputed") or ()),
        )


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody's word on arms transfers or military assistance, as the text has it.

    `doc` is the id of its document. `quote` is the clause or sentence that makes the claim, `anchor` the
    words inside it that carry the figure or the item, `source` the party on whose word it rests (may lie
    outside the quote). `condition`, `alternative`, `via` and `converted_from` tell what the figure hangs
    on: the words of an "if", the number shared by claims joined with "or", the parties that pass the
    word on (nearest to this text first), the id of the claim it is worked out from. `reasons` names the
    cues that decided its parties, for people. `source_actor` is the code of the state or organisation that
    the source belongs to, where its words say so. `tags` say what the figure covers or leans on (`terms.TAGS`),
    where the text or the person who entered it says so.
    """

    doc: str
    id: str
    kind: str
    quote: Span
    anchor: Span
    supplier: str | None = None
    recipient: str | None = None
    item: str | None = None
    designation: str | None = None
    quantity: Quantity | None = None
    measure: str | None = None
    status: str | None = None
    modality: str = "stated"
    stance: str | None = None
    source: Span | None = None
    source_type: str | None = None
    basis: tuple[str, ...] = ()
    period: Period | None = None
    places: tuple[Place, ...] = ()
    condition: Span | None = None
    alternative: int | None = None
    via: tuple[str, ...] = ()
    converted_from: str | None = None
    reasons: tuple[str, ...] = ()
    source_actor: str | None = None
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        terms.check_term("kind", self.kind, terms.KINDS)
        terms.check_term("measure", self.measure, terms.MEASURES)
        terms.check_term("status", self.status, terms.STATUSES)
        terms.check_term("modality", self.modality, terms.MODALITIES)
        terms.check_term("stance", self.stance, terms.STANCES)
        terms.check_term("source type", self.source_type, terms.SOURCE_TYPES)
        for base in self.basis:
            terms.check_term("basis", base, terms.BASES)
        for tag in self.tags:
            terms.check_tag(tag)
        if not self.quote.holds(self.anchor):
            raise BadValue(f"claim {self.id}: its anchor {self.anchor} lies outside its quote {self.quote}")

    def to_json(self, text: str) -> dict[str, Any]:
        """The interchange form; `text` is the document's, for the words of the spans."""
        quantity, period = self.quantity, self.period
        record: dict[str, Any] = {
            "doc": self.doc, "id": self.id, "kind": self.kind,
            "start": self.quote.start, "end": self.quote.end, "quote": self.quote.cut(text),
            "anchor_start": self.anchor.start, "anchor_end": self.anchor.end, "anchor": self.anchor.cut(text),
            "supplier": self.supplier, "recipient": self.recipient,
            "item": self.item, "designation": self.designation,
            "low": quantity and quantity.low, "high": quantity and quantity.high,
            "unit": quantity and quantity.unit, "hedge": quantity and quantity.hedge,
            "measure": self.measure, "status": self.status, "modality": self.modality, "stance": self.stance,
            "source_start": self.source and self.source.start, "source_end": self.source and self.source.end,
            "source": self.source and self.source.cut(text), "source_type": self.source_type,
            "basis": list(self.basis),
            "period": period and {"start": period.start, "end": period.end},
            "places": [place.to_json() for place in self.places],
            "condition": self.condition and [self.condition.start, self.condition.end],
            "alternative": self.alternative, "via": list(self.via),
            "converted_from": self.converted_from, "reasons": list(self.reasons),
        }  # fmt: skip
        if self.source_actor is not None:
            record["source_actor"] = self.source_actor
        if self.tags:
            record["tags"] = list(self.tags)
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Claim:
        """A claim from its interchange form.

        Raises:
            BadValue: a slot missing or not allowed; names the claim.
        """
        try:
            get = record.get
            low, high, period, condition = get("low"), get("high"), get("period"), get("condition")
            bounded = low is not None or high is not None
            return cls(
                record["doc"], record["id"], record["kind"],
                Span(record["start"], record["end"]), Span(record["anchor_start"], record["anchor_end"]),
                get("supplier"), get("recipient"), get("item"), get("designation"),
                Quantity(low, high, record["unit"], record["hedge"]) if bounded else None,
                get("measure"), get("status"), get("modality") or "stated", get("stance"),
                _span(get("source_start"), get("source_end")), get("source_type"), tuple(get("basis") or ()),
                Period(period.get("start"), period.get("end")) if period else None,
                tuple([Place.from_json(place) for place in get("places") or ()]),
                _span(*condition) if condition else None, get("alternative"), tuple(get("via") or ()),
                get("converted_from"), tuple(get("reasons") or ()), get("source_actor"), tuple(get("tags") or ()),
            )  # fmt: skip
        except (KeyError, TypeError, AttributeError) as error:
            raise BadValue(f"claim {record.get('id')!r}: slot missing or of the wrong type ({error})") from error


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def claim_id(digest: str, kind: str, anchor: Span, ordinal: int = 0) -> str:
    """The id of a claim: its place (document, kind, anchor), so that a person's decision outlives a better
    reading of the same text. `ordinal` tells claims with one place apart, in reading order from 0.

    Returns:
        twelve hex digits of a SHA-256.
    """
    place = f"{digest}:{kind}:{anchor.start}:{anchor.end}:{ordinal}"
    return hashlib.sha256(place.encode()).hexdigest()[:12]
