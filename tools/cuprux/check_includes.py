# SPDX-License-Identifier: MIT
"""Checks of modules and includes: layers, declarations, circles, headers that stand alone."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import layers, toolchain
from .layout import ARCHES, ROOT
from .modfile import Module
from .sources import SourceFile
from .tree import ABI, ARCH_CONTRACT, ARCH_IMPL, TEST, Tree

# The compiler's own headers, which need no library: all that code without an operating
# system below it may include from outside the tree.
FREESTANDING_HEADERS = {"limits.h", "stdalign.h", "stdarg.h", "stdatomic.h", "stdbool.h",
                        "stdckdint.h", "stddef.h", "stdint.h", "stdnoreturn.h", "float.h",
                        "iso646.h"}
TEST_KEYS = ("tests", "kernel-tests", "host-tests", "fuzz")
HOST_KEYS = ("host-sources", "host-tests", "fuzz")


def check_layers(tree: Tree) -> Iterator[str]:
    """Declared uses against the table."""
    for module in tree.modules.values():
        if layers.row(module) is None and layers.realm(module) in ("kernel", "boot"):
            yield f"{module.where('layer')}: `{module.layer}` is no row of the table (layers.py)"
        for name in module.uses:
            used = tree.modules.get(name)
            if used and (reason := layers.objection(module, used)):
                yield f"{module.where('uses')}: `{module.name}` uses `{name}`: {reason}"


class IncludeCheck:
    """Resolves every #include to the module that owns the header."""

    def __init__(self, tree: Tree, files: list[SourceFile]) -> None:
        self.tree = tree
        # Programs of the host are no modules.
        self.files = [f for f in files if f.is_c and f.path.parts[0] != "tools"]
        self.by_folder = {m.folder: m for m in tree.modules.values()}
        self.public = self._public_headers()
        self.graph: dict[Path, set[Path]] = {}

    def owner(self, path: Path) -> Module | None:
        """The module whose folder holds a file, the nearest one upwards."""
        for folder in path.parents:
            if folder in self.by_folder:
                return self.by_folder[folder]
        return None

    def _public_headers(self) -> dict[str, tuple[Module, Path | None]]:
        """What can be written in angle brackets -> its module, and its path if not generated."""
        found: dict[str, tuple[Module, Path | None]] = {}
        for file in self.files:
            module = self.owner(file.path)
            if module is None or file.path.suffix != ".h":
                continue
            inside = file.path.relative_to(module.folder)
            if module.name == ABI:
                found[f"abi/{inside}"] = (module, file.path)
            elif inside.parts[0] == "include":
                found["/".join(inside.parts[1:])] = (module, file.path)
        for module in self.tree.modules.values():
            for item in module.generated:
                if item.is_header:
                    found[item.output] = (module, None)
        return found

    def check(self) -> Iterator[str]:
        for file in self.files:
            module = self.owner(file.path)
            if module:
                yield from self._includes(file, module)
        yield from self._circles()

    def unlisted(self) -> Iterator[str]:
        """Files that no module file knows: nothing compiles them."""
        for file in self.files:
            module = self.owner(file.path)
            if module:
                yield from self._listed(file, module)
            else:
                yield f"{file.path}:1: belongs to no module; add it to a module file"

    def _listed(self, file: SourceFile, module: Module) -> Iterator[str]:
        if file.path.suffix == ".h":
            inside = file.path.relative_to(module.folder)
            names = (module.name, ARCH_IMPL)
            if inside.parts[0] == "include" and inside.parts[1] not in names:
                yield (f"{file.path}:1: public headers of `{module.name}` go to "
                       f"{module.folder}/include/{module.name}/")
        elif file.path not in self._keys(module):
            yield f"{file.path}:1: {module.path} does not list it"

    def _keys(self, module: Module) -> dict[Path, str]:
        """Which key lists each file of a module."""
        return {module.folder / name: key for key, names in module.words.items()
                for name in names if key not in ("for", "uses", "test-uses")}

    def _includes(self, file: SourceFile, module: Module) -> Iterator[str]:
        key = self._keys(module).get(file.path, "")
        allowed = {module.name, *module.uses}
        if key in TEST_KEYS or self._is_test_helper(file):
            allowed |= {TEST, *module.test_uses}
        edges = self.graph.setdefault(file.path, set())
        for include in file.includes:
            where = f"{file.path}:{include.line}"
            if include.quoted:
                target = file.path.parent / include.name
                if ".." in Path(include.name).parts or self.owner(target) is not module:
                    yield f"{where}: \"{include.name}\" leaves the module"
                elif not (ROOT / target).is_file():
                    yield f"{where}: there is no {target}"
                else:
                    edges.add(target)
                continue
            yield from self._bracketed(where, include.name, key, allowed, edges)

    def _is_test_helper(self, file: SourceFile) -> bool:
        return file.path.suffix == ".h" and "test" in file.path.stem

    def _bracketed(self, where: str, name: str, key: str, allowed: set[str],
                   edges: set[Path]) -> Iterator[str]:
        module, path = self.public.get(name, (None, None))
        if name.startswith(f"{ARCH_IMPL}/"):
            module, path = self.tree.modules.get(ARCH_CONTRACT), None
            if not where.startswith("kernel/arch/"):
                yield f"{where}: <{name}> is for the contract's own headers; include <arch/...>"
        if module is None:
            first = name.split("/")[0]
            if first in self.tree.modules:
                yield f"{where}: `{first}` has no public header <{name}>"
            elif name not in FREESTANDING_HEADERS and key not in HOST_KEYS:
                yield f"{where}: <{name}> is not in the tree, nor one of the compiler's own"
            return
        if path:
            edges.add(path)
        if module.name not in allowed and not self._implements(where, module):
            yield (f"{where}: <{name}> belongs to `{module.name}`, which the module file does not "
                   "declare in `uses`")

    def _implements(self, where: str, module: Module) -> bool:
        """kernel/arch/<isa> sees the contract's arch_impl without saying so: it supplies it."""
        return module.name == ARCH_CONTRACT and where.startswith("kernel/arch/")

    def _circles(self) -> Iterator[str]:
        """Headers that include each other; each circle once."""
        done: set[Path] = set()

        def visit(path: Path, trail: list[Path]) -> Iterator[str]:
            if path in trail:
                loop = [*trail[trail.index(path):], path]
                yield f"{path}:1: headers include each other: " + " -> ".join(map(str, loop))
                return
            if path in done:
                return
            for target in sorted(self.graph.get(path, ())):
                yield from visit(target, [*trail, path])
            done.add(path)

        for path in sorted(self.graph):
            yield from visit(path, [])


