# `make` lists the targets. `make serve` and `make test`, each alone, do everything from a fresh clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
SHOTS ?= docs/screenshots
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help serve build check test lint format types layers unit bench soak screenshots frontend lock wheel clean

help: ## List the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/serve.stamp: requirements/serve.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements/serve.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements/test.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements/test.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/serve.stamp

serve: $(VENV)/serve.stamp ## Set up, build the graph and serve it on http://127.0.0.1:8000 (HOST=, PORT=).
	$(BIN)/carec-kg serve --host $(HOST) --port $(PORT)

build: $(VENV)/serve.stamp ## Set up and build the graph: parse, infer, check, publish a snapshot.
	$(BIN)/carec-kg build

check: $(VENV)/serve.stamp ## Set up and check ontology and data; every finding with file and line.
	$(BIN)/carec-kg check

test: lint types layers unit ## Set up and run everything that CI runs: style, types, layers, tests.

lint: $(VENV)/test.stamp ## Check the style of code and Turtle.
	$(BIN)/ruff check carec_kg tests benchmarks
	$(BIN)/ruff format --check --quiet carec_kg tests benchmarks
	$(BIN)/turtlefmt --check ontology

types: $(VENV)/test.stamp ## Check the types of package and tests.
	$(BIN)/mypy --no-error-summary

layers: $(VENV)/test.stamp ## Check that imports point down only.
	$(BIN)/lint-imports --no-logo

unit: $(VENV)/test.stamp ## Run the tests.
	$(BIN)/pytest -q -n 2 --dist loadgroup

$(VENV)/bench/bench.stamp: requirements/bench.txt | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/bench
	$(VENV)/bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

bench: $(VENV)/test.stamp $(VENV)/bench/bench.stamp ## Measure speed and memory beside other servers; long (BENCH=--full: longer).
	$(BIN)/python -m benchmarks --date "$$(date -u +%Y-%m-%d)" $(BENCH)

soak: $(VENV)/test.stamp ## Send runaway queries for ten minutes while others ask saved ones (SOAK="--minutes 1": shorter).
	$(BIN)/python -m benchmarks soak --date "$$(date -u +%Y-%m-%d)" $(SOAK)

screenshots: $(VENV)/test.stamp ## Take the pictures of the documentation (wants Chromium; SHOTS="folder --all": every page, light and dark, narrow and wide).
	$(BIN)/python -m tests.browser.screenshots $(SHOTS)

frontend: ## Build what pages load, from frontend/ into the package (wants Node 20 on the path; the result is committed).
	npm --prefix frontend ci --silent
	npm --prefix frontend run --silent types
	npm --prefix frontend run --silent build

format: $(VENV)/test.stamp ## Format code, ontology and data.
	$(BIN)/ruff check --fix --quiet carec_kg tests benchmarks
	$(BIN)/ruff format --quiet carec_kg tests benchmarks
	$(BIN)/turtlefmt ontology
	$(BIN)/carec-kg check --fix

lock: $(VENV)/test.stamp ## Write the lock files anew (wants uv on the path).
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-header --quiet -o requirements/serve.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --quiet -o requirements/test.txt
	uv pip compile --group bench --universal --python-version 3.11 --generate-hashes --no-header --quiet -o requirements/bench.txt

wheel: $(VENV)/test.stamp ## Build the wheel, with ontology, data and queries inside.
	$(BIN)/python -m hatchling build -t wheel

clean: ## Remove what was built: snapshots, caches, wheels; the virtual environment stays.
	rm -rf .carec-kg dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
