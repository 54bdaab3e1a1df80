"""The places and the carriers of a claim as a person writes them on one line.

A place is `NAME (ROLE)`, where the gazetteer knows the name, else `NAME (ROLE, COUNTRY, NORTH EAST)` as far as it is
known; a semicolon parts one from the next, as it parts those who pass a word on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from armstrail.model.claim import Place
from armstrail.model.errors import BadValue
from armstrail.model.terms import PLACE_ROLES

if TYPE_CHECKING:
    from armstrail.vocabulary import Vocabulary

_WRITTEN: Final = re.compile(r"(?P<name>.*\S)\s*\((?P<rest>[^()]*)\)")
_DEGREES: Final = re.compile(r"(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)")
_MOST: Final = 20  # places, or those who pass a word on
_LONGEST: Final = 200


def write_places(places: Sequence[Place]) -> str:
    """Places on one line, as `read_places` reads them."""
    return "; ".join(map(_write, places))


def read_places(words: str, now: Sequence[Place], vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """Places in their JSON form.

    Args:
        now: those that the claim has; one that is written as it stands stays as it is.
    Raises:
        BadValue: a part is no place, has a role that is none, or a name that is not known and nothing that places it.
    """
    kept = {_write(place): place for place in now}
    return [(kept[part] if part in kept else _read(part, vocabulary)).to_json() for part in parts_of(words, "places")]


def parts_of(words: str, what: str) -> list[str]:
    """What semicolons part, without empty parts.

    Raises:
        BadValue: too many, or one too long.
    """
    parts = [" ".join(part.split()) for part in words.split(";") if part.strip()]
    if len(parts) > _MOST or any(len(part) > _LONGEST for part in parts):
        told = f"{what}: at most {_MOST} of at most {_LONGEST} characters each, parted by ';'"
        raise BadValue(told, "parts", field=what, most=_MOST, longest=_LONGEST)
    return parts


def _write(place: Place) -> str:
    told = [place.role, *([place.country] if place.country else [])]
    if place.lat is not None:
        told.append(f"{place.lat:.15g} {place.lon:.15g}")
    return f"{' '.join(place.name.replace(';', ',').split())} ({', '.join(told)})"


def _read(part: str, vocabulary: Vocabulary) -> Place:
    found = _WRITTEN.fullmatch(part)
    role, *rest = [each.strip() for each in found["rest"].split(",")] if found else [""]
    if found is None or role not in PLACE_ROLES:
        raise BadValue(
            f"places: {part!r} is no place and its role; write it as 'Rajin (origin)', with one of "
            f"{', '.join(PLACE_ROLES)}",
            "place_shape", field="places", value=part, allowed=", ".join(PLACE_ROLES),
        )  # fmt: skip
    name, country, degrees = found["name"], None, None
    for each in rest:
        if match := _DEGREES.fullmatch(each):
            degrees = float(match[1]), float(match[2])
        elif each.upper() in vocabulary.actors:
            country = each.upper()
        else:
            raise BadValue(
                f"places: {each!r} is neither a country, as KP, nor degrees north and east, as '42.25 130.3'",
                "place_rest", field="places", value=each,
            )  # fmt: skip
    known = _known(name, vocabulary)
    if known is not None and degrees is None and country in (None, known.country):
        return Place(name, known.country, role, known.latitude, known.longitude, known.disputed)
    if degrees is None and country is None:
        close = get_close_matches(name, vocabulary.places, n=3)
        hint = f"did you mean {' or '.join(close)}? Else " if close else ""
        raise BadValue(
            f"places: no place {name!r} is known; {hint}add what you know, as '{name} ({role}, KP, 42.25 130.3)'",
            "place_close" if close else "place", field="places", value=name, role=role, close=", ".join(close),
        )  # fmt: skip
    return Place(name, country, role, *(degrees or (None, None)))


def _known(name: str, vocabulary: Vocabulary) -> Any:
    """What the gazetteer has under a name, however it is written large or small."""
    if name in vocabulary.places:
        return vocabulary.places[name]
    return next((entry for known, entry in vocabulary.places.items() if known.casefold() == name.casefold()), None)
