"""By whose word: speakers bound to verbs of saying, and how far over the text their word reaches."""

from __future__ import annotations

from dataclasses import dataclass, replace

from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.postpositions import is_subject
from armstrail.extraction.speakers import Speaker
from armstrail.languages import Mention

_LONGEST_HEADING = 10  # tokens
_OPENING = 3  # tokens
_LONGEST_APPOSITION = 14  # tokens
_MARKS = frozenset('"“”„«»‚‘’')
_CLOSES = frozenset(",\"'”’»«–—“")  # what may stand between words that are told and the verb that tells who said them


@dataclass(slots=True)
class Saying:
    """One frame of speech: the speaker, the token of its verb or preposition, and the modality it lends.

    `via` holds the speakers that pass the word on, nearest to this text first. `continues` tells that
    the frame's subject is a pronoun or `the agency`: the speaker is the one of the sentences before. `manner` tells
    how the frame is joined to what is said: `opens` it (`said that`, `said:`), stands `aside` between commas or behind
    it, or `plain`, as one that only takes an object does (`added ten tanks`).
    """

    sentence: int
    at: int
    speaker: Speaker | None
    modality: str
    via: tuple[Speaker, ...] = ()
    continues: bool = False
    according: bool = False
    told: bool = False  # of what the sentence before says (`Lo ha riferito X`)
    manner: str = "plain"


def find_sayings(passage: Passage, speakers: list[Speaker]) -> list[Saying]:
    """All frames of speech of a document in order of the text."""
    sayings: list[Saying] = []
    by_sentence: dict[int, list[Speaker]] = {}
    for speaker in speakers:
        by_sentence.setdefault(passage.sentence_of(speaker.first).index, []).append(speaker)
    for sentence in passage.sentences:
        here = by_sentence.get(sentence.index, [])
        told = bool(here) and _points_back(passage, sentence)
        found = _according(passage, sentence, here) + _spoken(passage, sentence, here)
        if told and not any(saying.speaker for saying in found):
            found += _told_by(passage, sentence, here)
        found.sort(key=lambda saying: saying.at)
        sayings += [replace(saying, told=True) for saying in _nested(found)] if told else _nested(found)
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
    return sayings


def _points_back(passage: Passage, sentence: Sentence) -> bool:
    """Whether a sentence tells whose word the one before was: `Lo ha riferito X`, `Das teilte X mit`."""
    behind = sentence.last if passage.pack.flag("script.postpositions") else sentence.first + _OPENING
    return passage.hits.any_between("cues.told", sentence.first, min(behind, sentence.last))


def _told_by(passage: Passage, sentence: Sentence, speakers: list[Speaker]) -> list[Saying]:
    """Who is named as having told, without a verb of saying: `O anúncio foi feito pela ministra`."""
    for speaker in speakers:
        hit = passage.hits.ending("grammar.prepositions", speaker.first - 1)
        hit = hit or passage.hits.at("grammar.prepositions", speaker.first)
        if hit is not None and ("grammar.prepositions", "by") in hit.senses:
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
            speaker = _named_by(passage, hit.first, hit.last, speakers)
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
        if "enclosed" in values and (speaker := _enclosed(passage, sentence, hit, speakers)) is not None:
            found.append(Saying(sentence.index, at, speaker, "stated", according=True))
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


def _enclosed(passage: Passage, sentence: Sentence, opener: Mention, speakers: list[Speaker]) -> Speaker | None:
    """`il contingente conta, per Seul, undicimila uomini`: a phrase that stands between commas says whose word it is,
    and no word within it says what else it could be."""
    before, speaker = opener.first - 1, next((s for s in speakers if s.first >= opener.last), None)
    if speaker is None or not _reaches(passage, opener.last, speaker) or speaker.last >= sentence.last:
        return None
    opens = before < sentence.first or passage.tokens[before].form in ",:;–—("
    return speaker if opens and passage.tokens[speaker.last].form in ",)–—" else None


def _named_by(passage: Passage, first: int, last: int, speakers: list[Speaker]) -> Speaker | None:
    """The phrase behind an opener; whom it was told may stand between (`Про це повідомив агентству міністр`)."""
    near = [s for s in speakers if first < s.first <= last + 9 and s.last > last]
    if len(near) > 1 and passage.hits.any_between("cues.speech", first, last):
        return _right_behind(passage, last, near) or near[0]
    return near[0] if near else None


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
            manner = _manner_of(passage, sentence, min(at, speaker.first), max(hit.last, speaker.last))
            found.append(Saying(sentence.index, at, speaker, modality, manner=manner))
        elif (
            _pronoun_before(passage, sentence, at)
            or _pronoun_after(passage, sentence, hit.last)
            or _leaves_subject_out(passage, sentence, at, hit.last)
        ):
            found.append(Saying(sentence.index, at, None, modality, continues=True))
    return found


def _manner_of(passage: Passage, sentence: Sentence, first: int, last: int) -> str:
    """How a frame of speech in tokens `[first, last)` is joined to what is said."""
    near = range(last, min(last + 4, sentence.last))
    if any(passage.is_a("grammar.that", at) or passage.tokens[at].form in ':«"“„' for at in near):
        return "opens"
    if first > sentence.first and passage.tokens[first - 1].form in _CLOSES:
        return "aside"
    return "opens" if last < sentence.last and passage.tokens[last].form == "," else "plain"


