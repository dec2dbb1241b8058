"""What SPARQL 1.1 Service Description (section 3) says of its own terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.iris import PREFIXES, RDF_TYPE
from carec_kg.rdf.terms import Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.rdf.terms import Quad

_SD = PREFIXES["sd"]
_CLASSES = frozenset(
    (
        *("Service", "Feature", "Language", "Function", "Aggregate", "EntailmentRegime", "EntailmentProfile"),
        *("GraphCollection", "Dataset", "Graph", "NamedGraph"),
    )
)
_LANGUAGES = frozenset({"SPARQL10Query", "SPARQL11Query", "SPARQL11Update"})
_FEATURES = frozenset(
    {"DereferencesURIs", "UnionDefaultGraph", "RequiresDataset", "EmptyGraphs", "BasicFederatedQuery"}
)
#: Properties: the class of their subject, and the class of their object where a description can be held to it.
_PROPERTIES = {
    "endpoint": ("Service", None),
    "feature": ("Service", None),
    "defaultEntailmentRegime": ("Service", None),
    "entailmentRegime": ("NamedGraph", None),
    "defaultSupportedEntailmentProfile": ("Service", None),
    "supportedEntailmentProfile": ("NamedGraph", None),
    "extensionFunction": ("Service", None),
    "extensionAggregate": ("Service", None),
    "languageExtension": ("Service", None),
    "supportedLanguage": ("Service", None),
    "propertyFeature": ("Service", None),
    "defaultDataset": ("Service", "Dataset"),
    "availableGraphs": ("Service", "GraphCollection"),
    "resultFormat": ("Service", None),
    "inputFormat": ("Service", None),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": ("GraphCollection", "NamedGraph"),
    "name": ("NamedGraph", None),
    "graph": ("NamedGraph", "Graph"),
}
_SUBCLASSES = {"Dataset": {"GraphCollection"}}


def list_breaches(description: Sequence[Quad]) -> list[str]:
    """Return what in a description is at odds with the vocabulary, in words."""
    types: dict[str, set[str]] = {}
    for quad in description:
        if quad.predicate.value == RDF_TYPE:
            name = quad.object.value.removeprefix(_SD)
            types.setdefault(quad.subject.value, set()).update({name}, _SUBCLASSES.get(name, set()))
    breaches = [f"no class: {name}" for found in types.values() for name in found if name not in _CLASSES]
    for quad in description:
        if quad.predicate.value.startswith(_SD):
            breaches += _check_property(quad, quad.predicate.value.removeprefix(_SD), types)
    return breaches


def _check_property(quad: Quad, name: str, types: dict[str, set[str]]) -> list[str]:
    if name not in _PROPERTIES:
        return [f"no property: {name}"]
    domain, range_ = _PROPERTIES[name]
    breaches = []
    if domain not in types.get(quad.subject.value, set()):
        breaches.append(f"{name} of what is no {domain}")
    if isinstance(quad.object, Literal):
        breaches.append(f"{name} is a literal")
    elif range_ and range_ not in types.get(quad.object.value, set()):
        breaches.append(f"{name} is no {range_}")
    known = {"supportedLanguage": _LANGUAGES, "feature": _FEATURES}.get(name)
    if known and quad.object.value.removeprefix(_SD) not in known:
        breaches.append(f"{name} is not one that the vocabulary has: {quad.object}")
    return breaches
