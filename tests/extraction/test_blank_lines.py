"""A text is read alike however its paragraphs are parted: pages, PDF and plain text bring one article in many ways."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from armstrail.extraction import extract
from armstrail.languages import LanguagePack, Packs
from armstrail.model.document import Document

GOLD = Path(__file__).parents[1] / "accuracy/gold"
DISPATCHES = [json.loads(line) for line in (GOLD / "dprk-russia.jsonl").read_text("utf-8").splitlines()]
ARTICLES = [json.loads(line) for line in (GOLD / "world.jsonl").read_text("utf-8").splitlines()]


def told(record: dict, text: str, pack: LanguagePack) -> list[tuple]:
    """All that a reading says, but for places in the text."""
    document = Document.from_json(record | {"text": text})
    return [
        (c.kind, c.anchor.cut(text), c.supplier, c.recipient, c.item, c.quantity, c.status, c.modality, c.measure,
         c.source and c.source.cut(text), c.period)
        for c in extract(document, {pack.lang: pack}).claims
    ]  # fmt: skip


@pytest.mark.parametrize("record", DISPATCHES, ids=[record["id"] for record in DISPATCHES])
def test_blank_lines_between_paragraphs_change_nothing(packs: Packs, record: dict) -> None:
    """Dispatches whose paragraphs end at a line break, once more with a blank line behind each."""
    pack, text = packs[record["lang"]], record["text"]
    assert told(record, text.replace("\n", "\n\n"), pack) == told(record, text, pack)


@pytest.mark.parametrize("record", ARTICLES[::5], ids=[record["id"] for record in ARTICLES[::5]])
def test_more_blank_lines_change_nothing(packs: Packs, record: dict) -> None:
    """Two more, and spaces in one of them."""
    pack, text = packs[record["lang"]], record["text"]
    assert told(record, re.sub(r"\n\n+", "\n\n \n\n", text), pack) == told(record, text, pack)
