"""Numbers and names of estimation in the words of a language, shared by receipts, valuations and news."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.estimate import Interval
from armstrail.model.finding import Conflict, Question
from armstrail.model.terms import COUNTS
from armstrail.model.voice import Voice
from armstrail.publishing import likelihood
from armstrail.publishing.names import Names
from armstrail.publishing.phrases import Phrases
from armstrail.publishing.wordbook import Wording, load_wording
from armstrail.vocabulary.origins import OUTLET


class Teller:
    """Words what estimates are made of; `origin_name` gives the name of an origin by its code."""

    def __init__(self, language: str, origin_name: Callable[[str], str]) -> None:
        self.wording: Wording = load_wording(language)
        self.phrases, self.names = Phrases(self.wording), Names(self.wording)
        self._origin_name = origin_name

    def naming(self, origin_name: Callable[[str], str]) -> Teller:
        """The same words with other names of origins: those of a flow, which the registry does not list."""
        made = copy(self)
        made._origin_name = origin_name
        return made

    def origin(self, code: str) -> str:
        """An origin by name; `kr?` is somebody of that state's whom nobody names."""
        if code == OUTLET:
            return self.say("estimate.no_publisher")
        if code.endswith("?"):
            return self.say("estimate.not_named", who=self.names.actor(code[:-1].upper()))
        return self._origin_name(code)

    def speaker(self, origin: str, claim: Claim, document: Document) -> str:
        """Whose word a claim is, by name; where the registry does not know them, in the words of its
        text, or by its outlet."""
        words = claim.source.cut(document.text) if claim.source else document.publisher
        return " ".join(words.split()) if words and origin.startswith("?") else self.origin(origin)

    def say(self, key: str, **values: str) -> str:
        """The words under a key, with values in their places."""
        return self.wording.say(key, **values)

    def title(self, question: Question) -> str:
        """What is asked."""
        counted = question.unit in ("pieces", "persons", "percent")
        told = self.say(
            "estimate.title" if counted else "estimate.title_counted",
            item=self.names.heading(question.item),
            unit=self.phrases.unit(question.unit),
            supplier=self.names.actor(question.supplier),
            recipient=self.names.actor(question.recipient),
            stage=self.say(f"stage.{question.stage}"),
        )
        return told if question.nature == "flow" else self.say(f"estimate.title_{question.nature}", title=told)

    def family(self, code: str) -> str:
        """A family by name: a state, one with words of its own, or an origin that stands alone."""
        if code.startswith("?"):
            return self.origin(code)
        named = self.wording.find(f"family.{code}") or self.wording.find(f"actor.{code}")
        if named is None and len(code) != 2 and self._origin_name(code) != code:
            named = self._origin_name(code)
        return named or self.names.actor(code.upper() if len(code) == 2 else code)

    def middle(self, interval: Interval, unit: str, item: str | None) -> str:
        """The median with its unit, two digits."""
        return self.phrases.amount(likelihood.nearest(interval.median), unit, item)

    def bounds(self, low: float, high: float, unit: str, item: str | None) -> tuple[str, str]:
        """Two bounds, rounded outward to two digits; the upper one with the unit, both with a currency."""
        low, high = likelihood.outward(low, high)
        first = self.phrases.number(low) if unit in COUNTS else self.phrases.amount(low, unit, item)
        return first, self.phrases.amount(high, unit, item)

    def voice(self, voice: Voice) -> str:
        """What a voice says: `figure (as-of day)`."""
        return f"{self.phrases.quantity(voice.quantity, voice.item)} ({self.phrases.date(voice.as_of, full=False)})"

    def conflict(self, conflict: Conflict) -> str:
        """Why two figures that lie apart stand beside each other, and whether both can be true."""
        why = self.wording.find(f"conflict.{conflict.why.replace(' ', '_')}") or conflict.why
        return f"{self.say('receipt.exclusive')} ({why})" if conflict.exclusive else why


def worst_first(conflicts: Iterable[Conflict]) -> list[Conflict]:
    """Those that cannot both be true first, then the widest gaps."""
    return sorted(conflicts, key=lambda each: (not each.exclusive, -each.factor, each.first, each.second))
