"""The saved queries as text for a terminal."""

from __future__ import annotations

import io
import json
import shutil

from carec_kg.config import find_content
from carec_kg.errors import UsageError
from carec_kg.saved_queries.catalogue import Catalogue, read_catalogue
from carec_kg.saved_queries.describe import describe_catalogue, describe_query, example_command
from carec_kg.saved_queries.typed_values import describe_type


def describe_all(format_: str) -> str:
    """Return the list of saved queries as a table or JSON; raise ``UsageError`` for another format."""
    catalogue = _read()
    if format_ == "json":
        return json.dumps(describe_catalogue(catalogue), indent=2, ensure_ascii=False) + "\n"
    if format_ == "rq":
        message = "Name the query whose text you want: carec-kg queries NAME --format rq."
        raise UsageError(message)
    return _table([(query.slug, query.question) for query in catalogue])


def describe_one(name: str, format_: str) -> str:
    """Return one saved query with parameters, columns and an example, as text, JSON or its own source."""
    query = _read().find(name)
    if format_ == "json":
        return json.dumps(describe_query(query), indent=2, ensure_ascii=False) + "\n"
    if format_ == "rq":
        return query.source
    parts = [f"{query.question}\n{query.description}\n"]
    if query.parameters:
        rows = [(p.name, f"{p.help} Takes {describe_type(p)}; {_default(p.default)}.") for p in query.parameters]
        parts.append("Parameters\n" + _table(rows))
    if query.columns:
        columns = [(c.name, c.help + (f" Unit: {c.unit}." if c.unit else "")) for c in query.columns]
        parts.append("Columns\n" + _table(columns))
    return "\n".join([*parts, f"Example\n  {example_command(query)}\n"])


def _default(default: str | None) -> str:
    return "may be left out" if default is None else f"by default {default}"


def _read() -> Catalogue:
    return read_catalogue(find_content().queries)


def _table(rows: list[tuple[str, str]]) -> str:
    from rich.console import Console  # noqa: PLC0415 - heavy
    from rich.table import Table  # noqa: PLC0415 - heavy
    from rich.text import Text  # noqa: PLC0415 - heavy

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for name, text in rows:
        table.add_row(Text(name), Text(text))
    output = io.StringIO()
    Console(file=output, width=shutil.get_terminal_size((120, 24)).columns).print(table)
    return "".join(line.rstrip() + "\n" for line in output.getvalue().splitlines())
