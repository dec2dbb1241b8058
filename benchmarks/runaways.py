"""Queries that no server should have to finish, as families; each text of a family is another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_DEPTH = 10_000
#: Doubled by backtracking engines with every letter; the engine's own is linear, so the text is made long too.
_LETTERS = 4_000


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of runaway query; ``write`` makes its text from a serial number."""

    name: str
    write: Callable[[int], str]


def _cross_product(serial: int) -> str:
    return f"SELECT (COUNT(*) AS ?n{serial}) WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }}"


def _rows_without_end(serial: int) -> str:
    return f"SELECT * WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != {serial}) }}"


def _nesting(serial: int) -> str:
    return f"SELECT (1 AS ?n{serial}) WHERE " + "{" * _DEPTH + "}" * _DEPTH


def _order_bomb(serial: int) -> str:
    return f"SELECT * WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} ORDER BY STR(?c) DESC(?f) ?i LIMIT 1{serial}"


def _regex(serial: int) -> str:
    pattern = f"^(a|a?)+{serial}$"
    subject = "a" * _LETTERS
    return (
        f'SELECT ?s WHERE {{ ?s ?p ?o . ?t ?q ?r FILTER(REGEX(CONCAT(STR(?s), STR(?r), "{subject}"), "{pattern}")) }}'
    )


def _paths(serial: int) -> str:
    return (
        f"SELECT (COUNT(*) AS ?n{serial}) WHERE {{ ?a (!<urn:none:{serial}>|^!<urn:none>)* ?b . ?b (!<urn:none>)+ ?c }}"
    )


def _groups(serial: int) -> str:
    return (
        f'SELECT ?a (GROUP_CONCAT(CONCAT(STR(?c), STR(?f)); separator="{serial}") AS ?all) '
        "WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a"
    )


FAMILIES = (
    Family("cross product", _cross_product),
    Family("rows without end", _rows_without_end),
    Family("10,000 braces", _nesting),
    Family("ORDER BY bomb", _order_bomb),
    Family("regular expression", _regex),
    Family("property paths", _paths),
    Family("groups of long texts", _groups),
)
