"""Which address leads to which page. Every page has twins: its address with `.json`, and `.csv` where it is a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from armstrail.web.asked import Asked
from armstrail.web.desk import Desk, House
from armstrail.web.page import Away, Page, Raw
from armstrail.web.pages import flow, start

PAGES: Sequence[tuple[str, Callable[[Desk, Asked], Page]]] = (
    ("/", start.start),
    ("/flow/{supplier}/{recipient}", flow.flow),
    ("/changes/{supplier}/{recipient}", flow.changes),
)  # fmt: skip
FILES: Sequence[tuple[str, Callable[[Desk, Asked], Raw]]] = ()
FORMS: Sequence[tuple[str, Callable[[House, Asked, Mapping[str, str]], Away]]] = ()
