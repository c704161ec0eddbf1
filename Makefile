# Two commands: `make demo` crawls a bundled region, `make test` runs every check.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: demo cluster-demo test lint format lock clean sample

demo: $(READY)
	$(BIN)/newscrawl demo

# Two workers on a throw-away PostgreSQL, one of them killed: nothing is lost or doubled.
cluster-demo: $(READY)
	$(BIN)/python -m benchmarks.cluster

test: lint
	$(BIN)/pytest

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive newscrawl --configfile pyproject.toml

format: $(READY)
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

# Anew from pyproject.toml: what a fresh install resolves to today.
lock:
	rm -rf .venv-lock
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip install --quiet --editable '.[dev,cluster,parquet,postgresql,serve]'
	.venv-lock/bin/pip freeze --exclude-editable --exclude newscrawl > constraints.txt
	rm -rf .venv-lock

clean:
	rm -rf .venv .venv-audit .venv-lock build *.egg-info .mypy_cache .ruff_cache .pytest_cache

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "newscrawl needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check \
	  --constraint constraints.txt --editable '.[dev]'
	touch $@

# The bundled region over three days, as feeds/sample/ shows it and a test rebuilds it.
sample: $(READY)
	$(BIN)/python -m tests.sample feeds/sample
