"""Broad words for goods of which the text has told one kind: `50 of the jets` are fighters where F-16s came before."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from armstrail.extraction.passage import Passage

if TYPE_CHECKING:
    from armstrail.extraction.drafts import Draft

# Of figures with such a path in the annotated texts, with one narrower kind told before them, 64 mean that kind and 21
# the broad one; of vehicles and of vessels, as many mean the broad one.
_BROAD: Final = frozenset({"arms.aircraft", "arms.artillery", "arms.ammunition", "arms.missile", "arms.uav"})


def narrowed(passage: Passage, draft: Draft, told: Collection[str]) -> str | None:
    """The item of a figure: the one narrower kind of it that the claims before have told, else its own.

    Args:
        told: the items of the claims before it.
    """
    if draft.amount is None or draft.path not in _BROAD or _is_known_model(passage, draft):
        return draft.path
    kinds = {path for path in told if path.startswith(f"{draft.path}.")}
    return kinds.pop() if len(kinds) == 1 else draft.path


def _is_known_model(passage: Passage, draft: Draft) -> bool:
    return draft.designation is not None and passage.hits.at("models", draft.designation[0]) is not None
