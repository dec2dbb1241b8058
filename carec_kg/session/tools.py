"""Answer the tools of language-model clients: saved queries, search, description, explanation, SPARQL.

Nothing here knows the protocol; every answer names the version of the data set, and the passages that it rests on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carec_kg.errors import NotAllowed, OutOfTime, ParameterProblem, UsageError
from carec_kg.graph.answers import Rows, Triples, YesNo
from carec_kg.saved_queries.lookup import Lookup
from carec_kg.saved_queries.parameters import bind
from carec_kg.saved_queries.permalink import mint_result
from carec_kg.session.tool import Arguments, ToolAnswer, write_parameters
from carec_kg.session.tool_explaining import explain_row, explain_triple
from carec_kg.session.tool_rows import show_whole, sign, write_records, write_rows, write_table
from carec_kg.session.tool_schemas import DEFAULT_ROWS, MOST_ROWS, describe_tools
from carec_kg.session.tool_things import describe_thing, search_things

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.saved_queries.parameters import BoundQuery
    from carec_kg.session.tool import Tool
    from carec_kg.session.tool_graph import ToolGraph

_OWN = ("limit", "offset", "inferred", "evidence")
_NO_ROWS = "Evidence is given for the rows of a table, and this answer has none."
_NO_TIME = "The rows could not be explained in time; ask for fewer of them with limit."


class Toolbox:
    """The tools over one graph; ``sparql`` says whether clients may send queries of their own."""

    def __init__(self, graph: ToolGraph, *, sparql: bool = False) -> None:
        self.graph = graph
        self._sparql = sparql
        self.tools: tuple[Tool, ...] = tuple(describe_tools(graph.catalogue, sparql=sparql))

    def call(self, name: str, given: Mapping[str, Any]) -> ToolAnswer:
        """Answer a tool; raise an error of ``carec_kg.errors``, whose text says what to do."""
        arguments = Arguments(given)
        if name == "search":
            return search_things(self.graph, arguments)
        if name == "describe":
            return describe_thing(self.graph, arguments)
        if name == "explain":
            return self._explain(arguments)
        if name == "sparql":
            return self._ask_in_sparql(arguments)
        return self._ask(self.graph.catalogue.find(name), arguments)

    def _bind(self, query: SavedQuery, given: Mapping[str, Any]) -> BoundQuery:
        lookup = Lookup(self.graph.select, self.graph.catalogue)
        return bind(query, write_parameters(given), lookup)

    def _ask(self, query: SavedQuery, arguments: Arguments) -> ToolAnswer:
        own = {name: value for name, value in arguments.values.items() if name not in _OWN}
        inferred = arguments.switch("inferred", default=True)
        if query.kind != "select":
            arguments.refuse_others(*(parameter.name for parameter in query.parameters), "inferred")
            return self._ask_whole(query, self._bind(query, own), inferred=inferred)
        limit = arguments.number("limit", default=DEFAULT_ROWS, least=1, most=MOST_ROWS)
        offset = arguments.number("offset", default=0, most=10**9)
        bound = self._bind(query, {**own, "limit": limit, "offset": offset})
        evidence = arguments.switch("evidence", default=True)
        rows, told = self._find_rows(bound, limit, inferred=inferred, evidence=evidence)
        values: dict[str, Any] = {
            "dataset": self.graph.version,
            "question": query.question,
            "address": mint_result(self.graph.version, query.slug, bound.given()),
            "columns": [_describe_column(query, name) for name in rows.variables],
            "rows": write_records(rows.variables, rows.rows, self.graph.labels, query.columns),
            "inferred": inferred,
            **told,
        }
        if not told["complete"]:
            values["next"] = {**own, "limit": limit, "offset": offset + limit}
        if not rows.rows:
            values["empty"] = self._diagnose(bound.text)
        return ToolAnswer(values, write_rows(values, rows.variables))

    def _find_rows(
        self, bound: BoundQuery, limit: int, *, inferred: bool, evidence: bool
    ) -> tuple[Rows, dict[str, Any]]:
        """Return rows with what is to be said of them; where they cannot be explained in time, that is said."""
        told: dict[str, Any] = {"evidence": None, "citations": {}}
        if evidence:
            try:
                rows, found = self.graph.find_evidence(bound.text_with_one_ahead, limit, inferred=inferred)
            except OutOfTime:
                told["evidenceNote"] = _NO_TIME
            else:
                cited = {"evidence": found["rows"], "citations": found["citations"]}
                return rows, {"complete": found["complete"], **cited}
        answer, cut = self.graph.ask(bound.text_with_one_ahead, inferred=inferred, row_cap=limit)
        return answer if isinstance(answer, Rows) else Rows((), []), {"complete": not cut, **told}

    def _diagnose(self, text: str) -> list[str]:
        """Return why there is no row, as far as the desk knows."""
        try:
            found = self.graph.inquire("diagnose", {"query": text})
        except (UsageError, NotAllowed, OutOfTime):
            return []
        return [str(cause["text"]) for cause in found.get("causes", ())]

    def _ask_whole(self, query: SavedQuery, bound: BoundQuery, *, inferred: bool) -> ToolAnswer:
        values: dict[str, Any] = {
            "dataset": self.graph.version,
            "question": query.question,
            "address": mint_result(self.graph.version, query.slug, bound.given()),
            "inferred": inferred,
            "evidence": None,
            "evidenceNote": _NO_ROWS,
        }
        told = self._read_whole(bound.text, inferred=inferred, limit=MOST_ROWS)
        values |= told
        return ToolAnswer(values, f"{query.question}\n{show_whole(told)}\n{sign(values)}")

    def _read_whole(self, text: str, *, inferred: bool, limit: int) -> dict[str, Any]:
        answer, cut = self.graph.ask(text, inferred=inferred, row_cap=limit)
        if isinstance(answer, YesNo):
            return {"answer": answer.value, "complete": True}
        if isinstance(answer, Triples):
            lines = (f"{triple.subject} {triple.predicate} {triple.object} .\n" for triple in answer.triples)
            return {"triples": "".join(lines), "complete": not cut}
        records = write_records(answer.variables, answer.rows, self.graph.labels)
        columns = [{"name": name} for name in answer.variables]
        return {"columns": columns, "rows": records, "complete": not cut}

    def _ask_in_sparql(self, arguments: Arguments) -> ToolAnswer:
        if not self._sparql:
            message = (
                "Queries of one's own are not offered here; start `carec-kg mcp --sparql`, or use the other tools."
            )
            raise NotAllowed(message)
        arguments.refuse_others("query", "limit", "inferred")
        text = arguments.text("query")
        limit = arguments.number("limit", default=DEFAULT_ROWS, least=1, most=MOST_ROWS)
        inferred = arguments.switch("inferred", default=True)
        told = self._read_whole(text, inferred=inferred, limit=limit)
        told |= {"dataset": self.graph.version, "inferred": inferred}
        if "rows" not in told:
            return ToolAnswer(told, f"{show_whole(told)}\n{sign(told)}")
        names = [column["name"] for column in told["columns"]]
        lines = write_table(names, told["rows"], [""] * len(told["rows"]))
        return ToolAnswer(told, "\n".join([*lines, sign(told)]))

    def _explain(self, arguments: Arguments) -> ToolAnswer:
        arguments.refuse_others("question", "parameters", "row", "subject", "predicate", "object")
        if "question" in arguments.values:
            query = self.graph.catalogue.find(arguments.text("question"))
            bound = self._bind(query, arguments.mapping("parameters"))
            return explain_row(self.graph, bound.text, arguments.number("row", default=0, most=10**6))
        if "subject" not in arguments.values:
            message = "Give question and row, or subject, predicate and object."
            raise ParameterProblem(message)
        return explain_triple(self.graph, *(arguments.text(name) for name in ("subject", "predicate", "object")))


def _describe_column(query: SavedQuery, name: str) -> dict[str, Any]:
    for column in query.columns:
        if column.name == name:
            unit = {"unit": column.unit} if column.unit else {}
            return {"name": name, "description": column.help, "type": column.type, **unit}
    return {"name": name}
