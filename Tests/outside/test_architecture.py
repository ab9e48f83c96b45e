"""Promises about the source itself: each module imports only what stands below it, every route
and setting is told to the user, and nothing forbidden is in the graph."""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = ROOT / "Sources"

# The table of the house style. `Synchronization` and `Glibc` are the toolchain's.
ALLOWED = {
    "Kernel": {"CLinux"},
    "Crypto": {"COpenSSL"},
    "TLS": {"COpenSSL"},
    "HTTPWire": set(),
    "JSON": set(),
    "Reporting": set(),
    "Recount": {"Reporting", "JSON", "Crypto", "SQLite"},
    "Serving": {"Kernel", "TLS", "HTTPWire", "CZlib"},
    "SQLite": {"CSQLite"},
    "Storage": {"Reporting", "JSON", "Crypto", "SQLite", "Kernel", "CAssets"},
    "Access": {"Reporting", "Storage", "Crypto"},
    "API": {"Reporting", "Storage", "Access", "JSON", "HTTPWire", "Serving"},
    "Pages": {"Reporting", "Storage", "Access", "JSON", "HTTPWire", "Serving"},
}
TOOLCHAIN = {"Synchronization"}
# Modules that make system calls or time themselves; the domain needs logarithms.
SYSTEM = {
    "Kernel": {"Glibc"}, "Serving": {"Glibc"}, "HTTPWire": set(), "Reporting": {"Glibc"},
}
IMPORT = re.compile(r"^\s*(?:@\w+\s+)?(?:public |internal |private |package |fileprivate )?import (\w+)", re.M)


def imports(module):
    for path in sorted((SOURCES / module).rglob("*.swift")):
        for name in IMPORT.findall(path.read_text(encoding="utf-8")):
            yield path.relative_to(ROOT), name


def test_modules_import_only_what_stands_below_them():
    wrong = [
        f"{path} imports {name}"
        for module, below in ALLOWED.items()
        for path, name in imports(module)
        if name not in below | TOOLCHAIN | SYSTEM.get(module, set())
    ]
    assert wrong == []


def test_the_domain_takes_nothing_from_the_system_but_mathematics():
    users = [path.name for path, name in imports("Reporting") if name == "Glibc"]
    assert users == ["GammaDistribution.swift"]


def test_the_second_implementation_shares_no_sums_with_the_first():
    words = (r"\b(SumScope|Summation|MonthlyTotals|LeafYear|Placements|UnitTree|OrgUnits|PackedValues"
             r"|MonthDeadlines|lastDay\(for)\b")
    wrong = [
        path.name for path in sorted((SOURCES / "Recount").rglob("*.swift"))
        if re.search(words, path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_every_module_of_the_table_has_sources():
    assert [m for m in ALLOWED if not list((SOURCES / m).rglob("*.swift"))] == []


def test_neither_swiftnio_nor_full_foundation_is_imported():
    wrong = [
        f"{path} imports {name}"
        for folder in sorted(SOURCES.iterdir())
        for path, name in imports(folder.name)
        if name.startswith("NIO") or name in ("Foundation", "FoundationNetworking")
    ]
    assert wrong == []
    assert "swift-nio" not in (ROOT / "Package.swift").read_text(encoding="utf-8")


def test_every_address_of_the_api_is_in_the_readme_or_the_help():
    routes = set()
    for path in (SOURCES / "API").rglob("*.swift"):
        routes |= set(re.findall(r'get(?:Figures)?\((?:Self\.prefix \+ )?"(/[^"]*)"', path.read_text(encoding="utf-8")))
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in (SOURCES / "Pages" / "Help").rglob("*.swift"):
        told += path.read_text(encoding="utf-8")
    assert routes, "no route found: the pattern of this test no longer fits the source"
    first = {"/" + route.split("/")[1] for route in routes}
    assert [r for r in sorted(first) if r not in told] == []


def test_every_setting_from_the_environment_is_in_the_readme():
    names = set()
    for path in (SOURCES / "mebe").rglob("*.swift"):
        names |= set(re.findall(r"MEBE_[A-Z_]+", path.read_text(encoding="utf-8")))
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    assert names
    assert [n for n in sorted(names) if n not in told] == []


def test_migrations_are_numbered_without_gaps():
    numbers = [int(p.name.split("_")[0]) for p in sorted((ROOT / "Migrations").glob("*.sql"))]
    assert numbers == list(range(1, len(numbers) + 1))
