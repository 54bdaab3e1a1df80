"""`armstrail quantities`: the figures of a text or a file, one a line."""

from __future__ import annotations


def test_a_text_gives_its_quantities_as_lines(run):
    """Words, bounds and unit of each, in order."""
    outcome = run("quantities", "--lang", "it", "Circa 12mila soldati e 300 carri armati")
    assert [(r["text"], r["low"], r["unit"], r["hedge"]) for r in outcome.records] == [
        ("Circa 12mila soldati", 12000, "persons", "about"),
        ("300 carri armati", 300, "pieces", "exact"),
    ]


def test_a_file_and_standard_input_are_read_alike(run, folder):
    """What is no name of a file is the text itself."""
    (folder / "a.txt").write_text("500 Panzer", "utf-8")
    from_file = run("quantities", "--lang", "de", folder / "a.txt").out
    assert from_file == run("quantities", "--lang", "de", stdin="500 Panzer").out != ""


def test_an_unknown_language_ends_in_one_clear_line(run):
    """It names the languages there are."""
    outcome = run("quantities", "--lang", "xx", "3 tanks")
    assert outcome.code == 1
    assert outcome.err.startswith("error: no language pack speaks 'xx'; use one of de, en")
