"""The text as the finders see it: tokens, sentences, paragraphs and what the pack's lexicon finds in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from armstrail.extraction.forms import settle_forms
from armstrail.extraction.view import readable
from armstrail.languages import LanguagePack, Token, tokenize
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
    signs: list[int]  # which tokens are signs or line ends
    sentences: list[Sentence]
    hits: Hits
    _holders: list[Sentence]  # by token, and one more for the end
    headings: dict[int, int | None] = field(default_factory=dict)  # by sentence, as `lists.heading_of` finds them
    stretches: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # by figure, of `gapping`
    _walls: list[int] | None = None
    _walls_before: list[int] | None = None
    _wall_set: frozenset[int] | None = None
    _let_in: dict[int, int] | None = None

    @property
    def walls(self) -> list[int]:
        """The tokens that part clauses, in order: `;`, `:`, a bracket, a dash, a comma before a word that opens a
        clause."""
        if self._walls is None:
            starts = self.hits.starts
            openers = starts["grammar.walls"].keys() | starts["grammar.relative"].keys()
            openers -= starts.get("grammar.case_phrases", {}).keys()  # `bestritt, der Ukraine geholfen zu haben`
            aside = self._asides()
            self._walls = [
                at for at in self.signs
                if (form := self.tokens[at].form) != "\n" and at not in aside
                and (form in _WALL_SIGNS or (form == "," and (at + 1 in openers or self._relates(at + 1))))
            ]  # fmt: skip
        return self._walls

    def _asides(self) -> set[int]:
        """The dashes around a few words let into a clause (`Iran – so heißt es – habe geliefert`): no walls."""
        found: set[int] = set()
        dashes = [at for at in self.signs if self.tokens[at].form in _DASHES]
        for first, last in pairwise(dashes):
            between = self.tokens[first + 1 : last]
            if first not in found and 0 < len(between) <= _ASIDE and all(token.kind == "w" for token in between):
                found |= {first, last}
        return found

    def _relates(self, at: int) -> bool:
        """Whether a preposition with a relative pronoun opens a clause at a token: `, secondo cui`, `, für die`."""
        starts = self.hits.starts
        return at + 1 in starts["grammar.relative"] and (
            at in starts["grammar.prepositions"] or at in starts["cues.according"]
        )

    @property
    def let_in(self) -> dict[int, int]:
        """The clauses let into others, by the comma that closes each the one that opens it: behind the closing one a
        verb goes on with what stood before (`Germany, which had promised 18, sent 20`)."""
        if self._let_in is None:
            verbs, opened, self._let_in = _VERBS | self.pack.acts, None, {}
            for at in self.signs:
                form = self.tokens[at].form
                if form != ",":
                    opened = None if form in _ENDS_CLAUSES else opened
                elif at in self.wall_set:
                    opened = at
                elif opened is not None and (self.hits.any_at(verbs, at + 1) or self._goes_on_with_figure(at + 1)):
                    self._let_in[at] = opened
                    opened = None
        return self._let_in

    def _goes_on_with_figure(self, at: int) -> bool:
        """`Of eight that Kyiv got, five sent Berlin`: where the object comes first, a figure and its verb go on."""
        if at >= len(self.tokens):
            return False  # a text that was cut behind a comma
        counts = self.tokens[at].kind == "n" or self.hits.any_at(_NUMERALS, at)
        return bool(counts and self.pack.table("cases")) and self.hits.any_at(self.pack.acts, at + 1)

    @property
    def walls_before(self) -> list[int]:
        """For each token, and the end, how many walls stand before it."""
        if self._walls_before is None:
            before: list[int] = []
            for count, wall in enumerate(self.walls):
                before += [count] * (wall + 1 - len(before))
            self._walls_before = before + [len(self.walls)] * (len(self.tokens) + 1 - len(before))
        return self._walls_before

    @property
    def wall_set(self) -> frozenset[int]:
        """The same tokens, to ask whether one is among them."""
        if self._wall_set is None:
            self._wall_set = frozenset(self.walls)
        return self._wall_set

    def sentence_of(self, token: int) -> Sentence:
        """The sentence that holds token `token`."""
        return self._holders[token if token > 0 else 0]

    def span(self, first: int, last: int) -> Span:
        """The code points of tokens `[first, last)`."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def words(self, first: int, last: int) -> str:
        """The text of tokens `[first, last)`."""
        return self.document.text[self.tokens[first].start : self.tokens[last - 1].end]

    def is_a(self, cls: str, token: int) -> bool:
        """Whether a mention of `cls` begins at `token`."""
        return token in self.hits.starts[cls]


