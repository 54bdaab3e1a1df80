"""`armstrail estimate`, `questions` and `value`: one number from many words, with its receipt."""

from __future__ import annotations

import csv
import io
import json

import pytest
from cli_runs import document, write_lines

SHELLS = ("--supplier", "KP", "--recipient", "RU", "--item", "arms.ammunition.artillery")
CONTAINERS = ("--supplier", "KP", "--recipient", "RU", "--item", "cargo", "--unit", "containers")


@pytest.fixture
def answer(run, figures_ledger):
    """Asks for shells and gives the JSON record."""

    def ask(*arguments, question=SHELLS):
        outcome = run("estimate", "--ledger", figures_ledger, *question, *arguments, "--format", "json")
        assert outcome.code == 0, outcome.err
        return json.loads(outcome.out)

    return ask


def test_a_year_later_the_number_has_moved_and_the_receipt_says_by_whom(run, figures_ledger, answer):
    """Shells as known on New Year 2024 and a year later: more voices, a higher middle; `changes` names who moved it."""
    then, later = (answer("--known-on", day)["outcome"] for day in ("2024-01-01", "2025-01-01"))
    assert then["voices"] < later["voices"]
    assert then["headline"]["high90"] < later["headline"]["median"] * 1.2
    news = run("changes", "--ledger", figures_ledger, "--since", "2024-01-01", "--until", "2025-01-01")
    assert news.code == 0, news.err
    moved = news.out.split("New voices")[0]
    assert "Artillery and mortar shells from North Korea to Russia, delivered" in moved
    assert "mainly by" in moved


def test_what_was_public_later_has_no_influence(answer):
    """Every voice and every claim of an answer known on a day was public by that day."""
    record = answer("--known-on", "2024-06-30")
    assert record["finding"]["voices"]
    assert all(voice["known"] <= "2024-06-30" for voice in record["finding"]["voices"])
    assert all(claim["published"] <= "2024-06-30" for claim in record["claims"])


def test_every_number_leads_to_words(answer):
    """Each carrier of each voice is among the claims of the record, with its quote and document."""
    record = answer()
    claims = {(claim["document"], claim["id"]): claim for claim in record["claims"]}
    carriers = [carrier for voice in record["finding"]["voices"] for carrier in voice["carriers"]]
    assert carriers
    assert all(claims[carrier["document"], carrier["claim"]]["quote"] for carrier in carriers)


def test_a_capacity_is_left_out_and_listed(answer):
    """'Containers that could hold 4.8 million' is no figure of what was sent."""
    record = answer()
    reasons = {aside["reason"] for aside in record["outcome"]["asides"]}
    assert "capacity" in reasons
    told = {voice["quantity"]["high"] for voice in record["finding"]["voices"]}
    assert 4_800_000 not in told


def test_routes_stand_beside_the_direct_answer_with_every_conversion(answer):
    """The way through containers gives an interval of its own and names the factors it used."""
    record = answer("--as-of", "2024-12-31", "--known-on", "2024-12-31")
    (through,) = [route for route in record["outcome"]["routes"] if route["through"]["unit"] == "containers"]
    assert through["interval"]["median"] == pytest.approx(6.1e6, rel=0.2)
    assert {factor["id"] for factor in record["factors"]} >= set(through["factors"])


def test_the_two_clocks_are_two(answer):
    """Asked in hindsight of 2023, later voices may speak of it; known then, they may not."""
    hindsight = answer("--as-of", "2023-12-31", question=CONTAINERS)["outcome"]
    known = answer("--as-of", "2023-12-31", "--known-on", "2023-12-31", question=CONTAINERS)["outcome"]
    assert hindsight["voices"] > known["voices"]


@pytest.mark.parametrize("language", ["en", "it"])
def test_the_receipt_tells_likelihood_and_confidence_apart(run, figures_ledger, language):
    """The sentence with 90 % holds no word of confidence, and the one on confidence no number of shells."""
    outcome = run("estimate", "--ledger", figures_ledger, *SHELLS, "--language", language)
    words = {"en": ("very likely (90 %)", "Confidence"), "it": ("molto probabilmente (90 %)", "fiducia")}[language]
    lines = " ".join(outcome.out.split()).split(". ")
    likely = next(line for line in lines if words[0] in line)
    assert words[1] not in likely
    assert words[1] in outcome.out


