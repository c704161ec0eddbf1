"""Which addresses may be asked: as written, as looked up, as connected to."""

import pytest

from newscrawl.errors import ConfigError
from newscrawl.middlewares.guard import Guard, is_real

CLOSED = Guard()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://2130706433/",
        "http://127。0。0。1/",
        "http://0/",
        "http://10.1.2.3/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/",
        "http://172.16.0.1/",
        "http://192.0.0.192/",
        "http://192.168.0.1/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::]/",
        "http://[::1]:8080/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[::127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:db8::1]/",
        "http://[3fff::1]/",
        "http://[fd00:ec2::254]/",
        "http://[fe80::1]/",
        "http://[ff02::1]/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://a.localhost/",
        "http://metadata/",
        "http://metadata.google.internal/",
        "http://printer.local/",
        "http://user:secret@news.example/",
        "http://user@news.example/",
        "http://127.1.1.1:80\\@news.example/",
        "http:///x",
        "http://[::",
        "http://a.example:99999/",
        "ftp://news.example/",
        "file:///etc/passwd",
        "gopher://news.example/",
    ],
)
def test_an_address_that_is_not_public_is_refused(url: str) -> None:
    assert CLOSED.refusal(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/",
        "https://news.example:8443/a?b=1#c",
        "http://93.184.216.34/",
        "http://[2001:4860:4860::8888]/",
        "http://xn--bcher-kva.example/",
        "http://a.b.test/",
    ],
)
def test_a_public_address_may_be_asked(url: str) -> None:
    assert CLOSED.refusal(url) is None


@pytest.mark.parametrize(
    ("allowed", "url", "may"),
    [
        ("127.0.0.1", "http://127.0.0.1:99/", True),
        ("127.0.0.1:99", "http://127.0.0.1:99/", True),
        ("127.0.0.1:99", "http://127.0.0.1:98/", False),
        ("127.0.0.1:99", "http://2130706433:99/", True),
        ("127.0.0.1:443", "https://127.0.0.1/", True),
        ("10.0.0.0/8", "http://10.9.8.7:99/", True),
        ("10.0.0.0/8", "http://11.9.8.7:99/", True),
        ("10.0.0.0/8", "http://192.168.0.1/", False),
        ("[::1]:99", "http://[::1]:99/", True),
        ("::1", "http://[::1]:99/", True),
        ("fd00::/8", "http://[fd00::1]/", True),
        ("intranet, 127.0.0.1", "http://intranet/", True),
        ("wiki.internal", "http://wiki.internal/", True),
        ("wiki.internal", "http://other.internal/", False),
    ],
)
def test_the_allow_list_lets_through(allowed: str, url: str, may: bool) -> None:
    assert (Guard.allowing(allowed).refusal(url) is None) is may


@pytest.mark.parametrize("entry", ["10.0.0.0/99", "a b:c", "http://x", "x:port", "[x"])
def test_an_entry_that_is_none_is_told(entry: str) -> None:
    with pytest.raises(ConfigError, match="NEWSCRAWL_ALLOW_PRIVATE: expected a host"):
        Guard.allowing(entry)


@pytest.mark.parametrize(
    ("guard", "address", "may"),
    [
        (CLOSED, "93.184.216.34", True),
        (CLOSED, "127.0.0.1", False),
        (CLOSED, "::ffff:10.0.0.1", False),
        (CLOSED, "nonsense", False),
        (Guard.allowing("rebound.example"), "127.0.0.1", True),
        (Guard.allowing("other.example"), "127.0.0.1", False),
        (Guard.allowing("127.0.0.0/8"), "127.0.0.1", True),
        (Guard.allowing("", {"http": "http://rebound.example:3128"}), "10.0.0.1", True),
    ],
)
def test_what_a_name_may_mean(guard: Guard, address: str, may: bool) -> None:
    assert guard.may_resolve("rebound.example", address) is may


@pytest.mark.parametrize(
    ("guard", "address", "may"),
    [
        (CLOSED, "93.184.216.34", True),
        (CLOSED, "127.0.0.1", False),
        (Guard.allowing("127.0.0.1:80"), "127.0.0.1", True),
        (Guard.allowing("127.0.0.1:81"), "127.0.0.1", False),
        (Guard.allowing("news.example:80"), "127.0.0.1", True),
        (Guard.allowing("", {"http": "http://news.example:3128"}), "10.0.0.1", False),
    ],
)
def test_what_a_connection_may_end_at(guard: Guard, address: str, may: bool) -> None:
    assert guard.may_connect(address, "news.example", 80) is may


def test_a_proxy_is_not_asked_for_pages() -> None:
    guard = Guard.allowing("", {"http": "proxy.example:3128"})
    assert guard.refusal("http://proxy.example/")


@pytest.mark.parametrize(
    ("url", "real"),
    [
        ("https://www.goinnermongolia.com.cn/", True),
        ("http://93.184.216.34/", True),
        ("http://127.0.0.1:8080/", False),
        ("http://localhost/", False),
        ("http://valley.example/", False),
        ("http://a.test./", False),
    ],
)
def test_a_real_host_is_somebodys(url: str, real: bool) -> None:
    assert is_real(url) is real
