"""Proofs for the triples of rows that no source states: told beside them, or the passages at their bottom alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carec_kg.errors import CarecError, OutOfTime
from carec_kg.evidence.proof_json import to_dict
from carec_kg.iris import ONTOLOGY_GRAPH
from carec_kg.rdf.terms import Quad
from carec_kg.reasoning.proof import Explanation, Stated, list_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from carec_kg.evidence.model import RowEvidence
    from carec_kg.evidence.proof_words import ProofWords
    from carec_kg.graph.engine import Engine
    from carec_kg.rdf.terms import Triple
    from carec_kg.reasoning.proving import Prover

#: Inferred triples of a row that are proved beside it; the others can be asked for one by one.
_MOST_PROVED = 12
#: Inferred triples of all rows of a result whose premises are looked for, and the part of the time for it.
_MOST_LOOKED_AT = 2_000
_SHARE_OF_TIME = 0.5


def add_proofs(
    answer: dict[str, Any],
    found: RowEvidence,
    prover: Prover,
    engine: Engine,
    words: ProofWords,
    proofs: int,
    time_left: Callable[[], float],
) -> None:
    """Put a ``proof`` beside inferred triples of the row's derivations, as far as number and time allow.

    ``answer`` is the row as ``row_to_dict`` gives it, and is changed. A triple that stays without a proof has one all
    the same: it is asked for by itself.
    """
    known: dict[Triple, dict[str, Any]] = {}
    for derivation, written in zip(found.derivations, answer["derivations"], strict=True):
        for cited, triple in zip(derivation.triples, written["triples"], strict=True):
            if not cited.inferred:
                continue
            if cited.triple not in known and len(known) < _MOST_PROVED:
                try:
                    explained = prover.prove(cited.triple, proofs=proofs, is_over=lambda: time_left() <= 0)
                except OutOfTime:
                    return
                if isinstance(explained, Explanation):
                    known[cited.triple] = to_dict(explained, engine, words)
            if cited.triple in known:
                triple["proof"] = known[cited.triple]


def find_premises(
    found: Iterable[RowEvidence], prover: Prover, time_left: Callable[[], float]
) -> dict[Triple, dict[Quad, tuple[str, ...]]]:
    """Return the stated premises of the inferred triples of rows, each with the named graphs that state it.

    A quick proof of each is looked at. A triple that there is no time or room for is left out; what the ontology
    states is, too.
    """
    enough = time_left() * (1 - _SHARE_OF_TIME)
    wanted = dict.fromkeys(
        cited.triple for row in found for one in row.derivations for cited in one.triples if cited.inferred
    )
    premises: dict[Triple, dict[Quad, tuple[str, ...]]] = {}
    for triple in wanted if len(wanted) <= _MOST_LOOKED_AT else ():
        try:
            explained = prover.prove(triple, shortest=False, is_over=lambda: time_left() <= enough)
        except OutOfTime:
            break
        except CarecError:
            continue
        if isinstance(explained, Explanation):
            steps = (step for step in list_steps(explained.proofs) if isinstance(step, Stated))
            premises[triple] = {Quad(*step.triple): step.graphs for step in steps if ONTOLOGY_GRAPH not in step.graphs}
    return premises
