"""All forms of a pack in one index, and the scan that finds them in a text's tokens."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter
from sys import intern
from typing import Final, NamedTuple, final

from armstrail.languages.tokens import Cutting, Token, fold, tokenize

# Classes that compete for the same words, the longest form first: a drone inside "drone strikes" is no
# item, and the "over" of "handed over" no hedge. Classes not named here compete only with themselves.
_GROUPS: Final = (
    ("name", ("items.", "models", "actors.", "sources.", "places", "quantities.units")),
    ("act", ("acts.", "quantities.hedges_before", "quantities.hedge_verbs")),
)


def group_of(cls: str) -> str:
    """The group in which forms of this class compete."""
    for group, prefixes in _GROUPS:
        if cls.startswith(prefixes):
            return group
    return cls


class Entry(NamedTuple):
    """One form: what it stands for (`cls`, `value`), and its words as the pack prints them."""

    form: str
    cls: str
    value: str


@final
class Mention:
    """A form found: tokens `[first, last)`, and the (class, value) pairs it may stand for. Never changed once made, by
    `mention_of`."""

    __slots__ = ("first", "last", "senses")

    first: int
    last: int
    senses: tuple[tuple[str, str], ...]

    def value(self, cls: str) -> str | None:
        """What the mention stands for in `cls`; None where it is not of that class."""
        for name, value in self.senses:
            if name == cls:
                return value
        return None

    def parts(self, cls: str) -> set[str]:
        """All that the mention may stand for in `cls`, values that are joined by `|` one by one."""
        return {part for name, value in self.senses if name == cls for part in value.split("|")}


def mention_of(first: int, last: int, senses: tuple[tuple[str, str], ...]) -> Mention:
    """A mention; there are hundreds in every text, and an initializer would take longer."""
    mention = Mention()
    mention.first = first
    mention.last = last
    mention.senses = senses
    return mention


_CLASS: Final = itemgetter(0)


class _Firsts(dict[str, list[int]]):
    """The first tokens of the mentions of a class in order, worked out when first asked for."""

    __slots__ = ("_starts",)

    def __init__(self, starts: Mapping[str, Mapping[int, Mention]]) -> None:
        super().__init__()
        self._starts = starts

    def __missing__(self, cls: str) -> list[int]:
        made = self[cls] = list(self._starts.get(cls, ()))  # the scan goes from left to right
        return made


def file_by_last(
    held: list[tuple[str, Mention]],
    at: int,
    there: dict[int, list[tuple[str, Mention]]],
    longer: list[tuple[str, Mention]],
) -> None:
    """Put what begins at a token under it where it ends there, else among what is longer."""
    short = [pair for pair in held if pair[1].last == at + 1]
    if short:
        there[at] = short
    if len(short) < len(held):
        longer += [pair for pair in held if pair[1].last != at + 1]


class Hits:
    """All mentions of a text by class, reachable by their first and their last token; `here` holds all of
    every class that begin at a token.

    Two mentions of one class never begin or end at the same token: they share a group, and of a group the
    longest takes its words.
    """

    __slots__ = ("_firsts", "_of", "_there", "here", "longer", "starts", "there")

    def __init__(self) -> None:
        self.starts: dict[str, dict[int, Mention]] = defaultdict(dict)
        self._firsts = _Firsts(self.starts)
        self._of: dict[str, list[tuple[str, Mention]]] = {}
        self.there: dict[int, list[tuple[str, Mention]]] = {}  # by last token, those of one token
        self.longer: list[tuple[str, Mention]] = []  # the others
        self._there: dict[int, list[tuple[str, Mention]]] = {}  # all by last token; empty until asked for
        self.here: dict[int, list[tuple[str, Mention]]] = {}

    def drop(self, prefix: str, first: int, last: int) -> None:
        """Take out what stands inside tokens `[first, last)` in classes that begin with `prefix`."""
        self._forget()
        for at in range(first, last):
            held = self.here.get(at)
            if held is None:
                continue
            out = [cls for cls, mention in held if cls.startswith(prefix) and mention.last <= last]
            for cls in out:
                del self.starts[cls][at]
            if out:
                self.here[at] = [pair for pair in held if pair[0] not in out]

    def _forget(self) -> None:
        """Let what is known by last token be put together anew."""
        self.there, self.longer, self._there = {}, [], {}

    def add(self, mentions: Iterable[Mention]) -> None:
        """Put in mentions that the scan could not find, before any is asked for; one that stands there stays."""
        self._forget()
        touched: set[str] = set()
        for mention in mentions:
            for cls in dict.fromkeys(cls for cls, _ in mention.senses):
                if mention.first not in self.starts[cls]:
                    self.starts[cls][mention.first] = mention
                    self.here.setdefault(mention.first, []).append((cls, mention))
                    touched.add(cls)
        for cls in touched:
            self.starts[cls] = dict(sorted(self.starts[cls].items()))

    def at(self, cls: str, first: int) -> Mention | None:
        """The mention of `cls` that begins at token `first`."""
        return self.starts[cls].get(first)

    def ending(self, cls: str, last: int) -> Mention | None:
        """The mention of `cls` whose last token is `last`."""
        for name, mention in (self._there or self._look_back()).get(last, ()):
            if name == cls:
                return mention
        return None

    def ends_at(self, last: int) -> bool:
        """Whether the last token of any mention is `last`."""
        return last in (self._there or self._look_back())

    def _look_back(self) -> dict[int, list[tuple[str, Mention]]]:
        """All mentions by their last token, put together when first asked for."""
        there = self.there
        if not there:  # some were struck out or put in since the scan
            for at, held in self.here.items():
                file_by_last(held, at, there, self.longer)
        for pair in self.longer:
            last = pair[1].last - 1
            there[last] = [*there.get(last, ()), pair]
        self.longer = []
        self._there = there
        return there

    def between(self, cls: str, first: int, last: int) -> list[Mention]:
        """The mentions of `cls` that begin inside tokens `[first, last)`, in order."""
        firsts = self._firsts[cls]
        if not firsts:
            return []
        low = bisect_left(firsts, first)
        if low == len(firsts) or firsts[low] >= last:
            return []
        starts = self.starts[cls]
        return [starts[at] for at in firsts[low : bisect_left(firsts, last, low)]]

    def any_between(self, cls: str, first: int, last: int) -> bool:
        """Whether a mention of `cls` begins inside tokens `[first, last)`."""
        firsts = self._firsts[cls]
        at = bisect_left(firsts, first)
        return at < len(firsts) and firsts[at] < last

    def any_at(self, classes: frozenset[str], first: int) -> bool:
        """Whether a mention of one of the classes begins at token `first`."""
        return first in self.here and not classes.isdisjoint(map(_CLASS, self.here[first]))

    def any_ending(self, classes: frozenset[str], last: int) -> bool:
        """Whether the last token of a mention of one of the classes is `last`."""
        there = self._there or self._look_back()
        return last in there and not classes.isdisjoint(map(_CLASS, there[last]))

    def of(self, prefix: str) -> list[tuple[str, Mention]]:
        """All (class, mention) whose class begins with `prefix`, in order of the text."""
        if prefix not in self._of:
            found = [(c, m) for c, byfirst in self.starts.items() if c.startswith(prefix) for m in byfirst.values()]
            self._of[prefix] = sorted(found, key=lambda pair: (pair[1].first, pair[1].last, pair[0]))
        return self._of[prefix]


def _cut_form(form: str, cutting: Cutting) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
    """The words of a form as the tokenizer cuts them, and as printed where it has capitals."""
    capitals = form != form.lower()
    if cutting.part is None and form.replace(" ", "").isalpha():  # nothing to cut but the spaces
        return tuple(fold(form, cutting.fold).split()), tuple(form.split()) if capitals else None
    tokens = tokenize(form, cutting)
    return tuple(token.form for token in tokens), tuple(token.surface for token in tokens) if capitals else None


# A form's senses of one group: the group, its classes in order, its (class, value) pairs.
Senses = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]
# A form: what capitals its words need (see `capitals_of`; "" where none does), and its senses by group.
Form = tuple[str, tuple[Senses, ...]]
# A pack's forms as they are kept: the number of each run of words with which forms begin, twice that of what
# the run stands for as a whole, and one more where a longer form goes on; and what runs stand for, by number.
# Strings and numbers alone: tuples by the hundred thousand would be walked by every garbage collection.
Forms = tuple[dict[str, int], list[str]]
_FORM, _SENSE, _VALUE = "\x1d", "\x1e", "\x1f"  # what parts forms, senses, and class from value


def gather(entries: Iterable[Entry], cutting: Cutting) -> Forms:
    """All forms of a pack in the shape in which they are kept and scanned."""
    gathered: dict[tuple[tuple[str, ...], tuple[str, ...] | None], dict[str, list[str]]] = {}
    for form, cls, value in entries:
        by_group = gathered.setdefault(_cut_form(form, cutting), {})
        senses = by_group.setdefault(group_of(cls), [])
        sense = f"{cls}{_VALUE}{value}"
        if sense not in senses:
            senses.append(sense)
    runs: dict[str, list[str]] = {}
    goes_on: set[str] = set()
    for (words, printed), by_group in gathered.items():
        run = " ".join(words)
        senses = [sense for group in by_group.values() for sense in group]
        runs.setdefault(run, []).append(_SENSE.join([capitals_of(printed) if printed else "", *senses]))
        for last in range(1, len(words)):
            goes_on.add(" ".join(words[:last]))
    shapes = {"": 0}
    numbers = {
        run: shapes.setdefault(_FORM.join(forms), len(shapes)) * 2 + (run in goes_on) for run, forms in runs.items()
    }
    numbers |= dict.fromkeys(goes_on - numbers.keys(), 1)
    return numbers, list(shapes)


def capitals_of(words: Iterable[str]) -> str:
    """What capitals the words of a form need: for each `2` all, `1` the first, `0` none; "" where none does."""
    codes = "".join(
        ["0" if not w[0].isupper() else "2" if len(w) > 1 and w.isupper() and w.isalpha() else "1" for w in words]
    )
    return codes if codes.strip("0") else ""


def capitals_match(code: str, surface: str) -> bool:
    """A form's capitals must be capitals in the text; the text may have more (a headline)."""
    return code == "0" or (surface.isupper() if code == "2" else surface[0].isupper())


