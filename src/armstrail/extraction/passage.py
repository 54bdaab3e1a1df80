"""The text as the finders see it: tokens, sentences, paragraphs and what the pack's lexicon finds in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from armstrail.extraction.view import readable
from armstrail.languages import LanguagePack, Mention, Token, tokenize
from armstrail.languages.lexicon import Hits
from armstrail.model.document import Document
from armstrail.model.span import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `[first, last)` of one sentence, its place in the text and the paragraph it stands in."""

    index: int
    first: int
    last: int
    paragraph: int


@dataclass(slots=True)
class Passage:
    """One document under the finders: its tokens, sentences and lexicon hits."""

    document: Document
    pack: LanguagePack
    tokens: list[Token]
    sentences: list[Sentence]
    hits: Hits
    _firsts: list[int]

    def sentence_of(self, token: int) -> Sentence:
        """The sentence that holds token `token`."""
        return self.sentences[max(0, bisect_right(self._firsts, token) - 1)]

    def span(self, first: int, last: int) -> Span:
        """The code points of tokens `[first, last)`."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def words(self, first: int, last: int) -> str:
        """The text of tokens `[first, last)`."""
        return self.document.text[self.tokens[first].start : self.tokens[last - 1].end]

    def is_a(self, cls: str, token: int) -> bool:
        """Whether a mention of `cls` begins at `token`."""
        return token in self.hits.starts[cls]

    def within(self, prefix: str, first: int, last: int) -> list[Mention]:
        """Mentions whose class begins with `prefix` inside tokens `[first, last)`, in order, each once."""
        found: dict[tuple[int, int], Mention] = {}
        for cls, starts in self.hits.starts.items():
            if cls.startswith(prefix):
                for mention in starts.values():
                    if first <= mention.first and mention.last <= last:
                        found[(mention.first, mention.last)] = mention
        return [found[key] for key in sorted(found)]


def read_passage(document: Document, pack: LanguagePack) -> Passage:
    """Cut a document into tokens and sentences and scan it."""
    text = readable(document.text)
    tokens = tokenize(text, pack.cutting)
    sentences = split_sentences(tokens, text, pack)
    return Passage(document, pack, tokens, sentences, pack.lexicon.scan(tokens), [s.first for s in sentences])


_ENDS = frozenset(".!?…")
_LONGEST = 160  # tokens; a longer run without a full stop is a list or no prose, and is cut there
_CLOSERS = frozenset("\"'”’»)]›“")


def split_sentences(tokens: Sequence[Token], text: str, pack: LanguagePack) -> list[Sentence]:
    """Sentences in order; a line break always ends one, an abbreviation's dot never does.

    A paragraph ends at a line break.
    """
    sentences: list[Sentence] = []
    first = 0
    paragraph = 0
    i = 0
    size = len(tokens)
    abbreviations = pack.marks("text.abbreviations")
    may_end = pack.marks("text.abbreviations_may_end")
    while i < size:
        token = tokens[i]
        if token.kind == "l":
            if i > first:
                sentences.append(Sentence(len(sentences), first, i, paragraph))
            first = i + 1
            paragraph += 1
        elif i - first >= _LONGEST:
            sentences.append(Sentence(len(sentences), first, i, paragraph))
            first = i
        elif token.form in _ENDS and _ends_here(tokens, i, text, pack, abbreviations, may_end):
            while i + 1 < size and tokens[i + 1].glued and tokens[i + 1].form in _CLOSERS | _ENDS:
                i += 1
            sentences.append(Sentence(len(sentences), first, i + 1, paragraph))
            first = i + 1
        i += 1
    if first < size:
        sentences.append(Sentence(len(sentences), first, size, paragraph))
    return sentences


def _ends_here(
    tokens: Sequence[Token],
    i: int,
    text: str,
    pack: LanguagePack,
    abbreviations: frozenset[str],
    may_end: frozenset[str],
) -> bool:
    after = i + 1
    while after < len(tokens) and tokens[after].glued and tokens[after].form in _CLOSERS | _ENDS:
        after += 1
    if after == len(tokens) or tokens[after].kind == "l":
        return True
    follower = tokens[after]
    if follower.glued:
        return False
    if tokens[i].form != ".":
        return not follower.surface[0].islower()
    if i and tokens[i].glued:
        before = tokens[i - 1]
        start = i - 1
        while start > 0 and tokens[start].glued and tokens[start - 1].kind != "l":
            start -= 1
        chunk = text[tokens[start].start : tokens[i].end].lower()
        if chunk in may_end:
            return follower.surface[0].isupper() and (chunk not in abbreviations or _opens(follower, pack))
        if chunk in abbreviations or text[before.start : tokens[i].end].lower() in abbreviations:
            return False
        if before.kind == "w" and len(before.surface) == 1 and before.surface.isupper():
            return False
        if before.kind == "n" and pack.flag("text.ordinal_dot") and len(before.form) <= 2:
            return False
    return not follower.surface[0].islower()


def _opens(token: Token, pack: LanguagePack) -> bool:
    """Whether the word, capitalised, commonly opens a sentence."""
    return any(
        token.form in pack.table(f"grammar.{name}") for name in ("articles", "pronouns", "determiners", "openers")
    )
