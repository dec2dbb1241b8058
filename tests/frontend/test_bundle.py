"""What is committed under ``static/`` is what ``frontend/`` builds."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "carec_kg" / "web" / "static"
NODE = shutil.which("node")
#: Written by hand, and so not built.
BY_HAND = {"icon.svg"}


def read_folder(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.mark.skipif(
    NODE is None or not (FRONTEND / "node_modules").is_dir(),
    reason="The bundle is not rebuilt here: that takes Node and, once, npm --prefix frontend ci.",
)
def test_the_bundle_is_what_the_sources_give(tmp_path: Path) -> None:
    subprocess.run([NODE or "node", "build.mjs", str(tmp_path)], cwd=FRONTEND, check=True)
    built = read_folder(tmp_path)
    committed = {name: body for name, body in read_folder(STATIC).items() if name not in BY_HAND}
    assert sorted(built) == sorted(committed)
    assert [name for name, body in built.items() if committed[name] != body] == []


def test_the_lock_file_names_no_address() -> None:
    text = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert all(package.get("integrity") for name, package in packages.items() if name)


def test_every_package_in_the_bundle_has_its_licence() -> None:
    text = (STATIC / "LICENSES.txt").read_text(encoding="utf-8")
    for name in json.loads((FRONTEND / "package.json").read_text(encoding="utf-8")).get("dependencies", {}):
        assert f"{name} " in text, name
