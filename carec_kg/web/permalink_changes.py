"""What differs between a result as it was and as it is now. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carec_kg.build.comparing import RowChanges, as_rows, compare_rows
from carec_kg.errors import ParameterProblem, UnknownName
from carec_kg.evidence.rows_json import write_rows
from carec_kg.saved_queries.lookup import Lookup
from carec_kg.saved_queries.parameters import bind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.graph.answers import Rows
    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.saved_queries.parameters import BoundQuery
    from carec_kg.web.pages.reader import GraphReader


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is asked at a version: the graph, the saved query and its values."""

    reader: GraphReader
    query: SavedQuery
    bound: BoundQuery
    inferred: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a result: its changes, or in ``problem`` why there is nothing to compare it with.

    ``cut`` says that only the first rows of a longer result were compared; ``rewritten`` that the query's own text is
    another now.
    """

    then: Rows | None = None
    now: Rows | None = None
    changes: RowChanges | None = None
    problem: str = ""
    rewritten: bool = False
    cut: bool = False

    @property
    def variables(self) -> tuple[str, ...]:
        """Return the columns as they are now."""
        return self.now.variables if self.now else ()

    @property
    def same(self) -> bool:
        """Return whether the result is still what it was."""
        return self.changes is not None and self.changes.same


def ask_now(reader: GraphReader, catalogue: Catalogue, slug: str, given: Mapping[str, str], *, inferred: bool) -> Asked:
    """Return a question as it is asked now; raise ``UnknownName`` or ``ParameterProblem`` where it cannot be."""
    query = catalogue.find(slug)
    bound = bind(query, given, Lookup(reader.select, catalogue))
    return Asked(reader, query, bound, inferred)


def find_difference(
    then: Asked, reader: GraphReader, catalogue: Catalogue, given: Mapping[str, str], most: int
) -> Difference:
    """Compare a result with the same question's now, up to ``most`` rows of each; raise whatever the pool raises."""
    try:
        now = ask_now(reader, catalogue, then.query.slug, given, inferred=then.inferred)
    except (UnknownName, ParameterProblem) as error:
        return Difference(problem=str(error))
    before, cut_before = then.reader.run(then.bound.text, inferred=then.inferred, most=most)
    after, cut_after = now.reader.run(now.bound.text, inferred=now.inferred, most=most)
    old, new = as_rows(before), as_rows(after)
    rewritten = then.query.text != now.query.text
    return Difference(old, new, compare_rows(old, new), rewritten=rewritten, cut=cut_before or cut_after)


def write_difference(difference: Difference) -> dict[str, Any]:
    """Return the difference for JSON; terms as in SPARQL 1.1 Query Results JSON."""
    if difference.changes is None or difference.then is None or difference.now is None:
        return {"same": None, "problem": difference.problem}
    changes, before, after = difference.changes, difference.then.variables, difference.now.variables
    return {
        "same": difference.same,
        "questionRewritten": difference.rewritten,
        "complete": not difference.cut,
        "rows": {"then": len(difference.then.rows), "now": len(difference.now.rows)},
        "rowsKnownBy": None if changes.key is None else list(changes.key),
        "added": write_rows(after, changes.added),
        "removed": write_rows(before, changes.removed),
        "changed": [
            {"then": write_rows(before, [old])[0], "now": write_rows(after, [new])[0]} for old, new in changes.changed
        ],
    }
