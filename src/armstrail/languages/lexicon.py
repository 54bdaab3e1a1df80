"""All forms of a pack in one index, and the scan that finds them in a text's tokens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from armstrail.languages.tokens import Cutting, Token, tokenize

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


@dataclass(frozen=True, slots=True)
class Entry:
    """One form: what it stands for (`cls`, `value`), and its words as the pack prints them."""

    form: str
    cls: str
    value: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A form found: tokens `[first, last)`, and the (class, value) pairs it may stand for."""

    first: int
    last: int
    senses: tuple[tuple[str, str], ...]

    def value(self, cls: str) -> str | None:
        """What the mention stands for in `cls`; None where it is not of that class."""
        for name, value in self.senses:
            if name == cls:
                return value
        return None


@dataclass(slots=True)
class Hits:
    """All mentions of a text by class, reachable by their first and their last token."""

    starts: dict[str, dict[int, Mention]] = field(default_factory=lambda: defaultdict(dict))
    ends: dict[str, dict[int, Mention]] = field(default_factory=lambda: defaultdict(dict))

    def at(self, cls: str, first: int) -> Mention | None:
        """The mention of `cls` that begins at token `first`."""
        return self.starts[cls].get(first)

    def ending(self, cls: str, last: int) -> Mention | None:
        """The mention of `cls` whose last token is `last`."""
        return self.ends[cls].get(last)

    def of(self, prefix: str) -> list[tuple[str, Mention]]:
        """All (class, mention) whose class begins with `prefix`, in order of the text."""
        found = [(c, m) for c, byfirst in self.starts.items() if c.startswith(prefix) for m in byfirst.values()]
        return sorted(found, key=lambda pair: (pair[1].first, pair[1].last, pair[0]))

    def add(self, cls: str, mention: Mention) -> None:
        """Keep the longer mention where two of one class begin or end at the same token."""
        held = self.starts[cls].get(mention.first)
        if held is None or held.last < mention.last:
            self.starts[cls][mention.first] = mention
        held = self.ends[cls].get(mention.last - 1)
        if held is None or held.first > mention.first:
            self.ends[cls][mention.last - 1] = mention


@dataclass(frozen=True, slots=True)
class _Form:
    rest: tuple[str, ...]
    printed: tuple[str, ...] | None  # the words with capitals, where the form has any
    senses: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # by group


class Lexicon:
    """The index of a pack's forms by their first word."""

    def __init__(self, entries: Iterable[Entry], cutting: Cutting) -> None:
        gathered: dict[tuple[tuple[str, ...], tuple[str, ...] | None], dict[str, list[tuple[str, str]]]] = {}
        for entry in entries:
            tokens = tokenize(entry.form, cutting)
            words = tuple(token.form for token in tokens)
            printed = tuple(token.surface for token in tokens) if entry.form != entry.form.lower() else None
            by_group = gathered.setdefault((words, printed), {})
            senses = by_group.setdefault(group_of(entry.cls), [])
            if (entry.cls, entry.value) not in senses:
                senses.append((entry.cls, entry.value))
        index: dict[str, list[_Form]] = defaultdict(list)
        for (words, printed), by_group in gathered.items():
            if words:
                senses_by_group = tuple((group, tuple(senses)) for group, senses in by_group.items())
                index[words[0]].append(_Form(words[1:], printed, senses_by_group))
        for forms in index.values():
            forms.sort(key=lambda form: (-len(form.rest), form.printed is None, form.rest))
        self._index: Mapping[str, Sequence[_Form]] = dict(index)

    def __contains__(self, word: str) -> bool:
        return word in self._index

    def scan(self, tokens: Sequence[Token]) -> Hits:
        """Find every form: leftmost and longest within a group, all classes of the winning words."""
        hits = Hits()
        taken: dict[str, int] = {}
        index = self._index
        size = len(tokens)
        for i, token in enumerate(tokens):
            forms = index.get(token.form)
            if forms is None:
                continue
            here: dict[str, Mention] = {}
            for form in forms:
                last = i + 1 + len(form.rest)
                if last > size or not _matches(form, tokens, i):
                    continue
                for group, senses in form.senses:
                    if taken.get(group, 0) > i:
                        continue
                    held = here.get(group)
                    if held is None:
                        here[group] = Mention(i, last, senses)
                    elif held.last == last:
                        here[group] = Mention(i, last, held.senses + tuple(s for s in senses if s not in held.senses))
            for group, mention in here.items():
                taken[group] = mention.last
                for cls, _ in mention.senses:
                    hits.add(cls, mention)
        return hits


def _matches(form: _Form, tokens: Sequence[Token], first: int) -> bool:
    for offset, word in enumerate(form.rest, first + 1):
        token = tokens[offset]
        if token.form != word and not (token.kind == "l" and word == "\n"):
            return False
    if form.printed is None:
        return True
    return all(_capitals_match(word, tokens[first + n].surface) for n, word in enumerate(form.printed))


def _capitals_match(printed: str, surface: str) -> bool:
    """A form's capitals must be capitals in the text; the text may have more (a headline)."""
    if not printed[0].isupper():
        return True
    if len(printed) > 1 and printed.isupper() and printed.isalpha():
        return surface.isupper()
    return surface[0].isupper()
