"""`armstrail extract` and `evaluate`: interchange in, interchange out, no ledger touched."""

from __future__ import annotations

import json

from cli_runs import EXAMPLES, GOLD, SHELLS, TROOPS, document, run_apart, write_lines


def test_documents_in_claims_out(run, folder):
    """Claims come in the order of the documents, each with offsets that cut its quote; nothing else is written."""
    lines = write_lines(folder / "d.jsonl", document("z", SHELLS), document("a", TROOPS))
    outcome = run("extract", lines)
    assert (outcome.code, outcome.err) == (0, "")
    assert [*dict.fromkeys(claim["doc"] for claim in outcome.records)] == ["z", "a"]
    texts = {"z": SHELLS, "a": TROOPS}
    assert all(texts[c["doc"]][c["start"] : c["end"]] == c["quote"] for c in outcome.records)
    assert {path.name for path in folder.iterdir()} == {"d.jsonl"}


def test_nothing_depends_on_the_process():
    """Two processes that order their sets differently give the same bytes."""
    first, second = (run_apart("extract", GOLD / "seed.jsonl", PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.out == second.out != ""


def test_standard_input_is_the_default(run):
    """So it stands in a pipe."""
    lines = json.dumps(document("a", SHELLS)) + "\n"
    assert run("extract", stdin=lines).out == run("extract", "-", stdin=lines).out != ""


def test_plain_files_and_folders_work_too(run):
    """All forms that `add` reads."""
    outcome = run("extract", EXAMPLES)
    assert outcome.code == 0
    assert len({claim["doc"] for claim in outcome.records}) >= 18


def test_annotations_in_the_input_change_nothing(run, folder):
    """The gold files themselves can be extracted from: what they say of claims is not looked at."""
    (record,) = [json.loads(line) for line in (GOLD / "seed.jsonl").read_text("utf-8").splitlines()]
    with_claims = run("extract", GOLD / "seed.jsonl").out
    without = run("extract", write_lines(folder / "d.jsonl", record | {"claims": []})).out
    assert with_claims == without != ""


def test_what_cannot_be_read_is_told_on_stderr(run, folder):
    """1 at the end, the claims of the others on standard output."""
    lines = write_lines(folder / "d.jsonl", document("a", SHELLS), [1], document("b", TROOPS))
    outcome = run("extract", lines)
    assert outcome.code == 1
    assert {claim["doc"] for claim in outcome.records} == {"a", "b"}
    assert outcome.err.startswith("failed: ")
    assert "d.jsonl" in outcome.err


def test_languages_without_a_pack_are_counted(run, folder):
    """On stderr, and it is no failure."""
    lines = write_lines(folder / "d.jsonl", document("a", SHELLS, lang="eo"))
    outcome = run("extract", lines)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == "1 documents in languages without a pack yet: eo 1\n"


def test_evaluate_scores_given_claims_as_recorded(run):
    """With --claims the extraction is not run, so any extractor can be measured."""
    recorded = GOLD.parent / "recorded"
    outcome = run(
        "evaluate", GOLD / "dprk-russia.jsonl", "--claims", recorded / "dprk-russia.claims.jsonl", "--json"
    )  # fmt: skip
    assert json.loads(outcome.out) == json.loads((recorded / "dprk-russia.scores.json").read_text("utf-8"))


def test_evaluate_extracts_where_no_claims_are_given(run, folder):
    """The same scores as extracting first and scoring after."""
    claims = folder / "claims.jsonl"
    claims.write_text(run("extract", GOLD / "seed.jsonl").out, "utf-8")
    assert run("evaluate", GOLD / "seed.jsonl").out == run("evaluate", GOLD / "seed.jsonl", "--claims", claims).out


def test_evaluate_takes_texts_from_another_file(run, folder):
    """For annotations whose texts may not be passed on."""
    (record,) = [json.loads(line) for line in (GOLD / "seed.jsonl").read_text("utf-8").splitlines()]
    texts = write_lines(folder / "texts.jsonl", {"id": record["id"], "text": record.pop("text")})
    bare = write_lines(folder / "gold.jsonl", record)
    assert run("evaluate", bare, "--documents", texts).out == run("evaluate", GOLD / "seed.jsonl").out


def test_evaluate_lists_what_went_wrong(run, folder):
    """Missed, wrong and extra, each with its document and words."""
    nothing = folder / "none.jsonl"
    nothing.write_text("", "utf-8")
    outcome = run("evaluate", GOLD / "seed.jsonl", "--claims", nothing, "--errors", "3")
    assert outcome.out.count("missed | seed-it | ") == 3


def test_evaluate_can_look_at_one_language(run):
    """Only its documents are scored."""
    recorded = GOLD.parent / "recorded" / "dprk-russia.claims.jsonl"
    outcome = run("evaluate", GOLD / "dprk-russia.jsonl", "--claims", recorded, "--lang", "it", "--json")
    groups = json.loads(outcome.out)["scores"]
    assert groups["all"] == groups["all it"]


def test_a_gold_file_that_is_no_json_is_named_with_its_line(run, folder):
    """1, what and where."""
    (folder / "g.jsonl").write_text('{"id": "a", "text": "x", "claims": []}\nnonsense\n', "utf-8")
    outcome = run("evaluate", folder / "g.jsonl")
    assert outcome.code == 1
    assert "g.jsonl:2: not JSON" in outcome.err
