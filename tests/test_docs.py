"""The docs are true: every verb, setting, record field, pack key and exit code."""

import dataclasses
import re
import tomllib
from pathlib import Path

import click
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


@pytest.mark.parametrize("code", list(Exit), ids=lambda code: code.name)
def test_every_exit_code_is_documented(code: Exit) -> None:
    assert re.search(rf"^\| {code.value} \|", OPERATIONS, re.MULTILINE)


def test_every_setting_has_its_home_in_the_configuration() -> None:
    """Nothing reads NEWSCRAWL_* past newscrawl.config, which the docs' table shows."""
    pattern = re.compile(r'(?:environ\S*\(|environ\[|envvar=)"(NEWSCRAWL_\w+)"')
    for path in (ROOT / "newscrawl").rglob("*.py"):
        assert not pattern.findall(path.read_text("utf-8")), path


def verbs(group: click.Group, name: str) -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for verb, command in group.commands.items():
        found.append((f"{name} {verb}", command))
        if isinstance(command, click.Group):
            found += verbs(command, f"{name} {verb}")
    return found


@pytest.mark.parametrize(
    ("verb", "command"),
    [pytest.param(*one, id=one[0]) for one in verbs(newscrawl, "newscrawl")],
)
def test_every_verb_and_verb_below_helps_with_an_example(
    verb: str, command: click.Command
) -> None:
    assert verb in (command.help or "")


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 120
