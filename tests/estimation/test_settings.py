"""Every number of the method stands in a table with its source, and a table with a slip in it is refused."""

from __future__ import annotations

from importlib.resources import files

import pytest

from armstrail.estimation import default_settings, load_settings
from armstrail.model.errors import PackError

TABLE = (files("armstrail.estimation") / "settings.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("[about]", "[abuot]", "abuot"),
        ("[cell]\nvalue = 0.035\n", "[cell]\n", "cell"),
        ("[lead]\nvalue = 3\n", '[lead]\nvalue = "three"\n', "lead"),
        ("[floor]\nvalue = 0.25", "[floor]\nvalue = -0.25", "floor"),
        ("[stay]\nvalue = 0.10", "[stay]\nvalue = nan", "stay"),
    ],
    ids=["typo", "gap", "wrong kind", "negative", "no number"],
)
def test_a_table_with_a_slip_is_refused_by_name(tmp_path, before, after, says):
    """The error names the file and the setting."""
    assert before in TABLE
    path = tmp_path / "settings.toml"
    path.write_text(TABLE.replace(before, after), "utf-8")
    with pytest.raises(PackError, match=says) as caught:
        load_settings(path)
    assert str(path) in str(caught.value)


def test_the_table_read_from_a_path_is_the_same(tmp_path):
    """A table of one's own may stand in for that of the project."""
    path = tmp_path / "settings.toml"
    path.write_text(TABLE, "utf-8")
    assert load_settings(path) == default_settings()
