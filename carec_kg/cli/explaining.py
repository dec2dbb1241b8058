"""``carec-kg explain``: why the graph believes a triple, or what a row of an answer rests on."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from carec_kg.cli.completing import complete_parameters, complete_queries
from carec_kg.cli.progress import show_progress
from carec_kg.cli.querying import read_text, split_parameter
from carec_kg.errors import UsageError


@click.command("explain", short_help="Why a triple is in the graph, or what a row of an answer rests on.")
@click.argument("triple", nargs=-1, metavar="[SUBJECT PREDICATE OBJECT]")
@click.option(
    "--query",
    "what",
    metavar="WHAT",
    shell_complete=complete_queries,
    help="Explain a row of this: a saved query's name, a file, `-`, or the text of a SELECT.",
)
@click.option(
    "-p",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=complete_parameters,
    help="A parameter of the saved query; may be repeated.",
)
@click.option("--row", type=click.IntRange(0), help="The row's number, from 0.  [default: 0]")
@click.option("--page", type=click.IntRange(0), help="Page of the solutions that an aggregate counted, from 0.")
@click.option(
    "--proofs",
    type=click.IntRange(0, 20),
    help="Proofs of each inferred triple at the most.  [default: 1 for a triple, 0 within a row]",
)
@click.option(
    "--sources",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Quote the sentences from the sources' texts in this folder, the words that carry the fact marked.",
)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How the answer is written."
)
@click.option(
    "--with",
    "beside",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Explain over this file too, as the named graph graph/with/NAME; may be repeated.",
)
@click.option("--no-inferred", is_flag=True, help="Leave out what is only inferred.")
@click.option(
    "--timeout", type=click.FloatRange(0.1, 3600), default=60.0, show_default=True, help="Seconds at the most."
)
def command(
    *,
    triple: tuple[str, ...],
    what: str | None,
    parameters: tuple[str, ...],
    row: int | None,
    page: int | None,
    proofs: int | None,
    sources: Path | None,
    format_: str,
    beside: tuple[Path, ...],
    no_inferred: bool,
    timeout: float,
) -> int:
    """Explain a triple, or a row of an answer: the passages that state it and, where it is inferred, the proof.

    A term is a name with a prefix (country:KAZ, carec:Member; `a` is the type), an IRI, a number, or a literal with
    its own quotes. What begins with `-` goes behind `--`.

    Ends with 1 where the triple is not in the graph, and where the row is not explained.

    \b
    Examples:   carec-kg explain country:KAZ a carec:Member
                carec-kg explain --query investments --row 3 --sources texts
                carec-kg explain --query corridors-of-country -p country=country:MNG --row 0 --format json
    """
    from carec_kg.cli.explanations import Wish, explain, write  # noqa: PLC0415 - heavy

    _check(triple, what, parameters, row, page)
    given = dict(split_parameter(parameter) for parameter in parameters)
    text = read_text(what) if what is not None else None
    wish = Wish(triple, text, given, row or 0, page or 0, proofs, not no_inferred, timeout, sources, beside)
    with show_progress(1) as begin:
        explained = explain(wish, begin)
    sys.stdout.write(write(explained, format_))
    return 0 if explained else 1


def _check(
    triple: tuple[str, ...], what: str | None, parameters: tuple[str, ...], row: int | None, page: int | None
) -> None:
    if what is not None and triple:
        message = "Give a triple or --query, not both."
        raise UsageError(message)
    if what is None and len(triple) != 3:
        message = (
            f"A triple has three terms, not {len(triple)}: carec-kg explain country:KAZ a carec:Member. "
            "For a row of an answer give --query."
        )
        raise UsageError(message)
    if what is None and (parameters or row is not None or page is not None):
        message = "-p, --row and --page go with --query."
        raise UsageError(message)
