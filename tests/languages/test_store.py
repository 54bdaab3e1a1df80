"""What is kept beside the sources of a pack saves time and nothing else: it is never believed over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from armstrail.languages import store
from armstrail.languages.pack import read_pack
from armstrail.model.errors import PackError
from armstrail.vocabulary import load_vocabulary

DATA = Path(store.__file__).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pack").mkdir()
    return tmp_path / "pack"


def made(value: str) -> dict[str, str]:
    return {"made": value}


def test_what_was_kept_is_given_back(folder: Path) -> None:
    """The second asker gets the value that the first one made."""
    store.kept(folder, "a", lambda: made("first"))
    assert store.kept(folder, "a", lambda: made("second")) == made("first")


def test_sources_that_changed_are_compiled_anew(folder: Path) -> None:
    """Another key is another state of the sources; the old value is gone."""
    store.kept(folder, "a", lambda: made("first"))
    assert store.kept(folder, "b", lambda: made("second")) == made("second")
    assert store.kept(folder, "a", lambda: made("third")) == made("third")


def test_a_file_that_is_not_whole_is_not_believed(folder: Path) -> None:
    """A file cut short or with a byte changed is made anew."""
    store.kept(folder, "a", lambda: made("first"))
    (file,) = folder.rglob("*.bin")
    whole = file.read_bytes()
    for damaged in (whole[:-1], whole[:10], b"", whole[:-3] + b"xyz"):
        file.write_bytes(damaged)
        assert store.kept(folder, "a", lambda: made("second")) == made("second")
        file.write_bytes(whole)


def test_where_nothing_can_be_written_nothing_is_lost(folder: Path) -> None:
    """A file stands where the folder should be: the value comes all the same, and nothing is left behind."""
    (folder / "__pycache__").write_text("in the way")
    assert store.kept(folder, "a", lambda: made("first")) == made("first")
    assert [file.name for file in folder.iterdir()] == ["__pycache__"]


def test_a_changed_pack_is_seen(tmp_path: Path) -> None:
    """The digest follows the data: a word more is another pack, a comment is not."""
    vocabulary = load_vocabulary()
    for file in (DATA / "de").glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    before = read_pack("de", tmp_path, DATA / "common", vocabulary)
    script = (tmp_path / "script.toml").read_text("utf-8")
    (tmp_path / "script.toml").write_text(f"# a remark\n{script}", "utf-8")
    assert read_pack("de", tmp_path, DATA / "common", vocabulary).digest == before.digest
    (tmp_path / "script.toml").write_text(script.replace("capital_nouns = true", "capital_nouns = false"), "utf-8")
    assert read_pack("de", tmp_path, DATA / "common", vocabulary).digest != before.digest


def test_a_pack_with_a_gap_is_refused(tmp_path: Path) -> None:
    """The checks run when the sources are compiled: a key that is missing is named with its file."""
    for file in (DATA / "de").glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    script = (tmp_path / "script.toml").read_text("utf-8")
    (tmp_path / "script.toml").write_text(script.replace("modifiers", "modifier"), "utf-8")
    with pytest.raises(PackError, match=r"script\.toml: 'modifier' is not known"):
        read_pack("de", tmp_path, DATA / "common", load_vocabulary())


def test_a_form_that_a_list_holds_twice_is_refused(tmp_path: Path) -> None:
    """It is named with its file and key."""
    for file in (DATA / "de").glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    cues = (tmp_path / "cues.toml").read_text("utf-8")
    (tmp_path / "cues.toml").write_text(
        cues.replace('portion = ["Anteil', 'portion = ["Quote", "Quote", "Anteil'), "utf-8"
    )
    with pytest.raises(PackError, match=r"cues\.toml: portion: 'Quote' stands twice"):
        read_pack("de", tmp_path, DATA / "common", load_vocabulary())
