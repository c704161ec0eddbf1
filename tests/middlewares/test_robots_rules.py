"""robots.txt by RFC 9309: the standard's own examples, and where Protego differs."""

import pytest

from newscrawl.middlewares.robots_rules import MAX_BYTES, MAX_DELAY_S, RobotsRules

HOME = "https://www.example.com"


def allowed(robots: str, path: str, agent: str = "newscrawl") -> bool:
    return RobotsRules(robots.encode()).allowed(HOME + path, agent)


@pytest.mark.parametrize(
    ("robots", "path", "agent", "is_allowed"),
    [
        ("", "/a", "newscrawl", True),
        ("user-agent: NewsCrawl\ndisallow: /", "/a", "newscrawl", False),
        ("user-agent: other\ndisallow: /", "/a", "newscrawl", True),
        (
            "user-agent: *\ndisallow: /\nuser-agent: newscrawl\n",
            "/a",
            "newscrawl",
            True,
        ),
        # a group's name is a whole token, and ends where a token does
        ("user-agent: news\ndisallow: /", "/a", "newscrawl", True),
        ("user-agent: newscrawl bot\ndisallow: /", "/a", "newscrawl", False),
        ("user-agent: newscrawl/2.1\ndisallow: /", "/a", "newscrawl/0.1 (+x)", False),
        ("user-agent: news*crawl\ndisallow: /", "/a", "newscrawl", False),
        # groups of one name are merged
        (
            "user-agent: newscrawl\ndisallow: /a\n\nuser-agent: newscrawl\ndisallow: /b",
            "/a",
            "newscrawl",
            False,
        ),
        # a line that is none does not part names from their rules
        (
            "user-agent: newscrawl\nfoo: bar\nuser-agent: *\ndisallow: /",
            "/a",
            "newscrawl",
            False,
        ),
        ("user-agent: *\n<br/>\ndisallow: /a\n<br/>\n", "/a", "newscrawl", False),
        # the longest match wins, allow at a tie (2.2.2)
        ("user-agent: *\nallow: /a/b\ndisallow: /a", "/a/b/c", "newscrawl", True),
        ("user-agent: *\ndisallow: /a\nallow: /a", "/a", "newscrawl", True),
        ("user-agent: *\ndisallow: *.gif$", "/x.gif", "newscrawl", False),
        ("user-agent: *\ndisallow: *.gif$", "/x.gif?y", "newscrawl", True),
        ("user-agent: *\ndisallow: /foo/%62%61%7A", "/foo/baz", "newscrawl", False),
        ("user-agent: *\ndisallow: /foo/ツ", "/foo/%E3%83%84", "newscrawl", False),
        ("\ufeffuser-agent: *\ndisallow: /", "/a", "newscrawl", False),
        ("user-agent: *\ndisallow: /", "/robots.txt", "newscrawl", True),
        ("<html><body>no robots here</body></html>", "/a", "newscrawl", True),
    ],
)
def test_a_path_is_allowed_or_not(
    robots: str, path: str, agent: str, is_allowed: bool
) -> None:
    assert allowed(robots, path, agent) is is_allowed


def test_a_mebibyte_is_read() -> None:
    rule = b"user-agent: *\ndisallow: /a\n"
    filler = b"# a line that says nothing at all\n"
    fits = filler * ((MAX_BYTES - len(rule)) // len(filler)) + rule
    assert not RobotsRules(fits).allowed(f"{HOME}/a", "newscrawl")
    assert RobotsRules(filler * 99 + fits).allowed(f"{HOME}/a", "newscrawl")


def test_a_rule_cut_in_the_middle_is_no_rule() -> None:
    head = b"user-agent: *\ndisallow: /private"
    cut = b"#" * (MAX_BYTES - len(head) - 1) + b"\n" + head + b"/drafts/"
    assert RobotsRules(cut).allowed(f"{HOME}/private", "newscrawl")


@pytest.mark.parametrize(
    ("line", "delay_s"),
    [
        ("crawl-delay: 10", 10),
        ("crawl-delay: 0.5", 0.5),
        ("request-rate: 1/5", 5),
        ("request-rate: 30/1m", 2),
        ("request-rate: 1/5\ncrawl-delay: 7", 7),
        ("crawl-delay: 86400", MAX_DELAY_S),
        ("crawl-delay: soon", None),
        ("disallow: /a", None),
    ],
)
def test_the_pause_that_is_asked_for(line: str, delay_s: float | None) -> None:
    rules = RobotsRules(f"user-agent: *\n{line}".encode())
    assert rules.crawl_delay("newscrawl") == delay_s


def test_sitemaps_are_kept() -> None:
    rules = RobotsRules(b"Sitemap: https://a.example/s.xml\nuser-agent: *\nallow: /")
    assert list(rules.rp.sitemaps) == ["https://a.example/s.xml"]
