"""Daft on this machine, and Daft on a Ray cluster of two nodes, write the bytes that processes write."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from distributed_makers import parts

from armstrail.distributed import daft_engine, find_engine
from armstrail.model.errors import BadValue, RunError

pytest.importorskip("daft", reason="Daft is not installed: pip install 'armstrail[scale]'")

NATIVE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from distributed_makers import run_here
from armstrail.distributed import find_engine
print(run_here(Path(sys.argv[2]), Path(sys.argv[3]), engine=find_engine("daft", 2)).engine)
"""
CLUSTER = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
os.environ.update(RAY_USAGE_STATS_ENABLED="0", DO_NOT_TRACK="true")
import ray
from ray.cluster_utils import Cluster
from distributed_makers import run_here
from armstrail.distributed import find_engine
node = {"num_cpus": 1, "object_store_memory": 80 << 20}
cluster = Cluster(initialize_head=True, head_node_args={**node, "include_dashboard": False})
try:
    cluster.add_node(**node)
    record = run_here(Path(sys.argv[2]), Path(sys.argv[3]), engine=find_engine("ray", 2, cluster.address))
    print(record.engine, len(cluster.list_all_nodes()))
finally:
    ray.shutdown()
    cluster.shutdown()
"""

LOSING = """
import os, sys, time
os.environ.update(RAY_USAGE_STATS_ENABLED="0", DO_NOT_TRACK="true")
import ray
from ray.cluster_utils import Cluster
from armstrail.distributed import Task, find_engine, run
from armstrail.model.errors import RunError
node = {"num_cpus": 1, "object_store_memory": 80 << 20}
cluster = Cluster(initialize_head=True, head_node_args={**node, "include_dashboard": False})
other, said = [cluster.add_node(**node)], "ended"
def lose(progress):
    if progress.finished and other:
        cluster.remove_node(other.pop(), allow_graceful=False)
try:
    run([sys.argv[2]], Task(sys.argv[3]), find_engine("ray", 2, cluster.address), clock=time.monotonic, piece=5,
        on_progress=lose)
except RunError as error:
    said = str(error)
finally:
    print("SAID", len(other), said, flush=True)
    ray.shutdown()
    cluster.shutdown()
    os._exit(0)  # threads of Daft's still wait for the node
"""


def run_apart(code: str, corpus: Path, output: Path) -> str:
    """In a process of its own: Daft cannot change its runner in one."""
    arguments = [str(Path(__file__).parent), str(corpus), str(output)]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_daft_writes_the_same_bytes(corpus, plain, tmp_path):
    """Two workers of Daft's on this machine."""
    assert run_apart(NATIVE, corpus, tmp_path / "run") == "daft\n"
    assert parts(tmp_path / "run") == parts(plain)


def test_a_ray_cluster_of_two_nodes_writes_the_same_bytes(corpus, plain, tmp_path):
    """The same code, its workers on two nodes."""
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'armstrail[cluster]'")
    assert run_apart(CLUSTER, corpus, tmp_path / "run").splitlines()[-1] == "ray 2"
    assert parts(tmp_path / "run") == parts(plain)


def test_a_run_that_lost_a_node_goes_on_with_the_same_bytes(corpus, plain, tmp_path):
    """The run ends, with a word on what was lost or by itself, and the same again on another cluster finishes it."""
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'armstrail[cluster]'")
    told = run_apart(LOSING, corpus, tmp_path / "run").splitlines()  # Ray writes there, too
    (said,) = [line for line in told if line.startswith("SAID")]
    assert said == "SAID 0 ended" or (said.startswith("SAID 0") and said.endswith("run the same again to go on"))
    assert run_apart(CLUSTER, corpus, tmp_path / "run").splitlines()[-1] == "ray 2"
    assert parts(tmp_path / "run") == parts(plain)


def test_a_lost_node_ends_the_wait_for_what_it_read(monkeypatch):
    """Answers that stay away are waited for as long as all nodes are there, and no longer."""
    monkeypatch.setattr(daft_engine, "_SILENCE", 0.01)
    nodes = iter([{"a", "b"}, {"a", "b", "c"}, {"b", "c"}, {"c"}])
    monkeypatch.setattr(daft_engine.Daft, "_nodes", lambda _: next(nodes))
    never = threading.Event()

    def answers():
        yield "first"
        never.wait(60)

    watched = object.__new__(daft_engine.Daft)._watched(answers())
    assert next(watched) == "first"
    with pytest.raises(RunError, match="a node of the cluster was lost; run the same again"):
        next(watched)
    never.set()
    assert list(object.__new__(daft_engine.Daft)._watched(iter("ab"))) == ["a", "b"]


def test_an_unknown_engine_is_refused():
    """With the names of those there are."""
    with pytest.raises(BadValue, match="processes, daft, ray"):
        find_engine("spark", 2)
    with pytest.raises(BadValue, match="at least one worker"):
        find_engine("processes", 0)
