"""The build over a copy of the real content, which the tests break in turn."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from carec_kg.build.ensuring import ensure_snapshot
from carec_kg.build.examination import examine, keep_below
from carec_kg.build.layout import write_layout
from carec_kg.build.pipeline import STEPS, BuildFailed, build
from carec_kg.config import Content, find_content
from carec_kg.errors import DataProblem, SnapshotProblem
from carec_kg.graph import snapshot as layout
from carec_kg.graph.snapshot import current_folder, open_current, publish

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copy(tmp_path: Path) -> Content:
    real = find_content()
    for name in ("ontology", "data", "queries"):
        shutil.copytree(real.root / name, tmp_path / "content" / name)
    return Content(tmp_path / "content")


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def break_syntax(content: Content) -> None:
    replace_in(content.data / "brochure" / "prc-1.ttl", "a org:Membership ;", "a org:Membership")


def test_a_snapshot_is_built_once_and_again_only_where_it_must_be(copy: Content, tmp_path: Path) -> None:
    home = tmp_path / "home"
    begun: list[str] = []
    first = build(copy, home, begun.append)
    assert (first.fresh, begun) == (True, list(STEPS))
    again = build(copy, home, begun.append)
    assert (again.fresh, again.snapshot.folder, len(begun)) == (False, first.snapshot.folder, len(STEPS))

    (first.snapshot.folder / "union.nt").write_bytes(b"")
    with pytest.raises(SnapshotProblem):
        open_current(home)
    assert build(copy, home).fresh
    assert open_current(home).read("union.nt")

    path = copy.data / "curation" / "places.ttl"
    original = path.read_text(encoding="utf-8")
    replace_in(path, '"Erlian"@en', '"Erliana"@en')
    assert build(copy, home).snapshot.digest != first.snapshot.digest
    path.write_text(original, encoding="utf-8")
    back = build(copy, home)
    assert not back.fresh
    assert current_folder(home) == first.snapshot.folder.resolve()


def test_content_that_does_not_build_leaves_the_old_snapshot(
    copy: Content, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    files = dict.fromkeys([layout.ASSERTED, layout.INFERRED, layout.UNION, layout.UNION_ASSERTED], b"")
    old = publish(home, "aa", "0.0.9", files, {})
    break_syntax(copy)
    with pytest.raises(BuildFailed, match="1 violation; run `carec-kg check`"):
        build(copy, home)
    assert open_current(home).digest == old.digest
    assert ensure_snapshot(copy, home).digest == old.digest
    assert "Answers come from version 0.0.9" in capsys.readouterr().err
    with pytest.raises(DataProblem):
        ensure_snapshot(copy, tmp_path / "other")


def test_a_syntax_error_names_file_line_and_column(copy: Content) -> None:
    break_syntax(copy)
    findings = examine(copy, lambda _step: None).findings
    assert [(f.rule, str(f.position).rpartition(":")[0]) for f in findings] == [
        ("syntax", "data/brochure/prc-1.ttl:24")
    ]


def test_findings_stand_at_the_line_that_is_wrong(copy: Content) -> None:
    """Break several things at once; each is found where it is, by the check that is for it."""
    breakages = [
        ("data/brochure/prc-1.ttl", "role:member", "role:membr", "membr", ""),
        ("data/brochure/about-5.ttl", '"52500000000"', '"52500000000.0"', "52500000000.0", "canonical-literals"),
        ("data/curation/places.ttl", '"CHN"', '"China"', "China", ""),
        ("data/curation/corridors.ttl", "a carec:Corridor", "a carec:Corridor ;\n  a carec:Location", "", "cax-"),
        ("queries/questions/trends.rq", "#+ expect: rows 3", "#+ expect: rows 4", "#+ expect: rows 4", "expectations"),
    ]
    for name, old, new, _line_has, _rule in breakages:
        replace_in(copy.root / name, old, new)
    findings = examine(copy, lambda _step: None).findings
    for name, _old, _new, line_has, rule in breakages:
        lines = (copy.root / name).read_text(encoding="utf-8").splitlines()
        places = [(f.rule, lines[f.position.line - 1]) for f in findings if f.position and f.position.file == name]
        assert [place for place in places if rule in place[0] and line_has in place[1]], (name, places)
    assert "trends: There are 3 rows, expected 4." in [f.message for f in findings]
    assert keep_below(findings, copy, [copy.data / "brochure"])
    assert keep_below(findings, copy, [copy.data / "links"]) == []
    assert keep_below(findings, copy, []) == findings


def test_the_layout_of_data_files_is_mended_and_nothing_else_changes(copy: Content) -> None:
    path = copy.data / "brochure" / "about-3.ttl"
    original = path.read_text(encoding="utf-8")
    path.write_text(original.replace("\n  carec:secretariat", " carec:secretariat"), encoding="utf-8")
    assert write_layout(copy) == ["data/brochure/about-3.ttl"]
    assert path.read_text(encoding="utf-8") == original
    assert write_layout(copy) == []
