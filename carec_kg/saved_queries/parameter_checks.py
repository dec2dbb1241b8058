"""Check the parameters of a saved query against the places in its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.errors import ParameterProblem, SyntaxProblem
from carec_kg.graph.answers import Rows
from carec_kg.graph.workbench import Workbench
from carec_kg.saved_queries.typed_values import check_range, describe_type, read_term
from carec_kg.saved_queries.values_block import Place, find_places, find_stray_markers, write_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.rdf.terms import Term
    from carec_kg.saved_queries.case import Case
    from carec_kg.saved_queries.model import Parameter


def check_parameters(case: Case) -> list[SyntaxProblem]:
    """Return the faults of the parameters: values that do not fit their type, places that do not fit the header."""
    standing: dict[str, Term | None] = {}
    problems: list[SyntaxProblem] = []
    for parameter in case.query.parameters:
        try:
            standing[parameter.name] = _read_standing(parameter)
        except ValueError as problem:
            problems.append(case.at_header(f"parameter {parameter.name}: {problem}", parameter.line))
    return problems or [*_check_markers(case), *_check_use(case), *_check_places(case, standing)]


def _read_standing(parameter: Parameter) -> Term | None:
    """Return the term that stands in the file: the default, the example of what is required, or nothing."""
    check_range(parameter.type)
    example = _read_own(parameter, parameter.example)
    if parameter.required:
        return example
    return None if parameter.default is None else _read_own(parameter, parameter.default)


def _read_own(parameter: Parameter, text: str) -> Term:
    try:
        return read_term(parameter, text)
    except ParameterProblem:
        message = f"takes {describe_type(parameter)}; the header's own {text!r} is none."
        raise ValueError(message) from None


def _check_markers(case: Case) -> Iterator[SyntaxProblem]:
    for index in find_stray_markers(case.query.text):
        message = "expected on one line 'VALUES (?name …) { (value …) }  # parameters', and nothing else."
        yield case.at_text(message, index + 1)


def _check_use(case: Case) -> Iterator[SyntaxProblem]:
    places = find_places(case.query.text)
    placed = {name for place in places for name in place.names}
    inside = {place.index + 1 for place in places}
    used = {t.text[1:] for t in case.read.tokens if t.kind == "variable" and t.line not in inside}
    for parameter in case.query.parameters:
        name = parameter.name
        if name not in placed:
            message = f"parameter {name} has no place in the text; add 'VALUES (?{name}) {{ (…) }}  # parameters'."
            yield case.at_header(message, parameter.line)
        elif name not in used:
            yield case.at_header(
                f"parameter {name} is not used; ?{name} stands nowhere but in its VALUES line.", parameter.line
            )


def _check_places(case: Case, standing: dict[str, Term | None]) -> Iterator[SyntaxProblem]:
    """Check that what stands in the file is what the header says, so that both runs give the same answer."""
    for place in find_places(case.query.text):
        unknown = [name for name in place.names if name not in standing]
        if unknown:
            yield case.at_text(
                f"?{unknown[0]} is no parameter of the header; declare it or take it out.", place.index + 1
            )
        elif _evaluate(case, place) != [tuple(standing[name] for name in place.names)]:
            expected = write_values(place.names, standing)
            yield case.at_text(
                f"the values differ from the header's; expected '{expected}  # parameters'.", place.index + 1
            )


def _evaluate(case: Case, place: Place) -> list[tuple[Term | None, ...]]:
    declared = case.read.declared_prefixes()
    prologue = "".join(f"PREFIX {prefix}: <{namespace}> " for prefix, (namespace, _) in declared.items())
    names = " ".join(f"?{name}" for name in place.names)
    answer = Workbench().query(f"{prologue}SELECT {names} WHERE {{ {place.block} }}")
    return answer.rows if isinstance(answer, Rows) else []
