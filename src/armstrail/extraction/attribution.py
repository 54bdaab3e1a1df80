"""By whose word: speakers bound to verbs of saying, and how far over the text their word reaches."""

from __future__ import annotations

from dataclasses import dataclass, replace

from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.postpositions import is_subject
from armstrail.extraction.speakers import Speaker

_LONGEST_HEADING = 10  # tokens


@dataclass(slots=True)
class Saying:
    """One frame of speech: the speaker, the token of its verb or preposition, and the modality it lends.

    `via` holds the speakers that pass the word on, nearest to this text first. `continues` tells that
    the frame's subject is a pronoun or `the agency`: the speaker is the one of the sentences before.
    """

    sentence: int
    at: int
    speaker: Speaker | None
    modality: str
    via: tuple[Speaker, ...] = ()
    continues: bool = False
    according: bool = False


def find_sayings(passage: Passage, speakers: list[Speaker]) -> list[Saying]:
    """All frames of speech of a document in order of the text."""
    sayings: list[Saying] = []
    by_sentence: dict[int, list[Speaker]] = {}
    for speaker in speakers:
        by_sentence.setdefault(passage.sentence_of(speaker.first).index, []).append(speaker)
    for sentence in passage.sentences:
        here = by_sentence.get(sentence.index, [])
        if found := _according(passage, sentence, here) + _spoken(passage, sentence, here):
            found.sort(key=lambda saying: saying.at)
            sayings += _nested(found)
    for speaker in speakers:
        heading = passage.sentence_of(speaker.first)
        if _is_heading(passage, heading, speaker):
            sayings.append(Saying(heading.index, heading.last - 1, speaker, "stated"))
        elif _before_colon(passage, heading, speaker):
            sayings.append(Saying(heading.index, speaker.last, speaker, "stated"))
    sayings.sort(key=lambda saying: (saying.sentence, saying.at))
    return sayings


def _is_heading(passage: Passage, sentence: Sentence, speaker: Speaker) -> bool:
    """A short line that holds little but the speaker (`12.05 - Il Pentagono`)."""
    first, last = sentence.first, sentence.last
    if last - speaker.last > 1 or last - first > _LONGEST_HEADING:
        return False
    if last < len(passage.tokens) and passage.tokens[last].kind != "l":
        return False
    if passage.hits.any_between("cues.speech", first, last):
        return False
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


def _according(passage: Passage, sentence: Sentence, speakers: list[Speaker]) -> list[Saying]:
    found: list[Saying] = []
    for hit in passage.hits.between("cues.according", sentence.first, sentence.last):
        at = hit.first
        values = [value for name, value in hit.senses if name == "cues.according"]
        if "before" in values:
            speaker = next((s for s in speakers if hit.last <= s.first <= hit.last + 9), None)
            if speaker is not None and _reaches(passage, hit.last, speaker):
                found.append(
                    Saying(
                        sentence.index,
                        at,
                        speaker,
                        _estimating(passage, sentence, hit.last, speaker.first),
                        according=True,
                    )
                )
                continue
        if "after" in values and passage.pack.flag("script.postpositions"):
            speaker = next((s for s in speakers if s.last == at), None)
            if speaker is not None:
                modality = _estimating(passage, sentence, at, hit.last)
                found.append(Saying(sentence.index, at, speaker, modality, according=True))
        elif "after" in values:
            speaker = next(
                (s for s in speakers if (0 <= at - s.last <= 3 and not s.bare) or s.last in (at, at - 1)), None
            )
            if speaker is not None and passage.tokens[min(speaker.last, sentence.last - 1)].form == "'s":
                found.append(Saying(sentence.index, at, speaker, "estimated", according=True))
    return found


def _reaches(passage: Passage, first: int, speaker: Speaker) -> bool:
    """Whether nothing but the words of the noun phrase lies between the opener and the speaker."""
    for at in range(first, speaker.first):
        token = passage.tokens[at]
        if token.form in ",;:.()" or passage.is_a("grammar.relative", at) or token.kind in "nl":
            return False
    return True


def _estimating(passage: Passage, sentence: Sentence, first: int, last: int) -> str:
    cues = passage.hits.between("cues.modality", max(sentence.first, first - 3), last)
    return "estimated" if any(cue.value("cues.modality") == "estimated" for cue in cues) else "stated"


def _spoken(passage: Passage, sentence: Sentence, speakers: list[Speaker]) -> list[Saying]:
    found: list[Saying] = []
    for hit in passage.hits.between("cues.speech", sentence.first, sentence.last):
        at = hit.first
        modality = hit.value("cues.speech") or "stated"
        speaker = _subject_of(passage, sentence, at, hit.last, speakers)
        if speaker is not None:
            found.append(Saying(sentence.index, at, speaker, modality))
        elif _pronoun_before(passage, sentence, at) or _pronoun_after(passage, sentence, hit.last):
            found.append(Saying(sentence.index, at, None, modality, continues=True))
    return found


