"""Read the ``parameter`` and ``column`` entries of a header."""

from __future__ import annotations

import re
from dataclasses import replace

from carec_kg.iris import expand
from carec_kg.saved_queries.header_lines import Described, Entry, split_described, unquote
from carec_kg.saved_queries.model import COLUMN_TYPES, RESERVED_NAMES, VALUE_KINDS, Column, Parameter, ParameterType

_RANGE = re.compile(r"(\S*?)\.\.(\S*)")
_RANGED = ("integer", "decimal", "date", "year", "gYear")
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_TYPES_IN_WORDS = (
    "iri, 'iri carec:Class', string, integer, decimal, date, year, gYear (the last five with a range such as 1..9 "
    "if wanted), 'one of a|b|c' or 'one from query-name'"
)


def read_parameter(entry: Entry) -> Parameter:
    """Read ``name (type, default … | required | default any, example …) Words.``; raise ``SyntaxProblem``."""
    parts = split_described(entry)
    if parts.name in RESERVED_NAMES:
        raise entry.problem(
            f"{parts.name} is a reserved name; choose one that is none of {', '.join(sorted(RESERVED_NAMES))}."
        )
    options = _read_options(entry, parts, {"default": True, "example": True, "required": False})
    default, required = options.get("default"), "required" in options
    if (default is None) != required:
        message = "has a default and is required" if required else "has neither a default nor 'required'"
        raise entry.problem(f"{parts.name} {message}; expected one of 'default VALUE', 'default any' and 'required'.")
    if default == "any":
        default = None
    example = options.get("example", default)
    if example is None:
        raise entry.problem(f"{parts.name} has no example; add ', example VALUE' inside the brackets.")
    return Parameter(
        name=parts.name,
        type=_read_type(entry, parts.clauses[0]),
        help=parts.help,
        default=None if default is None else unquote(default),
        example=unquote(example),
        required=required,
        line=entry.line,
    )


def _read_options(entry: Entry, parts: Described, known: dict[str, bool]) -> dict[str, str]:
    """Return the clauses after the type; ``known`` says which words there are and whether a value follows."""
    found: dict[str, str] = {}
    for clause in parts.clauses[1:]:
        word, _, value = clause.partition(" ")
        if word not in known or word in found or bool(value) != known[word]:
            expected = ", ".join(f"'{name} VALUE'" if takes else f"'{name}'" for name, takes in known.items())
            message = f"{clause!r} does not fit in the brackets of {parts.name}"
            raise entry.problem(f"{message}; expected after the type {expected}, each once.")
        found[word] = value.strip()
    return found


def _read_type(entry: Entry, clause: str) -> ParameterType:
    word, _, rest = clause.partition(" ")
    rest = rest.strip()
    if word == "one":
        return _read_enumeration(entry, rest)
    if word == "iri":
        return ParameterType("iri", of_class=read_name(entry, rest) if rest else None)
    for kind in VALUE_KINDS:
        if kind == word and not rest:
            return ParameterType(kind)
        if kind == word and kind in _RANGED:
            return _read_range(entry, ParameterType(kind), rest)
    raise entry.problem(f"{clause!r} is no type of a parameter; expected {_TYPES_IN_WORDS}.")


def _read_enumeration(entry: Entry, rest: str) -> ParameterType:
    word, _, values = rest.partition(" ")
    values = values.strip()
    if word == "from" and _SLUG.fullmatch(values):
        # What kind of value that query gives is known once the catalogue is read.
        return ParameterType("iri", options_from=values)
    options = tuple(unquote(option.strip()) for option in values.split("|"))
    if word != "of" or not all(options) or len(set(options)) != len(options):
        raise entry.problem("expected 'one of a|b|c' with different values, or 'one from query-name'.")
    names = [option for option in options if ":" in option]
    if names and len(names) != len(options):
        raise entry.problem(f"the list mixes names of things ({names[0]}) with plain words; expected one sort.")
    for name in names:
        read_name(entry, name)
    return ParameterType("iri" if names else "string", options=options)


def _read_range(entry: Entry, type_: ParameterType, rest: str) -> ParameterType:
    match = _RANGE.fullmatch(rest)
    if not match or not (match[1] or match[2]):
        raise entry.problem(f"{rest!r} is no range; expected for example '{type_.kind} 1..9', '1..' or '..9'.")
    return replace(type_, minimum=match[1] or None, maximum=match[2] or None)


def read_name(entry: Entry, name: str) -> str:
    """Return the IRI of ``prefix:local`` or ``<iri>``; raise ``SyntaxProblem``."""
    try:
        return expand(name)
    except ValueError:
        raise entry.problem(
            f"{name!r} is no name of a thing; expected 'prefix:local' with a prefix of this project, or '<iri>'."
        ) from None


def read_column(entry: Entry) -> Column:
    """Read ``name (type, unit …, optional) Words.``; raise ``SyntaxProblem``."""
    parts = split_described(entry)
    type_, _, class_ = parts.clauses[0].partition(" ")
    if type_ not in COLUMN_TYPES or (class_ and type_ != "iri"):
        types = ", ".join(COLUMN_TYPES)
        raise entry.problem(f"{parts.clauses[0]!r} is no type of a column; expected {types}, or 'iri carec:Class'.")
    options = _read_options(entry, parts, {"unit": True, "optional": False})
    return Column(
        name=parts.name,
        type=type_,
        help=parts.help,
        of_class=read_name(entry, class_.strip()) if class_ else None,
        unit=options.get("unit"),
        optional="optional" in options,
        line=entry.line,
    )
