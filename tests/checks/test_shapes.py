from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from carec_kg.checks.finding import Severity
from carec_kg.checks.flattening import flatten_shapes
from carec_kg.checks.shapes import own_terms, read_shapes, run_shapes, to_rdflib
from carec_kg.errors import DataProblem
from carec_kg.iris import CAREC, ID, PREFIXES, SHAPE
from carec_kg.rdf.terms import Iri, Literal, Triple
from tests.checks.breakages import (
    NO_CONSTRAINT,
    PROPERTY_SLIPS,
    SH,
    Breakage,
    Index,
    aimed_shapes,
    break_everything,
    constraints,
)
from tests.checks.sample_graph import asserted_triples, closure, ontology_quads, read_triples, style_triples, suite
from tests.checks.shape_edits import BY_HAND, MISTAKES

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.checks.finding import Finding

SETS = ("asserted", "closure", "style")
BROKEN = (Iri(ID + "broken"), Iri(CAREC + "broken"))
#: What the message of a finding ends with, where the constraint says so.
ENDS = {
    "minCount": "There are fewer here.",
    "maxCount": "There are more here.",
    "uniqueLang": "One language has two here.",
    "qualifiedMinCount": "There are fewer here.",
    "qualifiedMaxCount": "There are more here.",
    "hasValue": "The value is missing here.",
}


def shapes_of(name: str) -> tuple[Triple, ...]:
    shapes: tuple[Triple, ...] = getattr(suite().shapes, name)
    return shapes


def valid_data(name: str) -> list[Triple]:
    if name == "style":
        return list(style_triples())
    return [*asserted_triples(), *(closure() if name == "closure" else ())]


@cache
def breakages(name: str) -> tuple[Breakage, ...]:
    return tuple(break_everything(shapes_of(name), valid_data(name)))


@cache
def findings_when_broken(name: str) -> dict[tuple[str, object], list[Finding]]:
    """Return what is found in the valid data with all broken copies, by shape and focus."""
    broken = [triple for breakage in breakages(name) for triple in breakage.triples]
    found: dict[tuple[str, object], list[Finding]] = {}
    for finding in run_shapes(shapes_of(name), [*valid_data(name), *broken]):
        found.setdefault((finding.rule, finding.focus), []).append(finding)
    return found


@cache
def shape_index(name: str) -> Index:
    return Index(shapes_of(name))


def all_shapes() -> list[tuple[str, str]]:
    """Return each shape that can be broken with the set it is in: those with a message."""
    pairs = [
        (name, triple.subject.value.removeprefix(SHAPE))
        for name in SETS
        for triple in shapes_of(name)
        if triple.predicate.value == SH + "message"
    ]
    return sorted(set(pairs))


@pytest.mark.parametrize("name", SETS)
def test_a_valid_graph_has_no_finding(name: str) -> None:
    assert run_shapes(shapes_of(name), valid_data(name)) == []


@pytest.mark.parametrize(("name", "shape"), all_shapes(), ids=lambda part: part)
def test_breaking_each_constraint_of_a_shape_is_noticed(name: str, shape: str) -> None:
    attempts = [breakage for breakage in breakages(name) if breakage.shape == shape]
    by_hand = {constraint for other, constraint in BY_HAND if other == shape}
    wanted = set(constraints(shape_index(name), Iri(SHAPE + shape)))
    missed = [
        (breakage.constraint, breakage.target, breakage.focus)
        for breakage in attempts
        if not any(
            is_noticed(finding, breakage)
            for finding in findings_when_broken(name).get((breakage.shape, breakage.focus), [])
        )
    ]
    assert wanted == {breakage.constraint for breakage in attempts} | by_hand
    assert wanted
    assert missed == []


def is_noticed(finding: Finding, breakage: Breakage) -> bool:
    says_which = finding.message.endswith(ENDS.get(breakage.constraint, ""))
    return says_which and (breakage.value is None or finding.value == breakage.value)


