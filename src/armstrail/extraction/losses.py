"""How likely a number that became no claim is a claim that was lost: a table of chances, and the signs beside it.

The table, `losses.toml`, is counted on annotated documents. A reader who has time for ten left-out numbers should
see the ten that matter, and a maintainer which noun to add to a pack.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from armstrail.languages import LanguagePack, tokenize
from armstrail.model.loss import Loss, LossGroup, Overlooked, by_chance

Nouns = Mapping[tuple[str, str], int]

_ARMS: Final = ("items.nouns", "models")


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files("armstrail.extraction") / "losses.toml").read_text("utf-8"))


def weigh(overlooked: Iterable[Overlooked], nouns: Nouns, packs: Mapping[str, LanguagePack] | None) -> Iterator[Loss]:
    """Each miss with its chance of being a lost claim, in the order given.

    Args:
        nouns: in how many documents each unknown noun stands, by language and noun (`Overlooked.noun`).
        packs: by which arms words beside the number are known; without them that sign is not told.
    """
    for at in overlooked:
        yield _weigh(at, nouns, packs)


def group(losses: Iterable[Loss], by: str) -> list[LossGroup]:
    """The misses together by `reason` or by unknown `noun`, the most likely losses first."""
    groups: dict[tuple[str, str | None], _Gathered] = {}
    for loss in losses:
        key: tuple[str, str | None] = (loss.at.miss.reason, None)
        if by == "noun":
            if loss.at.noun is None:
                continue
            key = loss.at.noun[1], loss.at.noun[0]
        groups.setdefault(key, _Gathered(loss)).take(loss)
    made = [
        LossGroup(key, lang, found.numbers, len(found.documents), found.chances / 100, found.best)
        for (key, lang), found in groups.items()
    ]
    return sorted(made, key=lambda one: (-one.expected, -one.documents, -one.numbers, one.key, one.lang or ""))


class _Gathered:
    def __init__(self, first: Loss) -> None:
        self.numbers, self.chances, self.best = 0, 0.0, first
        self.documents: set[str] = set()

    def take(self, loss: Loss) -> None:
        self.numbers += 1
        self.chances += loss.chance
        self.documents.add(loss.at.document.digest)
        self.best = min(self.best, loss, key=by_chance)


def _weigh(at: Overlooked, nouns: Nouns, packs: Mapping[str, LanguagePack] | None) -> Loss:
    table = _table()["signs"]
    signs: list[str] = []
    chance = float(_table()["reasons"].get(at.miss.reason, table["other"]))
    if chance == 0:
        return Loss(at, 0.0, ())
    if at.beside_claim:
        chance *= table["beside_claim"]
        signs.append("in a sentence that makes a claim")
    word = _arms_word(at, packs.get(at.document.lang or ""), table["reach"]) if packs is not None else None
    if word is not None:
        chance *= table["arms_word"]
        signs.append(f"near “{word}”")
    if at.noun is not None and (documents := nouns.get(at.noun, 1)) > 1:
        chance *= 1 + table["recurring"] * math.log2(documents)
        signs.append(f"its noun stands in {documents} documents")
    return Loss(at, min(round(chance, 1), float(table["most"])), tuple(signs))


def _arms_word(at: Overlooked, pack: LanguagePack | None, reach: int) -> str | None:
    """The first word for arms or people that stands near the number in its line."""
    if pack is None:
        return None
    before, after = at.context(reach)
    near = before + at.words + after
    tokens = tokenize(near, pack.cutting)
    hits = pack.lexicon.scan(tokens)
    found = sorted((mention.first, mention.last) for cls in _ARMS for mention in hits.starts[cls].values())
    return near[tokens[found[0][0]].start : tokens[found[0][1] - 1].end] if found else None
