"""Patterns are compiled when they are first used, and find what compiled ones find."""

from __future__ import annotations

import copy
import gc
import pickle
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

import assistant
from assistant.text import patterns
from assistant.text.patterns import any_case, as_written


def test_patterns_are_compiled_once_and_not_before_they_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    monkeypatch.setattr(patterns.re, "compile", lambda form, flags: compiled.append(form) or re._compiler.compile(form, flags))  # type: ignore[attr-defined]
    pattern = any_case("a marmot", "a stoat")
    assert not compiled
    assert [bool(pattern.search(text)) for text in ("A Stoat", "a  stoat", "A MARMOT")] == [True, False, True]
    assert compiled == ["a marmot|a stoat"]


def test_no_module_asks_which_pattern_has_matched_by_its_identity() -> None:
    """``match.re`` is the compiled pattern, and none that a module has; their texts are compared."""
    for path in Path(assistant.__path__[0]).rglob("*.py"):
        assert not re.search(r"\w\.re (?:is|in|==) ", path.read_text(encoding="utf-8")), path


def test_capitals_count_in_what_is_written() -> None:
    assert [as_written("^May").sub("-", text) for text in ("May", "may", "1\nMay")] == ["-", "may", "1\nMay"]
    assert as_written("^May", re.MULTILINE).sub("-", "1\nMay") == "1\n-"


def test_a_pattern_can_be_copied_and_sent_to_another_process() -> None:
    for one in (copy.deepcopy(any_case("a")), pickle.loads(pickle.dumps(any_case("a")))):
        assert one.fullmatch("A")


def test_every_pattern_can_be_compiled() -> None:
    """One that cannot be would otherwise fail only with the question that needs it."""
    for module in pkgutil.walk_packages(assistant.__path__, "assistant."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    gc.unfreeze()  # a test of the chat may have kept what there is out of the search for garbage, and so from being listed
    found = [each for each in gc.get_objects() if type(each) is patterns._Unread]  # what asks an object for more may wake it
    assert len(found) > 500
    for pattern in found:
        assert pattern.groups >= 0, pattern.pattern
