"""The numbers that the reader found and left, sentence by sentence, with all that it knows around them.

For a model's help: what stands here bounds what a proposal may say. A number that was refused for what it is (a date,
an age, the fallen) is none of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from armstrail.extraction.items import item_mentions, paths_of
from armstrail.extraction.parties import find_parties
from armstrail.extraction.passage import Passage, Sentence, read_passage, windows_of
from armstrail.extraction.speakers import find_speakers
from armstrail.languages import LanguagePack
from armstrail.model.assistance import Leftover
from armstrail.model.document import Document
from armstrail.model.reading import Miss, Reading

# Why a number may still be one of a claim: nothing around it told what it counts or whose it is.
OPEN_REASONS: Final = frozenset(("no_noun", "unknown_noun", "no_party", "unlikely"))
_MOST_PARTIES: Final = 12  # of a document, in the order of their mentions near the number


def leftovers_of(document: Document, reading: Reading, pack: LanguagePack) -> tuple[Leftover, ...]:
    """Every sentence of a document in which a number was left that a claim may hang on, in text order.

    The stretch that is shown holds the sentence before and the one after, too. A reading that is off topic or has no
    pack leaves nothing: the gate has said that the document deals with something else.
    """
    if reading.state != "read":
        return ()
    taken = [claim.anchor for claim in reading.claims]
    left = [
        miss
        for miss in reading.misses
        if miss.reason in OPEN_REASONS and not any(miss.span.overlaps(anchor) for anchor in taken)
    ]
    found: list[Leftover] = []
    for window in windows_of(document.text):
        inside = [miss for miss in left if window[0] <= miss.span.start < window[1]]
        if inside:
            found += _in_window(read_passage(document, pack, window), inside)
    return tuple(found)


def _in_window(passage: Passage, left: list[Miss]) -> Iterator[Leftover]:
    parties = find_parties(passage, find_speakers(passage))
    for sentence in passage.sentences:
        whole = passage.span(sentence.first, sentence.last)
        figures = tuple(dict.fromkeys(miss.span for miss in left if whole.holds(miss.span)))
        if not figures:
            continue
        first, last = _neighbours(passage, sentence)
        mentions = sorted(parties.mentions, key=lambda party: abs(party.sentence - sentence.index))
        codes = tuple(dict.fromkeys(party.code for party in mentions))[:_MOST_PARTIES]
        paths = paths_of(passage, item_mentions(passage, first.first, last.last))
        window = passage.span(first.first, last.last)
        yield Leftover(window, whole, figures, tuple(sorted(codes)), tuple(sorted(set(paths))))


def _neighbours(passage: Passage, sentence: Sentence) -> tuple[Sentence, Sentence]:
    """The sentences before and after in the same document, or the sentence itself at its ends."""
    at = sentence.index
    last = min(at + 1, len(passage.sentences) - 1)
    return passage.sentences[max(at - 1, 0)], passage.sentences[last]
