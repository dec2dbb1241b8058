"""Say why an answer is empty: sentences, the place in the query, and what to write instead."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from carec_kg.cli.asking import ask_reason
from carec_kg.errors import CarecError
from carec_kg.iris import compact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from carec_kg.graph.encoding import EncodedAnswer

#: Seconds that the search for a reason takes at the most.
_PATIENCE = 10.0
#: Characters of a line of the query that are shown.
_WIDTH = 100


def is_wanted(asked: bool | None, format_: str, answer: EncodedAnswer) -> bool:
    """Tell whether a reason is to be given for an answer: as asked, else for a table that somebody looks at."""
    if not gives_nothing(answer):
        return False
    if asked is None:
        return format_ == "table" and sys.stdout.isatty() and sys.stderr.isatty()
    return asked


def gives_nothing(answer: EncodedAnswer) -> bool:
    """Tell whether an answer has no row and no triple, or is a no."""
    return b"false" in answer.body.lower() if answer.kind == "yesno" else not answer.count and not answer.cut


def show_reason(
    what: str, given: Mapping[str, str], timeout: float, *, inferred: bool, beside: tuple[Path, ...] = ()
) -> None:
    """Print on stderr why the built graph gives nothing; where no reason can be had, one sentence says why not."""
    try:
        found = ask_reason(what, given, min(timeout, _PATIENCE), inferred=inferred, beside=beside)
    except CarecError as error:
        click.echo(f"Why there is nothing could not be found out: {error}", err=True)
        return
    for line in describe(found):
        click.echo(line, err=True)


def describe(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that say a diagnosis, for a terminal."""
    causes = found["causes"]
    if causes:
        yield "Why there is nothing:"
    lines = found["query"].split("\n")
    for cause in causes:
        yield ""
        yield f"  {cause['text']}"
        yield from _point(lines, cause)
        yield from _suggest(cause)
    if found.get("incomplete"):
        yield ""
        yield f"  {found['incomplete']}"
    elif not causes:
        yield "Nothing was found that explains why there is nothing."


def _point(lines: list[str], cause: Mapping[str, Any]) -> Iterator[str]:
    """Yield the line of the query with a mark below the fragment, unless a parameter's name says more."""
    if cause.get("parameter"):
        return
    line, column = lines[cause["line"] - 1].expandtabs(1), cause["column"] - 1
    width = max(1, min(len(cause["fragment"].split("\n")[0]), len(line) - column))
    start = max(0, column + min(width, _WIDTH) - _WIDTH)
    number = f"    line {cause['line']}: "
    yield f"{number}{line[start : start + _WIDTH]}"
    yield " " * (len(number) + column - start) + "^" * min(width, _WIDTH)


def _suggest(cause: Mapping[str, Any]) -> Iterator[str]:
    for one in cause["suggestions"]:
        written = one["replacement"]
        if cause.get("parameter"):
            written = f"-p {cause['parameter']}={compact(one['iri']) if one['iri'] else written}"
        named = "" if one["text"].startswith(written) else f" ({one['text']})"
        yield f"    {'with' if one['helps'] else 'perhaps'} {written}{named}" + (
            " there is an answer" if one["helps"] else ""
        )
