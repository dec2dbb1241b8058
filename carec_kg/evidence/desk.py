"""The desk: answers inquiries about one graph - why a row, why a triple, why nothing - as values for JSON.

Pure: everything that is needed from files is given when the desk is made, so that it works behind the seal.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from carec_kg.errors import NotAllowed, UsageError
from carec_kg.evidence.asked import Asked
from carec_kg.evidence.equal_values import find_equal
from carec_kg.evidence.explaining import explain_row, explain_rows, name_columns
from carec_kg.evidence.finishing import finish
from carec_kg.evidence.model import Limits
from carec_kg.evidence.nothing import answer_diagnose
from carec_kg.evidence.precedence import read_registers
from carec_kg.evidence.proof_json import to_dict
from carec_kg.evidence.proof_words import ProofWords
from carec_kg.evidence.proving_rows import add_proofs, find_premises
from carec_kg.evidence.row_json import add_premises, row_to_dict
from carec_kg.evidence.rows_json import read_row, rows_to_dict, write_rows
from carec_kg.evidence.term_reading import read_triple
from carec_kg.evidence.unknown_terms import find_graphs, find_unknown_terms
from carec_kg.evidence.vocabulary import Vocabulary
from carec_kg.graph.answers import Rows
from carec_kg.graph.engine import QueryRequest
from carec_kg.rdf.service_keyword import mentions_service
from carec_kg.reasoning.origins import Origins
from carec_kg.reasoning.proof import NotInGraph
from carec_kg.reasoning.proving import Prover

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from carec_kg.graph.answers import Row
    from carec_kg.graph.engine import Engine
    from carec_kg.reasoning.rules import Rule

    TimeLeft = Callable[[], float]

#: Rows that one inquiry explains together at the most, and rows that are counted off to find one by its number.
_MOST_ROWS = 10_000
_LAST_ROW = 1_000_000
#: Proofs of one triple at the most.
_MOST_PROOFS = 20
#: Members of a group on one page at the most, and where no number is asked for.
_MOST_ON_PAGE = 1_000
_PAGE = 200


@dataclass(frozen=True, slots=True)
class _View:
    """One of the two graphs: its engine, words for its terms, its prover, and whether anything was inferred in it."""

    engine: Engine
    words: ProofWords
    prover: Prover
    infers: bool
    closed: Engine
    vocabulary: Callable[[], Vocabulary]


class Desk:
    """Answers the inquiries ``explain``, ``evidence``, ``prove`` and ``diagnose``; made once, before the seal."""

    def __init__(
        self, engine: Engine, asserted: Engine, rules: Sequence[Rule] = (), origins: Origins | None = None
    ) -> None:
        """Take the graph with its closure, the same without it, and the rules and origins of the closure.

        Where nothing was inferred, both graphs are one and there are no rules.
        """
        words = ProofWords(engine)
        prover = Prover(engine, rules, origins or Origins(b""))
        vocabulary = cache(lambda: Vocabulary(engine))
        self._whole = _View(engine, words, prover, bool(rules), engine, vocabulary)
        same = asserted is engine
        self._asserted = (
            self._whole
            if same
            else _View(
                asserted,
                ProofWords(asserted),
                Prover(asserted, (), Origins(b"")),
                infers=False,
                closed=engine,
                vocabulary=vocabulary,
            )
        )
        self._learn_names = vocabulary
        self._kinds = {"explain": _explain, "evidence": _evidence, "prove": _prove, "diagnose": _diagnose}

    def learn_names(self) -> None:
        """Read the names of the graph in advance, for all workers that are forked from here."""
        self._learn_names()

    def answer(self, kind: str, asked: Mapping[str, Any], *, inferred: bool, time_left: TimeLeft) -> dict[str, Any]:
        """Answer an inquiry; raise ``UsageError`` for what makes no sense, and ``OutOfTime``."""
        if kind not in self._kinds:
            message = f"There is no inquiry {kind[:40]!r}; there are {', '.join(sorted(self._kinds))}."
            raise UsageError(message)
        return self._kinds[kind](self._whole if inferred else self._asserted, Asked(asked), time_left)


def _explain(view: _View, asked: Asked, time_left: TimeLeft) -> dict[str, Any]:
    """Explain one row, by its number or its values; with ``proofs``, its inferred triples come with these."""
    request = _read_request(asked)
    wanted = _choose_row(request, asked)
    page = asked.number("page", most=_LAST_ROW)
    limits = Limits(page_size=max(1, asked.number("size", most=_MOST_ON_PAGE, default=_PAGE)))
    found = explain_row(view.engine, request, wanted, limits=limits, page=page, time_left=time_left)
    words = view.words.speak(asked.language)
    answer = row_to_dict(found, view.engine, words)
    if view.infers:
        proofs = asked.number("proofs", most=_MOST_PROOFS)
        premises = add_proofs(answer, found, view.prover, words, proofs, time_left)
        add_premises(answer, found, premises, words, read_registers(view.engine))
    finish(answer, view.engine, asked.language)
    return answer


def _choose_row(request: QueryRequest, asked: Asked) -> int | Row:
    values = asked.mapping("values")
    if values is None:
        return asked.number("row", most=_LAST_ROW)
    return read_row(name_columns(request).variables, values)


def _evidence(view: _View, asked: Asked, time_left: TimeLeft) -> dict[str, Any]:
    """Explain the rows of a result in short; with ``bindings``, the rows come with their evidence."""
    limit = asked.number("limit", most=_MOST_ROWS, default=_MOST_ROWS)
    request = _read_request(asked, limit + 1)
    rows = view.engine.answer(request)
    if not isinstance(rows, Rows):
        name_columns(request)
        rows = Rows((), [])
    kept = rows.rows[:limit]
    found = explain_rows(view.engine, request, Rows(rows.variables, kept), time_left=time_left) if kept else []
    premises = find_premises(found, view.prover, time_left) if view.infers else []
    answer = rows_to_dict(found, view.engine, asked.language, premises)
    if asked.switch("bindings"):
        answer["bindings"] = write_rows(rows.variables, kept)
    return {"variables": list(rows.variables), **answer, "complete": len(rows.rows) <= limit}


def _prove(view: _View, asked: Asked, time_left: TimeLeft) -> dict[str, Any]:
    """Prove a triple; where nothing was inferred, the answer says so."""
    triple = read_triple(asked.text("subject"), asked.text("predicate"), asked.text("object"))
    proofs = max(1, asked.number("proofs", most=_MOST_PROOFS, default=1))
    found = view.prover.prove(triple, proofs=proofs, is_over=lambda: time_left() <= 0)
    if isinstance(found, NotInGraph) and (equal := find_equal(view.engine, triple)):
        triple = equal
        found = view.prover.prove(triple, proofs=proofs, is_over=lambda: time_left() <= 0)
    answer = {**to_dict(found, view.engine, view.words.speak(asked.language)), "inferring": view.infers}
    if isinstance(found, NotInGraph):
        answer["unknown"] = find_unknown_terms(triple, view.vocabulary())
        answer["elsewhere"] = find_graphs(view.engine, triple)
    finish(answer, view.engine, asked.language)
    return answer


def _diagnose(view: _View, asked: Asked, time_left: TimeLeft) -> dict[str, Any]:
    """Say why a query gives nothing."""
    return answer_diagnose(view.engine, view.closed, view.vocabulary(), asked, time_left)


def _read_request(asked: Asked, row_cap: int | None = None) -> QueryRequest:
    text = asked.text("query")
    if mentions_service(text):
        message = "A row that another endpoint has a part in is not explained here; leave SERVICE out of the query."
        raise NotAllowed(message)
    return QueryRequest(text, {}, asked.names("defaultGraphs"), asked.names("namedGraphs"), row_cap)
