"""What a stance is about: an item of its sentence, one told of before, or none (`about` in weights.toml)."""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.extraction.drafts import Draft
from armstrail.extraction.items import item_path, nearest_items
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.valued import Option

_BACK = 3  # sentences
_MOST = 3


def subjects_for(passage: Passage, drafts: Sequence[Draft], sentence: Sentence, at: int, stance: str) -> list[Option]:
    """The items that a stance at token `at` may be about, and none.

    Args:
        drafts: the figures and items of the document, in any order.
    """
    mentions = nearest_items(passage, sentence, at)
    found: list[Option] = []
    for rank, mention in enumerate(mentions[:_MOST]):
        path = item_path(passage, mention)
        if path is None:
            continue
        side = "right" if mention.first > at else "left"
        gap = min(abs(mention.first - at) // 4, 5)
        names = [
            "here", f"here:{side}.{rank}", f"here:{side}.gap{gap}", f"here:{stance}", f"here:depth{path.count('.')}",
            f"here:root.{path.split('.')[0]}",
        ]  # fmt: skip
        found.append(Option(path, mention, dict.fromkeys(names, 1.0)))
    before = [d for d in drafts if sentence.index - _BACK <= d.sentence.index < sentence.index and d.path is not None]
    before.sort(key=lambda draft: -draft.first)
    for rank, draft in enumerate(before[:_MOST]):
        gap = sentence.index - draft.sentence.index
        same = "same" if draft.sentence.paragraph == sentence.paragraph else "other"
        path = draft.path or ""
        names = [
            "back", f"back:{gap}.{same}", f"back:{rank}.{bool(mentions)}", f"back:{stance}.{bool(mentions)}",
            f"back:kind.{draft.kind}", f"back:figure.{draft.amount is not None}", f"back:root.{path.split('.')[0]}",
        ]  # fmt: skip
        found.append(Option(draft.path, None, dict.fromkeys(names, 1.0)))
    names = ["none", f"none:{stance}", f"none:{stance}.{bool(mentions)}", f"none:here{min(len(mentions), 2)}"]
    names.append(f"none:back{min(len(before), 2)}.{bool(mentions)}")
    found.append(Option(None, None, dict.fromkeys(names, 1.0)))
    return found
