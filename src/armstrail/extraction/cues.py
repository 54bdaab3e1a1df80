"""What speaks for a party's being supplier or recipient of one figure: named cues, one weight each.

A cue is a name such as `subject:supply` or `to:arrive`; its weights stand in `weights.toml`. Here cues
are only found and counted; `flows` adds them up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from armstrail.extraction.alignment import of_other_brackets, told_above
from armstrail.extraction.asides import asides, who_invites
from armstrail.extraction.binding import name_before, name_past_dash
from armstrail.extraction.bystanders import (
    comes_after,
    given_by_office,
    has_no_part,
    in_own_part,
    is_accused,
    is_maker,
    is_only_passed,
    is_where_word_comes_from,
    makers_of_replaced,
)
from armstrail.extraction.gapping import of_gapped, of_other_marks
from armstrail.extraction.meanwhile import without_meanwhile
from armstrail.extraction.parties import Parties, Party
from armstrail.extraction.partners import partners
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.regions import parts_of_region
from armstrail.extraction.rows import row_of
from armstrail.extraction.sequel import told_next
from armstrail.extraction.settled import BARRED, makes_here, settle
from armstrail.extraction.using import outsider_of
from armstrail.extraction.verbs import Act, walls_between

Cues = dict[str, list[str]]  # by actor code, each cue once


@dataclass(slots=True)
class Target:
    """What parties are looked for: the tokens of a figure or an item, and whether it is people, money,
    goods; `act` is the act that governs it."""

    first: int
    last: int
    sentence: Sentence
    sort: str  # 'goods', 'people', 'money', 'commodity'
    act: Act | None = None
    home: str | None = None  # where the model comes from
    to_people: bool = False  # people of a deployment are the ones who get it
    rivals: tuple[tuple[int, int], ...] = ()  # tokens of the other figures and items of its sentence
    used: Act | None = None  # what is done with goods that have changed hands before
    cues: Cues | None = None  # what `cues_of` finds, once asked


def _own_cue(party: Party, act: Act | None) -> str | None:
    own = party.own
    if own is None or (act is not None and own.first == act.first):
        return None
    if own.subject == party.first:
        place = "subject"
    elif party.preposition is not None:
        place = _first(party.preposition)
    elif party.case is not None:
        place = f"case_{party.case}"
    else:
        place = "before" if party.first < own.first else "behind"
    return f"own:{own.group}.{own.voice if own.form != 'noun' else 'noun'}.{place}"


def cues_of(passage: Passage, parties: Parties, target: Target) -> Cues:
    """The cues of every party mentioned in the target's sentence, by actor code; found when first asked for."""
    if target.cues is None:
        target.cues = _find_cues(passage, parties, target)
    return target.cues


