from __future__ import annotations

import pytest
from hypothesis import given

from carec_kg.errors import SyntaxProblem
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.scanning import scan_turtle
from carec_kg.rdf.terms import Quad, Triple
from carec_kg.rdf.turtle import write_turtle
from tests.rdf.engines import same
from tests.rdf.graphs import triples

#: Turtle as people write it, every form of the grammar among it.
SAMPLES = {
    "directives": "@prefix a: <http://a/> . PREFIX b: <http://b/>\na:x b:y <z> .",
    "bases": "@base <http://c/d/> . <a> <b> <../c> . base <http://e/f>\n<x> <y> <#z>, <>, <g> .",
    "prefix redefined": "@prefix a: <http://a/> . a:x a:p 1 . @prefix a: <http://b/> . a:x a:p 1 .",
    "empty prefix": "@prefix : <http://a/#> . :x :p : .",
    "relative to base": "@base <http://a/b/c?d> . <> <p> <../e>, <#f>, <//g/h>, <?i>, <http://j#> .",
    "namespace with hash": "@base <http://a/b> . @prefix x: <#> . @prefix y: <http://c#> . x:a y:b x:c .",
    "escapes in names": r"@prefix a: <http://a/> . a:b\/c\,d a:%41 a:x\.y, a:z. a:1 a:2:3 a:- .".replace(
        "a:- ", "a:x- "
    ),
    "escapes in iris": r"<http://a/\u00e9> <http://a/\U0001F600> <http://a/c> .",
    "strings": '<a:s> <a:p> \'a\', "b", \'\'\'c\n\'d\'\'\', """e "" f\\"""", \'\\t\\u00e9\', "" .',
    "languages": '<a:s> <a:p> "x"@en, "x"@EN-gb .',
    "datatypes": '<a:s> <a:p> "1"^^<a:t>, "x"^^<http://www.w3.org/2001/XMLSchema#string> .',
    "numbers": "<a:s> <a:p> 1, -2, +003, 1.0, .5, -.5e3, 1E0, 4.e2, true, false .",
    "number before a dot": "<a:s> <a:p> 1.<a:t> <a:p> 2.5.",
    "types": "<a:s> a <a:T>; a <a:U>.",
    "semicolons": "<a:s> <a:p> 1;; <a:q> 2; .",
    "blank nodes": "_:x <a:p> _:y-1.z . [] <a:p> [] . [ <a:p> 1; <a:q> [ <a:r> 2 ] ] . [ <a:p> 3 ] <a:q> 4 .",
    "lists": "(1 2) <a:p> () . <a:s> <a:p> (1 (2 [ <a:q> (3) ]) _:x <a:o>) .",
    "comments": "# a\n<a:s> # b\n<a:p> # c <x>\n1 .# d",
    "line ends": "<a:s>\r\n<a:p>\r1\n.",
    "said twice": "<a:s> <a:p> 1, 1 . <a:s> <a:p> 1 .",
    "nothing": " \n# nothing\n",
    "byte order mark": "\ufeff<a:s> <a:p> 1 .",
}


def scanned(text: str, base: str = "") -> list[Quad]:
    return [Quad(*placed.triple) for placed in scan_turtle(text, "a.ttl", base=base)]


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES)
def test_the_scanner_reads_what_the_parser_reads(text: str) -> None:
    base = "http://base/x"
    assert same(scanned(text, base), parse(text.encode(), TURTLE, "a.ttl", base=base))


@given(triples())
def test_the_scanner_reads_what_the_writer_writes(some: list[Triple]) -> None:
    assert same(scanned(write_turtle(some)), [Quad(*triple) for triple in some])


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("<a:s> <a:p> ", "1:13", "an IRI"),
        ("<a:s> <a:p> 1", "1:14", "'.'"),
        ("<a:s>\n b:p 1 .", "2:2", "declared prefix"),
        ("<a:s> <a:p> [ <a:q> 1 .", "1:23", "']'"),
        ("<a:s> <a:p> (1 .", "1:16", "an IRI"),
        ("@prefix <a:b> .", "1:9", "a prefix"),
        ('"a" <a:p> 1 .', "1:1", "an IRI"),
    ],
)
def test_what_is_no_turtle_is_a_syntax_error_that_says_what_is_expected(text: str, place: str, expected: str) -> None:
    with pytest.raises(SyntaxProblem, match=f"^a.ttl:{place}: .*{expected}"):
        scanned(text)


def test_brackets_without_end_are_refused_and_do_not_crash() -> None:
    with pytest.raises(SyntaxProblem, match="deeply nested"):
        scanned("<a:s> <a:p> " + "[ <a:p> " * 5000)
