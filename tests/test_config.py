"""One table of settings: what wins, what is wrong and where, what is not printed."""

import re
from pathlib import Path

import pytest

from newscrawl import settings
from newscrawl.config import Config, documented, hidden, read_config, variable
from newscrawl.errors import ConfigError

OPERATIONS = (Path(__file__).parents[1] / "docs/operations.md").read_text("utf-8")


def test_the_environment_wins_over_the_file_over_the_default(tmp_path: Path) -> None:
    file = tmp_path / "newscrawl.toml"
    file.write_text('feeds = "a"\nsites = "b"\ncheck_every = 3\n')
    held = read_config({"NEWSCRAWL_FEEDS": "c", "NEWSCRAWL_SITES": ""}, file)
    found = {name: (one.value, one.origin) for name, one in held.items()}
    assert found["feeds"] == ("c", "environment")
    assert found["sites"] == ("b", "file")
    assert found["check_every"] == (3, "file")
    assert found["contact"] == ("", "default")


@pytest.mark.parametrize(
    ("text", "environ", "message"),
    [
        (
            "fedes = 'x'",
            {},
            "newscrawl.toml: fedes: no such setting: did you mean feeds?",
        ),
        ("feeds = 5", {}, "newscrawl.toml: feeds: Input should be a valid string"),
        ("check_every = '5'", {}, "newscrawl.toml: check_every: Input should be"),
        ("check_every = -1", {}, "greater than or equal to 0"),
        ("", {"NEWSCRAWL_CHECK_EVERY": "x"}, "NEWSCRAWL_CHECK_EVERY: Input should be"),
        ("", {"NEWSCRAWL_LOG_FORMAT": "xml"}, "NEWSCRAWL_LOG_FORMAT: Input should be"),
        ("feeds = ", {}, "newscrawl.toml: "),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, text: str, environ: dict[str, str], message: str
) -> None:
    file = tmp_path / "newscrawl.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=re.escape(message)):
        read_config(environ, file)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "newscrawl.toml"
    file.write_text("one = 1\ntwo = 2\n")
    with pytest.raises(ConfigError) as raised:
        read_config({}, file)
    assert len(str(raised.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("sqlite:///newscrawl.db", "sqlite:///newscrawl.db"),
        (
            "postgresql+psycopg://me:pw@host:5432/n",
            "postgresql+psycopg://…@host:5432/n",
        ),
        ("postgresql://host/n?password=pw", "postgresql://host/n?…"),
        ("https://hooks.example/T0/token", "https://hooks.example/…"),
        ("https://me:token@hooks.example/", "https://…@hooks.example"),
        ("curl --header token", "curl …"),
        ("", ""),
    ],
)
def test_secrets_are_not_shown(text: str, shown: str) -> None:
    assert hidden(text) == shown


def test_a_wrong_secret_is_not_told(tmp_path: Path) -> None:
    file = tmp_path / "newscrawl.toml"
    file.write_text('database = ["postgresql://me:pw@host/n"]')
    with pytest.raises(ConfigError) as raised:
        read_config({}, file)
    assert "pw" not in str(raised.value)


@pytest.mark.parametrize("name", list(Config.model_fields))
def test_every_setting_reaches_scrapy(name: str) -> None:
    assert hasattr(settings, variable(name))


def test_the_documented_table_is_made_of_the_settings() -> None:
    table = re.search(
        r"<!-- settings -->\n(.*?)<!-- /settings -->", OPERATIONS, re.DOTALL
    )
    assert table
    assert table[1] == documented()
