"""What ``carec-kg serve`` refuses before it serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--with", "a.nt", "--data", "a.nt"), "give one of the two"),
        (("--with", "a.nt", "--with", "b/a.ttl"), "would be one graph"),
        (("--with", "a.doc"), "no suffix of an RDF format"),
        (("--with", "missing.ttl"), "does not exist"),
        (("--service", "example.org"), "is no address of an endpoint"),
        (("--service", "https://me:secret@example.org/"), "leave it out"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_code_2(
    arguments: tuple[str, ...],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "b").mkdir()
    for name in ("a.nt", "b/a.ttl", "a.doc"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(("serve", *arguments))
    assert ended.value.code == 2
    shown = capsys.readouterr().err
    assert words in shown
    assert "Traceback" not in shown
