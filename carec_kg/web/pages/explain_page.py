"""The pages that explain: a statement with its proofs, a row with its derivations, and a form to ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, render_template, request

from carec_kg.evidence.row_text import count_pages
from carec_kg.web.pages.cited_sources import list_cited
from carec_kg.web.pages.explanations import Telling, is_cell, list_iris
from carec_kg.web.pages.frame import here, link, page_language
from carec_kg.web.pages.row_explanation import show_row

if TYPE_CHECKING:
    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.web.pages.site import Site

#: Proofs that a page shows when more are asked for.
_MORE_PROOFS = 5
_OWN = ("row", "page", "size", "proofs", "format", "lang", "timeout")
_GRAPHS = (("default-graph-uri", "defaultGraphs"), ("named-graph-uri", "namedGraphs"))
#: Solutions of an aggregate on one page, unless the address wants others.
PAGE_SIZE = 20


class ExplainPages:
    """Renders answers of the desk."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def show_form(self) -> Response:
        """Return the form for a statement."""
        return Response(render_template("explain_form.html"))

    def show(
        self, found: dict[str, Any], asked: dict[str, Any], query: SavedQuery | None, given: dict[str, str]
    ) -> Response:
        """Return the page of an answer to ``explain`` or ``prove``; ``query`` is the saved one, ``given`` the address.

        Raise whatever reading labels raises.
        """
        telling = Telling(self._site.reader.labels(list_iris(found), page_language()))
        telling.number(found)
        if found["kind"] == "row":
            return Response(_render_row(telling, found, asked, query, given))
        return Response(_render_triple(telling, found))


def _render_row(
    telling: Telling,
    found: dict[str, Any],
    asked: dict[str, Any],
    query: SavedQuery | None,
    given: dict[str, str],
) -> str:
    parameters = {name: value for name, value in given.items() if name not in _OWN}
    row, page = asked.get("row", None if "values" in asked else 0), int(asked.get("page", 0))
    values = telling.row(found)
    return render_template(
        "explain_row.html",
        found=found,
        row=[(name, word) for name, word in values if word],
        unbound=[name for name, word in values if not word],
        number=row,
        shown=show_row(telling, found),
        query=query,
        text=asked["query"],
        answer_path=link(f"/queries/{query.slug}", **parameters) if query else None,
        rows=_list_neighbours(row) if query and row is not None else {},
        pages=_list_pages(found, page),
        page_path=(lambda number: here(page=number)) if request.method == "GET" else None,
        posted=_list_posted(asked),
        json_path=here(format="json", size=None) if request.method == "GET" else None,
    )


def _list_neighbours(row: int) -> dict[str, str | None]:
    return {"previous": here(row=row - 1, page=None) if row else None, "next": here(row=row + 1, page=None)}


def _list_pages(found: dict[str, Any], page: int) -> dict[str, Any]:
    """Return the numbers of the other pages of an aggregate's solutions; none where all are shown."""
    group = next((one["group"] for one in found["derivations"] if one["group"]), None)
    if group is None or group["shown"] == group["total"] or not group["shown"]:
        return {}
    number, pages = count_pages(group)
    return {
        "number": number,
        "count": pages,
        "first": 0 if page > 1 else None,
        "previous": page - 1 if page else None,
        "next": page + 1 if number < pages else None,
        "last": pages - 1 if number < pages - 1 else None,
    }


def _list_posted(asked: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the fields of a form that asks the same again, for another page; none where a form cannot say it."""
    if request.method != "POST" or "values" in asked:
        return []
    graphs = [(field, name) for field, key in _GRAPHS for name in asked.get(key, ())]
    extra = [(name, value) for name, value in request.form.items() if name in {"inferred", "timeout"}]
    return [("query", asked["query"]), ("row", str(asked.get("row", 0))), *graphs, *extra]


def _render_triple(telling: Telling, found: dict[str, Any]) -> str:
    proofs = telling.proofs(found)
    cited = list_cited(telling).values()
    misses = [_tell_miss(telling, miss) for miss in found.get("nearMisses", ())]
    meant = [
        {**term, "paths": [(near, here(**{term["place"][0]: f"<{near['iri']}>"})) for near in term["suggestions"]]}
        for term in found.get("unknown", ())
    ]
    more = found.get("more", False) and int(request.args.get("proofs") or 1) < _MORE_PROOFS
    return render_template(
        "explain_triple.html",
        found=found,
        statement=telling.statement(found["triple"]),
        proofs=proofs,
        misses=misses,
        unknown=meant,
        sources=[source for source in cited if source.main],
        other_sources=[source for source in cited if not source.main],
        more_path=here(proofs=_MORE_PROOFS) if more else None,
        json_path=here(format="json"),
    )


def _tell_miss(telling: Telling, miss: dict[str, Any]) -> dict[str, Any]:
    return {
        "missing": telling.statement(miss["missing"]),
        "rule": miss["rule"],
        "held": [telling.statement(triple) for triple in miss["held"] if not is_cell(triple)],
        "matches": miss["matches"],
        "because": [_tell_miss(telling, inner) for inner in miss["because"]],
    }
