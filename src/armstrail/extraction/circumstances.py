"""How surely, at which stage, in what measure, on what evidence and on what condition a claim stands.

Each slot is decided by a short table of precedence over the cue words of its clause: the pack says which
words are cues, this module which cue wins.
"""

from __future__ import annotations

from collections.abc import Sequence

from armstrail.extraction.lists import heading_of
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.quantities import Amount
from armstrail.extraction.sources import Source
from armstrail.extraction.verbs import Act, acts_in, clause_of, is_verb, walls_between
from armstrail.languages import Mention
from armstrail.model.period import Period
from armstrail.model.span import Span
from armstrail.model.terms import BASES


def _has(passage: Passage, cls: str, value: str, first: int, last: int) -> int | None:
    """The token at which a cue of `cls` with `value` begins inside `[first, last)`."""
    sense = (cls, value)
    return next((cue.first for cue in passage.hits.between(cls, first, last) if sense in cue.senses), None)


def modality_of(
    passage: Passage, sentence: Sentence, first: int, last: int, act: Act | None, source: Source | None
) -> str:
    """`denied`, `alleged`, `estimated`, `confirmed` or `stated`, in this order of precedence."""
    start, end = clause_of(passage, sentence, first, last)
    told = passage.hits.between("cues.modality", start, end)
    values = {value for hit in told for cls, value in hit.senses if cls == "cues.modality"}
    outside = (hit.first for hit in told if _DENIED in hit.senses and not first <= hit.first < last)
    denied = next(outside, None) if "denied" in values else None
    if act is not None and act.negated and walls_between(passage, act.first, first) == 0:
        return "denied"
    if denied is not None and _bears_on(denied, first, act):
        return "denied"
    if source is not None and not source.carried and source.modality == "denied":
        return "denied"
    if passage.hits.any_between("grammar.hearsay_aux", start, end) or "alleged" in values:
        return "alleged"
    if source is not None and (source.modality == "alleged" or source.speaker.source_type == "unnamed"):
        return "alleged"
    if "estimated" in values:
        return "estimated"
    if source is not None and source.modality == "estimated":
        return "estimated"
    if "confirmed" in values:
        return "confirmed"
    if source is not None and not source.carried and source.modality == "confirmed":
        return "confirmed"
    return "stated"


_DENIED = ("cues.modality", "denied")


def may_have(passage: Passage, act: Act) -> bool:
    """Whether the words right before a verb, or those it ends, hold it to be likely only (`could have sent`)."""
    for cue in passage.hits.between("cues.modality", max(0, act.first - _BEFORE), act.last):
        if ("cues.modality", "estimated") in cue.senses and cue.last in (act.first, act.last):
            return True
    return False


def _bears_on(cue: int, first: int, act: Act | None) -> bool:
    """A word of denial denies the figure where it stands right before it or by its verb."""
    if act is not None and abs(cue - act.first) <= 4:
        return True
    return 0 <= first - cue <= 3


def _is_delivered_already(passage: Passage, last: int, end: int) -> bool:
    """`in addition to the 18 already delivered`: a word for what is done, and a participle, right behind the figure."""
    done = passage.hits.at("cues.status", last)
    if done is None or ("cues.status", "delivered") not in done.senses or done.last >= end:
        return False
    behind = passage.hits.here.get(done.last, ())
    return any(cls in _MOVED and (cls, "participle") in hit.senses for cls, hit in behind)


_MOVED = frozenset({"acts.supply", "acts.deploy", "acts.arrive"})
_THERE = 3  # tokens from people to the verb that says where they are


def _are_there(passage: Passage, sentence: Sentence, last: int) -> bool:
    """`9,000 soldiers are already in Russia, with 1,500 more expected`: people behind whom a verb of being and a place
    stand, with no other verb between, have arrived, whatever is told of others."""
    for at in range(last, min(last + _THERE, sentence.last)):
        copula = passage.hits.at("grammar.copula", at)
        if copula is None:
            continue
        if passage.hits.any_at(_AHEAD, at):
            return False
        behind = range(copula.last, min(copula.last + _THERE, sentence.last))
        place = next((n for n in behind if passage.is_a("grammar.prepositions", n)), None)
        if place is None or any(passage.hits.any_at(passage.pack.acts, n) for n in range(copula.last, place)):
            return False
        where = passage.hits.at("grammar.prepositions", place)
        done = any(("cues.status", "delivered") in cue.senses for cue in passage.hits.between("cues.status", at, place))
        return done and where is not None and ("grammar.prepositions", "in") in where.senses
    return False


