"""Things, sources, vocabulary, files: what can be looked up by name, as the description of the API has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.rdf.media import JSON_LD, RDF_FORMATS, TURTLE
from carec_kg.web.openapi_parts import HTML, JSON, TEXT, Operation, Part, asked, moved, part_of_path, schema, text
from carec_kg.web.openapi_protocol import LANGUAGE, type_graphs

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEGMENT = text(minLength=1)
_TYPE = part_of_path("type", "The kind of thing, as in its IRI.", _SEGMENT, "country")
_KEY = part_of_path("key", "The key of the thing: an official code where there is one.", _SEGMENT, "KAZ")
_SHOW = asked("show", "``all``: long lists in full, not their beginning alone.", text(enum=["all"]))
_GRAPHS_OR_PAGE = {**type_graphs(), HTML: text()}
_ELSEWHERE = {"303": moved("To the page or the data about it, by Accept.")}
_ERRORS = (404, 406, 503)
#: Paths that stand for IRIs: the path, the operation, what it is, and the example of each variable.
_NAMED: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("/id/{type}/{key}", "findThing", "A thing", {"type": "country", "key": "KAZ"}),
    ("/scheme/{list}", "findCodeList", "A code list", {"list": "mode"}),
    ("/scheme/{list}/{code}", "findCode", "A code of a list", {"list": "mode", "code": "rail"}),
    ("/query/{slug}", "findQuery", "A saved query", {"slug": "members"}),
    ("/graph/{name}", "findGraph", "A named graph that is no passage", {"name": "curation"}),
    ("/shape", "findShapes", "The shapes that data are checked with", {}),
    ("/source/{source}", "findSource", "A source and its passages", {"source": "prc-brochure"}),
    (
        "/source/{source}/{passage}",
        "findPassage",
        "A passage and what it states",
        {"source": "prc-brochure", "passage": "p001"},
    ),
    ("/ontology", "findOntology", "The ontology", {}),
    ("/ontology/{name}", "findTerm", "A class or property, or a version of the ontology", {"name": "Corridor"}),
)


def describe_resources() -> Iterator[Operation]:
    """Yield the operations on what has an IRI."""
    for path, name, what, examples in _NAMED:
        variables = tuple(part_of_path(key, f"The {key}.", _SEGMENT, example) for key, example in examples.items())
        yield Operation(
            path, name, "Things", what, _GRAPHS_OR_PAGE, parameters=(*variables, LANGUAGE), errors=(400, *_ERRORS),
            more=_ELSEWHERE,
        )  # fmt: skip
    yield Operation(
        "/page/{type}/{key}",
        "readPage",
        "Things",
        "The page of a thing",
        {HTML: text()},
        parameters=(_TYPE, _KEY, LANGUAGE, _SHOW),
        errors=(400, *_ERRORS),
    )
    suffixes = [suffix for format_ in RDF_FORMATS if format_.name in _SINGLE for suffix in format_.suffixes[:1]]
    file = part_of_path("key", "The key of the thing and the suffix of a format.", text(), "KAZ.ttl")
    said = f"Suffixes: {', '.join(f'.{suffix}' for suffix in suffixes)}."
    yield Operation(
        "/data/{type}/{key}",
        "readData",
        "Things",
        "The data about a thing",
        type_graphs(),
        parameters=(_TYPE, file),
        errors=(400, *_ERRORS),
        description=said,
    )
    suffix = part_of_path("suffix", "The format.", text(enum=suffixes), "ttl")
    for path, name, what in (
        ("/ontology.{suffix}", "readOntology", "The ontology as a file"),
        ("/shape.{suffix}", "readShapes", "The shapes as a file"),
    ):
        yield Operation(path, name, "Things", what, type_graphs(), parameters=(suffix,), errors=(404, 406, 503))
    yield _describe_diagram()


def _describe_diagram() -> Operation:
    name = part_of_path("name", "``pillars``, or the name of a module.", _SEGMENT, "corridors")
    return Operation(
        "/ontology/diagram/{name}.svg",
        "readDiagram",
        "Things",
        "Classes and the relations between them, drawn",
        {"image/svg+xml": text()},
        parameters=(name, LANGUAGE),
        errors=(400, 404, 503),
    )


_SINGLE = {"turtle", "jsonld", "ntriples", "rdfxml"}


def describe_files() -> Iterator[Operation]:
    """Yield the operations on files, prefixes and the description of the data set."""
    prefixes: dict[str, Part] = {
        **dict.fromkeys((*JSON_LD.media_types, JSON), schema("JsonLd")),
        **dict.fromkeys((*TURTLE.media_types, "application/sparql-query"), text()),
    }
    yield Operation("/prefixes", "readPrefixes", "Files", "The prefixes used here", prefixes, errors=(406,))
    suffix = part_of_path("suffix", "The format.", text(enum=["jsonld", "json", "ttl", "rq"]), "ttl")
    yield Operation(
        "/prefixes.{suffix}",
        "readPrefixesAs",
        "Files",
        "The prefixes in the format of a suffix",
        prefixes,
        parameters=(suffix,),
        errors=(404, 406),
    )
    yield Operation(
        "/export/",
        "listFiles",
        "Files",
        "List the files to take away",
        {JSON: schema("Files"), HTML: text()},
        errors=(406,),
    )
    anything: Part = {}
    types = {format_.media_type: anything for format_ in RDF_FORMATS}
    others = dict.fromkeys(("text/csv", "application/geo+json", JSON, TEXT), anything)
    yield Operation(
        "/export/{name}", "readFile", "Files", "A file to take away", {**types, **others},
        parameters=(part_of_path("name", "The name of the file, folder and all.", text(), "carec-kg.ttl"),),
        headers=("Digest", "LastModified", "Disposition"), errors=(404, 406),
        description="Byte for byte the same for the same version; parts of a file by Range.",
        more={"206": {"description": "The part that Range asks for."}, "416": {"description": "No such part."}},
    )  # fmt: skip
    yield Operation(
        "/.well-known/void", "readCatalogue", "Files", "The data set described in VoID, DCAT and PROV", type_graphs(),
        errors=(404, 406, 503), parameters=(), more={"303": moved("To the page of downloads, for a browser.")},
    )  # fmt: skip


def describe_pages() -> Iterator[Operation]:
    """Yield the pages that people read; they take no part in what programs rely on."""
    for path, name, what in (
        ("/", "start", "The start page"),
        ("/map", "readMap", "Corridors, ports and regions on a map"),
        ("/source", "readSources", "All sources, with what was taken from each"),
        ("/scheme", "readSchemes", "All code lists"),
        ("/quality", "readQuality", "What was checked and what was found"),
        ("/downloads", "readDownloads", "Files, digests, licence, catalogue"),
        ("/api", "readApi", "This description as a page"),
        ("/about", "readAbout", "What this is, how it is made, how to cite it"),
    ):
        yield Operation(path, name, "Pages", what, {HTML: text()}, parameters=(LANGUAGE,), errors=(400, 406, 503))


_QUERY = asked("q", "Words, a name in any language, or a code.", text(maxLength=200), example="Khorgos")


def describe_search(kinds: tuple[str, ...]) -> Iterator[Operation]:
    """Yield the operations of the search; ``kinds`` are those that it can be narrowed to."""
    kind = asked("kind", "Only results of this kind.", text(enum=list(kinds)) if kinds else text())
    paging = (
        asked("offset", "Results before the page.", {"type": "integer", "minimum": 0, "maximum": 10_000, "default": 0}),
        asked("limit", "Results of a page.", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
    )
    page: dict[str, Part] = {HTML: text()}
    errors = (400, 406, 503)
    yield Operation(
        "/search",
        "searchPage",
        "Search",
        "Search, as a page",
        page,
        parameters=(_QUERY, kind, LANGUAGE, *paging),
        errors=errors,
    )
    yield Operation(
        "/search.json", "search", "Search", "Search names, codes, summaries and questions",
        {JSON: schema("SearchAnswer")}, parameters=(_QUERY, kind, LANGUAGE, *paging), errors=errors,
        description="Exact codes come first, then names, then what only nearly has the name, then summaries.",
    )  # fmt: skip
    yield Operation(
        "/search/suggest",
        "suggest",
        "Search",
        "Complete what is typed",
        {JSON: schema("SearchSuggestions")},
        parameters=(_QUERY, LANGUAGE),
        errors=errors,
    )
