"""Write out the endings that a pack puts in braces: `nordcorean{o,a,i,e}` is four forms; and the lists that a file
tells once, under `[lists]`, where braces name them: `der {@states}en Armee`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product
from typing import Any

from armstrail.model.errors import PackError

_BRACES = re.compile(r"\{([^{}]*)\}")
_NAMED = re.compile(r"@(\w+)")


def with_lists(raw: dict[str, Any], where: str) -> dict[str, Any]:
    """What a file says with the lists of its own `[lists]` written where braces name them.

    Raises:
        PackError: a name that stands for no list, or a list that nothing names; `where` names the file.
    """
    lists = raw.pop("lists", {})
    if not lists:
        return raw
    used: set[str] = set()
    written: dict[str, Any] = _written(raw, lists, used, where)
    if unused := sorted(lists.keys() - used):
        raise PackError(f"{where}: nothing names the list {unused[0]!r}; write {{@{unused[0]}}} in a form or delete it")
    return written


def _written(value: Any, lists: Mapping[str, list[str]], used: set[str], where: str) -> Any:
    if isinstance(value, dict):
        return {key: _written(part, lists, used, where) for key, part in value.items()}
    if isinstance(value, list):
        return [_written(part, lists, used, where) for part in value]
    if not isinstance(value, str) or "{@" not in value:
        return value

    def write(name: re.Match[str]) -> str:
        if name[1] not in lists:
            raise PackError(f"{where}: {value!r} names the list {name[1]!r}; lists are {', '.join(sorted(lists))}")
        used.add(name[1])
        return ",".join(lists[name[1]])

    return _BRACES.sub(lambda braces: f"{{{_NAMED.sub(write, braces[1])}}}", value)


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
