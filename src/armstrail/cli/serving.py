"""`armstrail serve`: the workspace in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from armstrail.cli.options import DEFAULT_LEDGER, LedgerOption, now, open_to_read


def serve(
    ledger: LedgerOption = DEFAULT_LEDGER,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="An address of this machine.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="NUMBER", min=1, max=65535, help="The port.")] = 8765,
    read_only: Annotated[bool, typer.Option("--read-only", help="Take no decisions.")] = False,
    language: Annotated[str, typer.Option(metavar="CODE", help="The language of the pages.")] = "en",
) -> None:
    """Open the workspace in the browser.

    On this machine alone, and without a login: whoever can open the address can read and decide. Ends with Ctrl-C.
    """
    import secrets

    from armstrail.model.errors import BadValue
    from armstrail.web import LOCAL, Settings, check_host, languages
    from armstrail.web import serve as serve_pages

    if language not in languages():
        raise typer.BadParameter(f"no pages in {language!r}; use one of {', '.join(languages())}")
    try:
        check_host(host)
    except BadValue as error:
        raise typer.BadParameter(str(error), param_hint="--host") from error
    with open_to_read(ledger):
        pass  # a ledger that is not there is said before a browser is opened
    typer.echo(f"armstrail at http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl-C ends it)", err=True)
    settings = Settings(
        ledger, now, secrets.token_bytes(32), read_only=read_only, language=language, hosts=tuple({*LOCAL, host})
    )
    serve_pages(settings, host=host, port=port)
