"""By whose word: all frames of speech of a document, with verbs and without."""

from __future__ import annotations

from dataclasses import replace

from armstrail.extraction.openers import find_openers
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.sayers import (
    CLOSES,
    leaves_subject_out,
    points_back,
    pronoun_after,
    pronoun_before,
    subject_again,
    subject_behind,
    subject_of,
    verbs_of_saying,
)
from armstrail.extraction.saying import Saying, nested
from armstrail.extraction.speakers import Speaker

_LONGEST_HEADING = 10  # tokens
_DEEDS = frozenset(f"acts.{frame}" for frame in ("agree", "supply", "pay", "deploy", "make", "ask", "receive"))
_BEING = ("grammar.copula", "grammar.passive")
_SPOKEN_OF = 2  # sentences up to which a pronoun stands for whom one of them opened with


def find_sayings(passage: Passage, speakers: list[Speaker]) -> list[Saying]:
    """All frames of speech of a document in order of the text."""
    sayings: list[Saying] = []
    by_sentence: dict[int, list[Speaker]] = {}
    for speaker in speakers:
        by_sentence.setdefault(passage.sentence_of(speaker.first).index, []).append(speaker)
    for sentence in passage.sentences:
        here = by_sentence.get(sentence.index, [])
        told = bool(here) and points_back(passage, sentence, here)
        found = find_openers(passage, sentence, here) + _spoken(passage, sentence, here)
        if told and not any(saying.speaker for saying in found):
            found += _told_by(passage, sentence, here)
        found.sort(key=lambda saying: saying.at)
        found = nested(found, sentence.last)
        sayings += [replace(saying, told=True) for saying in found] if told else found
    speaking = {saying.speaker.first for saying in sayings if saying.speaker is not None}
    for speaker in speakers:
        if speaker.first in speaking:
            continue
        heading = passage.sentence_of(speaker.first)
        if _is_heading(passage, heading, speaker):
            sayings.append(Saying(heading.index, heading.last - 1, speaker, "stated"))
        elif _before_colon(passage, heading, speaker):
            sayings.append(Saying(heading.index, speaker.last, speaker, "stated"))
    sayings.sort(key=lambda saying: (saying.sentence, saying.at))
    return _resumed(passage, sayings, by_sentence)


def _resumed(passage: Passage, sayings: list[Saying], by_sentence: dict[int, list[Speaker]]) -> list[Saying]:
    """Tell of each frame that continues whose account it takes up: where its sentence does not tell, that of whom a
    sentence right before opened with (`The minister thanked them. He said`), else that of who spoke last."""
    resumed: list[Saying] = []
    latest: Speaker | None = None
    said = -1  # the sentence in which that was
    for saying in sayings:
        if saying.continues and saying.voice is None:
            near = range(saying.sentence, max(said, saying.sentence - _SPOKEN_OF), -1)
            opening = (_opening(passage, passage.sentences[n], by_sentence.get(n, [])) for n in near)
            named = next((s for s in opening if s is not None and not s.bare and s.last <= saying.at), None)
            saying = replace(saying, resumes=named or latest)
        if saying.goes_on:
            latest, said = saying.voice, saying.sentence
        resumed.append(saying)
    return resumed


def _joined_subject(passage: Passage, sentence: Sentence, at: int, here: list[Speaker]) -> Speaker | None:
    """Who opens the sentence of a verb of saying that is joined to a verb before it (`condemned the pact and said`)."""
    before = at - 1
    if passage.hits.ending("grammar.perfect", before) is not None:
        before -= 1
    if passage.hits.ending("grammar.coordinators", before) is None:
        return None
    opening = _opening(passage, sentence, here)
    return opening if opening is not None and opening.last <= before else None


def _opening(passage: Passage, sentence: Sentence, here: list[Speaker]) -> Speaker | None:
    """The phrase with which a sentence begins, where it can speak."""
    opening = next(iter(here), None)
    if opening is None or any(passage.tokens[at].kind == "w" for at in range(sentence.first, opening.first)):
        return None
    return opening


