"""From standing claims to a brief: who goes in which section, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from armstrail.model.claim import Claim
from armstrail.model.document import Document
from armstrail.model.loss import Loss
from armstrail.model.period import check_partial_date
from armstrail.publishing import lead
from armstrail.publishing.appendix import SHOWN, write_appendix
from armstrail.publishing.brief import Brief, Run
from armstrail.publishing.estimated import estimates_section
from armstrail.publishing.footnotes import Carried, Notes
from armstrail.publishing.names import Names
from armstrail.publishing.phrases import Phrases
from armstrail.publishing.receipt import Receipt
from armstrail.publishing.rows import Rows, reading_order
from armstrail.publishing.sections import Sorted, sort_claims, write_sections
from armstrail.publishing.wordbook import Wording, load_articles, load_wording


def make_brief(
    claims: Sequence[tuple[Claim, Document]],
    *,
    supplier: str,
    recipient: str,
    language: str = "en",
    as_of: str | None = None,
    actor_names: Callable[[str], str] | None = None,
    losses: Iterable[Loss] = (),
    losses_shown: int = SHOWN,
    receipts: Sequence[Receipt] = (),
) -> Brief:
    """Write the brief of what is said to move between two parties.

    Args:
        claims: all standing claims between the two parties in either direction, and statements about them,
            each with its document; any order, sorted here. Claims about other parties are counted, not shown.
        supplier, recipient: actor codes; what goes back from recipient to supplier has a section of its own.
        language: a language of `languages()`.
        as_of: the day (or month, year) up to which the claims were asked for; it is told, not applied.
        actor_names: a name for a code, before our own.
        losses: the numbers of these documents that became no claim, any order; those of others are passed over.
        losses_shown: how many of them stand with their words; all are counted.
        receipts: of what was estimated from these claims, in the order in which they are told.
    Raises:
        BadValue: a span lies outside the text of its document, or `as_of` is no date.
        PackError: there is no such language, or its words have a gap.
    """
    wording = load_wording(language)
    phrases, names, notes = Phrases(wording), Names(wording, actor_names), Notes()
    rows = Rows(wording, phrases, names, notes, load_articles())
    if as_of is not None:
        check_partial_date(as_of)
    carried = _distinct(claims)
    found = sort_claims(carried, supplier, recipient)
    told = bool(found.shown)
    sentences = _lead(rows, found, supplier, recipient) if told else _nothing(rows, supplier, recipient, as_of)
    estimates = estimates_section(wording, notes, receipts, carried) if told else None  # after the lead's footnotes
    sections = write_sections(rows, found) if told else ()
    carriers = notes.carriers(wording, phrases, names)
    return Brief(
        supplier=supplier,
        recipient=recipient,
        language=language,
        direction=str(wording.locale.text_direction),
        as_of=as_of,
        title=rows.direction(supplier, recipient),
        strap=wording.say("title.strap"),
        dateline=phrases.as_of(as_of) if as_of else "",
        lead=sentences,
        advice=() if told else _advice(rows, supplier, recipient, as_of, found.elsewhere),
        sections=(estimates, *sections) if estimates else sections,
        appendix=write_appendix(losses, carriers, wording, phrases, losses_shown) if told else None,
        footnotes=notes.write(wording),
        documents=carriers,
        furniture=_furniture(wording),
    )


def _distinct(claims: Iterable[tuple[Claim, Document]]) -> list[Carried]:
    carried = {one.place: one for one in (Carried(claim, document) for claim, document in claims)}
    for one in carried.values():
        one.check()
    return sorted(carried.values(), key=reading_order)


def _lead(rows: Rows, found: Sorted, supplier: str, recipient: str) -> tuple[lead.Sentence, ...]:
    denied = [*(c for c in found.stances if c.claim.stance == "deny"), *found.denied]
    sentences = (
        lead.scope(rows, found.shown, supplier, recipient),
        lead.figures(rows, "moved", rows.figures(found.moved)),
        lead.figures(rows, "people", rows.figures(found.people)),
        lead.figures(rows, "money", rows.figures(found.money)),
        lead.figures(rows, "return", rows.figures(found.back)),
        lead.denials(rows, denied),
    )
    return tuple(sentence for sentence in sentences if sentence is not None)


def _nothing(rows: Rows, supplier: str, recipient: str, as_of: str | None) -> tuple[lead.Sentence, ...]:
    key = "nothing.message_as_of" if as_of else "nothing.message"
    names = rows.names
    return ((Run(rows.wording.say(key, supplier=names.actor(supplier), recipient=names.actor(recipient))),),)


def _advice(
    rows: Rows, supplier: str, recipient: str, as_of: str | None, elsewhere: Sequence[Carried]
) -> tuple[str, ...]:
    """What to try where no claim stands between the two."""
    say = rows.wording.say
    advice = [say("nothing.codes", supplier=supplier, recipient=recipient)]
    if as_of is not None:
        advice.append(say("nothing.date"))
    advice += [say("nothing.claims"), say("nothing.add")]
    if elsewhere:
        advice.append(say("note.elsewhere", claims=rows.phrases.count("claims", len(elsewhere))))
    return tuple(advice)


def _furniture(wording: Wording) -> dict[str, str]:
    """The words a layout needs besides those of the brief itself."""
    return {
        **wording.part("furniture"),
        "footnotes": wording.say("section.footnotes"),
        "documents": wording.say("section.documents"),
        "condition": wording.say("source.condition"),
        "quote": wording.words["source.quote"],
        "where": wording.words["source.where"],
    }
