"""The brief as the project makes it: of one flow or of several, previewed, and taken away in every form."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any, Final

from armstrail import pipeline
from armstrail.publishing import languages
from armstrail.publishing.html import policy_of
from armstrail.web.asked import Asked, actor_code, address, pair_of
from armstrail.web.desk import Desk
from armstrail.web.page import Page, Raw
from armstrail.web.refusals import BadAsk, Missing

_LOSSES: Final = 100  # numbers that became no claim, folded away in a page
_MOST: Final = 12  # flows of one choice
_LISTED: Final = 100
_FORMS: Final = {form.suffix[1:]: form for form in pipeline.FORMS.values()}  # by the end of the file's name
_PREVIEWS: Final = ("html", "living.html")
_FIELDS: Final = ("known_on", "as_of", "language", "estimates")
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # the day of every file in an archive, so that the same is the same

Pair = tuple[str, str]


def brief(desk: Desk, asked: Asked) -> Page:
    """The choice of days and language, the preview, and what can be taken away."""
    asked.only(*_FIELDS, "preview")
    pair = pair_of(asked)
    fields = _fields(desk, asked)
    form = asked.choice("preview", _PREVIEWS) or _PREVIEWS[0]
    names = desk.teller.names
    return Page(
        "brief.html.j2",
        desk.words("brief.title", supplier=names.actor(pair[0]), recipient=names.actor(pair[1])),
        {
            "supplier": pair[0],
            "recipient": pair[1],
            "fields": fields,
            "languages": languages(),
            "previews": _PREVIEWS,
            "form": form,
            "preview": _place(pair, form, fields),
            "files": _files(pair, fields),
        },
        lambda: json.loads(_laid_out(desk, pair, fields, "json")),
    )


def choose(desk: Desk, asked: Asked) -> Page:
    """The choice of flows; under it, of each one chosen, the way to its preview and to its files."""
    asked.only(*_FIELDS, "flow")
    chosen, fields = _pairs(asked), _fields(desk, asked)
    listed = [(row.supplier, row.recipient) for row in desk.flows()[:_LISTED]]
    flows = [*listed, *(pair for pair in chosen if pair not in listed)]
    codes = [_code(pair) for pair in chosen]
    return Page(
        "briefs.html.j2",
        desk.words("brief.choose"),
        {
            "flows": [(_code(pair), pair, pair in chosen) for pair in flows],
            "chosen": [
                (pair, address(f"/brief/{pair[0]}/{pair[1]}", **fields), _files(pair, fields)) for pair in chosen
            ],
            "bundles": [(form, address(f"/briefs.{form}.zip", flow=codes, **fields)) for form in _FORMS],
            "fields": fields,
            "languages": languages(),
        },
        {"flows": [_code(pair) for pair in flows], "chosen": codes, **fields},
    )


def file(desk: Desk, asked: Asked) -> Raw:
    """The brief in one of its forms."""
    asked.only(*_FIELDS, "download")
    form = _form(asked)
    pair = pair_of(asked)
    fields = _fields(desk, asked)
    body = _laid_out(desk, pair, fields, form)
    policy = f"{policy_of(body)}; frame-ancestors 'self'" if form in _PREVIEWS and isinstance(body, str) else None
    away = asked.choice("download", ("yes",)) or form == "word.html"  # a page for Word is none for a browser
    return Raw(body, _FORMS[form].media, _name(pair, fields, form) if away else None, policy)


def bundle(desk: Desk, asked: Asked) -> Raw:
    """The briefs of several flows in one form, as an archive; the same briefs give the same bytes."""
    asked.only(*_FIELDS, "flow")
    form, chosen, fields = _form(asked), _pairs(asked), _fields(desk, asked)
    if not chosen:
        raise BadAsk("brief.none", [("/brief", "brief")])
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        for pair in chosen:
            entry = zipfile.ZipInfo(_name(pair, fields, form), _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            files.writestr(entry, _laid_out(desk, pair, fields, form))
    return Raw(archive.getvalue(), "application/zip", f"briefs.{form}.zip")


def _form(asked: Asked) -> str:
    form = asked.parts["form"]
    if form not in _FORMS:
        raise Missing("brief.forms", [("/", "start")], forms=", ".join(_FORMS))
    return form


def _pairs(asked: Asked) -> list[Pair]:
    """The flows that were chosen, `KP>RU`, each once."""
    chosen: dict[Pair, None] = {}
    for code in asked.all("flow"):
        supplier, mark, recipient = code.partition(">")
        pair = (actor_code(supplier), actor_code(recipient)) if mark else ("", "")
        if pair[0] == pair[1]:
            raise BadAsk("brief.no_flow", value=code[:60])
        chosen[pair] = None
    if len(chosen) > _MOST:
        raise BadAsk("brief.many", count=len(chosen), most=_MOST)
    return list(chosen)


def _code(pair: Pair) -> str:
    return f"{pair[0]}>{pair[1]}"


def _fields(desk: Desk, asked: Asked) -> dict[str, Any]:
    return {
        "known_on": asked.date("known_on"),
        "as_of": asked.date("as_of"),
        "language": asked.choice("language", languages()) or desk.words.language,
        "estimates": asked.choice("estimates", ("yes", "no")),
    }


def _place(pair: Pair, form: str, fields: dict[str, Any], **more: str) -> str:
    return address(f"/brief/{pair[0]}/{pair[1]}/brief.{form}", **more, **fields)


def _files(pair: Pair, fields: dict[str, Any]) -> Sequence[tuple[str, str]]:
    return [(form, _place(pair, form, fields, download="yes")) for form in _FORMS]


def _name(pair: Pair, fields: dict[str, Any], form: str) -> str:
    days = "".join(f"-{fields[name]}" for name in ("known_on", "as_of") if fields[name])
    return f"{pair[0]}-{pair[1]}{days}.{form}"


def _laid_out(desk: Desk, pair: Pair, fields: dict[str, Any], form: str) -> str | bytes:
    wanted = _FORMS[form]
    what = ("brief", *pair, wanted.series, *fields.values())

    def make() -> Any:
        return pipeline.make_brief(
            desk.ledger,
            supplier=pair[0],
            recipient=pair[1],
            language=fields["language"],
            known_on=fields["known_on"],
            as_of=fields["as_of"],
            losses_shown=_LOSSES,
            books=None if fields["estimates"] == "no" else desk.books,
            series=wanted.series,
        )

    return pipeline.lay_out(desk.house.evidence.get(what, desk.stamp, make), wanted.name)
