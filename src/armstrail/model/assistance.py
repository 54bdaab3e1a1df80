"""What a model is asked about, and how a claim that it proposed is marked.

The mark is a cue among the claim's reasons, so it travels with the claim wherever that goes, and nobody's correction
of a slot takes it off.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from armstrail.model.claim import Claim
from armstrail.model.span import Span

ASSISTED: Final = "assisted"  # how the cue of a claim begins that a model proposed
EXTRACTOR_MARK: Final = "+assist."  # what parts the extractor of a reading from the help it had
IN_PART: Final = "-in-part"  # how that ends where some passage was not answered, so that it is asked once more


@dataclass(frozen=True, slots=True)
class Leftover:
    """A sentence of a document with numbers that the reader found and left, each in `figures`; `window` is the sentence
    with those beside it.

    `parties` and `items` are the codes and paths that the reader finds in the words of the document: the only ones
    that a claim on these numbers may name.
    """

    window: Span
    sentence: Span
    figures: tuple[Span, ...]
    parties: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


def assisted_by(claim: Claim) -> str | None:
    """Which model proposed a claim, by which version of the question; None for all that the reader found itself."""
    return mark_in(claim.reasons)


def mark_in(reasons: Iterable[str]) -> str | None:
    """The same, from the cues of a claim."""
    marks = (cue.removeprefix(f"{ASSISTED}: ") for cue in reasons if cue.startswith(f"{ASSISTED}: "))
    return next(marks, None)
