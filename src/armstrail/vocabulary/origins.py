"""The registry of origins: on whose word a claim rests, told from the words that name its source.

Whether two figures are two voices hangs on who spoke and with whom he shares his information. That is judgement, so it
stands in a table anybody can read and replace (`origins.toml`, `persons.toml`), and every answer says how it was found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from armstrail.model.origin import Origin, Term
from armstrail.model.period import first_day, last_day
from armstrail.vocabulary.names import Match, Names, fold, words_of

OUTLET: Final = "?outlet:"  # before the name of an outlet that no row lists; alone where the publisher is not known
OWN_WORD: Final = ("government", "military", "intelligence", "unnamed", None)  # types that speak for their state
_BODY_OF_TYPE: Final = {"intelligence": "intelligence", "military": "staff"}
_FIRST, _LAST = "0001-01-01", "9999-12-31"


class Body(NamedTuple):
    """A kind of public body that every state has: its code, English name, source types, and the words that name it."""

    code: str
    name: str
    types: tuple[str, ...]
    words: tuple[str, ...]


class State(NamedTuple):
    """A state: its code, family, main language, names, and which origin is its body of a kind."""

    code: str
    family: str
    lang: str | None
    names: tuple[str, ...]
    bodies: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Whose:
    """On whose word a claim rests, and how that was told.

    `origin` and `family` are codes of the registry, or begin with `?` where it does not know them; `kr?` is somebody
    of the state's who is not named. `person` is who spoke for the origin. `how` is `person`, `name`, `body`, `type`,
    `state`, `pointed` (at a name in the same text), `own`, `unnamed` or `outlet`; `misnamed` names a person whom the
    words put into an office not held then.
    """

    origin: str
    family: str
    source_type: str | None
    home: str | None
    how: str
    person: str | None = None
    misnamed: str | None = None


@dataclass(frozen=True)
class Origins:
    """All origins by code, persons' offices among them (`PERSON@ORIGIN`), with states and kinds of bodies."""

    origins: Mapping[str, Origin]
    states: Mapping[str, State]
    bodies: Mapping[str, Body]
    endings: tuple[str, ...] = ()
    digest: str = field(default="", compare=False)

    def resolve(
        self,
        source_words: str | None,
        source_type: str | None,
        source_actor: str | None,
        day: str,
        publisher: str | None = None,
    ) -> Whose:
        """On whose word a claim rests.

        The longest name decides: first a person in office on that day, then an origin or a kind of body in the
        state of the source; a medium only where nobody else is named. Without a name the state's body of that type,
        then the state's own unnamed voice, then an origin of its own.

        Args:
            source_words: the words that name the source; None where the outlet speaks itself.
            source_type: one of `terms.SOURCE_TYPES`, or None.
            source_actor: the code of the state or organisation that the source belongs to, where it is known.
            day: `YYYY-MM-DD`, for terms of office.
            publisher: who published the document.
        """
        if not source_words or not (words := words_of(source_words)):
            return self._outlet(publisher)
        state = source_actor or self.state_named(words)
        found = [match for match in self.names.find(words) if self._may_be_meant(match, words, source_actor, state)]
        persons = [match for match in found if self._is_person(match.key)]
        for match in persons:
            origin = self.origins[match.key]
            if any(_holds(term, day) for term in origin.terms):
                return self.of(str(origin.parent), "person", person=origin.name)
        misnamed = self.origins[persons[0].key].name if persons else None
        if misnamed and state is None:
            state = self._origin(str(self.origins[persons[0].key].parent)).home
        named = self._longest_name(found, words, state, source_type)
        if named is not None:
            return self.of(named[0], named[1], misnamed=misnamed)
        return self._without_name(words, source_type, state, publisher, misnamed)

    def of(self, code: str, how: str, *, person: str | None = None, misnamed: str | None = None) -> Whose:
        """The word of an origin, given by its code, as told in that way."""
        origin = self._origin(code)
        return Whose(origin.code, origin.family, origin.source_type, origin.home, how, person, misnamed)

    def family_of(self, origin: str) -> str:
        """The family of an origin, by its code."""
        return self._origin(origin).family

    def body_of(self, state: str, body: str) -> str:
        """The code of the origin that is a state's body of that kind."""
        return self._state(state).bodies.get(body, f"{state.lower()}-{body}")

    def kinds_of(self, origin: str) -> frozenset[str]:
        """The kinds of public body that an origin is in its state; none for organisations and persons."""
        return self._kinds.get(origin) or frozenset({origin.partition("-")[2]} & self.bodies.keys())

    def name_of(self, origin: str) -> str:
        """The name of an origin, by its code."""
        return self._origin(origin).name

    def language_of(self, home: str | None) -> str | None:
        """The main language of a state, None where the registry does not say."""
        state = self.states.get(home or "")
        return state.lang if state else None

    @cached_property
    def names(self) -> Names:
        """The aliases of all origins, by code."""
        return Names(((code, alias) for code, origin in self.origins.items() for alias in origin.aliases), self.endings)

    @cached_property
    def body_names(self) -> Names:
        """The words for kinds of public bodies, by kind."""
        return Names(((body.code, word) for body in self.bodies.values() for word in body.words), self.endings)

    @cached_property
    def state_names(self) -> Names:
        """The names of states, by code."""
        return Names(((state.code, name) for state in self.states.values() for name in state.names), self.endings)

    @cached_property
    def _kinds(self) -> Mapping[str, frozenset[str]]:
        """Kinds of body by the origins that the table of states gives for them."""
        told = [(origin, kind) for state in self.states.values() for kind, origin in state.bodies.items()]
        return {origin: frozenset(kind for other, kind in told if other == origin) for origin, _ in told}

    @cached_property
    def _of_organisation(self) -> Mapping[str, str]:
        """The first origin listed for each organisation that is no state."""
        made: dict[str, str] = {}
        for code, origin in self.origins.items():
            if origin.home and not _is_state(origin.home) and origin.parent is None:
                made.setdefault(origin.home, code)
        return made

    def _is_person(self, key: str) -> bool:
        return self.origins[key].parent is not None and "@" in key

    def state_named(self, words: Sequence[str]) -> str | None:
        """The state that words name at the greatest length, by its code."""
        found = self.state_names.find(words)
        return found[0].key if found else None

    def _may_be_meant(self, match: Match, words: Sequence[str], actor: str | None, state: str | None) -> bool:
        """Short names are many people's: one word counts only where it belongs to the state of the source, and a
        name that several share only where that state tells which."""
        origin = self.origins[match.key]
        home = self._origin(origin.parent).home if origin.parent else origin.home
        single = match.start < len(words) and match.length <= len(words[match.start])
        if single and actor is not None and home is not None and home != actor and _is_state(home):
            return False
        sharing = {self._home(other.key) for other in self.names.find(words) if other[1:] == match[1:]}
        return len(sharing) < 2 or home == state

    def _home(self, key: str) -> str | None:
        origin = self.origins[key]
        return self._origin(origin.parent).home if origin.parent else origin.home

    def _longest_name(
        self, found: Sequence[Match], words: Sequence[str], state: str | None, source_type: str | None
    ) -> tuple[str, str] | None:
        names = [match for match in found if not self._is_person(match.key)]
        others = [match for match in names if self.origins[match.key].source_type != "media"]
        candidates = [(-match.length, 0, match.start, match.key, "name") for match in others]
        if state is not None and _is_state(state):
            for match in self.body_names.find(words)[:1]:
                candidates.append((-match.length, 1, match.start, self.body_of(state, match.key), "body"))
        if not candidates or source_type == "media":
            candidates += [(-match.length, 2, match.start, match.key, "name") for match in names if match not in others]
        if not candidates:
            return None
        _, _, _, code, how = min(candidates)
        return code, how

    def _without_name(
        self,
        words: Sequence[str],
        source_type: str | None,
        state: str | None,
        publisher: str | None,
        misnamed: str | None,
    ) -> Whose:
        if state is not None and source_type in OWN_WORD:
            if not _is_state(state):
                code = self._of_organisation.get(state, state)
                return self.of(code, "state", misnamed=misnamed)
            if source_type in _BODY_OF_TYPE:
                return self.of(self.body_of(state, _BODY_OF_TYPE[source_type]), "type", misnamed=misnamed)
            return Whose(f"{state.lower()}?", self._state(state).family, source_type, state, "state", None, misnamed)
        if source_type == "unnamed":
            code = f"?unnamed:{fold(publisher or '').strip()}"
            return Whose(code, code, source_type, None, "unnamed", None, misnamed)
        code = "?" + " ".join(words).casefold()
        return Whose(code, code, source_type, state, "own", None, misnamed)

    def _outlet(self, publisher: str | None) -> Whose:
        words = words_of(publisher or "")
        for match in self.names.find(words):
            if match.start == 0 and match.length == sum(map(len, words)) and not self._is_person(match.key):
                return self.of(match.key, "outlet")
        code = f"{OUTLET}{' '.join(words).casefold()}"
        return Whose(code, code, "media", None, "outlet")

    def _state(self, code: str) -> State:
        return self.states.get(code) or State(code, code.lower(), None, (), {})

    def _origin(self, code: str) -> Origin:
        """The origin of a code; a body that no file names is made from its state and its kind."""
        known = self.origins.get(code)
        if known is not None:
            return known
        home, _, body = code.partition("-")
        if body in self.bodies:
            kind, state = self.bodies[body], self._state(home.upper())
            return Origin(code, f"{kind.name} ({state.code})", state.family, kind.types[0], state.code)
        return Origin(code, code, code, None, code)


def _is_state(code: str) -> bool:
    return len(code) == 2 and code.isupper() and code not in ("EU", "UN", "G7")


def _holds(term: Term, day: str) -> bool:
    return (first_day(term.start) if term.start else _FIRST) <= day <= (last_day(term.end) if term.end else _LAST)
