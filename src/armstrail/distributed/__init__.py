"""The same pipeline over a corpus that is too large for one process: a year of the world's news, say.

A corpus is cut into pieces by a plan, and what follows from a piece is a function of the piece alone: the same bytes,
whoever reads it, where, and how often. So a run may use one process, many, or a cluster; it may be killed and go on;
and a document that brings its reader down costs itself. An existing engine (processes, Daft, Daft on Ray) only decides
which piece is read when and where.
"""

from armstrail.distributed.engines import ENGINES, Engine, find_engine
from armstrail.distributed.loading import Loaded, load
from armstrail.distributed.record import Progress, RunRecord
from armstrail.distributed.running import run, status
from armstrail.distributed.task import Task

__all__ = ["ENGINES", "Engine", "Loaded", "Progress", "RunRecord", "Task", "find_engine", "load", "run", "status"]
