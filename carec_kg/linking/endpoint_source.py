"""Candidates from a SPARQL endpoint that the operator names: it is asked for our names, and for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from carec_kg.errors import DataProblem, UsageError
from carec_kg.graph.answers import Rows
from carec_kg.graph.results import read_answer
from carec_kg.linking.candidates import Candidate, Mention
from carec_kg.linking.identifiers import write_iri
from carec_kg.linking.rdf_vocabulary import CODES, SAME, ask_descriptions, identify, list_iris, read_descriptions
from carec_kg.rdf.terms import Iri, Literal, text_literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from carec_kg.graph.answers import Row
    from carec_kg.linking.things import Thing

#: Bytes of an answer at the most.
MOST_BYTES = 32 * 2**20
_JSON = "application/sparql-results+json"
_NAMES_IN_A_QUERY = 200
_ITEMS_IN_A_QUERY = 50
_LABELS = "rdfs:label|skos:prefLabel|skos:altLabel|foaf:name|schema:name|<http://schema.org/name>"
_PREFIXES = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX schema: <https://schema.org/>
"""


def _in_batches(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))


class Ask(Protocol):
    """Send a query somewhere and give back the bytes of the answer in SPARQL JSON."""

    def __call__(self, query: str) -> bytes:
        """Raise ``DataProblem`` where no answer comes."""


class EndpointSource:
    """The items of an endpoint that bear one of our names or identifiers, letter by letter."""

    def __init__(self, url: str, things: Sequence[Thing], ask: Ask, kind: str = "") -> None:
        self.title = url
        self._things = things
        self._ask = ask
        self._kind = kind

    def mentions(self) -> Iterator[Mention]:
        """Yield what the endpoint has under our names, then under our identifiers."""
        for names in _in_batches(self._list_names(), _NAMES_IN_A_QUERY):
            text = f"SELECT DISTINCT ?item ?name WHERE {{ VALUES ?name {{ {' '.join(names)} }} ?item {_LABELS} ?name }}"
            for item, name in self._select(_PREFIXES + text, 2):
                if isinstance(item, Iri) and isinstance(name, Literal):
                    yield Mention(item.value, name.value)
        for pairs in _in_batches(self._list_identifiers(), _NAMES_IN_A_QUERY):
            text = f"SELECT ?item ?p ?o WHERE {{ VALUES (?p ?o) {{ {' '.join(pairs)} }} ?item ?p ?o }}"
            for item, predicate, value in self._select(text, 3):
                if isinstance(item, Iri) and predicate and value:
                    yield from _read_mention(item.value, predicate.value, value.value)

    def describe(self, keys: Collection[str]) -> list[Candidate]:
        """Ask what the endpoint says of these items."""
        return [
            candidate
            for some in _in_batches(sorted(keys), _ITEMS_IN_A_QUERY)
            for candidate in read_descriptions(self._select(ask_descriptions(some), 3), self._kind)
        ]

    def _list_names(self) -> list[str]:
        """Return each of our names as terms: in its language, in English if in Latin letters, and without one."""
        terms = set()
        for thing in self._things:
            for name in thing.names:
                terms |= {str(Literal(name.text)), str(text_literal(name.text, name.language or "en"))}
                if name.text.isascii():
                    terms.add(str(text_literal(name.text, "en")))
        return sorted(terms)

    def _list_identifiers(self) -> list[str]:
        predicates: dict[str, list[str]] = {}
        for predicate, scheme in CODES.items():
            predicates.setdefault(scheme, []).append(predicate)
        pairs = set()
        for thing in self._things:
            for identifier in thing.identifiers:
                code = Literal(identifier.text)
                pairs |= {f"({list_iris([p])} {code})" for p in predicates.get(identifier.scheme, ())}
                iri = write_iri(identifier) or (identifier.text if "://" in identifier.text else "")
                pairs |= {f"({list_iris([p, iri])})" for p in SAME[:2] if iri}
        return sorted(pairs)

    def _select(self, query: str, width: int) -> Iterable[Row]:
        body = self._ask(query)
        try:
            answer = read_answer(body, "json")
        except (ValueError, SyntaxError, UnicodeDecodeError) as error:
            message = f"{self.title} answered with something that is no SPARQL JSON: {error}."
            raise DataProblem(message) from None
        if not isinstance(answer, Rows) or any(len(row) != width for row in answer.rows):
            message = f"{self.title} answered with other columns than were asked for; is it a SPARQL endpoint?"
            raise DataProblem(message)
        return answer.rows


def _read_mention(item: str, predicate: str, value: str) -> Iterator[Mention]:
    if predicate in CODES:
        yield Mention(item, value, CODES[predicate])
    elif identifier := identify(value):
        yield Mention(item, identifier.text, identifier.scheme)


def ask_over_http(url: str, timeout: float) -> Ask:
    """Return a way to ask an endpoint by POST (SPARQL 1.1 Protocol, 2.1.2), at most ``timeout`` seconds a query.

    Redirects are not followed: the operator named this address and no other. Raise ``UsageError`` for another scheme.
    """
    import urllib.error  # noqa: PLC0415 - heavy, and wanted only on this path
    import urllib.request  # noqa: PLC0415

    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        message = f"{url} is no address of an endpoint; it begins with http:// or https://."
        raise UsageError(message)

    class _Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_arguments: object) -> None:
            """Follow nothing: the redirect itself comes back as an error."""

    opener = urllib.request.build_opener(_Stay)
    headers = {
        "Accept": _JSON,
        "Content-Type": "application/sparql-query",
        "User-Agent": "carec-kg (links suggest)",
    }

    def ask(query: str) -> bytes:
        request = urllib.request.Request(url, query.encode(), headers)  # noqa: S310 - checked above
        try:
            with opener.open(request, timeout=timeout) as response:
                body: bytes = response.read(MOST_BYTES + 1)
        except urllib.error.HTTPError as error:
            with error:
                raise _refusal(url, error.code, error.headers.get("Location", ""), error.read(300)) from None
        except OSError as error:
            message = f"{url} does not answer: {getattr(error, 'reason', error)}."
            raise DataProblem(message) from None
        if len(body) > MOST_BYTES:
            message = f"{url} answered with more than {MOST_BYTES >> 20} MB; ask for fewer kinds with --type."
            raise DataProblem(message)
        return body

    return ask


def _refusal(url: str, status: int, elsewhere: str, body: bytes) -> DataProblem:
    if elsewhere:
        return DataProblem(f"{url} sends on to {elsewhere}; name that address yourself if you trust it.")
    return DataProblem(f"{url} answered {status}: {body.decode(errors='replace').strip()}")
