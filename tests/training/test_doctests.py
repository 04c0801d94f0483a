import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "name", ["agreement", "baseline", "conditional", "data", "figures", "near", "records", "report", "shipped", "tags"]
)
def test_the_examples_in_the_docstrings(name):
    result = doctest.testmod(importlib.import_module(f"training.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
