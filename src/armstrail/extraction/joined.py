"""Goods that are joined to counted ones: which of them the same number counts."""

from __future__ import annotations

from typing import Final

from armstrail.extraction.heads import Head
from armstrail.extraction.items import GENERIC, apart, item_path
from armstrail.extraction.numbers import number_at
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.uncounted import joins
from armstrail.languages import Mention


def counted_together(passage: Passage, sentence: Sentence, head: Head, path: str, named: bool) -> list[Mention]:
    """The goods joined to a noun that its number counts, too: `2,000 rockets and missiles`.

    Args:
        path: what the noun stands for.
        named: whether the noun has a model or calibre of its own.
    """
    if _serves(passage, head):
        return []
    joined = _coordinated(passage, sentence, head.last)
    return [] if joined and _is_counted_alone(passage, path, named, joined) else joined


def _serves(passage: Passage, head: Head) -> bool:
    """`colpi per artiglieria e lanciarazzi`: what is joined behind a noun with `for` in it is what it is for."""
    inside = passage.hits.between("grammar.prepositions", head.first + 1, head.last)
    return any(("grammar.prepositions", "for") in mention.senses for mention in inside)


def _is_counted_alone(passage: Passage, path: str, named: bool, joined: list[Mention]) -> bool:
    """Whether a number counts only the goods right behind it, and none of those that are joined to them: by their model
    (`six CH-95 drones and FK-3 missiles`), because what is joined only comes with them (`19 tanks and ammunition`), or
    because no number of rounds holds it (`5,000 rounds of smoke ammunition and drones`)."""
    others = [item_path(passage, mention) for mention in joined]
    if path.startswith("arms.ammunition"):
        return any(other is not None and other not in GENERIC and not other.startswith(_SHOT) for other in others)
    if not apart(path, others[0]):
        return False
    if named:
        return True
    return (others[0] or "").startswith(_SUPPLIES) and not path.startswith(_SHOT)


_SUPPLIES: Final = ("arms.ammunition", "commodity", "materiel.parts")  # what comes with goods that are counted
_SHOT: Final = ("arms.ammunition", "arms.missile", "arms.bombs", "arms.mines")


def _coordinated(passage: Passage, sentence: Sentence, last: int) -> list[Mention]:
    """Further items under the same number: `2,000 rockets and missiles`; an item with its own number is none."""
    found: list[Mention] = []
    at = last
    numbers_last = passage.pack.text("script.head") == "before"
    while at < sentence.last and joins(passage, at):
        step = at + 1
        hit = next((h for cls in ("items.nouns", "models") if (h := passage.hits.at(cls, step)) is not None), None)
        if hit is None or (numbers_last and _has_own_number(passage, sentence, hit.last)):
            break
        found.append(hit)
        at = hit.last
    only_comma = len(found) == 1 and passage.tokens[last].form == ","
    return [] if only_comma else found


def _has_own_number(passage: Passage, sentence: Sentence, at: int) -> bool:
    """Where numbers come last, whether the row of nouns that goes on at a token ends on one:
    소형 무기용 탄약 2200만 발, '흑표' 전차 10대."""
    for n in range(at, min(at + _ROW, sentence.last)):
        if number_at(passage, n) is not None:
            return True
        if joins(passage, n) or passage.hits.any_at(passage.pack.acts, n) or passage.tokens[n].form in ".;:":
            return False
    return False


_ROW: Final = 6  # tokens from the first noun of a row to its number
