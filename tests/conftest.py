"""How laws are tried: without a stopwatch, since a busy machine breaks no law; with the same cases each time in CI."""

import os

from hypothesis import settings

settings.register_profile("armstrail", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("armstrail")
