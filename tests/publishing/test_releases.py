"""What became of claims and estimates between two releases."""

from __future__ import annotations

from armstrail.publishing.releases import changelog, checksums, compare_claims, compare_estimates

QUESTION = {"supplier": "KP", "recipient": "RU", "item": "personnel.troops", "unit": "persons", "stage": "delivered"}


def claim(name: str, **slots):
    return {
        "type": "claim",
        "document": "d",
        "id": name,
        "anchor": "3,000 troops",
        "quote": "Some 3,000 troops went.",
        "reasons": ["r"],
    } | slots


def estimate(median: float, *claims: str):
    return {
        "type": "estimate", "id": "e", "claims": [{"claim": each, "quote": f"words of {each}"} for each in claims],
        "estimate": {
            "question": QUESTION,
            "headline": {"day": "2024-12-31", "median": median, "low90": median / 2, "high90": median * 2},
        },
    }  # fmt: skip


NOTHING = {"type": "nothing", "id": "e", "claims": [], "nothing": {"question": QUESTION}}


def test_a_claim_whose_slots_changed_under_its_id_is_corrected():
    """A later reading of the same place: which slots, before and after."""
    (change,) = compare_claims([claim("a", low=3000)], [claim("a", low=3000, status="planned")])
    assert (change.change, change.claim, change.slots) == ("corrected", "a", {"status": (None, "planned")})


def test_why_a_rule_decided_is_no_correction():
    """Another version may have other reasons for the same words: that changes no claim."""
    assert compare_claims([claim("a")], [claim("a", reasons=["other"])]) == ()


def test_new_and_withdrawn_claims_are_told_by_their_ids():
    """What is there now and was not, and what was there and is not."""
    changes = compare_claims([claim("a"), claim("b")], [claim("b"), claim("c")])
    assert [(each.change, each.claim) for each in changes] == [("new", "c"), ("withdrawn", "a")]


def test_an_estimate_that_moved_names_the_claims_that_came_or_went():
    """The intervals before and after, with the words of what made the difference."""
    (moved,) = compare_estimates([estimate(3000, "a", "b")], [estimate(4000, "b", "c")])
    assert (moved.before["median"], moved.after["median"]) == (3000, 4000)
    assert (moved.claims, moved.quotes) == (("a", "c"), ("words of a", "words of c"))


def test_an_estimate_that_moved_over_the_same_claims_names_them_all():
    """A grade or a new version can move a number without a new claim; it is still never bare."""
    (moved,) = compare_estimates([estimate(3000, "a")], [estimate(4000, "a")])
    assert moved.claims == ("a",)


def test_an_estimate_that_came_or_went_has_one_side():
    """Where there was none, or is none any more, that side is None; an estimate that stands is not told."""
    assert compare_estimates([NOTHING], [estimate(3000, "a")])[0].before is None
    assert compare_estimates([estimate(3000, "a")], [])[0].after is None
    assert compare_estimates([estimate(3000, "a")], [estimate(3000, "a")]) == ()


def test_the_changelog_gives_intervals_with_their_words():
    """No median without its interval, no number without a claim."""
    moved = compare_estimates([estimate(3000, "a")], [estimate(4000, "a", "c")])
    page = changelog("r2", "r1", compare_claims([], [claim("c")]), moved)
    assert '- `c` "3,000 troops" in "Some 3,000 troops went."' in page
    assert "3,000 [90 %: 1,500 to 6,000] by 2024-12-31 became 4,000 [90 %: 2,000 to 8,000]" in page
    assert '`c` "words of c"' in page


def test_checksums_stand_in_the_order_of_names():
    """As sha256sum writes them."""
    lines = checksums({"b": b"", "a": b""}).decode().splitlines()
    assert [line.split("  ")[1] for line in lines] == ["a", "b"]


def test_a_withdrawal_says_on_what_ground():
    """What a person withdrew says why; what a later reading no longer makes says nothing more."""
    changes = compare_claims([claim("a"), claim("b")], [], {("d", "a"): "counted twice"})
    assert [each.why for each in changes] == ["counted twice", None]
    assert '"Some 3,000 troops went." (withdrawn: counted twice)' in changelog("r2", "r1", changes, ())
