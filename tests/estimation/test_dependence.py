"""Votes are shared by those who err together, however many they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from armstrail.estimation import default_settings
from armstrail.estimation.dependence import Kin, Votes, correlations, crowding

SETTINGS = default_settings()


@st.composite
def houses(draw):
    """Voices of a few houses, some derived from another voice or from a family."""
    said: list[Kin] = []
    for place in range(draw(st.integers(1, 12))):
        descent = draw(st.sampled_from(["", "", "voice", "family"]))
        said.append(
            Kin(
                draw(st.sampled_from(["kr", "us", "ua"])),
                draw(st.sampled_from(["a", "b"])),
                738_000 + draw(st.integers(0, 400)),
                f"v{place}",
                said[draw(st.integers(0, len(said) - 1))].id if descent == "voice" and said else None,
                (draw(st.sampled_from(["kr", "us", "nobody"])),) if descent == "family" else (),
            )
        )
    return said


def votes(kin):
    """The weights of voices that are all heard and trusted."""
    return Votes(kin, SETTINGS).among(np.ones((1, len(kin))), np.ones(len(kin)))[0]


@trials(max_examples=60)
@given(kin=houses(), present=st.lists(st.sampled_from([1.0, 1.0, 0.4]), min_size=12, max_size=12))
def test_sums_without_the_matrix_are_those_of_the_matrix(kin, present):
    """However many voices there are, each one's crowd is itself and its correlations with the others present."""
    present = np.array(present[: len(kin)])
    others = correlations(kin, SETTINGS) @ present - present
    assert crowding(kin, SETTINGS, present) == pytest.approx(1 + others, rel=1e-9)


@trials(max_examples=30)
@given(kin=houses(), deaf=st.integers(0, 11))
def test_a_voice_that_is_not_heard_takes_no_votes(kin, deaf):
    """The others weigh what they would if it had never spoken."""
    deaf = deaf % len(kin)
    rest = [each for at, each in enumerate(kin) if at != deaf]
    present = (np.arange(len(kin)) != deaf).astype(float)
    among = Votes(kin, SETTINGS).among(present[None, :], np.ones(len(kin)))[0]
    assert among[deaf] == 0
    if rest and not any(each.parent == kin[deaf].id for each in rest):
        assert np.delete(among, deaf) == pytest.approx(votes(rest), rel=1e-9)


def test_a_voice_alone_has_a_whole_vote_and_copies_share_one():
    """One voice weighs 1; forty of one family on one day weigh about two together."""
    one = [Kin("kr", "kr-mnd", 738_000, "a")]
    assert votes(one) == pytest.approx([1.0])
    forty = [Kin("kr", f"kr-{at}", 738_000, f"v{at}") for at in range(40)]
    assert votes(forty).sum() == pytest.approx(1.95, abs=0.01)


def test_words_on_different_months_are_not_punished():
    """A family that speaks once a year keeps nearly a whole vote each time."""
    yearly = [Kin("kr", "kr-mnd", 738_000 + 365 * at, f"v{at}") for at in range(3)]
    assert votes(yearly).min() > 0.75


def test_the_matrix_is_one_that_errors_can_have():
    """Correlations are symmetric, 1 on the diagonal and nowhere above it."""
    kin = [
        Kin("kr", "a", 738_000, "v0"),
        Kin("us", "b", 738_100, "v1", "v0"),
        Kin("un", "c", 738_050, "v2", None, ("kr",)),
    ]
    matrix = correlations(kin, SETTINGS)
    assert np.array_equal(matrix, matrix.T)
    assert np.array_equal(np.diag(matrix), np.ones(3))
    assert matrix.max() <= 1
