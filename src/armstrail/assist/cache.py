"""Answers kept by what was asked, so that the same documents give the same claims again, and cost nothing.

The key holds the model, the version of the question and every word of it: another model, another question or another
text is another key. A file that cannot be read is asked for anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from armstrail.assist.client import Reply
from armstrail.model.errors import ReadError


class Cache:
    """A folder of answers, one file each; made when the first is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, key: str) -> Reply | None:
        """The answer to a question that was asked before."""
        try:
            told = json.loads(self._place(key).read_text("utf-8"))
            content = told["content"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return Reply(content) if isinstance(content, str) and told.get("key") == key else None

    def keep(self, key: str, model: str, version: str, reply: Reply) -> None:
        """Keep an answer; a file stands there whole, or not at all.

        Raises:
            ReadError: the folder cannot be written.
        """
        record = {
            "key": key, "model": model, "question": version, "content": reply.content,
            "prompt_tokens": reply.prompt_tokens, "answer_tokens": reply.answer_tokens,
        }  # fmt: skip
        place = self._place(key)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=place.parent)
            try:
                with open(handle, "w", encoding="utf-8") as out:
                    json.dump(record, out, sort_keys=True, indent=1)
                os.replace(temporary, place)
            except BaseException:
                with suppress(OSError):
                    os.unlink(temporary)
                raise
        except OSError as error:
            raise ReadError(
                f"{self._folder}: answers cannot be kept there ({error.strerror}); name another with --assist-cache"
            ) from error

    def _place(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"


def key_of(model: str, version: str, asked: Mapping[str, Any]) -> str:
    """The key of a question: SHA-256 (hex) of the model, the version and all that is sent."""
    form = json.dumps([model, version, asked], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(form.encode()).hexdigest()
