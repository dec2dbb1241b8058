"""Compare two releases: which things changed, statement by statement, and which saved questions answer differently."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal, TypeAlias

from carec_kg.graph.answers import Answer, Row, Rows, Triples, YesNo
from carec_kg.iris import CATALOGUE_GRAPH, INFERRED_GRAPH, PREFIXES
from carec_kg.rdf.terms import Iri
from carec_kg.rdf.terms import Literal as LiteralTerm

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from carec_kg.rdf.terms import Quad, Term

Kind: TypeAlias = Literal["added", "removed", "changed"]

_NUMBERS = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float"))
_LABELS = (PREFIXES["skos"] + "prefLabel", PREFIXES["rdfs"] + "label")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement about a thing, and the graph that states it; ``inferred`` where that is the closure."""

    predicate: str
    value: Term
    graph: str

    @property
    def inferred(self) -> bool:
        """Return whether the statement follows from others."""
        return self.graph == INFERRED_GRAPH


@dataclass(frozen=True, slots=True)
class EntityChange:
    """A thing that is new, gone or described otherwise; ``label`` is its English one, else empty."""

    subject: Term
    label: str
    kind: Kind
    added: tuple[Statement, ...]
    removed: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A saved question that is new, gone or answers otherwise with its defaults.

    ``rewritten`` says that its own text changed. Rows are those of a SELECT, each as often as it came or went; a
    CONSTRUCT has triples as rows of three, an ASK one row of one. Before and after are the numbers of rows.
    """

    slug: str
    kind: Kind
    rewritten: bool
    columns: tuple[str, ...]
    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class RowChanges:
    """What differs between two results: rows that came, rows that went, and rows that are the same but for some cells.

    ``key`` are the columns by which a row of one is known in the other, ``None`` where none tell all rows apart;
    then rows only come and go. ``changed`` has each row as it was and as it is.
    """

    key: tuple[str, ...] | None
    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    changed: tuple[tuple[Row, Row], ...]

    @property
    def same(self) -> bool:
        """Return whether nothing differs, the order of rows apart."""
        return not (self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question of a release: its text, and its answer with the defaults."""

    text: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two releases, named by their versions; both lists are sorted."""

    old: str
    new: str
    entities: tuple[EntityChange, ...]
    answers: tuple[AnswerChange, ...]

    @property
    def same(self) -> bool:
        """Return whether nothing differs."""
        return not self.entities and not self.answers


def compare_statements(old: Iterable[Quad], new: Iterable[Quad]) -> list[EntityChange]:
    """Return the things that differ, sorted; a statement that another passage states now has changed, too.

    The catalogue of the release is left out: it changes with every version.
    """
    before, after = _group(old), _group(new)
    changes = []
    for subject in sorted(before.keys() | after.keys(), key=str):
        gone, come = before.get(subject, frozenset()), after.get(subject, frozenset())
        if gone != come:
            kind: Kind = "changed" if gone and come else "added" if come else "removed"
            label = _find_label(come) or _find_label(gone)
            changes.append(EntityChange(subject, label, kind, _sort(come - gone), _sort(gone - come)))
    return changes


def _group(quads: Iterable[Quad]) -> dict[Term, frozenset[Statement]]:
    found: dict[Term, set[Statement]] = defaultdict(set)
    for quad in quads:
        if quad.graph != CATALOGUE_GRAPH:
            found[quad.subject].add(Statement(quad.predicate.value, quad.object, quad.graph or ""))
    return {subject: frozenset(statements) for subject, statements in found.items()}


def _sort(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(statements, key=lambda s: (s.predicate, str(s.value), s.graph)))


def _find_label(statements: Iterable[Statement]) -> str:
    labels = [
        (_LABELS.index(s.predicate), s.value.value)
        for s in statements
        if s.predicate in _LABELS and isinstance(s.value, LiteralTerm) and s.value.language == "en"
    ]
    return min(labels)[1] if labels else ""


def compare_answers(old: Mapping[str, Question], new: Mapping[str, Question]) -> list[AnswerChange]:
    """Return the saved questions that differ, sorted by their names."""
    changes = [_compare_question(slug, old.get(slug), new.get(slug)) for slug in sorted(old.keys() | new.keys())]
    return [change for change in changes if change]


def _compare_question(slug: str, old: Question | None, new: Question | None) -> AnswerChange | None:
    before, after = (as_rows(question.answer) if question else Rows((), []) for question in (old, new))
    rewritten = bool(old and new and old.text != new.text)
    kind: Kind = "changed" if old and new else "added" if new else "removed"
    columns = after.variables if new else before.variables
    added, removed = _come_and_gone(before, after)
    if kind == "changed" and not (added or removed or rewritten):
        return None
    return AnswerChange(slug, kind, rewritten, columns, added, removed, len(before.rows), len(after.rows))


def compare_rows(before: Rows, after: Rows) -> RowChanges:
    """Return what differs between two results; a row is the same row in both where the columns of the key say so.

    The key is the column, else the two columns, that tell all rows apart in each result: things before values, then
    those by which most rows are known again; else as few of the first columns as do.
    """
    added, removed = _come_and_gone(before, after)
    places = _find_key(before, after)
    if places is None:
        return RowChanges(None, added, removed, ())
    new = {_pick(row, places): row for row in added}
    changed = tuple((row, new[_pick(row, places)]) for row in removed if _pick(row, places) in new)
    known = {_pick(row, places) for row, _ in changed}
    return RowChanges(
        tuple(after.variables[place] for place in places),
        tuple(row for row in added if _pick(row, places) not in known),
        tuple(row for row in removed if _pick(row, places) not in known),
        changed,
    )


def _find_key(before: Rows, after: Rows) -> tuple[int, ...] | None:
    width = len(after.variables)
    if before.variables != after.variables:
        return None
    if len(before.rows) <= 1 and len(after.rows) <= 1:
        return ()
    for size in (1, 2):
        rated = [(_rate_key(before, after, places), places) for places in combinations(range(width), size)]
        best = max(rated, key=lambda one: one[0], default=((0, 0), ()))
        if best[0] > (0, 0) and size < width:
            return best[1]
    prefixes = (tuple(range(size)) for size in range(3, width))
    return next((places for places in prefixes if _rate_key(before, after, places) > (0, 0)), None)


def _rate_key(before: Rows, after: Rows, places: tuple[int, ...]) -> tuple[int, int]:
    """Return how many things a key names and how many rows are known again by it; nothing where it is no key."""
    old, new = ({_pick(row, places) for row in rows.rows} for rows in (before, after))
    if len(old) < len(before.rows) or len(new) < len(after.rows):
        return 0, 0
    shared = old & new
    example = next(iter(shared), ())
    # A number tells rows apart by chance, and names nothing.
    if all(isinstance(term, LiteralTerm) and term.datatype in _NUMBERS for term in example):
        return 0, 0
    return sum(isinstance(term, Iri) for term in example), len(shared)


def _pick(row: Row, places: tuple[int, ...]) -> Row:
    return tuple(row[place] for place in places)


def _come_and_gone(before: Rows, after: Rows) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    if before.variables != after.variables:
        # Rows of other columns are other rows, every one of them.
        return tuple(after.rows), tuple(before.rows)
    return _subtract(after.rows, Counter(before.rows)), _subtract(before.rows, Counter(after.rows))


def as_rows(answer: Answer) -> Rows:
    """Return an answer as rows: a CONSTRUCT has its triples as rows of three, an ASK one row of one."""
    if isinstance(answer, Triples):
        return Rows(("subject", "predicate", "object"), [tuple(triple) for triple in answer.triples])
    if isinstance(answer, YesNo):
        return Rows(("answer",), [(LiteralTerm("true" if answer.value else "false", PREFIXES["xsd"] + "boolean"),)])
    return answer


def _subtract(rows: Iterable[Row], others: Counter[Row]) -> tuple[Row, ...]:
    """Return the rows that are not among the others, each as often as it is more, in their order."""
    left = Counter(others)
    found = []
    for row in rows:
        if left[row]:
            left[row] -= 1
        else:
            found.append(row)
    return tuple(found)


def describe_subject(change: EntityChange) -> str:
    """Return the IRI of a changed thing, the label of a blank node."""
    return change.subject.value if isinstance(change.subject, Iri) else str(change.subject)
