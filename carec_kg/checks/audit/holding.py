"""Which statement of a passage's graph holds a mention."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from carec_kg.checks.audit.names import NOT_HOLDING, TITLE
from carec_kg.iris import CAREC, SCHEME
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.sources.lexicon import make_key
from carec_kg.sources.model import Days, Name, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.rdf.terms import BlankNode, Quad, Term

_EARLIEST, _LATEST, _AS_OF = CAREC + "earliestDay", CAREC + "latestDay", CAREC + "asOf"
_QUALIFIER = SCHEME + "qualifier/"
_FIGURE = Iri(CAREC + "Figure")


class PassageGraph:
    """The statements of one passage, as an audit asks for them. A figure holds one number of the text, not two."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Take the quads of the passage's graph."""
        self._quads = sorted(quads, key=lambda quad: (str(quad.subject), str(quad.predicate), str(quad.object)))
        self._by_subject: dict[Iri | BlankNode, dict[str, Quad]] = defaultdict(dict)
        for quad in self._quads:
            self._by_subject[quad.subject].setdefault(quad.predicate.value, quad)
        self._spent: set[Iri | BlankNode] = set()

    def hold(self, value: Quantity | Days | Name) -> tuple[Quad | None, str]:
        """Return the statement that holds a value, or nothing and the reason in words."""
        if isinstance(value, Quantity):
            return self._hold_quantity(value)
        return self._hold_days(value) if isinstance(value, Days) else self._hold_name(value)

    def _hold_quantity(self, quantity: Quantity) -> tuple[Quad | None, str]:
        reason = ""
        for figure, statements in self._by_subject.items():
            stated = statements.get(CAREC + "value")
            if stated is None or _read_decimal(stated.object) != quantity.value:
                continue
            reason = reason or self._object_to(figure, quantity)
            if not self._object_to(figure, quantity):
                self._spent.add(figure)
                return stated, ""
        return None, reason or f"no figure of this passage has the value {format(quantity.value.normalize(), 'f')}"

    def _object_to(self, figure: Iri | BlankNode, quantity: Quantity) -> str:
        """Return what speaks against a figure of the right value, nothing if all agrees."""
        statements = self._by_subject[figure]
        if not any(quad.object == _FIGURE for quad in self._quads if quad.subject == figure):
            return "the thing with this value is not a carec:Figure in this passage's graph"
        if figure in self._spent:
            return "the figure with this value already holds another number of this passage"
        unit = _local(statements.get(CAREC + "unit"))
        if quantity.unit and unit and unit != quantity.unit:
            return f"the figure with this value has the unit {unit}, the text {quantity.unit}"
        qualifier = _local(statements.get(CAREC + "qualifier")) or "exactly"
        if qualifier != (quantity.qualifier or "exactly"):
            return (
                f"the figure with this value is qualified {qualifier!r}, the text {quantity.qualifier or 'exactly'!r}"
            )
        return ""

    def _hold_days(self, days: Days) -> tuple[Quad | None, str]:
        if days == Days():
            return None, "the words alone do not tell which days are meant"
        wanted = {_EARLIEST: days.earliest, _LATEST: days.latest, _AS_OF: days.as_of}
        if days.as_of:
            wanted = {_AS_OF: days.as_of}
        for statements in self._by_subject.values():
            stated = {name: _read_date(statements[name].object) if name in statements else None for name in wanted}
            if stated == wanted:
                return next(statements[name] for name, day in wanted.items() if day), ""
        said = " and ".join(f"{name.rpartition('#')[2]} {day}" for name, day in wanted.items() if day)
        alone = "" if days.as_of or (days.earliest and days.latest) else " and no other end"
        return None, f"nothing in this passage's graph has {said}{alone}"

    def _hold_name(self, name: Name) -> tuple[Quad | None, str]:
        if not name.bearers:
            return None, "no thing in graph/curation, graph/ontology or this passage's graph has this name"
        bearers = {Iri(iri) for iri in name.bearers}
        holding = [quad for quad in self._quads if quad.predicate.value not in NOT_HOLDING]
        for place in ("object", "subject", "predicate"):
            for quad in holding:
                if getattr(quad, place) in bearers:
                    return quad, ""
        for quad in self._quads:
            # That a source gives a thing this title is a fact; a label of ours is none.
            if quad.predicate.value == TITLE and quad.subject in bearers and make_key(_text(quad.object)) == name.key:
                return quad, ""
        known = " or ".join(f"<{iri}>" for iri in name.bearers[:3])
        return None, f"{known} occurs in no statement of this passage's graph"


def _local(quad: Quad | None) -> str | None:
    if quad is None or not isinstance(quad.object, Iri):
        return None
    return quad.object.value.removeprefix(_QUALIFIER).rpartition("/")[2]


def _text(term: Term) -> str:
    return term.value if isinstance(term, Literal) else ""


def _read_decimal(term: Term) -> Decimal | None:
    try:
        return Decimal(term.value) if isinstance(term, Literal) else None
    except InvalidOperation:
        return None


def _read_date(term: Term) -> date | None:
    try:
        return date.fromisoformat(term.value) if isinstance(term, Literal) else None
    except ValueError:
        return None
