from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from carec_kg.errors import SnapshotProblem
from carec_kg.graph import snapshot as layout
from carec_kg.graph.snapshot import current_folder, open_current, open_snapshot, publish

FILES = dict.fromkeys([layout.ASSERTED, layout.INFERRED, layout.UNION, layout.UNION_ASSERTED, "export/a.csv"], b"x\n")


def publish_digest(home: Path, digest: str) -> Path:
    return publish(home, digest, "0.1.0", FILES, {"asserted": 1}).folder


def test_what_is_published_is_opened(tmp_path: Path) -> None:
    folder = publish_digest(tmp_path, "aa")
    opened = open_current(tmp_path)
    assert (opened.folder, opened.digest, opened.version) == (folder.resolve(), "aa", "0.1.0")
    assert opened.read("export/a.csv") == b"x\n"
    assert set(opened.names) == set(FILES)


def test_without_a_snapshot_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SnapshotProblem, match="carec-kg build"):
        open_current(tmp_path)


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = publish_digest(tmp_path / "a", "aa"), publish_digest(tmp_path / "b", "aa")
    names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert [(first / name).read_bytes() for name in names] == [(second / name).read_bytes() for name in names]


@pytest.mark.parametrize("name", FILES)
def test_an_altered_file_is_refused(tmp_path: Path, name: str) -> None:
    folder = publish_digest(tmp_path, "aa")
    (folder / name).write_bytes(b"y\n")
    with pytest.raises(SnapshotProblem, match="is not what was built"):
        open_current(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    (publish_digest(tmp_path, "aa") / layout.UNION).unlink()
    with pytest.raises(SnapshotProblem, match="cannot be read"):
        open_current(tmp_path)


@pytest.mark.parametrize(
    "manifest",
    [b"", b"{", b"[]", b'{"format": 3}', b'{"format": 3, "digest": "aa", "version": "", "counts": {}, "files": {}}'],
)
def test_a_foreign_manifest_is_refused(tmp_path: Path, manifest: bytes) -> None:
    folder = publish_digest(tmp_path, "aa")
    (folder / "manifest.json").write_bytes(manifest)
    with pytest.raises(SnapshotProblem, match="holds no whole snapshot"):
        open_snapshot(folder)


@pytest.mark.parametrize(("number", "age"), [(2, "an older"), (99, "a newer")])
def test_a_snapshot_in_the_format_of_another_version_is_refused_with_what_to_do(
    tmp_path: Path, number: int, age: str
) -> None:
    folder = publish_digest(tmp_path, "aa")
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "format": number}))
    with pytest.raises(SnapshotProblem, match=f"was built by {age} version .* run `carec-kg build`"):
        open_current(tmp_path)


def test_a_manifest_cannot_lead_out_of_its_folder(tmp_path: Path) -> None:
    folder = publish_digest(tmp_path, "aa")
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["../secret"] = {"sha256": "", "bytes": 0}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(SnapshotProblem, match="holds no whole snapshot"):
        open_snapshot(folder)


def test_a_damaged_snapshot_is_replaced_by_publishing_it_again(tmp_path: Path) -> None:
    folder = publish_digest(tmp_path, "aa")
    (folder / layout.UNION).write_bytes(b"")
    publish_digest(tmp_path, "aa")
    assert open_current(tmp_path).read(layout.UNION) == b"x\n"


def test_a_full_disk_leaves_what_was_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_digest(tmp_path, "aa")

    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(SnapshotProblem, match=r"No space left on device.*stays in use"):
        publish_digest(tmp_path, "bb")
    assert open_current(tmp_path).digest == "aa"
    assert [path.name for path in (tmp_path / "snapshots").iterdir()] == ["aa"]


@pytest.mark.parametrize("step", ["fsync", "rename", "replace"])
def test_a_kill_at_any_step_leaves_what_was_published(tmp_path: Path, step: str) -> None:
    publish_digest(tmp_path, "aa")
    script = f"""
import os, pathlib, signal, sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from tests.graph.test_snapshot import publish_digest
die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
if {step!r} == "fsync":
    os.fsync = die
else:
    setattr(pathlib.Path, {step!r}, die)
publish_digest(pathlib.Path({str(tmp_path)!r}), "bb")
"""
    ended = subprocess.run([sys.executable, "-c", script], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert open_current(tmp_path).digest == "aa"
    assert publish_digest(tmp_path, "bb").name == "bb"
    assert open_current(tmp_path).digest == "bb"
    assert [path.name for path in (tmp_path / "snapshots").iterdir() if path.name.startswith(".")] == []


def test_only_the_last_few_snapshots_are_kept(tmp_path: Path) -> None:
    for number in range(8):
        folder = publish_digest(tmp_path, f"d{number}")
        os.utime(folder, (number, number))
    kept = sorted(path.name for path in (tmp_path / "snapshots").iterdir())
    assert kept == ["d3", "d4", "d5", "d6", "d7"]
    assert current_folder(tmp_path) == (tmp_path / "snapshots" / "d7").resolve()
