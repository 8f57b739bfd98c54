"""The shape of the house: who may import whom, what transforms may not touch, and how long things may get."""

import ast
import re
import statistics
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = {".py", ".sql"}
# Each package and the packages of ours it may import.
MAY_IMPORT = {
    "onrecord": {"onrecord", "flows", "transforms", "warehouse"},
    "flows": {"flows", "transforms", "warehouse", "explorer"},
    "explorer": {"explorer", "warehouse"},
    "transforms": {"transforms", "warehouse.tables", "warehouse.arrow"},
    "warehouse": {"warehouse"},
}
OURS = ("onrecord", "flows", "transforms", "warehouse", "explorer", "tests", "bench", "tools")
IMPURE = {
    "prefect", "duckdb", "os", "io", "pathlib", "shutil", "tempfile", "socket", "ssl", "http", "urllib.request",
    "httpx", "requests", "subprocess", "random", "secrets", "time", "uuid", "threading", "multiprocessing", "fsspec",
    "glob", "pyarrow.parquet", "pyarrow.fs", "logging", "sys",
}  # fmt: skip
IMPURE_CALLS = {"open", "print", "input", "now", "today", "utcnow", "read_text", "write_text", "read_bytes"}


def python_files(*folders):
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def read_imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def belongs_to(module, packages):
    return any(module == package or module.startswith(package + ".") for package in packages)


# Each room, and the rooms of its package it may use beside itself; flat modules stand under their own name.
LEAVES = {"grammar", "records", "ids", "folding", "version", "nouns", "lexicon"}
ROOMS = {
    "transforms": {
        "reading": LEAVES,
        "names": LEAVES | {"reading"},
        "page": LEAVES | {"reading", "names"},
        "documents": LEAVES | {"page"},
        "places": LEAVES | {"reading"},
        "roles": LEAVES | {"reading", "names"},
        "entities": LEAVES | {"reading", "names", "page", "roles"},
        "quotes": LEAVES | {"reading", "entities"},
        "money": LEAVES | {"reading", "places"},
        "demands": LEAVES | {"reading", "entities", "quotes", "money"},
        "linking": LEAVES | {"places"},
    },
    "flows": {
        "sources": {"extras", "budget"},
        "stages": {"sources", "settings", "progress", "budget", "short_memory"},
        "orchestration": {"stages", "sources", "settings", "progress"},
        "command": {"orchestration", "stages", "sources", "settings", "progress", "extras", "short_memory"},
    },
    "warehouse": {
        "seeds": {"wording"},
        "lake": {"tables", "arrow", "wording"},
        "laws": {"tables", "arrow", "lake"},
        "database": {"lake", "seeds", "tables", "arrow"},
        "exporting": {"tables", "database", "wording"},
    },
}


@pytest.mark.parametrize(("package", "room"), [(p, r) for p, rooms in ROOMS.items() for r in rooms])
def test_a_room_uses_only_the_rooms_it_may(package, room):
    allowed = ROOMS[package][room] | {room}
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in python_files(f"{package}/{room}")
        for module in read_imports(path)
        if module.startswith(f"{package}.") and module.split(".")[1] not in allowed
    ]
    assert not wrong


def test_every_room_has_its_rule_and_says_what_it_is_for():
    for package, rooms in ROOMS.items():
        folders = {path.parent.name for path in (ROOT / package).glob("*/__init__.py")}
        assert folders == set(rooms), package
        for room in rooms:
            assert ast.get_docstring(ast.parse((ROOT / package / room / "__init__.py").read_text(encoding="utf-8")))
    assert len(list((ROOT / "transforms").glob("*.py"))) <= 12


def test_few_file_names_stand_twice():
    names = [path.name for path in python_files(*OURS) if path.name != "__init__.py" and "tests" not in path.parts]
    assert sum(names.count(name) > 1 for name in set(names)) <= 8, sorted(n for n in set(names) if names.count(n) > 1)


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_nothing_imports_backwards(package):
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in python_files(package)
        for module in read_imports(path)
        if belongs_to(module, OURS) and not belongs_to(module, MAY_IMPORT[package])
    ]
    assert not wrong


def test_no_two_files_import_each_other_not_even_by_a_detour():
    files = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in python_files(*MAY_IMPORT)}
    graph = {module: read_files_imported(path) & files.keys() - {module} for module, path in files.items()}
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the files


def read_files_imported(path):
    """Modules imported, also those that are taken from a package and those imported for types alone."""
    names = set(read_imports(path))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_transforms_are_pure():
    wrong = []
    for path in python_files("transforms"):
        wrong += [f"{path.name} imports {m}" for m in read_imports(path) if belongs_to(m, IMPURE)]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in IMPURE_CALLS:
                    wrong.append(f"{path.name}:{node.lineno} calls {name}")
    assert not wrong


def imported_in(path):
    """The modules that a file imports: "from transforms.page import dates" may mean transforms.page.dates."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_module_of_transforms_has_a_test():
    """A test imports it by name, or examples stand in the module itself."""
    tested = {module for path in python_files("tests") for module in imported_in(path)}
    untested = [
        module
        for path in python_files("transforms")
        if path.name != "__init__.py"
        and (module := ".".join(path.relative_to(ROOT).with_suffix("").parts)) not in tested
        and ">>>" not in path.read_text(encoding="utf-8")
    ]
    assert not untested


def function_lengths():
    for path in python_files("onrecord", "flows", "transforms", "warehouse", "explorer"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.end_lineno - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.name}"


def test_functions_are_short():
    lengths = sorted(function_lengths())
    assert statistics.median(n for n, _ in lengths) <= 12
    assert lengths[int(len(lengths) * 0.9)][0] <= 40
    assert not [name for n, name in lengths if n > 80]


def test_files_can_be_read_in_one_go():
    long = [
        str(path.relative_to(ROOT))
        for path in python_files("onrecord", "flows", "transforms", "warehouse", "explorer")
        # the declaration of every table is one list, and longer than a file of code should be
        if len(path.read_text(encoding="utf-8").splitlines()) > 400 and path.name != "tables.py"
    ]
    assert not long


def test_a_flow_holds_no_logic():
    """Tasks and flows only call: at most 15 lines of body each, what they say of their parameters aside."""
    for path in python_files("flows"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                names = {getattr(d.func if isinstance(d, ast.Call) else d, "id", "") for d in node.decorator_list}
                if names & {"task", "flow", "materialize"}:
                    body = node.body[1:] if ast.get_docstring(node) else node.body
                    assert node.end_lineno - body[0].lineno + 1 <= 15, f"{path.name}:{node.name}"


def test_no_query_counts_by_a_window_over_all_rows():
    """On few rows such a window may fail within DuckDB (its issue 22352) and close the database for every request."""
    texts = [p for room in ("explorer", "warehouse", "flows") for p in (ROOT / room).rglob("*") if p.suffix in CODE]
    assert len(texts) > 100
    assert [str(p.relative_to(ROOT)) for p in texts if re.search(r"OVER\s*\(\s*\)", p.read_text())] == []
