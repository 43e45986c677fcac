# Two commands do everything: `make run` and `make test`. Each installs what it needs first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
QUESTIONS := tests/questions/dev-1.jsonl tests/questions/dev-2.jsonl
OUR_OWN := $(addprefix tests/questions/own-,questions.jsonl followups.jsonl near-misses.jsonl)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: install install-postgres run test check clean shots
.PHONY: bench bench-chat bench-memory bench-scale bench-answers bench-growth bench-delivery calibrate chaos mutants

install: $(VENV)/.installed

install-postgres: $(VENV)/.installed-postgres

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e .
	@touch $@

$(VENV)/.installed-postgres: $(VENV)/.installed
	$(PIP) -e '.[postgres]'
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) -e '.[dev]'
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed-dev
	$(PIP) -e '.[bench]'
	@touch $@

run: install
	$(BIN)/klinik-rb run

test: $(VENV)/.installed-dev
	$(BIN)/pytest -n 2

check: $(VENV)/.installed-bench
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/klinik-rb check
	$(BIN)/klinik-rb evaluate --leaks $(QUESTIONS)
	$(BIN)/klinik-rb evaluate --gate tests/questions/accepted.json $(QUESTIONS) $(OUR_OWN)

bench: bench-chat bench-memory bench-scale

bench-chat: $(VENV)/.installed-bench
	$(BIN)/python -m benchmarks.chat

bench-memory: $(VENV)/.installed-bench
	$(BIN)/python -m benchmarks.memory

bench-scale: $(VENV)/.installed-bench
	$(BIN)/python -m benchmarks.scale

bench-delivery: $(VENV)/.installed-bench
	$(BIN)/python -m benchmarks.delivery

calibrate: $(VENV)/.installed-bench
	$(BIN)/python -m benchmarks.calibrate

bench-answers: $(VENV)/.installed-bench
	$(BIN)/python -m benchmarks.answers

bench-growth: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.growth

mutants: $(VENV)/.installed-dev
	$(BIN)/python -m tests.mutants

chaos: $(VENV)/.installed-dev
	$(BIN)/python -m tests.chaos --kills 200

shots: $(VENV)/.installed-dev
	$(BIN)/python -m docs.shots

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
