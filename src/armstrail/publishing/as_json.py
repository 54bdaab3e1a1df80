"""The brief as JSON, for other programs."""

from __future__ import annotations

import json

from armstrail.publishing.brief import Brief


def to_json(brief: Brief) -> str:
    """The brief as indented JSON with a line end; `Brief.from_json(json.loads(...))` gives it back."""
    return json.dumps(brief.to_json(), ensure_ascii=False, indent=2) + "\n"
