"""Every quantity of a text as a value of its own, whether or not a claim hangs on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from armstrail.extraction.dates import find_dates
from armstrail.extraction.passage import Passage, read_passage
from armstrail.extraction.quantities import Amount, Refused, find_amounts, find_fractions
from armstrail.extraction.view import composed
from armstrail.languages import LanguagePack
from armstrail.model.document import Document
from armstrail.model.quantified import Quantified
from armstrail.model.span import Span

# Refused as figures of goods, yet quantities of what they name: deputies, brigades, the fallen.
_COUNTED_OTHERWISE: Final = ("unknown_noun", "formation", "casualties")


def quantities_of(text: str, pack: LanguagePack) -> tuple[Quantified, ...]:
    """The quantities of `text` in order; none overlap.

    A number that is a date, an age, a measure, a duration, a section, a score or part of a name is none.
    """
    text, places = composed(text)
    if not text.strip():
        return ()
    passage = read_passage(Document("text", text, lang=pack.lang), pack)
    dates = find_dates(passage)
    amounts, refused = find_amounts(passage, dates)
    taken = {at for amount in amounts for at in range(amount.first, amount.last)}
    taken |= {at for no in refused for at in range(no.first, no.last)}
    found = [
        _of_amount(passage, amount)
        for amount in [*amounts, *find_fractions(passage, taken, dates)]
        if not _is_article(passage, amount)
    ]
    found += [
        _of_refused(passage, no)
        for no in refused
        if no.reason in _COUNTED_OTHERWISE and no.amount is not None and not _is_article(passage, no.amount)
    ]
    found = _apart(sorted(found, key=lambda quantified: quantified.span))
    return tuple(found if places is None else (_moved(quantified, places) for quantified in found))


def _apart(found: list[Quantified]) -> list[Quantified]:
    """Of two that claim the same words (`두T-72두`: two tonnes, or two T-72), the longer."""
    kept: list[Quantified] = []
    for quantified in found:
        if kept and quantified.span.start < kept[-1].span.end:
            if quantified.span.end - quantified.span.start > kept[-1].span.end - kept[-1].span.start:
                kept[-1] = quantified
            continue
        kept.append(quantified)
    return kept


def _is_article(passage: Passage, amount: Amount) -> bool:
    """`ein Panzer`, `un carro`: an article is no number unless a hedge makes it one."""
    number = amount.number
    alone = number.style == "words" and number.last - number.first == 1 and amount.hedge == "exact"
    return alone and passage.is_a("grammar.articles", number.first) and not amount.another


def _moved(quantified: Quantified, places: list[int]) -> Quantified:
    """The same in a text whose code points stand at `places`."""

    def moved(span: Span | None) -> Span | None:
        return Span(places[span.start], places[span.end]) if span is not None else None

    span = Span(places[quantified.span.start], places[quantified.span.end])
    return replace(quantified, span=span, noun=moved(quantified.noun), designation=moved(quantified.designation))


def _of_amount(passage: Passage, amount: Amount) -> Quantified:
    head = amount.head
    designation = None
    noun = passage.span(*amount.noun) if amount.noun is not None else None
    if head is not None:
        noun = passage.span(head.first, head.last) if head.last > head.first else None  # that of the next number
        designation = passage.span(*head.designation) if head.designation is not None else None
    span = passage.span(amount.first, amount.last)
    return Quantified(
        span,
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
