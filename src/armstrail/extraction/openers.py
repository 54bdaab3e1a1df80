"""Frames without a verb of saying of their own: `according to X`, `X's estimate`, `per Seul` between commas."""

from __future__ import annotations

from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.sayers import right_behind
from armstrail.extraction.saying import Saying
from armstrail.extraction.speakers import Speaker
from armstrail.extraction.verbs import is_verb
from armstrail.languages import Mention


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
        if passage.is_a("grammar.relative", hit.last):
            if (before := next((s for s in speakers if s.last == at - 1), None)) is not None:
                found.append(Saying(sentence.index, at, before, "stated", according=True))  # `il Nis, secondo cui`
            continue
        if "before" in values:
            speaker = _named_by(passage, hit.first, hit.last, speakers)
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
    return found


def _owner_of(passage: Passage, at: int, speakers: list[Speaker]) -> Speaker | None:
    """Whose count, figures or estimate stands at a token: `Seoul's estimate`, `dem Institut zufolge`, and a state by
    its adjective behind a preposition (`nach ukrainischen Angaben`)."""
    for speaker in speakers:
        gap = at - speaker.last
        if 0 <= gap <= 3 and not speaker.bare and passage.tokens[speaker.last].form == "'s":
            return speaker
        if gap == 0 and passage.tokens[at].form != "'s":
            governed = passage.hits.ending("grammar.prepositions", speaker.first - 1) is not None
            if governed or not speaker.bare:
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
    return speaker if opens and passage.tokens[speaker.last].form in ",)–—" else None


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
