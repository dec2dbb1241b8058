"""What a build was checked with, as the snapshot keeps it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from carec_kg.build.checked import write_checked
from carec_kg.build.examination import Examination
from carec_kg.reasoning.closure import Closure
from carec_kg.saved_queries.catalogue import Catalogue

if TYPE_CHECKING:
    from pathlib import Path


def test_each_check_is_listed_with_its_kind_and_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "names.rq").write_text("#+ says: It has a name.\n#+ severity: warning\nSELECT * {}\n", encoding="utf-8")
    sentences = {"names": "It has a name.", "syntax": "A file parses.", "Thing": "A thing is a thing."}
    examination = Examination([], Closure([], []), Catalogue({}, {}), [], sentences)
    written = write_checked(examination, tmp_path)
    assert json.loads(written) == {
        "axioms": 0,
        "checks": [
            {"kind": "file", "name": "syntax", "says": "A file parses."},
            {"kind": "rule", "name": "names", "says": "It has a name.", "severity": "warning"},
            {"kind": "shape", "name": "Thing", "says": "A thing is a thing."},
        ],
    }
    assert write_checked(examination, tmp_path) == written