def _find_cues(passage: Passage, parties: Parties, target: Target) -> Cues:
    cues: dict[str, dict[str, None]] = {}
    told: list[tuple[Party, list[str]]] = []
    act = target.act
    group = act.group if act is not None else "none"
    voice = act.voice if act is not None else "none"
    subject = _subject_for(passage, parties, target, act)
    named = [party for party in parties.by_sentence.get(target.sentence.index, ()) if not party.seizes]
    named = in_own_part(passage, target, named)
    row = row_of(passage, target.sentence, named, target.rivals, target.first)
    others = of_other_brackets(passage, named, (target.first, target.last), target.rivals)
    figure = (target.first, target.last)
    gapped = of_gapped(passage, target.sentence, named, figure, target.rivals)
    marked = of_other_marks(passage, target.sentence, named, figure, target.rivals)
    outside = outsider_of(passage, target, named)
    for party in named:
        if party in outside or party.first in gapped | marked:
            others |= {party.first}
            cues[party.code] = {BARRED: None} if party.first in gapped else dict.fromkeys(_IN_ROW["suppliers", False])
    here = [party for party in named if party.first not in others]
    if subject in marked and passage.pack.flag("script.postpositions"):
        before = [party.first for party in here if party.subject and party.last <= target.first]
        subject = before[-1] if before else subject  # `A가 10대를, B가 8대를 샀다`
    here = without_meanwhile(passage, target.sentence, here, target.first, target.last)
    paired = partners(passage, named, act, target.first)
    replaced = makers_of_replaced(passage, here, target)
    beside = asides(passage, here, target) | parts_of_region(passage, here)
    by_office = given_by_office(passage, here, target)
    for party in here:
        held = cues.setdefault(party.code, {})
        outside_of = party.code in replaced or party.first in beside or comes_after(passage, party, target)
        if outside_of or (by_office and is_maker(party, target)):
            held[BARRED] = None
            continue
        if party.dateline:
            held["dateline"] = None
            continue
        if has_no_part(passage, party, target):
            continue
        if is_where_word_comes_from(passage, party) or is_only_passed(party, here):
            held[BARRED] = None
            continue
        if party.preposition is not None and is_accused(passage, party):
            continue
        if party.first in paired and (row is None or party.first not in row.members):
            held.update(dict.fromkeys(_IN_ROW[paired[party.first], True]))
            continue
        if row is not None and party.first in row.members:
            held.update(dict.fromkeys(_IN_ROW[row.role, party.first == row.own]))
            continue
        names = _cues_of_mention(passage, party, target, act, group, voice, subject)
        if not (_is_whose_word(passage, party, target) or _judges(passage, party, act, target)):
            names += _cues_of_place(party, target)
        if (own := _own_cue(party, act)) is not None:
            names.append(own)
        held.update(dict.fromkeys(names))
        told.append((party, names))
        local = parties.groups.get(party.code)
        if local is not None and party.role == "place" and target.sort != "commodity":
            # `arrived at Tobruk` in a text on Haftar's forces: the group may be meant, not the state
            place = f"host_place.{_first(party.preposition)}"
            held[place] = None
            cues.setdefault(local, {})[f"of_{place}"] = None
    acting = [party for party in here if not _judges(passage, party, act, target)]
    for code, cue in _free_before(passage, acting, target, act):
        cues[code].setdefault(cue, None)
    for code, preposition in _taken_before(here, target):
        cues[code].pop(f"beside:left.{preposition}", None)
        cues[code].setdefault(f"taken:{preposition}", None)
        told = [pair for pair in told if not _stands_so(pair[0], code, preposition, target)]
    for code in _taken_behind(here, target):
        cues[code] |= {"taken:from": None, "taken:to": None}
    for party in _alliances(passage, target, here):
        cues[party.code]["taken:to"] = None
    settled = settle(passage, target, told, cues, named)
    named_before = parties.by_sentence.get(target.sentence.index - 1, ())
    if target.home is not None and not settled and makes_here([*here, *named_before], target, cues):
        cues.setdefault(target.home, {})["gives_here"] = None
    if target.home is not None and not settled:
        by_name = any(party.role != "place" for party in parties.by_code.get(target.home, ()))
        if by_name or not _is_asked(passage, target):  # who asks names nobody by the model alone
            cues.setdefault(target.home, {})["home:named" if by_name else "home:unnamed"] = None
    if (inviting := who_invites(here, beside)) is not None:
        cues[inviting.code] |= {"gets_here": None, "sent_to": None}
    _mark_sides_around(passage, parties, target, cues)
    return {code: sorted(held) for code, held in cues.items()}


def _mark_sides_around(passage: Passage, parties: Parties, target: Target, cues: dict[str, dict[str, None]]) -> None:
    """Mark who gives and who gets by a heading above the figure's sentence, and by the sentence behind it where its own
    tells of nobody on that side."""
    for part, mark in zip(told_above(passage, parties, target.sentence), _SIDES[0], strict=True):
        if part is not None:
            cues.setdefault(part, {})[mark] = None
    for part, mark, sent in zip(told_next(passage, parties, target), *_SIDES, strict=True):
        if part is not None and not any(mark in held for held in cues.values()) and not _plays(cues, part):
            cues[part] = {mark: None, sent: None}


