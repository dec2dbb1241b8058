"""The inquiry ``diagnose``: why a query gives nothing, as values for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carec_kg.errors import NotAllowed, UsageError
from carec_kg.evidence.diagnosing import diagnose
from carec_kg.evidence.diagnosis import to_dict
from carec_kg.graph.engine import QueryRequest
from carec_kg.rdf.service_keyword import mentions_service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from carec_kg.evidence.asked import Asked
    from carec_kg.evidence.vocabulary import Vocabulary
    from carec_kg.graph.engine import Engine


def answer_diagnose(
    engine: Engine, closed: Engine, vocabulary: Vocabulary, asked: Asked, time_left: Callable[[], float]
) -> dict[str, Any]:
    """Answer the inquiry over a graph; ``closed`` is the same with what is inferred, or the same.

    Asked are ``query``, ``defaultGraphs`` and ``namedGraphs``, and the ``parameters`` of a saved query by their names.
    Raise ``QueryProblem``, ``UsageError`` and, for a query with SERVICE, ``NotAllowed``.
    """
    text = asked.text("query")
    if mentions_service(text):
        message = "What another endpoint has a part in is not examined here; leave SERVICE out of the query."
        raise NotAllowed(message)
    found = diagnose(
        engine,
        QueryRequest(text, {}, asked.names("defaultGraphs"), asked.names("namedGraphs")),
        time_left=time_left,
        vocabulary=vocabulary,
        closed=closed,
        parameters=_read_parameters(asked),
    )
    return to_dict(found)


def _read_parameters(asked: Asked) -> Mapping[str, str]:
    given = asked.mapping("parameters") or {}
    if not all(isinstance(value, str) for value in given.values()):
        message = "The parameters are an object of names to texts, as they were given to the saved query."
        raise UsageError(message)
    return given
