"""Short names for what the tests of the extraction are handed."""

from __future__ import annotations

from collections.abc import Callable

from armstrail.model.claim import Claim
from armstrail.model.reading import Reading

Read = Callable[..., Reading]
OnlyClaim = Callable[..., Claim]
