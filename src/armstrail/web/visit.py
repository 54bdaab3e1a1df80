"""Who asks for a page: in a shared workspace an account that logged in, alone on a machine nobody in particular."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from armstrail.web import guard

if TYPE_CHECKING:
    from starlette.requests import Request

    from armstrail.accounts import Visitor

_PLAIN: Final = "armstrail_session"
_SECURE: Final = "__Host-armstrail_session"  # a name that a browser takes over https alone, and from this host alone
_FORMS: Final = "forms"


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of a request to a shared workspace: whose it is, by which session, from which address."""

    visitor: Visitor | None
    session: str | None
    address: str

    @property
    def token(self) -> str | None:
        """The token that the forms of this session bring; None without a session."""
        return guard.token_of(self.session.encode(), _FORMS) if self.session else None

    def owns(self, token: str | None) -> bool:
        """Whether a form's token is of this session."""
        return self.session is not None and guard.is_token(self.session.encode(), _FORMS, token)


def visit_of(request: Request) -> Visit | None:
    """The visit that a request belongs to; None in a workspace that is not shared."""
    found: Visit | None = getattr(request.state, "visit", None)
    return found


def is_secure(request: Request) -> bool:
    """Whether the browser speaks https, to us or to the proxy that we were told to trust."""
    return request.url.scheme == "https"


def session_cookie(request: Request) -> str:
    """The name under which the browser keeps its session."""
    return _SECURE if is_secure(request) else _PLAIN
