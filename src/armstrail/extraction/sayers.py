"""Whose verb a verb of saying is: its subject before or behind it, marked, left out, or a pronoun."""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.postpositions import is_subject
from armstrail.extraction.speakers import Speaker, is_oblique
from armstrail.languages import Mention

_OPENING = 3  # tokens
_NEAR_CLOSE = 3  # tokens: auxiliary and pronoun
_LONGEST_APPOSITION = 14  # tokens
_LONGEST_GAP = 4  # words between a speaker and its verb
_LONGEST_BESIDE = 6  # where they tell beside whom or where (`w towarzystwie prezydenta`)
_MARKS = frozenset('"“”„«»‚‘’')
CLOSES = frozenset(",\"'”’»«–—“")  # what may stand between words that are told and the verb that tells who said them
_LONGEST_FRONT = 6  # tokens
_BESIDE_VERB = 3  # tokens between a subject with its mark and the verb it stands right before
_LONGEST_ASIDE = 10  # tokens from a verb to its subject behind it: a day, a place, whom it was told
_FRONTS = frozenset({
    "grammar.prepositions", "grammar.openers", "cues.told", "dates.months", "dates.weekdays", "dates.relative",
    "dates.parts", "dates.seasons",
})  # fmt: skip


def points_back(passage: Passage, sentence: Sentence, speakers: Sequence[Speaker]) -> bool:
    """Whether a sentence tells whose word the one before was: `Lo ha riferito X`, `Das teilte X mit`; not where what
    points is the article of who speaks (`Das Ministerium sagte`)."""
    behind = sentence.last if passage.pack.flag("script.postpositions") else sentence.first + _OPENING
    pointing = passage.hits.between("cues.told", sentence.first, min(behind, sentence.last))
    return any(all(not speaker.first <= hit.first < speaker.last for speaker in speakers) for hit in pointing)


def verbs_of_saying(passage: Passage, sentence: Sentence) -> list[Mention]:
    """The verbs of saying in a sentence; where all nouns have capitals, a word with one inside it is a noun (`Angaben`
    of who `angaben`)."""
    found = passage.hits.between("cues.speech", sentence.first, sentence.last)
    if not passage.pack.flag("script.capital_nouns"):
        return found
    return [
        hit for hit in found
        if hit.first == sentence.first or not passage.tokens[hit.first].surface[0].isupper()
        or passage.tokens[hit.first - 1].kind != "w"
    ]  # fmt: skip


def subject_of(passage: Passage, sentence: Sentence, at: int, last: int, speakers: list[Speaker]) -> Speaker | None:
    """The speaker next to a verb of saying: before it with only small words or one inserted clause between,
    or right behind it where the verb comes first."""
    before = [s for s in speakers if s.last <= at]
    if passage.pack.flag("script.postpositions"):
        return _marked_subject(passage, sentence, at, before)
    if before and points_back(passage, sentence, speakers):
        teller = next((s for s in speakers if s.first == last), None)
        if teller is not None and (teller.source_type != "media" or before[-1].source_type == "media"):
            return teller  # `Об этом Bloomberg рассказал депутат`
    for speaker in reversed(before):
        if at - speaker.last > _LONGEST_APPOSITION:
            break
        if not is_governed(passage, sentence, speaker) and _open_between(passage, speaker, at):
            return _told_behind(passage, sentence, at, last, speaker, speakers) or speaker
    behind = [s for s in speakers if last <= s.first <= last + _LONGEST_ASIDE]
    relates = passage.hits.ending("grammar.relative", at - 1) is not None  # `que citan los expertos`
    if relates or _closes_speech(passage, sentence, at) or is_fronted(passage, sentence, at):
        return right_behind(passage, last, behind) or _from_within(passage, sentence, at, before)
    return _from_within(passage, sentence, at, before)


def _told_behind(
    passage: Passage, sentence: Sentence, at: int, last: int, before: Speaker, speakers: list[Speaker]
) -> Speaker | None:
    """`Sweden sold jets to Hungary, in spite of protests, said officials in Stockholm`: where a comma stands before the
    verb and an office right behind it, who was named behind another verb has not spoken."""
    if passage.tokens[at - 1].form != "," or not any(
        passage.hits.any_at(passage.pack.acts, n) for n in range(sentence.first, before.first)
    ):
        return None
    behind = next((s for s in speakers if s.first == last), None)
    return None if behind is None or behind.bare else behind


def subject_again(passage: Passage, sentence: Sentence, at: int, last: int, speakers: list[Speaker]) -> Speaker | None:
    """`The State Department has approved the sale, it said`, `La ministra torna sul caso: i carri, spiega, sono dieci`:
    who opened the sentence is told to have said it."""
    opening = next(iter(speakers), None)
    if opening is None or opening.bare or opening.last >= at - 1:
        return None
    if any(passage.tokens[t].kind == "w" for t in range(sentence.first, opening.first)):
        return None
    back = at - 1
    while back > opening.last and passage.tokens[back].kind == "w":
        back -= 1
    if passage.tokens[back].form not in CLOSES or at - back > _NEAR_CLOSE:
        return None
    told = pronoun_before(passage, sentence, at) or leaves_subject_out(passage, sentence, at, last)
    return opening if told else None


