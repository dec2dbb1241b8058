"""From an error to a status and a problem document (RFC 9457). No Flask here."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from carec_kg import errors
from carec_kg.errors import CarecError, QueryProblem, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA_TYPE = "application/problem+json"
#: Seconds after which a client may well try again.
_RETRY_AFTER = {"Retry-After": "2"}

#: Status and reason of each kind of error, the more special before the more general.
_KINDS: tuple[tuple[type[CarecError], int, str], ...] = (
    (errors.QueryProblem, 400, "query"),
    (errors.ParameterProblem, 400, "parameter"),
    (errors.UnknownName, 404, "unknown-name"),
    (errors.NotAcceptable, 406, "not-acceptable"),
    (errors.NotAllowed, 403, "not-allowed"),
    (errors.OutOfTime, 503, "out-of-time"),
    (errors.OutOfMemory, 503, "out-of-memory"),
    (errors.Cancelled, 503, "cancelled"),
    (errors.ServiceFailure, 502, "service-failure"),
    (errors.ShareUsed, 429, "share-used"),
    (errors.Busy, 503, "busy"),
    (errors.EngineFailure, 503, "engine-failure"),
    (errors.UsageError, 400, "usage"),
)


class RequestProblem(CarecError):
    """A request that HTTP itself makes impossible to answer; carries its status."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True)
class Problem:
    """What is sent in place of an answer; ``more`` has further members of the document."""

    status: int
    detail: str
    reason: str
    more: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Return the status in words."""
        return HTTPStatus(self.status).phrase

    def document(self) -> dict[str, Any]:
        """Return the problem document, ready for JSON."""
        return {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "reason": self.reason,
            **self.more,
        }


def describe_error(error: CarecError) -> Problem:
    """Return the problem that an error is for the client."""
    if isinstance(error, RequestProblem):
        return Problem(error.status, str(error), "request", headers=error.headers)
    for kind, status, reason in _KINDS:
        if isinstance(error, kind):
            headers = _RETRY_AFTER if reason in {"busy", "share-used", "engine-failure"} else {}
            return Problem(status, str(error), reason, _more(error), headers)
    return Problem(500, "The server failed to answer; its log says why.", "failure")


def describe_status(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Problem:
    """Return the problem of an HTTP error that the framework found: no such page, no such method."""
    return Problem(status, detail, "request", headers=headers or {})


def _more(error: CarecError) -> dict[str, Any]:
    if isinstance(error, QueryProblem) and error.line:
        return {"line": error.line, "column": error.column}
    if isinstance(error, UnknownName):
        return {"nearest": error.nearest}
    return {}
