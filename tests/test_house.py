"""The shape of the house: sizes, owners of libraries, directions, where SQL lives."""

import ast
import re
import sys
import tomllib
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = sorted([*ROOT.glob("archive/**/*.py"), *ROOT.glob("feeds/**/*.py"), ROOT / "copperplate.py"])
OURS = {"archive", "feeds", "copperplate"}
OWNERS: dict[str, str | list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "copperplate"
]["owners"]
SQL = re.compile(
    r"\s*(select\b.+\bfrom\b|insert\s+(or|into)\b|update\s+\w+\s+set\b|delete\s+from\b|pragma\s)",
    re.IGNORECASE | re.DOTALL,
)
MODULE_LINES, MEDIAN_LINES, FUNCTION_LINES, ARGUMENTS = 350, 120, 40, 6


def name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute here"
            found.add(node.module or "")
    return found


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_every_outside_library_stays_with_its_owner(path: Path) -> None:
    for module in imports(path):
        library = module.partition(".")[0]
        if library in sys.stdlib_module_names or library in OURS:
            continue
        homes = OWNERS.get(library)
        assert homes, f"{library} has no owner in pyproject.toml, and {name(path)} imports it"
        homes = [homes] if isinstance(homes, str) else homes
        assert any(name(path) == home or name(path).startswith(f"{home}.") for home in homes), (
            f"{library} belongs to {homes}, and {name(path)} imports it"
        )


@pytest.mark.parametrize("path", sorted(ROOT.glob("archive/**/*.py")), ids=name)
def test_the_archive_never_imports_what_publishes_it(path: Path) -> None:
    assert not {module.partition(".")[0] for module in imports(path)} & {"feeds", "copperplate"}


def test_no_module_imports_what_imports_it() -> None:
    ours = {name(path) for path in SHIPPED}
    graph = {name(path): imports(path) & ours - {name(path)} for path in SHIPPED}
    assert tuple(TopologicalSorter(graph).static_order())  # raises CycleError, which names the modules


@pytest.mark.parametrize("path", [path for path in SHIPPED if "store" not in path.parts], ids=name)
def test_sql_lives_in_the_store(path: Path) -> None:
    texts = [node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)]
    assert [text for text in texts if isinstance(text, str) and SQL.match(text)] == []


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_modules_functions_and_arguments_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES
    for function in functions(path):
        lines = (function.end_lineno or 0) - function.lineno + 1
        count = len(function.args.args) + len(function.args.kwonlyargs) + len(function.args.posonlyargs)
        decorators = " ".join(ast.unparse(each) for each in function.decorator_list)
        assert lines <= (15 if "click.command" in decorators else FUNCTION_LINES), f"{function.name}: {lines} lines"
        assert count <= ARGUMENTS, f"{function.name}: {count} arguments"


def test_half_of_the_modules_are_shorter_than_a_screen_or_two() -> None:
    assert median(len(path.read_text(encoding="utf-8").splitlines()) for path in SHIPPED) <= MEDIAN_LINES


def test_nobody_else_installs_a_package_of_our_name() -> None:
    for package in OURS:
        assert set(packages_distributions().get(package, ())) <= {"copperplate"}
