"""``carec-kg links`` as a user meets it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest

from carec_kg.cli import main
from tests.linking.conftest import content

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carec_kg.config import Content

__all__ = ["content"]


class Ran(NamedTuple):
    """Exit code, standard output and standard error of a command."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """Run a command over the small content, in an empty folder."""
    monkeypatch.setenv("CAREC_KG_CONTENT", str(content.root))
    monkeypatch.chdir(tmp_path)

    def run_command(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as ended:
            main(("links", *arguments))
        out, err = capfd.readouterr()
        return Ran(int(str(ended.value.code)), out, err)

    return run_command


def test_export_and_import_go_round(run: Callable[..., Ran]) -> None:
    assert run("export").out.startswith("#curie_map:")
    assert run("export", "-o", "out.tsv").code == 0
    ran = run("import", "out.tsv")
    assert (ran.code, ran.out) == (0, "2 same\nNothing was written.\n")


def test_suggest_decide_import(run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("qid,name\nQ35493,Almaty\n", encoding="utf-8")
    ran = run("suggest", "t.csv", "--type", "place")
    assert "place:almaty (Almaty)" in ran.out
    assert "1 suggestions, 1 of them new in links.sssom.tsv." in ran.out
    ledger = tmp_path / "links.sssom.tsv"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("\topen\t", "\taccepted\t"), encoding="utf-8")
    dry = run("import", "links.sssom.tsv", "--reviewer", "A. Reader", "--dry-run")
    assert "new: place:almaty skos:exactMatch" in dry.out
    assert dry.out.endswith("Nothing was written.\n")
    assert run("import", "links.sssom.tsv", "--reviewer", "A. Reader").out.endswith(
        "Written: data/links/wikidata.ttl.\n"
    )
    assert run("suggest", "t.csv", "--type", "place").out == "0 suggestions, 0 of them new in links.sssom.tsv.\n"


def test_check_reports_with_file_and_line(run: Callable[..., Ran], content: Content) -> None:
    assert run("check") == Ran(0, "Nothing found.\n", "")
    path = content.data / "links" / "codes.ttl"
    path.write_text(path.read_text(encoding="utf-8") + 'organization:adb carec:lei "X" .\n', encoding="utf-8")
    ran = run("check")
    assert ran.code == 1
    line = len(path.read_text(encoding="utf-8").splitlines())
    assert f"data/links/codes.ttl:{line}:28: violation: 'X' is not written as a LEI" in ran.out
    assert json.loads(run("check", "--format", "json").out)[0]["rule"] == "link-identifier"
    assert "link-identifier" in run("check", "--format", "sarif").out
    assert "<testsuite" in run("check", "--format", "junit").out
    assert "<html" in run("check", "--format", "html").out


def test_check_against_an_extract_says_how_much_it_holds(run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("wikidata,name,lat,lon\nQ1001036,Erenhot,40,100\n", encoding="utf-8")
    ran = run("check", "--against", "t.csv")
    assert ran.code == 0
    assert "warning: t.csv has Erenhot under it, 1,0" in ran.out
    assert "t.csv holds 1 of the identifiers that we link to." in ran.out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("export", "--target", "nowhere"), 2, "There are no links to 'nowhere'; there are links to wikidata"),
        (("suggest", "missing.csv"), 2, "missing.csv is no file"),
        (("suggest", "http://127.0.0.1:9/sparql"), 1, "does not answer"),
        (("suggest", "t.csv", "--column", "name"), 2, "--column takes ROLE=COLUMN"),
        (("suggest", "t.csv", "--type", "plaice"), 2, "There is no kind of things named 'plaice'"),
        (("import", "t.csv"), 1, "there is no column subject_id"),
        (("import", "t.csv", "--date", "today"), 2, "--date takes a day"),
        (("import", "t.csv", "--target", "A B"), 2, "cannot name a target"),
        (("check", "--against", "broken.csv"), 1, "broken.csv:2: column b is missing"),
        (("check", "--against", "nowhere.csv"), 2, "does not exist"),
    ],
)
def test_mistakes_are_one_sentence_and_an_exit_code(
    run: Callable[..., Ran], tmp_path: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    (tmp_path / "t.csv").write_text("id,name\n1,Osh\n", encoding="utf-8")
    (tmp_path / "broken.csv").write_text("name,b\n1\n", encoding="utf-8")
    ran = run(*arguments)
    assert ran.code == code
    assert says in ran.err
    assert "Traceback" not in ran.err
