# Two commands on a fresh machine: `make demo` and `make test`. Everything runs in .venv, made from pyproject.toml.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help demo test lint train bench corpus-check corpus-report docs package fuzz test-lowest clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

.venv/.made: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --upgrade "pip>=25.1"
	$(BIN)/python -m pip install -q -e ".[all]" --group dev
	touch $@

demo: .venv/.made  ## set up, analyse the seed article, show the answer
	$(BIN)/quotestance analyze seeds/000_6db085fa39497ca8.txt

test: .venv/.made  ## set up, run all tests
	sh tests/browser-setup.sh
	$(BIN)/python -m pytest

lint: .venv/.made  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

train: .venv/.made  ## train every shipped model again, bit for bit
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONHASHSEED=0 $(BIN)/python -m training.train

bench: .venv/.made  ## quality and speed, as tables
	$(BIN)/python -m pytest -o addopts= --import-mode=importlib tests/benchmarks --benchmark-only -q -s \
		--benchmark-columns=min,median,rounds --benchmark-disable-gc

corpus-check: .venv/.made  ## check every record of the training data
	$(BIN)/python -m training.check

corpus-report: .venv/.made  ## counts of the training data, as Markdown
	$(BIN)/python -m training.report

docs: .venv/.made  ## build the documentation into site/
	$(BIN)/mkdocs build --strict

package: .venv/.made  ## build wheel and sdist, check them, run the wheel in an empty environment
	rm -rf dist && $(BIN)/python -m build && $(BIN)/twine check --strict dist/*
	$(BIN)/python tests/check_package.py dist

fuzz: .venv/.made  ## look for strings that break the analysis, for SECONDS (60)
	$(BIN)/python -m pip install -q --group fuzz
	$(BIN)/python -m tests.fuzz.analyze tests/fuzz/corpus -max_total_time=$(or $(SECONDS),60) -timeout=10 -max_len=400

test-lowest:  ## tests with the lowest supported versions of what the package and its extras need
	$(PYTHON) -m venv .venv-lowest
	.venv-lowest/bin/python -m pip install -q uv
	.venv-lowest/bin/uv pip install -q --python .venv-lowest/bin/python --resolution lowest-direct -e ".[all]"
	.venv-lowest/bin/uv pip install -q --python .venv-lowest/bin/python pytest hypothesis pytest-benchmark pytest-timeout
	.venv-lowest/bin/python -m pytest tests/test_pipeline.py tests/test_records.py tests/test_what_hindi_news_does.py tests/text tests/models \
		tests/quotes tests/speakers tests/stance tests/test_e*.py \
		tests/corpus/test_frames.py tests/corpus/test_cluster.py::test_parquet_in_the_same_bytes_as_here tests/views/test_figures.py tests/views/test_report.py tests/views/test_terminal.py \
		tests/cli/test_evaluate.py tests/cli/test_views.py

clean:  ## remove what was made
	rm -rf .venv .venv-lowest dist build site .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
