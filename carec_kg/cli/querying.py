"""``carec-kg query``: ask a saved query, a file or the text of a query."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from carec_kg.cli.completing import complete_parameters, complete_queries
from carec_kg.cli.progress import show_progress
from carec_kg.errors import UsageError

#: What F may be, and the formats that are asked of the engine for it, best first.
_FORMATS = {
    "table": ("json", "ntriples"),
    "csv": ("csv", "ntriples"),
    "tsv": ("tsv", "ntriples"),
    "json": ("json", "jsonld"),
    "xml": ("xml", "rdfxml"),
    "turtle": ("turtle", "csv"),
    "jsonld": ("jsonld", "json"),
    "ntriples": ("ntriples", "tsv"),
    "html": ("json", "ntriples"),
}


@click.command("query", short_help="Ask a saved query, a file, or the text of a query.")
@click.argument("what", shell_complete=complete_queries)
@click.option(
    "-p",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=complete_parameters,
    help="A parameter of the saved query; may be repeated.",
)
@click.option(
    "--format", "format_", type=click.Choice(list(_FORMATS)), default="table", help="How the answer is written."
)
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of the local graph.")
@click.option(
    "--with",
    "beside",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Ask over this file too, as the named graph graph/with/NAME; may be repeated.",
)
@click.option("--no-inferred", is_flag=True, help="Leave out what is only inferred.")
@click.option(
    "--timeout", type=click.FloatRange(0.1, 3600), default=60.0, show_default=True, help="Seconds at the most."
)
def command(
    *,
    what: str,
    parameters: tuple[str, ...],
    format_: str,
    endpoint: str | None,
    beside: tuple[Path, ...],
    no_inferred: bool,
    timeout: float,
) -> None:
    """Ask the graph. WHAT is a saved query's name, a file, `-` for standard input, or the text of a query.

    The query runs in a sealed process: it reaches neither the network nor your files.

    \b
    Examples:   carec-kg query investments
                carec-kg query corridors-of-country -p country=id:country/MNG
                carec-kg query "SELECT ?c WHERE { ?c a carec:Corridor }" --format csv
    """
    from carec_kg.cli.asking import ask_endpoint, ask_local, show_answer  # noqa: PLC0415 - heavy

    given = dict(_split(parameter) for parameter in parameters)
    text = _read_text(what)
    with show_progress(1) as begin:
        if endpoint:
            if beside:
                message = "--with goes with the local graph, not with --endpoint."
                raise UsageError(message)
            answer = ask_endpoint(endpoint, text, given, _FORMATS[format_], timeout)
        else:
            formats = _FORMATS[format_]
            answer = ask_local(text, given, formats, timeout, inferred=not no_inferred, begin=begin, beside=beside)
    if format_ in {"table", "html"}:
        show_answer(answer, as_html=format_ == "html")
    else:
        sys.stdout.buffer.write(answer.body)
        sys.stdout.flush()


def _split(parameter: str) -> tuple[str, str]:
    name, sign, value = parameter.partition("=")
    if not sign:
        message = f"-p takes NAME=VALUE, for example -p year=2024; {parameter!r} has no '='."
        raise UsageError(message)
    return name, value


def _read_text(what: str) -> str:
    if what == "-":
        return sys.stdin.read()
    if what.endswith((".rq", ".sparql")) or ("/" in what and "{" not in what):
        try:
            return Path(what).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
            message = f"{what} cannot be read: {reason}."
            raise UsageError(message) from None
    return what