def test_how_likely_there_were_more_is_told_in_a_word_and_a_number(run, figures_ledger):
    """A threshold far below is almost certain, one far above has almost no chance; neither is 100 or 0 %."""
    low = run("estimate", "--ledger", figures_ledger, *SHELLS, "--above", "100000").out
    high = run("estimate", "--ledger", figures_ledger, *SHELLS, "--above", "900000000").out
    assert "It is almost certain (99 %)" in low
    assert "It is almost no chance (1 %)" in high


def test_a_series_never_falls(run, figures_ledger):
    """Month by month a total stays or climbs, in every column."""
    outcome = run("estimate", "--ledger", figures_ledger, *CONTAINERS, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert len(rows) > 12
    for column in ("median", "low90", "high90"):
        values = [float(row[column]) for row in rows]
        assert values == sorted(values)


def test_the_chart_is_one_picture_the_same_twice(run, figures_ledger):
    """SVG with a title, no script, nothing from elsewhere."""
    first, again = (run("estimate", "--ledger", figures_ledger, *SHELLS, "--format", "svg").out for _ in range(2))
    assert first == again
    assert ">Artillery and mortar shells from North Korea to Russia, delivered</title>" in first
    assert "<script" not in first
    assert "http://www.w3.org/2000/svg" in first


def test_forty_copies_change_nothing_but_the_count(run, folder):
    """The article again in forty outlets: the same interval, forty more carriers."""
    text = "South Korea's spy agency said on Monday that North Korea had sent 3,000 troops to Russia."
    once = [document("a", text)]
    copies = [document(f"c{n}", text, publisher=f"Outlet {n}", published="2024-10-15") for n in range(40)]
    found = []
    for name, records in (("one", once), ("many", once + copies)):
        run("add", "--ledger", folder / f"{name}.db", write_lines(folder / f"{name}.jsonl", *records))
        asked = ("--supplier", "KP", "--recipient", "RU", "--item", "personnel.troops", "--format", "json")
        found.append(json.loads(run("estimate", "--ledger", folder / f"{name}.db", *asked).out)["outcome"])
    one, many = found
    assert one["headline"] == many["headline"]
    assert (one["voices"], one["carriers"], many["voices"], many["carriers"]) == (1, 1, 1, 41)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((*SHELLS, "--unit", "wagons"), 2, "unit 'wagons' is not known"),
        ((*SHELLS, "--stage", "lost"), 2, "stage"),
        ((*SHELLS, "--as-of", "2024-13"), 2, "2024-13"),
        ((*SHELLS, "--known-on", "yesterday"), 2, "yesterday"),
        ((*SHELLS, "--language", "xx"), 2, "no words in 'xx'"),
        (("--supplier", "KP", "--recipient", "KP", "--item", "arms"), 2, "name two parties"),
        (("--supplier", "KP", "--recipient", "RU", "--item", "arms.shells"), 2, "no item 'arms.shells' is known"),
        ((*SHELLS, "--factors", "missing.csv"), 1, "missing.csv"),
        ((*SHELLS, "--origins", "missing.toml"), 1, "missing.toml"),
        ((*SHELLS, "--as-of", "1990-01-01"), 0, "No voice speaks of a day as early as this"),
        ((*SHELLS, "--known-on", "2000-01-01"), 0, "Nothing that can be pooled"),
        (("--supplier", "FR", "--recipient", "PE", "--item", "arms.armour.tank"), 0, "Nothing that can be pooled"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_says_so(run, figures_ledger, arguments, code, message):
    """One clear line and the exit code; where there is simply nothing, that is an answer."""
    outcome = run("estimate", "--ledger", figures_ledger, *arguments)
    assert outcome.code == code
    assert message in " ".join((outcome.out + outcome.err).split())


def test_one_voice_alone_is_wide_and_says_so(run, folder):
    """One claim gives a factor of about two either way, and the caution that one family speaks."""
    text = "North Korea has sent Russia 6,700 containers of shells, the South Korean defence ministry said."
    run("add", "--ledger", folder / "one.db", write_lines(folder / "one.jsonl", document("a", text)))
    asked = ("--supplier", "KP", "--recipient", "RU", "--item", "cargo", "--unit", "containers")
    outcome = run("estimate", "--ledger", folder / "one.db", *asked)
    assert "One family of sources only (South Korea)" in " ".join(outcome.out.split())
    record = json.loads(run("estimate", "--ledger", folder / "one.db", *asked, "--format", "json").out)
    headline = record["outcome"]["headline"]
    assert headline["low90"] < 6700 / 1.6
    assert headline["high90"] > 6700 * 1.6


def test_questions_lists_what_can_be_asked(run, figures_ledger):
    """Each row can be asked back; those with most figures come first."""
    outcome = run("questions", "--ledger", figures_ledger, "--supplier", "KP", "--recipient", "RU", "--format", "jsonl")
    counts = [record["claims"] for record in outcome.records]
    assert counts == sorted(counts, reverse=True)
    first = outcome.records[0]
    asked = ("--item", first["item"], "--unit", first["unit"], "--stage", first["stage"])
    again = run("estimate", "--ledger", figures_ledger, "--supplier", "KP", "--recipient", "RU", *asked)
    assert again.code == 0


def test_value_tells_what_makes_it_wide(run, figures_ledger):
    """As known at the end of October 2024 the price of a shell carries most; what others say stands beside it."""
    outcome = run(
        "value", "--ledger", figures_ledger, "--supplier", "KP", "--recipient", "RU", "--known-on", "2024-10-31"
    )
    told = " ".join(outcome.out.split())
    assert "What makes it wide: price-shell-kp-default" in told
    assert "Friedrich Naumann Foundation: USD 1.7–5.5 billion" in told
    assert "price-shell-kp-default is an assumption" in told


def test_ones_own_price_takes_the_place_of_the_shipped_one(run, folder, figures_ledger):
    """A file with one row: the total follows it, and the receipt names its source."""
    header, shipped = run("factors", "--format", "csv").out.splitlines()[:1], "pieces,USD,arms.ammunition.artillery,"
    row = f"my-price,{shipped},500,500,500,replacement,2024-05,2024,A colleague's sheet,verified,,,yes"
    (folder / "own.csv").write_text("\n".join([*header, row]) + "\n", "utf-8")
    asked = ("--supplier", "KP", "--recipient", "RU", "--item", "arms.ammunition.artillery")
    outcome = run("value", "--ledger", figures_ledger, *asked, "--factors", folder / "own.csv")
    assert outcome.code == 0, outcome.err
    assert "A colleague's sheet" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--kind", "wish"), "no kind of price"),
        (("--currency", "KPW", "--rates-on", "2024-10-31"), "no rate"),
        (("--item", "personnel.troops"), "no replacement price"),
        (("--item", "arms.ammunition", "--item", "arms.ammunition.artillery"), "would count twice"),
    ],
)
def test_a_value_that_cannot_be_told_says_why(run, figures_ledger, arguments, message):
    """No silent guess: no rate is an answer, a missing price names what to add."""
    outcome = run("value", "--ledger", figures_ledger, "--supplier", "KP", "--recipient", "RU", *arguments)
    assert outcome.code != 0
    assert message in outcome.err


