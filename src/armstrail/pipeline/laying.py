"""A brief laid out: each form by its name, what kind of file it is, and which work it needs done beforehand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from armstrail.model.errors import BadValue

if TYPE_CHECKING:
    from armstrail.pipeline.briefs import Made


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a brief: the end of its file's name, its media type, whether it needs the series of estimates, and
    what writes it. A form without a suffix is no file."""

    name: str
    suffix: str
    media: str
    write: Callable[[Made], str | bytes]
    series: bool = False


def _markdown(made: Made) -> str:
    from armstrail import publishing

    return publishing.to_markdown(made.brief)


def _html(made: Made) -> str:
    from armstrail import publishing
    from armstrail.pipeline.picturing import illustrations_of

    return publishing.to_html(made.brief, made.documents, illustrations=illustrations_of(made))


def _living(made: Made) -> str:
    from armstrail import publishing
    from armstrail.pipeline.living import make_living

    return publishing.to_html(made.brief, made.documents, make_living(made))


def _pdf(made: Made) -> bytes:
    from armstrail import publishing
    from armstrail.pipeline.picturing import illustrations_of

    return publishing.to_pdf(made.brief, illustrations_of(made, paper=True))


def _word(made: Made) -> str:
    from armstrail import publishing

    return publishing.to_word(made.brief)


def _csl(made: Made) -> str:
    from armstrail import publishing

    return publishing.sources_to_csl(made.brief, made.claims)


def _bibtex(made: Made) -> str:
    from armstrail import publishing

    return publishing.sources_to_bibtex(made.brief, made.claims)


def _json(made: Made) -> str:
    from armstrail import publishing

    return publishing.to_json(made.brief)


FORMS: Final = {
    form.name: form
    for form in (
        Form("markdown", ".md", "text/markdown", _markdown),
        Form("html", ".html", "text/html", _html, series=True),
        Form("living", ".living.html", "text/html", _living, series=True),
        Form("pdf", ".pdf", "application/pdf", _pdf, series=True),
        Form("word", ".word.html", "text/html", _word),
        Form("csl-json", ".csl.json", "application/vnd.citationstyles.csl+json", _csl),
        Form("bibtex", ".bib", "application/x-bibtex", _bibtex),
        Form("json", ".json", "application/json", _json),
    )
}


def lay_out(made: Made, form: str) -> str | bytes:
    """A brief as the content of a file in one of the `FORMS`: bytes where the form is no text.

    Raises:
        BadValue: no such form.
    """
    if form not in FORMS:
        raise BadValue(f"a brief has no form {form!r}; use one of {', '.join(FORMS)}")
    return FORMS[form].write(made)
