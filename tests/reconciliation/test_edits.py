"""What an edit does to the claims of a document."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reconciliation_makers import Told, told

from armstrail.model.document import Document
from armstrail.model.edit import Edit
from armstrail.model.errors import BadValue
from armstrail.reconciliation import edits, same_page

LONG = (
    "North Korea has sent Russia {} containers from the port of Rajin, the spy agency in Seoul told lawmakers on "
    "Monday, adding that it could not say how many trains had taken them on in the weeks that followed."
)
OTHER = (
    "A court in Vienna has sentenced a dealer to four years for selling machine tools over three borders, while the "
    "company that built them said it had known nothing of it and would appeal to the highest court."
)


def page(text: str, *, title: str | None = None, published: str | None = "2024-10-14") -> Document:
    return Document("d", text, "en", published, "The Test", title, "https://example.org/a")


def version(*all_told: Told):
    """One document with several claims, from sentences that stand in documents of their own."""
    text, claims = "", []
    for number, (claim, document) in enumerate(all_told):
        at = len(text)
        moved = {
            name: replace(span, start=span.start + at, end=span.end + at)
            for name in ("quote", "anchor", "source")
            if (span := getattr(claim, name)) is not None
        }
        claims.append(replace(claim, doc="d", id=f"{claim.id}-{number}-{at}", **moved))
        text += document.text + "\n"
    return page(text or "nothing"), claims


def whats(before, after) -> list[tuple[str, tuple[str, ...]]]:
    return [(edit.what, edit.slots) for edit in edits(before, after)]


def test_a_figure_that_was_changed_is_one_edit():
    """Not one claim gone and one new."""
    assert whats(version(told(5000)), version(told(3000))) == [("changed", ("quantity",))]


def test_a_hedge_and_a_source_that_were_changed_are_named():
    """What weakens or passes on a claim changes it as much as the figure does."""
    before = version(told(5000))
    assert whats(before, version(told(5000, hedge="about"))) == [("changed", ("quantity",))]
    assert whats(before, version(told(5000, source="the General Staff"))) == [("changed", ("source",))]


def test_what_was_taken_out_and_put_in_is_told():
    """A claim on other goods is another claim."""
    drones = told(40, unit="pieces", item="arms.uav", words="Forty drones came on Sunday to the base of the fleet.")
    assert whats(version(told(5000)), version(told(5000), drones)) == [("new", ())]
    assert whats(version(told(5000), drones), version(told(5000))) == [("gone", ())]
    assert whats(version(told(5000)), version(drones)) == [("gone", ()), ("new", ())]


def test_a_sentence_that_only_moved_is_no_edit():
    """Wherever it stands now, and whatever stands around it."""
    first, second = told(5000), told(7000, words="Another 7000 containers followed, in all, to this day, by rail.")
    assert whats(version(first, second), version(second, first)) == []


@given(st.lists(st.sampled_from([3000, 5000, 7000, 9000]), max_size=5))
def test_a_version_against_itself_has_no_edits(figures):
    """Also where it says one figure twice."""
    made = version(*(told(each, ordinal=n) for n, each in enumerate(figures)))
    assert edits(made, made) == ()


@given(*[st.lists(st.sampled_from([3000, 5000, 7000, 9000]), max_size=4)] * 2)
def test_every_claim_is_told_once_at_most(old, new):
    """Each claim before is kept, changed or gone, each one after kept, changed or new; so the counts add up."""
    before, after = (version(*(told(each, ordinal=n) for n, each in enumerate(side))) for side in (old, new))
    found = edits(before, after)
    for side, claims in (("before", before[1]), ("after", after[1])):
        named = [getattr(edit, side) for edit in found if getattr(edit, side)]
        assert len(named) == len(set(named))
        assert set(named) <= {claim.id for claim in claims}
    count = {what: sum(edit.what == what for edit in found) for what in ("gone", "new")}
    assert len(before[1]) - count["gone"] == len(after[1]) - count["new"]


def test_an_article_that_changed_a_number_is_the_same_page():
    """Most of its words stay; so does one written anew under its title and day."""
    assert same_page(page(LONG.format("5,000")), page(LONG.format("3,000")))
    assert same_page(page(LONG.format("5,000"), title="Shells"), page(OTHER, title="Shells"))


def test_pages_that_follow_one_another_are_not_the_same():
    """The front page of another day, even under the same title."""
    assert not same_page(page(LONG.format("5,000")), page(OTHER))
    assert not same_page(
        page(LONG.format("5,000"), title="News", published="2024-10-14"),
        page(OTHER, title="News", published="2024-10-15"),
    )
    assert not same_page(page("One."), page("Two."))


def test_an_edit_names_the_claims_that_it_has():
    """Nothing is gone that is also there."""
    with pytest.raises(BadValue, match="an edit is one of"):
        Edit("gone", None, "c")
