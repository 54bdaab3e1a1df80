"""The pictures of the pages: drawn once for each state of their flow, each under an address of its own as well.

To draw one takes some hundredths of a second, so what was drawn is kept beside the ledger like all that was worked out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from armstrail import pipeline
from armstrail.model.estimate import Estimate
from armstrail.publishing.footnotes import Carried
from armstrail.publishing.pictures import (
    Hands,
    Picture,
    Plot,
    Telling,
    draw,
    make_plot,
    map_chart,
    network_chart,
    places_told,
    time_chart,
    trend_picture,
)
from armstrail.web.asked import vocabulary
from armstrail.web.page import Raw, to_json

if TYPE_CHECKING:
    from armstrail.model.voice import Voice
    from armstrail.pipeline import Answer, Evidence
    from armstrail.pipeline.overview import Summary
    from armstrail.publishing.telling import Teller
    from armstrail.web.desk import Desk

POLICY: Final = "default-src 'none'; sandbox"  # for a picture opened alone
MEDIA: Final = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as markup, with what it shows for the table behind it, and its Vega-Lite specification."""

    svg: Any
    shows: Any
    picture: Picture


def file_of(drawn: Drawn) -> Raw:
    """A picture as a file, which may load and run nothing."""
    return Raw(drawn.svg, MEDIA, policy=POLICY)


def specification_of(drawn: Drawn) -> Raw:
    """What a picture is drawn from."""
    return Raw(to_json(drawn.picture.specification), "application/json")


def newest_first(voices: Sequence[Voice]) -> list[Voice]:
    """Voices by the day they speak of, the last first."""
    return sorted(voices, key=lambda voice: (voice.as_of, voice.known, voice.id), reverse=True)


def hands_of(desk: Desk, evidence: Evidence) -> Hands:
    """The marks of the families of a flow, the same in all its pictures; kept."""
    return desk.house.answers.get(_what("hands", evidence), desk.stamp, lambda: Hands.by_voices(_own(evidence)))


def teller_of(desk: Desk, evidence: Evidence) -> Teller:
    """The words of the pages with the names that a flow has for origins of its own."""
    return desk.teller.naming(cache(lambda code: evidence.name_of(code, desk.books)))


def chart(
    desk: Desk,
    answer: Answer,
    evidence: Evidence,
    title: str,
    voices: Sequence[Voice],
    *,
    as_of: str | None,
    key: str = "chart",
) -> Drawn | None:
    """The picture of an answer over time, each of its points leading to the claim that said so first; None where
    nothing is to be drawn; kept. Of `voices` those are drawn that entered the estimate.
    """
    outcome = answer.outcome
    if not isinstance(outcome, Estimate):
        return None

    def make() -> Drawn:
        teller = teller_of(desk, evidence)
        plot: Plot = make_plot(
            outcome, pipeline.series_of(answer), voices, teller, title, asked=as_of,
            link=lambda voice: f"/claim/{voice.carriers[0].claim}",
        )  # fmt: skip
        return _drawn(desk, evidence, time_chart(plot, hands_of(desk, evidence), teller), plot, key)

    kept = ("chart", evidence.known_on, outcome.question, as_of, len(voices), key, title)
    return desk.house.answers.get(kept, desk.stamp, make)


def route_map(desk: Desk, evidence: Evidence) -> Drawn | None:
    """The places that the claims of a flow name; None where none does."""

    def make() -> Drawn | None:
        pairs = (Carried(*pair) for pair in evidence.claims.values())
        found = places_told(pairs, evidence.supplier, evidence.recipient, vocabulary().places)
        picture = map_chart(found, teller_of(desk, evidence), _claim_path)
        return None if picture is None else _drawn(desk, evidence, picture, found, "map")

    return desk.house.answers.get(_what("map", evidence), desk.stamp, make)


def network(desk: Desk, evidence: Evidence) -> Drawn | None:
    """Who says what through whom on a flow; None where nobody says anything."""

    def make() -> Drawn | None:
        claims: Mapping[tuple[str, str], Carried] = {place: Carried(*pair) for place, pair in evidence.claims.items()}
        telling = Telling.of(evidence.supplier, evidence.recipient, _own(evidence), claims)
        picture = network_chart(
            telling, hands_of(desk, evidence), teller_of(desk, evidence), link=_claim_path,
            origin_link=lambda code: f"/source/{quote(code, safe='')}",
        )  # fmt: skip
        return None if picture is None else _drawn(desk, evidence, picture, telling, "network")

    return desk.house.answers.get(_what("network", evidence), desk.stamp, make)


def _drawn(desk: Desk, evidence: Evidence, picture: Picture, shows: Any, key: str) -> Drawn:
    """The picture drawn, or as it was drawn before from the same specification."""
    told = json.dumps(picture.specification, sort_keys=True)
    mark = hashlib.sha256(f"{key}|{picture.title}|{told}".encode()).hexdigest()[:32]
    drawn = desk.drawn(evidence, mark, lambda: draw(picture, key))
    return Drawn(_markup(drawn), shows, picture)


def trend(desk: Desk, summary: Summary) -> Any:
    """The estimate of a flow over time as a small line, from what was summed up before; "" where it is no line."""
    if len(summary.trend) < 2 or summary.question is None:
        return _markup("")
    teller, question = desk.teller, summary.question
    first, last = summary.trend[0], summary.trend[-1]
    told = teller.say(
        "picture.trend",
        first=teller.phrases.date(first.day), start=teller.middle(first, question.unit, question.item),
        last=teller.phrases.date(last.day), end=teller.middle(last, question.unit, question.item),
    )  # fmt: skip
    key = f"t-{summary.supplier}-{summary.recipient}"
    line = tuple((each.day, each.low90, each.median, each.high90) for each in summary.trend)
    return desk.house.summaries.get(
        ("trend", key), (told, line), lambda: _markup(trend_picture(summary.trend, told, key))
    )


def _own(evidence: Evidence) -> list[Voice]:
    """The voices on what goes from the one party to the other themselves."""
    pair = (evidence.supplier, evidence.recipient)
    return [voice for voice in evidence.voices if (voice.supplier, voice.recipient) == pair]


def _what(picture: str, evidence: Evidence) -> tuple[object, ...]:
    return (picture, evidence.known_on, evidence.supplier, evidence.recipient)


def _claim_path(pair: Carried) -> str:
    return f"/claim/{pair.claim.id}"


def _markup(told: str) -> Any:
    from markupsafe import Markup

    return Markup(told)
