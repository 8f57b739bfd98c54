# `make` alone lists the targets. UV is used when it can be installed, pip when not.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATABASE ?= data/onrecord.duckdb
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false

.PHONY: help setup run test test-slow test-lowest wheel site lint format gold pictures bench bench-growth lock docs superset superset-bundle clean train-quotes

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/installed ## build .venv from the hash lock

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	@if $(BIN)/pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'; then \
	  $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes --python $(BIN)/python -r requirements.lock; \
	else \
	  $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock; \
	fi
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q onrecord flows transforms warehouse explorer
	@touch $@

run: setup ## take in the sample articles: onrecord run seeds/articles
	$(BIN)/onrecord run seeds/articles

test: setup ## run the tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

test-slow: setup ## run the tests that start servers, kill processes or take minutes
	$(BIN)/python -m pytest -m slow

LOWEST := build/lowest/env/bin
LOWEST_TESTS := tests/flows/stages/test_run.py tests/flows/command/test_cli.py tests/warehouse/database \
  tests/warehouse/lake/test_lake.py tests/transforms

test-lowest: setup ## run the core tests with the oldest versions that pyproject.toml allows
	@test -x $(BIN)/uv || { echo "needs uv, which could not be installed"; exit 1; }
	rm -rf build/lowest && mkdir -p build/lowest && $(PYTHON) -m venv build/lowest/env
	$(BIN)/uv pip compile --quiet --resolution lowest-direct --all-extras --no-emit-index-url pyproject.toml -o build/lowest/pins.txt
	$(BIN)/uv pip install --quiet --python $(LOWEST)/python -r build/lowest/pins.txt pytest hypothesis pytest-xdist scipy
	$(LOWEST)/python -m pytest -n 2 --dist loadfile -p no:cacheprovider -W ignore $(LOWEST_TESTS)

wheel: setup ## build the wheel and run it in a fresh environment and an empty folder
	$(BIN)/python -m tools.try_wheel

site: setup ## build the documents as a site in build/site; a dead link fails it
	$(BIN)/python -m tools.make_site

lint: setup ## check style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup ## put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

gold: setup ## score every table on the gold sets and write docs/accuracy.md
	$(BIN)/python -m bench.accuracy

bench: setup ## measure speed and memory against spaCy alone and write bench/results.json
	$(BIN)/python -m bench.run

bench-growth: setup ## measure how time and memory grow from 800 to 20,000 articles (half an hour)
	$(BIN)/python -m bench.run --only growth --scale 800,8000,20000 --words 150

lock: setup ## make requirements.lock anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra all --group dev pyproject.toml -o requirements.lock

docs: setup ## write what documents take from the program: tables, views, commands, README's answers
	$(BIN)/python -m tools.make_place_table
	rm -rf build/docs
	$(BIN)/onrecord run docs/views.jsonl --data build/docs --quiet
	$(BIN)/python -m warehouse.docs build/docs/onrecord.duckdb
	$(BIN)/python -m tools.superset_bundle --datasets --database build/docs/onrecord.duckdb
	$(BIN)/python -m tools.make_docs

pictures: setup ## take the pictures of docs/explorer.md anew (needs chromium)
	rm -rf build/pictures
	$(BIN)/python -m tools.made_news build/pictures/articles.jsonl
	$(BIN)/onrecord run build/pictures/articles.jsonl --data build/pictures/data --quiet
	$(BIN)/python -m tools.take_pictures --documents build/pictures/data docs/pictures

superset: build/superset/installed ## build a Superset to try the bundle with; make test-slow then does

build/superset/installed: bi/superset/requirements.txt bi/superset/constraints.txt
	$(PYTHON) -m venv build/superset
	build/superset/bin/pip install --quiet --disable-pip-version-check -r bi/superset/requirements.txt
	@touch $@

superset-bundle: setup ## zip bi/superset for Superset's import: make superset-bundle DATABASE=/srv/onrecord.duckdb
	$(BIN)/python -m tools.superset_bundle --database $(DATABASE)

clean: ## remove what make setup and make run made
	rm -rf $(VENV) data

train-quotes: setup ## train the quote model: make train-quotes GOLD=attributions.jsonl
	$(BIN)/python -m training.quotes $(GOLD) --out seeds/models/quotes.npz
