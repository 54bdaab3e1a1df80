"""From the name that a person types to the code of an actor."""

from __future__ import annotations

from difflib import get_close_matches

from armstrail.languages import LanguagePack, load_packs
from armstrail.languages.tokens import fold
from armstrail.model.errors import BadValue
from armstrail.vocabulary import Vocabulary, load_vocabulary


def find_actor(word: str) -> str:
    """The code of an actor given by code, or by name in English or any language that has a pack.

    Raises:
        BadValue: nobody known by this name, or several; says who comes close.
    """
    vocabulary = load_vocabulary()
    word = word.strip()
    for code in (word, word.upper(), word.lower()):
        if code in vocabulary.actors:
            return code
    names = {actor.name.casefold(): code for code, actor in vocabulary.actors.items()}
    if word.casefold() in names:
        return names[word.casefold()]
    found = {code for pack in load_packs(vocabulary).values() for code in _codes_in(pack, word)}
    if len(found) == 1:
        return found.pop()
    if found:
        raise BadValue(
            f"{word!r} may be {' or '.join(_named(vocabulary, code) for code in sorted(found))}; give the code"
        )
    started = [name for name in names if word and name.startswith(word.casefold())]
    close = [_named(vocabulary, names[name]) for name in started[:3] or get_close_matches(word.casefold(), names, n=3)]
    hint = f"did you mean {' or '.join(close)}?" if close else "give an ISO 3166-1 code such as KP, or a name"
    raise BadValue(f"no actor {word!r} is known; {hint}")


def _codes_in(pack: LanguagePack, word: str) -> set[str]:
    folded = fold(word, pack.cutting.fold)
    tables = [table for cls, table in pack.tables.items() if cls.startswith("actors.") and cls != "actors.ambiguous"]
    return {table[folded] for table in tables if folded in table}


def _named(vocabulary: Vocabulary, code: str) -> str:
    return f"{code} ({vocabulary.actors[code].name})"
