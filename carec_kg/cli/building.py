"""``carec-kg build``: make a new snapshot."""

from __future__ import annotations

import click

from carec_kg.cli.progress import show_progress


@click.command("build", short_help="Parse, infer, check and publish a new snapshot.")
def command() -> None:
    """Parse ontology and data, infer, check, and publish a new snapshot, or leave the old one and exit 1.

    Nothing is done where nothing has changed. A running server takes up the new snapshot by itself.

    \b
    Example:   carec-kg build
    """
    from carec_kg.build.pipeline import STEPS, BuildFailed, build  # noqa: PLC0415 - heavy
    from carec_kg.checks.report import write_text  # noqa: PLC0415 - heavy
    from carec_kg.config import find_content, find_home  # noqa: PLC0415 - heavy

    try:
        with show_progress(len(STEPS)) as begin:
            built = build(find_content(), find_home(), begin)
    except BuildFailed as failure:
        click.echo(write_text(failure.findings), nl=False)
        raise
    counts = built.snapshot.counts
    state = "Built" if built.fresh else "Nothing has changed since"
    triples = f"{counts['asserted']:,} asserted and {counts['inferred']:,} inferred triples"
    click.echo(
        f"{state} version {built.snapshot.version}: {triples} in {counts['graphs']} graphs, "
        f"{counts['findings']} findings."
    )
