"""One frame of speech: who says, by what verb or preposition, and through whom the word came."""

from __future__ import annotations

from dataclasses import dataclass, replace

from armstrail.extraction.speakers import Speaker

_NEAR = 4  # tokens between a frame and the one it cites
_LONGEST_LEAD = 5  # tokens between a speaker and the words by which it cites another


@dataclass(slots=True)
class Saying:
    """One frame of speech: the speaker, the token of its verb or preposition, and the modality it lends.

    `via` holds the speakers that pass the word on, nearest to this text first. `continues` tells that
    the frame's subject is a pronoun or `the agency`: the speaker is the one of the sentences before. `manner` tells
    how the frame is joined to what is said: `opens` it (`said that`, `said:`), stands `aside` between commas or behind
    it, `plain`, as one that only takes an object does (`added ten tanks`), or `relative`, in a clause that only adds
    something (`a sum that officials put at`). `resumes` is the speaker of the frames
    before, whose account a frame that continues takes up.
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
    resumes: Speaker | None = None

    @property
    def voice(self) -> Speaker | None:
        """Who speaks, named here or before."""
        return self.speaker if self.speaker is not None else self.resumes

    @property
    def goes_on(self) -> bool:
        """Whether the sentences behind may go on with what is told: not with what a relative clause lets in."""
        return self.voice is not None and self.manner != "relative"


def nested(found: list[Saying], last: int) -> list[Saying]:
    """Put `Yonhap, citing the NIS` right: the innermost named is the source, the others pass it on. The sentence of
    the frames ends before token `last`."""
    kept: list[Saying] = []
    for saying in found:
        outer = kept[-1] if kept else None
        if outer is not None and saying.speaker is not None and saying.speaker in {outer.speaker, *outer.via}:
            continue  # `Lo ha riferito X`, `Yonhap, citing the NIS, reported`: one frame, found by opener and verb
        if outer is not None and (joined := _joined(outer, saying, last)) is not None:
            kept[-1] = joined
        else:
            kept.append(saying)
    return kept


def _joined(outer: Saying, saying: Saying, last: int) -> Saying | None:
    """Two frames as one chain, where one cites or passes on the other in a sentence that ends before token `last`."""
    if outer.speaker is None or saying.speaker is None:
        return None
    passes_on = saying.speaker.source_type == "media" and outer.speaker.source_type not in ("media", None)
    if saying.according and (
        0 <= saying.at - max(outer.at, outer.speaker.last) <= _NEAR
        or outer.at < saying.at < saying.speaker.last <= outer.speaker.first  # `told Reuters the minister`
    ):
        if passes_on:
            return replace(outer, via=(saying.speaker, *outer.via))  # `said the NIS, according to Yonhap`
        return replace(saying, via=(outer.speaker, *outer.via))
    if (
        passes_on
        and max(saying.speaker.last, saying.at + 1) >= last - 1
        and (saying.according or saying.manner == "aside")
    ):
        return replace(outer, via=(saying.speaker, *outer.via))  # `the minister said ..., reports Yonhap.`
    if not _holds(saying, outer):
        return None
    if outer.speaker.source_type == "media" != saying.speaker.source_type:
        return replace(saying, via=(outer.speaker,))
    return replace(outer, via=(saying.speaker, *outer.via))


def _holds(saying: Saying, within: Saying) -> bool:
    """Whether a frame is let in between another's speaker and verb: `The agency, citing officials, reported`."""
    speaker = saying.speaker
    if speaker is None or within.speaker is None or not within.according or saying.according:
        return False
    return speaker.last <= within.at < saying.at and within.at - speaker.last <= _LONGEST_LEAD
