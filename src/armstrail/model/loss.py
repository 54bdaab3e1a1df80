"""Numbers that became no claim, where they stand, and how likely each is a claim that was lost."""

from __future__ import annotations

from dataclasses import dataclass

from armstrail.model.document import Document
from armstrail.model.reading import Miss


@dataclass(frozen=True, slots=True)
class Overlooked:
    """A miss in its document; `beside_claim` where a claim was read from the same words, its sentence mostly."""

    miss: Miss
    document: Document
    beside_claim: bool

    @property
    def noun(self) -> tuple[str, str] | None:
        """The language and the noun that no pack knows, whatever its case; None for other reasons."""
        if self.miss.reason != "unknown_noun" or not self.miss.detail:
            return None
        return self.document.lang or "", " ".join(self.miss.detail.casefold().split())

    @property
    def words(self) -> str:
        """The number as written."""
        return self.miss.span.cut(self.document.text)

    def context(self, width: int) -> tuple[str, str]:
        """The words before and after it in its line, at most `width` characters each, cut between words."""
        text, span = self.document.text, self.miss.span
        start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
        before, after = text[start : span.start], text[span.end : end if end >= 0 else len(text)]
        if len(before) > width:
            before = "…" + _from_word(before[-width:])
        if len(after) > width:
            after = _from_word(after[:width][::-1])[::-1] + "…"
        return before.lstrip(), after.rstrip()


def _from_word(words: str) -> str:
    """Words from the first that is whole; all of them where nothing parts them."""
    _, space, rest = words.partition(" ")
    return space + rest if rest.strip() else words


@dataclass(frozen=True, slots=True)
class Loss:
    """A miss with the chance, in percent, that it is a lost claim, and what speaks for that, for people."""

    at: Overlooked
    chance: float
    signs: tuple[str, ...]


def by_chance(loss: Loss) -> tuple[float, str, str, int]:
    """A sort key: the likeliest first, then by date, document and place."""
    document = loss.at.document
    return -loss.chance, document.published or "9999", document.digest, loss.at.miss.span.start


@dataclass(frozen=True, slots=True)
class LossGroup:
    """Misses of one reason, or of one unknown noun, together.

    `key` is the reason or the noun, `lang` the noun's language. `numbers` and `documents` are how many there
    are, `expected` the sum of their chances (how many claims are likely lost here), `best` the likeliest.
    """

    key: str
    lang: str | None
    numbers: int
    documents: int
    expected: float
    best: Loss
