"""The appendix: which numbers of the brief's documents became no claim, and why, so that nothing is passed over
in silence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from armstrail.model.loss import Loss, by_chance
from armstrail.model.reading import Miss
from armstrail.publishing.brief import Appendix, Carrier, LeftOut, LeftOutGroup
from armstrail.publishing.phrases import Phrases
from armstrail.publishing.wordbook import REFERENCE, Wording, load_wording

SHOWN: Final = 10
_CONTEXT: Final = 70  # characters on each side


def explain(miss: Miss, wording: Wording | None = None) -> str:
    """Why a number became no claim, in a sentence; in English where no wording is given."""
    wording = wording or load_wording(REFERENCE)
    why = wording.find(f"reason.{miss.reason}") or wording.say("reason.other", code=miss.reason)
    if not miss.detail or miss.reason == "share_of_nothing_known":  # whose detail is the number itself
        return why
    return wording.say("reason.detailed", reason=why, detail=miss.detail)


def write_appendix(
    losses: Iterable[Loss], carriers: Sequence[Carrier], wording: Wording, phrases: Phrases, shown: int
) -> Appendix:
    """The numbers left out of the documents that the brief cites, by reason, the likeliest losses first.

    Args:
        losses: in any order; those of other documents are passed over.
        shown: how many of them stand with their words, over all reasons.
    """
    say = wording.say
    cited = {carrier.digest for carrier in carriers}
    ranked = sorted((loss for loss in losses if loss.at.document.digest in cited), key=by_chance)
    groups: dict[str, list[Loss]] = {}
    for loss in ranked:
        groups.setdefault(loss.at.miss.reason, []).append(loss)
    best = [loss for loss in ranked if loss.chance > 0][:shown]
    numbers = {id(loss): number for number, loss in enumerate(best, 1)}
    made = [
        LeftOutGroup(
            reason,
            wording.find(f"reason.{reason}") or say("reason.other", code=reason),
            len(group),
            phrases.count("numbers", len(group)),
            tuple(_left_out(numbers[id(loss)], loss, wording) for loss in group if id(loss) in numbers),
        )
        for reason, group in sorted(groups.items(), key=lambda pair: (-sum(loss.chance for loss in pair[1]), pair[0]))
    ]
    if not ranked:
        note = say("note.none_left_out")
    else:
        key = "note.left_out" if best else "note.left_out_counted"
        note = say(key, numbers=phrases.count("numbers", len(ranked)), shown=phrases.number(len(best)))
    return Appendix(say("section.left_out"), note, tuple(made))


def _left_out(number: int, loss: Loss, wording: Wording) -> LeftOut:
    at, miss = loss.at, loss.at.miss
    before, after = at.context(_CONTEXT)
    return LeftOut(
        number=number,
        document=at.document.digest,
        reason=miss.reason,
        detail=miss.detail,
        why=explain(miss, wording),
        before=before,
        words=at.words,
        after=after,
        start=miss.span.start,
        end=miss.span.end,
        lang=at.document.lang,
        chance=loss.chance,
    )