def read_passage(document: Document, pack: LanguagePack, window: tuple[int, int] | None = None) -> Passage:
    """Cut a document, or the code points of a window of it, into tokens and sentences and scan it."""
    start, end = window or (0, len(document.text))
    text = readable(document.text)
    tokens = tokenize(text[start:end], pack.cutting)
    if start:
        for token in tokens:
            token.start += start
            token.end += start
    signs = [at for at, token in enumerate(tokens) if token.kind in "sl"]
    sentences = split_sentences(tokens, text, pack)
    holders = _holders_of(sentences, len(tokens))
    passage = Passage(document, pack, tokens, signs, sentences, pack.lexicon.scan(tokens), holders)
    settle_forms(passage)
    return passage


def _holders_of(sentences: Sequence[Sentence], size: int) -> list[Sentence]:
    """The sentence of each token; what stands between two belongs to the first, what stands before all to the first."""
    holders: list[Sentence] = []
    for sentence, follower in pairwise(sentences):
        holders += [sentence] * (follower.first - len(holders))
    return holders + [sentences[-1]] * (size + 1 - len(holders)) if sentences else holders


def windows_of(text: str) -> list[tuple[int, int]]:
    """The code points of a text in stretches that are read one by one: all of it, unless it is a book.

    What a claim means is told by the words around it, and some finders look at everything they found before:
    the work on a stretch may grow faster than its length, the work on a text may not. Cut at a line break,
    else behind a full stop, else at a space.
    """
    windows: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > _WINDOW:
        middle, limit = start + _WINDOW // 2, start + _WINDOW
        ends = (at + len(mark) for mark in ("\n", ". ", " ") if (at := text.rfind(mark, middle, limit)) >= 0)
        end = next(ends, limit)
        windows.append((start, end))
        start = end
    return [*windows, (start, len(text))]


_VERBS = frozenset({
    "grammar.perfect", "grammar.passive", "grammar.future", "grammar.modal", "grammar.copula", "grammar.conditional",
    "cues.speech",
})  # fmt: skip
_NUMERALS = frozenset({"numbers.units"})
_WINDOW = 100_000  # code points: some forty pages
_WALL_SIGNS = frozenset(";:()–—")
_DASHES = frozenset("–—")
_ASIDE = 5  # words
BULLETS = frozenset("-–—•·*▪►")  # what opens a line of a list
_ENDS = frozenset(".!?…")
_STOPS = _ENDS | {"\n"}
_ENDS_CLAUSES = _STOPS | {";", ":"}
_LONGEST = 160  # tokens; a longer run without a full stop is a list or no prose, and is cut there
_ROW = 20  # tokens; more closing marks than this after a stop are no prose either
_OPENING = frozenset('«“„"–—')  # what a sentence may open with
_TRAIL = _ENDS | frozenset("\"'”’»)]›“")  # what may stand between the end of a sentence and the space behind it


