# Needs python3.11, make and a Python package index; nothing has to be exported or activated.
# Everything is installed into .venv, exactly as uv.lock says, and everything made lies in build/.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.synced
UV_VERSION := $(shell sed -n '/^name = "uv"$$/{n;s/^version = "\(.*\)"$$/\1/p;}' uv.lock)

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# whatever environment the caller has activated, this project uses its own
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH CONDA_PREFIX DAGSTER_HOME UV_PYTHON
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/$(VENV)
export UV_PYTHON_DOWNLOADS := never
export UV_PYTHON_PREFERENCE := only-system
export UV_SYSTEM_CERTS := true
export UV_NO_PROGRESS := true
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# telemetry is off in the tools' own files; this also covers what reads no file of ours
export DO_NOT_TRACK := 1
export DAGSTER_DISABLE_TELEMETRY := 1
export GX_ANALYTICS_ENABLED := false
ifneq ($(shell { test -w "$$HOME/.cache" || { test -w "$$HOME" && test ! -e "$$HOME/.cache"; }; } && echo yes),yes)
export UV_CACHE_DIR := $(CURDIR)/build/cache/uv
export PIP_CACHE_DIR := $(CURDIR)/build/cache/pip
endif

##@ The two commands
.PHONY: refresh
refresh: setup ## set up, then land, derive, check, allocate and publish
	$(BIN)/kriterier refresh

.PHONY: test
test: setup ## set up, then every linter, type check, dbt build, Dagster definitions, tests
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory typecheck
	@$(MAKE) --no-print-directory dbt-build
	@$(MAKE) --no-print-directory definitions
	@$(MAKE) --no-print-directory pytest

##@ Setting up
.PHONY: setup
setup: $(STAMP) ## make .venv as uv.lock says (costs nothing when it is so already)

$(STAMP): uv.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not on the path: install Python 3.11 or give PYTHON=<path of it>" >&2; exit 1; }
	@test -x $(BIN)/python && $(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV)
	@test "$$($(BIN)/uv --version 2>/dev/null | cut -d' ' -f2)" = "$(UV_VERSION)" || $(BIN)/python -m pip install --quiet "uv==$(UV_VERSION)"
	@$(BIN)/uv sync --frozen --quiet || $(MAKE) --no-print-directory setup-by-pip
	@touch $@

# uv does not read pip's configuration: where only pip knows the package index, pip installs the same locked set
.PHONY: setup-by-pip
setup-by-pip:
	@echo "uv could not install; trying pip, with the package index pip is configured for" >&2
	@mkdir -p build
	@$(BIN)/uv export --frozen --quiet --no-emit-project --output-file build/requirements.txt
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement build/requirements.txt
	@$(BIN)/python -m pip install --quiet --no-deps --editable .

##@ Parts of `make test`
.PHONY: lint
lint: setup ## ruff, yamllint, sqlfluff, import direction
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/yamllint --strict .
	$(BIN)/lint-imports --no-logo
	$(BIN)/sqlfluff lint --disable-progress-bar dbt_project/models

.PHONY: typecheck
typecheck: setup ## mypy --strict
	$(BIN)/mypy

.PHONY: dbt-build
dbt-build: setup ## land into a folder of its own, then plain `dbt build` on it
	$(BIN)/python -m benchmarks.dbt_build_alone --work build/dbt_build_alone

.PHONY: definitions
definitions: setup ## load the Dagster code location
	$(BIN)/dagster definitions validate -w workspace.yaml

# the code runs on both DuckDB lines: one is locked, a test refreshes under the other
DUCKDB_15_VERSION := 1.5.5
DUCKDB_15 := build/duckdb-1.5/duckdb-$(DUCKDB_15_VERSION).dist-info
.PHONY: duckdb-1.5
duckdb-1.5: $(DUCKDB_15) ## install the other DuckDB line for its test, beside the locked one
$(DUCKDB_15): | setup
	@rm -rf build/duckdb-1.5
	@$(BIN)/uv pip install --quiet --no-deps --target build/duckdb-1.5 duckdb==$(DUCKDB_15_VERSION) \
	  || $(BIN)/python -m pip install --quiet --no-deps --target build/duckdb-1.5 duckdb==$(DUCKDB_15_VERSION)

.PHONY: pytest
pytest: setup duckdb-1.5 ## all tests; ARGS="-k name" for some of them
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

##@ Working
.PHONY: format
format: setup ## let ruff and sqlfluff mend what they can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfluff fix --disable-progress-bar dbt_project/models

.PHONY: methodology
methodology: setup ## write docs/methodology from the criteria's YAML and the decision seeds
	$(BIN)/python -m pipelines.reports.methodology

.PHONY: dev
dev: setup ## Dagster's page at http://localhost:3000, with schedule and sensors
	@mkdir -p build/dagster
	@cp dagster.yaml build/dagster/dagster.yaml
	DAGSTER_HOME=$(CURDIR)/build/dagster $(BIN)/dagster dev -w workspace.yaml

.PHONY: bench
bench: setup ## time the refresh, phase by phase, and a night with nothing new (RUNS=5)
	$(BIN)/python -m benchmarks.refresh_phases --runs $(or $(RUNS),5)
	$(BIN)/python -m benchmarks.nightly_no_change

.PHONY: bench-scale
bench-scale: setup ## time ten million ledger lines, 800 000 cells, five million cells, workbooks of 200 000 rows
	$(BIN)/python -m benchmarks.ledger_landing --lines 10000000
	$(BIN)/python -m benchmarks.json_stat
	$(BIN)/python -m benchmarks.criteria_from_cells
	$(BIN)/python -m benchmarks.check_workbook

.PHONY: hooks
hooks: setup ## run the linters at every commit
	$(BIN)/pre-commit install

.PHONY: clean
clean: ## remove what can be made again; the published warehouse and the notices stay
	rm -rf build/bench build/cache build/candidate build/dbt build/dbt_build_alone build/duckdb-1.5 build/landed dist
	rm -rf dbt_project/target dbt_project/logs .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

.PHONY: help
help: ## this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