def _alliances(passage: Passage, target: Target, here: Sequence[Party]) -> list[Party]:
    """`the NATO battlegroup in Lithuania is made up of 600 Germans`: an organisation that is told beside the state in
    which people are, and not as whom they go to."""
    if target.sort != "people" or not any("in" in party.prepositions for party in here):
        return []
    actors = passage.pack.vocabulary.actors
    return [p for p in here if actors[p.code].kind in ("organisation", "bloc") and not {"to", "for"} & p.governors]


_SIDES = (("gives_here", "gets_here"), ("sent_from", "sent_to"))


def _plays(cues: dict[str, dict[str, None]], code: str) -> bool:
    """Whether a party has a side already."""
    return any(mark in cues.get(code, ()) for marks in _SIDES for mark in marks)


def _is_asked(passage: Passage, target: Target) -> bool:
    """Whether goods are asked for: by the verb that governs them, or by one before it (`asked them to provide it`)."""
    act = target.act
    if act is None or act.frame == "ask":
        return act is not None
    return act.form == "base" and passage.hits.any_between("acts.ask", target.sentence.first, act.first)


# A party of a row as if it stood beside its figure with the word that its role has, or beside another's.
_IN_ROW = {
    ("recipients", True): ("beside:left.to", "gets_here", "to:supply.passive"),
    ("recipients", False): ("taken:from", "taken:to"),
    ("suppliers", True): ("beside:left.from", "from:arrive.active", "gives_here"),
    ("suppliers", False): ("taken:from", "taken:to"),
}


def _free_before(passage: Passage, here: Sequence[Party], target: Target, act: Act | None) -> list[tuple[str, str]]:
    """`Benin offered 2,000, Jamaica 200`: the name that stands free nearest before a figure, and the subject of the
    verb before it, which is passed by."""
    free = [
        party
        for party in here
        if party.last <= target.first and party.preposition is None and party.case is None and not party.speaks
        and not (party.dateline or party.acted_on or party.institution or party.possessive)
        and party.role not in ("place", "adjectives", "people")
    ]  # fmt: skip
    if not free or walls_between(passage, free[-1].last, target.first):
        return []
    if passage.hits.any_between("grammar.that", free[-1].last, target.first):
        return []
    nearest = free[-1]
    found = [(nearest.code, "nearest_free")]
    subject = next((party for party in free if act is not None and party.first == act.subject), None)
    if subject is not None and subject.code != nearest.code:
        found.append(
            (subject.code, f"passed_by.{'behind' if act is not None and act.first < nearest.first else 'before'}")
        )
    return found


def _taken_before(here: Sequence[Party], target: Target) -> list[tuple[str, str]]:
    """`20 tanks to Ukraine and 10 to Poland`: a party before a figure is another figure's where the same preposition
    stands behind both."""
    behind = {_first(p.preposition) for p in here if p.preposition and 0 <= p.first - target.last <= _BESIDE}
    return [
        (party.code, _first(party.preposition))
        for party in here
        if party.preposition is not None
        and party.last <= target.first
        and _first(party.preposition) in behind
        and any(0 <= party.first - last <= _BESIDE for _, last in target.rivals)
    ]


def _stands_so(party: Party, code: str, preposition: str, target: Target) -> bool:
    """Whether a mention is the one of a code under a preposition before a figure."""
    return party.code == code and party.last <= target.first and _first(party.preposition or "") == preposition


def _taken_behind(here: Sequence[Party], target: Target) -> list[str]:
    """`73% came from the US and 13% from Britain`: a party under `from` behind a figure that comes later is that one's,
    where another stands under it right behind this figure's words."""
    comers = [party for party in here if party.preposition == "from" and party.first >= target.last]
    return [
        party.code
        for before, party in pairwise(comers)
        if party.code != comers[0].code
        and any(before.last <= first and 0 <= party.first - last <= _BESIDE for first, last in target.rivals)
    ]