def _subject_of(passage: Passage, sentence: Sentence, at: int, last: int, speakers: list[Speaker]) -> Speaker | None:
    """The speaker next to a verb of saying: before it with only small words or one inserted clause between,
    or right behind it where the verb comes first."""
    before = [s for s in speakers if s.last <= at]
    if passage.pack.flag("script.postpositions"):
        return _marked_subject(passage, sentence, at, before)
    if before and _points_back(passage, sentence):
        if (behind := next((s for s in speakers if s.first == last), None)) is not None:
            return behind  # `Об этом Bloomberg рассказал депутат`
    for speaker in reversed(before):
        if at - speaker.last > _LONGEST_APPOSITION:
            break
        if not _is_governed(passage, sentence, speaker) and _open_between(passage, speaker, at):
            return speaker
    if not (_closes_speech(passage, sentence, at) or is_fronted(passage, sentence, at)):
        return None
    return _right_behind(passage, last, [s for s in speakers if last <= s.first <= last + _LONGEST_FRONT])


def _right_behind(passage: Passage, last: int, speakers: list[Speaker]) -> Speaker | None:
    """The phrase behind a verb that stands before its subject; whom or where it was told may stand between
    (`disse hoje à Lusa fonte do Governo`)."""
    for n, speaker in enumerate(speakers, 1):
        between = range(last, speaker.first)
        if any(
            (passage.tokens[t].kind == "n" or passage.tokens[t].form in ",;:.()") and not _in_date(passage, t)
            for t in between
        ):
            return None
        if any(passage.is_a("grammar.that", t) or passage.is_a("items.nouns", t) for t in between):
            return None
        if n < len(speakers) and any(passage.is_a("grammar.prepositions", t) for t in between):
            continue
        governed = passage.hits.ending("grammar.prepositions", speaker.first - 1) is not None and between
        if not governed and not passage.is_a("grammar.prepositions", speaker.first):
            return speaker
    return None


def _in_date(passage: Passage, at: int) -> bool:
    """Whether a number or comma belongs to a date (`во вторник, 27 августа, агентство`)."""
    months = [t for t in (at - 1, at + 1, at + 2) if passage.is_a("dates.months", t)]
    return bool(months) or passage.is_a("dates.months", at)


def _closes_speech(passage: Passage, sentence: Sentence, at: int) -> bool:
    """Whether a verb stands at the head of its clause, behind what was said or its auxiliary."""
    if (perfect := passage.hits.ending("grammar.perfect", at - 1)) is not None:
        at = perfect.first
    return at <= sentence.first or perfect is not None or passage.tokens[at - 1].form in _CLOSES


_FRONTS = frozenset({
    "grammar.prepositions", "grammar.openers", "cues.told", "dates.months", "dates.weekdays", "dates.relative",
})  # fmt: skip
_LONGEST_FRONT = 6  # tokens


def is_fronted(passage: Passage, sentence: Sentence, at: int) -> bool:
    """Whether the words before a verb in its clause are none that could be its subject (`Das teilte`, `Am Montag
    sagte`, `Об этом сообщил`): they open with a preposition, a date or what points back."""
    first = at
    while first > sentence.first and passage.tokens[first - 1].form not in ",;:–—()" and at - first <= _LONGEST_FRONT:
        first -= 1
    return at - first <= _LONGEST_FRONT and passage.hits.any_at(_FRONTS, first)


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


def _open_between(passage: Passage, speaker: Speaker, last: int) -> bool:
    """Only adverbs, auxiliaries, an apposition between commas or a relative clause may stand between; the comma that
    closes an apposition may be the speaker's own (`the minister, John Healey, said`)."""
    first = speaker.last
    if first < last and passage.tokens[first].form == "," and _holds_comma(passage, speaker):
        first += 1
    elif first < last and passage.tokens[first].form in _CLOSES and passage.tokens[first].form != ",":
        first += _is_title(passage, speaker)
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
    return commas == 2 and passage.tokens[first].form == "," and words <= 12


def _is_title(passage: Passage, speaker: Speaker) -> bool:
    """Whether a phrase stands in quotation marks, as names of papers do."""
    return speaker.first > 0 and passage.tokens[speaker.first - 1].form in _MARKS


def _holds_comma(passage: Passage, speaker: Speaker) -> bool:
    return any(passage.tokens[at].form == "," for at in range(speaker.first, speaker.last))


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


def _leaves_subject_out(passage: Passage, sentence: Sentence, at: int, last: int) -> bool:
    """`Negou, contudo, que`, `«...», garantiu.`: a verb that opens its sentence or stands alone behind what was said
    goes on with whoever spoke before."""
    if passage.pack.flag("script.postpositions"):
        return False
    if (perfect := passage.hits.ending("grammar.perfect", at - 1)) is not None:
        at = perfect.first
    if at <= sentence.first:
        return last < sentence.last
    alone = last >= sentence.last or passage.tokens[last].form in ".,"
    return alone and passage.tokens[at - 1].form in _CLOSES


def _pronoun_after(passage: Passage, sentence: Sentence, last: int) -> bool:
    """`said he`, `dit-il`, `a-t-elle`: hyphens may join the pronoun to its verb."""
    for at in range(last, min(last + 4, sentence.last)):
        if passage.is_a("grammar.self_speakers", at):
            return True
        if passage.tokens[at].form not in ("-", "t"):
            return False
    return False


def _nested(found: list[Saying]) -> list[Saying]:
    """Put `Yonhap, citing the NIS` right: the innermost named is the source, the others pass it on."""
    kept: list[Saying] = []
    for saying in found:
        outer = kept[-1] if kept else None
        if outer is not None and saying.speaker is not None and saying.speaker is outer.speaker:
            continue  # `Lo ha riferito X`: one frame, found by its opener and by its verb
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
