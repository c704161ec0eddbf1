"""The docs are true: every verb, setting, record field, pack key and exit code."""

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest

from newscrawl.cli.exits import Exit
from newscrawl.cli.main import newscrawl
from newscrawl.record import Article
from newscrawl.sites import ArticleRules, ListingRules, Site

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
RECORD = (ROOT / "docs/article-record.md").read_text("utf-8")
ADDING = (ROOT / "docs/adding-a-site.md").read_text("utf-8")
OPERATIONS = (ROOT / "docs/operations.md").read_text("utf-8")
EVERYTHING = "\n".join(
    path.read_text("utf-8") for path in [ROOT / "README.md", *ROOT.glob("docs/*.md")]
)


def first_column(page: str) -> set[str]:
    rows = re.findall(r"^\| (`[^|]*`)[^|]*\|", page, re.MULTILINE)
    return set(re.findall(r"`([^`]+)`", " ".join(rows)))


def test_the_record_page_names_every_field_and_no_other() -> None:
    assert first_column(RECORD) == {f.name for f in dataclasses.fields(Article)}


@pytest.mark.parametrize("name", sorted(Site.model_fields))
def test_every_key_of_a_pack_is_explained(name: str) -> None:
    assert name in first_column(ADDING)


@pytest.mark.parametrize(
    "name", sorted({*ArticleRules.model_fields, *ListingRules.model_fields})
)
def test_every_rule_is_explained(name: str) -> None:
    assert f"`{name}`" in ADDING


def test_the_example_pack_is_a_pack() -> None:
    example = re.search(r"```toml\n(.*?)```", ADDING, re.DOTALL)
    assert example
    assert Site.model_validate(tomllib.loads(example[1]), strict=False).name


@pytest.mark.parametrize("verb", sorted(newscrawl.commands))
def test_every_verb_is_shown(verb: str) -> None:
    assert f"newscrawl {verb}" in EVERYTHING


@pytest.mark.parametrize("verb", sorted(newscrawl.commands))
def test_every_verb_helps_with_an_example(verb: str) -> None:
    assert f"newscrawl {verb}" in (newscrawl.commands[verb].help or "")


@pytest.mark.parametrize("code", list(Exit), ids=lambda code: code.name)
def test_every_exit_code_is_documented(code: Exit) -> None:
    assert re.search(rf"^\| {code.value} \|", OPERATIONS, re.MULTILINE)


def test_every_setting_is_documented() -> None:
    settings = (ROOT / "newscrawl/settings.py").read_text("utf-8")
    named = set(re.findall(r'environ\.get\("(NEWSCRAWL_\w+)"', settings))
    for path in (ROOT / "newscrawl").rglob("*.py"):
        named |= set(re.findall(r'envvar="(NEWSCRAWL_\w+)"', path.read_text("utf-8")))
    assert named
    assert not [name for name in named if f"`{name}`" not in OPERATIONS]


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 120
