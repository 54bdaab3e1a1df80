"""The errors a caller or a data file can mend; each message says what, where and the mend."""

from __future__ import annotations


class ArmstrailError(Exception):
    """Anything that armstrail raises on purpose."""


class BadValue(ArmstrailError, ValueError):
    """A value that the model does not allow."""


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
