"""The errors a caller or a data file can mend; each message says what, where and the mend."""

from __future__ import annotations

from typing import Any


class ArmstrailError(Exception):
    """Anything that armstrail raises on purpose: a message for programs and terminals, in English.

    What an interface may have to say in another language has a `code`, too, which is a key of its words, with what
    stands in their places (`told`), and the `field` in which it was found; "" where there is none.
    """

    def __init__(self, message: str = "", code: str = "", /, *, field: str = "", **told: Any) -> None:
        super().__init__(message)
        self.code, self.field, self.told = code, field, told


class BadValue(ArmstrailError, ValueError):
    """A value that the model does not allow."""

    def within(self, field: str) -> BadValue:
        """The same, said of a field, unless it is said of a part of it already."""
        return BadValue(f"{field}: {self}", self.code, field=self.field or field, **self.told)


class PackError(ArmstrailError):
    """Language or vocabulary data with a gap, an unknown key or a contradiction; names file and key."""


class ReadError(ArmstrailError):
    """A document that cannot be read; costs its own row, never the run."""


class LedgerError(ArmstrailError):
    """A ledger that cannot be opened, written or trusted."""


class AccountsError(ArmstrailError):
    """The accounts of a shared workspace cannot be opened, read or written."""


class PackageError(ArmstrailError):
    """A package that an optional part needs and that is not installed; says what to install."""


class RunError(ArmstrailError):
    """A run over a large corpus that cannot begin or go on."""
