"""The query operation (SPARQL 1.1 Protocol, section 2.1): from a request to the reply. No Flask here.

It has two doors: the blueprint of ``/sparql``, and ``DirectOperation`` for what is answered ahead of Flask.
"""

from __future__ import annotations

import time
import traceback
from functools import lru_cache
from typing import TYPE_CHECKING

from carec_kg.errors import CarecError
from carec_kg.graph.engine import QueryRequest
from carec_kg.iris import DEFAULT_GRAPH, INFERRED_GRAPH
from carec_kg.serving.messages import QueryTask
from carec_kg.web.clients import name_client
from carec_kg.web.coding import choose_codings
from carec_kg.web.finishing import finish
from carec_kg.web.negotiation import choose_formats, prefers_html
from carec_kg.web.problems import RequestProblem, describe_error, describe_status
from carec_kg.web.protocol import Question, read_request
from carec_kg.web.reasons import Reasons, is_repeatable_reason
from carec_kg.web.replies import ANSWER_FORMATS, make_reply, reply_problem
from carec_kg.web.validators import is_repeatable

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.serving.client import LoopPool, Pool
    from carec_kg.web.caching import FinishedAnswer
    from carec_kg.web.negotiation import Choice
    from carec_kg.web.protocol import SparqlRequest
    from carec_kg.web.replies import Reply
    from carec_kg.web.settings import WebSettings

PATH = "/sparql"
#: Bytes of a query string; longer ones are sent as POST. (The server in front gives up at 65,534.)
_MOST_IN_ADDRESS = 60_000


class QueryOperation:
    """Answers queries from a pool, under the limits of the settings."""

    def __init__(self, pool: Pool, settings: WebSettings) -> None:
        self._pool = pool
        self._timeout = settings.timeout
        self._max_rows = settings.max_rows

    def read(self, question: Question) -> SparqlRequest:
        """Return what is asked; raise ``RequestProblem``, ``ParameterProblem`` and, for an update, ``NotAllowed``."""
        if len(question.query_string) > _MOST_IN_ADDRESS:
            message = f"The address holds more than {_MOST_IN_ADDRESS} bytes; send the query as POST."
            raise RequestProblem(414, message)
        return read_request(question, self._timeout)

    def answer(self, asked: SparqlRequest, accept: str | None, client: str) -> Reply:
        """Answer a request that has a query, of a client by address; raise whatever the pool raises."""
        choices, task = self.prepare(asked, accept, client)
        reasons = Reasons(self._pool) if asked.why else None
        answer = self._pool.answer(task)
        return self.reply(answer, choices, task, reasons.find(task, answer) if reasons else b"")

    def prepare(self, asked: SparqlRequest, accept: str | None, client: str) -> tuple[tuple[Choice, ...], QueryTask]:
        """Return the formats that a client takes, and the task; raise ``NotAcceptable``."""
        choices, formats = _choose(accept)
        query = QueryRequest(asked.query or "", {}, asked.default_graphs, asked.named_graphs, self._max_rows)
        return choices, QueryTask(
            query, formats, asked.inferred, timeout=asked.timeout, client=client, cancel_name=asked.cancel_name
        )

    def reply(self, answer: EncodedAnswer, choices: tuple[Choice, ...], task: QueryTask, why: bytes = b"") -> Reply:
        """Return the reply with the answer to a task, and JSON that says why there is nothing."""
        reply = make_reply(answer, choices, inferred=task.inferred and sees_closure(task.query), why=why)
        reply.changing = reply.changing or not (is_repeatable(task.query.text) and is_repeatable_reason(why))
        return reply


def sees_closure(query: QueryRequest) -> bool:
    """Return whether the graphs that a request names hold the closure: the default graph, or that of the closure.

    What the query's own text names is not looked at: FROM narrows what it says, as any pattern does.
    """
    if query.default_graphs is None and query.named_graphs is None:
        return True
    return not {DEFAULT_GRAPH, INFERRED_GRAPH}.isdisjoint((*(query.default_graphs or ()), *(query.named_graphs or ())))


@lru_cache(maxsize=256)
def _choose(accept: str | None) -> tuple[tuple[Choice, ...], tuple[str, ...]]:
    choices = choose_formats(accept, ANSWER_FORMATS)
    return choices, tuple(choice.format.name for choice in choices)


class DirectOperation:
    """Answers plain requests for ``/sparql`` in the event loop, from their WSGI environment; leaves others to Flask."""

    def __init__(self, pool: LoopPool, settings: WebSettings) -> None:
        self._pool = pool
        self._operation = QueryOperation(pool, settings)
        self._proxies = settings.proxies
        self._max_query = settings.max_query

    async def answer(self, environ: WSGIEnvironment, dataset: str) -> FinishedAnswer | None:
        """Return the whole answer, whatever the condition and also to HEAD; ``None`` for what is not answered here.

        That is: another path, a page for a browser, a request without a query, one that refuses every coding, one
        that asks why there is nothing, and a body that is not as long as it says. ``dataset`` is the version that
        errors name.
        """
        begun = time.perf_counter()
        accept = environ.get("HTTP_ACCEPT")
        codings = choose_codings(environ.get("HTTP_ACCEPT_ENCODING"))
        if environ.get("PATH_INFO") != PATH or not codings or prefers_html(accept):
            return None
        question = read_question(environ, self._max_query)
        if question is None:
            return None
        try:
            asked = self._operation.read(question)
            if asked.query is None or asked.why:
                return None
            client = name_client(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", ""), self._proxies)
            choices, task = self._operation.prepare(asked, accept, client)
            reply = self._operation.reply(await self._pool.answer_soon(task), choices, task)
        except Exception as error:  # noqa: BLE001 - a fault of ours is an answer too, and told in the log
            reply = _reply_error(error, environ)
        return finish(reply, codings, dataset, begun=begun)


def read_question(environ: WSGIEnvironment, most: int) -> Question | None:
    """Return the parts of a GET, HEAD or POST; ``None`` where the body is coded, over ``most`` bytes or incomplete.

    A body that was read is at its beginning again; ``wsgi.input`` has to be able to go back there.
    """
    method = environ["REQUEST_METHOD"]
    # PEP 3333: bytes of the address stand in a string of Latin-1.
    query_string = environ.get("QUERY_STRING", "").encode("latin-1")
    if environ.get("HTTP_CONTENT_ENCODING", "").strip().lower() not in {"", "identity"}:
        return None
    if method != "POST":
        return Question("GET", query_string) if method in {"GET", "HEAD"} else None
    length = environ.get("CONTENT_LENGTH", "")
    if not length.isdecimal() or int(length) > most:
        return None
    stream = environ["wsgi.input"]
    body = stream.read()
    stream.seek(0)
    return Question(method, query_string, environ.get("CONTENT_TYPE", ""), body) if len(body) == int(length) else None


def _reply_error(error: Exception, environ: WSGIEnvironment) -> Reply:
    if not isinstance(error, CarecError):
        environ["wsgi.errors"].write("".join(traceback.format_exception(error)))
        return reply_problem(describe_status(500, "The server failed to answer; its log says why."))
    problem = describe_error(error)
    if problem.status == 500:
        environ["wsgi.errors"].write(f"{error} on {PATH}\n")
    return reply_problem(problem)
