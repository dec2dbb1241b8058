"""Random RDF graphs for the tests of what is written and read back."""

from __future__ import annotations

from hypothesis import strategies as st

from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad, Triple, text_literal

XSD = PREFIXES["xsd"]

#: Every code point that UTF-8 can hold; control characters and foreign line ends among them, often.
_characters = st.one_of(
    st.sampled_from("\"'\\\n\r\t\x00\x0b\x1f\x7f\x85\u2028\ufeff#<>@^. ;,|`{}é中"),
    st.characters(exclude_categories=["Cs"]),
)
texts = st.text(_characters, max_size=12)
#: What XML 1.0 can hold too.
xml_texts = st.text(
    st.one_of(
        st.sampled_from("\"'\\\n\r\t\x85\u2028 &<>]é中"),
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    ),
    max_size=12,
)

_LOCALS = [
    "a",
    "b.c",
    "1x",
    "-d",
    "x/y",
    "e.",
    "f-g",
    "é",
    "(h)",
    "a,b",
    "p%20q",
    "~",
    "x?y=z&w",
    "_x",
    "a:b",
    "",
    "//c",
]
_namespaces = [PREFIXES["carec"], PREFIXES["id"], PREFIXES["scheme"], "http://example.org/", "urn:x-test:"]
_odd = ["geo:12.5,7.25", "time:now", "unit:m", "mailto:a@example.org", "http://[::1]/", "tag:x,2024:y"]
iris = st.one_of(
    st.builds(str.__add__, st.sampled_from(_namespaces), st.sampled_from(_LOCALS)),
    st.sampled_from(_odd),
)
#: Properties that RDF/XML can write.
xml_predicates = st.builds(
    str.__add__, st.sampled_from(_namespaces[:4]), st.sampled_from(["a", "b.c", "1x", "é", "x/y"])
)
blank_nodes = st.builds(BlankNode, st.sampled_from(["x", "y2", "z-1", "7a"]))

_numbers = st.sampled_from(
    [
        "0",
        "007",
        "-1",
        "+1",
        "-0",
        "1.",
        ".5",
        "-.5",
        "0.50",
        "-0.0",
        "0.0000001",
        "1e0",
        "1.5E-3",
        "INF",
        "12345678901234567890",
    ]
)
_plain = st.builds(Literal, texts)
_typed = st.builds(
    Literal, _numbers, st.sampled_from([XSD + name for name in ("integer", "decimal", "double", "float")])
)
_other = st.sampled_from(
    [
        Literal("true", XSD + "boolean"),
        Literal("1", XSD + "boolean"),
        Literal("2024-02-30", XSD + "date"),
        Literal("2024Z", XSD + "gYear"),
        Literal("not a number", XSD + "integer"),
        Literal("POINT(1.0 2.50)", PREFIXES["geo"] + "wktLiteral"),
        Literal("<b>x</b>", PREFIXES["rdf"] + "XMLLiteral"),
        Literal('{"b": 1.0}', PREFIXES["rdf"] + "JSON"),
    ]
)


def literals(content: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Literal]:
    """Give literals of every kind, their text drawn from ``content``."""
    tagged = st.builds(text_literal, content, st.sampled_from(["en", "zh", "ru", "en-gb", "zh-hant-tw"]))
    return st.one_of(st.builds(Literal, content), tagged, _typed, _other)


subjects = st.one_of(st.builds(Iri, iris), blank_nodes)


def triples(
    predicates: st.SearchStrategy[str] = iris, content: st.SearchStrategy[str] = texts
) -> st.SearchStrategy[list[Triple]]:
    """Give small graphs."""
    predicate = st.one_of(st.builds(Iri, predicates), st.just(Iri(PREFIXES["rdf"] + "type")))
    return st.lists(st.builds(Triple, subjects, predicate, st.one_of(subjects, literals(content))), max_size=12)


graph_names = st.one_of(st.none(), iris)


def quads() -> st.SearchStrategy[list[Quad]]:
    """Give small data sets; blank nodes may be shared between graphs."""
    predicate = st.one_of(st.builds(Iri, iris), st.just(Iri(PREFIXES["rdf"] + "type")))
    return st.lists(st.builds(Quad, subjects, predicate, st.one_of(subjects, literals()), graph_names), max_size=12)
