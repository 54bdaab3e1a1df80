"""What the page for users shows is what happens."""

from __future__ import annotations

import re
from pathlib import Path

from reading_help import BODY, read

from armstrail.ingestion import MAX_CHARACTERS
from armstrail.ingestion.formats import BY_ENDING

PAGE = (Path(__file__).parents[2] / "docs" / "reading-documents.md").read_text(encoding="utf-8")


def sample(kind):
    """The first block of this kind."""
    return re.search(rf"```{kind}\n(.*?)\n```", PAGE, re.DOTALL)[1]


def test_the_front_matter_shown_is_read(tmp_path):
    """With all its keys."""
    document = read(tmp_path / "a.txt", sample(""))
    assert (document.title, document.published) == ("Seoul counts the containers", "2024-10-18")
    assert document.text.startswith("South Korea's defence minister")


def test_the_json_line_shown_is_read(tmp_path):
    """With all its keys."""
    document = read(tmp_path / "a.jsonl", sample("json"))
    assert (document.id, document.url) == ("hr-118", "https://example.org/containers")


def test_the_python_shown_runs(tmp_path, monkeypatch, capsys):
    """On a folder and a file of those names."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/a.txt").write_text(BODY)
    exec(sample("python"), {})
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].endswith(f"it None {len(BODY)}")
    assert printed[1] == "more.jsonl: does not exist; check the path"


def test_every_format_and_the_limit_are_named():
    """None is read in secret."""
    assert all(f"`{ending}`" in PAGE for ending in BY_ENDING)
    assert f"{MAX_CHARACTERS:,} characters" in PAGE
