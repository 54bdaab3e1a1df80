"""What is new since a day, and what drifted, told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from armstrail.model.changes import Changes, Moved, Spread
from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.edit import Edited
from armstrail.model.estimate import Interval
from armstrail.model.finding import Question
from armstrail.model.voice import Drift, Voice
from armstrail.publishing.receipt import Pair
from armstrail.publishing.report import Part, Report
from armstrail.publishing.telling import Teller

Place = tuple[str, str]
_LONGEST: Final = 240


def news_report(
    changes: Changes,
    *,
    supplier: str,
    recipient: str,
    voices: Mapping[str, Voice],
    claims: Mapping[Place, tuple[Claim, Document]],
    origin_name: Callable[[str], str],
    edited: Sequence[Edited] = (),
    language: str = "en",
) -> Report:
    """The report of what changed between two parties.

    Args:
        voices: those that the changes name, by id.
        claims: those that they are carried by, by digest of the document and id.
        edited: claims that changed because their documents were changed at their addresses.
    Raises:
        PackError: nothing is worded in this language.
    """
    teller = _Teller(language, origin_name, voices, claims)
    say = teller.say
    names = teller.names
    title = say("news.title", supplier=names.actor(supplier), recipient=names.actor(recipient))
    corrected = (
        Pair("", say("news.corrected_line", origin=teller.who(each.voice), before=teller.amount(each.former),
                     after=teller.amount(each.voice)))
        for each in changes.corrected
    )  # fmt: skip
    denials = (
        Pair(origin_name(each.origin), teller.quoted((each.document, each.claim)))
        for each in changes.denials
        if (each.document, each.claim) in claims
    )
    parts = (
        Part(say("news.moved"), tuple(teller.moved(each) for each in changes.moved)),
        Part(say("news.new"), tuple(teller.new(voice) for voice in changes.new)),
        Part(say("news.corrected"), tuple(corrected)),
        Part(say("news.edited"), tuple(teller.edited(each) for each in edited)),
        Part(say("news.spread"), tuple(teller.spread(each) for each in changes.spread)),
        Part(say("news.withdrawn"), tuple(teller.new(voice) for voice in changes.withdrawn)),
        Part(say("news.denials"), tuple(denials)),
    )
    return Report(title, (), parts)


def drift_part(
    drift: Drift,
    origin: str,
    before: tuple[Claim, Document],
    after: tuple[Claim, Document],
    *,
    language: str = "en",
) -> Part:
    """A drift with both quotes, the earlier first; `origin` is the name of whose figure it is."""
    teller = _Teller(language, str, {}, {})
    what = teller.wording.find(f"drift.{drift.what}") or teller.say("drift.other", code=drift.what)
    heading = f"{drift.weight:.3g} · {origin}: {what}"
    return Part(heading, tuple(Pair(teller.where(*pair), teller.words(*pair)) for pair in (before, after)))


class _Teller(Teller):
    """Words what became of voices."""

    def __init__(
        self,
        language: str,
        origin_name: Callable[[str], str],
        voices: Mapping[str, Voice],
        claims: Mapping[Place, tuple[Claim, Document]],
    ) -> None:
        super().__init__(language, origin_name)
        self._voices, self._claims = voices, claims

    def who(self, voice: str) -> str:
        """Whose word a voice is."""
        return self.origin(self._voices[voice].origin)

    def amount(self, voice: str) -> str:
        """What a voice says."""
        return self.voice(self._voices[voice])

    def new(self, voice: Voice) -> Pair:
        """A voice with the words of its first utterance."""
        first = voice.carriers[0]
        return Pair(self.origin(voice.origin), f"{self.voice(voice)} · {self.quoted((first.document, first.claim))}")

    def spread(self, spread: Spread) -> Pair:
        """A voice that was carried further."""
        documents = [self._claims[carrier.document, carrier.claim][1] for carrier in spread.carriers]
        publishers = dict.fromkeys(document.publisher or document.id for document in documents)
        voice = self._voices[spread.voice]
        words = self.say(
            "news.spread_line",
            origin=self.origin(voice.origin),
            figure=self.voice(voice),
            publishers=", ".join(publishers),
        )
        return Pair("", words)

    def edited(self, edited: Edited) -> Pair:
        """A claim before and after an edit, with both quotes."""
        quotes = {
            side: f"{self.words(*pair)} [{pair[0].id}]"
            for side, pair in (("before", edited.before), ("after", edited.after))
            if pair is not None
        }
        since = self.phrases.date(edited.since, full=False)
        return Pair(edited.address, self.say(f"news.edited_{edited.edit.what}", since=since, **quotes))

    def moved(self, moved: Moved) -> Pair:
        """An estimate before and after, and by which voice."""
        before, after = (self._interval(each, moved.question) for each in (moved.before, moved.after))
        text = self.say("news.moved_line", title=self.title(moved.question), before=before, after=after)
        if moved.voice is not None:
            voice = self._voices[moved.voice]
            text += "; " + self.say("news.moved_by", origin=self.origin(voice.origin), figure=self.voice(voice))
        return Pair("", text)

    def quoted(self, place: Place) -> str:
        """The words of a claim and where they stand."""
        claim, document = self._claims[place]
        return f"{self.words(claim, document)} {self.where(claim, document)}"

    def words(self, claim: Claim, document: Document) -> str:
        """The quote of a claim on one line, cut around its anchor where it is long."""
        start, end = claim.quote.start, claim.quote.end
        if end - start > _LONGEST:
            start = max(start, min(claim.anchor.start - _LONGEST // 3, end - _LONGEST))
            end = min(end, start + _LONGEST)
        before = "… " if start > claim.quote.start else ""
        after = " …" if end < claim.quote.end else ""
        return self.say("source.quote", words=f"{before}{' '.join(document.text[start:end].split())}{after}")

    def where(self, claim: Claim, document: Document) -> str:
        """Publisher, day and id."""
        date = self.phrases.date(document.published, full=False) if document.published else self.say("source.undated")
        return f"{document.publisher or document.id}, {date} [{claim.id}]"

    def _interval(self, interval: Interval | None, question: Question) -> str:
        if interval is None:
            return self.say("news.no_estimate")
        low, high = self.bounds(interval.low90, interval.high90, question.unit, question.item)
        return self.say("news.interval", median=self.middle(interval, question.unit, question.item), low=low, high=high)
