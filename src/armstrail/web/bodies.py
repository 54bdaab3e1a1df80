"""Pages as they were made before: what stands inside the frame of a page, kept beside the ledger.

A page of a flow holds what thousands of claims were told into; after a restart it is read, not made anew. Only pages
that show the same to everybody are kept, so nothing in them may hang on whose browser asks: the templates are given
nothing of it, and one that looked at it would fail.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from armstrail.web.desk import Desk
    from armstrail.web.page import Page

_PARTED: Final = "<!-- inside -->"  # no words of a document can hold it: they are escaped


def taken_in(desk: Desk, page: Page) -> Page:
    """The page with its view made; of a page that is kept, with what stands in its frame as it was made before."""
    if page.kept is None:
        return replace(page, view=page.view()) if callable(page.view) else page
    kept, house = page.kept, desk.house
    name, state = f"page {house.words.language} {kept.address}", f"{kept.state} {house.method} {house.look}"
    head, inside = house.derived.get(name, state, _parts, lambda: _made(desk, page))
    return replace(page, template="kept.html.j2", view={"head": head, "inside": inside})


def _made(desk: Desk, page: Page) -> tuple[Any, Any]:
    from markupsafe import Markup

    assert page.kept is not None
    view = page.view() if callable(page.view) else page.view
    template = desk.house.templates.get_template(page.template)
    told = template.render(page=page, here=page.kept.address, frame="inside.html.j2", parted=Markup(_PARTED), **view)
    head, _, inside = told.partition(_PARTED)
    return Markup(head), Markup(inside)


def _parts(record: Any) -> tuple[Any, Any]:
    from markupsafe import Markup

    head, inside = record
    return Markup(head), Markup(inside)
