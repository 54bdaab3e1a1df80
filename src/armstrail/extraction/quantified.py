"""Every quantity of a text as a value of its own, whether or not a claim hangs on it."""

from __future__ import annotations

from typing import Final

from armstrail.extraction.dates import find_dates
from armstrail.extraction.passage import Passage, read_passage
from armstrail.extraction.quantities import Amount, Refused, find_amounts, find_fractions
from armstrail.languages import LanguagePack
from armstrail.model.document import Document
from armstrail.model.quantified import Quantified

# Refused as figures of goods, yet quantities of what they name: deputies, brigades, the fallen.
_COUNTED_OTHERWISE: Final = ("unknown_noun", "formation", "casualties")


def quantities_of(text: str, pack: LanguagePack) -> tuple[Quantified, ...]:
    """The quantities of `text` in order; none overlap.

    A number that is a date, an age, a measure, a duration, a section, a score or part of a name is none.
    """
    passage = read_passage(Document("text", text, lang=pack.lang), pack)
    dates = find_dates(passage)
    amounts, refused = find_amounts(passage, dates)
    taken = {at for amount in amounts for at in range(amount.first, amount.last)}
    taken |= {at for no in refused for at in range(no.first, no.last)}
    found = [_of_amount(passage, amount) for amount in [*amounts, *find_fractions(passage, taken, dates)]]
    found += [_of_refused(passage, no) for no in refused if no.reason in _COUNTED_OTHERWISE and no.amount is not None]
    return tuple(sorted(found, key=lambda quantified: quantified.span))


def _of_amount(passage: Passage, amount: Amount) -> Quantified:
    head = amount.head
    noun = designation = None
    if head is not None:
        noun = passage.span(head.first, head.last)
        designation = passage.span(*head.designation) if head.designation is not None else None
    return Quantified(
        passage.span(amount.first, amount.last),
        amount.low,
        amount.high,
        amount.unit,
        amount.hedge,
        head.path if head is not None else None,
        noun,
        designation,
        amount.rate,
    )


def _of_refused(passage: Passage, refused: Refused) -> Quantified:
    """The noun runs from the number to where the refusal ends."""
    amount = refused.amount
    assert amount is not None
    last = amount.number.last
    noun = passage.span(last, refused.last) if refused.last > last else None
    span = passage.span(amount.first, max(refused.last, amount.last))
    return Quantified(span, amount.low, amount.high, None, amount.hedge, None, noun)