def split_sentences(tokens: Sequence[Token], text: str, pack: LanguagePack) -> list[Sentence]:
    """Sentences in order; a line break always ends one, an abbreviation's dot never does.

    A paragraph ends at a line break; blank lines put the next one no further off.
    """
    sentences: list[Sentence] = []
    first = paragraph = done = 0
    size = len(tokens)
    ends_here = _Stops(tokens, text, pack)

    def end(last: int) -> None:
        nonlocal first
        if last > first:
            sentences.append(Sentence(len(sentences), first, last, paragraph))
        first = last

    for i in [n for n, token in enumerate(tokens) if token.form in _STOPS]:
        if i < done:
            continue
        while i - first > _LONGEST:
            end(first + _LONGEST)
        if tokens[i].kind == "l":
            end(i)
            first = i + 1
            paragraph = sentences[-1].paragraph + 1 if sentences else 0
        elif i - first == _LONGEST:
            end(i)
        else:
            done = ends_here.trail(i + 1)
            if ends_here.ends(i, done):
                end(done)
            elif ends_here.never:
                continue  # none of the stops that touch this one ends a sentence either
            else:
                done = i + 1
    while size - first > _LONGEST:
        end(first + _LONGEST)
    end(size)
    return sentences


class _Stops:
    """Tells which full stops, question and exclamation marks end a sentence.

    `never` tells that what follows the last stop asked for keeps every stop of its row from ending one.
    """

    def __init__(self, tokens: Sequence[Token], text: str, pack: LanguagePack) -> None:
        self._tokens = tokens
        self._text = text
        self._abbreviations = pack.marks("text.abbreviations")
        self._may_end = pack.marks("text.abbreviations_may_end")
        self._ordinal_dot = pack.flag("text.ordinal_dot")
        self._capital_nouns = pack.flag("script.capital_nouns")
        self._pack = pack
        self.never = False

    def trail(self, at: int) -> int:
        """The token behind the closing marks and stops that touch one another from `at` on."""
        tokens = self._tokens
        limit = min(len(tokens), at + _ROW)
        while at < limit and tokens[at].glued and tokens[at].form in _TRAIL:
            at += 1
        return at

    def ends(self, i: int, after: int) -> bool:
        """Whether the stop at token `i`, whose row ends before token `after`, ends its sentence."""
        tokens = self._tokens
        self.never = False
        if after == len(tokens) or tokens[after].kind == "l":
            return True
        follower = tokens[after]
        if follower.glued or follower.surface[0].islower():
            self.never = True
            return False
        return tokens[i].form != "." or i == 0 or not tokens[i].glued or self._dot_ends(i, follower)

    def _dot_ends(self, i: int, follower: Token) -> bool:
        """Whether a dot that touches the word before it is a full stop, and no abbreviation's or ordinal's."""
        tokens, text = self._tokens, self._text
        before = tokens[i - 1]
        start = i - 1
        while start > 0 and tokens[start].glued and tokens[start - 1].kind != "l":
            start -= 1
        chunk = text[tokens[start].start : tokens[i].end].lower()
        if chunk in self._may_end:
            opens = follower.surface[0].isupper() or follower.form in _OPENING
            return opens and (chunk not in self._abbreviations or _opens(follower, self._pack))
        inside = before.glued and len(before.surface) == 1 and i > 1 and tokens[i - 2].kind == "n"  # Mohajer-6s.
        word = chunk if inside else text[before.start : tokens[i].end].lower()
        joined = before.glued and i > 1 and tokens[i - 2].form in "-/"  # Iris-T. Londra
        if chunk in self._abbreviations or (word in self._abbreviations and not joined):
            return False
        if before.kind == "w" and len(before.surface) == 1 and before.surface.isupper() and not joined:
            return False
        joined = joined or (i > 1 and tokens[i - 2].form in _DASHES)  # a Holandia – 24. Belgijskie
        if before.glued and i > 1 and tokens[i - 2].kind == "w" and not self._capital_nouns:
            joined = True  # haubice K9. Dostawy
        ordinal = before.kind == "n" and not joined and self._ordinal_dot and len(before.form) <= 2
        opens = _opens(follower, self._pack) or follower.form in self._pack.table("grammar.prepositions")
        return not ordinal or (follower.surface[0].isupper() and opens)


def _opens(token: Token, pack: LanguagePack) -> bool:
    """Whether the word, capitalised, commonly opens a sentence."""
    return any(
        token.form in pack.table(f"grammar.{name}") for name in ("articles", "pronouns", "determiners", "openers")
    )
