"""How a pool is made."""

from __future__ import annotations

from carec_kg.serving.pool_settings import Loader, PoolSettings, read_settings, write_settings
from carec_kg.serving.seal import Limits


def test_settings_travel_as_one_line() -> None:
    settings = PoolSettings(Loader("module:function", {"files": ["a\nb"]}), 3, 4, Limits(5, 6))
    line = write_settings("/somewhere/pool", settings)
    assert line.count(b"\n") == 1
    assert read_settings(line) == ("/somewhere/pool", settings)
