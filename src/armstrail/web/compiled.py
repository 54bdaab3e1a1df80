"""Templates as they were compiled before, kept beside them as Python keeps its `.pyc` files.

Compiling all of them takes a third of a second at each start. What is kept is only a saving of time: it is made anew
where a template or the way in which they are compiled changed, and not written where nothing may be written.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from importlib.metadata import version
from importlib.resources.abc import Traversable
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

if TYPE_CHECKING:
    from jinja2.bccache import Bucket


class Compiled(FileSystemBytecodeCache):
    """The compiled forms of the templates of one folder."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one, whole or not at all."""
        with suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


def compiled_in(folder: Traversable, way: bytes) -> Compiled | None:
    """Where the templates of a folder are kept as they are compiled in some way; None for a folder not on disk.

    Args:
        way: what tells one way of compiling them from another.
    """
    if not isinstance(folder, Path):
        return None
    try:
        place = Path(cache_from_source(str(folder / "any.py"))).parent
    except NotImplementedError:  # an interpreter that keeps nothing
        return None
    told = hashlib.sha256(version("jinja2").encode() + way).hexdigest()[:12]
    return Compiled(str(place), f"%s.{told}.jinja")
