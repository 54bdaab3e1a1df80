"""A cell in which some documents are poison: they do to their reader what their text says."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from armstrail.distributed import cell
from armstrail.pipeline import reading

_read = reading.read_document


def poisoned(document: Any, packs: Any) -> Any:
    text = document.text
    if "CRASH" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "EXIT" in text:
        os._exit(3)
    if "MEMORY" in text:
        bytearray(1 << 40)
    while "ENDLESS" in text:
        pass
    if "ONCE" in text:
        flag = Path(text.rpartition(" ")[2])
        if not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return _read(document, packs)


reading.read_document = poisoned
cell.main()
