"""From what a person types to the code of an actor or the path of an item; or what comes close."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from armstrail.model.errors import BadValue
from armstrail.model.terms import lies_within
from armstrail.vocabulary.lists import Vocabulary

_SHOWN = 60


class NotKnown(BadValue):
    """A word that names nothing of a closed list, with what comes close, which may be nothing."""

    def __init__(self, message: str, what: str, word: str, close: Sequence[str]) -> None:
        listed = ", ".join(close)
        super().__init__(message, f"{what}_close" if close else what, value=_short(word), close=listed)


def find_actor(vocabulary: Vocabulary, word: str) -> str:
    """The code of an actor given by code, or by its English name.

    Raises:
        NotKnown: nobody known by it; says who comes close.
    """
    actors, word = vocabulary.actors, word.strip()
    for code in (word, word.upper(), word.lower()):
        if code in actors:
            return code
    names = {actor.name.casefold(): code for code, actor in actors.items()}
    if word.casefold() in names:
        return names[word.casefold()]
    started = [name for name in names if word and name.startswith(word.casefold())]
    close = [names[name] for name in started[:3] or get_close_matches(word.casefold(), names, n=3)]
    told = [f"{code} ({actors[code].name})" for code in close]
    hint = f"did you mean {' or '.join(told)}?" if close else "give an ISO 3166-1 code such as KP, or a name"
    raise NotKnown(f"no actor {_short(word)!r} is known; {hint}", "party", word, told)


def find_item(vocabulary: Vocabulary, path: str) -> str:
    """The path of an item, if the item tree has it.

    Raises:
        NotKnown: it does not; says what comes close.
    """
    path = path.strip()
    if any(lies_within(known, path) for known in vocabulary.items):
        return path
    close = get_close_matches(path, vocabulary.items, n=3)
    heads = sorted({known.partition(".")[0] for known in vocabulary.items})
    hint = f"did you mean {' or '.join(close)}?" if close else f"it begins with one of {', '.join(heads)}"
    raise NotKnown(f"no item {_short(path)!r} is known; {hint}", "item", path, close)


def _short(word: str) -> str:
    return word if len(word) <= _SHOWN else f"{word[:_SHOWN]}..."
