# Two commands on a fresh machine: `make demo` and `make test`. Everything runs in .venv, made from pyproject.toml.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint train bench clean

.venv/.made: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --upgrade "pip>=25.1"
	$(BIN)/python -m pip install -q -e ".[all]" --group dev
	touch $@

demo: .venv/.made  ## set up, label the seed article, show the answer
	$(BIN)/quotestance analyze seeds/000_6db085fa39497ca8.txt

test: .venv/.made  ## set up, run all tests
	$(BIN)/python -m pytest

lint: .venv/.made  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

train: .venv/.made  ## train every shipped model again, bit for bit
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONHASHSEED=0 $(BIN)/python -m training.train

bench: .venv/.made  ## quality and speed
	$(BIN)/python -m pytest -o addopts= tests/benchmarks --benchmark-only -q -s --benchmark-columns=min,median,rounds --benchmark-disable-gc

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
