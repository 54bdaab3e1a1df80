"""Frames without a verb of saying of their own: `according to X`, `X's estimate`, `per Seul` between commas."""

from __future__ import annotations

from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.sayers import is_governed, right_behind
from armstrail.extraction.saying import Saying
from armstrail.extraction.speakers import Speaker
from armstrail.extraction.verbs import is_verb
from armstrail.languages import Mention

_OPENS_WITHIN = 7  # tokens from the head of a sentence to the noun for a record
_OWNED_WITHIN = 6  # tokens from it to who is named behind `by`
_GENITIVE_WITHIN = 3
_OWNS_WITHIN = 4
_TOLD = frozenset({"cues.records", "cues.basis", "cues.speech", "cues.institutions", "cues.according", "cues.modality"})


def find_openers(passage: Passage, sentence: Sentence, speakers: list[Speaker]) -> list[Saying]:
    found: list[Saying] = []
    for hit in passage.hits.between("cues.according", sentence.first, sentence.last):
        at = hit.first
        values = [value for name, value in hit.senses if name == "cues.according"]
        if "again" in values:
            owner = _named_by(passage, hit.first, hit.last, speakers)
            if owner is None or owner.bare or owner.first > hit.last + 2 or not _reaches(passage, hit.last, owner):
                owner = None  # `по его словам`, `secondo il rapporto`
            found.append(Saying(sentence.index, at, owner, "stated", continues=owner is None, according=True))
            continue
        if "own" in values:
            teller = _own_teller(passage, sentence, hit, speakers)
            found.append(Saying(sentence.index, at, teller, "stated", continues=teller is None, according=True))
            continue
        if passage.is_a("grammar.relative", hit.last):
            comma = at > sentence.first and passage.tokens[at - 1].form == ","
            if comma and (before := next((s for s in speakers if s.last == at - 1), None)) is not None:
                found.append(Saying(sentence.index, at, before, "stated", according=True))  # `il Nis, secondo cui`
            continue
        if "before" in values:
            speaker = _named_by(passage, hit.first, hit.last, speakers)
            if speaker is not None and _owns_no_record(passage, speaker):
                continue
            if speaker is not None and _reaches(passage, hit.last, speaker):
                modality = _estimating(passage, sentence, hit.last, speaker.first)
                found.append(Saying(sentence.index, at, speaker, modality, according=True))
                continue
        if "enclosed" in values and (speaker := _enclosed(passage, sentence, hit, speakers)) is not None:
            found.append(Saying(sentence.index, at, speaker, "stated", according=True))
            continue
        if "after" in values and passage.pack.flag("script.postpositions"):
            speaker = next((s for s in speakers if s.last == at), None)
            if speaker is not None:
                modality = _estimating(passage, sentence, at, hit.last)
                found.append(Saying(sentence.index, at, speaker, modality, according=True))
        elif "after" in values and (speaker := _owner_of(passage, at, speakers)) is not None:
            possessive = passage.tokens[min(speaker.last, sentence.last - 1)].form == "'s"
            modality = "estimated" if possessive else _estimating(passage, sentence, at, hit.last)
            found.append(Saying(sentence.index, at, speaker, modality, according=True))
    owners = {saying.speaker.first for saying in found if saying.speaker is not None}
    by_record = _by_record(passage, sentence, speakers)
    return found + [saying for saying in by_record if saying.speaker is None or saying.speaker.first not in owners]


def _by_record(passage: Passage, sentence: Sentence, speakers: list[Speaker]) -> list[Saying]:
    """Whose report, list or tally opens a sentence and so tells what follows: `The first report of the panel puts
    together`, `Die Liste der Bundesregierung enthält`, `A Ukrainian assessment spoke of`."""
    near = range(sentence.first, min(sentence.first + _OPENS_WITHIN, sentence.last))
    for hit in passage.hits.between("cues.records", near.start, near.stop):
        if any(_ends_opening(passage, at) for at in range(sentence.first, hit.first)):
            return []
        owner = _owner_behind(passage, hit.last, speakers) or _owner_before(passage, hit.first, speakers)
        if owner is not None and all(s is owner or s.first > hit.first for s in speakers):
            return [Saying(sentence.index, hit.first, owner, "stated", according=True)]
    return []


def _ends_opening(passage: Passage, at: int) -> bool:
    """Whether behind a token a record no longer opens its sentence: a verb, or a sign that parts clauses."""
    return passage.tokens[at].form in ",;:–—" or is_verb(passage, at) or passage.is_a("cues.speech", at)


def _owner_behind(passage: Passage, last: int, speakers: list[Speaker]) -> Speaker | None:
    """Whose a record is by the words behind it: in the genitive, or behind `of`, `by`, `from`."""
    speaker = next((s for s in speakers if last <= s.first <= last + _OWNED_WITHIN), None)
    if speaker is None:
        return None
    between = range(last, speaker.first)
    if any(passage.tokens[at].form in ";:.()–—" or passage.is_a("grammar.relative", at) for at in between):
        return None
    hit = passage.hits.ending("grammar.prepositions", speaker.first - 1)
    hit = hit or passage.hits.at("grammar.prepositions", speaker.first)
    if hit is not None and hit.first >= last:
        parts = {value for name, value in hit.senses if name == "grammar.prepositions"}
        if "by" in parts:
            return speaker
        close = all(passage.tokens[at].form != "," for at in between) and len(between) <= _GENITIVE_WITHIN
        return speaker if parts & {"of", "from"} and close else None
    genitive = passage.is_a("grammar.articles", speaker.first) or bool(passage.pack.table("cases"))
    return speaker if not between and genitive and not speaker.bare else None


