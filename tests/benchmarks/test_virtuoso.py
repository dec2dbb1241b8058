from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.virtuoso import write_configuration

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_data_base_keeps_to_its_folder_and_the_loopback(tmp_path: Path) -> None:
    data = tmp_path / "data" / "10.nt"
    text = write_configuration(tmp_path / "server", data, 18_000).read_text(encoding="utf-8")
    assert text.count("127.0.0.1:") == 2
    files = [line.partition(" = ")[2] for line in text.splitlines() if "File" in line.split(" ")[0]]
    assert all(name.startswith(str(tmp_path / "server")) for name in files if "/" in name)
    assert f"DirsAllowed = {data.parent}" in text
