"""Compare two snapshots: read both, ask all their saved questions, each in a sealed child, and tell what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.build.comparing import Comparison, Question, compare_answers, compare_statements
from carec_kg.graph import snapshot as layout
from carec_kg.graph.answers import Rows
from carec_kg.graph.engine import QueryRequest
from carec_kg.graph.results import READABLE_FORMATS, read_answer
from carec_kg.graph.stored import load_engine, read_quads
from carec_kg.saved_queries.catalogue import read_catalogue
from carec_kg.saved_queries.parameters import bind
from carec_kg.serving.messages import QueryTask
from carec_kg.serving.sealed import answer_sealed

if TYPE_CHECKING:
    from carec_kg.graph.snapshot import Snapshot

#: Seconds that one saved question may take.
_TIMEOUT = 60.0


def compare_snapshots(old: Snapshot, new: Snapshot) -> Comparison:
    """Return all that differs between two snapshots; raise what their queries raise."""
    return Comparison(
        old.version,
        new.version,
        tuple(compare_statements(read_quads(old), read_quads(new))),
        tuple(compare_answers(ask_questions(old), ask_questions(new))),
    )


def ask_questions(snapshot: Snapshot) -> dict[str, Question]:
    """Return every saved question of a snapshot with its answer to the defaults."""
    engine = load_engine(snapshot)
    questions = {}
    for query in read_catalogue(snapshot.path(layout.QUERIES), trusted=True):
        if any(parameter.required for parameter in query.parameters):
            # Nothing stands for a value that has to be given: the text alone is compared.
            questions[query.slug] = Question(query.text, Rows((), []))
            continue
        task = QueryTask(QueryRequest(bind(query, {}).text), READABLE_FORMATS, timeout=_TIMEOUT)
        answer = answer_sealed(engine, task)
        questions[query.slug] = Question(query.text, read_answer(answer.body, answer.format))
    return questions