_BESIDE = 4  # tokens from a figure to the party behind it, preposition and article between


def _subject_for(passage: Passage, parties: Parties, target: Target, act: Act | None) -> int | None:
    """The first token of the verb's subject as a figure has it: where a clause has left its verb out, the name before
    the number takes the part that the first clause gave its subject."""
    if act is None or act.subject is None or act.first > target.first:
        return act.subject if act is not None else None
    name = name_before(passage, target.first, act.last) or name_past_dash(passage, target)
    if name is None:
        return act.subject
    here = parties.by_sentence.get(target.sentence.index, ())
    party = next((p for p in here if p.first == name[0]), None)
    return act.subject if party is None or party.preposition is not None or party.possessive else party.first


def _cues_of_mention(
    passage: Passage,
    party: Party,
    target: Target,
    act: Act | None,
    group: str,
    voice: str,
    subject: int | None,
) -> list[str]:
    walls = walls_between(passage, party.first, target.first)
    near = "" if walls == 0 else "~"
    names: list[str] = []
    inside = target.first <= party.first < target.last and not _is_led_to(party)
    if party.made_by:
        names.append("made_by")
    governed = (party.preposition is not None or party.institution) and not inside
    if inside or (party.role in ("adjectives", "people") and not governed and _adjoins(passage, party, target)):
        names.append(f"inside:{group}.{voice}" if target.sort == "people" else "inside:goods")
        return names
    if party.speaks:
        names.append("speaks")
    elif party.institution:
        names.append("institution")
    if party.role == "place":
        names.append(f"place.{_first(party.preposition)}")
    office = party.speaks and party.institution and not _tells_of_itself(passage, party, act)
    if act is not None and subject == party.first and not office:
        names.append(f"subject:{act.frame}.{voice}")
        return names
    if _is_whose_word(passage, party, target) or _judges(passage, party, act, target):
        return names
    if party.speaks and party.preposition is not None and "by" not in party.preposition:
        return names  # `according to Kyiv` gives Kyiv no part
    if party.preposition is not None and party.first - target.sentence.first <= 3 and party.first < target.first:
        names.append(f"opens:{_first(party.preposition)}")
    if party.preposition is not None:
        for value in party.preposition.split("|"):
            relation = value
            if value == "to" and group == "receive" and "for" in party.governors:
                continue  # `comprou 500 mil munições para a Ucrânia`
            if value == "by":
                if _is_agent_of_another(party, act):
                    continue
                relation = f"by:{group}.{voice}"
            elif value == "of" and _owns_subject(party, act, target):
                relation = f"possessive:{group}"
            elif value in ("from", "to", "for", "of", "in", "with", "between"):
                relation = f"{value}:{group}.{'noun' if act is not None and act.form == 'noun' else voice}{near}"
            names.append(relation)
        return names
    if party.case is not None:
        names.append(f"case:{party.case}.{group}.{voice}{near}")
    if party.possessive:
        names.append(f"possessive:{group}{near}")
    elif party.acted_on and act is not None and party.last <= act.first and party.first < target.first:
        names.append(f"object:{group}")
    elif _is_reached(party, act, target):
        names.append(f"reached:{group}{near}")
    elif (
        act is not None
        and party.first >= act.last
        and party.first - act.last <= 3
        and act.form != "noun"
        and (party.last <= target.first or target.first == act.first)
    ):
        names.append(f"object:{group}")
    elif party.role in ("adjectives", "people"):
        names.append(f"adjective:{group}{near}")
    elif party.first < target.first:
        names.append(f"left:{group}.{voice}{near}")
    else:
        names.append(f"right:{group}.{voice}{near}")
    return names


def _owns_subject(party: Party, act: Act | None, target: Target) -> bool:
    """`The army of Chad received 20 jeeps`, `The economy of Chad ails, but its army bought 20`: before a verb of
    getting that has no party for its subject `of` tells whose that is, and nothing of where goods come from."""
    if act is None or act.form != "finite" or act.group != "receive" or act.subject is not None:
        return False
    return party.last <= act.first < target.first


