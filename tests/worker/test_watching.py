"""Tests of `newscrawl watch` and `--jobs`: real processes over the bundled region."""

from __future__ import annotations

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from newscrawl.store import open_store

NAMES = ("harzbote", "linxian")
FAILED = {"errors": 1, "errors/TimeoutError": 1}


def begin(
    folder: Path, environment: dict[str, str], *command: str
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "newscrawl", *command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def articles(folder: Path) -> int:
    with open_store(f"sqlite:///{folder / 'newscrawl.db'}") as store:
        return store.state().seq  # each article's first event


def test_a_watch_crawls_what_is_due_and_ends_with_sigterm(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    with begin(tmp_path, environment, "watch", *NAMES) as watch:
        assert watch.stdout is not None
        said = sorted(watch.stdout.readline().partition(":")[0] for _ in NAMES)
        assert said == sorted(NAMES)
        watch.send_signal(signal.SIGHUP)
        watch.terminate()
        _, errors = watch.communicate(timeout=60)
    assert watch.returncode == 0, errors
    assert articles(tmp_path) == 7
    assert (tmp_path / "feeds/atom/all.atom").read_text("utf-8").count("<entry") == 7


def test_a_watch_tells_metrics_alarms_and_a_json_log(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    with open_store(f"sqlite:///{tmp_path / 'newscrawl.db'}") as store:
        for _ in range(3):  # a site in trouble that the watch does not name
            at = "2024-03-27T05:00:00Z"
            store.end_run(store.begin_run(["valley_post"], at), at, FAILED)
    told = tmp_path / "told.json"
    code = f"import sys; open({str(told)!r}, 'a').write(sys.stdin.read())"
    environment["NEWSCRAWL_ALERT_COMMAND"] = shlex.join([sys.executable, "-c", code])
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    options = ("--metrics", address, "--log-format", "json", "--log-level", "INFO")
    with begin(tmp_path, environment, "watch", *options, "linxian") as watch:
        assert watch.stdout is not None
        assert watch.stdout.readline().startswith("linxian: ")
        with build_opener(ProxyHandler({})).open(f"http://{address}/metrics") as answer:
            metrics = answer.read().decode()
        watch.terminate()
        _, log = watch.communicate(timeout=60)
    assert watch.returncode == 0, log
    assert 'newscrawl_site_new_articles_24h{site="linxian"} 3' in metrics.splitlines()
    assert json.loads(told.read_text("utf-8"))["site"] == "valley_post"
    sites = [json.loads(line)["site"] for line in log.splitlines()]
    assert "linxian" in sites


def test_a_watch_that_ends_early_is_finished_by_the_next_crawl(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    with begin(tmp_path, environment, "watch", *NAMES) as watch:
        wait_for(tmp_path / "newscrawl.db.locks/linxian.lock", watch)
        watch.terminate()
        _, errors = watch.communicate(timeout=60)
    assert watch.returncode == 0, errors
    with begin(tmp_path, environment, "crawl", "--jobs", "2", *NAMES) as crawl:
        said, errors = crawl.communicate(timeout=60)
    assert crawl.returncode == 0, errors
    assert "2 sites" in said
    assert articles(tmp_path) == 7


def test_children_die_with_a_killed_watch(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    with begin(tmp_path, environment, "watch", *NAMES) as watch:
        wait_for(tmp_path / "newscrawl.db.locks/linxian.lock", watch)
        watch.kill()
        # The child has the same standard error: it ends when the child does.
        watch.communicate(timeout=20)
    with begin(tmp_path, environment, "crawl", "--quiet", *NAMES) as crawl:
        _, errors = crawl.communicate(timeout=60)
    assert crawl.returncode == 0, errors
    assert articles(tmp_path) == 7


def test_two_runs_at_once_are_safe(tmp_path: Path, environment: dict[str, str]) -> None:
    command = ("crawl", "--quiet", *NAMES)
    with (
        begin(tmp_path, environment, *command) as one,
        begin(tmp_path, environment, *command) as other,
    ):
        told = [each.communicate(timeout=60)[1] for each in (one, other)]
    codes = {one.returncode, other.returncode}
    assert codes <= {0, 7}, told
    assert 0 in codes or all("another crawl" in line for line in told)
    with begin(tmp_path, environment, *command) as last:
        assert last.communicate(timeout=60)[1] == ""
    assert articles(tmp_path) == 7


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    """Look until a file is there, for as long as the process lives."""
    while not path.exists():
        assert process.poll() is None
        os.sched_yield()
