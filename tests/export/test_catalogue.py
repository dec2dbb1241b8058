from __future__ import annotations

from carec_kg.export.catalogue import CATALOGUE, DATASET, LICENCE, Release, describe_release, mint_part
from carec_kg.iris import CATALOGUE_GRAPH, GRAPH, INFERRED_GRAPH, PREFIXES, SOURCE, expand
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad

RELEASE = Release("0.1.0", "2026-11-23")


def values(quads: list[Quad], subject: str, name: str) -> set[str]:
    return {q.object.value for q in quads if q.subject.value == subject and q.predicate.value == expand(name)}


def test_title_licence_version_and_day_are_said(small_quads: tuple[Quad, ...]) -> None:
    quads = describe_release(small_quads, [], RELEASE)
    assert values(quads, DATASET, "dcterms:license") == {LICENCE}
    assert values(quads, DATASET, "dcat:version") == {"0.1.0"}
    assert (
        Quad(Iri(DATASET), Iri(expand("dcterms:issued")), Literal("2026-11-23", expand("xsd:date")), CATALOGUE_GRAPH)
        in quads
    )
    assert values(quads, CATALOGUE, "dcat:dataset") == {DATASET}
    assert len(values(quads, DATASET, "dcterms:title")) == 1


def test_every_named_graph_has_its_count(small_quads: tuple[Quad, ...]) -> None:
    graphs = {quad.graph for quad in small_quads if quad.graph}
    quads = describe_release(small_quads, [], RELEASE)
    parts = {mint_part(graph): graph for graph in graphs}
    assert values(quads, DATASET, "sd:namedGraph") == set(parts)
    for part, graph in parts.items():
        assert values(quads, part, "sd:name") == {graph}
        assert values(quads, part, "void:triples") == {str(sum(quad.graph == graph for quad in small_quads))}
    assert values(quads, mint_part(GRAPH + "links/wikidata"), "rdf:type") == {
        expand("void:Linkset"),
        expand("sd:NamedGraph"),
    }


def test_the_whole_counts_each_triple_once_and_neither_closure_nor_catalogue(small_quads: tuple[Quad, ...]) -> None:
    repeated = [quad._replace(graph=SOURCE + "other/1") for quad in small_quads[:5]]
    inferred = [small_quads[0]._replace(predicate=Iri("a:b"), graph=INFERRED_GRAPH)]
    catalogue = describe_release(small_quads, [], RELEASE)
    quads = describe_release([*small_quads, *repeated, *catalogue], inferred, RELEASE)
    assert values(quads, DATASET, "void:triples") == {str(len({quad.triple for quad in small_quads}))}
    assert values(quads, mint_part(INFERRED_GRAPH), "void:triples") == {"1"}
    assert values(quads, mint_part(INFERRED_GRAPH), "prov:wasDerivedFrom") == {DATASET}
    assert mint_part(CATALOGUE_GRAPH) not in values(quads, DATASET, "void:subset")


def test_vocabularies_and_sources_are_those_that_are_used(small_quads: tuple[Quad, ...]) -> None:
    quads = describe_release(small_quads, [], RELEASE)
    used = values(quads, DATASET, "void:vocabulary")
    assert {PREFIXES[name] for name in ("carec", "org", "skos", "geo", "owl")} <= used
    assert PREFIXES["sh"] not in used
    assert values(quads, DATASET, "prov:wasDerivedFrom") == {SOURCE + "prc-brochure"}


def test_the_description_depends_on_nothing_else(small_quads: tuple[Quad, ...]) -> None:
    quads = describe_release(small_quads, [], RELEASE)
    assert describe_release(reversed(small_quads), [], RELEASE) == quads
    assert {quad.graph for quad in quads} == {CATALOGUE_GRAPH}
    assert not any(isinstance(term, BlankNode) for quad in quads for term in quad[:3])