def _subject_of(passage: Passage, sentence: Sentence, at: int, last: int, speakers: list[Speaker]) -> Speaker | None:
    """The speaker next to a verb of saying: before it with only small words or one inserted clause between,
    or right behind it where the verb comes first."""
    before = [s for s in speakers if s.last <= at]
    if passage.pack.flag("script.postpositions"):
        return _marked_subject(passage, sentence, at, before)
    for speaker in reversed(before):
        gap = passage.tokens[speaker.last : at]
        if len(gap) > 14:
            break
        if _is_governed(passage, sentence, speaker):
            continue
        if _open_between(passage, speaker.last, at):
            return speaker
    after = next((s for s in speakers if last <= s.first <= last + 2), None)
    if after is not None and not any(t.kind == "n" for t in passage.tokens[last : after.first]):
        lead = passage.tokens[at - 1].form if at > sentence.first else ""
        quoted = (
            lead in ",\"'”’»–—" or at == sentence.first or passage.hits.ending("grammar.perfect", at - 1) is not None
        )
        if quoted and not any(passage.is_a("grammar.prepositions", t) for t in range(last, after.first)):
            return after
    return None


def _marked_subject(passage: Passage, sentence: Sentence, at: int, before: list[Speaker]) -> Speaker | None:
    """Where verbs come last and subjects carry a mark: the first marked phrase behind the verb of saying before,
    an office before a plain state; a subject shared by two verbs stands before both."""
    before_it = passage.hits.between("cues.speech", sentence.first, at)
    said = [mention.last for mention in before_it if _same_voice(passage, mention.last, at)]
    earlier = max(said, default=0)
    marked = [s for s in before if is_subject(passage, sentence, s.last) and _same_voice(passage, s.last, at)]
    own = [s for s in marked if s.first >= earlier] or marked
    return next((s for s in own if not s.bare), own[0] if own else None)


def _same_voice(passage: Passage, first: int, last: int) -> bool:
    """Whether both tokens stand inside the same quotation, or both outside any."""
    return sum(token.form in '"“”' for token in passage.tokens[first:last]) % 2 == 0


def _is_governed(passage: Passage, sentence: Sentence, speaker: Speaker) -> bool:
    """Whether a preposition before the phrase keeps it from being a subject."""
    hit = passage.hits.ending("grammar.prepositions", speaker.first - 1)
    return hit is not None and hit.first >= sentence.first


def _open_between(passage: Passage, first: int, last: int) -> bool:
    """Only adverbs, auxiliaries, an apposition between commas or a relative clause may stand between."""
    commas = 0
    words = 0
    for at in range(first, last):
        token = passage.tokens[at]
        if token.form == ",":
            commas += 1
        elif token.form in ';:.()–—«»"“”' or (
            passage.is_a("grammar.that", at) and commas == 0 and not passage.is_a("grammar.relative", at)
        ):
            return False
        else:
            words += 1
    if commas == 0:
        return words <= 4 and not _holds_other_verb(passage, first, last)
    return commas == 2 and words <= 12


def _holds_other_verb(passage: Passage, first: int, last: int) -> bool:
    return any(
        passage.is_a("cues.speech", at) or passage.is_a("grammar.relative", at) or passage.is_a("items.nouns", at)
        for at in range(first, last)
    )


def _pronoun_before(passage: Passage, sentence: Sentence, at: int) -> bool:
    if passage.pack.flag("script.postpositions"):
        return passage.is_a("grammar.self_speakers", sentence.first)
    for back in range(1, 5):
        if at - back < sentence.first:
            return False
        if passage.hits.ending("grammar.self_speakers", at - back) is not None:
            return True
        if passage.tokens[at - back].kind != "w":
            return False
    return False


def _pronoun_after(passage: Passage, sentence: Sentence, last: int) -> bool:
    return last < sentence.last and passage.is_a("grammar.self_speakers", last)


def _nested(found: list[Saying]) -> list[Saying]:
    """Put `Yonhap, citing the NIS` right: the innermost named is the source, the others pass it on."""
    kept: list[Saying] = []
    for saying in found:
        outer = kept[-1] if kept else None
        if (
            outer is not None
            and saying.according
            and saying.speaker is not None
            and outer.speaker is not None
            and 0 <= saying.at - max(outer.at, outer.speaker.last) <= 4
        ):
            if saying.speaker.source_type == "media" and outer.speaker.source_type not in ("media", None):
                kept[-1] = replace(outer, via=(saying.speaker, *outer.via))  # `said the NIS, according to Yonhap`
                continue
            kept[-1] = Saying(
                saying.sentence, saying.at, saying.speaker, saying.modality, (outer.speaker, *outer.via), according=True
            )
            continue
        kept.append(saying)
    return kept