class Lexicon:
    """A pack's forms, and the scan of a text by them."""

    __slots__ = ("_known", "_numbers", "_plain", "_shapes")

    def __init__(self, forms: Forms) -> None:
        self._numbers, self._shapes = forms
        self._known: list[tuple[Form, ...] | None] = [None] * len(self._shapes)  # spelled out when first met
        self._known[0] = ()
        self._plain: dict[int, tuple[tuple[str, str], ...]] = {}  # by number: the sense of words that have one only

    def __contains__(self, word: str) -> bool:
        return word in self._numbers

    def has_capital(self, word: str) -> bool:
        """Whether a word stands in a list with a capital, as a name does."""
        number = self._numbers.get(word, 0)
        return any(capitals for capitals, _ in self._forms(number >> 1)) if number > 1 else False

    def scan(self, tokens: list[Token]) -> Hits:
        """Find every form: leftmost and longest within a group, all classes of the winning words."""
        hits = Hits()
        starts, here, there, longer = hits.starts, hits.here, hits.there, hits.longer
        numbers, known, plain = self._numbers, self._known, self._plain
        taken: dict[str, int] = {}
        busy = 0  # where the longest form taken so far ends: behind it no group is taken
        words = [token.form for token in tokens]
        words.append("")
        for i, number in enumerate(map(numbers.get, words)):
            if number is None:
                continue
            if i >= busy:
                senses = plain.get(number)
                if senses is not None:  # most words: one sense, and no form that goes on with the next word
                    cls = senses[0][0]
                    mention = starts[cls][i] = Mention()
                    mention.first = i
                    mention.last = i + 1
                    mention.senses = senses
                    here[i] = there[i] = [(cls, mention)]
                    continue
            forms = known[number >> 1]
            if forms is None:
                forms = self._forms(number >> 1)
            if i < busy or len(forms) > 1 or (number & 1 and f"{words[i]} {words[i + 1]}" in numbers):
                found = []
                for group, (last, classes, senses) in self._longest_at(tokens, words, i, taken).items():
                    mention = mention_of(i, last, senses)
                    for cls in classes:
                        starts[cls][i] = mention
                        found.append((cls, mention))
                    if last > i + 1:
                        taken[group] = last
                        busy = max(busy, last)
                if found:
                    here[i] = found
                    file_by_last(found, i, there, longer)
            elif forms:  # one form, and none that goes on with the next word
                capitals, by_group = forms[0]
                if capitals and not capitals_match(capitals, tokens[i].surface):
                    continue
                here[i] = there[i] = found = []
                for _, classes, senses in by_group:
                    mention = Mention()
                    mention.first = i
                    mention.last = i + 1
                    mention.senses = senses
                    for cls in classes:
                        starts[cls][i] = mention
                        found.append((cls, mention))
        return hits

    def _longest_at(
        self, tokens: list[Token], words: list[str], first: int, taken: dict[str, int]
    ) -> dict[str, tuple[int, tuple[str, ...], tuple[tuple[str, str], ...]]]:
        """For each group that is free at a token: where its longest form ends, and what that stands for."""
        here: dict[str, tuple[int, tuple[str, ...], tuple[tuple[str, str], ...]]] = {}
        for last, forms in reversed(self._forms_at(words, first)):
            for capitals, by_group in reversed(forms):
                if capitals and not all(
                    capitals_match(code, tokens[first + n].surface) for n, code in enumerate(capitals)
                ):
                    continue
                for group, classes, senses in by_group:
                    held = here.get(group)
                    if held is None:
                        if taken.get(group, 0) <= first:
                            here[group] = (last, classes, senses)
                    elif held[0] == last:
                        senses = held[2] + tuple(s for s in senses if s not in held[2])
                        here[group] = (last, tuple(dict.fromkeys(cls for cls, _ in senses)), senses)
        return here

    def _forms_at(self, words: list[str], first: int) -> list[tuple[int, tuple[Form, ...]]]:
        """The forms that begin at a token, with the token behind their last word, the shortest first."""
        found = []
        run = words[first]
        at = first + 1
        while (number := self._numbers.get(run)) is not None:
            if number > 1:
                found.append((at, self._forms(number >> 1)))
            if not number & 1:
                break
            run = f"{run} {words[at]}"
            at += 1
        return found

    def _forms(self, shape: int) -> tuple[Form, ...]:
        """The forms of one run of words, spelled out."""
        forms = self._known[shape]
        if forms is None:
            forms = self._known[shape] = tuple(map(_spell_out, self._shapes[shape].split(_FORM)))
            (capitals, by_group), *more = forms
            if not (capitals or more) and len(by_group) == 1 and len(by_group[0][1]) == 1:
                self._plain[shape * 2] = by_group[0][2]
        return forms


def _spell_out(form: str) -> Form:
    capitals, *senses = form.split(_SENSE)
    by_group: dict[str, list[tuple[str, str]]] = {}
    for sense in senses:
        cls, _, value = sense.partition(_VALUE)
        cls = intern(cls)
        by_group.setdefault(group_of(cls), []).append((cls, value))
    return capitals, tuple(
        (group, tuple(dict.fromkeys(cls for cls, _ in senses)), tuple(senses)) for group, senses in by_group.items()
    )
