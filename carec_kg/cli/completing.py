"""Shell completion of saved queries and their parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    import click

    from carec_kg.saved_queries.catalogue import Catalogue


def complete_queries(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a saved query, its title as help."""
    del ctx, param
    return [CompletionItem(q.slug, help=q.title) for q in _catalogue() if q.slug.startswith(incomplete)]


def complete_parameters(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete ``NAME=EXAMPLE`` for the parameters of the query that stands on the command line."""
    del param
    # Behind an option that lacks its value, click has not yet read the arguments.
    wanted = ctx.params.get("what") or next(iter(ctx.args), "")
    parameters = [p for query in _catalogue() if query.slug == wanted for p in query.parameters]
    return [CompletionItem(f"{p.name}={p.example}", help=p.help) for p in parameters if p.name.startswith(incomplete)]


def _catalogue() -> Catalogue:
    from carec_kg.config import find_content  # noqa: PLC0415 - heavy
    from carec_kg.saved_queries.catalogue import read_catalogue  # noqa: PLC0415 - heavy

    return read_catalogue(find_content().queries)
