"""`armstrail extract` and `armstrail evaluate`: claims out of documents, without a ledger."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from armstrail.cli.assisting import (
    DEFAULT_CACHE,
    AssistCacheOption,
    AssistModelOption,
    AssistOption,
    AssistTimeoutOption,
    open_helper,
    tell_run,
)
from armstrail.cli.tables import harmless

if TYPE_CHECKING:
    from armstrail.scoring import Fault, Scores


def extract(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[DOCUMENTS...]", help="Files, folders, or - for standard input (the default)."),
    ] = None,
    assist: AssistOption = None,
    assist_model: AssistModelOption = None,
    assist_cache: AssistCacheOption = DEFAULT_CACHE,
    assist_timeout: AssistTimeoutOption = 120,
) -> None:
    """Write the claims of documents as JSON lines.

    No ledger is touched. Takes documents in the interchange form (JSON lines) and all others that `add` takes,
    in the order given. What cannot be read is told on stderr, and the command ends with 1.
    """
    from armstrail import pipeline
    from armstrail.cli.showing import page_of
    from armstrail.cli.streams import write_record

    helper = open_helper(assist, assist_model, assist_cache, assist_timeout)
    packs = pipeline.shipped_packs()
    failed = 0
    without_pack: Counter[str] = Counter()
    for found in pipeline.read_paths(
        paths or ["-"], packs=packs, on_remark=lambda remark: typer.echo(harmless(f"note: {remark}"), err=True)
    ):
        outcome = found if isinstance(found, pipeline.Failure) else pipeline.try_reading(found, packs, helper=helper)
        if isinstance(found, pipeline.Failure) or isinstance(outcome, pipeline.Failure):
            failed += 1
            typer.echo(harmless(f"failed: {outcome}"), err=True)
            continue
        if outcome.state == "no_pack":
            without_pack[found.lang or "unknown"] += 1
        for claim in outcome.claims:
            write_record(sys.stdout, claim.to_json(found.text) | page_of(claim, found))
    if without_pack:
        told = ", ".join(f"{lang} {count}" for lang, count in sorted(without_pack.items()))
        typer.echo(f"{without_pack.total()} documents in languages without a pack yet: {told}", err=True)
    tell_run(helper, assist_cache)
    if failed:
        raise typer.Exit(1)


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Documents with their annotated claims.")],
    claims: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Score these claims (JSON lines) instead of extracting.")
    ] = None,
    documents: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The texts (JSON lines), where the gold holds none.")
    ] = None,
    lang: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Only documents in this language; may be repeated.")
    ] = None,
    errors: Annotated[
        int, typer.Option(metavar="N", min=0, help="Also list up to N missed, N wrong and N extra claims.")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> None:
    """Score the extraction against annotated documents.

    An extracted and an annotated claim match where their kinds are equal and their anchors overlap. "found"
    counts the matches, "right" those whose parties, item, amount and unit agree too.
    """
    from armstrail.cli.streams import read_records, write_record
    from armstrail.scoring import score

    annotated = _gold_documents(gold, documents, lang)
    extracted = list(read_records(claims)) if claims else _extract_from(annotated)
    known = {document["id"] for document in annotated}
    strangers = {claim.get("doc") for claim in extracted} - known
    if strangers and not lang:
        typer.echo(f"note: claims of {len(strangers)} documents that the gold does not hold are left out", err=True)
    scores = score(annotated, (claim for claim in extracted if claim.get("doc") in known))
    if as_json:
        write_record(sys.stdout, scores.to_json())
    else:
        _print_scores(scores)
    for what in ("missed", "wrong", "extra"):
        for fault in [fault for fault in scores.faults if fault.what == what][:errors]:
            typer.echo(_say_fault(fault), err=as_json)


def _gold_documents(gold: Path, documents: Path | None, lang: list[str] | None) -> list[dict[str, Any]]:
    from armstrail.cli.streams import read_records

    annotated = list(read_records(gold))
    texts = {record.get("id"): record.get("text") for record in read_records(documents)} if documents else {}
    for record in annotated:
        if record.get("text") is None and record.get("id") in texts:
            record["text"] = texts[record["id"]]
    return [record for record in annotated if not lang or record.get("lang") in lang]


def _extract_from(annotated: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The claims of the gold's documents; one that cannot be read ends the run, since the scores would lie.

    Raises:
        ReadError: names the document.
    """
    from armstrail import pipeline
    from armstrail.model.document import Document
    from armstrail.model.errors import ReadError

    packs = pipeline.shipped_packs()
    extracted = []
    for record in annotated:
        document = Document.from_json(record)
        reading = pipeline.try_reading(document, packs)
        if isinstance(reading, pipeline.Failure):
            raise ReadError(str(reading))
        extracted += [claim.to_json(document.text) for claim in reading.claims]
    return extracted


def _print_scores(scores: Scores) -> None:
    typer.echo(f"{'':24}{'gold':>6}{'got':>6}   found P / R / F1      right P / R / F1")
    for name, row in scores.groups.items():
        f, r = row.found, row.right
        typer.echo(
            f"{name:24}{row.gold:6}{row.extracted:6}   {f.precision:.2f}  {f.recall:.2f}  {f.f1:.3f}"
            f"     {r.precision:.2f}  {r.recall:.2f}  {r.f1:.3f}"
        )
    slots = "  ".join(f"{slot} {share}" for slot, share in scores.slots.items())
    typer.echo(f"\nslots right among found: {slots}")
    typer.echo(f"false claims on documents without any: {scores.false_on_empty}")
    if scores.assisted[0]:
        extracted, found, right = scores.assisted
        typer.echo(f"with a model's help: {extracted} claims, of which {found} are in the gold, {right} of them right")
    if "figures" in scores.groups:
        figures = scores.groups["figures"]
        typer.echo(f"figures: found F1 {figures.found.f1:.3f}, right F1 {figures.right.f1:.3f}")


def _say_fault(fault: Fault) -> str:
    wrong = f": {'; '.join(fault.slots)}" if fault.slots else ""
    return f"{fault.what} | {fault.document} | {fault.kind} | {fault.anchor}{wrong}"
