"""Noun phrases that name who speaks: institutions, offices, persons, outlets, with the party they stand for."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from armstrail.extraction.abbreviations import with_abbreviations
from armstrail.extraction.datelines import dateline_end
from armstrail.extraction.outlets import carries, names_kind
from armstrail.extraction.partners import is_told_of
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.persons import KNOWN, person_end
from armstrail.extraction.postpositions import is_subject
from armstrail.extraction.short_names import with_short_names
from armstrail.extraction.speaker import OF_OFFICE, Speaker
from armstrail.languages import Mention

__all__ = ["NAMED", "Speaker", "find_speakers"]

NAMED: Final = ("leaders", "government", "military", "intelligence")
_TYPE_OF_ROLE: Final = {
    "leaders": "government", "government": "government", "military": "military", "intelligence": "intelligence",
}  # fmt: skip
# Which type tells most where a phrase holds several nouns: 'an official of the intelligence service'.
_TYPE_ORDER: Final = (
    "intelligence", "think_tank", "ngo", "international", "military", "company", "media", "government", "person",
    "unnamed",
)  # fmt: skip
_ENDS_NAME: Final = frozenset({  # `ukrainischen Angaben`, `gazety Wojsko Polskie`
    "cues.speech", "cues.according", "actors.government", "actors.military", "actors.intelligence",
})  # fmt: skip
_TELLING: Final = frozenset({"cues.speech", "cues.stance", "cues.according"})


class _Seed(NamedTuple):
    first: int
    last: int
    source_type: str | None
    party: str | None
    named: bool
    rank: int  # 0 named institution, 1 institution noun, 2 plain party, 3 unknown name


def find_speakers(passage: Passage) -> list[Speaker]:
    """All phrases that could speak, in order, none overlapping."""
    speakers: list[Speaker] = []
    goods = _inside_goods(passage)
    able = {at for cls, here in passage.hits.starts.items() if _can_speak(cls) for at in here} - goods
    for sentence in passage.sentences:
        seeds = _seeds(passage, sentence, able, goods)
        i = 0
        while i < len(seeds):
            cluster = [seeds[i]]
            while i + 1 < len(seeds) and _joins(passage, cluster[-1], seeds[i + 1]):
                i += 1
                cluster.append(seeds[i])
            speaker = _speaker(passage, sentence, cluster, speakers[-1].last if speakers else 0)
            if not speakers or speaker.first >= speakers[-1].last:
                speakers.append(speaker)
            i += 1
    speakers = with_short_names(passage, with_abbreviations(passage, speakers))
    return [
        speaker for speaker in speakers
        if speaker.source_type != "media" or not (carries(passage, speaker) or names_kind(passage, speaker))
    ]  # fmt: skip


def _seeds(passage: Passage, sentence: Sentence, able: set[int], goods: set[int]) -> list[_Seed]:
    """What a phrase that can speak may be built on; `able` are the tokens at which something that can begins, `goods`
    those inside the name of goods."""
    seeds: list[_Seed] = []
    taken = dateline_end(passage, sentence)
    actors = passage.pack.vocabulary.actors
    tokens = passage.tokens
    for at in range(taken, sentence.last):
        if at < taken:
            continue
        opens = tokens[at].surface[0].isupper()
        if at in goods or (not opens and at not in able):
            continue
        seed = None
        for mention, cls in _mentions_at(passage, at) if at in able else ():
            if cls.startswith("sources."):
                seed = _Seed(at, mention.last, cls.removeprefix("sources."), None, True, 0)
            elif cls == "cues.institutions" and _is_verb_of(passage, seeds, at):
                continue  # `..., Reuters reports`
            elif cls == "cues.institutions" and (is_told_of(passage, at) or _says_nothing(passage, mention)):
                continue  # `Russia is the main supplier of India`
            elif cls == "cues.institutions":
                types = [value for name, value in mention.senses if name == cls]
                best = min(types, key=_TYPE_ORDER.index)
                seed = _Seed(at, mention.last, best, None, False, 1)
            else:
                role = cls.removeprefix("actors.")
                code = mention.value(cls) or ""
                kind = actors[code].kind if code in actors else "state"
                source_type = _TYPE_OF_ROLE.get(role) or _TYPE_OF_KIND.get(kind)
                seed = _Seed(at, mention.last, source_type, code, True, 0 if role in NAMED else 2)
            break
        if seed is None and opens and not passage.hits.any_ending(_TIMES, at):
            last = person_end(passage, sentence, at)
            seed = None if last is None else _Seed(at, last, "person", None, True, 3)
        if seed is not None:
            seeds.append(seed)
            taken = seed.last
    return seeds


_TIMES: Final = frozenset({"dates.relative", "dates.parts", "dates.seasons"})  # `Ende vergangener Woche warnte`


def _inside_goods(passage: Passage) -> set[int]:
    """`High-Mobility Artillery Rocket Systems`: the tokens inside the names of goods, but for the first and last."""
    return {
        at for cls in _GOODS for goods in passage.hits.starts.get(cls, {}).values()
        for at in range(goods.first + 1, goods.last - 1)
    }  # fmt: skip


_GOODS: Final = ("items.nouns", "models")


def _says_nothing(passage: Passage, mention: Mention) -> bool:
    """`has 600 soldiers in Lebanon`, `brings its military aid to 20 million`: whether a word for soldiers is counted,
    with no verb of saying behind it, or, where heads come last, only tells what aid or goods behind it are."""
    if ("cues.institutions", "military") not in mention.senses:
        return False
    if passage.tokens[mention.first - 1].kind == "n" and mention.first:
        return not passage.hits.any_between("cues.speech", mention.last, mention.last + _SAYING)
    if passage.pack.text("script.head") != "last" or mention.last - mention.first > 1:
        return False
    behind = passage.hits.here.get(mention.last, ())
    return any(cls in _GIVEN or (cls in _AID and (cls, "noun") in hit.senses) for cls, hit in behind)


_GIVEN: Final = frozenset({"items.nouns", "items.weak"})
_AID: Final = frozenset({"acts.supply", "acts.pledge"})
_SAYING: Final = 4  # tokens from soldiers to what they say


def _is_verb_of(passage: Passage, seeds: list[_Seed], at: int) -> bool:
    """Whether a word that may be a verb of saying, too, stands right behind a name that a comma parts from what was
    said."""
    before = seeds[-1] if seeds else None
    if before is None or before.last != at or not before.named or not passage.is_a("cues.speech", at):
        return False
    return before.first > 0 and passage.tokens[before.first - 1].form in ',”"»'


_TYPE_OF_KIND = {
    "state": "government", "organisation": "international", "company": "company", "group": "military",
    "bloc": "government",
}  # fmt: skip


def _mentions_at(passage: Passage, at: int) -> list[tuple[Mention, str]]:
    """What can speak at a token, the longest first."""
    found = [(mention, cls) for cls, mention in passage.hits.here.get(at, ()) if _can_speak(cls)]
    if len(found) < 2:
        return found
    return sorted(found, key=lambda pair: (-pair[0].last, pair[1] == "cues.institutions", pair[1]))


@cache
def _can_speak(cls: str) -> bool:
    return cls == "cues.institutions" or (cls.startswith(("sources.", "actors.")) and cls != "actors.ambiguous")


_AUXILIARIES = frozenset(
    f"grammar.{name}" for name in ("perfect", "passive", "future", "modal", "copula", "conditional")
)


def _joins(passage: Passage, a: _Seed, b: _Seed) -> bool:
    """Whether two seeds belong to one phrase: only small words, names or a comma of apposition between.
    A body named in full needs no more words: `il Nis, il servizio segreto di Seul` is two."""
    gap = passage.tokens[a.last : b.first]
    if len(gap) > 5 or _is_told(passage, a, b):
        return False
    if b.rank == 1 and _is_aside(passage, a, b):
        return False  # `w Sejmie minister`, `à Assembleia o ministro`
    if a.rank >= 2 and b.rank >= 2:
        return False
    if _begins_anew(passage, a, b):
        return False
    if passage.pack.flag("script.postpositions") and any(
        passage.is_a("grammar.prepositions", at) for at in range(a.last, b.first)
    ):
        return False  # a particle ends the phrase
    if gap and passage.pack.flag("script.postpositions") and is_subject(passage, passage.sentence_of(a.last), a.last):
        return False  # so does the mark of a subject
    commas = lower = whereabouts = 0
    nouns = passage.pack.flag("script.capital_nouns")
    for n, token in enumerate(gap):
        at = a.last + n
        if token.form in ("'s", "-", ".") or (token.surface[0].isupper() and not nouns):
            continue
        if token.form == ",":
            commas += 1
            continue
        if passage.is_a("grammar.articles", at):
            continue
        if commas:
            return False
        preposition = passage.hits.at("grammar.prepositions", at)
        if preposition is not None:
            parts = {value for name, value in preposition.senses if name == "grammar.prepositions"}
            if not parts & {"of", "for", "in", "from"}:
                return False
            whereabouts += not parts & {"of", "for"}
            continue
        if (
            token.kind != "w"
            or passage.hits.any_at(_TELLING, at)
            or passage.hits.any_at(passage.pack.acts, at)
            or passage.is_a("grammar.coordinators", at)
            or passage.is_a("grammar.relative", at)
            or passage.hits.any_at(_AUXILIARIES, at)
        ):
            return False
        lower += 1
    if commas > 1 or lower > 1 or (lower and b.source_type == "unnamed"):
        return False
    if whereabouts and (lower or b.rank == 3 or b.source_type == "media"):
        return False  # `the minister at a meeting in Vilnius`, `der Minister vor Journalisten`
    if "media" in (a.source_type, b.source_type) and a.source_type != b.source_type and _parts(passage, a, b):
        return False  # `told the press, the military said`, `disse aos jornalistas o ministro`
    if lower and a.rank <= 1 and b.rank == 1:
        return False  # `the service told lawmakers`: a word between two offices that nobody knows is likely a verb
    if commas and a.rank == b.rank == 1 and a.source_type != b.source_type and _opens_phrase(passage, b):
        return False  # `secondo l'intelligence, il presidente ha mandato`
    return (
        not commas
        or (a.rank == 1 and b.rank in (0, 1))
        or (a.rank == 3 and b.rank == 1)
        or (a.rank == 1 and b.rank == 3)
    )


def _begins_anew(passage: Passage, a: _Seed, b: _Seed) -> bool:
    """`Według SIPRI Stany Zjednoczone`, `Per Seul i soldati nordcoreani`: a name of its own right behind a body named
    in full, and an article behind a name, begin another phrase."""
    if a.rank == 0 and b.rank == 2 and a.last == b.first and a.source_type not in _OF_STATES:
        return "of" not in (passage.pack.table("cases").get(passage.tokens[b.first].form) or "").split("|")
    gap = range(a.last, b.first)
    article = len(gap) == 1 and passage.hits.ending("grammar.articles", gap[0]) is not None
    preposition = article and passage.hits.ending("grammar.prepositions", gap[0]) is not None
    return a.rank == 2 and b.rank <= 1 and article and not preposition


_OF_STATES: Final = frozenset({"government", "military", "intelligence"})


def _opens_phrase(passage: Passage, seed: _Seed) -> bool:
    """Whether an article stands before a seed, or before its adjective."""
    return any(passage.hits.ending("grammar.articles", at) is not None for at in (seed.first - 1, seed.first - 2))


def is_oblique(passage: Passage, first: int, last: int) -> bool:
    """Whether the form of an office in tokens `[first, last)` tells that something is told to it, or with it, and that
    it is no subject."""
    case = passage.pack.table("cases").get(" ".join(token.form for token in passage.tokens[first:last]))
    return case in ("to", "by")


def _is_told(passage: Passage, a: _Seed, b: _Seed) -> bool:
    """Whether a seed is in the case of whom something is told, and the next one in that of who tells it
    (`przekazała deputowanym południowokoreańska służba`)."""
    if not is_oblique(passage, a.first, a.last):
        return False
    if passage.is_a("actors.adjectives", b.first):
        return True
    teller = b.rank == 1 or (b.rank == 0 and a.source_type != b.source_type)  # not `агентству Reuters`
    return teller and passage.tokens[b.first].form not in passage.pack.table("cases")


def _parts(passage: Passage, a: _Seed, b: _Seed) -> bool:
    """Whether between two seeds a comma stands, or nothing but an article, with which a phrase begins; and whether
    behind the name of a paper a noun begins another phrase."""
    between = range(a.last, b.first)
    if not between:  # `z agencją Bloomberg minister`, `według gazety Wojsko Polskie`
        return b.rank == 0 or (a.rank == 0 and not passage.tokens[b.first].surface[0].isupper())
    return any(passage.tokens[at].form == "," for at in between) or all(
        passage.is_a("grammar.articles", at) for at in between
    )


def _speaker(passage: Passage, sentence: Sentence, cluster: list[_Seed], behind: int) -> Speaker:
    """The phrase of a cluster of seeds; it takes in nothing before token `behind`, where the phrase before ends."""
    first, last = _with_names(passage, sentence, max(sentence.first, behind), cluster[0].first, cluster[-1].last)
    if len(cluster) == 1:
        (seed,) = cluster
        return Speaker(first, last, seed.source_type, seed.party, seed.named or last > seed.last, seed.rank == 2)
    types = [seed for seed in cluster if seed.source_type is not None]
    nouns = [seed for seed in types if seed.rank == 1]
    strong = [seed for seed in types if seed.rank == 0]
    chosen = strong or nouns or types
    source_type = min((s.source_type or "" for s in chosen), key=_TYPE_ORDER.index) if chosen else None
    if (
        nouns
        and source_type == "government"
        and min(_TYPE_ORDER.index(s.source_type or "unnamed") for s in nouns) <= _TYPE_ORDER.index("international")
    ):
        source_type = min((s.source_type or "" for s in nouns), key=_TYPE_ORDER.index)
    if nouns and nouns[0].source_type == "person" and source_type not in (None, "person"):
        source_type = "person" if nouns[0].first == cluster[0].first else source_type
    party = next((seed.party for seed in cluster if seed.party is not None), None)
    if source_type == "person" and nouns:
        source_type = min((s.source_type or "" for s in nouns), key=_TYPE_ORDER.index)
    if source_type == "unnamed" and party is not None and len(nouns) > 1:
        source_type = "government"
    named = any(seed.named for seed in cluster) or last > cluster[-1].last
    bare = all(seed.rank == 2 for seed in cluster)
    return Speaker(first, last, source_type, party, named, bare)


def _with_names(passage: Passage, sentence: Sentence, limit: int, first: int, last: int) -> tuple[int, int]:
    """Take in articles and capitalised words before (not before `limit`), capitalised names after (also behind one
    comma)."""
    tokens = passage.tokens
    while first > limit:
        token = tokens[first - 1]
        if (
            token.kind == "w"
            and token.surface[0].isupper()
            and first - 1 > sentence.first
            and not _other(passage, first - 1)
            and (tokens[first].surface[0].isupper() or not _is_governed(passage, first - 1))
        ):
            first -= 1
        elif passage.hits.ending("grammar.articles", first - 1) is not None:
            return first - 1, _names_after(passage, sentence, last)
        else:
            break
    return first, _names_after(passage, sentence, last)


def _is_governed(passage: Passage, at: int) -> bool:
    """Whether a preposition stands before a word: `w Sejmie minister` is no minister of that name."""
    return passage.hits.ending("grammar.prepositions", at - 1) is not None


def _is_aside(passage: Passage, a: _Seed, b: _Seed) -> bool:
    """Whether a seed tells where, or to whom, the next one spoke: an office behind it begins a phrase of its own."""
    hit = passage.hits.ending("grammar.prepositions", a.first - 1)
    parts = {value for name, value in hit.senses if name == "grammar.prepositions"} if hit is not None else set()
    if a.last == b.first:
        passes_on = a.source_type == "media" != b.source_type and b.rank == 1
        return (a.rank == 0 and "in" in parts) or (passes_on and bool(parts))  # `для местных СМИ министр`
    return parts == {"to"} and all(passage.is_a("grammar.articles", at) for at in range(a.last, b.first))


def _names_after(passage: Passage, sentence: Sentence, last: int) -> int:
    tokens = passage.tokens
    at = last
    if (quoted := _quoted_name(passage, sentence, at)) is not None:
        return quoted
    if at + 1 < sentence.last and tokens[at].form == "," and tokens[at + 1].surface[0].isupper():
        end = at + 1
        while end < sentence.last and (
            tokens[end].surface[0].isupper() or (tokens[end].form == "-" and tokens[end].glued)
        ):
            hyphened = tokens[end].form == "-" and end + 1 < sentence.last and tokens[end + 1].glued
            end += 1 + hyphened  # `Jeon Ha-kyu`
        if end - at - 1 >= 2 and not _other(passage, at + 1) and not passage.hits.any_at(OF_OFFICE, at + 1):
            at = end
    else:
        while (
            at < sentence.last
            and tokens[at].kind == "w"
            and tokens[at].surface[0].isupper()
            and not _other(passage, at)
            and not passage.hits.any_at(_ENDS_NAME, at)
        ):
            at += 1
            if at + 1 < sentence.last and tokens[at].form == "-" and tokens[at].glued and tokens[at + 1].kind == "w":
                at += 2
    return at


def _quoted_name(passage: Passage, sentence: Sentence, at: int) -> int | None:
    """Behind a name in quotation marks right behind the noun of an outlet or a firm (`il quotidiano “Haaretz”`)."""
    tokens = passage.tokens
    if at + 1 >= sentence.last or tokens[at].form not in _OPENS or not tokens[at + 1].surface[0].isupper():
        return None
    noun = passage.hits.ending("cues.institutions", at - 1)
    if noun is None or not _BY_NAME.intersection(noun.senses):
        return None
    closing = (n for n in range(at + 2, min(at + _NAME, sentence.last)) if tokens[n].form in _CLOSES)
    end = next(closing, None)
    return None if end is None else end + 1


_OPENS: Final = frozenset("\"“„«'‘")
_CLOSES: Final = frozenset("\"”“»'’")
_NAME: Final = 7  # tokens from the opening quotation mark of a name to the closing one
_BY_NAME: Final = frozenset(
    ("cues.institutions", kind) for kind in ("media", "company", "think_tank", "ngo", "military")
)


def _other(passage: Passage, at: int) -> bool:
    """Whether another finder knows the capitalised word: a month, an item, a party."""
    return passage.hits.any_at(KNOWN, at)
