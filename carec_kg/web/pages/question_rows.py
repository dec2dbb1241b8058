"""The answer that the page of a question shows: asked of the graph once, cut into pages. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carec_kg.graph.answers import Answer, Rows, Triples, YesNo
from carec_kg.saved_queries.paging import Paging

if TYPE_CHECKING:
    from carec_kg.saved_queries.parameters import BoundQuery
    from carec_kg.web.pages.reader import GraphReader

#: Rows that are asked for at once, which a drawing shows; rows of a table's page where the client names no number.
MOST_ROWS = 2_000
PAGE_ROWS = 100
#: Rows of one page of a table at most, whatever the client names.
LARGEST_PAGE = 500
#: Triples that a page shows.
MOST_TRIPLES = 500


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: the rows of this page and all that a drawing may show, or a yes or no.

    ``total`` is the number of all rows, ``None`` where there are more than ``MOST_ROWS``; ``first`` is the place of
    the page's first row, from 0; ``following`` says that there are rows after this page.
    """

    page: Rows
    drawn: Rows
    first: int = 0
    size: int = PAGE_ROWS
    total: int | None = 0
    following: bool = False
    truth: bool | None = None

    @property
    def last(self) -> int:
        """Return the place after that of the page's last row."""
        return self.first + len(self.page.rows)


def ask(reader: GraphReader, bound: BoundQuery, kind: str, *, inferred: bool) -> Found:
    """Return the answer to a bound query; raise whatever the pool raises."""
    if kind == "select":
        return _ask_rows(reader, bound, inferred=inferred)
    answer, cut = reader.run(bound.unpaged, inferred=inferred, most=MOST_TRIPLES)
    if isinstance(answer, YesNo):
        return Found(Rows((), []), Rows((), []), truth=answer.value)
    rows = _as_rows(answer)
    return Found(rows, rows, 0, MOST_TRIPLES, None if cut else len(rows.rows), following=cut)


def _ask_rows(reader: GraphReader, bound: BoundQuery, *, inferred: bool) -> Found:
    first = bound.paging.offset
    size = min(bound.paging.limit or PAGE_ROWS, LARGEST_PAGE)
    answer, cut = reader.run(replace(bound, paging=Paging(MOST_ROWS + 1)).text, inferred=inferred, most=MOST_ROWS + 1)
    everything = _as_rows(answer)
    whole = not cut and len(everything.rows) <= MOST_ROWS
    drawn = Rows(everything.variables, everything.rows[:MOST_ROWS])
    if whole or first + size <= MOST_ROWS:
        page = Rows(drawn.variables, drawn.rows[first : first + size])
        return Found(page, drawn, first, size, len(drawn.rows) if whole else None, first + size < len(everything.rows))
    later, cut = reader.run(replace(bound, paging=Paging(size + 1, first)).text, inferred=inferred, most=size + 1)
    rows = _as_rows(later)
    return Found(Rows(rows.variables, rows.rows[:size]), drawn, first, size, None, cut or len(rows.rows) > size)


def _as_rows(answer: Answer) -> Rows:
    if isinstance(answer, Rows):
        return answer
    triples = answer.triples if isinstance(answer, Triples) else []
    return Rows(("subject", "predicate", "object"), [(t.subject, t.predicate, t.object) for t in triples])