def _owner_before(passage: Passage, first: int, speakers: list[Speaker]) -> Speaker | None:
    """Whose a record is by the words before it: `Seoul's latest report`, `a Ukrainian assessment`."""
    for speaker in speakers:
        gap = first - speaker.last
        if gap == 0 and speaker.bare and passage.is_a("actors.adjectives", first - 1):
            return speaker
        if 0 < gap <= _GENITIVE_WITHIN and passage.tokens[speaker.last].form == "'s":
            return speaker
    return None


def _owns_no_record(passage: Passage, speaker: Speaker) -> bool:
    """Whether something else of a speaker than its words is cited: `citing Kim's visit`."""
    if passage.tokens[min(speaker.last, len(passage.tokens) - 1)].form != "'s":
        return False
    owned = range(speaker.last + 1, min(speaker.last + 1 + _OWNS_WITHIN, len(passage.tokens)))
    return not any(passage.hits.any_at(_TOLD, at) for at in owned)


def _owner_of(passage: Passage, at: int, speakers: list[Speaker]) -> Speaker | None:
    """Whose count, figures or estimate stands at a token: `Seoul's estimate`, `dem Institut zufolge`, and a state by
    its name (`Kiew zufolge`) or by its adjective behind a preposition (`nach ukrainischen Angaben`)."""
    for speaker in speakers:
        gap = at - speaker.last
        if 0 <= gap <= 3 and not speaker.bare and passage.tokens[speaker.last].form == "'s":
            return speaker
        if gap == 0 and passage.tokens[at].form != "'s":
            before = range(speaker.first - 1, max(speaker.first - 3, -1), -1)  # `nach jüngsten ukrainischen Angaben`
            governed = any(passage.hits.ending("grammar.prepositions", n) is not None for n in before)
            if governed or not (speaker.bare and passage.is_a("actors.adjectives", at - 1)):
                return speaker
        elif speaker.bare and gap in (0, 1) and passage.tokens[speaker.last].form == "'s":
            return speaker
    return None


def _enclosed(passage: Passage, sentence: Sentence, opener: Mention, speakers: list[Speaker]) -> Speaker | None:
    """`il contingente conta, per Seul, undicimila uomini`: a phrase that stands between commas says whose word it is,
    and no word within it says what else it could be."""
    before, speaker = opener.first - 1, next((s for s in speakers if s.first >= opener.last), None)
    if speaker is None or not _reaches(passage, opener.last, speaker) or speaker.last >= sentence.last:
        return None
    opens = before < sentence.first or passage.tokens[before].form in ",:;–—("
    if not opens:
        return None
    if passage.tokens[speaker.last].form in ",)–—":
        return speaker
    starts = before < sentence.first or passage.tokens[before].form == ":"
    verb = any(is_verb(passage, at) for at in range(speaker.last, min(speaker.last + 2, sentence.last)))
    return speaker if starts and verb and not speaker.bare else None


def _own_teller(passage: Passage, sentence: Sentence, opener: Mention, speakers: list[Speaker]) -> Speaker | None:
    """Who tells by its own account (`Stockholm gave, by its own count, ten tanks`): the nearest phrase before it that
    no preposition governs, else the first such behind it."""
    free = [
        s for s in speakers
        if not is_governed(passage, sentence, s) and not opener.first <= s.first < opener.last
    ]  # fmt: skip
    before = [s for s in free if s.last <= opener.first]
    return before[-1] if before else next(iter(free), None)


def _named_by(passage: Passage, first: int, last: int, speakers: list[Speaker]) -> Speaker | None:
    """The phrase behind an opener, or within it (`nach ukrainischen Angaben`); whom it was told may stand between
    (`Про це повідомив агентству міністр`)."""
    within = next((s for s in speakers if first < s.first and s.last <= last), None)
    if within is not None:
        return within
    near = [s for s in speakers if first < s.first <= last + 9 and s.last > last]
    aside = bool(near) and any(passage.is_a("grammar.prepositions", t) for t in range(last, near[0].first))
    if len(near) > 1 and (aside or passage.hits.any_between("cues.speech", first, last)):
        return right_behind(passage, last, near) or near[0]
    return near[0] if near else None


def _reaches(passage: Passage, first: int, speaker: Speaker) -> bool:
    """Whether nothing but the words of the noun phrase lies between the opener and the speaker."""
    for at in range(first, speaker.first):
        token = passage.tokens[at]
        if token.form in ",;:.()–—" or token.kind in "nl" or is_verb(passage, at):
            return False
        if passage.is_a("grammar.relative", at) or passage.is_a("cues.speech", at):
            return False
    return True


def _estimating(passage: Passage, sentence: Sentence, first: int, last: int) -> str:
    cues = passage.hits.between("cues.modality", max(sentence.first, first - 3), last)
    return "estimated" if any(cue.value("cues.modality") == "estimated" for cue in cues) else "stated"
