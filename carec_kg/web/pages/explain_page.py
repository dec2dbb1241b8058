"""The pages that explain: a statement with its proofs, a row with its derivations, and a form to ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, render_template, request

from carec_kg.web.pages.explanations import Telling, is_cell, list_iris
from carec_kg.web.pages.frame import here, link, page_language

if TYPE_CHECKING:
    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.web.pages.site import Site

#: Proofs that a page shows when more are asked for.
_MORE_PROOFS = 5
_OWN = ("row", "page", "proofs", "format", "lang", "timeout")


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
            return Response(self._render_row(telling, found, asked, query, given))
        return Response(_render_triple(telling, found))

    def _render_row(
        self,
        telling: Telling,
        found: dict[str, Any],
        asked: dict[str, Any],
        query: SavedQuery | None,
        given: dict[str, str],
    ) -> str:
        derivations = telling.derivations(found)
        parameters = {name: value for name, value in given.items() if name not in _OWN}
        row = asked.get("row")
        return render_template(
            "explain_row.html",
            found=found,
            row=telling.row(found),
            number=row,
            derivations=derivations,
            sources=telling.sources(),
            query=query,
            text=asked["query"],
            answer_path=link(f"/queries/{query.slug}", **parameters) if query else None,
            rows=_list_neighbours(row) if query and row is not None else {},
            group_pages=_list_group_pages(found) if query else {},
            json_path=here(format="json") if request.method == "GET" else None,
        )


def _list_neighbours(row: int) -> dict[str, str | None]:
    return {"previous": here(row=row - 1, page=None) if row else None, "next": here(row=row + 1, page=None)}


def _list_group_pages(found: dict[str, Any]) -> dict[str, Any]:
    """Return the ways to the other pages of an aggregate's solutions; none where all are shown."""
    group = next((one["group"] for one in found["derivations"] if one["group"]), None)
    if group is None or group["shown"] == group["total"] or not group["shown"]:
        return {}
    page = int(request.args.get("page") or 0)
    last = group["first"] + group["shown"] >= group["total"]
    return {
        "first": here(page=0) if page > 1 else None,
        "previous": here(page=page - 1) if page else None,
        "next": None if last else here(page=page + 1),
        "group": group,
    }


def _render_triple(telling: Telling, found: dict[str, Any]) -> str:
    proofs = telling.proofs(found)
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
        sources=telling.sources(),
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