@pytest.mark.parametrize(("shape", "constraint"), BY_HAND, ids="-".join)
def test_a_slip_made_by_hand_is_noticed(shape: str, constraint: str) -> None:
    name = next(set_ for set_, other in all_shapes() if other == shape)
    broken = read_triples(BY_HAND[shape, constraint])
    found = run_shapes(shapes_of(name), [*valid_data(name), *broken])
    assert any(finding.rule == shape and finding.focus in BROKEN for finding in found)


@cache
def mistaken() -> dict[str, tuple[Finding, ...]]:
    """Validate all mistakes in one run, each about a node of its own."""
    triples = list(asserted_triples())
    nodes = {name: Iri(f"{ID}broken-{i}") for i, name in enumerate(MISTAKES)}
    for name, (text, _) in MISTAKES.items():
        triples += [Triple(nodes[name], t.predicate, t.object) for t in read_triples(text)]
    found = run_shapes(shapes_of("asserted"), triples)
    return {name: tuple(finding for finding in found if finding.focus == node) for name, node in nodes.items()}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_that_people_make_is_noticed(name: str) -> None:
    assert MISTAKES[name][1] in {finding.rule for finding in mistaken()[name]}


def test_a_finding_says_what_it_is_about_in_which_words_and_how_bad_it_is() -> None:
    broken = read_triples("id:broken a carec:Figure ; carec:referenceYear 1066 .")
    found = run_shapes(shapes_of("asserted"), [*asserted_triples(), *broken])
    [year] = [finding for finding in found if finding.rule == "Figure-referenceYear"]
    assert year.focus == Iri(ID + "broken")
    assert year.path == CAREC + "referenceYear"
    assert year.value == Literal("1066", PREFIXES["xsd"] + "integer")
    assert year.severity is Severity.VIOLATION
    assert year.message == "The year of an observation is one whole number from 1997 on, as in 2021."


def test_the_closed_shape_names_the_stray_property() -> None:
    broken = read_triples('id:broken a carec:Figure ; carec:vlaue "3"^^xsd:decimal .')
    found = run_shapes(shapes_of("asserted"), [*asserted_triples(), *broken])
    assert [finding.path for finding in found if finding.rule == "Figure"] == [CAREC + "vlaue"]


@pytest.mark.parametrize("name", SETS)
def test_flattened_shapes_find_what_the_shapes_as_written_find(name: str) -> None:
    from pyshacl import validate  # noqa: PLC0415 - heavy
    from rdflib import URIRef  # noqa: PLC0415 - heavy

    # A part of the slips is enough, and the slow way takes its time.
    some = [triple for breakage in breakages(name)[::7] for triple in breakage.triples]
    flat = flatten_shapes(shapes_of(name))
    found = []
    for shapes, more in ((shapes_of(name), []), (flat.shapes, flat.classes)):
        data = to_rdflib([*valid_data(name), *some, *more])
        _, report, _ = validate(data, shacl_graph=to_rdflib(shapes), inplace=True)
        parts = [URIRef(SH + part) for part in ("focusNode", "sourceShape", "resultPath", "value")]
        results = list(report.objects(None, URIRef(SH + "result")))
        found.append({tuple(str(report.value(result, part)) for part in parts) for result in results})
    assert found[0] == found[1]
    assert found[0]


@pytest.mark.parametrize("name", SETS)
def test_the_shapes_are_valid_shacl(name: str) -> None:
    from pyshacl.entrypoints import meta_validate  # noqa: PLC0415 - heavy

    # SHACL's own shapes walk down a list one cell a level; the usual depth ends at eight members.
    conforms, _, text = meta_validate(to_rdflib(shapes_of(name)), inference="none", max_validation_depth=100)
    assert conforms, text


def test_every_shape_with_a_constraint_has_a_message_in_english_and_a_severity() -> None:
    index = Index([triple for name in SETS for triple in shapes_of(name)])
    referring = {SH + "qualifiedValueShape", SH + "not", PREFIXES["rdf"] + "first"}
    nested = {t.object for t in index.triples if t.predicate.value in referring}
    incomplete = [
        shape
        for shape in dict.fromkeys(triple.subject for triple in index.triples)
        if isinstance(shape, Iri) and shape not in nested and constraints(index, shape)
        if len(index.objects(shape, SH + "message")) != 1 or len(index.objects(shape, SH + "severity")) != 1
    ]
    messages = [triple.object for triple in index.triples if triple.predicate.value == SH + "message"]
    assert incomplete == []
    assert {message.language for message in messages if isinstance(message, Literal)} == {"en"}


