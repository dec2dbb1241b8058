"""One built graph, opened for questions: the command line and Python programs use the same object."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from carec_kg.build.ensuring import ensure_snapshot
from carec_kg.config import find_content, find_home
from carec_kg.errors import UsageError
from carec_kg.graph import snapshot as layout
from carec_kg.graph.answers import Answer, Rows
from carec_kg.graph.beside import version_with
from carec_kg.graph.engine import QueryRequest
from carec_kg.graph.results import READABLE_FORMATS, read_answer
from carec_kg.graph.stored import load_engine, read_quads
from carec_kg.rdf.media import RDF_FORMATS, find_format
from carec_kg.saved_queries.catalogue import Catalogue, read_catalogue
from carec_kg.saved_queries.lookup import Lookup
from carec_kg.saved_queries.parameters import bind
from carec_kg.serving.messages import QueryTask
from carec_kg.serving.sealed import answer_sealed
from carec_kg.session.explained import Explained
from carec_kg.session.inquiring import Inquirer
from carec_kg.session.results import Result, to_rdflib

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import rdflib

    from carec_kg.config import Content
    from carec_kg.graph.answers import Row
    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.graph.engine import Engine
    from carec_kg.graph.snapshot import Snapshot
    from carec_kg.rdf.terms import Quad

#: Seconds that a query of one's own may run.
TIMEOUT_SECONDS = 60.0


class KnowledgeGraph:
    """The CAREC graph, read-only. Queries run in a sealed child process and can reach neither network nor files."""

    def __init__(self, snapshot: Snapshot, beside: Sequence[Path] = ()) -> None:
        self._snapshot = snapshot
        self._beside = beside
        self._inquirers: dict[bool, Inquirer] = {}

    @property
    def version(self) -> str:
        """Return the version of the data set."""
        return version_with(self._snapshot.version, self._beside) if self._beside else self._snapshot.version

    @cached_property
    def catalogue(self) -> Catalogue:
        """Return the saved queries."""
        return read_catalogue(self._snapshot.path(layout.QUERIES), trusted=True)

    def query(
        self, what: str, /, *, inferred: bool = True, timeout: float = TIMEOUT_SECONDS, **parameters: object
    ) -> Result:
        """Answer a saved query by name, or the text of a query; parameters belong to a saved query.

        ``timeout`` is in seconds. Raise ``UnknownName``, ``ParameterProblem``, ``QueryProblem`` or ``OutOfTime``.
        """
        given = {name: str(value) for name, value in parameters.items()}
        encoded = self.encode(what, READABLE_FORMATS, given, inferred=inferred, timeout=timeout)
        return Result(read_answer(encoded.body, encoded.format), self.version, encoded.cut)

    def encode(
        self,
        what: str,
        formats: tuple[str, ...],
        given: Mapping[str, str],
        *,
        inferred: bool = True,
        timeout: float = TIMEOUT_SECONDS,
    ) -> EncodedAnswer:
        """Answer like ``query``, as bytes in the first of ``formats`` that suits the answer."""
        text = self._resolve(what, given)
        engine = self._engine if inferred else self._asserted_engine
        return answer_sealed(engine, QueryTask(QueryRequest(text), formats, timeout=timeout))

    def explain(
        self,
        what: str,
        /,
        row: int | Row = 0,
        *,
        given: Mapping[str, object] | None = None,
        page: int = 0,
        proofs: int = 0,
        inferred: bool = True,
        timeout: float = TIMEOUT_SECONDS,
    ) -> Explained:
        """Say what a row of a SELECT rests on; ``row`` is its number from 0, or its values as terms.

        ``given`` are parameters of a saved query, ``page`` is of the solutions that an aggregate counted; with
        ``proofs``, triples of the row that are inferred come with so many proofs each. Raise what ``query`` raises,
        and ``UsageError`` for a row that is not there.
        """
        text = self._resolve(what, {name: str(value) for name, value in (given or {}).items()})
        asked = {"query": text, "page": page, "proofs": proofs, **self._inquirer(inferred).name_row(text, row)}
        return Explained(self._inquirer(inferred).ask("explain", asked, timeout), self.version)

    def prove(
        self,
        subject: str,
        predicate: str,
        value: str,
        *,
        proofs: int = 1,
        inferred: bool = True,
        timeout: float = TIMEOUT_SECONDS,
    ) -> Explained:
        """Say why a triple is in the graph, or what is missing for it; terms as ``country:KAZ``, IRIs, ``"text"@en``.

        Raise ``UsageError`` for what is no term, ``OutOfTime``.
        """
        asked = {"subject": subject, "predicate": predicate, "object": value, "proofs": proofs}
        return Explained(self._inquirer(inferred).ask("prove", asked, timeout), self.version)

    def evidence(
        self, what: str, given: Mapping[str, str], *, inferred: bool = True, timeout: float = TIMEOUT_SECONDS
    ) -> dict[str, Any]:
        """Answer a SELECT with the evidence of each row, as ``docs/evidence.md`` describes it for JSON."""
        asked = {"query": self._resolve(what, given), "bindings": True}
        return self._inquirer(inferred).ask("evidence", asked, timeout)

    def diagnose(
        self, what: str, given: Mapping[str, str], *, inferred: bool = True, timeout: float = TIMEOUT_SECONDS
    ) -> dict[str, Any]:
        """Say why a query gives nothing, as ``docs/honest-results.md`` describes it; ``query`` is what was asked."""
        text = self._resolve(what, given)
        asked = {"query": text, "parameters": dict(given)}
        inquirer = self._inquirer(inferred)
        if not inferred:
            inquirer = Inquirer(self._snapshot.folder, self._asserted_engine, inferred=False, closed=self._engine)
        return {"query": text, **inquirer.ask("diagnose", asked, timeout)}

    def quote(self, explained: Explained, folder: Path) -> Explained:
        """Return an explanation with the sentences themselves, from the folder that holds the sources' texts.

        Raise ``DataProblem`` for a folder that cannot be read.
        """
        return explained.quoted_by(self._inquirer(inferred=True).quoter(folder))

    def graph(self, *, inferred: bool = False) -> rdflib.Dataset:
        """Return the named graphs as an rdflib Dataset, with ``graph/inferred`` if wanted; lexical forms are kept."""
        import rdflib  # noqa: PLC0415 - heavy

        dataset = rdflib.Dataset()
        for quad in self.quads(inferred=inferred):
            triple = (to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object))
            dataset.add((*triple, rdflib.URIRef(quad.graph or "")))  # type: ignore[arg-type] # four terms
        return dataset

    def export(self, format: str, *, graph: str | None = None, inferred: bool = False) -> bytes:  # noqa: A002 - its name
        """Return the graph, or one named graph, as a file's bytes; raise ``UsageError`` for an unknown format."""
        from carec_kg.export.dump import dump  # noqa: PLC0415 - heavy: a query needs none of the writers

        return dump(self.quads(inferred=inferred), find_format(format, RDF_FORMATS), graph=graph)

    def release_files(self) -> dict[str, bytes]:
        """Return every file of the release by its name, with ``SHA256SUMS``."""
        names = [name for name in self._snapshot.names if name.startswith(layout.EXPORT)]
        return {name.removeprefix(layout.EXPORT): self._snapshot.read(name) for name in names}

    def quads(self, *, inferred: bool = False) -> list[Quad]:
        """Return the asserted quads, and those of ``graph/inferred`` if wanted, lexical forms kept."""
        return read_quads(self._snapshot, inferred=inferred)

    @cached_property
    def _engine(self) -> Engine:
        return load_engine(self._snapshot, beside=self._beside)

    @cached_property
    def _asserted_engine(self) -> Engine:
        return load_engine(self._snapshot, inferred=False, beside=self._beside)

    def _inquirer(self, inferred: bool) -> Inquirer:  # noqa: FBT001 - the one thing that tells the two apart
        if inferred not in self._inquirers:
            engine = self._engine if inferred else self._asserted_engine
            self._inquirers[inferred] = Inquirer(self._snapshot.folder, engine, inferred=inferred)
        return self._inquirers[inferred]

    def _resolve(self, what: str, given: Mapping[str, str]) -> str:
        if is_query_text(what):
            if given:
                message = f"Only a saved query takes parameters; write {next(iter(given))} into the query's text."
                raise UsageError(message)
            return what
        query = self.catalogue.find(what)
        return bind(query, given, Lookup(self._select, self.catalogue)).text

    def _select(self, text: str) -> Rows:
        # Text of our own, with values written by the term serializer.
        answer: Answer = self._engine.query(text)
        if not isinstance(answer, Rows):
            message = "A SELECT was expected."
            raise UsageError(message)
        return answer


def is_query_text(what: str) -> bool:
    """Return whether a text is a query rather than the name of one: names have neither spaces nor brackets."""
    return any(mark in what for mark in " \n\t{}")


def open_graph(
    *,
    content: Content | None = None,
    home: Path | None = None,
    begin: Callable[[str], None] | None = None,
    beside: Sequence[Path] = (),
) -> KnowledgeGraph:
    """Open the graph, building it first where ontology, data or queries have changed.

    Files ``beside`` it are named graphs of their own, ``graph/with/{name}``, and no part of the default graph. Raise
    ``DataProblem`` where it was never built and does not build.
    """
    return KnowledgeGraph(ensure_snapshot(content or find_content(), home or find_home(), begin), beside)
