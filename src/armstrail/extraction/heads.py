"""The noun that a number counts: the head of its noun phrase, what it contains, and its models."""

from __future__ import annotations

from dataclasses import dataclass

from armstrail.extraction.attributes import past_attribute
from armstrail.extraction.digits import past_measure
from armstrail.extraction.items import GENERIC, is_model_itself, unit_of
from armstrail.extraction.numbers import number_at
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.scales import Number
from armstrail.extraction.verbs import is_of_origin
from armstrail.languages import Mention


@dataclass(slots=True)
class Head:
    """What a number counts: tokens `[first, last)`, the unit, the item path (None where only contents or
    context can tell), the model or calibre as written, and the parties named inside the phrase."""

    first: int
    last: int
    unit: str
    path: str | None
    designation: tuple[int, int] | None = None
    weak: bool = False
    parties: tuple[Mention, ...] = ()


def _flies(unit: str, model: str) -> bool:
    """`quatro cargueiros KC-390`: one word for freighters at sea and in the air, which the model tells apart."""
    return unit == "vessels" and model.startswith("arms.aircraft")


_CARRIERS = ("arms.armour", "arms.artillery", "arms.air_defence")


def _guards_the_air(path: str, model: str) -> bool:
    """`12 lanciatori Iris-T`, `34 Gepard tanks`: what carries the weapons of an air defence is a part of it."""
    return path.startswith(_CARRIERS) and model.startswith(("arms.air_defence", "arms.missile.air_defence"))


def _may_fight(no: Mention, name: Mention | None) -> bool:
    """`1100 осіб`, `5.000 Männer`: a word for people of any kind that a pack lists as soldiers, too; the rest of the
    sentence tells which they are."""
    if name is None or ("quantities.not_quantity", "people") not in no.senses:
        return False
    return (name.value("items.weak") or "").startswith("personnel") and name.last == no.last


def _is_paper(no: Mention, name: Mention) -> bool:
    """`11 pacchetti di aiuti`: a word for packages or contracts at the head of broad goods counts no goods."""
    return ("quantities.not_quantity", "papers") in no.senses and _is_broad(name)


def _is_broad(name: Mention) -> bool:
    return (name.value("items.nouns") or name.value("items.weak")) in GENERIC


@dataclass(frozen=True, slots=True)
class NoHead:
    """No noun was found: why, the word in its place (`noun`: its tokens), and whether that refuses the number."""

    reason: str
    detail: str
    last: int
    refuses: bool
    noun: tuple[int, int] | None = None


_MANY = 1000  # of a calibre: no army has so many guns
_EQUIPMENT = 5  # tokens behind a formation in which its systems are named
_REFUSING = {
    "measures": "measure", "times": "duration", "ages": "age", "sections": "section", "formations": "formation",
    "people": "unknown_noun", "papers": "unknown_noun", "casualties": "casualties", "context": "context",
}  # fmt: skip
_STOPS = frozenset((
    "grammar.relative", "grammar.passive", "grammar.perfect", "grammar.future", "grammar.modal", "grammar.copula",
    "grammar.articles", "grammar.coordinators", "grammar.openers", "grammar.negators", "cues.speech", "cues.respective",
))  # fmt: skip
_NAMES = (
    "items.nouns", "items.weak", "models", "quantities.units", "actors.adjectives", "actors.people", "actors.names",
    "actors.capital", "actors.government",
)  # fmt: skip


def head_after(passage: Passage, sentence: Sentence, number: Number, links: bool) -> Head | NoHead:
    """The head of the noun phrase that goes on after `number`.

    Args:
        links: the number may be joined to its noun by `of` (millions of shells, una decina di carri).
    """
    run = _Run(passage, sentence, number)
    start = run.skip_link(links)
    if start is None:
        return NoHead("partitive", "", number.last, False)
    return run.walk(_past_article(passage, sentence, number) or start)


_COUNTING = frozenset({"grammar.copula", "grammar.passive"})
_COUNTED = frozenset({"items.nouns", "items.weak", "models", "quantities.units"})