def _told_by(passage: Passage, sentence: Sentence, speakers: list[Speaker]) -> list[Saying]:
    """Who is named as having told, without a verb of saying: `O anúncio foi feito pela ministra`, `A darne conferma
    è stato il ministro`, `L'accusa arriva da Kiev`."""
    told = passage.hits.between("cues.told", sentence.first, sentence.last)
    pointing = {at for hit in told for at in range(hit.first + 1, hit.last + 1)}  # it may hold its preposition
    coming = [hit.last for hit in told if passage.is_a("acts.arrive", hit.last - 1)]  # `L'accusation vient de Séoul`
    for speaker in speakers:
        if not speaker.bare and any(passage.hits.ending(cls, speaker.first - 1) for cls in _BEING):
            return [Saying(sentence.index, speaker.first - 1, speaker, "stated")]
        hit = passage.hits.ending("grammar.prepositions", speaker.first - 1)
        hit = hit or passage.hits.at("grammar.prepositions", speaker.first)
        if hit is None:
            continue
        parts = hit.parts("grammar.prepositions")
        from_there = "from" in parts and hit.first in pointing
        if "by" in parts or from_there or ("of" in parts and hit.first in coming):
            return [Saying(sentence.index, hit.first, speaker, "stated")]
    return []


def _is_heading(passage: Passage, sentence: Sentence, speaker: Speaker) -> bool:
    """A short line that holds little but the speaker (`12.05 - Il Pentagono`)."""
    first, last = sentence.first, sentence.last
    if last - speaker.last > 1 or last - first > _LONGEST_HEADING:
        return False
    if last < len(passage.tokens) and passage.tokens[last].kind != "l":
        return False
    if passage.tokens[last - 1].form == "?" or passage.hits.any_between("cues.speech", first, last):
        return False
    if passage.hits.any_between("items.nouns", first, speaker.first):
        return False  # `Ethiopia, 12 drones from Turkey`
    return not any(
        cls.startswith("acts.") and "finite" in {value for _, value in mention.senses}
        for at in range(first, last)
        for cls, mention in passage.hits.here.get(at, ())
    )


def _before_colon(passage: Passage, sentence: Sentence, speaker: Speaker) -> bool:
    """`Zelensky: «...»`: who stands before a colon at the head of a sentence speaks what follows."""
    if speaker.last >= sentence.last or passage.tokens[speaker.last].form != ":":
        return False
    return (
        all(passage.tokens[at].kind != "w" for at in range(sentence.first, speaker.first))
        or speaker.first == sentence.first
    )


def _spoken(passage: Passage, sentence: Sentence, speakers: list[Speaker]) -> list[Saying]:
    found: list[Saying] = []
    for hit in verbs_of_saying(passage, sentence):
        at = hit.first
        modality = hit.value("cues.speech") or "stated"
        speaker = subject_of(passage, sentence, at, hit.last, speakers)
        if speaker is not None:
            manner = _manner_of(passage, sentence, min(at, speaker.first), max(hit.last, speaker.last))
            if _relates(passage, speaker, at):
                manner = "relative"
            if manner == "plain" and _is_deed(passage, at):
                continue  # `Россия заключила контракт`: it concluded one, and says nothing
            found.append(Saying(sentence.index, at, speaker, modality, manner=manner))
        elif (speaker := subject_again(passage, sentence, at, hit.last, speakers)) is not None:
            found.append(Saying(sentence.index, at, speaker, modality, manner="aside"))
        elif (
            (opening := _joined_subject(passage, sentence, at, speakers)) is not None
            or pronoun_before(passage, sentence, at)
            or pronoun_after(passage, sentence, hit.last)
            or leaves_subject_out(passage, sentence, at, hit.last)
        ):
            found.append(Saying(sentence.index, at, None, modality, continues=True, resumes=opening))
    for hit in passage.hits.between("cues.closing", sentence.first, sentence.last):
        if (speaker := subject_behind(passage, sentence, hit.first, hit.last, speakers)) is not None:
            found.append(Saying(sentence.index, hit.first, speaker, "stated", manner="aside"))
    return found


def _relates(passage: Passage, speaker: Speaker, at: int) -> bool:
    """Whether a frame tells only of what its relative clause hangs on: `a sum that officials put at`."""
    before = min(at, speaker.first) - 1
    relative = passage.hits.ending("grammar.relative", before)
    if relative is None:
        return False
    return not any(passage.hits.ending(cls, relative.first - 1) for cls in ("cues.speech", "cues.according"))


def _is_deed(passage: Passage, at: int) -> bool:
    """Whether a verb of saying is as much one of what parties do."""
    return any((hit := passage.hits.at(cls, at)) is not None and (cls, "finite") in hit.senses for cls in _DEEDS)


def _manner_of(passage: Passage, sentence: Sentence, first: int, last: int) -> str:
    """How a frame of speech in tokens `[first, last)` is joined to what is said."""
    near = range(last, min(last + 4, sentence.last))
    if any(passage.is_a("grammar.that", at) or passage.tokens[at].form in ':«"“„' for at in near):
        return "opens"
    if first > sentence.first and passage.tokens[first - 1].form in CLOSES:
        return "aside"
    return "opens" if last < sentence.last and passage.tokens[last].form == "," else "plain"
