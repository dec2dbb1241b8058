"""``carec-kg export``: the graph as files to take away."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from carec_kg.cli.progress import show_progress

_FORMATS = (
    "turtle",
    "trig",
    "ntriples",
    "nquads",
    "rdfxml",
    "jsonld",
    "jsonld-framed",
    "context",
    "csv",
    "geojson",
    "all",
)


@click.command(
    "export", short_help="Write the graph as Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD, CSV or GeoJSON."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    default="turtle",
    show_default=True,
    help="The format; csv (one file a class, one a data set) and all (every file with SHA256SUMS) want a folder as -o.",
)
@click.option("--graph", metavar="IRI", help="Only this named graph, for example source:prc-brochure/prc-5.")
@click.option("--inferred", is_flag=True, help="With the inferred triples, which are left out otherwise.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file or folder; standard output otherwise.")
def command(format_: str, graph: str | None, inferred: bool, output: Path | None) -> None:
    """Write the graph, or one named graph of it. The same graph gives the same bytes, always.

    \b
    Examples:   carec-kg export --format trig -o carec.trig
                carec-kg export --graph source:prc-brochure/prc-5
                carec-kg export --format all -o release/
    """
    from carec_kg.cli.export_files import make_file, make_folder  # noqa: PLC0415 - heavy

    with show_progress(1) as begin:
        begin("export")
        if format_ in {"csv", "all"}:
            make_folder(format_, output, graph=graph, inferred=inferred)
            return
        data = make_file(format_, graph=graph, inferred=inferred)
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    else:
        output.write_bytes(data)
