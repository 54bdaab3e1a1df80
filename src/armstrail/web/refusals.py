"""What a page refuses to do, with the status that says so: every message names what is wrong and the mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from armstrail.model.errors import ArmstrailError


class Refusal(ArmstrailError):
    """A page that cannot be given: its status, and what to try instead, as (address, words).

    `said` is the key of the same message among the words of the pages, with the values for its places; the message
    itself is for programs. None where it is in the language of the pages already, or has no words there.
    """

    status = 400

    def __init__(
        self,
        message: str,
        tries: Sequence[tuple[str, str]] = (),
        said: tuple[str, Mapping[str, object]] | None = None,
    ) -> None:
        super().__init__(message)
        self.tries = tuple(tries)
        self.said = said


class BadAsk(Refusal):
    """Something asked for in a form that nothing can be made of."""


class Missing(Refusal):
    """There is no such thing."""

    status = 404


class Forbidden(Refusal):
    """It may not be done, or not from there."""

    status = 403


class Unknown(Refusal):
    """Who asks has not logged in."""

    status = 401


class TooMany(Refusal):
    """It was tried too often."""

    status = 429


class Overtaken(Refusal):
    """Something was decided meanwhile; `both` are slots as they stand now and as the reader wanted them."""

    status = 409

    def __init__(
        self, message: str, tries: Sequence[tuple[str, str]] = (), both: Sequence[tuple[str, str, str]] = ()
    ) -> None:
        super().__init__(message, tries)
        self.both = tuple(both)


class Unready(Refusal):
    """The ledger cannot be reached just now."""

    status = 503
