"""Small snapshots in several versions: some things with a size, and questions about them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from carec_kg.graph import snapshot as layout
from carec_kg.graph.snapshot import Snapshot, publish
from carec_kg.iris import CATALOGUE_GRAPH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

EX = "http://example.org/"
GRAPH = "https://w3id.org/carec-kg/source/sample/one"
_LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_INTEGER = "<http://www.w3.org/2001/XMLSchema#integer>"
_ISSUED = "<http://purl.org/dc/terms/issued>"
_DATE = "<http://www.w3.org/2001/XMLSchema#date>"
SIZES = """\
#+ title: Sizes
#+ question: How large is each thing?
#+ description: Every thing with its size.
#+ tags: things
#+ parameter: least (integer, default 0) The least size.
#+ column: thing (iri) The thing.
#+ column: name (string) What it is called.
#+ column: size (integer) How large it is.
#+ expect: rows 1..

PREFIX ex: <http://example.org/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?thing ?name ?size WHERE {
  VALUES (?least) { (0) }  # parameters
  ?thing rdfs:label ?found ; ex:size ?size .
  BIND(STR(?found) AS ?name)
  FILTER(?size >= ?least)
}
ORDER BY ?thing
"""
ANY = """\
#+ title: Anything
#+ question: Is there anything?
#+ description: Yes where there is a thing.
#+ tags: things
#+ expect: yes

ASK { ?thing <http://example.org/size> ?size }
"""
PAIRS = """\
#+ title: Pairs
#+ question: Which thing has which size?
#+ description: The sizes as a graph.
#+ tags: things
#+ view: graph
#+ expect: triples 1..

CONSTRUCT { ?thing <http://example.org/size> ?size } WHERE { ?thing <http://example.org/size> ?size }
"""
QUESTIONS = {"sizes": SIZES, "anything": ANY, "pairs": PAIRS}


def publish_version(
    home: Path,
    sizes: Mapping[str, int],
    questions: Mapping[str, str] | None = None,
    issued: str = "2026-11-23",
    digest: str = "",
    rules: Path | None = None,
) -> Snapshot:
    """Publish a version with things of these sizes, by their names; with a digest of its own unless one is given.

    ``rules`` is a folder of inference rules to go with it.
    """
    questions = QUESTIONS if questions is None else questions
    lines = []
    for name, size in sizes.items():
        lines += [
            f'<{EX}thing/{name}> {_LABEL} "Thing {name}"@en',
            f'<{EX}thing/{name}> <{EX}size> "{size}"^^{_INTEGER}',
        ]
    catalogue = f'<{CATALOGUE_GRAPH}#dataset> {_ISSUED} "{issued}"^^{_DATE}'
    triples = "".join(f"{line} .\n" for line in [*lines, catalogue]).encode()
    files = {
        layout.ASSERTED: "".join(f"{line} <{GRAPH}> .\n" for line in lines).encode(),
        layout.CATALOGUE: f"{catalogue} <{CATALOGUE_GRAPH}> .\n".encode(),
        layout.INFERRED: b"",
        layout.PROOFS: b"",
        layout.UNION: triples,
        layout.UNION_ASSERTED: triples,
        **{f"{layout.QUERIES}questions/{name}.rq": text.encode() for name, text in questions.items()},
    }
    for rule in sorted(rules.glob("*.rq")) if rules else ():
        files[layout.RULES + rule.name] = rule.read_bytes()
    digest = digest or hashlib.sha256(json.dumps([dict(sizes), dict(questions), issued]).encode()).hexdigest()
    return publish(home, digest, f"0.1.0+{digest[:12]}", files, {"asserted": len(lines)})


def spoil_format(snapshot: Snapshot) -> None:
    """Make a snapshot one that other software wrote."""
    path = snapshot.path("manifest.json")
    manifest = json.loads(path.read_bytes())
    manifest["format"] = 0
    path.write_text(json.dumps(manifest), encoding="utf-8")
