"""All forms of a pack in one index, and the scan that finds them in a text's tokens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

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
    """All mentions of a text by class, reachable by their first and their last token; `here` holds all of
    every class that begin at a token."""

    starts: dict[str, dict[int, Mention]] = field(default_factory=lambda: defaultdict(dict))
    ends: dict[str, dict[int, Mention]] = field(default_factory=lambda: defaultdict(dict))
    here: dict[int, list[tuple[str, Mention]]] = field(default_factory=lambda: defaultdict(list))

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
        self.here[mention.first].append((cls, mention))
        held = self.ends[cls].get(mention.last - 1)
        if held is None or held.first > mention.first:
            self.ends[cls][mention.last - 1] = mention


def _cut_form(form: str, cutting: Cutting) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
    """The words of a form as the tokenizer cuts them, and as printed where it has capitals."""
    capitals = form != form.lower()
    if cutting.part is None and form.replace(" ", "").isalpha():  # nothing to cut but the spaces
        return tuple(fold(form, cutting.fold).split()), tuple(form.split()) if capitals else None
    tokens = tokenize(form, cutting)
    return tuple(token.form for token in tokens), tuple(token.surface for token in tokens) if capitals else None


@dataclass(frozen=True, slots=True)
class _Form:
    printed: tuple[str, ...] | None  # the words with capitals, where the form has any
    senses: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # by group


class _Node:
    """A place in the tree of forms: the words that may follow, and the forms that end here."""

    __slots__ = ("forms", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] | None = None  # most nodes end a form and lead no further
        self.forms: tuple[_Form, ...] = ()


class Lexicon:
    """A tree of a pack's forms, word by word."""

    def __init__(self, entries: Iterable[Entry], cutting: Cutting) -> None:
        gathered: dict[tuple[tuple[str, ...], tuple[str, ...] | None], dict[str, list[tuple[str, str]]]] = {}
        for entry in entries:
            words, printed = _cut_form(entry.form, cutting)
            by_group = gathered.setdefault((words, printed), {})
            senses = by_group.setdefault(group_of(entry.cls), [])
            if (entry.cls, entry.value) not in senses:
                senses.append((entry.cls, entry.value))
        self._root: dict[str, _Node] = {}
        alike: dict[Any, Any] = {}  # thousands of forms share their senses; each is kept once
        for (words, printed), by_group in gathered.items():
            senses_by_group = tuple((group, tuple(senses)) for group, senses in by_group.items())
            form = _Form(printed, alike.setdefault(senses_by_group, senses_by_group))
            if printed is None:
                form = alike.setdefault(form, form)
            words_here = self._root
            node = None
            for word in words:
                if node is not None:
                    if node.words is None:
                        node.words = {}
                    words_here = node.words
                node = words_here.get(word)
                if node is None:
                    node = words_here[word] = _Node()
            if node is not None:
                node.forms += (form,)

    def __contains__(self, word: str) -> bool:
        return word in self._root

    def scan(self, tokens: Sequence[Token]) -> Hits:
        """Find every form: leftmost and longest within a group, all classes of the winning words."""
        hits = Hits()
        taken: dict[str, int] = {}
        root = self._root
        for i, token in enumerate(tokens):
            if token.form not in root:
                continue
            here: dict[str, Mention] = {}
            for last, form in reversed(self._forms_at(tokens, i)):
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
                for cls in dict.fromkeys(cls for cls, _ in mention.senses):
                    hits.add(cls, mention)
        return hits

    def _forms_at(self, tokens: Sequence[Token], first: int) -> list[tuple[int, _Form]]:
        """The forms that begin at a token, with the token behind their last word, the shortest first."""
        found: list[tuple[int, _Form]] = []
        words: dict[str, _Node] | None = self._root
        for at in range(first, len(tokens)):
            node = words.get(tokens[at].form) if words is not None else None
            if node is None:
                break
            words = node.words
            for form in node.forms:
                if form.printed is None or all(
                    _capitals_match(word, tokens[first + n].surface) for n, word in enumerate(form.printed)
                ):
                    found.append((at + 1, form))
        return found


def _capitals_match(printed: str, surface: str) -> bool:
    """A form's capitals must be capitals in the text; the text may have more (a headline)."""
    if not printed[0].isupper():
        return True
    if len(printed) > 1 and printed.isupper() and printed.isalpha():
        return surface.isupper()
    return surface[0].isupper()
