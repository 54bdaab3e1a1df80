"""Write out the endings that a pack puts in braces: `nordcorean{o,a,i,e}` is four forms."""

from __future__ import annotations

import re
from itertools import product

from armstrail.model.errors import PackError

_BRACES = re.compile(r"\{([^{}]*)\}")


def expand(form: str, where: str) -> list[str]:
    """All forms that `form` stands for, in order.

    Raises:
        PackError: braces that do not close; `where` names file and key.
    """
    parts = _BRACES.split(form)
    if any("{" in part or "}" in part for part in parts):
        raise PackError(f"{where}: the braces of {form!r} do not close; write endings as {{a,b}}")
    if len(parts) == 1:
        return [form]
    choices = [part.split(",") if n % 2 else [part] for n, part in enumerate(parts)]
    return ["".join(choice) for choice in product(*choices)]
