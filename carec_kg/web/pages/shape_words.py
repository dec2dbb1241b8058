"""Shapes in words: what each of them is about, and what it demands (W3C SHACL, sections 2 and 4). No Flask here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import PREFIXES, SHAPE, compact
from carec_kg.rdf.terms import Literal
from carec_kg.web.pages.languages import DEFAULT_LANGUAGE
from carec_kg.web.pages.ontology_model import Vocabulary, name_node
from carec_kg.web.pages.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from carec_kg.rdf.terms import Term, Triple

_SH = PREFIXES["sh"]
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
_PATHS = ("inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
#: Constraints whose value is a number or a text, and those whose values are terms.
_MEASURED = (
    "minLength", "maxLength", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "pattern",
)  # fmt: skip
_TERMED = ("class", "datatype", "nodeKind", "hasValue", "node", "lessThan", "lessThanOrEquals", "equals", "disjoint")
_LISTED = ("in", "languageIn")
_SWITCHED = ("uniqueLang", "closed")


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a shape demands: words, and the terms that they end with, any one of which will do."""

    words: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """How a shape reaches the values that it looks at: words where that is not one property, and the properties."""

    terms: tuple[str, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class ShapeWords:
    """A shape; ``targets`` are pairs of a kind and a term, ``parts`` the names of its property shapes.

    ``module`` is the file that it stands in, ``severity`` a word: violation, warning or info.
    """

    name: str
    module: str
    targets: tuple[tuple[str, str], ...]
    path: Path | None
    demands: tuple[Demand, ...]
    message: str
    severity: str
    parts: tuple[str, ...] = ()


def describe_shapes(files: Mapping[str, Iterable[Triple]]) -> dict[str, ShapeWords]:
    """Return all shapes that have a name, by their names, file after file as given; sorted within each."""
    found: dict[str, ShapeWords] = {}
    for module, triples in files.items():
        vocabulary = Vocabulary(triples)
        nodes = {*vocabulary.subjects(_SH + "NodeShape"), *vocabulary.subjects(_SH + "PropertyShape")}
        for node in sorted(nodes):
            if node.startswith(SHAPE):
                found[node.removeprefix(SHAPE)] = _describe(vocabulary, node, module)
    return found


def shapes_of(shapes: Mapping[str, ShapeWords], term: str) -> list[ShapeWords]:
    """Return the shapes with demands that are about a term: its instances, or its values; each once."""
    found: dict[str, ShapeWords] = {}
    for name, shape in shapes.items():
        if any(target == term for _, target in shape.targets):
            found |= {one: shapes[one] for one in (name, *shape.parts) if one in shapes}
        elif shape.path and term in shape.path.terms:
            found[name] = shape
    return [shape for shape in found.values() if shape.message]


def _describe(vocabulary: Vocabulary, node: str, module: str) -> ShapeWords:
    messages = [text.value for text in vocabulary.texts(node, _SH + "message")]
    severity = next(iter(vocabulary.nodes(node, _SH + "severity")), _SH + "Violation")
    path = next(iter(vocabulary.nodes(node, _SH + "path")), None)
    parts = [part for part in vocabulary.nodes(node, _SH + "property") if part.startswith(SHAPE)]
    return ShapeWords(
        node.removeprefix(SHAPE),
        module,
        tuple((kind, target) for kind in _TARGETS for target in vocabulary.nodes(node, _SH + kind)),
        _read_path(vocabulary, path) if path else None,
        tuple(_list_demands(vocabulary, node)),
        " ".join(messages),
        severity.removeprefix(_SH).lower(),
        tuple(part.removeprefix(SHAPE) for part in parts),
    )


def _read_path(vocabulary: Vocabulary, node: str) -> Path:
    for kind in _PATHS:
        for inner in vocabulary.nodes(node, _SH + kind):
            return Path(_read_path(vocabulary, inner).terms, _words(f"path_{kind}"))
    for head in vocabulary.nodes(node, _SH + "alternativePath"):
        return Path(_terms_of(vocabulary, vocabulary.members(head)), _words("path_alternativePath"))
    if steps := vocabulary.members(node):
        return Path(_terms_of(vocabulary, steps), _words("path_sequence"))
    return Path((node,))


def _terms_of(vocabulary: Vocabulary, steps: Iterable[Term]) -> tuple[str, ...]:
    return tuple(term for step in steps for term in _read_path(vocabulary, name_node(step)).terms)


def _list_demands(vocabulary: Vocabulary, node: str) -> Iterator[Demand]:
    yield from _count(vocabulary, node)
    yield from _compare(vocabulary, node)
    for name in _LISTED:
        for head in vocabulary.nodes(node, _SH + name):
            yield _list_values(name, vocabulary.members(head))
    for name, read in _LOGICAL.items():
        for head in vocabulary.nodes(node, _SH + name):
            yield read(vocabulary, head)
    for head in vocabulary.nodes(node, _SH + "qualifiedValueShape"):
        yield _qualify(vocabulary, node, head)


def _compare(vocabulary: Vocabulary, node: str) -> Iterator[Demand]:
    """Yield what each value is held against: terms, measures, and what is switched on."""
    for name in _TERMED:
        if terms := vocabulary.nodes(node, _SH + name):
            yield Demand(_words(name), tuple(terms))
        for text in vocabulary.texts(node, _SH + name):
            yield Demand(f"{_words(name)} {text.value}")
    for name in _MEASURED:
        for text in vocabulary.texts(node, _SH + name):
            yield Demand(_words(name, value=text.value))
    for name in _SWITCHED:
        if any(text.value == "true" for text in vocabulary.texts(node, _SH + name)):
            yield Demand(_words(name))


def _count(vocabulary: Vocabulary, node: str) -> Iterator[Demand]:
    if words := _say_number(vocabulary, node, "minCount", "maxCount"):
        yield Demand(_words("count", number=words))


def _say_number(vocabulary: Vocabulary, node: str, lower: str, upper: str) -> str:
    least, most = (next((t.value for t in vocabulary.texts(node, _SH + name)), "") for name in (lower, upper))
    if least and most:
        return _words("exactly", n=least) if least == most else _words("between", least=least, most=most)
    if least:
        return _words("at_least", n=least)
    return _words("at_most", n=most) if most else ""


def _list_values(name: str, members: Iterable[Term]) -> Demand:
    given = list(members)
    texts = [member.value for member in given if isinstance(member, Literal)]
    terms = [member.value for member in given if not isinstance(member, Literal)]
    return Demand(f"{_words(name)} {', '.join(texts)}".strip(), tuple(terms))


def _any_of(vocabulary: Vocabulary, head: str) -> Demand:
    """Return alternatives: classes or datatypes as terms, all else told one after the other."""
    branches = [list(_list_demands(vocabulary, name_node(member))) for member in vocabulary.members(head)]
    plain = {demands[0].words for demands in branches if len(demands) == 1 and demands[0].terms}
    if len(plain) == 1 and all(len(demands) == 1 and demands[0].terms for demands in branches):
        return Demand(plain.pop(), tuple(term for demands in branches for term in demands[0].terms))
    return Demand(_words("or", branches=_words("or_between").join(map(_tell, branches))))


def _all_of(vocabulary: Vocabulary, head: str) -> Demand:
    branches = [list(_list_demands(vocabulary, name_node(member))) for member in vocabulary.members(head)]
    return Demand("; ".join(map(_tell, branches)))


def _none_of(vocabulary: Vocabulary, node: str) -> Demand:
    return Demand(_words("not", demand=_tell(_list_demands(vocabulary, node))))


def _qualify(vocabulary: Vocabulary, node: str, head: str) -> Demand:
    number = _say_number(vocabulary, node, "qualifiedMinCount", "qualifiedMaxCount")
    return Demand(_words("qualified", number=number, demand=_tell(_list_demands(vocabulary, head))))


def _tell(demands: Iterable[Demand]) -> str:
    told = [" ".join((demand.words, ", ".join(map(compact, demand.terms)))).strip() for demand in demands]
    return ", ".join(told)


def _words(key: str, **values: str) -> str:
    return say(DEFAULT_LANGUAGE, f"ontology.shape.{key}", **values)


_LOGICAL: Mapping[str, Callable[[Vocabulary, str], Demand]] = {"or": _any_of, "and": _all_of, "not": _none_of}