def subject_behind(passage: Passage, sentence: Sentence, at: int, last: int, speakers: list[Speaker]) -> Speaker | None:
    """Who stands right behind a verb that closes what was said (`..., пообіцяв Пісторіус`)."""
    if at <= sentence.first or passage.tokens[at - 1].form not in CLOSES:
        return None
    return right_behind(passage, last, [s for s in speakers if last <= s.first <= last + _LONGEST_FRONT])


def _from_within(passage: Passage, sentence: Sentence, at: int, before: list[Speaker]) -> Speaker | None:
    """`Dal ministero fanno sapere`, `Desde Moncloa aseguran`: an office out of which nobody by name speaks."""
    for speaker in before[-1:]:
        hit = passage.hits.ending("grammar.prepositions", speaker.first - 1)
        hit = hit or passage.hits.at("grammar.prepositions", speaker.first)
        if hit is None or at - speaker.last > 2:
            return None
        parts = {value for name, value in hit.senses if name == "grammar.prepositions"}
        inside = "in" in parts and bool(passage.pack.table("cases"))  # `у Німеччині повідомляли`
        if "from" not in parts and not inside:
            return None
        opens = hit.first <= sentence.first + inside or passage.tokens[hit.first - 1].form in ",;:–—"
        return speaker if opens and _open_between(passage, speaker, at) else None
    return None


def right_behind(passage: Passage, last: int, speakers: list[Speaker]) -> Speaker | None:
    """The phrase behind a verb that stands before its subject; whom or where it was told may stand between
    (`disse hoje à Lusa fonte do Governo`)."""
    for n, speaker in enumerate(speakers, 1):
        if n < len(speakers) and is_addressed(passage, speaker):
            continue
        between = range(last, speaker.first)
        if any(
            (passage.tokens[t].kind == "n" or passage.tokens[t].form in ",;:.()–—") and not _in_date(passage, t)
            for t in between
        ):
            return None
        if any(passage.is_a("grammar.that", t) or passage.is_a("items.nouns", t) for t in between):
            return None
        step = range(speakers[n - 2].last if n > 1 else last, speaker.first)  # behind whom it was told
        if n < len(speakers) and any(passage.is_a("grammar.prepositions", t) for t in step):
            continue
        if speaker.first == last and not speaker.bare and passage.is_a("grammar.prepositions", speaker.first):
            return speaker  # `отметили в Генштабе`
        governed = passage.hits.ending("grammar.prepositions", speaker.first - 1) is not None and between
        if not governed and not passage.is_a("grammar.prepositions", speaker.first):
            return speaker
    return None


def is_addressed(passage: Passage, speaker: Speaker) -> bool:
    """Whether a phrase stands in the case of whom something is told (`сообщили агентству Reuters два источника`)."""
    hit = passage.hits.at("cues.institutions", speaker.first)
    return is_oblique(passage, speaker.first, hit.last if hit is not None else speaker.first + 1)


def _in_date(passage: Passage, at: int) -> bool:
    """Whether a number, comma or bracket belongs to a date (`во вторник, 27 августа, агентство`)."""
    months = [t for t in (at - 1, at + 1, at + 2) if passage.is_a("dates.months", t)]
    return bool(months) or passage.is_a("dates.months", at) or _is_day_of_weekday(passage, at)


def _is_day_of_weekday(passage: Passage, at: int) -> bool:
    """Whether a number or bracket tells the day behind a day of the week (`disse na quinta-feira (31) o ministro`)."""
    opening = next((t for t in (at, at - 1, at - 2) if t > 0 and passage.tokens[t].form == "("), None)
    if opening is None or opening + 1 >= len(passage.tokens) or passage.tokens[opening + 1].kind != "n":
        return False
    return passage.hits.ending("dates.weekdays", opening - 1) is not None


def _closes_speech(passage: Passage, sentence: Sentence, at: int) -> bool:
    """Whether a verb stands at the head of its clause, behind what was said or its auxiliary."""
    if (perfect := passage.hits.ending("grammar.perfect", at - 1)) is not None:
        at = perfect.first
    return at <= sentence.first or perfect is not None or passage.tokens[at - 1].form in CLOSES


def is_fronted(passage: Passage, sentence: Sentence, at: int) -> bool:
    """Whether the words before a verb in its clause are none that could be its subject (`Das teilte`, `Am Montag
    sagte`, `Об этом сообщил`): they open with a preposition, a date or what points back."""
    first = at
    while first > sentence.first and passage.tokens[first - 1].form not in ",;:–—()" and at - first <= _LONGEST_FRONT:
        first -= 1
    if first + 1 < at and passage.is_a("quantities.skip", first):
        first += 1  # `Allein für dieses Jahr verspricht`
    return at - first <= _LONGEST_FRONT and passage.hits.any_at(_FRONTS, first)


