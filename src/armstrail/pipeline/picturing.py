"""Pictures of answers and of briefs: what is worked out, drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from armstrail.model.estimate import Estimate
from armstrail.model.voice import Voice
from armstrail.pipeline.telling import series_of

if TYPE_CHECKING:
    from armstrail.pipeline.briefs import Made
    from armstrail.pipeline.estimates import Answer, Books, Evidence
    from armstrail.publishing.footnotes import Carried
    from armstrail.publishing.illustrations import Illustration
    from armstrail.publishing.telling import Teller

_DRAWN: Final = 60  # figures of a chart, the newest

Lead = Callable[[str, str], str | None]


def chart_of(answer: Answer, evidence: Evidence, books: Books, title: str, language: str = "en") -> str:
    """An answer over time as SVG, with its title over it.

    Raises:
        BadValue: there is no estimate to draw.
    """
    from armstrail.model.errors import BadValue

    if not isinstance(answer.outcome, Estimate):
        raise BadValue(f"there is nothing to draw: {answer.outcome.detail}; ask another question, or in another format")
    return _chart(answer, evidence, _teller(evidence, books, language), title, "chart", headed=True).svg


def illustrations_of(made: Made, *, paper: bool = False) -> Mapping[str, Illustration]:
    """The pictures of a brief: a chart for each estimate, by the key of its line, and a map of the places under `map`.

    Args:
        made: with its series.
        paper: in the font of a PDF, without links; else marks lead to the words of footnotes.
    """
    from armstrail.publishing.pictures import PAPER_FONT, SCREEN_FONT

    if made.books is None or not made.evidence:
        return {}
    cited = {} if paper else {(note.document, note.claim): note.number for note in made.brief.footnotes}
    font, books, language = PAPER_FONT if paper else SCREEN_FONT, made.books, made.brief.language

    def lead(document: str, claim: str) -> str | None:
        number = cited.get((document, claim))
        return None if number is None else f"#w{number}"

    drawn = {}
    for at, (answer, evidence) in enumerate(made.answered, 1):
        key, teller = f"estimate-{at}", _teller(evidence, books, language)
        drawn[key] = _chart(answer, evidence, teller, made.title_of(key), key, lead=lead, font=font)
    places = _map(made.evidence[0], _teller(made.evidence[0], books, language), lead, font)
    return drawn | ({"map": places} if places else {})


def _teller(evidence: Evidence, books: Books, language: str) -> Teller:
    from armstrail.publishing.telling import Teller

    return Teller(language, cache(lambda code: evidence.name_of(code, books)))


def _chart(
    answer: Answer,
    evidence: Evidence,
    teller: Teller,
    title: str,
    key: str,
    *,
    lead: Lead | None = None,
    headed: bool = False,
    font: str | None = None,
) -> Illustration:
    from armstrail.publishing.illustrations import Illustration
    from armstrail.publishing.pictures import SCREEN_FONT, Hands, draw, make_plot, time_chart

    assert isinstance(answer.outcome, Estimate)

    def link(voice: Voice) -> str | None:
        leads = (lead(carrier.document, carrier.claim) for carrier in voice.carriers if lead)
        return next((to for to in leads if to), None)

    pair = (evidence.supplier, evidence.recipient)
    hands = Hands.by_voices(voice for voice in evidence.voices if (voice.supplier, voice.recipient) == pair)
    voices = sorted(answer.finding.voices, key=lambda voice: (voice.as_of, voice.known, voice.id))[-_DRAWN:]
    plot = make_plot(answer.outcome, series_of(answer), voices, teller, title, link=link)
    picture = time_chart(plot, hands, teller, headed=headed)
    return Illustration(picture.title, picture.description, draw(picture, key, font or SCREEN_FONT))


def _map(evidence: Evidence, teller: Teller, lead: Lead, font: str) -> Illustration | None:
    """The places that the claims of a flow name; None where none does."""
    from armstrail.publishing.footnotes import Carried
    from armstrail.publishing.illustrations import Illustration
    from armstrail.publishing.pictures import draw, map_chart, places_told
    from armstrail.vocabulary import load_vocabulary

    def link(pair: Carried) -> str | None:
        return lead(*pair.place)

    pairs = (Carried(*pair) for pair in evidence.claims.values())
    found = places_told(pairs, evidence.supplier, evidence.recipient, load_vocabulary().places)
    picture = map_chart(found, teller, link)
    if picture is None:
        return None
    return Illustration(picture.title, picture.description, draw(picture, "map", font))
