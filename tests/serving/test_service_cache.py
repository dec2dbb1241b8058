"""The answers of other endpoints that are kept for a while."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from carec_kg.serving import service_cache
from carec_kg.serving.service_cache import FRESH_SECONDS, ServiceCache

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_an_answer_is_of_its_endpoint_and_query(tmp_path: Path) -> None:
    cache = ServiceCache(tmp_path / "kept")
    cache.put("http://a/", "ASK {}", b"yes")
    assert cache.get("http://a/", "ASK {}") == b"yes"
    assert cache.get("http://b/", "ASK {}") is None
    assert cache.get("http://a/", "ASK { }") is None


def test_an_old_answer_is_not_given(tmp_path: Path) -> None:
    cache = ServiceCache(tmp_path)
    cache.put("http://a/", "ASK {}", b"yes")
    [path] = tmp_path.iterdir()
    os.utime(path, (0, time.time() - FRESH_SECONDS))
    assert cache.get("http://a/", "ASK {}") is None


def test_the_oldest_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_cache, "_CAPACITY", 10)
    cache = ServiceCache(tmp_path)
    for number in range(4):
        cache.put("http://a/", str(number), b"1234")
        for path in tmp_path.iterdir():
            os.utime(path, (0, path.stat().st_mtime - 1))
    assert [cache.get("http://a/", str(number)) for number in range(4)] == [None, None, b"1234", b"1234"]


def test_a_large_answer_is_not_kept(tmp_path: Path) -> None:
    cache = ServiceCache(tmp_path)
    cache.put("http://a/", "ASK {}", bytes(2**20 + 1))
    assert list(tmp_path.iterdir()) == []
