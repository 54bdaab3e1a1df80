"""`armstrail serve`: the workspace in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from armstrail.cli.options import DEFAULT_LEDGER, AccountsOption, EvidenceOption, LedgerOption, now, open_to_read


def serve(
    ledger: LedgerOption = DEFAULT_LEDGER,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="NUMBER", min=1, max=65535, help="The port.")] = 8765,
    read_only: Annotated[bool, typer.Option("--read-only", help="Take no decisions.")] = False,
    language: Annotated[str, typer.Option(metavar="CODE", help="The language of the pages.")] = "en",
    shared: Annotated[bool, typer.Option("--shared", help="Let in those with an account, and nobody else.")] = False,
    accounts: AccountsOption = None,
    evidence: EvidenceOption = None,
    workers: Annotated[int, typer.Option(metavar="NUMBER", min=1, max=64, help="How many processes serve it.")] = 1,
    keep: Annotated[
        Path | None,
        typer.Option(
            "--keep",
            metavar="FILE",
            help="Where to keep what was worked out; else beside the ledger, or for one on a server until the end.",
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A name under which browsers ask for it; may be repeated."),
    ] = None,
    proxy: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="A proxy in front that speaks https; its X-Forwarded-* headers are believed."
        ),
    ] = None,
) -> None:
    """Open the workspace in the browser.

    Without --shared on this machine alone, and without a login: whoever can open the address can read and decide. With
    --shared everybody logs in with an account of `armstrail users`. Ends with Ctrl-C.
    """
    import secrets

    from armstrail.web import LOCAL, Settings, languages
    from armstrail.web import serve as serve_pages

    if language not in languages():
        raise typer.BadParameter(f"no pages in {language!r}; use one of {', '.join(languages())}")
    file = _accounts_of(ledger, accounts, shared)
    _check_address(host, name or [], shared, proxy)
    with open_to_read(ledger):
        pass  # a ledger that is not there is said before a browser is opened
    typer.echo(f"armstrail at http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl-C ends it)", err=True)
    settings = Settings(
        ledger,
        now,
        secrets.token_bytes(32),
        read_only=read_only,
        language=language,
        hosts=tuple({*LOCAL, host, *(name or ())}),
        accounts=file,
        evidence=evidence,
        derived=keep,
    )
    serve_pages(settings, host=host, port=port, proxy=proxy, workers=workers)


def _accounts_of(ledger: str, accounts: Path | None, shared: bool) -> Path | None:
    from armstrail.accounts import check_managed, open_accounts, path_beside

    if shared:
        path = path_beside(ledger, accounts)
        check_managed(open_accounts(path, now))
        return path
    if accounts is not None:
        raise typer.BadParameter("accounts are asked for only with --shared", param_hint="--accounts")
    return None


def _check_address(host: str, names: list[str], shared: bool, proxy: str | None) -> None:
    """Refuse what would be open to others without a login, or what no browser could reach by its name."""
    from ipaddress import ip_address

    from armstrail.model.errors import BadValue
    from armstrail.web import check_host

    if proxy is not None:
        try:
            ip_address(proxy)
        except ValueError as error:
            raise typer.BadParameter(
                f"{proxy!r} is no address of a single machine; name that of the proxy, as in 127.0.0.1",
                param_hint="--proxy",
            ) from error
    try:
        check_host(host)
    except BadValue as error:
        if not shared:
            raise typer.BadParameter(str(error), param_hint="--host") from error
        if host in ("0.0.0.0", "::") and not names:
            raise typer.BadParameter(
                f"{host} is every address of this machine; say with --name under which name browsers ask for it",
                param_hint="--host",
            ) from error
        if proxy is None:
            typer.echo(
                "passwords and pages cross the network unencrypted; put a proxy with https in front (docs/sharing.md)",
                err=True,
            )
