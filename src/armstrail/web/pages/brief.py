"""The brief as the project makes it: previewed, and taken away as Markdown, JSON or a page of its own."""

from __future__ import annotations

import json
from typing import Any, Final

from armstrail import pipeline
from armstrail.publishing import languages
from armstrail.publishing.html import policy_of
from armstrail.web.asked import Asked, address, pair_of
from armstrail.web.desk import Desk
from armstrail.web.page import Page, Raw
from armstrail.web.refusals import Missing

_LOSSES: Final = 100  # numbers that became no claim, folded away in a page
_FORMS: Final = {
    "html": ("html", "text/html"),
    "md": ("markdown", "text/markdown"),
    "json": ("json", "application/json"),
}
_FIELDS: Final = ("as_of", "language", "estimates")


def brief(desk: Desk, asked: Asked) -> Page:
    """The choice of day and language, the preview, and what can be taken away."""
    asked.only(*_FIELDS)
    supplier, recipient = pair_of(asked)
    fields = _fields(desk, asked)
    place = f"/brief/{supplier}/{recipient}/brief"
    names = desk.teller.names
    return Page(
        "brief.html.j2",
        desk.words("brief.title", supplier=names.actor(supplier), recipient=names.actor(recipient)),
        {
            "supplier": supplier,
            "recipient": recipient,
            "fields": fields,
            "languages": languages(),
            "preview": address(f"{place}.html", **fields),
            "files": [(form, address(f"{place}.{form}", download="yes", **fields)) for form in _FORMS],
        },
        lambda: json.loads(_laid_out(desk, supplier, recipient, fields, "json")),
    )


def file(desk: Desk, asked: Asked) -> Raw:
    """The brief in one of its forms."""
    asked.only(*_FIELDS, "download")
    form = asked.parts["form"]
    if form not in _FORMS:
        raise Missing(desk.words("brief.forms", forms=", ".join(_FORMS)), [("/", "start")])
    supplier, recipient = pair_of(asked)
    fields = _fields(desk, asked)
    laid_out, media = _FORMS[form]
    body = _laid_out(desk, supplier, recipient, fields, laid_out)
    policy = f"{policy_of(body)}; frame-ancestors 'self'" if isinstance(body, str) and form == "html" else None
    day = f"-{fields['as_of']}" if fields["as_of"] else ""
    name = f"{supplier}-{recipient}{day}.{form}" if asked.choice("download", ("yes",)) else None
    return Raw(body, media, name, policy)


def _fields(desk: Desk, asked: Asked) -> dict[str, Any]:
    language = asked.choice("language", languages()) or desk.words.language
    return {
        "as_of": asked.date("as_of"), "language": language, "estimates": asked.choice("estimates", ("yes", "no")),
    }  # fmt: skip


def _laid_out(desk: Desk, supplier: str, recipient: str, fields: dict[str, Any], form: str) -> str | bytes:
    series = pipeline.FORMS[form].series
    key = ("brief", desk.stamp, supplier, recipient, series, *fields.values())

    def make() -> Any:
        return pipeline.make_brief(
            desk.ledger,
            supplier=supplier,
            recipient=recipient,
            language=fields["language"],
            as_of=fields["as_of"],
            losses_shown=_LOSSES,
            books=None if fields["estimates"] == "no" else desk.books,
            series=series,
        )

    return pipeline.lay_out(desk.house.evidence.get(key, make), form)
