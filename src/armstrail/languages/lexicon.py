"""All forms of a pack in one index, and the scan that finds them in a text's tokens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

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


class Mention(NamedTuple):
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

    def take(self, classes: tuple[str, ...], mention: Mention) -> None:
        """Keep a mention. Two of one class never begin or end at the same token: they share a group, and of
        a group the longest takes its words."""
        first, last, _ = mention
        starts, ends = self.starts, self.ends
        for cls in classes:
            starts[cls][first] = ends[cls][last - 1] = mention
        self.here[first] += [(cls, mention) for cls in classes]


def _cut_form(form: str, cutting: Cutting) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
    """The words of a form as the tokenizer cuts them, and as printed where it has capitals."""
    capitals = form != form.lower()
    if cutting.part is None and form.replace(" ", "").isalpha():  # nothing to cut but the spaces
        return tuple(fold(form, cutting.fold).split()), tuple(form.split()) if capitals else None
    tokens = tokenize(form, cutting)
    return tuple(token.form for token in tokens), tuple(token.surface for token in tokens) if capitals else None


# The tree of forms is plain tuples and dicts, so that it is stored and read back as it stands.
# A form's senses of one group: the group, its classes in order, its (class, value) pairs.
Senses = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]
# A form: its words as printed where it has capitals, and its senses by group.
Form = tuple[tuple[str, ...] | None, tuple[Senses, ...]]
# A place in the tree: the forms that end here, and the words that may follow (None where none may).
Node = tuple[tuple[Form, ...], "Tree | None"]
Tree = dict[str, Node]


def grow(entries: Iterable[Entry], cutting: Cutting) -> Tree:
    """The tree of all forms, word by word; what many forms share is held once."""
    gathered: dict[tuple[tuple[str, ...], tuple[str, ...] | None], dict[str, list[tuple[str, str]]]] = {}
    for form, cls, value in entries:
        by_group = gathered.setdefault(_cut_form(form, cutting), {})
        senses = by_group.setdefault(group_of(cls), [])
        if (cls, value) not in senses:
            senses.append((cls, value))
    alike: dict[Any, Any] = {}
    tree: dict[str, Any] = {}
    for (words, printed), by_group in gathered.items():
        senses_by_group = tuple(
            (group, tuple(dict.fromkeys(cls for cls, _ in senses)), tuple(senses)) for group, senses in by_group.items()
        )
        _hang(tree, words, (printed, alike.setdefault(senses_by_group, senses_by_group)), alike)
    return tree


def _hang(tree: dict[str, Any], words: tuple[str, ...], form: Form, alike: dict[Any, Any]) -> None:
    """Hang a form into the tree; its nodes are tuples, so each on the way that changes is made anew."""
    for word in words[:-1]:
        forms, more = tree.get(word, ((), None))
        if more is None:
            more = {}
            tree[word] = (forms, more)
        tree = more
    if words:
        forms, more = tree.get(words[-1], ((), None))
        forms = (*forms, form)
        if more is None:
            node = (forms, None)
            tree[words[-1]] = alike.setdefault(node, node)
        else:
            tree[words[-1]] = (forms, more)


class Lexicon:
    """A tree of a pack's forms, word by word, and the scan of a text by it."""

    __slots__ = ("_tree",)

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def __contains__(self, word: str) -> bool:
        return word in self._tree

    def scan(self, tokens: Sequence[Token]) -> Hits:
        """Find every form: leftmost and longest within a group, all classes of the winning words."""
        hits = Hits()
        starts, ends, here = hits.starts, hits.ends, hits.here
        new = tuple.__new__  # a third of what the class's own takes
        taken: dict[str, int] = {}
        busy = 0  # where the longest form taken so far ends: behind it no group is taken
        words = [token.form for token in tokens]
        words.append("")
        for i, node in enumerate(map(self._tree.get, words)):
            if node is None:
                continue
            forms, more = node
            if len(forms) > 1 or i < busy or (more is not None and words[i + 1] in more):
                for group, (last, classes, senses) in self._longest_at(tokens, words, i, taken).items():
                    hits.take(classes, Mention(i, last, senses))
                    if last > i + 1:
                        taken[group] = last
                        busy = max(busy, last)
            elif forms:  # most words: one form, and none that goes on with the next word
                printed, by_group = forms[0]
                if printed is not None and not capitals_match(printed[0], tokens[i].surface):
                    continue
                here[i] = found = []
                for _, classes, senses in by_group:
                    mention = new(Mention, (i, i + 1, senses))
                    for cls in classes:
                        starts[cls][i] = ends[cls][i] = mention
                        found.append((cls, mention))
        return hits

    def _longest_at(
        self, tokens: Sequence[Token], words: Sequence[str], first: int, taken: Mapping[str, int]
    ) -> dict[str, tuple[int, tuple[str, ...], tuple[tuple[str, str], ...]]]:
        """For each group that is free at a token: where its longest form ends, and what that stands for."""
        here: dict[str, tuple[int, tuple[str, ...], tuple[tuple[str, str], ...]]] = {}
        for last, forms in reversed(self._forms_at(words, first)):
            for printed, by_group in reversed(forms):
                if printed is not None and not all(
                    capitals_match(word, tokens[first + n].surface) for n, word in enumerate(printed)
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

    def _forms_at(self, words: Sequence[str], first: int) -> list[tuple[int, tuple[Form, ...]]]:
        """The forms that begin at a token, with the token behind their last word, the shortest first."""
        found = []
        tree: Tree | None = self._tree
        at = first
        while tree is not None and (node := tree.get(words[at])) is not None:
            forms, tree = node
            at += 1
            if forms:
                found.append((at, forms))
        return found


def capitals_match(printed: str, surface: str) -> bool:
    """A form's capitals must be capitals in the text; the text may have more (a headline)."""
    if not printed[0].isupper():
        return True
    if len(printed) > 1 and printed.isupper() and printed.isalpha():
        return surface.isupper()
    return surface[0].isupper()
