"""Search for what the graph and the saved queries hold: from a request to hits, and to JSON. No Flask."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from carec_kg.errors import ParameterProblem
from carec_kg.iris import ID
from carec_kg.linking.search_model import Found, Hit, Kind, SearchEntry
from carec_kg.linking.things import Name
from carec_kg.web.pages.addresses import page_of
from carec_kg.web.problems import RequestProblem
from carec_kg.web.protocol import read_fields, read_single
from carec_kg.web.replies import describe_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.web.reconcile_index import ReconcileIndex, ReconcileIndexes

QUESTION = "question"
#: Characters of a query, results of a page unless asked otherwise and at the most, and the last offset.
MOST_CHARACTERS, DEFAULT_LIMIT, MOST_LIMIT, MOST_OFFSET = 200, 20, 100, 10_000
#: Likelihood (in percent) from which a thing that reconciliation names is a result.
_LIKELY = 25.0
_NEAR_THINGS = 20
#: Completions of one kind.
_MOST_OF_KIND = 3
#: Kinds of which the empty page names an example, and the language of its name.
_EXAMPLES = {"country": "ru", "port": "zh", "place": "en", "organization": "en", "corridor": "en"}


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is searched for: a text, a kind (empty for all), and the part of the results that is wanted."""

    text: str
    kind: str = ""
    offset: int = 0
    limit: int = DEFAULT_LIMIT


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found, and the version of the data; ``whole`` is false where the graph is too large to be searched."""

    found: Found
    dataset: str
    whole: bool = True


def read_search(query_string: bytes) -> SearchRequest:
    """Read a request; raise ``RequestProblem`` or ``ParameterProblem`` for what cannot be searched for."""
    fields = read_fields(query_string)
    text = " ".join((read_single(fields, "q") or "").split())
    if len(text) > MOST_CHARACTERS:
        message = f"The parameter q has {len(text):,} characters; search for {MOST_CHARACTERS} at the most."
        raise ParameterProblem(message)
    offset = _read_number(read_single(fields, "offset"), "offset", 0, MOST_OFFSET, 0)
    limit = _read_number(read_single(fields, "limit"), "limit", 1, MOST_LIMIT, DEFAULT_LIMIT)
    return SearchRequest(text, (read_single(fields, "kind") or "")[:40], offset, limit)


def _read_number(text: str | None, name: str, least: int, most: int, default: int) -> int:
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 9 and least <= int(text) <= most):
        message = f"The parameter {name} takes a whole number from {least} to {most:,}; not {text[:40]!r}."
        raise ParameterProblem(message)
    return int(text)


def list_questions(queries: Iterable[SavedQuery]) -> list[SearchEntry]:
    """Return the saved queries as what can be searched for: by question, title, name and description."""
    return [
        SearchEntry(
            query.iri,
            QUESTION,
            (Name(query.question, "en", preferred=True), Name(query.title, "en", preferred=False)),
            (query.slug,),
            f"{query.description} {' '.join(query.tags)}",
            ", ".join(query.tags),
        )
        for query in queries
    ]


class Searcher:
    """Searches the names of the graph, which reconciliation uses too, and the saved queries."""

    def __init__(self, indexes: ReconcileIndexes, questions: list[SearchEntry]) -> None:
        self._indexes = indexes
        self._questions = questions

    def search(self, text: str) -> SearchResult:
        """Return all that a text may mean; raise whatever the pool raises where the names are not yet read."""
        try:
            index = self._indexes.find()
        except RequestProblem:
            # Too large, or without names: the questions can still be searched.
            return SearchResult(self._search_questions(text), "", whole=False)
        return SearchResult(index.search.find(text, _find_near(index, text)), index.dataset)

    def list_kinds(self) -> list[Kind]:
        """Return the kinds of all that can be found, the most numerous first."""
        counts = Counter(entry.kind for entry in self._entries())
        return [Kind(*pair) for pair in counts.most_common()]

    def list_examples(self) -> list[Name]:
        """Return a name of a thing of each of the first kinds, each in another language if there is one."""
        best: dict[str, Name] = {}
        for entry in self._entries():
            wanted = _EXAMPLES.get(entry.kind)
            name = next((name for name in entry.names if name.language == wanted), None)
            if name and entry.kind not in best:
                best[entry.kind] = name
        return [best[kind] for kind in _EXAMPLES if kind in best]

    def _entries(self) -> Sequence[SearchEntry]:
        try:
            return self._indexes.find().search.entries
        except RequestProblem:
            return self._questions

    def _search_questions(self, text: str) -> Found:
        from carec_kg.linking.search_index import SearchIndex  # noqa: PLC0415 - rapidfuzz is heavy

        return SearchIndex(self._questions).find(text)


def _find_near(index: ReconcileIndex, text: str) -> list[tuple[str, float, str]]:
    """Return the things that reconciliation takes a text for: by any identifier, or nearly by name."""
    from carec_kg.linking.reconciling_query import ReconciliationQuery  # noqa: PLC0415

    if not text:
        return []
    own = index.reconciler.graph.own
    found = []
    for match in index.reconciler.reconcile(ReconciliationQuery(text, limit=_NEAR_THINGS)):
        if match.score >= _LIKELY:
            exact = any(feature.id == "identifier" for feature in match.features)
            found.append((ID + match.id if own else match.id, 1.0 if exact else match.score / 101, match.name))
    return found


def locate(iri: str) -> str:
    """Return where on this server something is described: its page, else what the graph says of it."""
    return page_of(iri) or f"/sparql?{urlencode({'query': f'DESCRIBE <{iri}>'})}"


def write_hit(hit: Hit, language: str) -> dict[str, Any]:
    """Return a hit for JSON; ``how`` says how the query fits, ``matched`` is the name that does."""
    entry, name = hit.entry, hit.entry.name_in(language)
    matched = hit.name or Name("", "", preferred=False)
    return {
        "iri": entry.iri,
        "kind": entry.kind,
        "address": locate(entry.iri),
        "name": name.text or entry.summary,
        "language": name.language if name.text else "en",
        "what": entry.what,
        "matched": matched.text,
        "matchedLanguage": matched.language,
        "how": hit.fit,
        **({"summary": entry.summary} if entry.summary else {}),
    }


def write_result(result: SearchResult, asked: SearchRequest, language: str, labels: dict[str, str]) -> dict[str, Any]:
    """Return a page of results for JSON; ``labels`` are words for the kinds."""
    hits = result.found.of_kind(asked.kind)
    return {
        "query": asked.text,
        **({"kind": asked.kind} if asked.kind else {}),
        "language": language,
        "total": len(hits),
        "offset": asked.offset,
        "limit": asked.limit,
        "corrected": dict(result.found.corrected),
        "leftOut": list(result.found.left_out),
        "groups": [
            {"kind": kind.name, "label": labels.get(kind.name, kind.name), "count": kind.number}
            for kind in result.found.kinds()
        ],
        "hits": [write_hit(hit, language) for hit in hits[asked.offset : asked.offset + asked.limit]],
        "meta": describe_answer(result.dataset, complete=result.whole),
    }


def write_suggestions(
    result: SearchResult, asked: SearchRequest, language: str, limit: int, name_kind: Callable[[str], str]
) -> dict[str, Any]:
    """Return the best hits for JSON, as completions of what is typed; ``name_kind`` puts a kind into words."""
    hits: list[Hit] = []
    kinds: Counter[str] = Counter()
    for hit in result.found.hits:
        kinds[hit.entry.kind] += 1
        # One kind alone, such as figures of one thing, would hide what else there is.
        if kinds[hit.entry.kind] <= _MOST_OF_KIND and len(hits) < limit:
            hits.append(hit)
    suggestions = [{**write_hit(hit, language), "group": name_kind(hit.entry.kind)} for hit in hits]
    return {"query": asked.text, "total": len(result.found.hits), "suggestions": suggestions}
