"""Ask the engine whether anything fits some parts of a query, each question once and all of them in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.evidence.parts import choose_active, split_components

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.evidence.parts import Part
    from carec_kg.evidence.sight import Sight
    from carec_kg.graph.answers import Rows
    from carec_kg.rdf.terms import Term


#: Solutions that are gone through for the values of a variable.
_MOST_ROWS = 200_000


class Probe:
    """Asks over the graphs of a sight, with a query's own prefixes.

    Everything here raises ``OutOfTime`` when the time is over, and ``Unexplained`` when the questions are.
    """

    def __init__(self, sight: Sight, prologue: str, fresh: str) -> None:
        self.sight = sight
        self._prologue = prologue
        self._graph = f"?{fresh}graph"
        self._known: dict[str, bool] = {}

    def holds(self, parts: Sequence[Part]) -> bool:
        """Tell whether something fits some parts of a group, given in their order."""
        return all(self.fits(write_parts(component)) for component in split_components(choose_active(parts)))

    def fits(self, body: str) -> bool:
        """Tell whether a group, written without its brackets, has a solution."""
        if body not in self._known:
            self._known[body] = bool(self.select(f"SELECT * WHERE {{ {body} }}", 1).rows)
        return self._known[body]

    def count(self, body: str, most: int) -> int:
        """Return how many solutions a group has, ``most`` at the most."""
        return len(self.select(f"SELECT (1 AS ?one) WHERE {{ {body} }}", most).rows)

    def fits_all(self, parts: Sequence[Part]) -> bool:
        """Tell whether something fits all of some parts, as they are written."""
        return all(self.fits(write_parts(component)) for component in split_components(parts))

    def values(self, variable: str, body: str, most: int) -> list[Term] | None:
        """Return the values that a variable takes in a group, each once; ``None`` where they are too many."""
        counted = (
            f"SELECT (COUNT(*) AS ?{variable[1:]}_n) WHERE {{ SELECT {variable} {{ {body} }} LIMIT {_MOST_ROWS} }}"
        )
        (count,) = self.select(counted, 1).rows[0]
        if count is None or int(count.value) >= _MOST_ROWS:
            return None
        rows = self.select(f"SELECT DISTINCT {variable} WHERE {{ {body} }}", most + 1).rows
        return None if len(rows) > most else [row[0] for row in rows if row[0] is not None]

    def values_among(self, variable: str, parts: Sequence[Part], most: int) -> list[Term] | None:
        """Return the values that a variable takes in what fits some parts, as ``values`` does."""
        components = split_components(parts)
        body = next((one for one in components if any(variable in part.brings for part in one)), [])
        return self.values(variable, write_parts(body), most)

    def select(self, text: str, most: int) -> Rows:
        """Return the first rows of a SELECT without prologue."""
        return self.sight.select(f"{self._prologue}\n{text}", most)

    def fits_anywhere(self, body: str) -> bool:
        """Tell whether a group has a solution over the data set as it is, whatever graphs the query sees."""
        return bool(self.sight.select_all_graphs(f"{self._prologue}\nSELECT * WHERE {{ {body} }} LIMIT 1").rows)

    def graphs_of(self, body: str, most: int) -> list[Term]:
        """Return named graphs of the data set in which a group has a solution."""
        text = f"SELECT DISTINCT {self._graph} WHERE {{ GRAPH {self._graph} {{ {body} }} }} LIMIT {most}"
        rows = self.sight.select_all_graphs(f"{self._prologue}\n{text}").rows
        return [row[0] for row in rows if row[0] is not None]


def write_parts(parts: Sequence[Part]) -> str:
    """Return parts as the inside of a group."""
    return "\n".join(part.written for part in parts)