def _marked_subject(passage: Passage, sentence: Sentence, at: int, before: list[Speaker]) -> Speaker | None:
    """Where verbs come last and subjects carry a mark: the first marked phrase behind the verb of saying before,
    an office before a plain state; a subject shared by two verbs stands before both."""
    before_it = passage.hits.between("cues.speech", sentence.first, at)
    said = [
        mention.last for mention in before_it
        if _same_voice(passage, mention.last, at) and not passage.hits.ending("cues.according", mention.last - 1)
    ]  # fmt: skip
    earlier = max(said, default=0)
    marked = [s for s in before if is_subject(passage, sentence, s.last) and _same_voice(passage, s.last, at)]
    own = [s for s in marked if s.first >= earlier] or marked
    if _pronoun_right_before(passage, at) and not any(s.last >= at - 1 for s in before):
        return None  # `... 제공했다고 그는 덧붙였다`
    beside = own and at - own[-1].last <= _BESIDE_VERB and not passage.tokens[at].glued
    if beside and _holds_act(passage, own[0].last, own[-1].first):
        return own[-1]  # `이란이 미사일을 넘긴 사실을 미국이 확인했다`: the first subject is of a clause of its own
    return next((s for s in own if not s.bare), own[0] if own else None)


def _pronoun_right_before(passage: Passage, at: int) -> bool:
    return passage.hits.ending("grammar.self_speakers", at - 1) is not None


def _holds_act(passage: Passage, first: int, last: int) -> bool:
    return any(passage.hits.any_at(passage.pack.acts, at) for at in range(first, last))


def _same_voice(passage: Passage, first: int, last: int) -> bool:
    """Whether both tokens stand inside the same quotation, or both outside any."""
    return sum(token.form in '"“”' for token in passage.tokens[first:last]) % 2 == 0


def is_governed(passage: Passage, sentence: Sentence, speaker: Speaker) -> bool:
    """Whether a preposition before the phrase keeps it from being a subject."""
    hit = passage.hits.ending("grammar.prepositions", speaker.first - 1)
    if hit is not None and passage.hits.ending("numbers.units", hit.first - 1) is not None:
        return False  # `one of the lawmakers`, `jeden z posłów`
    if hit is None:  # `para a Rússia`: the article is the preposition's
        hit = passage.hits.ending("grammar.prepositions", speaker.first)
        return hit is not None and sentence.first <= hit.first < speaker.first
    return hit.first >= sentence.first


def _open_between(passage: Passage, speaker: Speaker, last: int) -> bool:
    """Only adverbs, auxiliaries, an apposition between commas or a relative clause may stand between; the comma that
    closes an apposition may be the speaker's own (`the minister, John Healey, said`)."""
    first = speaker.last
    apposed = speaker.first > 0 and passage.tokens[speaker.first - 1].form == ","
    if first < last and passage.tokens[first].form == "," and (apposed or _holds_comma(passage, speaker)):
        first += 1
    elif first < last and passage.tokens[first].form in CLOSES and passage.tokens[first].form != ",":
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
        beside = any(passage.is_a("grammar.prepositions", at) for at in range(first, last))
        return words <= (_LONGEST_BESIDE if beside else _LONGEST_GAP) and not _holds_other_verb(passage, first, last)
    if commas == 2 and passage.is_a("grammar.coordinators", first + 1):
        return False  # `..., et en enverra d'autres, a déclaré`: a clause that goes on, no apposition
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


def pronoun_before(passage: Passage, sentence: Sentence, at: int) -> bool:
    if passage.pack.flag("script.postpositions"):
        return passage.is_a("grammar.self_speakers", sentence.first) or _pronoun_right_before(passage, at)
    for back in range(1, 5):
        if at - back < sentence.first:
            return False
        if passage.hits.ending("grammar.self_speakers", at - back) is not None:
            return True
        if passage.tokens[at - back].kind != "w":
            return False
    return False


def pronoun_after(passage: Passage, sentence: Sentence, last: int) -> bool:
    """`said he`, `dit-il`, `a-t-elle`: hyphens may join the pronoun to its verb."""
    for at in range(last, min(last + 4, sentence.last)):
        if passage.is_a("grammar.self_speakers", at):
            return True
        if passage.tokens[at].form not in ("-", "t"):
            return False
    return False


def leaves_subject_out(passage: Passage, sentence: Sentence, at: int, last: int) -> bool:
    """`Negou, contudo, que`, `«...», garantiu.`: a verb that opens its sentence or stands alone behind what was said
    goes on with whoever spoke before."""
    if passage.pack.flag("script.postpositions"):
        return False
    if (perfect := passage.hits.ending("grammar.perfect", at - 1)) is not None:
        at = perfect.first
    if at <= sentence.first:
        return last < sentence.last
    alone = last >= sentence.last or passage.tokens[last].form in ".,"
    return alone and passage.tokens[at - 1].form in CLOSES