def test_a_price_without_a_year_is_refused_with_its_line(run, folder):
    """The file and the line are named."""
    header = run("factors", "--format", "csv").out.splitlines()[0]
    row = "my-price,pieces,USD,arms.ammunition.artillery,,500,500,500,replacement,,,A sheet,verified,,,"
    (folder / "own.csv").write_text(f"{header}\n{row}\n", "utf-8")
    outcome = run("factors", "--factors", folder / "own.csv")
    assert outcome.code == 1
    assert "own.csv:2" in outcome.err
    assert "year" in outcome.err


@pytest.mark.parametrize(("calibre", "flagged"), [("122 mm shells", True), ("122 mm rockets", False)])
def test_figures_joined_by_or_are_held_against_what_they_weigh(run, tmp_path, calibre, flagged):
    """500,000 shells of half the mass are not what fills the room of 3 million; as many rockets may be."""
    words = f"North Korea has delivered 3 million 152 mm shells or 500,000 {calibre} to Russia, the ministry said."
    lines = write_lines(tmp_path / "said.jsonl", document("a", words))
    ledger = tmp_path / "said.db"
    assert run("add", "--ledger", ledger, lines).code == 0
    outcome = run("estimate", "--ledger", ledger, *SHELLS[:4], "--item", "arms.ammunition", "--format", "json")
    assert outcome.code == 0, outcome.err
    alarms = {alarm["code"] for alarm in json.loads(outcome.out)["outcome"]["alarms"]}
    assert ("not_as_called" in alarms) is flagged
