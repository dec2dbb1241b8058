"""Proofs as values: a triple is stated in graphs, or a rule gives it from premises that have proofs of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.rdf.terms import Term, Triple
    from carec_kg.reasoning.clashes import Clash
    from carec_kg.reasoning.rules import Rule


@dataclass(frozen=True, slots=True, eq=False)
class Stated:
    """A triple that is stated, and the names of the graphs that state it, sorted.

    There are none where the data set has it in its default graph alone.
    """

    triple: Triple
    graphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Derived:
    """A triple that a rule gives, in a round, from premises of lower rounds, in the order of the rule's text."""

    triple: Triple
    round: int
    rule: Rule
    premises: tuple[Proof, ...]


#: A premise that two steps share is one object.
Proof: TypeAlias = Stated | Derived


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a triple is in the graph: its proofs, shortest first.

    The steps below the last have premises of lower rounds only. ``is_shortest`` says that the first was compared with
    every other such proof, ``has_more`` that there are, or may be, others than these.
    """

    triple: Triple
    proofs: tuple[Proof, ...]
    is_shortest: bool
    has_more: bool


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A rule that would give a triple if one more premise held.

    ``missing`` are the places of that premise: a term, or the name of a variable (``?u2``) that is free. ``held`` are
    the other premises; where more than one set of them holds, these are one, and ``matches`` says how many were seen.
    ``because`` are the near misses of the missing premise itself.
    """

    rule: Rule
    missing: tuple[Term | str, Term | str, Term | str]
    held: tuple[Triple, ...]
    matches: int
    because: tuple[NearMiss, ...] = ()


@dataclass(frozen=True, slots=True)
class NotInGraph:
    """A triple that is neither stated nor inferred, and the rules that nearly give it, nearest first.

    ``says_nothing`` marks one that holds of everything (``x rdfs:subClassOf x``, membership in ``owl:Thing``) and is
    therefore left out of the graph. ``is_complete`` says that no near miss was left out for want of time or room.
    """

    triple: Triple
    near_misses: tuple[NearMiss, ...]
    is_complete: bool
    says_nothing: bool = False


@dataclass(frozen=True, slots=True)
class ClashProof:
    """Why a contradiction is one: the rule that ends in *false*, and the proofs of its premises."""

    clash: Clash
    rule: Rule
    premises: tuple[Proof, ...]


def list_steps(proofs: Iterable[Proof]) -> list[Proof]:
    """Return the proofs with all below them, premises before what follows from them, each triple once."""
    done: dict[Triple, Proof] = {}
    left = [(proof, False) for proof in reversed(list(proofs))]
    while left:
        proof, is_open = left.pop()
        if proof.triple in done:
            continue
        if isinstance(proof, Stated) or is_open:
            done[proof.triple] = proof
        else:
            left.append((proof, True))
            left += [(premise, False) for premise in reversed(proof.premises)]
    return list(done.values())


def cited_graphs(proofs: Iterable[Proof]) -> tuple[str, ...]:
    """Return the names of the graphs that state the premises on which the proofs rest, sorted."""
    return tuple(sorted({name for step in list_steps(proofs) if isinstance(step, Stated) for name in step.graphs}))
