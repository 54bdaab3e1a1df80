"""Pictures drawn at once, as pages draw them from their specifications."""

from __future__ import annotations

from typing import Any

from armstrail.publishing.pictures import Hands, Plot, RouteMap, Telling, draw, map_chart, network_chart, time_chart
from armstrail.publishing.telling import Teller


def time_picture(plot: Plot, hands: Hands, teller: Teller, key: str) -> str:
    """The chart as SVG."""
    return draw(time_chart(plot, hands, teller), key)


def map_picture(drawn: RouteMap, teller: Teller, key: str, link: Any = None) -> str:
    """The map as SVG; "" where no claim names a place."""
    chart = map_chart(drawn, teller, link)
    return draw(chart, key) if chart else ""


def network_picture(telling: Telling, hands: Hands, teller: Teller, key: str, **links: Any) -> str:
    """The network as SVG; "" where nobody says anything."""
    chart = network_chart(telling, hands, teller, **links)
    return draw(chart, key) if chart else ""
