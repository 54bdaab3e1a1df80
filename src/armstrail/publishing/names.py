"""Names of parties, goods, languages and sources, for people to read and to tell apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from babel import Locale, UnknownLocaleError

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.publishing.wordbook import Wording
from armstrail.vocabulary import Actor, load_vocabulary

_WORD: Final = re.compile(r"\w+")


class Names:
    """Says codes as names. `actor_names` goes before our own names of parties; an empty answer of it does not."""

    def __init__(self, wording: Wording, actor_names: Callable[[str], str] | None = None) -> None:
        self._wording = wording
        self._actor_names = actor_names
        self._actors: Mapping[str, Actor] | None = None
        self._place = {path: place for place, path in enumerate(wording.items)}

    def actor(self, code: str | None) -> str:
        """A party's name: the one given, ours, that of CLDR for a state, that of the vocabulary (which may be
        in English: names of groups and firms are not translated), else its code made readable."""
        if code is None:
            return self._wording.say("actor.unknown")
        given = self._actor_names(code) if self._actor_names else ""
        if given and given != code:
            return given
        named = self._wording.find(f"actor.{code}")
        if named is None and len(code) == 2 and code.isupper():
            named = self._wording.locale.territories.get(code)
        return named or self._from_vocabulary(code) or _readable(code)

    def _from_vocabulary(self, code: str) -> str | None:
        if self._actors is None:
            self._actors = load_vocabulary().actors
        known = self._actors.get(code)
        return known.name if known else None

    def item(self, path: str | None) -> str:
        """What is moved, in running text; an unknown path is told by its last step."""
        if path is None:
            return self._wording.say("group.unspecified")
        return self._wording.find(f"item.{path}") or path.rpartition(".")[2].replace("_", " ")

    def heading(self, path: str | None) -> str:
        """The same as a heading."""
        name = self.item(path)
        return name[:1].upper() + name[1:]

    def order(self, path: str | None) -> tuple[int, str]:
        """Where an item comes in the brief: in the order of the item tree, unknown ones after their nearest
        known ancestor, none at all last."""
        if path is None:
            return (len(self._place), "")
        known = path
        while known and known not in self._place:
            known = known.rpartition(".")[0]
        return (self._place.get(known, len(self._place)), path)

    def language(self, code: str | None) -> str:
        """A language by its name in the language of the brief; "" where it is not known."""
        return "" if code is None else str(self._wording.locale.languages.get(code, code))


def direction(code: str | None) -> str:
    """How a language runs: `ltr`, `rtl`, or `auto` where the language is not known."""
    try:
        return str(Locale.parse(code).text_direction) if code else "auto"
    except (UnknownLocaleError, ValueError):
        return "auto"


def source_key(claim: Claim, document: Document, articles: Mapping[str, frozenset[str]]) -> str:
    """What two claims share when they name the same source: the name's words without case, signs and a
    leading article. A claim on nobody's word is told by its publication, and so are "sources" without a
    name, which need not be the same people in two publications.

    Names are compared as written: `NIS` and `the South Korean intelligence service` stay two.
    """
    publication = document.publisher or document.digest
    if claim.source is None:
        return f"own:{publication}"
    words = _WORD.findall(claim.source.cut(document.text).casefold())
    if len(words) > 1 and words[0] in articles.get(document.lang or "", ()):
        words = words[1:]
    name = " ".join(words)
    return f"unnamed:{publication}:{name}" if claim.source_type == "unnamed" else f"named:{name}"


def _readable(code: str) -> str:
    words = code.replace("_", " ").replace("-", " ")
    return words if any(letter.isupper() for letter in words) else words.title()
