"""Which address leads to which page. Every page has twins: its address with `.json`, and `.csv` where it is a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from armstrail.web import kept
from armstrail.web.asked import Asked
from armstrail.web.desk import Desk, House
from armstrail.web.page import Away, Page, Raw
from armstrail.web.pages import (
    accounts,
    brief,
    claim,
    deciding,
    decision,
    document,
    first,
    flow,
    marking,
    question,
    review,
    search,
    sources,
    start,
)

PAGES: Sequence[tuple[str, Callable[[Desk, Asked], Page]]] = (
    ("/", start.start),
    ("/flow/{supplier}/{recipient}", flow.flow),
    ("/question/{supplier}/{recipient}/{item}/{unit}/{stage}", question.question),
    ("/question/{supplier}/{recipient}/{item}/{unit}", question.question),
    ("/claim/{claim}", claim.claim),
    ("/document/{document:path}", document.document),
    ("/sources", sources.sources),
    ("/source/{origin:path}", sources.source),
    ("/search", search.found),
    ("/brief", brief.choose),
    ("/brief/{supplier}/{recipient}", brief.brief),
    ("/review", review.review),
    ("/decisions", review.decisions),
    ("/decision/{decision}", decision.decision),
    ("/mark/{document}", marking.mark),
    ("/changes/{supplier}/{recipient}", flow.changes),
)  # fmt: skip
# What a page shows while it is being worked out for the first time; others say no more than that they are.
FIRST: Mapping[Callable[[Desk, Asked], Page | Raw], Callable[[Desk, Asked], Page]] = {
    flow.flow: first.flow,
    flow.changes: first.changes,
    question.question: first.question,
    claim.claim: partial(claim.claim, whole=False),
    document.document: partial(document.document, whole=False),
    review.review: first.review,
}
FILES: Sequence[tuple[str, Callable[[Desk, Asked], Raw]]] = (
    ("/chart/{supplier}/{recipient}/{item}/{unit}/{stage}.svg", question.picture),
    ("/chart/{supplier}/{recipient}/{item}/{unit}/{stage}.vl.json", question.specification),
    ("/map/{supplier}/{recipient}.svg", flow.map_file),
    ("/map/{supplier}/{recipient}.vl.json", flow.map_specification),
    ("/network/{supplier}/{recipient}.svg", flow.network_file),
    ("/network/{supplier}/{recipient}.vl.json", flow.network_specification),
    ("/trend/{supplier}/{recipient}.svg", start.trend_file),
    ("/brief/{supplier}/{recipient}/brief.{form}", brief.file),
    ("/briefs.{form}.zip", brief.bundle),
    ("/search.atom", search.feed),
    ("/original/{original}", document.original),
)
FORMS: Sequence[tuple[str, Callable[[House, Asked], Away]]] = (
    ("/claim/{claim}/decide", deciding.take),
    ("/claim/{claim}/correct", deciding.correct),
    ("/decision/{decision}/undo", deciding.take_back),
    ("/decision/{decision}/second", deciding.second),
    ("/mark/{document}", deciding.mark),
    ("/search/save", kept.save),
)
# In a shared workspace: forms that change nothing but the browser, and pages that only there exist.
OPEN_FORMS = frozenset({"/search/save"})
# For feed readers, which bring the token of an account and no session.
FEEDS: Sequence[tuple[str, Callable[[Desk, Asked], Raw]]] = (("/feed/{token}/search.atom", search.kept_feed),)
OWN_FORMS: Sequence[tuple[str, Callable[[House, Asked], Away]]] = (("/account/feed", accounts.feed),)
OWN_PAGES: Sequence[tuple[str, Callable[[Desk, Asked], Page]]] = (("/account", accounts.own),)
EDITOR_PAGES: Sequence[tuple[str, Callable[[Desk, Asked], Page]]] = (
    ("/accounts", accounts.accounts),
    ("/log", accounts.log),
)
EDITOR_FORMS: Sequence[tuple[str, Callable[[House, Asked], Away]]] = (("/accounts", accounts.manage),)
