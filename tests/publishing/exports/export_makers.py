"""Small holdings by hand: two outlets, one voice each, one estimate; and texts that try every kind of escaping."""

from __future__ import annotations

from typing import Any

from armstrail.model.claim import Claim, Place, claim_id
from armstrail.model.document import Document
from armstrail.model.estimate import Alarm, Estimate, Interval, Nothing, Weighed
from armstrail.model.finding import Aside, Denial, Finding, Question
from armstrail.model.period import Period
from armstrail.model.quantity import Quantity
from armstrail.model.span import Span
from armstrail.model.voice import Carrier, Derivation, Voice
from armstrail.publishing.exports import Answered, Flow, Holdings
from armstrail.publishing.footnotes import Carried

QUESTION = Question("KP", "RU", "arms.ammunition.artillery", "pieces")
SHELLS = "Seoul's NIS says about 3 million shells were sent from Rajin to Dunai. Moscow denies it."
FLOORS = '=cmd & <b>{Kyiv}</b>, 50% \\ "HUR": at least 3 million shells\nwere sent by North Korea.'
EMPTY = Holdings()


def make_pair(
    text: str = SHELLS,
    anchor: str = "about 3 million shells",
    amount: tuple[Any, ...] | None = (3e6, 3e6, "pieces", "about"),
    *,
    document: dict[str, Any] | None = None,
    **slots: Any,
) -> Carried:
    given = {
        "id": "a", "lang": "en", "published": "2024-02-26", "publisher": "The Test", "title": "Shells",
        "url": "https://example.org/a?b=1&c=2",
    } | (document or {})  # fmt: skip
    whole = Document(text=text, **given)
    start = text.index(anchor)
    place = Span(start, start + len(anchor))
    quote = slots.pop("quote", None)
    for slot in ("source", "condition"):
        if slots.get(slot) is not None:
            at = text.index(slots[slot])
            slots[slot] = Span(at, at + len(slots[slot]))
    slots = {
        "kind": "transfer", "supplier": "KP", "recipient": "RU", "item": QUESTION.item, "status": "delivered",
        "measure": "total",
    } | slots  # fmt: skip
    words = Span(text.index(quote), text.index(quote) + len(quote)) if quote else Span(0, len(text))
    id_ = claim_id(whole.digest, slots["kind"], place)
    return Carried(
        Claim(whole.id, id_, quote=words, anchor=place, quantity=Quantity(*amount) if amount else None, **slots), whole
    )


def make_voice(pair: Carried, name: str = "v1", **given: Any) -> Voice:
    claim, document = pair
    assert claim.quantity is not None
    day = document.published or ""
    carrier = Carrier(document.digest, claim.id, day, claim.quantity, claim.status, "first")
    slots: dict[str, Any] = {
        "id": name, "origin": "kr-nis", "family": "kr", "source_type": "intelligence", "kind": claim.kind,
        "supplier": "KP", "recipient": "RU", "item": claim.item, "designation": None, "quantity": claim.quantity,
        "measure": "total", "status": claim.status, "modality": "stated", "coverage": None, "start": None,
        "as_of": day, "known": day, "carriers": (carrier,),
    }  # fmt: skip
    return Voice(**(slots | given))


def first_pair() -> Carried:
    return make_pair(
        source="NIS", source_type="intelligence", source_actor="KR", basis=("satellite_imagery",), via=("Yonhap",),
        period=Period("2023-08", "2024-02"), quote=SHELLS.split(". ")[0] + ".",
        places=(Place("Rajin", "KP", "origin", 42.25, 130.3), Place("Dunai", "RU", "destination", 42.9, 132.3)),
    )  # fmt: skip


def second_pair() -> Carried:
    return make_pair(
        FLOORS, "at least 3 million shells", (3e6, None, "pieces", "at_least"), source="HUR", modality="estimated",
        source_type="intelligence", places=(Place("Sevastopol", "UA", "destination", 44.6, 33.5, ("UA", "RU")),),
        document={
            "id": "b", "published": "2024-03", "publisher": "Łódź & Söhne {Ltd}", "title": "-1+1 <Title> & \"more\"",
            "url": None,
        },
    )  # fmt: skip


def denial_pair() -> Carried:
    return make_pair(
        SHELLS, "denies", None, kind="statement", stance="deny", supplier="RU", recipient=None, status=None,
        measure=None, quote="Moscow denies it.",
    )  # fmt: skip


def make_holdings() -> Holdings:
    """Two claims, two voices, the second worked out from the first; one denial; one estimate, one question without."""
    first, second, denial = first_pair(), second_pair(), denial_pair()
    one = make_voice(first)
    derived = Derivation("v1", "kr", None, "same digits")
    two = make_voice(
        second, "v2", origin="?hur", family="?hur", derived=derived, as_of="2024-03-31", known="2024-03-31"
    )
    asides = (Aside(second.document.digest, second.claim.id, "capacity", "could hold"),)
    denials = (Denial(denial.document.digest, denial.claim.id, "ru-mfa", "ru", "2024-02-26", True),)
    estimate = Estimate(
        question=QUESTION, as_of="2024-03-31", known_on=None,
        headline=Interval("2024-03-31", 3.04e6, 2.51e6, 3.9e6, 1.49e6, 6.61e6), projected=None, carriers=2, voices=2,
        families=("?hur", "kr"), effective=1.2, confidence="low",
        weighed=(Weighed("v1", 1.0, "box", 0.1), Weighed("v2", 0.2, "floor")), alarms=(Alarm("one_family_only", "kr"),),
    )  # fmt: skip
    finding = Finding(QUESTION, (one, two), asides, (), denials)
    planned = Question("KP", "RU", "arms", "pieces", "planned")
    nothing = Answered(Finding(planned, ()), Nothing(planned, "no_voice", "nobody says a number"))
    answers = (Answered(finding, estimate), nothing)
    return Holdings(
        (second, first, denial), (Flow("KP", "RU", (one, two), answers),), {"kr-nis": "NIS", "?hur": "HUR"},
        {"KP": "North Korea", "RU": "Russia", "UA": "Ukraine"}, {},
        {first.document.digest: "rules/1", second.document.digest: "import/1"},
    )  # fmt: skip
