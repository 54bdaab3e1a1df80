"""Calibres that stand behind what is counted: `cartuchos de 152 mm`, `colpi da 155 mm`."""

from __future__ import annotations

from typing import Final

from armstrail.extraction.items import item_mentions, paths_of
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.scales import Number

# Bores of guns, howitzers, mortars and rocket launchers in mm; what fires from them is no small-arms round.
_GUNS: Final = frozenset({
    57, 60, 76, 81, 82, 85, 90, 98, 100, 105, 107, 114, 115, 120, 122, 125, 130, 140, 152, 155, 160, 170, 175, 180, 203,
    220, 227, 240, 300,
})  # fmt: skip
_BETWEEN: Final = ("grammar.prepositions", "grammar.articles", "quantities.not_quantity")
_LINKS: Final = 2  # tokens: `of`, `of the calibre`


def calibre_behind(passage: Passage, sentence: Sentence, last: int) -> tuple[int, int] | None:
    """The tokens of a gun's calibre at the end of a noun before token `last` (`proiettili da 155`), or right behind
    it, a preposition or a word for calibre between; None where none stands there."""
    for at in range(last - 1, min(last + _LINKS + 1, sentence.last - 1)):
        token = passage.tokens[at]
        if token.kind == "n":
            measure = passage.hits.at("quantities.not_quantity", at + 1)
            told = measure is not None and ("quantities.not_quantity", "measures") in measure.senses
            bore = token.form.isdigit() and int(token.form) in _GUNS
            if measure is None or not told or not bore:
                return None
            stop = passage.tokens[measure.last - 1].form == "." and measure.last == sentence.last
            return at, measure.last - stop
        linked = at < last or any(passage.is_a(cls, at) for cls in _BETWEEN)
        if not linked and passage.hits.ending("quantities.not_quantity", at) is None:
            return None
    return None


_BORED: Final = ("arms.ammunition", "arms.artillery")
_OF_A_BORE: Final = frozenset({"of", "from"})


def is_calibre(passage: Passage, sentence: Sentence, number: Number) -> bool:
    """`razzi da 122, non da 155 e da 130`: the bore of a gun behind `of`, its measure left out, in a sentence that
    names what such guns fire."""
    if number.style != "digits" or number.last - number.first > 1 or number.value not in _GUNS:
        return False
    of = passage.hits.ending("grammar.prepositions", number.first - 1)
    if of is None or not any(cls == "grammar.prepositions" and value in _OF_A_BORE for cls, value in of.senses):
        return False
    fired = paths_of(passage, item_mentions(passage, sentence.first, number.first))
    return any(path.startswith(_BORED) for path in fired)
