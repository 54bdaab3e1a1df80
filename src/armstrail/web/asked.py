"""What a reader asks for in an address or a form, checked before anything is done with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from armstrail.model.errors import BadValue
from armstrail.model.period import check_partial_date
from armstrail.vocabulary import NotKnown, Vocabulary, find_actor, find_item, load_vocabulary
from armstrail.web.refusals import BadAsk, Missing, refused

if TYPE_CHECKING:
    from armstrail.accounts import Visitor
    from armstrail.web.visit import Visit

_HERE = re.compile(r"/(?![/\\])[^\x00-\x20\\]*\Z")
_KEY = re.compile(r"[0-9a-f]{6,64}\Z")


class Asked:
    """The parts of an address, the fields after its `?` or of its form, and what the browser keeps for us.

    An empty field asks for nothing; that it was there, for a form in which empty means none, tells `given`. `visit` is
    whose request it is; None in a workspace that is not shared.
    """

    def __init__(
        self,
        parts: Mapping[str, str],
        fields: Iterable[tuple[str, str]],
        cookies: Mapping[str, str] | None = None,
        visit: Visit | None = None,
    ) -> None:
        self.parts, self.visit = parts, visit
        self.cookies = cookies or {}
        fields = list(fields)
        self.given = frozenset(name for name, _ in fields)
        self.fields = [(name, value) for name, value in fields if value.strip()]

    def only(self, *names: str, starting: str = "") -> None:
        """Refuse a field that the page does not know, so that a misspelt filter is never taken for none.

        Raises:
            BadAsk: names it, and those there are.
        """
        for name, _ in self.fields:
            if name not in names and not (starting and name.startswith(starting)):
                raise BadAsk("refused.field", name=_short(name), known=", ".join(names) or "–")

    def all(self, name: str) -> list[str]:
        """Every value of a field that may be given more than once."""
        return [value for key, value in self.fields if key == name]

    def one(self, name: str) -> str | None:
        """The value of a field.

        Raises:
            BadAsk: it is given twice.
        """
        values = self.all(name)
        if len(values) > 1:
            raise BadAsk("refused.twice", name=name, count=len(values))
        return values[0].strip() if values else None

    @property
    def visitor(self) -> Visitor | None:
        """The account that asks; None in a workspace that is not shared."""
        return self.visit.visitor if self.visit else None

    def signer(self) -> str | None:
        """Who signs a form: the account where there is one, never a field; else the name that was written.

        Raises:
            BadAsk: it is written twice.
        """
        return self.visitor.name if self.visitor else self.one("who")

    def date(self, name: str) -> str | None:
        """A partial date.

        Raises:
            BadAsk: it is none.
        """
        value = self.one(name)
        try:
            return value and check_partial_date(value)
        except BadValue as error:
            raise BadAsk("refused.date", name=name, value=_short(str(value))) from error

    def count(self, name: str, default: int, most: int) -> int:
        """A whole number from 1.

        Raises:
            BadAsk: it is none, or too large.
        """
        value = self.one(name)
        if value is None:
            return default
        if not (value.isascii() and value.isdigit() and len(value) < 10 and 1 <= int(value) <= most):
            raise BadAsk("refused.count", name=name, value=_short(value), most=most)
        return int(value)

    def choice(self, name: str, allowed: Sequence[str]) -> str | None:
        """One of some words.

        Raises:
            BadAsk: another.
        """
        value = self.one(name)
        if value is not None and value not in allowed:
            raise BadAsk("refused.choice", name=name, value=_short(value), allowed=", ".join(allowed))
        return value

    def actor(self, name: str) -> str | None:
        """The code of an actor given in a field.

        Raises:
            BadAsk: nobody known by this code or name.
        """
        value = self.one(name)
        try:
            return value and find_actor(vocabulary(), value)
        except NotKnown as error:
            raise refused(error) from error

    def item(self, name: str) -> str | None:
        """The path of an item given in a field.

        Raises:
            BadAsk: the item tree has none.
        """
        value = self.one(name)
        try:
            return value and find_item(vocabulary(), value)
        except NotKnown as error:
            raise refused(error) from error


def vocabulary() -> Vocabulary:
    """The closed lists."""
    return load_vocabulary()


def actor_code(word: str) -> str:
    """The code of an actor given by code, or by its English name.

    Raises:
        Missing: nobody known by it; says who comes close.
    """
    try:
        return find_actor(vocabulary(), word)
    except NotKnown as error:
        raise refused(error, [("/", "start")], Missing) from error


def pair_of(asked: Asked) -> tuple[str, str]:
    """Supplier and recipient of an address.

    Raises:
        Missing: one is not known, or both are the same.
    """
    supplier, recipient = (actor_code(asked.parts[name]) for name in ("supplier", "recipient"))
    if supplier == recipient:
        raise Missing("refused.same_party", [("/", "start")], code=supplier)
    return supplier, recipient


def item_path(path: str) -> str:
    """The path of an item, if the item tree has it.

    Raises:
        Missing: it does not; says what comes close.
    """
    try:
        return find_item(vocabulary(), path)
    except NotKnown as error:
        raise refused(error, [("/", "start")], Missing) from error


def key_of(word: str) -> str:
    """The id of a claim or decision, or a beginning of it.

    Raises:
        Missing: it cannot be one.
    """
    if not _KEY.match(word):
        raise Missing("refused.id", TRIES, value=_short(word))
    return word


def is_here(address: str) -> bool:
    """Whether an address is a page of ours, never one of another site."""
    return bool(_HERE.match(address))


TRIES = (("/", "start"), ("/search", "search"))


def address(path: str, **fields: object) -> str:
    """A path with fields; those that are None or empty are left out."""
    told = [(name, value) for name, value in fields.items() if value not in (None, "", ())]
    return f"{path}?{urlencode(told, doseq=True)}" if told else path


def _short(word: str) -> str:
    return word if len(word) <= 60 else f"{word[:60]}..."
