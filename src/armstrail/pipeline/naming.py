"""From what a person types, in any language, to the code of an actor, and from such words to a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from armstrail.model.errors import BadValue

if TYPE_CHECKING:
    from armstrail.model.finding import Question


def find_actor(word: str) -> str:
    """The code of an actor given by code, or by name in English or any language that has a pack.

    Raises:
        BadValue: nobody known by this name, or several; says who comes close.
    """
    from armstrail import vocabulary as lists

    vocabulary = lists.load_vocabulary()
    try:
        return lists.find_actor(vocabulary, word)
    except BadValue:
        found = _codes_of(word)
        if not found:
            raise
    if len(found) == 1:
        return found.pop()
    named = " or ".join(f"{code} ({vocabulary.actors[code].name})" for code in sorted(found))
    raise BadValue(f"{word!r} may be {named}; give the code")


def find_question(
    supplier: str, recipient: str, item: str, unit: str | None = None, stage: str = "delivered"
) -> Question:
    """The question that words ask; without a unit, in that in which the item is counted.

    Raises:
        BadValue: a party, item, unit or stage that is not known, or one party on both sides.
    """
    from armstrail.model.finding import Question
    from armstrail.vocabulary import find_item, load_vocabulary

    giver, taker = find_actor(supplier), find_actor(recipient)
    if giver == taker:
        raise BadValue(f"supplier and recipient are both {giver}; name two parties")
    vocabulary = load_vocabulary()
    path = find_item(vocabulary, item)
    counted = unit or vocabulary.items.get(path) or "pieces"
    return Question(giver, taker, path, counted, stage, "share" if counted == "percent" else "flow")


def _codes_of(word: str) -> set[str]:
    """The codes that a name has in any language."""
    from armstrail.languages.tokens import fold
    from armstrail.pipeline.reading import shipped_packs

    found = set()
    for pack in shipped_packs().values():
        folded = fold(word.strip(), pack.cutting.fold)
        for cls, table in pack.tables.items():
            if cls.startswith("actors.") and cls != "actors.ambiguous" and folded in table:
                found.add(table[folded])
    return found
