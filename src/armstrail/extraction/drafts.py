"""From quantities and items to drafts of claims: what is counted, valued, or named, before anyone asks by whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from armstrail.extraction.amounts import lend_scale
from armstrail.extraction.antecedents import candidates_for, chosen
from armstrail.extraction.binding import governing_act
from armstrail.extraction.cues import Target
from armstrail.extraction.deals import goods_of_deal, is_gift_of_its_own, is_money_itself
from armstrail.extraction.designations import calibre_of, designation_of, model_near, named_behind, path_of_model
from armstrail.extraction.elsewhere import belongs_elsewhere
from armstrail.extraction.flows import load_weights
from armstrail.extraction.items import (
    GENERIC,
    ancestor,
    bought_together,
    contents_after,
    home_of,
    is_shot_from,
    item_mentions,
    item_path,
    model_inside,
    named_by_model,
    names_noun,
    only_topic,
    path_with_model,
    paths_of,
    run_of_items,
    served_by_others,
    sort_of,
    topic_of,
)  # fmt: skip
from armstrail.extraction.joined import counted_together
from armstrail.extraction.kinds import are_trained, is_held_back, kind_of
from armstrail.extraction.lists import is_listed
from armstrail.extraction.made import is_compared
from armstrail.extraction.numbered import named_by_number
from armstrail.extraction.passage import Passage, Sentence
from armstrail.extraction.purposes import is_all_aid, meant_for
from armstrail.extraction.quantities import Amount, Refused
from armstrail.extraction.ranking import is_of_traders
from armstrail.extraction.replaced import is_replaced
from armstrail.extraction.trade import is_trade_of_world
from armstrail.extraction.uncounted import (
    counts_doings,
    counts_unknown_noun,
    is_new_rate,
    is_one_of_many,
    is_part_of_others,
    points_back,
)
from armstrail.extraction.valued import (
    follows_sum,
    goods_before,
    goods_of_bracket,
    is_priced,
    is_told_by_sum,
    options_for,
    paid_for_too,
    paid_people,
    price_currency,
    sum_currency,
    valued,
)  # fmt: skip
from armstrail.extraction.verbs import Act
from armstrail.extraction.wholes import whole_of
from armstrail.languages import Mention


@dataclass(slots=True)
class Draft:
    """A claim in the making: tokens `[first, last)` of its anchor, its kind and item, and its amount if any."""

    kind: str
    first: int
    last: int
    sentence: Sentence
    path: str | None
    target: Target
    amount: Amount | None = None
    unit: str | None = None
    designation: tuple[int, int] | None = None
    inherited: bool = False  # its noun was left out and taken from before
    lead: float = 0.0  # by how much what it counts leads its counting nothing
    pays: int | None = None  # where the broad goods begin that stand right beside a sum and are paid by it
    told: bool = False  # such goods: a figure says all that is told of them


def draft_amounts(passage: Passage, amounts: list[Amount], acts: list[Act]) -> tuple[list[Draft], list[Refused]]:
    """A draft for every amount that counts goods, people or money; the others with their reasons."""
    drafts: list[Draft] = []
    refused: list[Refused] = []
    lend_scale(amounts, passage)
    for amount in amounts:
        sentence = passage.sentence_of(amount.first)
        beside = refused[-1] if refused and amount.kind == "bare" else None
        if beside is not None and beside.reason == "context" and is_compared(passage, sentence, amount, beside):
            refused.append(Refused(amount.first, amount.last, "context", beside.detail))
            continue
        if (reason := belongs_elsewhere(passage, sentence, amount)) is not None:
            refused.append(Refused(amount.first, amount.last, reason[0], reason[1]))
            continue
        draft = _draft(passage, sentence, amount, drafts, acts)
        if isinstance(draft, Refused):
            refused.append(draft)
        elif draft.kind == "deployment" and (
            amount.number.value >= _NATION or are_trained(passage, draft.target, acts)
        ):
            refused.append(Refused(amount.first, amount.last, "context"))
        else:
            drafts.append(draft)
    return drafts, refused


_NATION = 1e6  # people; so many live in a state, and nobody sends them to another


def _draft(
    passage: Passage, sentence: Sentence, amount: Amount, before: list[Draft], acts: list[Act]
) -> Draft | Refused:
    if amount.kind == "money":
        return _money(passage, sentence, amount, before, acts)
    if amount.kind == "share":
        return _share(passage, sentence, amount, before, acts)
    if (
        amount.kind == "bare"
        and not amount.missing
        and (head := named_by_number(passage, sentence, amount)) is not None
    ):
        amount.kind, amount.head, amount.unit = "count", head, head.unit
    if is_part_of_others(passage, sentence, amount):
        return Refused(amount.first, amount.last, "unknown_noun", amount.missing)
    if amount.kind == "count":
        return _count(passage, sentence, amount, before, acts)
    if (currency := price_currency(passage, sentence, amount, before)) is not None:
        amount.kind, amount.unit = "money", currency
        return _money(passage, sentence, amount, before, acts)
    unknown = counts_unknown_noun(passage, amount) or counts_doings(passage, sentence, amount)
    if not _may_be_elliptic(passage, amount) or unknown or points_back(passage, sentence, amount):
        return Refused(amount.first, amount.last, "unknown_noun" if amount.missing else "no_noun", amount.missing)
    if amount.partitive and (part := run_of_items(passage, sentence, amount.number.last + 1)):
        path = item_path(passage, part[0])
        unit = passage.pack.vocabulary.items.get(path or "", "pieces")
        return _finish(passage, sentence, amount, "goods", path, unit, acts, designation_of(part[:1]), True)
    found = _referring(passage, sentence, amount, before, acts, None)
    if isinstance(found, Draft) and found.kind == "valuation":
        return found
    if isinstance(found, Draft):
        broad = found.path in GENERIC and found.unit == "pieces"
    else:  # a sum of the sentence says in which money the others are
        broad = passage.hits.any_between("quantities.currencies", sentence.first, sentence.last)
        broad = broad or follows_sum(sentence, before)
    if (currency := sum_currency(passage, sentence, amount, before, broad)) is not None:
        amount.kind, amount.unit = "money", currency
        return _money(passage, sentence, amount, before, acts)
    return found


def _may_be_elliptic(passage: Passage, amount: Amount) -> bool:
    """A year, which no sign groups, and a single one are never taken for a figure whose noun was left out."""
    value = amount.number.value
    plain = amount.number.style == "digits" and passage.tokens[amount.number.first].form.isdigit()
    if plain and amount.number.scale == 1 and 1900 <= value <= 2100:
        return amount.hedge not in ("exact", "order")
    return value >= 2 or amount.another or amount.partitive


def _finish(
    passage: Passage, sentence: Sentence, amount: Amount, kind: str, path: str | None, unit: str | None,
    acts: list[Act], designation: tuple[int, int] | None = None, inherited: bool = False, goods: Mention | None = None,
) -> Draft:  # fmt: skip
    first, last = goods.first if goods is not None else amount.first, amount.last
    if amount.head is not None and not first <= amount.head.first <= last:
        first, last = amount.head.first, amount.head.last  # `put at 13,000 the number of containers sent to Russia`
    target = Target(first, last, sentence, sort_of(path, amount.kind))
    target.act = governing_act(passage, acts, target)
    target.to_people = _goes_to_people(passage, sentence, target)
    if designation is not None:
        target.home = home_of(passage, designation)
    if kind == "goods":
        kind = kind_of(passage, target, path, unit, acts, load_weights().kind)
    return Draft(kind, amount.first, amount.last, sentence, path, target, amount, unit, designation, inherited)


def _goes_to_people(passage: Passage, sentence: Sentence, target: Target) -> bool:
    """Whether soldiers or workers named before the act are those who get the goods (`the men were given
    uniforms`, `ai militari sono state consegnate armi`)."""
    act = target.act
    if act is None or target.sort == "people":
        return False
    gets = act.group == "receive" or (act.group == "supply" and act.voice == "passive")
    if not gets or act.first > target.first:
        return False
    people = [
        m for m in item_mentions(passage, sentence.first, act.first)
        if (item_path(passage, m) or "").startswith("personnel")
    ]  # fmt: skip
    return bool(people)


_NAMING = ("of", "for", "between")  # what a broad noun counts stands behind them: 220 piezas entre obuses y morteros


def _fires_at_aircraft(passage: Passage, amount: Amount, last: int) -> bool:
    """`a HAWK battery with six launchers`, `due lanciatori del sistema Patriot`, `two launchers for Patriot missiles`:
    launchers that an air-defence system has, or that are for its missiles, are of its kind."""
    behind = passage.hits.at("grammar.prepositions", last)
    values = {value for _, value in behind.senses} if behind is not None else set[str]()
    if behind is not None and "for" in values:
        served = paths_of(passage, item_mentions(passage, behind.last, behind.last + _SERVED))
        return any(path.startswith(_AGAINST_AIRCRAFT) for path in served)
    if behind is not None and "of" in values:
        run = run_of_items(passage, passage.sentence_of(amount.first), behind.last)
        return any(path.startswith(_AGAINST_AIRCRAFT) for path in paths_of(passage, run[:1]))
    having = passage.hits.ending("grammar.prepositions", amount.first - 1)
    if having is None or ("grammar.prepositions", "with") not in having.senses:
        return False
    owner = item_mentions(passage, max(0, having.first - _OWNER), having.first)
    paths = paths_of(passage, owner[-1:])
    return any(path.startswith(_AGAINST_AIRCRAFT) for path in paths)


_AGAINST_AIRCRAFT = ("arms.air_defence", "arms.missile.air_defence")
_SERVED = 4  # tokens behind `for` in which the missiles are named
_OWNER = 8  # tokens before `with` in which what has the launchers is named


_ROUNDS = frozenset({"arms.ammunition", "arms.ammunition.small_arms"})


_REFERRING = GENERIC - {"materiel"}  # what is counted under it is mostly named: tents, generators, field hospitals
_TELLING = {"barrels": "commodity.fuel"}  # units that say themselves what they hold


def _count(
    passage: Passage, sentence: Sentence, amount: Amount, before: list[Draft], acts: list[Act]
) -> Draft | Refused:
    head = amount.head
    assert head is not None
    path, designation = head.path, head.designation
    if is_one_of_many(passage, sentence, amount, path):
        return Refused(amount.first, amount.last, "no_noun")
    if head.unit not in ("pieces", "persons"):
        inside = paths_of(passage, item_mentions(passage, amount.number.last, head.first))
        contents = contents_after(passage, sentence, max(head.last, amount.last))
        path = ancestor(inside) or ancestor(paths_of(passage, contents)) or head.path or _TELLING.get(head.unit)
        if contents and designation is None and path is not None:
            designation = designation_of(contents)
        if path is None:
            return _referring(passage, sentence, amount, before, acts, "cargo")
    elif path is not None:
        if designation is None and (designation := calibre_of(passage, sentence, head.last, path)) is not None:
            path = "arms.ammunition.artillery" if path in _ROUNDS else path
        joined = counted_together(passage, sentence, head, path, designation is not None)
        path = ancestor([path, *paths_of(passage, joined)]) or path
        if (
            path == "arms.artillery.rocket_launcher"
            and designation is None
            and _fires_at_aircraft(passage, amount, head.last)
        ):
            path = "arms.air_defence"
        if path in GENERIC or head.weak:
            of = passage.hits.at("grammar.prepositions", head.last)
            if of is not None and of.value("grammar.prepositions") in _NAMING and head.unit == "pieces":
                named = [
                    n for n in paths_of(passage, run_of_items(passage, sentence, of.last)) if not is_shot_from(path, n)
                ]
                path = (named or [path])[0] if of.value("grammar.prepositions") == "for" else (ancestor(named) or path)
            if head.weak and path == "arms.ammunition" and designation is not None:
                path = "arms.ammunition.artillery"  # rounds of a calibre are shells
        if designation is None:
            within = model_inside(passage, head.first, head.last)
            designation = within or model_near(passage, sentence, head.last, path)
            if designation is not None and (head.weak or path in GENERIC):
                own = path_of_model(passage, designation[0])
                path = path if own is None or is_shot_from(path, own) else own  # `24 Stück des Typs K9`
        if designation is None and (head.weak or path in _REFERRING) and path == head.path:
            own = "arms" if _is_of_other_kind(passage, path) else path
            return _referring(passage, sentence, amount, before, acts, own)
    return _finish(passage, sentence, amount, "goods", path, head.unit, acts, designation)


def _is_of_other_kind(passage: Passage, path: str) -> bool:
    """Whether `machines`, which may fly or drive, are of the other kind than the word alone says: where the text names
    some of that one, and none of theirs."""
    if path not in _FLY_OR_DRIVE:
        return False
    named = paths_of(passage, item_mentions(passage, 0, len(passage.tokens)))
    own, other = _FLY_OR_DRIVE[path]
    return not any(name.startswith(own) for name in named) and any(name.startswith(other) for name in named)


_FLYING = ("arms.aircraft", "arms.uav")
_DRIVING = ("arms.armour", "arms.artillery", "materiel.vehicle")
_FLY_OR_DRIVE = {"arms.aircraft": (_FLYING, _DRIVING), "arms.armour": (_DRIVING, _FLYING)}


_NAMES: Final = frozenset({"actors.names", "actors.capital", "actors.military", "actors.short", "actors.people"})


def _referring(
    passage: Passage, sentence: Sentence, amount: Amount, before: list[Draft], acts: list[Act], own: str | None
) -> Draft | Refused:
    """A figure whose words do not say what it counts takes the likeliest thing that the text has named; a word that
    points at two of them (`to both the Bundeswehr and Kyiv`) counts none."""
    pointing = amount.number.style == "words" and passage.is_a("grammar.determiners", amount.number.first)
    if pointing and amount.head is None and any(passage.hits.any_at(_NAMES, amount.last + n) for n in range(2)):
        return Refused(amount.first, amount.last, "no_noun")
    found = candidates_for(passage, sentence, amount, before, own, _group_of(passage, sentence, amount, acts))
    best, lead = chosen(found, load_weights().antecedents)
    named = [candidate for candidate in found if candidate.unit not in (None, "percent")]
    if best.unit is None and named and is_new_rate(passage, sentence, amount):
        best, lead = chosen(named, load_weights().antecedents)
    if best.unit is None:
        return Refused(amount.first, amount.last, "unknown_noun" if amount.missing else "no_noun", amount.missing)
    if best.scale > 1:
        amount.low = None if amount.low is None else amount.low * best.scale
        amount.high = None if amount.high is None else amount.high * best.scale
        amount.number = replace(amount.number, value=amount.number.value * best.scale, scale=best.scale)
    designation = best.draft.designation if best.draft is not None else None
    if best.mention is not None:
        designation = designation_of([best.mention])
    if amount.head is not None and amount.head.designation is not None:
        designation = amount.head.designation
    kind = "valuation" if best.draft is not None and best.draft.kind == "valuation" else "goods"
    path = (meant_for(passage, sentence, amount) if kind == "valuation" else None) or best.path
    draft = _finish(passage, sentence, amount, kind, path, best.unit, acts, designation, amount.head is None)
    draft.lead = lead
    return draft


def _group_of(passage: Passage, sentence: Sentence, amount: Amount, acts: list[Act]) -> str:
    act = governing_act(passage, acts, Target(amount.first, amount.last, sentence, "goods"))
    return act.group if act is not None else "none"


_MONEY: Final = "commodity.money"


def _money(
    passage: Passage, sentence: Sentence, amount: Amount, before: list[Draft], acts: list[Act]
) -> Draft | Refused:
    options = options_for(passage, sentence, amount, before, topic_of(passage))
    chosen = valued(options, load_weights().valued)
    if (bracketed := goods_of_bracket(passage, sentence, amount, before)) is not None:
        chosen = bracketed
    path = chosen.path
    designation = designation_of([chosen.mention]) if chosen.mention is not None else None
    if chosen.mention is not None:
        path = bought_together([path or "", *paid_for_too(passage, sentence, amount, chosen.mention, before)]) or path
    elif not is_all_aid(passage, amount) and (goods_told := goods_of_deal(passage, sentence)) is not None:
        path = goods_told
    elif chosen.path == "arms" and (only := only_topic(passage)) is not None:
        own = before and is_gift_of_its_own(passage, sentence, amount, before[-1].sentence)
        path = path if own else only
    elif before and chosen.path == before[-1].path:
        path = "arms" if is_all_aid(passage, amount) else ancestor(goods_before(sentence, before)) or path
    if path == "cargo" and topic_of(passage).startswith("arms"):
        path = "arms"  # `7 billion in aid`: in a text on arms that is what aid is of
    meant = meant_for(passage, sentence, amount)
    if meant is not None and not (path or "").startswith(f"{meant}."):
        path = meant
    if (people := paid_people(passage, amount, before[-1] if before else None)) is not None:
        path, designation = people, None
    if lent := is_money_itself(passage, sentence, amount):
        path, designation = _MONEY, None
    goods = chosen.mention if chosen.mention is not None and is_priced(passage, chosen.mention, amount) else None
    draft = _finish(passage, sentence, amount, "valuation", path, amount.unit, acts, designation, goods=goods)
    if chosen.mention is not None and not lent and is_told_by_sum(passage, chosen.mention, amount):
        draft.pays = chosen.mention.first
    return draft


def _share(
    passage: Passage, sentence: Sentence, amount: Amount, before: list[Draft], acts: list[Act]
) -> Draft | Refused:
    path, mentions = whole_of(passage, sentence, amount, before)
    if path is None and is_of_traders(passage, sentence, amount.first):
        path = "arms"
    if path is None:
        return Refused(amount.first, amount.last, "share_of_nothing_known", passage.words(amount.first, amount.last))
    return _finish(passage, sentence, amount, "goods", path, "percent", acts, designation_of(mentions))


_NOT_MOVED = frozenset({"context", "casualties"})


def draft_items(passage: Passage, drafts: list[Draft], refused: list[Refused], acts: list[Act]) -> list[Draft]:
    """A draft for every item named without a number near a verb, or in a list; what of them is a claim is weighed. What
    a figure of `refused` counts that is none of a transfer (made, lost, in stock) is named for that alone."""
    taken = {at for d in drafts for at in range(d.first, d.last)}
    taken |= {at for no in refused if no.reason in _NOT_MOVED for at in range(no.first, no.last)}
    paid = {d.pays for d in drafts}
    for draft in drafts:
        if draft.unit not in ("pieces", "persons", None) and draft.amount is not None and draft.kind != "valuation":
            for mention in contents_after(passage, draft.sentence, draft.last):
                taken.update(range(mention.first, mention.last))
    found: list[Draft] = []
    for sentence in passage.sentences:
        mentions = item_mentions(passage, sentence.first, sentence.last)
        named = named_by_model(passage, mentions)
        naming = names_noun(passage, mentions)
        served = served_by_others(passage, mentions)
        for mention in mentions:
            if (
                mention.first in taken
                or mention.first in served
                or mention in named.values()
                or mention in naming.values()
            ):
                continue
            if is_replaced(passage, sentence, mention.first, mention.last):
                continue
            if is_trade_of_world(passage, sentence, mention.first, mention.last):
                continue
            behind = named.get(mention.first)
            path = item_path(passage, mention) if behind is None else path_with_model(passage, mention, behind)
            last = mention.last if behind is None else behind.last
            if (noun := naming.get(mention.first)) is not None:
                path, last = path_with_model(passage, noun, mention), noun.last
            target = Target(mention.first, last, sentence, sort_of(path, "count"))
            target.act = governing_act(passage, acts, target)
            target.to_people = _goes_to_people(passage, sentence, target)
            model = (behind or mention).value("models")
            if model is not None:
                target.home = passage.pack.vocabulary.models[model].home
            if target.act is None and not (is_listed(passage, sentence) or is_held_back(passage, sentence, mention)):
                continue
            designation = designation_of([behind or mention]) or model_inside(passage, mention.first, last)
            designation = designation or named_behind(passage, sentence, last, path or "")
            kind = kind_of(passage, target, path, None, acts, load_weights().kind)
            if kind == "deployment" and are_trained(passage, target, acts):
                continue
            draft = Draft(kind, mention.first, last, sentence, path, target, None, None, designation)
            draft.told = mention.first in paid
            found.append(draft)
    return found
