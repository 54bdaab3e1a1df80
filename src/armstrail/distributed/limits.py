"""What bounds a process that reads: the mark by which others see where it is, its timer, its memory."""

from __future__ import annotations

import contextlib
import mmap
import resource
import signal
import struct
from pathlib import Path
from typing import Final

MARK: Final = struct.Struct("<q")  # the place of the record that is being read, counted from 1; 0 for none


class Limits:
    """The mark and the timer of a process. The timer counts its CPU time, so a busy machine condemns no document."""

    def __init__(self, mark: mmap.mmap, seconds: float) -> None:
        self._mark = mark
        self._seconds = seconds
        signal.signal(signal.SIGPROF, signal.SIG_DFL)  # which ends the process, whatever it is at

    def begin(self, place: int) -> None:
        """Say which record is read now, and wind the timer up."""
        MARK.pack_into(self._mark, 0, place + 1)
        signal.setitimer(signal.ITIMER_PROF, self._seconds)

    def end(self) -> None:
        """Say that no record is read any more, and stop the timer."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        MARK.pack_into(self._mark, 0, 0)


def bound_memory(mebibytes: int) -> None:
    """Let the process take no more memory than this beside what it holds; where that cannot be told, it is unbound."""
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + (mebibytes << 20)
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