def _is_led_to(party: Party) -> bool:
    """`vier an Kiew abgegebene Starter`: a name inside the phrase of the goods that says where they went."""
    return party.preposition is not None and "to" in party.preposition.split("|")


def _tells_of_itself(passage: Passage, party: Party, act: Act | None) -> bool:
    """`Le commandant de l'armée malienne a déclaré avoir reçu 12 drones`: whether getting is told of who says so, in no
    clause of its own."""
    if act is None or act.first < party.last or act.voice != "active" or act.frame not in ("receive", "buy"):
        return False
    said = passage.hits.between("cues.speech", party.last, act.first)
    return bool(said) and not any(
        passage.hits.any_between(cls, said[-1].last, act.first) for cls in ("grammar.that", *_NAMES_OF_PARTIES)
    )


_NAMES_OF_PARTIES = ("actors.names", "actors.short", "actors.capital", "grammar.pronouns")


def _is_whose_word(passage: Passage, party: Party, target: Target) -> bool:
    """`Il ministero della Difesa sudcoreano parla di 10mila uomini`: an adjective only says whose office speaks; but
    `Turkish traders added 85` tells what they gave."""
    added = target.last - target.first == 1 and passage.hits.any_ending(_SPEECH, target.first - 1)
    return party.speaks and party.institution and party.role == "adjectives" and not added


_SPEECH = frozenset({"cues.speech"})


def _judges(passage: Passage, party: Party, act: Act | None, target: Target) -> bool:
    """`Washington condemned the delivery of shells`: who takes a stance on what others do is none of them."""
    if act is None or act.form != "noun" or party.preposition is not None or party.last > min(act.first, target.first):
        return False
    stances = passage.hits.between("cues.stance", party.last, min(party.last + _STANCE, act.first))
    judging = (hit for hit in stances if act.first - hit.last <= _STANCE)
    return any(sense in _JUDGING for hit in judging for sense in hit.senses)


_STANCE = 3  # tokens from who takes a stance to the verb that does, and from there to what it is about
_JUDGING = frozenset(("cues.stance", value) for value in ("condemn", "concern", "demand", "support", "warn"))


def _is_agent_of_another(party: Party, act: Act | None) -> bool:
    """`commandé par le Qatar, il a été vendu à la Grèce`: who stands behind `by` right behind its own verb has no part
    in another."""
    own = party.own
    return own is not None and act is not None and own.first != act.first and own.voice == "passive"


def _is_reached(party: Party, act: Act | None, target: Target) -> bool:
    """`1,200 vehicles reached the RSF`: a name right behind the verb that the goods stand before."""
    if act is None or act.form == "noun" or act.first < target.last or party.role in ("adjectives", "people"):
        return False
    if party.speaks:
        return False  # `another 200 were to follow, the Africa Corps said`
    return 0 <= party.first - act.last <= 2


def _cues_of_place(party: Party, target: Target) -> list[str]:
    """Where a party stands among the figures of its sentence: right beside this one, or beyond others."""
    left = party.first < target.first
    side = "left" if left else "right"
    low, high = (party.last, target.first) if left else (target.last, party.first)
    if high < low:
        return []
    past = sum(low <= first and last <= high for first, last in target.rivals)
    names = [f"past:{min(past, 2)}.{side}.{_first(party.preposition)}"]
    if high - low <= (2 if left else 3) and not past:
        names.append(f"beside:{side}.{_first(party.preposition)}")
    return names


def _first(preposition: str | None) -> str:
    return (preposition or "bare").split("|")[0]


def _adjoins(passage: Passage, party: Party, target: Target) -> bool:
    gap = party.first - target.last if party.first >= target.last else target.first - party.last
    return 0 <= gap <= 1 and walls_between(passage, party.first, target.first) == 0
