"""Write SPARQL that holds variables to given terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from carec_kg.rdf.terms import BlankNode, Iri, Literal, Term, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from carec_kg.evidence.atoms import Opened

#: Variables (with their ``?``) and their values; ``None`` is unbound.
Binding: TypeAlias = "Mapping[str, Term | None]"


def write_term(term: Iri | Literal) -> str:
    """Return a term as SPARQL that needs no prefix.

    The engine replaces no code point escapes before it parses, so that a backslash before ``u`` needs no care here.
    """
    if isinstance(term, Literal) and not term.language:
        return f'"{escape(term.value)}"^^<{term.datatype}>'
    return str(term)


def write_values(names: Sequence[str], rows: Iterable[Sequence[Term]]) -> str:
    """Return a VALUES block; no term may be a blank node."""
    lines = " ".join(f"({' '.join(write_term(term) for term in row)})" for row in rows)  # type: ignore[arg-type]
    return f"VALUES ({' '.join(names)}) {{ {lines} }}"


def restrict_to(rows: Sequence[Binding], opened: Opened) -> Callable[[frozenset[str]], str]:
    """Return a function that writes VALUES for those of some variables which every row gives a value.

    It bounds the work only. Of several rows it writes one block, the one with the most different values, since the
    engine may multiply several blocks with each other; beside it the variables that only expressions use, which have
    no other value. Blank nodes cannot be named in SPARQL. Whoever uses it compares the solutions with the rows.
    """
    blocks = {names: _list_values(names, rows) for names in (opened.free, *(piece.binds for piece in opened.pieces))}
    if len(rows) > 1:
        best = max(blocks, key=lambda names: len(blocks[names]))
        blocks = {names: values for names, values in blocks.items() if names in (best, opened.free)}

    def write(names: frozenset[str]) -> str:
        values = blocks.get(names)
        return write_values(_nameable(names, rows), values) if values else ""

    return write


def _nameable(names: Iterable[str], rows: Sequence[Binding]) -> list[str]:
    """Return the variables that have a value in every row which can be written."""
    return sorted(name for name in names if all(_is_nameable(row.get(name)) for row in rows))


def _list_values(names: Iterable[str], rows: Sequence[Binding]) -> list[tuple[Term, ...]]:
    usable = _nameable(names, rows)
    values = (tuple(term for name in usable if (term := row[name]) is not None) for row in rows)
    return list(dict.fromkeys(values)) if usable else []


def write_filters(names: Iterable[str], row: Binding) -> str:
    """Return the filters that hold variables to a row's values, those left unbound too."""
    return " ".join(_write_filter(name, row[name]) for name in names if name in row)


def _write_filter(name: str, term: Term | None) -> str:
    if term is None:
        return f"FILTER(!BOUND({name}))"
    if isinstance(term, BlankNode):
        return f"FILTER(isBLANK({name}))"
    return f"FILTER(sameTerm({name}, {write_term(term)}))"


def _is_nameable(term: Term | None) -> bool:
    return term is not None and not isinstance(term, BlankNode)