_AHEAD = frozenset({"grammar.future", "grammar.modal", "grammar.conditional"})
_STATUS_ORDER = ("requested", "offered", "possible", "planned", "agreed", "underway")


def status_of(passage: Passage, sentence: Sentence, first: int, last: int, act: Act | None, kind: str) -> str:
    """The stage, first match wins: asked, offered, possible, planned, agreed, under way, else delivered."""
    if kind == "use":
        return "underway" if act is not None and act.frame == "seize" else "delivered"
    start, end = clause_of(passage, sentence, first, last)
    if _is_delivered_already(passage, last, end) or (kind == "deployment" and _are_there(passage, sentence, last)):
        return "delivered"
    if act is not None:
        start, end = min(start, act.first), max(end, act.last)
        default = passage.pack.frames[act.frame]["status"]
        if act.form == "participle" and act.first >= last:
            default = "delivered"  # `soldiers assigned to ...` behind the figure tells no stage of its own
        if default in ("requested", "offered"):
            return default
        lead = _lead_of(passage, sentence, act)
        if lead is not None:
            return lead
        if default != "delivered":
            return default
        if act.group == "arrive" or (
            act.group in ("supply", "receive") and act.form == "finite" and act.frame != "buy"
        ):
            near = _nearest_status(passage, max(start, act.first - 4), min(end, act.last + 3))
            return near if near in ("underway", "planned") else "delivered"
    return _nearest_status(passage, start, end) or _status_above(passage, sentence) or "delivered"


def _status_above(passage: Passage, sentence: Sentence) -> str | None:
    """What the sentence over a list says of an item without a stage of its own: `The new package includes: ...`."""
    above = heading_of(passage, sentence)
    if above is None:
        return None
    heading = passage.sentences[above]
    return _nearest_status(passage, heading.first, heading.last)


def plain_status(passage: Passage, sentence: Sentence, act: Act | None) -> str | None:
    """The stage that a text tells beyond doubt: `Belgium will hand over:` of the items of a list that have no verb of
    their own, `asked Congress to grant 24 billion` of what the infinitive gives; None where nothing does."""
    if act is not None:
        return "requested" if act.form == "base" and _is_asked_for(passage, sentence, act) else None
    index = heading_of(passage, sentence)
    if index is None:
        return None
    heading = passage.sentences[index]
    planned = [
        cue for cue in passage.hits.between("cues.status", heading.first, heading.last)
        if ("cues.status", "planned") in cue.senses and passage.hits.any_at(_HANDED_OVER, cue.first)
    ]  # fmt: skip
    return "planned" if planned else None


def goes_on_ahead(passage: Passage, sentence: Sentence, act: Act | None, last: int, acts: Sequence[Act]) -> bool:
    """`We have given Ukraine 240 tanks and will send another 14`: whether what tells of the time to come in a sentence
    is of another verb, joined behind the figure that ends at `last`."""
    if act is None or act.form != "finite" or act.first > last:
        return False
    for other in acts_in(sentence, acts):
        if other.first < last or walls_between(passage, last, other.first) or other is act:
            continue
        joined = passage.hits.between("grammar.coordinators", last, other.first)
        if joined and _nearest_status(passage, joined[0].first, other.last) in ("planned", "possible"):
            return True
    return False


_HANDED_OVER = frozenset({"acts.supply", "acts.deploy", "acts.receive"})


def _nearest_status(passage: Passage, first: int, last: int) -> str | None:
    cues = passage.hits.between("cues.status", first, last)
    return next((s for s in _STATUS_ORDER if any(("cues.status", s) in cue.senses for cue in cues)), None)


