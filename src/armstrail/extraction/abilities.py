"""What things can do: `missiles able to destroy tanks` destroy none here, and no tanks are sent.

A verb of using, finding or destroying that hangs on such words tells of no deed, and the goods behind it are targets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from armstrail.languages import Mention

if TYPE_CHECKING:
    from armstrail.extraction.passage import Passage

_ABLE: Final = "cues.able"
_DEEDS: Final = ("acts.use", "acts.find", "acts.destroy", "acts.seize", "acts.fail")
_TOLD: Final = ("finite", "participle")
_REACH: Final = 3  # tokens from the words of ability to the verb: an adverb, a pronoun


def strike_abilities(passage: Passage) -> None:
    """Take the deed out of such a verb, and the goods out of what it is done to, up to the next comma or wall."""
    for able in list(passage.hits.starts.get(_ABLE, {}).values()):
        sentence = passage.sentence_of(able.first)
        deed = _deed_behind(passage, able.last, sentence.last)
        if deed is None:
            continue
        ends = (at for at in range(deed.last, sentence.last) if passage.tokens[at].form in _ENDS)
        passage.hits.drop("acts.", deed.first, deed.last)
        for prefix in ("items.", "models"):
            passage.hits.drop(prefix, deed.last, next(ends, sentence.last))


_ENDS: Final = frozenset(",;:.()–—")


def _deed_behind(passage: Passage, at: int, end: int) -> Mention | None:
    for first in range(at, min(at + _REACH, end)):
        for cls, mention in passage.hits.here.get(first, ()):
            if cls in _DEEDS and any(name == cls and form not in _TOLD for name, form in mention.senses):
                return mention
        if passage.tokens[first].kind != "w":
            return None
    return None
