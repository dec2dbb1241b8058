"""Rules: one SPARQL file each, read into atoms, so that they run forwards (closure) and backwards (proofs)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.errors import DataProblem, Position, SyntaxProblem
from carec_kg.iris import PREFIXES, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEADER = re.compile(r"#\+ (?P<key>[a-z-]+): (?P<value>.*)")
_ATOM = re.compile(r"(?P<subject>\S+) (?P<predicate>\S+) (?P<object>\S+) \.")
_NAME = re.compile(r"([a-z-]+):(\w+)")
_TYPE = f"<{RDF_TYPE}>"
_NOT_EXISTS = "FILTER NOT EXISTS {"


@dataclass(frozen=True, slots=True)
class Atom:
    """A triple pattern as SPARQL terms: ``?variable``, ``<iri>``, or a property path as predicate."""

    subject: str
    predicate: str
    object: str

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate} {self.object} ."

    @property
    def is_path(self) -> bool:
        """Return whether the predicate is a property path, which stands for any number of triples."""
        return not self.predicate.startswith("?") and not re.fullmatch(r"<[^>]*>", self.predicate)

    @property
    def properties(self) -> tuple[str, ...]:
        """Return the IRIs that the predicate names; none for a variable."""
        return tuple(re.findall(r"<([^>]*)>", self.predicate))

    @property
    def may_be_empty(self) -> bool:
        """Return whether the path also joins a node with itself, so that it holds without a triple."""
        return self.predicate.endswith(("?", "*")) and self.is_path


@dataclass(frozen=True, slots=True)
class Body:
    """What must hold: atoms, filters (SPARQL text), and bodies that must not hold.

    An absence within an absence says "for every": no match of the outer one is without a match of the inner one.
    """

    atoms: tuple[Atom, ...]
    filters: tuple[str, ...] = ()
    absences: tuple[Body, ...] = ()

    def all_atoms(self) -> Iterator[Atom]:
        """Yield the atoms, those of the absences too."""
        yield from self.atoms
        for absence in self.absences:
            yield from absence.all_atoms()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of OWL 2 RL; one with an empty head ends in *false*: each match of its body is a finding.

    ``variables`` are what a finding names, ``message`` is its sentence with ``{variable}`` in it, and ``holds`` is a
    condition on literals that SPARQL cannot state: ``name(?variable, …)``. Terms of the ``symmetric`` variables may
    change places without making another finding. ``over`` is "asserted" for a rule that looks
    at literals as they were written, ``expand`` is "chain" for one that is written out for each property chain.
    """

    name: str
    table: int
    says: str
    head: tuple[Atom, ...]
    body: Body
    variables: tuple[str, ...] = ()
    severity: str = ""
    message: str = ""
    holds: str = ""
    symmetric: str = ""
    over: str = ""
    expand: str = ""

    @property
    def path_properties(self) -> frozenset[str]:
        """Return the properties inside the body's paths: a new triple with one may matter anywhere in the body."""
        return frozenset(iri for atom in self.body.all_atoms() if atom.is_path for iri in atom.properties)


def read_rules(folder: Path) -> tuple[Rule, ...]:
    """Read every ``.rq`` file of a folder, sorted by name; raise ``SyntaxProblem`` or ``DataProblem``."""
    rules = tuple(read_rule(path) for path in sorted(folder.glob("*.rq")))
    if not rules:
        message = f"{folder} holds no rule; a rule is a file that ends in .rq."
        raise DataProblem(message)
    return rules


def read_rule(path: Path) -> Rule:
    """Read a rule's file; its name must be the rule's."""
    rule = parse_rule(path.read_text(encoding="utf-8"), str(path))
    if rule.name != path.stem:
        message = f"{path} holds the rule {rule.name!r}; give both the same name."
        raise DataProblem(message)
    return rule


def parse_rule(text: str, file: str) -> Rule:
    """Parse a rule's text; ``file`` stands in errors. Raise ``SyntaxProblem`` with the line."""
    lines = _Lines(text, file)
    header = lines.read_header()
    head, variables = lines.read_form()
    body = lines.read_body()
    lines.end()
    try:
        return Rule(
            name=header.pop("name"),
            table=int(header.pop("table")),
            says=header.pop("says"),
            head=head,
            body=body,
            variables=variables,
            **header,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise lines.problem(f"the header lacks or does not know {error}", 1) from None


class _Lines:
    """The lines of a rule's file, read one after the other."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._lines = [line.strip() for line in text.splitlines()]
        self._next = 0

    def problem(self, message: str, line: int | None = None) -> SyntaxProblem:
        return SyntaxProblem(message, Position(self._file, line or self._next))

    def _take(self) -> str:
        while self._next < len(self._lines):
            self._next += 1
            line = self._lines[self._next - 1]
            if line and not line.startswith("PREFIX "):
                return line
        raise self.problem("the file ends in the middle of the rule")

    def read_header(self) -> dict[str, str]:
        header: dict[str, str] = {}
        while match := _HEADER.fullmatch(self._lines[self._next]):
            header[match["key"]] = match["value"]
            self._next += 1
        return header

    def read_form(self) -> tuple[tuple[Atom, ...], tuple[str, ...]]:
        """Read ``CONSTRUCT {head}`` or ``SELECT ?variables``."""
        line = self._take()
        if line == "CONSTRUCT {":
            return self._read_group().atoms, ()
        if line.startswith("SELECT ?"):
            return (), tuple(name[1:] for name in line.split()[1:])
        raise self.problem("a rule begins with CONSTRUCT { or SELECT ?variables")

    def read_body(self) -> Body:
        if self._take() != "WHERE {":
            raise self.problem("expected WHERE {")
        return self._read_group()

    def end(self) -> None:
        left = [number for number, line in enumerate(self._lines, start=1) if line and number > self._next]
        if left:
            raise self.problem("nothing may stand after the rule", left[0])

    def _expand(self, text: str) -> str:
        try:
            return expand_names(text)
        except KeyError as error:
            raise self.problem(f"the prefix {error} is not known here") from None

    def _read_group(self) -> Body:
        atoms: list[Atom] = []
        filters: list[str] = []
        absences: list[Body] = []
        while (line := self._take()) != "}":
            if line == _NOT_EXISTS:
                absences.append(self._read_group())
            elif line.startswith("FILTER("):
                filters.append(self._expand(line))
            elif match := _ATOM.fullmatch(line):
                atoms.append(Atom(*(_TYPE if term == "a" else self._expand(term) for term in match.groups())))
            else:
                raise self.problem(f"expected one triple pattern, one FILTER or one brace, not {line!r}")
        return Body(tuple(atoms), tuple(filters), tuple(absences))


def expand_names(text: str) -> str:
    """Return SPARQL text with every ``prefix:local`` written as an IRI; raise ``KeyError`` for an unknown prefix."""
    return _NAME.sub(lambda name: f"<{PREFIXES[name[1]]}{name[2]}>", text)
