"""Datelines: the towns at the head of a report, which say where it was written and nothing of who gives or speaks."""

from __future__ import annotations

from typing import Final

from armstrail.extraction.passage import Passage, Sentence

_LONGEST: Final = 14  # tokens
_TOWNS: Final = frozenset({"actors.capital", "places"})


def dateline_end(passage: Passage, sentence: Sentence) -> int:
    """The token behind the dateline that a sentence opens with; its first token where it opens with none.

    `TOKYO/PARIS, 30 May (ALC) –` and `MADRID.-` at the head of a paragraph, `NEW DELHI:` at that of a text, or towns
    alone before a full stop (`Nairobi.`, `БРЮССЕЛЬ, 13 лютого.`).
    """
    if sentence.index and passage.sentences[sentence.index - 1].paragraph == sentence.paragraph:
        return sentence.first
    for at in range(sentence.first, min(sentence.last, sentence.first + _LONGEST)):
        if _is_dash(passage, at) or _is_colon(passage, sentence, at):
            none = _opens_figure(passage, sentence, at + 1) or _is_copula(passage, sentence, at)
            return sentence.first if none else at + 1
        if _is_text(passage, at):
            return sentence.first
    return sentence.last if _is_towns(passage, sentence) else sentence.first


def _opens_figure(passage: Passage, sentence: Sentence, at: int) -> bool:
    """`Данія – $200 млн`: a line of a list in which the dash stands between a name and its figure, and nothing else."""
    end = min(sentence.last, at + _FIGURE)
    money = ("quantities.currency_signs", "quantities.currency_codes", "quantities.hedges_before")
    while at < end and any(passage.hits.at(cls, at) for cls in money):
        at += 1
    return at < end and passage.tokens[at].kind == "n" and sentence.last - at <= _FIGURE


def _is_copula(passage: Passage, sentence: Sentence, at: int) -> bool:
    """`Таиланд — крупнейший импортёр`: a dash between a state and a word written small stands for `is`."""
    name = passage.hits.at("actors.names", sentence.first)
    return name is not None and name.last == at and passage.tokens[min(at + 1, sentence.last - 1)].surface[0].islower()


_FIGURE: Final = 8  # tokens of a figure at the end of a line


def _is_dash(passage: Passage, at: int) -> bool:
    token = passage.tokens[at]
    if token.form in "–—":
        return True
    return token.form == "-" and (not token.glued or (at > 0 and passage.tokens[at - 1].form == "."))


def _is_colon(passage: Passage, sentence: Sentence, at: int) -> bool:
    """`NEW DELHI: India has`: a colon behind a town, or a body that sits in one, in capitals at the head of a text;
    behind the name of a state goes a list or what is said of it."""
    if passage.tokens[at].form != ":" or sentence.index or at + 1 >= sentence.last:
        return False
    before, behind = passage.tokens[sentence.first : at], passage.tokens[at + 1]
    if behind.kind != "w" or not behind.surface[0].isupper() or not all(t.surface.isupper() for t in before):
        return False
    town = next((hit for cls in _TOWNS if (hit := passage.hits.at(cls, sentence.first)) is not None), None)
    body = passage.hits.at("actors.names", sentence.first)
    actors = passage.pack.vocabulary.actors
    if town is None and body is not None and actors[body.value("actors.names") or ""].kind == "organisation":
        town = body
    return town is not None and town.last == at


def _is_text(passage: Passage, at: int) -> bool:
    token = passage.tokens[at]
    if token.kind != "w" or token.surface[0].isupper():
        return False
    return not passage.is_a("dates.months", at) and not passage.is_a("dates.links", at)


def _is_towns(passage: Passage, sentence: Sentence) -> bool:
    """Whether a sentence is nothing but names of towns and a day, with more of its paragraph behind it; states alone
    (`QATAR / UK.`) head a paragraph that is about them."""
    behind = sentence.index + 1
    if behind == len(passage.sentences) or passage.sentences[behind].paragraph != sentence.paragraph:
        return False
    at, towns = sentence.first, 0
    while at < sentence.last:
        if passage.tokens[at].kind != "w" or (towns and passage.is_a("dates.months", at)):
            at += 1
            continue
        town = next((hit for cls in _TOWNS if (hit := passage.hits.at(cls, at)) is not None), None)
        if town is None:
            return False
        at, towns = town.last, towns + 1
    return towns > 0
