"""The house keeps its rooms: who may import whom, and which file may open which heavy library."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
PACKAGE = CHECKOUT / "assistant"
PAGES = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/**/*.md")])
MODULES = {path.relative_to(PACKAGE).with_suffix("").as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}

ROOMS = {
    "pypdf": ["load/*", "viewer/*"],
    "pypdfium2": ["load/*", "viewer/*"],
    "chromadb": ["store/index"],
    "sqlalchemy": ["store/*", "chat/*"],
    "psycopg": ["store/database/*"],
    "ray": ["intake/cluster"],
    "gradio": ["chat/*"],
    "onnxruntime": ["models/graph"],
    "onnx": ["models/encoder", "retrieve/quantised"],
    "tokenizers": ["models/embedders"],
    "sentence_transformers": ["models/embedders", "models/entailment"],
    "torch": ["models/*"],
    "langchain": ["models/chat"],
    "langchain_openai": ["models/chat"],
    "xllamacpp": ["models/chat"],
    "transformers": ["models/*"],
    "fastapi": ["chat/*", "server/*"],
    "mcp": ["server/mcp"],
    "trafilatura": ["load/*"],
    "citeproc": ["references/*"],
    "pybtex": ["references/*"],
    "rispy": ["references/*"],
}
AT_THE_TOP = {
    ("sqlalchemy", "store/catalog"),
    ("sqlalchemy", "store/transactions"),
    ("sqlalchemy", "store/schema"),
    ("sqlalchemy", "store/records"),
    ("sqlalchemy", "store/database/__init__"),
    ("sqlalchemy", "store/database/sqlite"),
    ("sqlalchemy", "store/database/postgresql"),
    ("gradio", "chat/layout"),
    ("gradio", "chat/room"),
    ("fastapi", "server/http"),
}  # files that only their users import, inside a function
FACES = {"cli", "chat", "viewer", "server", "langchain", "__main__"}
PIPELINES = {"ingest", "ask", "upkeep"}
LEAVES = {
    "types": {"types"},
    "errors": set(),
    "lru": set(),
    "settings_sources": {"errors"},
    "settings": {"errors", "settings_sources"},
    "models": {"models", "settings", "errors"},
}


@cache
def imports(name: str) -> list[tuple[str, bool]]:
    """Return the modules that a file imports, and whether while it is itself imported; those for type checkers are left out."""
    return list(_imports(ast.parse(MODULES[name].read_text(encoding="utf-8")), name, top=True))


def _imports(node: ast.AST, name: str, *, top: bool) -> Iterator[tuple[str, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from ((alias.name, top) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            package = ["assistant", *name.split("/")][: -child.level] if child.level else []
            module = ".".join([*package, *([child.module] if child.module else [])])
            yield from ((f"{module}.{alias.name}" if module == "assistant" else module, top) for alias in child.names)
        elif not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)):
            yield from _imports(child, name, top=top and not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))


def rooms_used(name: str, house: str = "") -> set[str]:
    """Return the first names of what a file imports from this package, or from a folder in it: "types", "load", "chat"."""
    lead = f"assistant.{house.replace('/', '.')}"
    return {module.removeprefix(lead).split(".")[0] for module, _ in imports(name) if module.startswith(lead)}


@pytest.mark.parametrize("name", MODULES)
def test_each_heavy_library_lives_in_its_room(name: str) -> None:
    for module, top in imports(name):
        library = module.split(".")[0]
        if library in ROOMS:
            assert any(fnmatch(name, room) for room in ROOMS[library]), f"{name} imports {library}"
            assert not top or (library, name) in AT_THE_TOP, f"{name} imports {library} outside a function"


@pytest.mark.parametrize("name", MODULES)
def test_nothing_below_imports_a_pipeline_or_a_face(name: str) -> None:
    room = name.split("/")[0]
    if room not in FACES:
        assert not rooms_used(name) & (FACES - {room}), f"{name} imports a face"
    if room not in FACES | PIPELINES:
        assert not rooms_used(name) & PIPELINES, f"{name} imports a pipeline"


@pytest.mark.parametrize("name", LEAVES)
def test_the_leaves_import_only_what_they_may(name: str) -> None:
    files = [known for known in MODULES if known.split("/")[0] == name]
    assert {room for file in files for room in rooms_used(file)} <= LEAVES[name]
    if name in ("types", "errors", "lru"):
        libraries = {module.split(".")[0] for file in files for module, _ in imports(file)}
        assert libraries <= sys.stdlib_module_names | {"assistant"}


def test_the_product_does_not_know_its_tests_or_its_judge() -> None:
    assert [n for n in MODULES for module, _ in imports(n) if module.split(".")[0] in ("tests", "eval", "pytest")] == []


@pytest.mark.parametrize("house", ["", "answer/"], ids=["assistant", "answer"])
def test_no_two_rooms_know_each_other(house: str) -> None:
    """The line has one direction: of two rooms at most one imports the other, by whatever way round."""
    below: dict[str, set[str]] = {}
    for name in MODULES:
        if name.startswith(house):
            below.setdefault(name.removeprefix(house).split("/")[0], set()).update(rooms_used(name, house))
    order = TopologicalSorter({room: used - {room} for room, used in below.items()})
    try:
        order.prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("room", sorted({path.parent for path in MODULES.values()} - {PACKAGE}), ids=lambda room: room.name)
def test_a_room_says_what_each_of_its_modules_is_for(room: Path) -> None:
    """A room of more than three modules names each of them in its docstring, so that a stranger knows where to look."""
    there = {path.stem for path in room.glob("*.py")} - {"__init__"} | {path.parent.name for path in room.glob("*/__init__.py")}
    told = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
    unnamed = {name for name in there if f"``{name}``" not in told}
    assert len(there) <= 3 or not unnamed, f"{room.name}/__init__.py does not say what these are for: {sorted(unnamed)}"


@pytest.mark.parametrize("name", MODULES)
def test_the_modules_that_a_docstring_points_to_are_there(name: str) -> None:
    path = MODULES[name]
    missing = []
    for pointed in re.findall(r":mod:`([\w.]+)`", path.read_text(encoding="utf-8")):
        target = path.parent / pointed[1:].replace(".", "/") if pointed.startswith(".") else CHECKOUT / pointed.replace(".", "/")
        if not target.with_suffix(".py").exists() and not (target / "__init__.py").exists():
            missing.append(pointed)
    assert missing == [], f"{name} points to what is not there"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_what_the_documentation_names_is_there(page: Path) -> None:
    """Files and rooms, modules that are run with ``python -m``, and names in modules such as `nearest.FEW`."""
    text = page.read_text(encoding="utf-8")
    places = re.findall(r"\b(?:assistant|eval|benchmarks|tests|docs)/[\w/.-]*\w", text)
    places += [name.replace(".", "/") for name in re.findall(r"python -m ((?:eval|benchmarks|tests)[\w.]*)", text)]
    places += [f"assistant/{name}" for name in re.findall(r"`((?!assistant/)\w+(?:/|\.py))`", text)]
    missing = [name for name in places if not (CHECKOUT / name).exists() and not (CHECKOUT / f"{name}.py").exists()]
    for module, name in re.findall(r"`(?:\w+\.)*(\w+)\.(\w+)`", text):
        sources = [path for known, path in MODULES.items() if known.split("/")[-1] == module and name != "py"]
        if sources and not any(re.search(rf"\b{name}\b", path.read_text(encoding="utf-8")) for path in sources):
            missing.append(f"{module}.{name}")
    assert missing == [], f"{page.name} names what is not there"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_link_of_the_documentation_leads_to_a_heading_that_is_there(page: Path) -> None:
    missing = []
    for path, anchor in re.findall(r"\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)", page.read_text(encoding="utf-8")):
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in headings(target)):
            missing.append(f"{path}#{anchor}")
    assert missing == [], f"{page.name} links to what is not there"


def headings(page: Path) -> set[str]:
    """Return the headings of a page of Markdown as the parts of links that lead to them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}
