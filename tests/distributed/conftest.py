"""A small corpus, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="a run needs pyarrow: pip install 'armstrail[scale]'")

from distributed_makers import records, run_here, write_lines


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_lines(tmp_path_factory.mktemp("corpus") / "articles.jsonl", records())


@pytest.fixture(scope="session")
def plain(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run by one process."""
    output = tmp_path_factory.mktemp("plain") / "run"
    run_here(corpus, output)
    return output
