"""Proofs as text: a tree for the terminal, the conclusion on top and below it what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carec_kg.iris import CURATION_GRAPH, PREFIXES, compact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_CELLS = (PREFIXES["rdf"] + "first", PREFIXES["rdf"] + "rest")


def write_text(found: dict[str, Any]) -> str:
    """Return the text of an explanation, given as ``proof_json.to_dict`` returns it, with a line end at its end.

    Terms stand as their labels, and below the tree each label with its IRI. Cells of lists are written as the list
    where it is first used; a premise that was shown before is not shown with its own premises again.
    """
    writers = {"proved": _write_proved, "not-in-graph": _write_not_in_graph, "contradiction": _write_contradiction}
    lines = [*writers[found["kind"]](found), *_write_terms(found)]
    return "\n".join(lines) + "\n"


def _write_proved(found: dict[str, Any]) -> Iterator[str]:
    for number, steps in enumerate(found["proofs"], start=1):
        if len(found["proofs"]) > 1:
            yield f"Proof {number}"
        yield from _Tree(steps, found.get("citations", {}), found.get("marks", {})).write(steps[-1]["id"])
        yield ""
    if not found["shortest"]:
        yield "A shorter proof may exist: the search was ended before all of them were compared."
    if found["more"]:
        yield "There are other proofs than shown."


def _write_contradiction(found: dict[str, Any]) -> Iterator[str]:
    yield f"Contradiction: {found['message']}"
    yield f"By {_say_rule(found['rule'])}"
    inner = {number for step in found["steps"] for number in step.get("premises", ())}
    tree = _Tree(found["steps"], found["citations"])
    for step in found["steps"]:
        if step["id"] not in inner and not _is_cell(step):
            yield from tree.write(step["id"])
    yield ""


def _write_not_in_graph(found: dict[str, Any]) -> Iterator[str]:
    yield f"Not in the graph: {_say_triple(found['triple'])}"
    if found["saysNothing"]:
        yield "It says what holds of everything, and such triples are left out."
    elif not found["nearMisses"]:
        yield "No rule comes near it: more than one premise is missing, or none of its terms is known."
    for miss in found["nearMisses"]:
        yield from _write_miss(miss, "")
    if not found["complete"]:
        yield "There are other near misses than shown."
    yield ""


def _write_miss(miss: dict[str, Any], indent: str) -> Iterator[str]:
    yield f"{indent}Missing: {_say_triple(miss['missing'])}"
    yield f"{indent}  for {_say_rule(miss['rule'])}"
    held = [_say_triple(triple) for triple in miss["held"] if triple["predicate"].get("iri") not in _CELLS]
    several = f" (one of {miss['matches']} ways)" if miss["matches"] > 1 else ""
    if held:
        yield f"{indent}  what else it needs holds{several}: {'; '.join(held)}"
    for inner in miss["because"]:
        yield from _write_miss(inner, indent + "    ")


class _Tree:
    """Writes the steps of a proof as a tree."""

    def __init__(
        self, steps: Sequence[dict[str, Any]], citations: dict[str, Any], marks: Mapping[str, int] | None = None
    ) -> None:
        self._steps = {step["id"]: step for step in steps}
        self._citations = citations
        self._marks = marks or {}
        self._shown: set[int] = set()

    def write(self, top: int) -> Iterator[str]:
        """Yield the lines of a step and all below it."""
        left = [(top, "", "")]
        while left:
            number, lead, following = left.pop()
            step = self._steps[number]
            again = number in self._shown and "rule" in step
            self._shown.add(number)
            yield f"{lead}{_say_triple(step['triple'])}{' (shown above)' if again else ''}"
            notes = self._say_origin(step)
            premises = [] if again else [n for n in step.get("premises", ()) if not _is_cell(self._steps[n])]
            bar = "│ " if premises else "  "
            yield from (f"{following}{bar}{note}" for note in (() if again else notes))
            last = len(premises) - 1
            for place in range(last, -1, -1):
                branch, below = ("└─ ", "   ") if place == last else ("├─ ", "│  ")
                left.append((premises[place], following + branch, following + below))

    def _say_origin(self, step: dict[str, Any]) -> list[str]:
        if "rule" in step:
            return [f"follows by {_say_rule(step['rule'])}"]
        readings = [reading["iri"] for reading in step.get("readings", ())]
        graphs = [graph for graph in step["statedIn"] if not (readings and graph == CURATION_GRAPH)]
        if not graphs and not readings:
            return ["stated"]
        shown = [self._marks[iri] for iri in (*graphs, *readings) if iri in self._marks]
        if self._marks and len(shown) == len(graphs) + len(readings):
            return ["stated in " + "".join(f"[{number}]" for number in sorted(shown))]
        lines = [f"stated in {self._name(graph)}" for graph in graphs]
        for reading in step.get("readings", ()):
            lines.append(self._name(reading["iri"]))
            lines += [f"  of {self._name(passage)}" for passage in reading["passages"]]
        return lines

    def _name(self, iri: str) -> str:
        text: str = self._citations.get(iri, {}).get("text", compact(iri))
        return text


def _is_cell(step: dict[str, Any]) -> bool:
    return step["triple"]["predicate"]["iri"] in _CELLS


def _say_rule(rule: dict[str, Any]) -> str:
    return f"{rule['name']} (OWL 2 RL, table {rule['table']}): {rule['says']}"


def _say_triple(triple: dict[str, Any]) -> str:
    return " · ".join(_say_term(triple[name]) for name in ("subject", "predicate", "object"))


def _say_term(term: dict[str, str]) -> str:
    return f"?{term['variable']}" if "variable" in term else term["label"]


def _write_terms(found: dict[str, Any]) -> Iterator[str]:
    """Yield each label with the short form of its IRI, where it is another."""
    names: dict[str, str] = {}
    left: list[Any] = [found]
    while left:
        node = left.pop()
        if isinstance(node, dict):
            if "name" in node and "label" in node and node["label"] != node["name"]:
                names.setdefault(node["name"], node["label"])
            left += node.values()
        elif isinstance(node, list):
            left += node
    names = {name: label for name, label in names.items() if not name.startswith(("<", "owl:", "rdf:", "rdfs:"))}
    width = max((len(label) for label in names.values()), default=0)
    for name, label in sorted(names.items(), key=lambda item: (item[1], item[0])):
        yield f"  {label:{width}}  {name}"
