"""The closed lists of the claim model: the words a slot may hold, one word for one thing."""

from __future__ import annotations

from typing import Final

from armstrail.model.errors import BadValue

KINDS: Final = ("transfer", "deployment", "valuation", "use", "agreement", "statement")
HEDGES: Final = ("exact", "about", "at_least", "at_most", "range", "order")
MEASURES: Final = ("total", "increment", "rate", "share")
STATUSES: Final = ("delivered", "underway", "agreed", "planned", "requested", "offered", "possible")
MODALITIES: Final = ("stated", "confirmed", "estimated", "alleged", "denied")
STANCES: Final = ("condemn", "concern", "deny", "confirm", "support", "warn", "demand", "announce")
SOURCE_TYPES: Final = (
    "government", "military", "intelligence", "international", "think_tank",
    "ngo", "media", "company", "unnamed", "person",
)  # fmt: skip
BASES: Final = (
    "intelligence", "documents", "satellite_imagery", "video", "photo",
    "shipping_data", "debris", "prisoners", "price_data", "trade_data",
)  # fmt: skip
TAGS: Final = ("partial", "stock", "mixed", "opinion", "repeat", "row")  # and "derived:" with its parents' families
PLACE_ROLES: Final = ("origin", "transit", "destination", "location")
MISS_REASONS: Final = (
    "no_noun", "unknown_noun", "no_party", "unlikely", "off_topic", "share_of_nothing_known", "formation",
    "casualties", "context", "measure", "duration", "time", "age", "ordinal", "name", "section", "list_number",
    "number_chain", "score", "multiple", "date",
)  # fmt: skip
CONVEYANCES: Final = ("containers", "shipments", "vessels", "railcars")  # counted whatever they carry
COUNTS: Final = ("pieces", "persons", *CONVEYANCES, "tonnes", "barrels", "percent")


def check_term(slot: str, value: str | None, allowed: tuple[str, ...]) -> None:
    """Refuse a word that the slot does not know.

    Raises:
        BadValue: names the slot, the word and the words allowed.
    """
    if value is not None and value not in allowed:
        listed = ", ".join(allowed)
        raise BadValue(
            f"{slot} {value!r} is not known; use one of {listed}", "term", field=slot.replace(" ", "_"),
            value=value, allowed=listed,
        )  # fmt: skip


def check_tag(tag: str) -> None:
    """Refuse a tag that is neither in the list nor says of which families a figure is derived.

    Raises:
        BadValue: names the tag.
    """
    if tag not in TAGS and not (tag.startswith("derived:") and len(tag) > len("derived:")):
        listed = ", ".join(TAGS)
        raise BadValue(
            f"tag {tag!r} is not known; use one of {listed}, or derived:FAMILY", "tag", value=tag, allowed=listed
        )


def lies_within(path: str, above: str) -> bool:
    """Whether an item of the tree is another one or lies below it."""
    return path == above or path.startswith(f"{above}.")


def share_a_branch(first: str, second: str) -> bool:
    """Whether one item lies within the other."""
    return lies_within(first, second) or lies_within(second, first)


def check_unit(unit: str) -> None:
    """Refuse a unit that is neither a count nor shaped like an ISO 4217 code.

    Raises:
        BadValue: names the unit.
    """
    if unit not in COUNTS and not (len(unit) == 3 and unit.isascii() and unit.isalpha() and unit.isupper()):
        listed = ", ".join(COUNTS)
        raise BadValue(
            f"unit {unit!r} is not known; use one of {listed}, or an ISO 4217 code", "unit", value=unit, allowed=listed
        )
