"""``carec-kg query``: ask a saved query, a file or the text of a query."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carec_kg.cli.completing import complete_parameters, complete_queries
from carec_kg.cli.progress import show_progress
from carec_kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.graph.encoding import EncodedAnswer

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
@click.option("--evidence", is_flag=True, help="Add a column with the passages that each row rests on.")
@click.option(
    "--why/--no-why",
    default=None,
    help="Say on stderr why there is no row; a table on a terminal does so unless told not to.",
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
    evidence: bool,
    why: bool | None,
    no_inferred: bool,
    timeout: float,
) -> None:
    """Ask the graph. WHAT is a saved query's name, a file, `-` for standard input, or the text of a query.

    The query runs in a sealed process: it reaches neither the network nor your files.

    \b
    Examples:   carec-kg query investments
                carec-kg query corridors-of-country -p country=country:MNG
                carec-kg query "SELECT ?c WHERE { ?c a carec:Corridor }" --format csv
                carec-kg query chairs --evidence
    """
    from carec_kg.cli.diagnosis import is_wanted, show_reason  # noqa: PLC0415 - heavy

    if endpoint and (beside or evidence):
        message = f"--{'with' if beside else 'evidence'} goes with the local graph, not with --endpoint."
        raise UsageError(message)
    given = dict(split_parameter(parameter) for parameter in parameters)
    question = _Question(read_text(what), given, format_, timeout, not no_inferred, beside)
    answer, footnotes = _ask(question, endpoint, evidence=evidence)
    _show(answer, footnotes, format_)
    if not endpoint and is_wanted(why, format_, answer):
        show_reason(question.text, given, timeout, inferred=not no_inferred, beside=beside)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, and how the answer is wanted."""

    text: str
    given: Mapping[str, str]
    format: str
    timeout: float
    inferred: bool
    beside: tuple[Path, ...]


def _ask(question: _Question, endpoint: str | None, *, evidence: bool) -> tuple[EncodedAnswer, str]:
    """Return the answer, and what stands below its table."""
    from carec_kg.cli.asking import ask_endpoint, ask_evidence, ask_local  # noqa: PLC0415 - heavy

    text, given, formats, timeout = question.text, question.given, _FORMATS[question.format], question.timeout
    inferred, beside, marked = question.inferred, question.beside, question.format == "table"
    with show_progress(1) as begin:
        if endpoint:
            return ask_endpoint(endpoint, text, given, formats, timeout), ""
        if evidence:
            return ask_evidence(
                text, given, formats, timeout, inferred=inferred, begin=begin, beside=beside, marked=marked
            )
        return ask_local(text, given, formats, timeout, inferred=inferred, begin=begin, beside=beside), ""


def _show(answer: EncodedAnswer, footnotes: str, format_: str) -> None:
    from carec_kg.cli.asking import show_answer  # noqa: PLC0415 - heavy

    if format_ in {"table", "html"}:
        show_answer(answer, as_html=format_ == "html")
        sys.stdout.write(footnotes)
        return
    sys.stdout.buffer.write(answer.body)
    sys.stdout.flush()
    if answer.cut:
        click.echo(f"Cut after {answer.count:,} rows; there are more.", err=True)


def split_parameter(parameter: str) -> tuple[str, str]:
    """Return name and value of ``NAME=VALUE``; raise ``UsageError``."""
    name, sign, value = parameter.partition("=")
    if not sign:
        message = f"-p takes NAME=VALUE, for example -p year=2024; {parameter!r} has no '='."
        raise UsageError(message)
    return name, value


def read_text(what: str) -> str:
    """Return a query's text from a file or standard input, other texts as they are; raise ``UsageError``."""
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
