"""The part that a name or an office tells by its own form, worked out from the forms that a pack lists.

`Украин{а,ы,е,у,ой}`, or `Niger`, `Nigru`, `Nigrowi` one by one: the first is the form of the subject, and `а:ы` in the
pack's `grammar.case_endings` says what `Украины` tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

from armstrail.languages.expand import expand

ROLES: Final = ("of", "to", "by", "object")  # in this order where a form may be more than one
SUBJECT: Final = "subject"  # of endings that the subject may have, too: `українець`, `українці`
_KEYS: Final = ("names", "short", "people", "capital", "leaders", "government", "military", "intelligence")
_STEM: Final = 3  # letters
Endings = Mapping[str, list[str]]


def cases_of(
    actors: Mapping[str, Any], offices: Mapping[str, list[str]], endings: Endings
) -> Iterator[tuple[str, str]]:
    """Each form of a party or an office that tells its part without a preposition, and that part: `to`, or `of|to`.

    Args:
        actors: what the pack's `actors.toml` says.
        offices: the nouns of its `cues.institutions`.
        endings: by part, pairs of the subject's ending and the ending that tells it; of several that fit,
            the longest holds. What stands under `subject` tells none: it is the subject's own, in the plural.
    """
    pairs: dict[tuple[str, str], set[str]] = {}
    for role, listed in endings.items():
        for pair in listed:
            first, _, other = pair.partition(":")
            pairs.setdefault((first, other), set()).add(role)
    if not pairs:
        return
    listed_names = [table.get(key, ()) for code, table in actors.items() if code != "sources" for key in _KEYS]
    for listed in chain(listed_names, offices.values()):
        for forms in _names_apart([expand(raw, "case_endings") for raw in listed]):
            yield from _cases_of_name(forms, pairs)


def _names_apart(listed: Iterable[list[str]]) -> list[list[str]]:
    """The forms of each name: those of one set of braces, and those listed one by one behind the subject's."""
    names: list[list[str]] = []
    for forms in listed:
        if names and len(forms) == 1 and _is_form_of(names[-1][0], forms[0]):
            names[-1] = names[-1] + forms
        else:
            names.append(forms)
    return names


def _is_form_of(subject: str, form: str) -> bool:
    """Whether each word of a form begins as the subject's does: `Niger`, `Nigru`."""
    first, other = subject.split(), form.split()
    return len(first) == len(other) and all(a[:_STEM] == b[:_STEM] for a, b in zip(first, other, strict=True))


def _cases_of_name(forms: list[str], pairs: Mapping[tuple[str, str], set[str]]) -> Iterator[tuple[str, str]]:
    """What an earlier form tells for certain, a later one of the same name does not: -у of `Киев{,а,у}` is no
    genitive, as -а is."""
    told: set[str] = set()
    for form in forms[1:]:
        roles = _roles(forms[0].split(), form.split(), pairs)
        roles = roles - told or roles
        if SUBJECT in roles:
            continue
        if len(roles) == 1:
            told |= roles
        if roles:
            yield form, "|".join(role for role in ROLES if role in roles)


def _roles(first: list[str], other: list[str], pairs: Mapping[tuple[str, str], set[str]]) -> set[str]:
    """What the words that differ tell together: `Северной Кореи` is genitive by its second word."""
    found: set[str] = set()
    if len(first) != len(other):
        return found
    for a, b in zip(first, other, strict=True):
        if a == b:
            continue
        fitting = [pair for pair in pairs if _fits(a, b, *pair)]
        here = pairs[max(fitting, key=lambda pair: len(pair[0]) + len(pair[1]))] if fitting else set()
        found = found & here or set(here)
    return found


def _fits(first: str, other: str, ending: str, changed: str) -> bool:
    """Vowels that come and go may part the stems (`украинец`, `украинца`), but not where nothing is added."""
    return first.endswith(ending) and (other.endswith(changed) if changed else other + ending == first)
