"""What a page refuses to do, with the status that says so: every message names what is wrong and the mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from armstrail.model.errors import ArmstrailError

if TYPE_CHECKING:
    from armstrail.web.words import Words

_WRONG: Final = "wrong"  # the table of words for the codes of errors that come from further inside


class Said(NamedTuple):
    """Words within words: a key, and the values for its places."""

    key: str
    told: Mapping[str, Any] = MappingProxyType({})


class Again(NamedTuple):
    """A form as it was sent: which one, of which claim or document, the words in its fields, and what goes with them.

    `form` is `correct` for a claim set right, `mark` for words made a claim, `words` for the words to be looked for.
    """

    form: str
    id: str
    fields: Mapping[str, str]
    who: str = ""
    why: str = ""
    beside: Mapping[str, str] = MappingProxyType({})


class Refusal(ArmstrailError):
    """A page that cannot be given: the key of its message among the words of the pages, with the values for its
    places, and what to try instead, as (address, key of its name among `[nav]`). What was sent stands below it in
    `again`, to be mended and sent once more."""

    status = 400
    again: Again | None = None

    def __init__(self, key: str, tries: Sequence[tuple[str, str]] = (), /, *, field: str = "", **told: Any) -> None:
        super().__init__(key, key, field=field, **told)
        self.tries = tuple(tries)

    def said(self, words: Words) -> str:
        """The message in a language."""
        values = {
            name: words(each.key, **each.told) if isinstance(each, Said) else each for name, each in self.told.items()
        }
        told = words(self.code, **values)
        name = words.find(f"field.{self.field}") or words.find(f"slot.{self.field}")
        return words("wrong.at", field=name, told=told) if name else told


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
        self, key: str, tries: Sequence[tuple[str, str]], both: Sequence[tuple[str, str, str]], /, **told: Any
    ) -> None:
        super().__init__(key, tries, **told)
        self.both = tuple(both)


class Unready(Refusal):
    """The ledger cannot be reached just now."""

    status = 503


class Broken(Refusal):
    """Something that nobody foresaw."""

    status = 500


def wrong(error: ArmstrailError) -> str:
    """The key of what an error from further inside says; one without a code says no more than that something is
    wrong."""
    return f"{_WRONG}.{error.code or 'value'}"


def refused(
    error: ArmstrailError, tries: Sequence[tuple[str, str]] = (), kind: type[Refusal] = BadAsk, field: str = ""
) -> Refusal:
    """What an error from further inside is to a reader; `field` names the field of an address, where it tells none."""
    return kind(wrong(error), tries, field=error.field or field, **error.told)
