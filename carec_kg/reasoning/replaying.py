"""Replaying: a proof is checked step by step, each rule being run forwards over exactly its premises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.graph.workbench import Workbench
from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import Iri, Quad
from carec_kg.reasoning.chains import expand_chains
from carec_kg.reasoning.clashes import find_clashes
from carec_kg.reasoning.footprint import Footprint, named_properties
from carec_kg.reasoning.proof import Derived
from carec_kg.reasoning.spelling import Spelling
from carec_kg.reasoning.versions import candidate_graph, compile_rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from carec_kg.rdf.terms import Triple
    from carec_kg.reasoning.proof import ClashProof, Proof
    from carec_kg.reasoning.rules import Rule

_FIRST, _REST, _NIL = (Iri(PREFIXES["rdf"] + name) for name in ("first", "rest", "nil"))


def find_flaw(proof: Proof, rules: Iterable[Rule]) -> str:
    """Return what is wrong with a proof, in one sentence; nothing where each of its steps holds.

    A step holds where its rule, run over its premises alone, gives its conclusion; where it says "for every member",
    the lists among its premises must be whole. The premises of a step must be of lower rounds, those of the last may be
    of any if they do not rest on the conclusion: so no proof goes round in a circle. ``rules`` are as read from their
    files; those of the proof are looked up in them by name.
    """
    templates = {rule.name: rule for rule in rules}
    below = _list_below(proof)
    if any(step.triple == proof.triple for step in below):
        return f"{_write(proof)} it rests on itself."
    for step in (proof, *below):
        if not isinstance(step, Derived):
            continue
        if step is not proof and any(_round(premise) >= step.round for premise in step.premises):
            return f"{_write(step)} a premise is not of a lower round."
        if flaw := _find_flaw(step, templates.get(step.rule.name)):
            return f"{_write(step)} {flaw}"
    return ""


def _list_below(proof: Proof) -> list[Proof]:
    """Return every step below a proof, also where two of them prove one triple."""
    found: dict[int, Proof] = {}
    left = [proof]
    while left:
        node = left.pop()
        fresh = [
            premise for premise in (node.premises if isinstance(node, Derived) else ()) if id(premise) not in found
        ]
        found |= {id(premise): premise for premise in fresh}
        left += fresh
    return list(found.values())


def _round(proof: Proof) -> int:
    return proof.round if isinstance(proof, Derived) else 0


def _write(proof: Proof) -> str:
    return f"{proof.triple.subject} {proof.triple.predicate} {proof.triple.object}:"


def _find_flaw(step: Derived, template: Rule | None) -> str:
    if template is None:
        return f"there is no rule {step.rule.name}."
    premises = [premise.triple for premise in step.premises]
    if _says_every(template) and not _are_lists_whole(premises):
        return "a list among the premises is not whole."
    if not _gives(template, premises, step.triple):
        return f"{step.rule.name} does not give it from these premises."
    return ""


def _gives(template: Rule, premises: Collection[Triple], conclusion: Triple) -> bool:
    bench = Workbench(Quad(*premise) for premise in premises)
    for rule in expand_chains(template, bench) if template.expand else [template]:
        for update in compile_rule(rule).whole:
            bench.update(update)
    return any(quad.triple == conclusion for quad in bench.quads(candidate_graph(template.name)))


def _says_every(rule: Rule) -> bool:
    return any(absence.absences for absence in rule.body.absences)


def _are_lists_whole(premises: Collection[Triple]) -> bool:
    """Return whether every list cell has a member and leads on to another, or to the end."""
    rests = [triple for triple in premises if triple.predicate == _REST]
    cells = {triple.subject for triple in rests}
    full = {triple.subject for triple in premises if triple.predicate == _FIRST}
    return bool(cells) and cells == full and all(rest.object == _NIL or rest.object in cells for rest in rests)


def find_clash_flaw(proof: ClashProof, rules: Iterable[Rule]) -> str:
    """Return what is wrong with the proof of a contradiction, in one sentence; nothing where each step holds."""
    known = list(rules)
    for premise in proof.premises:
        if flaw := find_flaw(premise, known):
            return flaw
    premises = [premise.triple for premise in proof.premises]
    bench = Workbench(Quad(*premise) for premise in premises)
    footprint = Footprint(named_properties(known))
    footprint.note(premises)
    rule = [rule for rule in known if rule.name == proof.clash.rule]
    found = find_clashes(rule, bench, footprint, Spelling(set(premises)))
    wanted = sorted(proof.clash.texts)
    if any(sorted(clash.texts) == wanted for clash in found):
        return ""
    return f"{proof.clash.rule} finds no contradiction in these premises."
