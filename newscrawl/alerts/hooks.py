"""Telling somebody: each notice to a command or a webhook, in bounded time.

A command is run without a shell, its words parted as a shell would, and reads the
notice as JSON from its standard input. A webhook gets the same by POST; its address may
not be private, as it is written and as its name is looked up, unless it stands in
NEWSCRAWL_ALLOW_PRIVATE; no redirect is followed. Whatever goes wrong is returned in
words and fails nothing; what was not told is told the next time.
"""

from __future__ import annotations

import http.client
import json
import shlex
import socket
import ssl
import subprocess  # nosec B404
import threading
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import urlsplit

from newscrawl import __version__
from newscrawl.config import hidden
from newscrawl.middlewares.guard import Guard
from newscrawl.status import Notice

TIMEOUT_S: Final = 10.0
_ALL_S: Final = 30.0
_ANSWER_BYTES: Final = 1_000

Tell = Callable[[bytes], str]


def notice_json(notice: Notice) -> bytes:
    """Return a notice as JSON: site, kind, what it is about, since when, and its words."""
    alarm = notice.alarm
    told = {
        "site": alarm.site,
        "kind": alarm.kind,
        "part": alarm.part or None,
        "state": "recovered" if notice.is_over else "raised",
        "since": notice.since,
        "text": f"{alarm.site}: {'recovered: ' * notice.is_over}{alarm.text}",
    }
    return json.dumps(told).encode()


def tell(
    notices: Sequence[Notice],
    *,
    command: str = "",
    webhook: str = "",
    guard: Guard | None = None,
    all_s: float = _ALL_S,
) -> tuple[list[Notice], list[str]]:
    """Tell each notice; return those that every hook took, and what went wrong.

    All of it takes `all_s` seconds at most.
    """
    hooks: list[Tell] = []
    if command:
        hooks.append(lambda body: run_command(command, body))
    if webhook:
        hooks.append(lambda body: post(webhook, body, guard or Guard()))
    told: list[Notice] = []
    problems: list[str] = []

    def go_on() -> None:
        for notice in notices:
            body = notice_json(notice)
            failed = [problem for hook in hooks if (problem := hook(body))]
            problems.extend(failed)
            if failed:
                return
            told.append(notice)

    thread = threading.Thread(target=go_on, daemon=True)
    thread.start()
    thread.join(all_s)
    if len(told) < len(notices):
        left = len(notices) - len(told)
        problems.append(f"{left} of {len(notices)} alerts were not told: next time")
    return list(told), list(dict.fromkeys(problems))


def run_command(command: str, body: bytes) -> str:
    """Run a command with a notice on its input; return what went wrong, or ''."""
    try:
        words = shlex.split(command)
        ended = subprocess.run(  # nosec B603
            words,
            input=body + b"\n",
            capture_output=True,
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"alert_command: no end in {TIMEOUT_S:.0f} s"
    except (OSError, ValueError) as error:
        return f"alert_command: {error}"
    if ended.returncode:
        return f"alert_command: ended with {ended.returncode}"
    return ""


def post(url: str, body: bytes, guard: Guard) -> str:
    """Post a notice to a webhook; return what went wrong, or ''."""
    try:
        refusal = guard.refusal(url)
        if refusal:
            hint = " (NEWSCRAWL_ALLOW_PRIVATE)" if "private" in refusal else ""
            return f"alert_webhook: {hidden(url)}: {refusal}{hint}"
        status = _post(url, body, guard)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return f"alert_webhook: {hidden(url)}: {type(error).__name__}"
    if not 200 <= status < 300:
        return f"alert_webhook: {hidden(url)}: answered {status}"
    return ""


def _post(url: str, body: bytes, guard: Guard) -> int:
    parts = urlsplit(url)
    host, is_tls = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_tls else 80)
    link = _open(host, port, guard)
    try:
        if is_tls:
            context = ssl.create_default_context()
            link = context.wrap_socket(link, server_hostname=host)
        connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)
        connection.sock = link
        target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"newscrawl/{__version__}",
            "Connection": "close",
        }
        connection.request("POST", target, body, headers)
        answer = connection.getresponse()
        answer.read(_ANSWER_BYTES)
        return answer.status
    finally:
        link.close()


def _open(host: str, port: int, guard: Guard) -> socket.socket:
    """Connect to a host at an address that may be asked; OSError when there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not all(guard.may_connect(one, host, port) for one in addresses):
        raise ValueError("its name leads to an address that is not public")
    refusal = OSError("its name leads nowhere")
    for address in addresses:
        try:
            return socket.create_connection((address, port), TIMEOUT_S)
        except OSError as error:
            refusal = error
    raise refusal
