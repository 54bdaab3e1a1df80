"""What a workspace is started with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from armstrail.model.errors import BadValue

LOCAL: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """The ledger (a path or database URL), what may be done with it, and in which language the pages speak.

    `clock` gives the present instant, with a zone. `secret` signs the tokens of forms. `hosts` are the names under
    which the workspace answers, without a port. `wait` is how long a page or a decision waits, in seconds, for another
    program that holds the ledger.
    `accounts` is the file of those who may enter; None for a workspace that asks nobody who he is.
    `evidence` is the folder of the originals; None where it lies beside the ledger.
    `keeps` says whether to keep what was worked out in a file: `derived`, or the one beside the ledger.
    """

    ledger: str = field(repr=False)  # its URL may hold a password
    clock: Callable[[], datetime]
    secret: bytes = field(repr=False)
    read_only: bool = False
    language: str = "en"
    hosts: tuple[str, ...] = LOCAL
    wait: float = 3.0
    accounts: Path | None = None
    keeps: bool = False
    derived: Path | None = None
    patience: float | None = None
    evidence: Path | None = None


def check_host(host: str) -> str:
    """Refuse an address that others could reach: nobody who opens the pages is asked who he is.

    Raises:
        BadValue: not an address of this machine alone.
    """
    if host == "localhost":
        return host
    try:
        local = ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise BadValue(
            f"host {host!r} could be reached from other machines, and the workspace asks nobody who he is; "
            "use 127.0.0.1, or --shared with accounts"
        )
    return host
