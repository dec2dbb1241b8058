"""Proofs for the triples of rows that no source states: told beside them, or the passages at their bottom alone.

Of proofs with equally many steps the one is taken that rests on the row's own triples and sources, so that a row cites
the same passages in a column of evidence and in its own explanation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carec_kg.errors import CarecError
from carec_kg.evidence.proof_json import find_terms, write_proved
from carec_kg.iris import ONTOLOGY_GRAPH
from carec_kg.rdf.terms import Quad
from carec_kg.reasoning.nearness import NOWHERE, Near
from carec_kg.reasoning.proof import Explanation, Stated, list_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from carec_kg.evidence.model import Derivation, RowEvidence
    from carec_kg.evidence.proof_words import ProofWords
    from carec_kg.rdf.terms import Triple
    from carec_kg.reasoning.proving import Prover, Proving

    #: Inferred triples with the stated premises of a proof of each, and the named graphs that state these.
    Premises: TypeAlias = Mapping[Triple, Mapping[Quad, tuple[str, ...]]]

#: Inferred triples of a row that are proved beside it; the others can be asked for one by one.
_MOST_PROVED = 20
#: Inferred triples of all rows of a result whose premises are looked for, and the part of the time for it.
_MOST_LOOKED_AT = 2_000
_SHARE_OF_TIME = 0.5


def near_to(derivation: Derivation) -> Near:
    """Return what a row rests on itself: its stated triples, and the sources that are cited for them."""
    stated = frozenset(cited.triple for cited in derivation.triples if not cited.inferred)
    return Near(stated, frozenset(derivation.sources))


def add_proofs(
    answer: dict[str, Any],
    found: RowEvidence,
    prover: Prover,
    words: ProofWords,
    proofs: int,
    time_left: Callable[[], float],
) -> list[Premises]:
    """Put a ``proof`` beside inferred triples of the row's derivations, as far as number and time allow.

    ``answer`` is the row as ``row_to_dict`` gives it, and is changed; where no ``proofs`` are wanted it is not. A
    triple that stays without a proof has one all the same: it is asked for by itself. What a proof cites stands among
    the citations of the row. Return for each derivation the premises of the first proofs.
    """
    proved: list[tuple[dict[str, Any], Explanation]] = []
    proving = prover.begin(lambda: time_left() <= 0)
    premises: list[Premises] = []
    looked_at = 0
    for derivation, written in zip(found.derivations, answer["derivations"], strict=True):
        near, of_triples = near_to(derivation), {}
        for cited, triple in zip(derivation.triples, written["triples"], strict=True):
            if not cited.inferred or looked_at >= _MOST_PROVED:
                continue
            looked_at += 1
            explained = _prove(proving, cited.triple, max(1, proofs), near)
            if explained is None:
                continue
            of_triples[cited.triple] = _list_premises(explained)
            proved.append((triple, explained))
        premises.append(of_triples)
    if proofs:
        labels = words.read_labels(term for _, explained in proved for term in find_terms(explained))
        for triple, explained in proved:
            triple["proof"] = write_proved(explained, labels)
    return premises


def find_premises(found: Sequence[RowEvidence], prover: Prover, time_left: Callable[[], float]) -> list[Premises]:
    """Return for each row the stated premises of its inferred triples, each with the named graphs that state it.

    A triple that there is no time or room for is left out; what the ontology states is, too. Where there are too many
    rows to look at each for itself, the proof of a triple is the same for all.
    """
    enough = time_left() * (1 - _SHARE_OF_TIME)
    wanted = [_list_wanted(row) for row in found]
    distinct = dict.fromkeys(pair for of_row in wanted for pair in of_row)
    if len(distinct) > _MOST_LOOKED_AT:
        wanted = [[(triple, NOWHERE) for triple, _ in of_row] for of_row in wanted]
        distinct = dict.fromkeys(pair for of_row in wanted for pair in of_row)
    proving = prover.begin(lambda: time_left() <= enough)
    premises: dict[tuple[Triple, Near], Mapping[Quad, tuple[str, ...]]] = {}
    for triple, near in distinct if len(distinct) <= _MOST_LOOKED_AT else ():
        explained = _prove(proving, triple, 1, near)
        if explained:
            premises[triple, near] = _list_premises(explained)
    return [{pair[0]: premises[pair] for pair in of_row if pair in premises} for of_row in wanted]


def _list_wanted(row: RowEvidence) -> list[tuple[Triple, Near]]:
    derivations = [(derivation, near_to(derivation)) for derivation in row.derivations]
    return [(cited.triple, near) for one, near in derivations for cited in one.triples if cited.inferred]


def _prove(proving: Proving, triple: Triple, proofs: int, near: Near) -> Explanation | None:
    """Return the proofs of a triple; ``None`` where there is no time for one, or none can be asked for."""
    try:
        explained = proving.prove(triple, proofs=proofs, near=near)
    except CarecError:
        return None
    return explained if isinstance(explained, Explanation) else None


def _list_premises(explained: Explanation) -> dict[Quad, tuple[str, ...]]:
    steps = (step for step in list_steps(explained.proofs[:1]) if isinstance(step, Stated))
    return {Quad(*step.triple): step.graphs for step in steps if ONTOLOGY_GRAPH not in step.graphs}