def _past_article(passage: Passage, sentence: Sentence, number: Number) -> int | None:
    """`sono 24 i caccia`, `saliti a undicimila i soldati`: behind the article, where the verb comes first and its
    subject, what is counted, last; None where none is counted so."""
    article = passage.hits.at("grammar.articles", number.last)
    if article is None or not passage.hits.any_at(_COUNTED, article.last):
        return None
    at = number.first - 1
    while at > sentence.first and passage.hits.any_ending(_HEDGES, at):
        at = min(hit.first for cls in _HEDGES if (hit := passage.hits.ending(cls, at)) is not None) - 1
    to = passage.hits.ending("grammar.prepositions", at)
    if to is not None and ("grammar.prepositions", "to") in to.senses:
        verbs = passage.pack.acts | _COUNTING | {"quantities.change"}
        return article.last if passage.hits.any_ending(verbs, to.first - 1) else None
    return article.last if passage.hits.any_ending(_COUNTING, at) else None


_HEDGES = frozenset({"quantities.hedges_before", "quantities.hedges_after"})


class _Run:
    """One walk to the right of a number, word by word, until the noun phrase ends."""

    def __init__(self, passage: Passage, sentence: Sentence, number: Number) -> None:
        self.passage, self.sentence, self.number = passage, sentence, number
        self.found: list[Mention] = []
        self.parties: list[Mention] = []
        self.calibre: tuple[int, int] | None = None
        self.unknown = 0
        self.last_unknown = ""
        self.unknown_at: tuple[int, int] | None = None
        self.limit = int(passage.pack.settings["script.modifiers"])
        self.head_last = passage.pack.text("script.head") == "last"

    def skip_link(self, links: bool) -> int | None:
        """Past the `of` that joins a number to its noun; None where it is a partitive (`12 of the tanks`)."""
        closed = links and self.number.last + 1 < self.sentence.last
        at = self.number.last + (closed and self.passage.tokens[self.number.last].form in "”»“")  # `“decine” di razzi`
        of = self.passage.hits.at("grammar.prepositions", at)
        if of is not None and of.value("grammar.prepositions") == "of" and self.passage.tokens[at].kind == "w":
            after = of.last
            if (noun := past_attribute(self.passage, self.sentence, at, at)) is not None:
                return noun
            small = ("grammar.articles", "grammar.determiners", "grammar.pronouns", "quantities.another")
            if not links or any(self.passage.is_a(cls, after) for cls in small):
                return None
            at = after
        return at

    def walk(self, at: int) -> Head | NoHead:
        passage, hits, tokens = self.passage, self.passage.hits, self.passage.tokens
        while at < self.sentence.last:
            token = tokens[at]
            designation = self._past_designation(at)
            no = hits.at("quantities.not_quantity", at) if designation == at else None
            name = hits.at("items.not", at) or self._name(at)
            if (
                no is not None
                and (name is None or no.last >= name.last or _is_paper(no, name))
                and not self.found
                and not _may_fight(no, name)
            ):
                if not self._is_modifier(no, at):
                    return self._equipped(no) or self._rounds(no) or self._refuse(no)
                self.calibre = (self.number.first, no.last) if self.calibre is None else self.calibre
            if (strong := hits.at("quantities.unit_adjectives", at)) is not None and not self.found:
                return Head(at, strong.last, "persons", "personnel.troops", weak=True)
            if token.form == "-" and token.glued and at + 1 < self.sentence.last and tokens[at + 1].glued:
                at += 1 + is_of_origin(passage, at + 1)
                continue
            if token.form == "." and token.glued and not self.found and len(tokens[at - 1].form) <= 2:
                at += 1  # an abbreviation: т.н.
                continue
            quoted = token.form in "\"“”«»„'‘’" and not self.found and name is None
            if quoted or (token.form == "," and self._lists_modifiers(at)):
                at += 1
                continue
            if token.kind in "sl" and name is None:
                break
            if name is None and passage.is_a("dates.relative", at):
                break  # `expects another 150 this year` counts no years
            if designation > at and name is None:
                at = designation
                continue
            if (step := self._calibre(at)) is not None and name is None:
                at = step
                continue
            if token.kind == "n" and name is None:
                break
            if name is not None:
                if name.value("items.not") is not None:
                    if self.found and (not self.head_last or passage.pack.flag("script.capital_nouns")):
                        break  # `11 Hubschrauber russischer Bauart`: only an attribute of the noun before
                    return NoHead("unknown_noun", passage.words(name.first, name.last), name.last, not self.found)
                if not self._take(name):
                    break
                at = name.last
                continue
            if passage.is_a("grammar.coordinators", at) and self._lists_modifiers(at):
                at += 1
                continue
            if not self.found and (noun := past_attribute(passage, self.sentence, self.number.last, at)) is not None:
                at = noun
                continue
            if self._stops(at) or self.unknown >= self.limit:
                break
            if self.found and not self.head_last and not self._model_ahead(at) and not self._noun_ahead(at):
                break
            if not self._is_verbal(at):
                if not self.last_unknown:
                    self.last_unknown, self.unknown_at = token.surface, (at, at + 1)
            self.unknown += 1
            at += 1
        return self._close()

    def _past_designation(self, at: int) -> int:
        """Behind `M1`, `M-60` or `M1A2T`, where one begins, else that token: capitals that digits touch are no unit."""
        tokens, letters = self.passage.tokens, self.passage.tokens[at]
        end = at + 1 + (at + 2 < self.sentence.last and tokens[at + 1].form == "-" and tokens[at + 1].glued)
        opens = letters.kind == "w" and not letters.glued and len(letters.surface) <= 3 and letters.surface.isupper()
        if not opens or end >= self.sentence.last or tokens[end].kind != "n":
            return at
        while end < self.sentence.last and tokens[end].glued and tokens[end].kind in "wn":
            end += 1
        return end if end > at + 1 else at

    def _lists_modifiers(self, at: int) -> bool:
        """`hundreds of cruise, anti-ship and anti-aircraft missiles`: adjectives in a row before the noun."""
        if self.found or not self.unknown:
            return False
        ahead = range(at + 1, min(at + 7, self.sentence.last))
        noun = next((n for n in ahead if self.passage.is_a("items.nouns", n)), None)
        return noun is not None and not any(self._parts(n) for n in range(at + 1, noun))

    def _parts(self, at: int) -> bool:
        joins = self.passage.is_a("grammar.coordinators", at)
        return (self._stops(at) and not joins) or self.passage.is_a("numbers.units", at)

    def _model_ahead(self, at: int) -> bool:
        """Behind a noun that comes first, up to two adjectives may stand before its model."""
        return any(
            self.passage.is_a(cls, n)
            for n in range(at + 1, min(at + 3, self.sentence.last))
            for cls in ("models", "actors.adjectives")
        )

    def _noun_ahead(self, at: int) -> bool:
        """`18 sztuk nowoczesnych samobieżnych armatohaubic`: adjectives between a word for pieces of anything and the
        noun that says of what."""
        for n in range(at, min(at + self.limit + 1, self.sentence.last)):
            if self.passage.is_a("items.nouns", n):
                return self._is_of_anything(self.found[-1])
            if self._stops(n) or self.passage.tokens[n].kind != "w":
                return False
        return False

    def _is_of_anything(self, name: Mention) -> bool:
        return name.value("items.nouns") is None and name.value("items.weak") == "arms"

    def _is_verbal(self, at: int) -> bool:
        """A participle or a small word stands where the noun was left out: `the 11,000 deployed last autumn`."""
        small = (
            "acts.",
            "grammar.pronouns",
            "grammar.determiners",
            "quantities.another_after",
            "quantities.hedges",
            "places",
            "cues.status",
            "cues.measure",
            "cues.according",
            "dates.relative",
            "dates.months",
            "dates.weekdays",
        )
        return any(
            cls.startswith(small) and not (cls.startswith("acts.") and {v for c, v in m.senses if c == cls} == {"noun"})
            for cls, m in self.passage.hits.here.get(at, ())
        )

    def _name(self, at: int) -> Mention | None:
        """The noun, model or party that begins at a token; of several classes the first of `_NAMES`."""
        here = self.passage.hits.here.get(at)
        if not here or not any(cls in _NAMES for cls, _ in here):
            return None
        return next(hit for cls in _NAMES if (hit := self.passage.hits.at(cls, at)) is not None)

    def _take(self, name: Mention) -> bool:
        """Add a mention to the phrase; False where it ends the phrase instead."""
        classes = {cls for cls, _ in name.senses}
        if classes & {"items.nouns", "items.weak", "models", "quantities.units"}:
            if self.found and not self.head_last and not classes & {"models"}:
                if not self._is_piece_word(name):
                    return False
                self.found.clear()
            self.found.append(name)
        elif classes & {"actors.adjectives", "actors.people"}:
            self.parties.append(name)
            if "actors.people" in classes and not classes & {"actors.adjectives"} and not self.found:
                self.found.append(name)
        else:
            return self.head_last and not self.found
        return True

    def _is_piece_word(self, name: Mention) -> bool:
        """`3 млн шт. снарядов`: a word for pieces of anything before the noun itself."""
        return self._is_of_anything(self.found[-1]) and name.value("items.nouns") is not None

    def _is_modifier(self, no: Mention, at: int) -> bool:
        """`12,000 152 mm shells`, `a 2,000-pound bomb`: a measure before the noun belongs to the noun."""
        value = no.value("quantities.not_quantity")
        if value == "times" or value == "casualties":
            return False
        hyphen = at > 0 and self.passage.tokens[at - 1].form == "-" and self.passage.tokens[at].glued
        return value == "measures" and (hyphen or at > self.number.last + 1) and self._name(no.last) is not None

    def _calibre(self, at: int) -> int | None:
        """`152 mm`, `155-mm`, `122mm` inside the phrase: the designation of what is counted."""
        if self.passage.tokens[at].kind != "n":
            return None
        last = past_measure(self.passage, at)
        if last is None or number_at(self.passage, at) is None:
            return None
        self.calibre = (at, last)
        return last

    def _stops(self, at: int) -> bool:
        here = self.passage.hits.here.get(at)
        if not here:
            return False
        forms = set()
        for cls, mention in here:
            if cls in _STOPS or cls == "grammar.prepositions" or (self.found and cls == "quantities.contents"):
                return True
            if cls.startswith("acts."):
                forms.add(mention.value(cls))
        return bool(forms) and not forms & {"participle", "gerund", "noun"}

    def _equipped(self, no: Mention) -> Head | None:
        """`five squadrons of S-400`, `пять полков С-400`: a formation that is named for its air-defence or artillery
        systems counts these."""
        if ("quantities.not_quantity", "formations") not in no.senses:
            return None
        hits, vocabulary = self.passage.hits, self.passage.pack.vocabulary
        for at in range(no.last, min(no.last + _EQUIPMENT, self.sentence.last)):
            token = self.passage.tokens[at]
            if token.kind in "ln" or token.form in ",;:.()":
                return None
            model, noun = hits.at("models", at), hits.at("items.nouns", at)
            mention = model or noun
            if mention is None:
                continue
            path = (
                vocabulary.models[model.value("models") or ""].path if model else (noun and noun.value("items.nouns"))
            )
            if path == "arms.missile.air_defence":
                path = "arms.air_defence"
            if path is None or not path.startswith(("arms.air_defence", "arms.artillery")):
                return None
            return Head(no.first, mention.last, "pieces", path, (at, mention.last) if model else None)
        return None

    def _rounds(self, no: Mention) -> Head | None:
        """`ще 300 тисяч калібру 122 мм`: so many of a calibre are rounds, no name of a section."""
        tokens, at = self.passage.tokens, no.last
        of_calibre = ("quantities.not_quantity", "sections") in no.senses and no.first == self.number.last
        if not of_calibre or self.number.value < _MANY or at >= self.sentence.last or tokens[at].kind != "n":
            return None
        measure = self.passage.hits.at("quantities.not_quantity", at + 1)
        if measure is None or ("quantities.not_quantity", "measures") not in measure.senses:
            return None
        return Head(no.first, measure.last, "pieces", "arms.ammunition.artillery", (at, measure.last))

    def _refuse(self, no: Mention) -> NoHead:
        value = no.value("quantities.not_quantity") or ""
        words = self.passage.words(no.first, no.last)
        refuses = value not in ("people", "papers", "context", "sections", "casualties") or no.first == self.number.last
        return NoHead(_REFUSING[value], words, no.last, refuses)

    def _close(self) -> Head | NoHead:
        if not self.found and self._is_people():
            people = self.parties[-1]
            return Head(people.first, people.last, "persons", "personnel.troops", None, True, tuple(self.parties))
        if not self.found:
            word = self.last_unknown if self.unknown else ""
            return NoHead("unknown_noun" if word else "no_noun", word, self.number.last, False, self.unknown_at)
        head = self.found[-1] if self.head_last else self.found[0]
        if self.head_last and (measure := self._measure()) is not None:
            return measure
        if self.head_last and self._is_open_compound(head):
            return NoHead("unknown_noun", self.passage.tokens[head.last].surface, head.last, False)
        return self._head(head)

    def _is_people(self) -> bool:
        """`350 colombianos`: where nouns come first, a nationality alone is what is counted, unless the sentence
        has named what was left out (`200 misiles iraníes y 300 rusos`)."""
        if self.head_last or len(self.parties) != 1 or self.unknown or self.parties[0].first != self.number.last:
            return False
        hits, before = self.passage.hits, (self.sentence.first, self.number.first)
        return not hits.any_between("items.nouns", *before) and not hits.any_between("models", *before)

    def _measure(self) -> Head | None:
        """`7,5 Tonnen Sprengstoff`, `drei Container Munition`: a unit before the noun it measures is the head,
        of goods by weight always, of containers and the like where nouns in a row are no compound."""
        first, second = self.found[0], self.found[1] if len(self.found) > 1 else None
        unit = first.value("quantities.units")
        if second is None or unit is None or (path := second.value("items.nouns")) is None:
            return None
        if unit in ("tonnes", "barrels") or self.passage.pack.flag("script.capital_nouns"):
            return Head(first.first, first.last, unit, path)
        return None

    def _is_open_compound(self, head: Mention) -> bool:
        """`two missile experts`: a plural noun nobody knows right after a singular item is the real head."""
        tokens = self.passage.tokens
        endings = self.passage.pack.marks("script.plural_endings")
        if not endings or head.last >= self.sentence.last:
            return False
        word, follower = tokens[head.last - 1].form, tokens[head.last]
        if follower.kind != "w" or self._stops(head.last) or follower.form in self.passage.pack.lexicon:
            return False
        return not word.endswith(tuple(endings)) and follower.form.endswith(tuple(endings))

    def _head(self, head: Mention) -> Head:
        passage, unit, path, weak = self.passage, "pieces", None, False
        vocabulary_model = next((m for m in self.found if m.value("models")), None)
        if vocabulary_model is not None and (head.value("items.nouns") or "").startswith("personnel"):
            head = vocabulary_model  # `48 FA-50 light fighters` are aircraft
        if (kind := unit_of(passage, self.sentence, head)) is not None:
            unit = kind
            path = "arms" if head.value("items.nouns") == "arms" else None  # `900 carichi di armi`
        elif (noun := head.value("items.nouns") or head.value("items.weak")) is not None:
            path, weak = noun, head.value("items.nouns") is None
            unit = passage.pack.vocabulary.items[noun]
        elif head.value("actors.people") is not None:
            path, unit, weak = "personnel.troops", "persons", True
        if vocabulary_model is not None and unit not in ("persons",):
            model = passage.pack.vocabulary.models[vocabulary_model.value("models") or ""]
            if path is None and (kind is None or _flies(kind, model.path)):
                path, unit = model.path, "pieces"
            elif path is not None and _guards_the_air(path, model.path):
                path, weak = "arms.air_defence", False
            elif path is not None and is_model_itself(path, model.path, weak):
                path, weak = model.path, False
        designation = (vocabulary_model.first, vocabulary_model.last) if vocabulary_model else self.calibre
        last = max([m.last for m in self.found] + [m.last for m in self.parties if not self.head_last] + [head.last])
        return Head(head.first, last, unit, path, designation, weak, tuple(self.parties))
