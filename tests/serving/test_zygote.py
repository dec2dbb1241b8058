"""What the zygote starts with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import DataProblem
from carec_kg.graph.load import digest_files
from carec_kg.serving.pool_settings import Loader
from carec_kg.serving.seal import Limits
from carec_kg.serving.zygote import load_data, pack_settings
from tests.serving.pools import write_things

if TYPE_CHECKING:
    from pathlib import Path

FUNCTION = "carec_kg.graph.load:serve_files"


def test_a_loader_is_named_by_module_and_function(tmp_path: Path) -> None:
    things = write_things(tmp_path / "things.nq")
    assert load_data(Loader(FUNCTION, {"files": [str(things)]})).version == digest_files([things])


def test_a_loaders_error_passes(tmp_path: Path) -> None:
    with pytest.raises(DataProblem):
        load_data(Loader(FUNCTION, {"files": [str(tmp_path / "absent.nt")]}))


def test_settings_travel_as_json() -> None:
    found = json.loads(pack_settings(Loader(FUNCTION, {"files": []}), Limits(1, 2)).header)
    assert found == {
        "loader": {"function": FUNCTION, "arguments": {"files": []}},
        "limits": {"memory": 1, "stack": 2},
    }
