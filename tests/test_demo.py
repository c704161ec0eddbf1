"""The bundled region: what its server answers, and to whom."""

import urllib.request
from collections.abc import Iterator
from urllib.error import HTTPError

import pytest

from newscrawl.demo import RegionServer
from newscrawl.demo.server import page_file

ARTICLE = "http://www.hetaoriver.example/baotou/2024-03/25/c_973885.htm"


@pytest.fixture(scope="module")
def region() -> Iterator[urllib.request.OpenerDirector]:
    with RegionServer() as server:
        proxy = urllib.request.ProxyHandler({"http": server.address})
        yield urllib.request.build_opener(proxy)


def test_a_page_is_served_under_its_own_name(
    region: urllib.request.OpenerDirector,
) -> None:
    with region.open(ARTICLE, timeout=5) as answer:
        assert b"Hohhot, Baotou jointly build" in answer.read()


def test_an_unchanged_page_answers_304(region: urllib.request.OpenerDirector) -> None:
    with region.open(ARTICLE, timeout=5) as answer:
        etag = answer.headers["ETag"]
    request = urllib.request.Request(ARTICLE, headers={"If-None-Match": etag})
    with pytest.raises(HTTPError) as refused:
        region.open(request, timeout=5)
    refused.value.close()
    assert refused.value.code == 304


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("valleypost.example", "/../harzbote.example/index.html"),
        ("..", "/server.py"),
        ("", "/valleypost.example/index.html"),
        ("valleypost.example/about", "/index.html"),
        ("valleypost.example", "/none"),
    ],
)
def test_nothing_outside_a_host_is_served(host: str, path: str) -> None:
    assert page_file(host, path) is None


@pytest.mark.parametrize(
    ("path", "name"), [("/", "index.html"), ("/feed/", "index.xml")]
)
def test_a_folder_answers_with_its_index(path: str, name: str) -> None:
    file = page_file("valleypost.example", path)
    assert file is not None
    assert file.name == name
