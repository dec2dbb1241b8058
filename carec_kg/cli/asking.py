"""Ask the local graph or an endpoint, and show what comes back as a table or a small page."""

from __future__ import annotations

import html
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from carec_kg.errors import CarecError, UsageError
from carec_kg.graph.answers import Rows, YesNo
from carec_kg.graph.encoding import EncodedAnswer
from carec_kg.graph.results import read_answer
from carec_kg.iris import PREFIXES, compact
from carec_kg.rdf.media import RDF_FORMATS, RESULT_FORMATS
from carec_kg.rdf.terms import Iri, Literal, Term
from carec_kg.saved_queries.year_names import names_year
from carec_kg.session.knowledge_graph import is_query_text, open_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from carec_kg.graph.answers import Answer
    from carec_kg.session.knowledge_graph import KnowledgeGraph

_NUMBERS = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double"))
_MEDIA_TYPES = {format_.name: format_.media_type for format_ in (*RESULT_FORMATS, *RDF_FORMATS)}
_WIDTH_WITHOUT_TERMINAL = 160
#: The graphs that this command asked, by the files beside them.
_OPENED: dict[tuple[Path, ...], KnowledgeGraph] = {}


def ask_local(
    what: str,
    given: Mapping[str, str],
    formats: tuple[str, ...],
    timeout: float,
    *,
    inferred: bool,
    begin: Callable[[str], None],
    beside: tuple[Path, ...] = (),
) -> EncodedAnswer:
    """Ask the built graph, with files beside it, building it first where needed."""
    return _open(begin, beside).encode(what, formats, given, inferred=inferred, timeout=timeout)


def ask_reason(
    what: str, given: Mapping[str, str], timeout: float, *, inferred: bool, beside: tuple[Path, ...] = ()
) -> dict[str, Any]:
    """Ask why the built graph gives nothing; it is the graph that was asked before."""
    return _open(None, beside).diagnose(what, given, inferred=inferred, timeout=timeout)


def _open(begin: Callable[[str], None] | None, beside: tuple[Path, ...]) -> KnowledgeGraph:
    if beside not in _OPENED:
        _OPENED[beside] = open_graph(begin=begin, beside=beside)
    return _OPENED[beside]


def ask_evidence(
    what: str,
    given: Mapping[str, str],
    formats: tuple[str, ...],
    timeout: float,
    *,
    inferred: bool,
    begin: Callable[[str], None],
    beside: tuple[Path, ...] = (),
    marked: bool = False,
) -> tuple[EncodedAnswer, str]:
    """Ask the built graph for rows with their evidence in a column; ``marked`` gives marks there, and footnotes."""
    from carec_kg.evidence.column import (  # noqa: PLC0415 - heavy
        encode_with_evidence,
        number_cited,
        say_marks,
    )
    from carec_kg.evidence.row_text import write_footnotes  # noqa: PLC0415

    graph = _open(begin, beside)
    found = graph.evidence(what, given, inferred=inferred, timeout=timeout)
    if not marked:
        return encode_with_evidence(found, formats), ""
    numbers = number_cited(found)
    answer = encode_with_evidence(found, formats, say=lambda row: say_marks(row, numbers))
    return answer, write_footnotes(found["citations"], numbers)


def ask_endpoint(
    url: str, what: str, given: Mapping[str, str], formats: tuple[str, ...], timeout: float
) -> EncodedAnswer:
    """Ask a SPARQL endpoint that the user names; raise ``CarecError`` in words for what goes wrong."""
    import urllib.error  # noqa: PLC0415 - heavy, and wanted only on this path
    import urllib.request  # noqa: PLC0415

    if urlsplit(url).scheme not in {"http", "https"}:
        message = f"{url} is no address of an endpoint; it begins with http:// or https://."
        raise UsageError(message)
    if not is_query_text(what):
        from carec_kg.config import find_content  # noqa: PLC0415 - wanted only on this path
        from carec_kg.saved_queries.catalogue import read_catalogue  # noqa: PLC0415
        from carec_kg.saved_queries.parameters import bind  # noqa: PLC0415

        what = bind(read_catalogue(find_content().queries).find(what), given).text
    accept = ", ".join(f"{_MEDIA_TYPES[name]};q={1 - place / 10}" for place, name in enumerate(formats))
    request = urllib.request.Request(url, urlencode({"query": what}).encode(), {"Accept": accept})  # noqa: S310 - checked above
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:  # noqa: S310 - checked above
            body, media_type = response.read(), response.headers.get_content_type()
    except urllib.error.HTTPError as error:
        message = f"{url} answered {error.code}: {error.read(500).decode(errors='replace').strip()}"
        raise CarecError(message) from None
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        message = f"{url} does not answer: {getattr(error, 'reason', error)}."
        raise CarecError(message) from None
    format_ = next((name for name in formats if _MEDIA_TYPES[name] == media_type), None)
    if format_ is None:
        message = f"{url} answered with {media_type}, which is not what was asked for."
        raise CarecError(message)
    return EncodedAnswer("rows", format_, body, 0, cut=False)


def show_answer(encoded: EncodedAnswer, *, as_html: bool) -> None:
    """Print an answer as a table that fits the terminal, or as a small page."""
    answer = read_answer(encoded.body, encoded.format)
    if isinstance(answer, YesNo):
        sys.stdout.write("yes\n" if answer.value else "no\n")
        return
    columns, rows = _tabulate(answer)
    if as_html:
        sys.stdout.write(_write_page(columns, rows))
    else:
        _print_table(columns, rows, cut=encoded.cut)


def _tabulate(answer: Answer) -> tuple[tuple[str, ...], list[list[tuple[str, bool]]]]:
    """Return column names and cells; a cell is its text and whether it is a number."""
    if isinstance(answer, Rows):
        years = [names_year(name) for name in answer.variables]
        return answer.variables, [list(map(_show_term, row, years)) for row in answer.rows]
    triples = () if isinstance(answer, YesNo) else answer.triples
    return ("subject", "predicate", "object"), [
        [_show_term(term, names_year(triple.predicate.value.rpartition("#")[2])) for term in triple]
        for triple in triples
    ]


def _show_term(term: Term | None, is_year: bool) -> tuple[str, bool]:
    if isinstance(term, Iri):
        return compact(term.value), False
    if isinstance(term, Literal) and term.datatype in _NUMBERS:
        return (term.value if is_year else _group_digits(term.value)), True
    return (term.value if term else ""), False


def _group_digits(number: str) -> str:
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdigit() else number


def _print_table(columns: tuple[str, ...], rows: list[list[tuple[str, bool]]], *, cut: bool) -> None:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - heavy
    from rich.console import Console  # noqa: PLC0415 - heavy
    from rich.table import Table  # noqa: PLC0415 - heavy
    from rich.text import Text  # noqa: PLC0415 - heavy

    console = Console(width=None if sys.stdout.isatty() else _WIDTH_WITHOUT_TERMINAL)
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for place, name in enumerate(columns):
        numeric = any(row[place][1] for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(text) for text, _ in row))
    console.print(table)
    noun = "row" if len(rows) == 1 else "rows"
    console.print(f"{len(rows):,} {noun}" + (", cut: there are more" if cut else ""), style="dim")


def _write_page(columns: tuple[str, ...], rows: list[list[tuple[str, bool]]]) -> str:
    head = "".join(f"<th scope=col>{html.escape(name)}</th>" for name in columns)
    lines = ("<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text, _ in row) + "</tr>\n" for row in rows)
    return (
        "<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n<title>Answer</title>\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{''.join(lines)}</tbody>\n</table>\n</html>\n"
    )