def test_no_shape_uses_sparql() -> None:
    used = {t.predicate.value.removeprefix(SH) for name in SETS for t in shapes_of(name) if SH in t.predicate.value}
    known = set(PROPERTY_SLIPS) | NO_CONSTRAINT | {constraint for _, constraint in BY_HAND} | {"closed"}
    assert used - known - {"alternativePath", "inversePath"} == set()


def test_every_class_of_the_ontology_is_the_target_of_a_shape() -> None:
    index = Index([quad.triple for quad in ontology_quads()])
    shapes = Index([*shapes_of("asserted"), *shapes_of("closure")])
    targets = {t for shape in aimed_shapes(shapes) for t in shapes.objects(shape, SH + "targetClass")}
    covered = {sub for target in targets for sub in [target, *subclasses(index, target)]}
    classes = {node for node in index.instances(Iri(PREFIXES["owl"] + "Class")) if node.value.startswith(CAREC)}
    assert sorted(node.value for node in classes - covered) == []


def subclasses(index: Index, class_: object) -> list[object]:
    direct: list[object] = [
        t.subject for t in index.triples if t.predicate.value == PREFIXES["rdfs"] + "subClassOf" and t.object == class_
    ]
    return [*direct, *(deeper for sub in direct for deeper in subclasses(index, sub))]


#: Properties that follow by inference and are never asserted; ``closure.ttl`` and the rules look after them.
INFERRED = {"hasFigure", "hasPartInitiative", "hasParticipation", "hasSubcorridor", "memberOf", "participatesIn"}


def test_every_property_of_the_ontology_is_the_path_of_a_shape() -> None:
    index = Index([quad.triple for quad in ontology_quads()])
    shapes = Index([*shapes_of("asserted"), *shapes_of("closure")])
    paths = {t.object for t in shapes.triples if t.predicate.value in {SH + "path", SH + "targetSubjectsOf"}}
    kinds = [Iri(PREFIXES["owl"] + kind) for kind in ("ObjectProperty", "DatatypeProperty")]
    properties = {node for kind in kinds for node in index.instances(kind) if node.value.startswith(CAREC)}
    assert {node.value.removeprefix(CAREC) for node in properties - paths} <= INFERRED


def test_what_the_ontology_allows_a_closed_class_the_closed_shape_allows_too() -> None:
    ontology = Index([quad.triple for quad in ontology_quads()])
    shapes = Index(shapes_of("asserted"))
    refused = []
    for node in aimed_shapes(shapes):
        if not shapes.objects(node, SH + "closed"):
            continue
        allowed = {
            path for shape in shapes.objects(node, SH + "property") for path in shapes.objects(shape, SH + "path")
        }
        for class_ in shapes.objects(node, SH + "targetClass"):
            domain = [
                t.subject
                for t in ontology.triples
                if t.predicate.value == PREFIXES["rdfs"] + "domain" and t.object == class_
            ]
            refused += [(node.value, term.value) for term in domain if term not in allowed]
    assert refused == []


def test_the_style_shapes_see_the_own_terms_and_the_header_alone() -> None:
    triples = own_terms(quad.triple for quad in ontology_quads())
    subjects = {triple.subject.value for triple in triples}
    assert CAREC + "Figure" in subjects
    assert CAREC.removesuffix("#") in subjects
    assert all(subject.startswith(CAREC.removesuffix("#")) for subject in subjects)


def test_literals_keep_their_lexical_form_on_the_way_to_the_validator() -> None:
    decimal = PREFIXES["xsd"] + "decimal"
    graph = to_rdflib([Triple(Iri("urn:a"), Iri("urn:b"), Literal("007.50", decimal))])
    assert [str(value) for value in graph.objects()] == ["007.50"]


def test_a_folder_without_shapes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataProblem, match="would pass unchecked"):
        read_shapes(tmp_path)
