"""The finished files of a folder."""

from __future__ import annotations

import base64
import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from carec_kg.web.files import ExportFolder

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


def test_files_are_listed_with_size_digest_and_type(client: FlaskClient) -> None:
    files = {file["name"]: file for file in client.get("/export/").get_json()["files"]}
    assert sorted(files) == ["all.ttl", "csv/things.csv"]
    assert files["all.ttl"] == {
        "name": "all.ttl",
        "bytes": 16,
        "sha256": hashlib.sha256(b"<a:a> <a:b> 1 .\n").hexdigest(),
        "mediaType": "text/turtle",
    }


def test_a_browser_gets_a_page(client: FlaskClient) -> None:
    assert '<a href="/export/csv/things.csv">' in client.get("/export/", headers={"Accept": "text/html"}).text


def test_a_file_comes_with_its_digest_and_date(client: FlaskClient, exports: Path) -> None:
    response = client.get("/export/csv/things.csv", buffered=True)
    digest = hashlib.sha256(b"thing\r\n")
    assert response.data == b"thing\r\n"
    assert response.content_type == "text/csv; charset=utf-8"
    assert response.headers["ETag"] == f'"{digest.hexdigest()}"'
    assert response.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    assert response.last_modified
    assert response.last_modified.timestamp() == int((exports / "csv" / "things.csv").stat().st_mtime)


def test_a_file_that_is_held_already_is_not_sent_again(client: FlaskClient) -> None:
    etag = client.get("/export/all.ttl", buffered=True).headers["ETag"]
    response = client.get("/export/all.ttl", headers={"If-None-Match": etag}, buffered=True)
    assert (response.status_code, response.data) == (304, b"")


def test_a_part_of_a_file_can_be_had(client: FlaskClient) -> None:
    response = client.get("/export/all.ttl", headers={"Range": "bytes=0-4"}, buffered=True)
    assert (response.status_code, response.data) == (206, b"<a:a>")


@pytest.mark.parametrize(
    "name",
    [
        "absent.ttl",
        "../secret.ttl",
        "csv/../../secret.ttl",
        "%2e%2e/secret.ttl",
        "..%2fsecret.ttl",
        "%2fetc%2fpasswd",
        "/etc/passwd",
        "all.ttl%00",
        "link.ttl",
        "csv",
        "..\\secret.ttl",
    ],
)
def test_no_name_leads_out_of_the_folder(client: FlaskClient, name: str) -> None:
    assert client.get(f"/export/{name}").status_code == 404


def test_a_changed_file_has_another_digest(exports: Path) -> None:
    folder = ExportFolder(exports)
    before = folder.find("all.ttl").sha256
    (exports / "all.ttl").write_text("<a:a> <a:b> 2 .\n", encoding="utf-8")
    os.utime(exports / "all.ttl", (0, 0))
    assert folder.find("all.ttl").sha256 != before


def test_without_a_folder_there_are_no_files(tmp_path: Path) -> None:
    assert ExportFolder(None).list_files() == {}
    assert ExportFolder(tmp_path / "absent").list_files() == {}