def _header_commands(tree: Tree, check: IncludeCheck) -> Iterator[tuple[Path, list[str]]]:
    """One compilation per public header and way to see it.

    An architecture's arch_impl/x.h is the second half of the contract's arch/x.h, which includes
    it; it is compiled as part of that.
    """
    for _, path in check.public.values():
        module = check.owner(path) if path else None
        if module is None or path is None or path.parent.name == ARCH_IMPL:
            continue
        depends = module.name == ARCH_CONTRACT or ARCH_CONTRACT in module.uses
        arches = [module.arch] if module.arch else list(ARCHES) if depends else ["x86_64"]
        for arch in arches:
            if "kernel" in module.kinds or not module.kinds:
                flags = toolchain.kernel_flags(arch, "debug")
            elif "loader" in module.kinds:
                flags = toolchain.loader_flags(arch)
            else:
                flags = toolchain.host_flags()
            dirs = tree.include_dirs(module, arch, tests="test" in path.stem)
            yield path, [toolchain.CC, *flags, *(f"-I{d}" for d in dirs), "-fsyntax-only",
                         "-Wno-pragma-once-outside-header", "-Wno-unused",
                         "-x", "c", str(path)]


def check_headers_alone(tree: Tree, check: IncludeCheck) -> Iterator[str]:
    """Every public header compiles by itself, with what its module declares on the path."""
    def compile_one(item: tuple[Path, list[str]]) -> str:
        path, command = item
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if not result.returncode:
            return ""
        errors = [line for line in result.stderr.splitlines() if "error:" in line]
        return f"{path}:1: does not compile alone: {(errors or ['?'])[0]}"

    with ThreadPoolExecutor() as pool:
        yield from dict.fromkeys(filter(None, pool.map(compile_one,
                                                       _header_commands(tree, check))))
