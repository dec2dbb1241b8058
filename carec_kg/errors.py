"""One family of errors; each message is a sentence that says what to do."""

from __future__ import annotations

from dataclasses import dataclass


class CarecError(Exception):
    """Anything that the user can put right; its text is shown as it stands, never a traceback."""

    #: Exit code of the command line: 1 for findings and failures, 2 for wrong usage.
    exit_code = 1


class UsageError(CarecError):
    """A request that makes no sense as it stands: an unknown name, format or parameter."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text file; line and column count from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class SyntaxProblem(CarecError):
    """A file or query that does not parse."""

    def __init__(self, message: str, position: Position) -> None:
        super().__init__(f"{position}: {message}")
        self.message = message
        self.position = position


class QueryProblem(CarecError):
    """A query that the engine refuses; line and column are absent where the engine gives none."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        where = f"line {line}, column {column}: " if line else ""
        super().__init__(where + message)
        self.message = message
        self.line = line
        self.column = column


class UnknownName(UsageError):
    """A name that is not known, with the nearest that are."""

    def __init__(self, kind: str, name: str, nearest: list[str]) -> None:
        hint = f" Did you mean {' or '.join(nearest)}?" if nearest else ""
        super().__init__(f"There is no {kind} named {name!r}.{hint}")
        self.kind = kind
        self.name = name
        self.nearest = nearest


class ParameterProblem(UsageError):
    """A parameter that is missing, unknown or ill-typed; says which, its type and an example."""


class DataProblem(CarecError):
    """Data, ontology or queries that cannot be built as they stand."""


class SnapshotProblem(CarecError):
    """A snapshot that is missing, truncated, altered or of another format."""


class NotAllowed(CarecError):
    """An operation that this read-only graph refuses."""


class NotAcceptable(UsageError):
    """An answer that cannot be given in any of the formats asked for."""


class OutOfTime(CarecError):
    """A query that was stopped at its deadline."""


class OutOfMemory(CarecError):
    """A query that was stopped at its memory cap."""


class Busy(CarecError):
    """No room in the queue; try again later."""


class ShareUsed(Busy):
    """No room in the queue for this client, who fills its share of it alone."""


class ServiceFailure(CarecError):
    """Another endpoint that a query's SERVICE asked and that gave no usable answer."""


class Cancelled(CarecError):
    """A query that its client cancelled."""


class EngineFailure(CarecError):
    """The query worker died or cannot be reached; the next request is served by another one."""
