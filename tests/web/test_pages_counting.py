"""What follows a number stands in the form that goes with it; a language with a gap is refused."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest
from page_views import see

from armstrail.model.errors import PackError
from armstrail.web.words import check_words, languages, load_words

PLURAL = re.compile(r"\{(\w+), plural,")
NUMBERS = (
    "count", "claims", "voices", "questions", "flows", "total", "done", "minutes", "pages", "length", "silent",
)  # fmt: skip
SUMS = ("document.claims", "document.misses", "again.lead_one", "again.lead_contested", "again.lead_look")


def table(language):
    """The table of a file of words."""
    return tomllib.loads((files("armstrail.web") / "wording" / f"{language}.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("language", "count", "told"),
    [
        ("en", 1, "1 claim bears on it, told into 1 voice that answers 1 question."),
        ("en", 0, "0 claims bear on it, told into 0 voices that answer 0 questions."),
        ("en", 21, "21 claims bear on it, told into 21 voices that answer 21 questions."),
        ("it", 1, "Vi si riferisce 1 affermazione, riunita in 1 voce che risponde a 1 domanda."),
        ("it", 1200, "Vi si riferiscono 1.200 affermazioni, riunite in 1.200 voci che rispondono a 1.200 domande."),
        ("it", 1_000_000, "Vi si riferiscono 1.000.000 affermazioni, riunite in 1.000.000 voci che rispondono a "
         "1.000.000 domande."),
    ],
)  # fmt: skip
def test_words_follow_their_number(language, count, told):
    """Nouns, verbs and participles, in each language."""
    assert load_words(language)("flow.lead", claims=count, voices=count, questions=count) == told


@pytest.mark.parametrize("language", languages())
def test_one_is_never_told_as_many(language):
    """With 1 in its place, a message says something else than with 2, but for the number itself."""
    words = load_words(language)
    counted = {key: PLURAL.findall(row) for key, row in words.rows.items() if PLURAL.search(row)}
    assert len(counted) > 20
    for key, names in counted.items():
        others = {name: f"<{name}>" for name in re.findall(r"\{(\w+)\}", words.rows[key])}
        for name in names:
            one, two = ({**others, **dict.fromkeys(names, 5), name: number} for number in (1, 2))
            alike = words(key, **one).replace("1", "2") == words(key, **two)
            assert not alike or (language, key) == ("it", "document.bytes"), (key, name)


def test_no_number_stands_without_its_forms():
    """A number that words follow is nowhere a plain place; what stands after a colon or in brackets needs none."""
    plain = [
        key for key, row in load_words("en").rows.items()
        if any(f"{{{name}}}" in row for name in NUMBERS) and key not in SUMS
    ]  # fmt: skip
    assert plain == ["document.of_this_page"]  # of more pages than one


def test_a_flow_with_one_claim_says_so(small, open_at):
    """In the page itself, and in its Italian twin."""
    assert "1 claim bears on it" in see(small, "/flow/RU/KP").text
    assert "Vi si riferisce 1 affermazione" in see(open_at(language="it"), "/flow/RU/KP").text


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("{flows} flussi, di cui parlano {claims, plural, one {# affermazione} other {# affermazioni}}",
         r"start\.lead must have the forms of counting for the places \['claims', 'flows'\]"),
        ("{flows, plural, other {# flussi}}, {claims, plural, one {#} other {#}}",
         "start.lead counts flows in other; this language counts in one, other"),
        ("{flows, plural, one {# flusso} few {# flussi} other {# flussi}}, {claims, plural, one {#} other {#}}",
         "counts flows in one, few, other; this language counts in one, other"),
        ("{flows, plural, one {# flusso} one {# flussi} other {#}}, {claims, plural, one {#} other {#}}",
         "counts flows in one, one, other"),
        ("{flows, plural, one {# flusso} other {# flussi}, {claims}", "start.lead has a broken place"),
        ("{flows, plurale, one {x}}", "start.lead has a broken place"),
        ("{}", "start.lead has a broken place"),
        ("flussi", r"start\.lead must have the places \['claims', 'flows'\]"),
        ("", "start.lead must be words"),
    ],
)  # fmt: skip
def test_a_language_with_a_gap_is_refused(row, why):
    """A form that is missing, unknown or given twice, a number without forms, a broken row; the error names the key."""
    told = table("it")
    told["start"]["lead"] = row
    with pytest.raises(PackError, match=why):
        check_words("it", told, load_words("en"))


@pytest.mark.parametrize("change", ["missing", "more"])
def test_keys_are_those_of_english(change):
    """A row too few or too many."""
    told = table("it")
    if change == "missing":
        del told["start"]["lead"]
    else:
        told["start"]["leaad"] = "x"
    with pytest.raises(PackError, match=r"it\.toml: start\.leaa?d is (missing|not known)"):
        check_words("it", told, load_words("en"))


def test_a_language_that_counts_otherwise_brings_its_own_forms():
    """Polish has three for whole numbers; two of them would be refused."""
    row = "{claims, plural, one {# głos} few {# głosy} many {# głosów} other {# głosu}}"
    words = check_words("pl", {"a": {"b": row}})
    assert [words("a.b", claims=count) for count in (1, 2, 5, 22, 112)] == [
        "1 głos", "2 głosy", "5 głosów", "22 głosy", "112 głosów",
    ]  # fmt: skip
    with pytest.raises(PackError, match="this language counts in few, many, one, other"):
        check_words("pl", {"a": {"b": "{claims, plural, one {# głos} other {# głosu}}"}})


def test_words_do_not_follow_what_is_no_number():
    """A figure that was worded already has no form."""
    with pytest.raises(TypeError, match="claims"):
        load_words("en")("start.lead", flows=1, claims="1")
