"""The W3C's test cases of the OWL 2 RL profile: entailments, consistent and inconsistent ontologies."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carec_kg.config import read_setting
from carec_kg.graph.workbench import Workbench
from carec_kg.rdf.reading import read_file
from carec_kg.rdf.skolem import skolemise
from carec_kg.reasoning.profile import check_profile

from .entailment import clashes, follows

if TYPE_CHECKING:
    from carec_kg.rdf.terms import Quad

_ROOT = Path(__file__).parents[2]
_SHARED = Path(read_setting("CAREC_KG_SHARED"))
SUITE = (_SHARED if _SHARED.is_absolute() else _ROOT / _SHARED) / "w3c" / "owl2-rl"
if not SUITE.is_dir():
    pytest.skip(f"{SUITE} is absent; set CAREC_KG_SHARED to the folder with the test suites", allow_module_level=True)

_CASES = """
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
SELECT ?kind ?action ?result
WHERE { ?case a ?kind ; mf:action ?action . OPTIONAL { ?case mf:result ?result } }
ORDER BY ?action
"""
_BASE = "https://example.org/suite/"
#: The files that a premise imports; the suite does not name them in its manifest.
_IMPORTS = {"WebOnt-imports-011": "WebOnt-imports-011.support011-A.ttl"}
_ANNOTATION = "holds under the direct semantics alone, where annotations entail nothing and so any annotation follows"
_EXPRESSION = "claims that a class expression exists: true of every expression, and no rule makes one up"
_RANGE = "needs the order of datatypes among ranges; the rules reason about classes and literals, not about datatypes"
#: Entailments that the rules of OWL 2 RL do not give, each with the reason; a test fails when one starts to hold.
NOT_ENTAILED = {
    "New-Feature-ReflexiveProperty-001": "reflexive properties are outside of OWL 2 RL (Profiles, section 4.2.5)",
    "WebOnt-I4.6-005-Direct": _ANNOTATION,
    "WebOnt-equivalentClass-008-Direct": _ANNOTATION,
    "WebOnt-I5.26-010": _EXPRESSION,
    "WebOnt-I5.5-005": _EXPRESSION,
    "WebOnt-I5.8-006": _RANGE,
    "WebOnt-I5.8-008": _RANGE,
    "WebOnt-I5.8-009": _RANGE,
}

#: Premises that are no OWL 2 RL ontology as they stand, with what is wrong.
NOT_IN_PROFILE = {
    "FS2RDF-domain-range-simple-ar": "c3 is no datatype",
    "FS2RDF-equivalent-classes-3-annotation-ar": "c stands where a class is wanted, and it is not declared",
    "FS2RDF-ontology-annotation-annotation-ar": "member stands where a property is wanted, and it is not declared",
    "New-Feature-ReflexiveProperty-001": "OWL 2 RL has no reflexive properties",
    "WebOnt-imports-011": "Man stands where a class is wanted, and it is not declared",
}


def _read_manifest() -> dict[str, list[str]]:
    """Return the names of the cases of each kind."""
    rows = Workbench(read_file(SUITE / "manifest.ttl", base=_BASE)).select(_CASES).texts()
    found: dict[str, list[str]] = {}
    for kind, action, _ in rows:
        name = action.removeprefix(_BASE).removesuffix(".premise.ttl")
        found.setdefault(kind.rsplit("#", 1)[1], []).append(name)
    return found


CASES = _read_manifest()


def _read_premises(name: str) -> list[Quad]:
    files = [f"{name}.premise.ttl", *([_IMPORTS[name]] if name in _IMPORTS else [])]
    return [quad for file in files for quad in skolemise(read_file(SUITE / file, base=_BASE), file)]


def test_the_suite_has_the_cases_it_says() -> None:
    assert {kind: len(names) for kind, names in CASES.items()} == {
        "PositiveEntailmentTest": 29,
        "ConsistencyTest": 75,
        "InconsistencyTest": 11,
    }


@pytest.mark.parametrize("name", CASES["PositiveEntailmentTest"])
def test_the_conclusion_follows(name: str) -> None:
    conclusion = [quad.triple for quad in read_file(SUITE / f"{name}.conclusion.ttl", base=_BASE)]
    assert follows(_read_premises(name), conclusion) == (name not in NOT_ENTAILED), NOT_ENTAILED.get(name)


@pytest.mark.parametrize("name", CASES["ConsistencyTest"])
def test_a_consistent_ontology_does_not_clash(name: str) -> None:
    assert not clashes(_read_premises(name))


@pytest.mark.parametrize("name", CASES["InconsistencyTest"])
def test_an_inconsistent_ontology_clashes(name: str) -> None:
    assert clashes(_read_premises(name))


@pytest.mark.parametrize("name", sorted({name for names in CASES.values() for name in names}))
def test_the_premises_are_in_the_profile(name: str) -> None:
    report = check_profile(read_file(SUITE / f"{name}.premise.ttl", base=_BASE))
    said = " ".join(re.sub(r"<[^>]*[/#](\w+)>", r"\1", finding.message) for finding in report.findings)
    assert report.is_in_profile == (name not in NOT_IN_PROFILE), said
    assert NOT_IN_PROFILE.get(name, "") in said


def test_every_exception_is_a_case() -> None:
    assert NOT_ENTAILED.keys() <= set(CASES["PositiveEntailmentTest"])
