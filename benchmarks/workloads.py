"""The questions that every server is asked, as templates of fresh texts over the generated data."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

_OBSERVATION = "https://example.org/observation/{item}"
_IRI = "<https://example.org/%s>"


@dataclass(frozen=True, slots=True)
class Workload:
    """A query whose text becomes another with each ``{serial}``; ``{item}`` is an observation that exists.

    ``repeated_goal`` and ``fresh_goal`` are the requests a second to reach, as multiples of Oxigraph's server's.
    """

    name: str
    template: str
    repeated_goal: float
    fresh_goal: float

    def text(self, serial: int, items: int) -> str:
        """Return the query of one request."""
        return self.template.replace("{item}", str(serial % items)).replace("{serial}", str(serial))

    def encoded(self) -> str:
        """Return the template for the address of a GET request, its two places still open."""
        return quote(self.template, safe="{}")


#: Braces of the query itself are encoded with the places left open, so none may stand around "item" or "serial".
WORKLOADS = (
    Workload("point lookup", f"SELECT ?p ?o WHERE {{ <{_OBSERVATION}> ?p ?o }} LIMIT 1{{serial}}", 1.5, 0.25),
    Workload(
        "1,000 rows",
        f"SELECT ?s ?hours WHERE {{ ?s {_IRI % 'mode'} {_IRI % 'mode/road'} ; {_IRI % 'hours'} ?hours "
        "FILTER(?hours != -{serial}) } LIMIT 1000",
        10.0,
        0.9,
    ),
    Workload(
        "group by over all",
        "SELECT ?port (COUNT(*) AS ?n) (AVG(?hours) AS ?mean) "
        f"WHERE {{ ?s {_IRI % 'port'} ?port ; {_IRI % 'hours'} ?hours }} GROUP BY ?port LIMIT 100{{serial}}",
        100.0,
        0.9,
    ),
)
