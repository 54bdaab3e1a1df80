"""The pictures of pages, briefs and receipts: Vega-Lite specifications drawn to SVG, every mark a link to its claim.

What a picture shows is a value (`Plot`, `RouteMap`, `Telling`) from which its table is laid out, too; from it a
specification is made, which can be kept and drawn elsewhere; `drawing` draws it, and cuts what is drawn to what a page
can hold. Colours stand in the attributes, so that a picture can be kept alone; classes name what each mark is, so that
the style sheet of a page can put others in their place in the dark.
"""

from armstrail.publishing.pictures.drawing import PAPER_FONT, SCREEN_FONT, Picture, draw, start_drawing
from armstrail.publishing.pictures.hands import Hands
from armstrail.publishing.pictures.network import Telling, network_chart
from armstrail.publishing.pictures.overtime import Plot, make_plot, time_chart
from armstrail.publishing.pictures.routes import RouteMap, make_map, map_chart, places_told
from armstrail.publishing.pictures.trend import trend_picture

__all__ = [
    "PAPER_FONT", "SCREEN_FONT", "Hands", "Picture", "Plot", "RouteMap", "Telling", "draw", "make_map", "make_plot",
    "map_chart", "network_chart", "places_told", "start_drawing", "time_chart",
    "trend_picture",
]  # fmt: skip
