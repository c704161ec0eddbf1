"""status, runs, config, prune, backup, restore, check: what they print and end with."""

import json
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newscrawl import settings
from newscrawl.alerts import tell_alarms
from newscrawl.cli.exits import Exit
from newscrawl.cli.main import newscrawl
from newscrawl.cli.options import crawl_settings
from newscrawl.errors import ConfigError
from newscrawl.publish import publish
from newscrawl.store import open_store

NOW, BEGAN, ENDED = (
    "2026-03-25T09:00:00Z",
    "2026-03-25T08:00:00Z",
    "2026-03-25T08:05:00Z",
)
GOOD = {"articles/new": 3, "dropped": 2, "dropped/listing": 2, "links": 9, "sources": 1}
BAD = {"errors": 1, "errors/TimeoutError": 1}

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs a verb in a folder with a store of one good and one bad site."""
    monkeypatch.chdir(tmp_path)
    with open_store("sqlite:///newscrawl.db") as store:
        store.end_run(store.begin_run(["good_site"], BEGAN), ENDED, GOOD)
        for _ in range(3):
            store.end_run(store.begin_run(["bad_site"], BEGAN), ENDED, BAD)
        publish(store, Path("feeds"))

    def call(*words: str, **environ: str) -> Result:
        monkeypatch.setattr(
            settings, "NEWSCRAWL_NOW", environ.pop("NEWSCRAWL_NOW", NOW)
        )
        return CliRunner().invoke(newscrawl, words, env=environ)

    return call


def test_status_shows_the_worst_first_and_ends_with_9(run: Run) -> None:
    ended = run("status")
    assert ended.exit_code == Exit.TROUBLE_FOUND
    lines = ended.output.splitlines()
    assert [line.split()[:2] for line in lines[1:3]] == [
        ["bad_site", "broken"],
        ["good_site", "fine"],
    ]
    assert "3 crawls in a row failed: TimeoutError 1" in lines[1]


def test_status_of_a_good_site_ends_with_0(run: Run) -> None:
    ended = run("status", "good_site")
    assert ended.exit_code == Exit.FINE
    assert "alarm" not in ended.output


def test_status_is_told_as_json(run: Run) -> None:
    lines = run("status", "--json").output.splitlines()
    found = {one["site"]: one for one in map(json.loads, lines)}
    assert found["bad_site"]["state"] == "broken"
    assert found["bad_site"]["alarms"][0]["kind"] == "failing"


def test_a_site_without_a_pack_is_watched_for_a_week(run: Run) -> None:
    ended = run("status", NEWSCRAWL_NOW="2026-04-03T09:00:00Z")
    assert ended.exit_code == Exit.FINE
    assert "0 sites" in ended.output


def test_status_of_an_unknown_site_is_an_error(run: Run) -> None:
    assert isinstance(run("status", "nowhere").exception, ConfigError)


def test_metrics_are_written_whole(run: Run, tmp_path: Path) -> None:
    run("status", "--openmetrics", "news.prom")
    text = (tmp_path / "news.prom").read_text()
    assert 'newscrawl_site_state{site="bad_site",state="broken"} 1' in text
    assert text.endswith("# EOF\n")
    assert not list(tmp_path.glob(".news.prom*"))
    ended = run("status", "--openmetrics", "nowhere/news.prom")
    assert isinstance(ended.exception, ConfigError)


def test_runs_are_listed_and_told_in_full(run: Run) -> None:
    lines = run("runs").output.splitlines()
    assert [line.split()[0] for line in lines] == ["run", "4", "3", "2", "1"]
    shown = run("runs", "show", "1").output
    assert "run 1 of good_site: 2026-03-25T08:00:00Z, 300 s" in shown
    assert "dropped:\n  listing: 2\n" in shown
    told = json.loads(run("runs", "show", "1", "--json").output)
    assert told["counts"] == GOOD
    assert isinstance(run("runs", "show", "9").exception, ConfigError)


def test_config_prints_what_holds_and_no_secret(run: Run, tmp_path: Path) -> None:
    (tmp_path / "newscrawl.toml").write_text('feeds = "out"\n')
    secret = "postgresql+psycopg://me:hush@host/news"
    printed = run("config", NEWSCRAWL_DATABASE=secret).output
    assert "hush" not in printed
    found = json.loads(run("config", "--json", NEWSCRAWL_DATABASE=secret).output)
    assert found["feeds"]["value"] == "out"
    assert found["feeds"]["origin"] == "file"
    assert found["database"]["place"] == "NEWSCRAWL_DATABASE"


def test_a_verb_takes_what_the_file_says(run: Run, tmp_path: Path) -> None:
    (tmp_path / "newscrawl.toml").write_text('database = "sqlite:///other.db"\n')
    ended = run("runs")
    assert "other.db" in str(ended.exception)
    assert run("runs", NEWSCRAWL_DATABASE="sqlite:///newscrawl.db").exit_code == 0
    assert run("runs", "--database", "sqlite:///newscrawl.db").exit_code == 0


def test_prune_counts_and_drops(run: Run) -> None:
    environ = {"NEWSCRAWL_NOW": "2027-03-25T09:00:00Z"}
    assert "runs: 4 would go" in run("prune", "--dry-run", **environ).output
    assert "runs: 4 dropped" in run("prune", "--vacuum", **environ).output
    assert run("runs").output.splitlines()[1:] == []


def test_prune_takes_archives_only_when_asked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir()
    file = tmp_path / "warc/a.warc.gz"
    file.write_bytes(b"x")
    run("prune", "--archive", "warc")
    run("prune", "--archive", "warc", "--archives-gb", "0", "--dry-run")
    assert file.exists()
    run("prune", "--archive", "warc", "--archives-gb", "0")
    assert not file.exists()
    assert isinstance(run("prune", "--archives-gb", "0").exception, ConfigError)


def test_a_backup_is_made_and_put_back(run: Run, tmp_path: Path) -> None:
    assert "4 runs" in run("backup", "copy.db").output
    (tmp_path / "newscrawl.db").unlink()
    assert "restored: " in run("restore", "copy.db").output
    assert len(run("runs").output.splitlines()) == 5


def test_check_finds_what_is_wrong(run: Run, tmp_path: Path) -> None:
    fine = run("check")
    assert (fine.exit_code, fine.stderr) == (Exit.FINE, "")
    (tmp_path / "feeds/index.html").write_text("defaced")
    (tmp_path / "feeds/status.json").unlink()
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites/odd.toml").write_text("name = 5")
    found = run("check")
    assert found.exit_code == Exit.TROUBLE_FOUND
    assert "index.html: it is not what was published" in found.stderr
    assert "status.json: it is gone" in found.stderr
    assert "odd.toml" in found.stderr


def test_check_tells_a_folder_that_is_behind(run: Run) -> None:
    assert run("check", "--feeds", "nowhere").exit_code == Exit.TROUBLE_FOUND


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_complete(run: Run, shell: str) -> None:
    assert "_NEWSCRAWL_COMPLETE" in run("completion", shell).output


def hook(tmp_path: Path) -> str:
    """Return a command that adds what it reads to a file."""
    file = tmp_path / "told.jsonl"
    code = f"import sys; open({str(file)!r}, 'a').write(sys.stdin.read() + chr(10))"
    return shlex.join([sys.executable, "-c", code])


def test_an_alarm_is_told_once_after_crawls(run: Run, tmp_path: Path) -> None:
    given = crawl_settings(NEWSCRAWL_NOW=NOW, NEWSCRAWL_ALERT_COMMAND=hook(tmp_path))
    with open_store("sqlite:///newscrawl.db") as store:
        tell_alarms(store, given)
        tell_alarms(store, given)
        store.end_run(store.begin_run(["bad_site"], ENDED), ENDED, GOOD)
        tell_alarms(store, given)
        tell_alarms(store, given)
    lines = (tmp_path / "told.jsonl").read_text().splitlines()
    told = [(one["site"], one["kind"], one["state"]) for one in map(json.loads, lines)]
    assert told == [
        ("bad_site", "failing", "raised"),
        ("bad_site", "failing", "recovered"),
    ]


def test_a_hook_that_fails_fails_nothing(run: Run) -> None:
    given = crawl_settings(NEWSCRAWL_NOW=NOW, NEWSCRAWL_ALERT_COMMAND="/no/such")
    with open_store("sqlite:///newscrawl.db") as store:
        assert tell_alarms(store, given)[0].startswith("alert_command: ")
        assert store.health.raise_alarms([], NOW) == []  # nobody heard of it


@pytest.mark.parametrize("verb", ["index", "prune", "publish"])
def test_a_verb_that_needs_a_store_makes_none(run: Run, verb: str) -> None:
    ended = run(verb, "--database", "sqlite:///none.db")
    assert str(ended.exception) == "none.db: no such store: crawl first"
    assert not Path("none.db").exists()
