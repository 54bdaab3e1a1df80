"""From what a person types to the code of an actor, the path of an item and a question; for all who take such words."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from armstrail.model.errors import BadValue
from armstrail.model.terms import lies_within

if TYPE_CHECKING:
    from armstrail.languages import LanguagePack
    from armstrail.model.finding import Question
    from armstrail.vocabulary import Vocabulary


def find_actor(word: str) -> str:
    """The code of an actor given by code, or by name in English or any language that has a pack.

    Raises:
        BadValue: nobody known by this name, or several; says who comes close.
    """
    from armstrail.languages import load_packs
    from armstrail.vocabulary import load_vocabulary

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


def find_item(path: str) -> str:
    """The path of an item, if the item tree has it.

    Raises:
        BadValue: it does not; names those that are close.
    """
    from armstrail.vocabulary import load_vocabulary

    items = load_vocabulary().items
    if not any(lies_within(known, path) for known in items):
        close = get_close_matches(path, items, n=3)
        hint = f"did you mean {' or '.join(close)}?" if close else f"use one of {', '.join(items)}"
        raise BadValue(f"item {path!r} is not known; {hint}")
    return path


def find_question(
    supplier: str, recipient: str, item: str, unit: str | None = None, stage: str = "delivered"
) -> Question:
    """The question that words ask; without a unit, in that in which the item is counted.

    Raises:
        BadValue: a party, item, unit or stage that is not known, or one party on both sides.
    """
    from armstrail.model.finding import Question
    from armstrail.vocabulary import load_vocabulary

    giver, taker = find_actor(supplier), find_actor(recipient)
    if giver == taker:
        raise BadValue(f"supplier and recipient are both {giver}; name two parties")
    path = find_item(item)
    counted = unit or load_vocabulary().items.get(path) or "pieces"
    return Question(giver, taker, path, counted, stage, "share" if counted == "percent" else "flow")


def _codes_in(pack: LanguagePack, word: str) -> set[str]:
    from armstrail.languages.tokens import fold

    folded = fold(word, pack.cutting.fold)
    tables = [table for cls, table in pack.tables.items() if cls.startswith("actors.") and cls != "actors.ambiguous"]
    return {table[folded] for table in tables if folded in table}


def _named(vocabulary: Vocabulary, code: str) -> str:
    return f"{code} ({vocabulary.actors[code].name})"
