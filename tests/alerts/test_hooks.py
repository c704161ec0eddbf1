"""Alerts reach a command and a webhook; what fails is told and fails nothing."""

import json
import shlex
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from newscrawl.alerts import hooks as alerts
from newscrawl.middlewares.guard import Guard
from newscrawl.status import Alarm, Notice

NOTICE = Notice(Alarm("v", "silence", "nothing new"), "2026-03-25T08:00:00Z", False)
LOOPBACK = Guard.allowing("127.0.0.1")


@contextmanager
def hook(status: int = 200) -> Iterator[tuple[str, list[bytes]]]:
    """Serve a webhook on loopback; yield its address and what it was sent."""
    sent: list[bytes] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Hook)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/token", sent
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def python(code: str) -> str:
    """Return a command that runs some Python."""
    return shlex.join([sys.executable, "-c", code])


def test_a_command_reads_the_notice(tmp_path: Path) -> None:
    file = tmp_path / "told.json"
    code = f"import sys; open({str(file)!r}, 'w').write(sys.stdin.read())"
    assert alerts.tell([NOTICE], command=python(code)) == ([NOTICE], [])
    told = json.loads(file.read_text())
    assert (told["site"], told["kind"], told["state"]) == ("v", "silence", "raised")
    assert told["text"] == "v: nothing new"


def test_a_webhook_gets_the_notice() -> None:
    over = Notice(NOTICE.alarm, NOTICE.since, True)
    with hook() as (url, sent):
        told, problems = alerts.tell([NOTICE, over], webhook=url, guard=LOOPBACK)
    assert (told, problems) == ([NOTICE, over], [])
    assert [json.loads(one)["state"] for one in sent] == ["raised", "recovered"]


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_webhook_that_refuses_is_told(status: int) -> None:
    with hook(status) as (url, sent):
        told, problems = alerts.tell([NOTICE, NOTICE], webhook=url, guard=LOOPBACK)
    assert (told, len(sent)) == ([], 1)
    assert f"answered {status}" in problems[0]
    assert problems[1] == "2 of 2 alerts were not told: next time"
    assert "token" not in "".join(problems)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/",
        "http://2130706433/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        "http://localhost/",
        "file:///etc/passwd",
    ],
)
def test_a_private_address_is_not_asked(url: str) -> None:
    told, problems = alerts.tell([NOTICE], webhook=url)
    assert not told
    assert problems[0].startswith("alert_webhook: ")


def test_a_name_that_leads_to_a_private_address_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer = [(2, 1, 6, "", ("127.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: answer)
    told, problems = alerts.tell([NOTICE], webhook="http://hooks.example.com/")
    assert not told
    assert "ValueError" in problems[0]


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (python("raise SystemExit(3)"), "alert_command: ended with 3"),
        ("/no/such/command", "alert_command: "),
        ("'unclosed", "alert_command: "),
    ],
)
def test_a_command_that_fails_is_told(command: str, problem: str) -> None:
    told, problems = alerts.tell([NOTICE], command=command)
    assert not told
    assert problems[0].startswith(problem)


def test_a_hook_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()
    monkeypatch.setattr(alerts, "run_command", lambda *_: str(ended.wait(60)))
    told, problems = alerts.tell([NOTICE], command="x", all_s=0.05)
    ended.set()
    assert (told, len(problems)) == ([], 1)
