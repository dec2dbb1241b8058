"""Where the suite is, and what happens where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .suite import read_manifest, require_suite

if TYPE_CHECKING:
    from pathlib import Path


def test_a_machine_without_the_suite_skips_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(pytest.skip.Exception, match=r"^\S+ is absent; set CAREC_KG_SHARED .*$"):
        require_suite(tmp_path / "sparql11", {})


def test_ci_without_the_suite_fails(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="CAREC_KG_SHARED"):
        require_suite(tmp_path / "sparql11", {"CI": "true"})


def test_a_folder_that_is_there_is_the_suite(tmp_path: Path) -> None:
    assert require_suite(tmp_path, {"CI": "true"}) == tmp_path


def test_a_manifest_without_a_value_gives_none() -> None:
    manifest = read_manifest([])
    assert (manifest.items(None), manifest.objects) == ([], {})