def _lead_of(passage: Passage, sentence: Sentence, act: Act) -> str | None:
    """What auxiliaries beside the verb say: will, may, is to. One that opens a clause whose verb closes it stands far
    from it (`werde Kiew vier Systeme, 15 Panzer und Munition erhalten`), with no other verb between."""
    for at in range(max(sentence.first, act.first - _BEFORE), act.first):
        if passage.hits.any_at(_LEADS, at):
            return _stage_of(passage, at)
    if _is_told_to_come(passage, sentence, act) or _is_of_headline(passage, act):
        return "planned"
    behind = _lead_behind(passage, sentence, act)
    if behind is not None or not _closes(passage, sentence, act.last):
        return behind
    for at in range(act.first - 1, max(sentence.first, act.first - _BRACKET) - 1, -1):
        if passage.is_a("grammar.future", at) and (not passage.is_a("grammar.passive", at) or _is_base(passage, act)):
            return _stage_of(passage, at) if walls_between(passage, at, act.first) == 0 else None
        if any((cls, "finite") in mention.senses for cls, mention in passage.hits.here.get(at, ())):
            return None
    return None


def _is_asked_for(passage: Passage, sentence: Sentence, act: Act) -> bool:
    """`asked Congress to grant 24 billion`: a verb of asking governs the infinitive."""
    asking = passage.hits.between("acts.ask", max(sentence.first, act.first - _ASKED), act.first)
    finite = [hit for hit in asking if ("acts.ask", "finite") in hit.senses]
    return bool(finite) and not walls_between(passage, finite[-1].last, act.first)


_ASKED = 6  # tokens from a verb of asking to what is asked for


def _lead_behind(passage: Passage, sentence: Sentence, act: Act) -> str | None:
    """What an auxiliary that closes the clause of its verb says (`erhalten wird`, `liefern will`), or one behind the
    auxiliary of the passive (`geliefert werden sollen`)."""
    at = act.last
    if at + 1 < sentence.last and passage.is_a("grammar.passive", at) and passage.is_a("grammar.future", at + 1):
        return _stage_of(passage, at + 1)
    for cls in _LEADS:
        lead = passage.hits.at(cls, at) if at < sentence.last else None
        if lead is not None and _is_base(passage, act) and _closes(passage, sentence, lead.last):
            return _stage_of(passage, at)
    return None


def _is_told_to_come(passage: Passage, sentence: Sentence, act: Act) -> bool:
    """`a annoncé mardi que Pyongyang enverrait 900 hommes`: behind what was said, a conditional tells what was to come,
    and is no hearsay."""
    if not passage.is_a("grammar.conditional", act.first):
        return False
    that = next((at for at in range(act.first - 1, sentence.first, -1) if passage.is_a("grammar.that", at)), None)
    if that is None or any(passage.tokens[at].form in _SIGNS for at in range(that, act.first)):
        return False
    said = range(max(sentence.first, that - _SAID), that)
    return any(
        passage.is_a("cues.speech", at) and any(passage.is_a("grammar.perfect", n) for n in (at, at - 1)) for at in said
    )


def _is_of_headline(passage: Passage, act: Act) -> bool:
    """`Berlin to send Kyiv four`: an infinitive right behind a name and `to`."""
    to = passage.hits.ending("grammar.prepositions", act.first - 1) if act.form == "base" else None
    if to is None or ("grammar.prepositions", "to") not in to.senses:
        return False
    return passage.hits.any_ending(_ACTORS, to.first - 1)


_ACTORS = frozenset({"actors.names", "actors.capital", "actors.short", "actors.leaders"})


def _closes(passage: Passage, sentence: Sentence, at: int) -> bool:
    """Whether a clause ends before a token: by a sign, or by a word that opens another or goes on to it."""
    if at >= sentence.last or passage.tokens[at].kind == "s" or at in passage.wall_set:
        return True
    return passage.hits.any_at(_GOES_ON, at)


def _is_base(passage: Passage, act: Act) -> bool:
    """Whether a verb stands as an auxiliary of the future wants it, and not as one of the passive does; what is got is
    said in the passive of no language that has one form for both."""
    forms = {form for cls, hit in passage.hits.here.get(act.first, ()) for name, form in hit.senses if name == cls}
    return "base" in forms and ("participle" not in forms or act.group == "receive")


