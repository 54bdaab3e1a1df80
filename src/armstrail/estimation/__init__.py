"""From voices to a number with an interval, and from numbers of things to money.

This room exists so that how sure one may be is worked out by one written method, the same for every flow, and so
that each number can be followed down to the voices, conversions and assumptions it came from.
"""

from armstrail.estimation.estimating import estimate
from armstrail.estimation.settings import Settings, default_settings, load_settings

__all__ = ["Settings", "default_settings", "estimate", "load_settings"]
