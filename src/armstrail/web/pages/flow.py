"""A flow: each question with its headline, the figures of each voice side by side, denials, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from armstrail import pipeline
from armstrail.model.estimate import Interval
from armstrail.model.finding import Denial, Finding, Question
from armstrail.model.records import to_record
from armstrail.model.voice import Voice
from armstrail.pipeline import Answer, Evidence
from armstrail.pipeline.overview import headline_of
from armstrail.web.asked import Asked, pair_of
from armstrail.web.desk import Desk
from armstrail.web.page import Page, Table
from armstrail.web.refusals import BadAsk
from armstrail.web.rendering import chart

_SHOWN: Final = 6
_VOICES: Final = 12
_BACK: Final = 10
_COLUMNS: Final = (
    "item", "unit", "stage", "nature", "claims", "voice", "origin", "family", "low", "high", "hedge", "as_of", "known",
    "carriers", "first_claim", "letter", "digit",
)  # fmt: skip


def flow(desk: Desk, asked: Asked) -> Page:
    """What is said to go from one party to another."""
    asked.only("as_of", "known_on", "show", "page")
    supplier, recipient = pair_of(asked)
    as_of, known_on = asked.date("as_of"), asked.date("known_on")
    evidence = desk.gather(supplier, recipient, known_on=known_on)
    questions = desk.questions(evidence)
    place = asked.count("page", 1, 1_000)
    shown = questions[(place - 1) * _SHOWN : place * _SHOWN]
    findings = desk.findings(evidence, [question for question, _ in shown])
    chosen = _chosen(asked, questions)
    answer = desk.outline(evidence, chosen, as_of) if chosen else None
    told = [
        (
            question,
            count,
            finding,
            headline_of(answer) if answer and question == chosen else desk.headline(evidence, finding, as_of),
        )
        for (question, count), finding in zip(shown, findings, strict=True)
    ]
    names = desk.teller.names
    back = desk.questions(desk.gather(recipient, supplier, known_on=known_on))
    return Page(
        "flow.html.j2",
        f"{names.actor(supplier)} → {names.actor(recipient)}",
        {
            "supplier": supplier,
            "recipient": recipient,
            "as_of": as_of,
            "known_on": known_on,
            "evidence": evidence,
            "told": told,
            "questions": questions,
            "voices_shown": _VOICES,
            "newest_first": newest_first,
            "chosen": chosen,
            "chart": answer and chart(desk, answer, evidence, desk.teller.title(answer.finding.question)),
            "denials": _denials(findings, evidence),
            "back": back[:_BACK],
            "place": place,
            "more": len(questions) > place * _SHOWN,
        },
        lambda: _record(evidence, as_of, told, answer),
        Table(_COLUMNS, _rows(desk, told)),
    )


def newest_first(voices: tuple[Voice, ...]) -> list[Voice]:
    """Voices by the day they speak of, the last first."""
    return sorted(voices, key=lambda voice: (voice.as_of, voice.known, voice.id), reverse=True)


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
    raise BadAsk(f"show {wanted!r} is no question of this flow; choose one of the list")


def _denials(findings: list[Finding], evidence: Evidence) -> list[tuple[Denial, Any, Any]]:
    """Each denial once, with its claim and document."""
    found = {(each.document, each.claim): each for finding in findings for each in finding.denials}
    return [(denial, *evidence.claims[place]) for place, denial in found.items() if place in evidence.claims]


def _rows(desk: Desk, told: list[tuple[Question, int, Finding, Interval | None]]) -> Iterator[list[object]]:
    return (
        [
            question.item, question.unit, question.stage, question.nature, count, voice.id,
            desk.teller.origin(voice.origin), voice.family, voice.quantity.low, voice.quantity.high,
            voice.quantity.hedge, voice.as_of, voice.known, len(voice.carriers), voice.carriers[0].claim,
            voice.letter, voice.digit,
        ]
        for question, count, finding, _ in told
        for voice in newest_first(finding.voices)
    )  # fmt: skip


def _record(
    evidence: Evidence,
    as_of: str | None,
    told: list[tuple[Question, int, Finding, Interval | None]],
    answer: Answer | None,
) -> dict[str, object]:
    return {
        "supplier": evidence.supplier,
        "recipient": evidence.recipient,
        "as_of": as_of,
        "known_on": evidence.known_on,
        "questions": [
            {"claims": count, "headline": interval, "finding": finding} for _, count, finding, interval in told
        ],
        "series": list(pipeline.series_of(answer)) if answer else [],
    }


def changes(desk: Desk, asked: Asked) -> Page:
    """What became public on a flow after a day."""
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
        raise BadAsk(f"until {until} lies before since {since}; put the earlier day first")
    found = desk.remember(
        ("changes", supplier, recipient, since, until, estimates),
        lambda: list(
            pipeline.news(
                desk.ledger,
                desk.books,
                since=since,
                until=until,
                supplier=supplier,
                recipient=recipient,
                estimates=estimates is not None,
            )
        ),
    )
    parts = [
        part
        for news in found
        for part in pipeline.news_report_of(news, desk.teller.wording.language).parts
        if part.pairs
    ]
    record = {"since": since, "until": until, "changes": [to_record(news.changes) for news in found]}
    rows = [(part.heading, pair.label, pair.text) for part in parts for pair in part.pairs]
    return Page("changes.html.j2", title, view | {"parts_found": parts}, record, Table(("what", "who", "words"), rows))
