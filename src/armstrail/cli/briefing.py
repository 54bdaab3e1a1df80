"""`armstrail brief`: what is said to move between two parties, every figure with its words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

import typer

from armstrail.cli.estimating import FactorsOption, OriginsOption, OutputOption
from armstrail.cli.filters import RecipientOption, SupplierOption
from armstrail.cli.options import (
    DEFAULT_LEDGER,
    AsOfOption,
    LedgerOption,
    RecordedByOption,
    actor_code,
    build_query,
    open_to_read,
    page,
)

_FOLDED: Final = 100  # numbers that a page takes, whose lists are folded away, and a program


class BriefFormat(StrEnum):
    """How a brief is laid out."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"
    LIVING = "living"
    PDF = "pdf"
    WORD = "word"
    CSL = "csl-json"
    BIBTEX = "bibtex"
    JSON = "json"


def brief(
    supplier: SupplierOption,
    recipient: RecipientOption,
    as_of: AsOfOption = None,
    recorded_by: RecordedByOption = None,
    form: Annotated[BriefFormat, typer.Option("--format", help="How to lay it out.")] = BriefFormat.TERMINAL,
    language: Annotated[str, typer.Option(metavar="CODE", help="The language of the brief.")] = "en",
    misses: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=0,
            help="Quote up to N numbers that became no claim.",
            show_default="10; 100 for html, living and json",
        ),
    ] = None,
    estimates: Annotated[
        bool, typer.Option("--estimates/--no-estimates", help="Say what follows from the figures, with receipts.")
    ] = True,
    origins: OriginsOption = None,
    factors: FactorsOption = None,
    output: OutputOption = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
) -> None:
    """Write the brief on two parties.

    What is said to move from the supplier to the recipient and back, each figure with the words it stands on. At the
    end stand the numbers of these documents that became no claim, by the reason.
    """
    from armstrail import pipeline
    from armstrail.cli.streams import output_to, write_file
    from armstrail.publishing import languages, to_terminal

    giver, taker = actor_code(supplier), actor_code(recipient)
    if giver == taker:
        raise typer.BadParameter(f"supplier and recipient are both {giver}; name two parties")
    if language not in languages():
        raise typer.BadParameter(f"no briefs in {language!r}; use one of {', '.join(languages())}")
    if form is BriefFormat.PDF and output is None:
        raise typer.BadParameter("pdf is no text; say where it is to go with --output", param_hint="--output")
    if form is BriefFormat.LIVING and not estimates:
        raise typer.BadParameter("a living brief lives by its estimates; leave out --no-estimates, or take html")
    build_query(as_of=as_of, recorded_by=recorded_by)
    if misses is None and form in (BriefFormat.HTML, BriefFormat.LIVING, BriefFormat.JSON):
        misses = _FOLDED
    with open_to_read(ledger) as book:
        made = pipeline.make_brief(
            book,
            supplier=giver,
            recipient=taker,
            language=language,
            known_on=as_of,
            recorded_by=recorded_by,
            losses_shown=misses,
            books=pipeline.load_books(origins, factors) if estimates else None,
            series=form in pipeline.FORMS and pipeline.FORMS[form].series,
        )
    if form is BriefFormat.TERMINAL:
        width, color = page(output)
        content: str | bytes = to_terminal(made.brief, width, color=color)
    else:
        content = pipeline.lay_out(made, form.value)
    if isinstance(content, str):
        with output_to(output) as out:
            out.write(content)
    elif output is not None:
        write_file(output, content)
    if output is not None:
        typer.echo(str(output.absolute()))
