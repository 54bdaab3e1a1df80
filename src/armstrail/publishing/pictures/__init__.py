"""Pictures that a page can hold as they are: small, without script or style, every mark a link to what it stands for.

A page has one chart for each question, a map and a network, and must be light and quick: drawn here, a chart takes a
thousandth of a second and a few kilobytes, where a general drawing engine takes a quarter of a second and five times as
much. Colours stand in the attributes, so that a picture can be kept alone; classes name what each mark is, so that the
style sheet of a page can put others in their place in the dark.
"""

from armstrail.publishing.pictures.hands import Hands
from armstrail.publishing.pictures.network import Telling, network_picture
from armstrail.publishing.pictures.overtime import Plot, make_plot, time_picture
from armstrail.publishing.pictures.routes import RouteMap, make_map, map_picture
from armstrail.publishing.pictures.trend import trend_picture

__all__ = [
    "Hands", "Plot", "RouteMap", "Telling", "make_map", "make_plot", "map_picture", "network_picture", "time_picture",
    "trend_picture",
]  # fmt: skip
