"""What many forms of a file share is told once, and a name that goes astray is refused."""

from __future__ import annotations

from typing import Any

import pytest

from armstrail.languages.expand import expand, with_lists
from armstrail.model.errors import PackError


def test_a_named_list_is_written_into_the_braces() -> None:
    """`der {@states}en {Armee,Marine}` is four forms with two states."""
    raw: dict[str, Any] = {"lists": {"states": ["iranisch", "russisch"]}, "of": ["der {@states}en {Armee,Marine}"]}
    [form] = with_lists(raw, "grammar.toml")["of"]
    assert expand(form, "grammar.toml") == [
        "der iranischen Armee", "der iranischen Marine", "der russischen Armee", "der russischen Marine",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"lists": {"states": ["iranisch"]}, "of": ["der {@state}en Armee"]}, "names the list 'state'"),
        ({"lists": {"states": ["iranisch"]}, "of": ["der Armee"]}, "nothing names the list 'states'"),
    ],
)
def test_a_name_without_a_list_and_a_list_without_a_name_are_refused(raw: dict[str, Any], said: str) -> None:
    """Both are slips of the pen that would cost forms in silence."""
    with pytest.raises(PackError, match=said):
        with_lists(raw, "grammar.toml")
