"""A query that gives nothing, as those see it who look for the cause."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from carec_kg.errors import QueryProblem
from carec_kg.evidence.diagnosis import Place, Suggestion
from carec_kg.evidence.query_forms import place_in
from carec_kg.graph.answers import Rows, YesNo
from carec_kg.iris import RDF_TYPE, compact
from carec_kg.rdf.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from carec_kg.evidence.parts import Part
    from carec_kg.evidence.probing import Probe
    from carec_kg.evidence.query_forms import QueryForm
    from carec_kg.evidence.query_names import QueryNames
    from carec_kg.evidence.vocabulary import Vocabulary
    from carec_kg.graph.answers import Answer
    from carec_kg.graph.engine import Engine, QueryRequest

#: Ways to write the query anew that are tried for one cause, and suggestions that it has at the most.
_TRIED = 6
SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Case:
    """A query with all that is needed to examine it.

    ``form`` and ``probe`` are there for a query that was read. ``closed`` asks over the graph with what is inferred,
    where the query leaves that out; ``parameters`` are those of a saved query, by the variables that carry them.
    """

    engine: Engine
    request: QueryRequest
    names: QueryNames
    vocabulary: Callable[[], Vocabulary]
    form: QueryForm
    probe: Probe
    closed: Probe | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)

    def place(self, part: Part) -> Place:
        """Return where a part stands."""
        return self.form.find(*part.place)

    def place_name(self, text: str, within: Part | None = None) -> Place | None:
        """Return where a name stands first, within a part if it stands there; ``None`` where it was not found."""
        uses = self.names.find(text)
        if within is not None:
            around = self.place(within)
            uses = sorted(uses, key=lambda use: not around.start <= use.start < around.start + len(around.fragment))
        return place_in(self.form.source, uses[0].start, uses[0].start + len(text)) if uses else None

    def helps(self, edits: Iterable[tuple[int, int, str]]) -> bool:
        """Tell whether the query gives something with other text at some places (from, to, text)."""
        text = self.form.source
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[end:]
        self.probe.sight.check_time()
        try:
            answer = self.engine.answer(replace(self.request, text=text, row_cap=1))
        except (QueryProblem, ValueError):
            return False
        return gives_something(answer)

    def try_each(self, place: Place, suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
        """Return the suggestions for a place that help, the others only where none does."""
        tried = [
            replace(one, helps=self.helps([(place.start, place.start + len(place.fragment), one.replacement)]))
            for one in suggestions[:_TRIED]
        ]
        helping = [one for one in tried if one.helps]
        return tuple((helping or tried)[:SUGGESTED])

    def try_names(self, text: str, suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
        """Return the suggestions for a name that help where it is written anew wherever it stands, else all."""
        uses = self.names.find(text)
        tried = [
            replace(one, helps=self.helps([(use.start, use.start + len(text), one.replacement) for use in uses]))
            for one in suggestions[:_TRIED]
        ]
        helping = [one for one in tried if one.helps]
        return tuple((helping or tried)[:SUGGESTED])

    def verb_of(self, verb: str) -> str:
        """Return the property that a verb is, empty for a variable and for a path."""
        return RDF_TYPE if verb == "a" else self.names.iri_of(verb)

    def suggest(self, iri: str, like: str) -> Suggestion:
        """Return the suggestion to write a name of the graph in place of another."""
        written = self.names.spell(iri, like)
        short = compact(iri) if written.startswith("<") else written
        return Suggestion(name_thing(short, self.vocabulary().label_of(iri)), written, iri)

    def is_known(self, iri: str) -> bool:
        """Tell whether a name stands anywhere in the data set, be it as the name of a graph."""
        term = str(Iri(iri))
        inner = f"{{ {term} ?p ?o }} UNION {{ ?s {term} ?o }} UNION {{ ?s ?p {term} }}"
        return self.probe.fits_anywhere(
            f"{inner} UNION {{ GRAPH ?g {{ {inner} }} }} UNION {{ GRAPH {term} {{ ?s ?p ?o }} }}"
        )


def gives_something(answer: Answer) -> bool:
    """Tell whether an answer has a row or a triple, or is a yes."""
    if isinstance(answer, YesNo):
        return answer.value
    return bool(answer.rows if isinstance(answer, Rows) else answer.triples)


def name_thing(short: str, label: str) -> str:
    """Return a thing in words: its short name, with its label where that says more."""
    alike = label.replace(" ", "").lower() == short.partition(":")[2].replace("-", "").lower()
    return f"{short} ({label})" if label and not alike else short


def join_words(words: Sequence[str], last: str = "and") -> str:
    """Return words as in a sentence: one, two and three."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
