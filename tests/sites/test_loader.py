"""Reading packs: what is filled in, and how problems are told."""

from pathlib import Path

import pytest

from newscrawl.errors import SitePackError
from newscrawl.sites import Listing, load_sites

PACK = """
name = "valley"
title = "Valley News"
url = "https://valley.example/"
"""

FAMILY = """
name = "hills"
title = "Hills CMS"
[article]
url = '/story/\\d+'
title = ["h1"]
[listing]
next = ["a.next"]
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(SitePackError) as caught:
        load_sites(folder)
    return str(caught.value).replace(str(folder), "sites").splitlines()


def test_packs_that_ship_are_sorted_and_stand_alone() -> None:
    sites = load_sites()
    assert list(sites) == sorted(sites)
    assert sum(site.family == "chinadaily_regional" for site in sites.values()) >= 7
    assert sum(site.family != "chinadaily_regional" for site in sites.values()) >= 10
    assert all(site.sources and site.region and site.zone for site in sites.values())


def test_a_folder_adds_and_overrides(tmp_path: Path) -> None:
    write(tmp_path, "valley.toml", PACK)
    write(tmp_path, "kxan.toml", PACK.replace("valley", "kxan", 1))
    sites = load_sites(tmp_path)
    assert sites["valley"].title == "Valley News"
    assert sites["kxan"].title == "Valley News"
    assert "theargus" in sites


def test_a_folder_that_is_not_there_adds_nothing(tmp_path: Path) -> None:
    assert load_sites(tmp_path / "none") == load_sites()


def test_a_family_fills_in_what_a_pack_does_not_say(tmp_path: Path) -> None:
    write(tmp_path, "families/hills.toml", FAMILY)
    rules = 'family = "hills"\n[article]\ntitle = [".headline"]\n'
    write(tmp_path, "valley.toml", PACK + rules)
    site = load_sites(tmp_path)["valley"]
    assert site.article.title == (".headline",)
    assert site.article.url == r"/story/\d+"
    assert site.listing.next == ("a.next",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("titel = 'x'", 'titel: expected "title", got the unknown key "titel"'),
        ("zone = 'Asia/Baotou'", "zone: expected an IANA zone such as"),
        ("delay_s = 'slow'", 'delay_s: expected a number, got "slow"'),
        ("hosts = 'a.example'", 'hosts: expected a list, got "a.example"'),
        ("sources = [{url = 'news.html'}]", "sources[0].url: expected an http(s) URL"),
        (
            "sources = [{url = 'https://valley.example/', max_pages = 0}]",
            "sources[0].max_pages: expected ",
        ),
        (
            "sources = [{url = 'https://valley.example/', kind = 'page'}]",
            "sources[0].kind: expected ",
        ),
        ("[article]\ntitle = ['h1[']", "article.title[0]: expected a valid CSS"),
        ("[article]\nnumber = '('", "article.number: expected a regular expression"),
        ("[article]\nbody_ = []", 'article.body_: expected "body", got the unknown'),
        ("family = 'hils'", "family: expected a family of blox"),
        ("country = 'GB'\nregion = 'CN-NM'", 'pack: expected a region of country "GB"'),
        ("proved = 'yes'", "proved: expected 'not yet', got \"yes\""),
        ("proved = {against = 'a page'}", "proved.on: expected a value, got none"),
        ("title = 'again'", "line 5: expected TOML, got an error: Cannot overwrite"),
        ("zone = ", "line 5: expected TOML, got an error: Invalid value"),
    ],
    ids=lambda value: value.split(":")[0],
)
def test_a_problem_says_its_place(tmp_path: Path, text: str, expected: str) -> None:
    write(tmp_path, "valley.toml", f"{PACK}{text}")
    (problem,) = problems_of(tmp_path)
    assert problem.startswith("sites/valley.toml: ")
    assert expected in problem


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, "valley.toml", PACK + "zone = 'x'\nregion = 'y'\nextra = 1\n")
    write(tmp_path, "other.toml", "name = 'Other'\n")
    found = problems_of(tmp_path)
    assert [line.split(": ")[:2] for line in found] == [
        ["sites/other.toml", "name"],
        ["sites/other.toml", "title"],
        ["sites/other.toml", "url"],
        ["sites/valley.toml", "zone"],
        ["sites/valley.toml", "region"],
        ["sites/valley.toml", "extra"],
    ]


def test_a_name_is_its_files_stem_and_its_own(tmp_path: Path) -> None:
    write(tmp_path, "hill.toml", PACK)
    assert problems_of(tmp_path) == [
        'sites/hill.toml: name: expected the file\'s name "hill", got "valley"'
    ]
    write(tmp_path, "hill.toml", PACK.replace("valley", "hill", 1))
    write(tmp_path, "valley.toml", PACK.replace("valley", "hill", 1))
    assert problems_of(tmp_path) == [
        'sites/valley.toml: name: expected a name of its own, got "hill" of hill.toml'
    ]


def test_a_file_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "valley.toml").write_bytes(b'name = "v\xe4lley"')
    (problem,) = problems_of(tmp_path)
    assert problem == "sites/valley.toml: byte 9: expected UTF-8, got byte 0xe4"


def test_a_source_is_named_once(tmp_path: Path) -> None:
    source = "[[sources]]\nurl = 'https://valley.example/'\n"
    write(tmp_path, "valley.toml", PACK + source + source)
    (problem,) = problems_of(tmp_path)
    assert problem.endswith(
        'pack: expected each source once, got "https://valley.example/" twice'
    )


@pytest.mark.parametrize("name", ["goinnermongolia", "theargus", "kxan"])
def test_a_listing_is_a_page_unless_it_says_otherwise(name: str) -> None:
    kinds = {source.kind for source in load_sites()[name].sources}
    assert Listing(url="https://valley.example/").kind == "listing"
    assert kinds <= {"listing", "feed", "sitemap"}
