"""A flow: each question with its picture, the figures of each voice, what does not fit, denials, the way back, the map
of places and who says what through whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any, Final
from zlib import crc32

from armstrail import pipeline
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.estimate import Interval
from armstrail.model.finding import Conflict, Finding, Question
from armstrail.model.records import to_record
from armstrail.model.voice import Voice
from armstrail.pipeline import Answer, Evidence
from armstrail.pipeline.overview import headline_of
from armstrail.pipeline.versions import edited_record
from armstrail.publishing.report import Part
from armstrail.publishing.telling import Teller, worst_first
from armstrail.web import clocks, pictures
from armstrail.web.asked import Asked, address, pair_of
from armstrail.web.desk import Desk
from armstrail.web.page import Kept, Page, Raw, Table
from armstrail.web.pictures import Drawn, newest_first
from armstrail.web.refusals import BadAsk, Missing

_SHOWN: Final = 5
_VOICES: Final = 8
_VOICES_CHOSEN: Final = 20
_CONFLICTS: Final = 3
_BAND_ROWS: Final = 12
_STRANDS: Final = 16
_CLAIMS_EACH: Final = 4
_DENIALS: Final = 30
_BACK: Final = 10
_COLUMNS: Final = (
    "item", "unit", "stage", "nature", "claims", "voice", "origin", "family", "low", "high", "hedge", "as_of", "known",
    "carriers", "first_claim", "letter", "digit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Told:
    """A question as the page tells it: `voices` are those shown, `conflicts` the worst with the voices they part."""

    question: Question
    claims: int
    finding: Finding
    answer: Answer
    voices: Sequence[Voice]
    conflicts: Sequence[tuple[Conflict, Voice, Voice]]
    chart: Drawn | None

    @property
    def headline(self) -> Interval | None:
        """The interval on the day asked for."""
        return headline_of(self.answer)

    @property
    def series(self) -> tuple[Interval, ...]:
        """The intervals over time."""
        return pipeline.series_of(self.answer)

    @property
    def sampled(self) -> Sequence[Interval]:
        """Some of them for a table, evenly, the last among them; the twin for programs has all."""
        series = self.series
        return [*series[: -1 : ceil(len(series) / _BAND_ROWS)], series[-1]] if series else ()


def flow(desk: Desk, asked: Asked) -> Page:
    """What is said to go from one party to another; kept where no day is asked for."""
    asked.only(*clocks.FIELDS, "show", "page")
    supplier, recipient = pair_of(asked)
    show, place, names = asked.one("show"), asked.count("page", 1, 1_000), desk.teller.names
    page = Page(
        "flow.html.j2",
        f"{names.actor(supplier)} → {names.actor(recipient)}",
        lambda: _view(desk, asked, supplier, recipient, place),
        lambda: _record(_look(desk, asked, supplier, recipient, place)),
        Table(_COLUMNS, lambda: _rows(desk, _look(desk, asked, supplier, recipient, place).told)),
    )
    if any(asked.one(name) for name in clocks.FIELDS):
        return page
    here = address(f"/flow/{supplier}/{recipient}", show=show, page=place if place > 1 else None)
    summed_up = desk.known_summary(recipient, supplier) is not None
    state = f"{desk.state(supplier, recipient)} {desk.state(recipient, supplier)} {summed_up}"
    return replace(page, kept=Kept(here, state))


@dataclass(frozen=True, slots=True)
class _Looked:
    """What is looked at of a flow: the questions that the page tells, and with what days."""

    sliders: Sequence[clocks.Slider]
    as_of: str | None
    known_on: str | None
    evidence: Evidence
    questions: list[tuple[Question, int]]
    chosen: Question | None
    told: Sequence[_Told]


def _look(desk: Desk, asked: Asked, supplier: str, recipient: str, place: int) -> _Looked:
    sliders, as_of, known_on = _clocks(desk, asked, supplier, recipient)
    evidence = desk.gather(supplier, recipient, known_on=known_on)
    questions = desk.questions(evidence)
    chosen = _chosen(asked, questions)
    shown = _shown(questions, place, chosen if asked.one("show") else None)
    findings = desk.findings(evidence, [question for question, _ in shown])
    told = [
        _tell(desk, evidence, question, count, finding, as_of, most=_VOICES_CHOSEN if question == chosen else _VOICES)
        for (question, count), finding in zip(shown, findings, strict=True)
    ]
    return _Looked(sliders, as_of, known_on, evidence, questions, chosen, told)


def _view(desk: Desk, asked: Asked, supplier: str, recipient: str, place: int) -> dict[str, Any]:
    looked = _look(desk, asked, supplier, recipient, place)
    evidence = looked.evidence
    denials = _denials([each.finding for each in looked.told], evidence, pictures.teller_of(desk, evidence))
    return {
        "supplier": supplier,
        "recipient": recipient,
        "as_of": looked.as_of,
        "known_on": looked.known_on,
        "sliders": looked.sliders,
        "show": asked.one("show"),
        "evidence": evidence,
        "told": looked.told,
        "questions": looked.questions,
        "chosen": looked.chosen,
        "denials": denials[:_DENIALS],
        "denials_more": len(denials[_DENIALS:]),
        "back": desk.questions_between(recipient, supplier, looked.known_on)[:_BACK],
        "back_summary": desk.known_summary(recipient, supplier),
        "place": place,
        "more": len(looked.questions) > place * _SHOWN,
    } | _pictures(desk, evidence)


def _pictures(desk: Desk, evidence: Evidence) -> dict[str, Any]:
    """The map and the network, with the marks and names that pictures and tables share."""
    teller = pictures.teller_of(desk, evidence)
    return {
        "trend": lambda summary: pictures.trend(desk, summary),
        "map": pictures.route_map(desk, evidence),
        "network": pictures.network(desk, evidence),
        "hands": pictures.hands_of(desk, evidence),
        "origin": teller.origin,
        "family": teller.family,
        "said": teller.voice,
        "conflict_words": teller.conflict,
        "locale": str(teller.wording.locale).replace("_", "-"),
        "strands_shown": _STRANDS,
        "claims_each": _CLAIMS_EACH,
    }


def _clocks(
    desk: Desk, asked: Asked, supplier: str, recipient: str
) -> tuple[Sequence[clocks.Slider], str | None, str | None]:
    """The sliders over all that is on record, and the two days asked for; a slider at its end asks for no limit."""
    as_of, known_on = clocks.read(asked, "as_of"), clocks.read(asked, "known_on")
    voices = desk.gather(supplier, recipient).voices
    days = {"as_of": {voice.as_of for voice in voices}, "known_on": {voice.known for voice in voices}}
    wanted: dict[str, str | None] = {"as_of": as_of, "known_on": known_on}
    sliders = []
    for name, found in days.items():
        made = clocks.slider(name, [day for day in found if day < clocks.BEYOND], wanted[name])
        if made is not None:
            sliders.append(made)
            if asked.one(f"{name}_day") and made.at == made.last:
                wanted[name] = None
    return sliders, wanted["as_of"], wanted["known_on"]


def _shown(
    questions: Sequence[tuple[Question, int]], place: int, first: Question | None
) -> Sequence[tuple[Question, int]]:
    """The questions of a page of the list; that which was chosen goes before them."""
    shown = [pair for pair in questions[(place - 1) * _SHOWN : place * _SHOWN] if pair[0] != first]
    return [*(pair for pair in questions if pair[0] == first), *shown]


def _tell(
    desk: Desk, evidence: Evidence, question: Question, count: int, finding: Finding, as_of: str | None, most: int
) -> _Told:
    answer = desk.outline(evidence, question, as_of)
    voices = newest_first(finding.voices)[:most]
    by_id = {voice.id: voice for voice in finding.voices}
    conflicts = [
        (each, by_id[each.first], by_id[each.second])
        for each in worst_first(finding.conflicts)
        if each.first in by_id and each.second in by_id
    ]
    title = desk.teller.title(question)
    chart = pictures.chart(desk, answer, evidence, title, voices, as_of=as_of, key=_name_of(question))
    return _Told(question, count, finding, answer, voices, conflicts[:_CONFLICTS], chart)


def _name_of(question: Question) -> str:
    """A question as the beginning of the ids of its picture: short, since every mark names it."""
    return f"c{crc32(code_of(question).encode()):08x}"


def map_file(desk: Desk, asked: Asked) -> Raw:
    """The map of a flow alone."""
    return pictures.file_of(_alone(desk, asked, pictures.route_map, "flow.no_map"))


def map_specification(desk: Desk, asked: Asked) -> Raw:
    """The map of a flow as a Vega-Lite specification."""
    return pictures.specification_of(_alone(desk, asked, pictures.route_map, "flow.no_map"))


def network_file(desk: Desk, asked: Asked) -> Raw:
    """The network of a flow alone."""
    return pictures.file_of(_alone(desk, asked, pictures.network, "flow.no_network"))


def network_specification(desk: Desk, asked: Asked) -> Raw:
    """The network of a flow as a Vega-Lite specification."""
    return pictures.specification_of(_alone(desk, asked, pictures.network, "flow.no_network"))


def _alone(desk: Desk, asked: Asked, draw: Callable[[Desk, Evidence], Drawn | None], nothing: str) -> Drawn:
    asked.only("known_on")
    supplier, recipient = pair_of(asked)
    drawn = draw(desk, desk.gather(supplier, recipient, known_on=asked.date("known_on")))
    if drawn is None:
        raise Missing(nothing, [(f"/flow/{supplier}/{recipient}", "flow")])
    return drawn


def code_of(question: Question) -> str:
    """A question as the value of a field: `ITEM/UNIT/STAGE/NATURE`."""
    return "/".join((question.item, question.unit, question.stage, question.nature))


def _chosen(asked: Asked, questions: list[tuple[Question, int]]) -> Question | None:
    wanted = asked.one("show")
    if wanted is None:
        return questions[0][0] if questions else None
    for question, _ in questions:
        if code_of(question) == wanted:
            return question
    raise BadAsk("flow.no_such", value=wanted[:60])


def _denials(findings: Sequence[Finding], evidence: Evidence, teller: Teller) -> list[tuple[str, Claim, Document]]:
    """Each denial once: who denies, by name or in the words of the text, with the claim and its document."""
    found = {(each.document, each.claim): each for finding in findings for each in finding.denials}
    told = []
    for place, denial in found.items():
        if place in evidence.claims:
            claim, document = evidence.claims[place]
            told.append((teller.speaker(denial.origin, claim, document), claim, document))
    return told


def _rows(desk: Desk, told: Sequence[_Told]) -> Iterator[list[object]]:
    return (
        [
            each.question.item, each.question.unit, each.question.stage, each.question.nature, each.claims, voice.id,
            desk.teller.origin(voice.origin), voice.family, voice.quantity.low, voice.quantity.high,
            voice.quantity.hedge, voice.as_of, voice.known, len(voice.carriers), voice.carriers[0].claim,
            voice.letter, voice.digit,
        ]
        for each in told
        for voice in newest_first(each.finding.voices)
    )  # fmt: skip


def _record(looked: _Looked) -> Mapping[str, object]:
    return {
        "supplier": looked.evidence.supplier,
        "recipient": looked.evidence.recipient,
        "as_of": looked.as_of,
        "known_on": looked.evidence.known_on,
        "questions": [
            {"claims": each.claims, "headline": each.headline, "finding": each.finding, "series": list(each.series)}
            for each in looked.told
        ],
    }


def changes(desk: Desk, asked: Asked) -> Page:
    """What became public on a flow after a day; kept for the ledger as it stands, where nothing more is asked for."""
    asked.only("since", "until", "estimates")
    supplier, recipient = pair_of(asked)
    since, until = asked.date("since"), asked.date("until")
    estimates, names = asked.choice("estimates", ("yes",)), desk.teller.names
    view = {
        "supplier": supplier, "recipient": recipient, "since": since, "until": until, "estimates": estimates,
        "parts_found": (),
    }  # fmt: skip
    title = desk.words("changes.title", supplier=names.actor(supplier), recipient=names.actor(recipient))
    if since is None:
        return Page("changes.html.j2", title, view, {"since": None, "changes": None})
    if until is not None and until < since:
        raise BadAsk("wrong.period_falls", start=since, end=until)

    def found() -> Sequence[pipeline.News]:
        return desk.remember(
            ("changes", supplier, recipient, since, until, estimates),
            lambda: list(
                pipeline.news(
                    desk.ledger, desk.books, since=since, until=until, supplier=supplier, recipient=recipient,
                    estimates=estimates is not None,
                    gathered=lambda giver, taker, day: desk.gather(giver, taker, known_on=day),
                )
            ),
        )  # fmt: skip

    def parts() -> Sequence[Part]:
        told = (pipeline.news_report_of(news, desk.teller.wording.language) for news in found())
        return [part for report in told for part in report.parts if part.pairs]

    def record() -> dict[str, object]:
        return {
            "since": since,
            "until": until,
            "changes": [to_record(news.changes) for news in found()],
            "edited": [edited_record(each) for news in found() for each in news.edited],
        }

    rows = Table(
        ("what", "who", "words"),
        lambda: [(part.heading, pair.label, pair.text) for part in parts() for pair in part.pairs],
    )
    page = Page("changes.html.j2", title, lambda: view | {"parts_found": parts()}, record, rows)
    if until or estimates:
        return page
    return replace(page, kept=Kept(address(f"/changes/{supplier}/{recipient}", since=since), desk.stamp))
