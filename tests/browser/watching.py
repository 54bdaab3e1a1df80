"""A tab that is watched: whatever it asks of another host, whatever its policy refuses, and every answer's policy."""

from __future__ import annotations

from urllib.parse import urlsplit


class Watched:
    """What went over a tab's line; `check` fails where something was wrong."""

    def __init__(self, tab, address: str) -> None:
        self.tab, self.host = tab, urlsplit(address).netloc
        self.answers, self.wrong = 0, []
        tab.on("request", self._asked)
        tab.on("response", self._answered)
        tab.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        tab.on("console", lambda told: self._said(told))
        tab.on("websocket", lambda socket: self.wrong.append(f"websocket: {socket.url}"))

    def _asked(self, request) -> None:
        if urlsplit(request.url).netloc != self.host:
            self.wrong.append(f"asked of another host: {request.url}")

    def _answered(self, response) -> None:
        self.answers += 1
        policy = response.headers.get("content-security-policy", "")
        if not policy.startswith("default-src 'none'") or "unsafe-" in policy or "*" in policy:
            self.wrong.append(f"policy of {response.url}: {policy!r}")
        if response.status >= 500:
            self.wrong.append(f"{response.status}: {response.url}")

    def _said(self, told) -> None:
        if "Content Security Policy" in told.text or "Refused" in told.text:
            self.wrong.append(told.text)

    def check(self) -> None:
        """Nothing was wrong, and something was looked at."""
        assert self.wrong == []
        assert self.answers > 0


def wait_until(tab, told: str) -> None:
    """Wait until an expression holds in a page. Playwright's own wait compiles words in the page, which its policy
    forbids wherever the expression does not hold at once."""
    for _ in range(200):
        if tab.evaluate(told):
            return
        tab.wait_for_timeout(50)
    raise AssertionError(f"it never came to hold: {told}")
