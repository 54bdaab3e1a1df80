"""Which model or calibre is named with goods: inside their noun, or right behind it."""

from __future__ import annotations

from armstrail.extraction.calibres import calibre_behind
from armstrail.extraction.passage import Passage, Sentence
from armstrail.languages import Mention

_BORED = ("arms.ammunition", "arms.artillery")


def calibre_of(passage: Passage, sentence: Sentence, last: int, path: str) -> tuple[int, int] | None:
    """The calibre at the end of rounds or guns before token `last`, or behind them."""
    return calibre_behind(passage, sentence, last) if path.startswith(_BORED) else None


def path_of_model(passage: Passage, at: int) -> str | None:
    """The item that the model at a token is, None where none begins there."""
    model = passage.hits.at("models", at)
    return None if model is None else passage.pack.vocabulary.models[model.value("models") or ""].path


def designation_of(mentions: list[Mention]) -> tuple[int, int] | None:
    """The tokens of the first model among some mentions."""
    model = next((m for m in mentions if m.value("models")), None)
    return (model.first, model.last) if model is not None else None


def named_behind(passage: Passage, sentence: Sentence, last: int, path: str) -> tuple[int, int] | None:
    """The calibre or model behind goods that end before token `last`."""
    return calibre_of(passage, sentence, last, path) or model_near(passage, sentence, last, path)


def _goes_on(passage: Passage, at: int) -> bool:
    """`munizioni e missili Samp/T`: whether other goods are joined or named before the model."""
    return passage.is_a("grammar.coordinators", at) or passage.is_a("items.nouns", at)


def model_near(passage: Passage, sentence: Sentence, last: int, path: str) -> tuple[int, int] | None:
    """A model right behind its noun (`sistemi antiaerei S-300 e S-400`, `tanks of the type Leopard 2`)."""
    first = None
    end = last
    at = last
    while at < min(sentence.last, last + 5):
        model = passage.hits.at("models", at)
        if model is not None:
            first = model.first if first is None else first
            end = model.last
            at = model.last
            continue
        if first is not None and not passage.is_a("grammar.coordinators", at):
            break
        if first is None and (passage.tokens[at].form in ",;.:" or _goes_on(passage, at)):
            break
        at += 1
    if first is None:
        return None
    named = path_of_model(passage, first)
    return (first, end) if named is not None and named.split(".")[:1] == path.split(".")[:1] else None
