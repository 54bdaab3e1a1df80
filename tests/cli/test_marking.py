"""Marks in a text: every bracket opens and closes where its span does, and the text between stays as it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from armstrail.cli.marking import Mark, letters, mark_up
from armstrail.model.span import Span


def plain(text, marks):
    return "".join(piece for piece, _ in mark_up(text, marks))


def test_marks_may_stand_within_one_another():
    """The outer bracket closes last."""
    marks = [Mark(Span(0, 9), "1", "[]"), Mark(Span(5, 9), "2", "[]"), Mark(Span(10, 12), "a", "{}")]
    assert plain("over 3000 km", marks) == "[over [3000]2]1 {km}a"


@given(text=st.text(alphabet="ab c", min_size=1, max_size=30), data=st.data())
def test_taking_the_marks_away_gives_the_text_back(text, data):
    """Nothing of the text is lost, doubled or moved."""
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda p: p[0] < p[1])
    marks = [Mark(Span(*pair), "1", "[]") for pair in data.draw(st.lists(spans, max_size=6))]
    marked = plain(text, marks)
    assert marked.replace("[", "").replace("]1", "") == text
    assert marked.count("[") == marked.count("]1") == len(marks)


def test_letters_go_on_after_z():
    """Labels never run out."""
    assert [letters(number) for number in (0, 25, 26, 701, 702)] == ["a", "z", "aa", "zz", "aaa"]
