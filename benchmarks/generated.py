"""Generated corridor observations, nine triples each, the same for the same number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BASE = "https://example.org/"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_XSD = "http://www.w3.org/2001/XMLSchema#"
#: Triples of one observation.
WIDTH = 9


def observations(count: int) -> Iterator[str]:
    """Yield the N-Triples lines of ``count`` observations of ports, corridors, modes, years and hours."""
    for number in range(count):
        subject = f"<{_BASE}observation/{number}>"
        yield f"{subject} {_TYPE} <{_BASE}Observation> .\n"
        yield f"{subject} <{_BASE}port> <{_BASE}port/{number % 97}> .\n"
        yield f"{subject} <{_BASE}corridor> <{_BASE}corridor/{number % 6 + 1}> .\n"
        yield f"{subject} <{_BASE}mode> <{_BASE}mode/{'road' if number % 2 else 'rail'}> .\n"
        yield f"{subject} <{_BASE}direction> <{_BASE}direction/{'in' if number % 3 else 'out'}> .\n"
        yield f'{subject} <{_BASE}year> "{2010 + number % 15}"^^<{_XSD}gYear> .\n'
        yield f'{subject} <{_BASE}hours> "{number * 7919 % 10000 / 100}"^^<{_XSD}decimal> .\n'
        yield f'{subject} <{_BASE}number> "{number}"^^<{_XSD}integer> .\n'
        yield f'{subject} <http://www.w3.org/2000/01/rdf-schema#label> "Observation {number}"@en .\n'


def write_ntriples(path: Path, triples: int) -> None:
    """Write about so many triples into a file."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(observations(triples // WIDTH))
