"""Which of several places of one name a text means: Tripoli in Libya or in Lebanon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from armstrail.extraction.passage import Passage
from armstrail.languages import Mention

_BY_HAND: Final = 3_000_000.0  # the fame of a place listed by hand, as inhabitants of a city
_UNNAMED: Final = 0.25  # what a country weighs that the text does not name
_SENTENCE: Final = 3  # how many mentions elsewhere one in the same sentence weighs


class Homonyms:
    """Tells places of one name apart, in one document, by the countries that it names."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._named: Mapping[str, int] | None = None

    def choose(self, mention: Mention) -> str:
        """The vocabulary's name of the place that a mention means: of several, the one whose country the
        sentence and the document name most, weighed with how large the place is."""
        names = _senses(mention)
        if len(names) == 1:
            return names[0]
        places = self._passage.pack.vocabulary.places
        here = self._in_sentence(mention)
        if self._named is None:
            self._named = self._in_document()
        everywhere = self._named

        def weight(name: str) -> float:
            country = places[name].country or ""
            evidence = everywhere.get(country, 0) + _SENTENCE * here.get(country, 0)
            return (_UNNAMED + evidence) * (places[name].population or _BY_HAND)

        return max(names, key=weight)  # the first of equals: the order of the pack

    def is_elsewhere(self, mention: Mention, country: str) -> bool:
        """Whether the name of a capital means a place of another country here: Tripoli in Lebanon."""
        if len(_senses(mention)) < 2:
            return False
        return self._passage.pack.vocabulary.places[self.choose(mention)].country != country

    def _in_document(self) -> Mapping[str, int]:
        hits = self._passage.hits.of("actors.")
        return Counter(mention.value(cls) or "" for cls, mention in hits if len(_senses(mention)) < 2)

    def _in_sentence(self, mention: Mention) -> Mapping[str, int]:
        sentence = self._passage.sentence_of(mention.first)
        named: Counter[str] = Counter()
        for at in range(sentence.first, sentence.last):
            for cls, other in self._passage.hits.here.get(at, ()):
                if cls.startswith("actors.") and len(_senses(other)) < 2:
                    named[other.value(cls) or ""] += 1
        return named


def _senses(mention: Mention) -> list[str]:
    """The places that a mention may mean."""
    return [value for cls, value in mention.senses if cls == "places"]
