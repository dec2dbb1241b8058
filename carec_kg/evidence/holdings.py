"""Load what is served, with the desk that answers inquiries about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from carec_kg.evidence.desk import Desk
from carec_kg.graph import snapshot as layout
from carec_kg.graph.load import serve_files
from carec_kg.graph.stored import serve_snapshot
from carec_kg.reasoning.origins import Origins
from carec_kg.reasoning.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.graph.load import ServedData
    from carec_kg.reasoning.rules import Rule


def hold_snapshot(folder: str, beside: Sequence[str] = ()) -> ServedData:
    """Load a snapshot's folder for the server, with files beside it, and its desk; raise what loading raises."""
    data = serve_snapshot(folder, beside)
    return replace(data, desk=_prepare(Desk(data.engine, data.asserted, *read_inference(Path(folder)))))


def read_inference(folder: Path) -> tuple[tuple[Rule, ...], Origins]:
    """Return the rules and the origins of a snapshot's closure, so that the rules which made it prove it."""
    return read_rules(folder / layout.RULES), Origins((folder / layout.PROOFS).read_bytes())


def hold_files(files: Sequence[str], *, union_default_graph: bool = False) -> ServedData:
    """Load files for the server, with a desk that infers nothing; raise what loading raises."""
    data = serve_files(files, union_default_graph=union_default_graph)
    return replace(data, desk=_prepare(Desk(data.engine, data.asserted)))


def _prepare(desk: Desk) -> Desk:
    """Let a desk read what all workers need, before they are forked."""
    desk.learn_names()
    return desk