def _stage_of(passage: Passage, at: int) -> str:
    planned = passage.is_a("grammar.future", at) and not passage.is_a("grammar.modal", at)
    return "planned" if planned else "possible"


_BEFORE = 5  # tokens
_SAID = 6  # tokens from a word of saying to `that`
_SIGNS = frozenset(",;:()")
_BRACKET = 20  # tokens


_GOES_ON = frozenset({"grammar.coordinators", "cues.replaced"})
_LEADS = frozenset({"grammar.modal", "grammar.future", "grammar.conditional"})


def measure_of(
    passage: Passage, sentence: Sentence, first: int, last: int, amount: Amount, status: str, period: Period | None
) -> str:
    """`share`, `rate`, `increment` or `total`, in this order of precedence."""
    if amount.kind == "share":
        return "share"
    if amount.rate is not None:
        return "rate"
    if amount.another:
        return "increment"
    if amount.in_all:
        return "total"
    start, end = clause_of(passage, sentence, first, last)
    if _has(passage, "cues.measure", "total", start, end) is not None:
        return "total"
    if period is not None:
        return "increment" if period.start is not None and period.end is not None else "total"
    if _has(passage, "cues.measure", "increment", start, end) is not None:
        return "increment"
    if amount.kind == "money" or status in ("agreed", "requested", "offered"):
        return "increment" if status in ("agreed", "requested", "offered") else "total"
    return "total"


def basis_of(passage: Passage, sentence: Sentence, source: Source | None) -> tuple[str, ...]:
    """The kinds of evidence the sentence names; a source's own name (an intelligence service) is none, nor are goods
    (`a spy satellite`)."""
    found: set[str] = set()
    for mention in passage.hits.between("cues.basis", sentence.first, sentence.last):
        at = mention.first
        if source is not None and source.speaker.first <= at < source.speaker.last:
            continue
        here = passage.hits.here[at]
        if any(cls == "cues.institutions" or cls.startswith(("actors.", "sources.")) for cls, _ in here):
            continue
        if any(goods.first < at or goods.last > mention.last for goods in _goods_around(passage, at)):
            continue
        found.update(value for name, value in mention.senses if name == "cues.basis")
    return tuple(base for base in BASES if base in found)


def _goods_around(passage: Passage, at: int) -> list[Mention]:
    """The nouns of goods of which a token is part."""
    starts = range(max(0, at - _LONGEST_NOUN), at + 1)
    return [
        hit
        for first in starts
        for cls, hit in passage.hits.here.get(first, ())
        if cls == "items.nouns" and hit.last > at
    ]


_LONGEST_NOUN = 3  # tokens before a word in which a noun that holds it may begin


def condition_of(passage: Passage, sentence: Sentence, first: int, last: int, unit: str | None = None) -> Span | None:
    """The words of an `if` or a capacity on which the figure hangs: from the cue to the end of its clause. Containers
    that are counted hang on none that comes behind them: it is about what they may hold."""
    opener = _opener_of(passage, sentence, first)
    if opener is not None and (unit != "containers" or opener.first < first):
        end = opener.first
        while end < sentence.last and passage.tokens[end].form not in ",;.:)":
            end += 1
        return passage.span(opener.first, max(end, opener.last))
    at = _has(passage, "cues.condition", "capacity", sentence.first, sentence.last)
    if at is None or at > last or walls_between(passage, at, first) > 1:
        return None
    hit = passage.hits.at("cues.condition", at)
    assert hit is not None
    far = first - hit.last > 8 or any(is_verb(passage, n) for n in range(hit.last, first))
    return None if far else passage.span(at, hit.last)


def _opener_of(passage: Passage, sentence: Sentence, first: int) -> Mention | None:
    """The word of condition nearest before a figure, else the first behind it."""
    openers = [
        hit for hit in passage.hits.between("cues.condition", sentence.first, sentence.last)
        if ("cues.condition", "opener") in hit.senses and walls_between(passage, hit.first, first) <= 1
    ]  # fmt: skip
    before = [hit for hit in openers if hit.first < first]
    return before[-1] if before else next(iter(openers), None)
