"""Passwords: what is taken for one, and their hashes, by a library made for it."""

from __future__ import annotations

from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final

from armstrail.model.errors import AccountsError, BadValue

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST: Final = 12  # characters: long ones are asked for, and no mixture of signs (NIST SP 800-63B, 3.1.1.2)
_MOST: Final = 200
_AT_ONCE: Final = BoundedSemaphore(2)  # each takes 64 MiB: no crowd at the door may take all the memory there is
_PATIENCE: Final = 10.0  # seconds


def check_password(password: str, name: str) -> str:
    """A new password, if it may be one.

    Raises:
        BadValue: too short, too long, the name itself, or of too few different signs; never repeats the password.
    """
    if len(password) < LEAST:
        told = f"the password must have at least {LEAST} characters; a few words in a row are best"
        raise BadValue(told, "password_short", least=LEAST)
    if len(password) > _MOST:
        raise BadValue(f"the password must have at most {_MOST} characters", "password_long", most=_MOST)
    if len(set(password.casefold())) < 5 or name.casefold() in password.casefold():
        told = "the password is too easy to guess: it repeats few signs, or holds the name; choose another"
        raise BadValue(told, "password_easy")
    return password


def hash_password(password: str) -> str:
    """The hash of a password, with its salt and its cost: argon2id (RFC 9106).

    Raises:
        AccountsError: too many are at it at once.
    """
    with _Turn():
        return _hasher().hash(password)


def is_password(known: str | None, password: str) -> bool:
    """Whether a password belongs to a hash. As slow where there is none, so that time does not tell who has an account.

    Raises:
        AccountsError: too many are at it at once.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    with _Turn():
        try:
            return _hasher().verify(known or _nobody(), password[: _MOST + 1]) and known is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(known: str) -> bool:
    """Whether a hash was made at another cost than is asked now."""
    return _hasher().check_needs_rehash(known)


class _Turn:
    def __enter__(self) -> None:
        if not _AT_ONCE.acquire(timeout=_PATIENCE):
            raise AccountsError("too many passwords are being looked at; try again in a moment")

    def __exit__(self, *_: object) -> None:
        _AT_ONCE.release()


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    import secrets

    return _hasher().hash(secrets.token_hex(16))
