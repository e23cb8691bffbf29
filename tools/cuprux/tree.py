# SPDX-License-Identifier: MIT
"""All modules of the checkout together: finding them, who uses whom, what each may include."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from .errors import Failure
from .layout import BUILD, ROOT
from .modfile import Module, parse_module

# Folders that never hold modules; hidden ones are skipped as well.
SKIPPED = {"build", "__pycache__", "docs"}

# The contract that every instruction set implements. Whoever uses it also sees the
# inlines and struct bodies of the instruction set being built: kernel/arch/<isa>/include/arch_impl.
ARCH_CONTRACT = "arch"
ARCH_IMPL = "arch_impl"
ABI = "abi"
TEST = "test"


def arch_impl_folder(arch: str) -> Path:
    return Path("kernel/arch") / arch / "include" / ARCH_IMPL


class Tree:
    """The modules of one checkout, by name, checked for what concerns all of them."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.modules: dict[str, Module] = {}
        errors: list[str] = []
        for folder in self._module_folders():
            try:
                module = parse_module(root, folder)
            except Failure as failure:
                errors.append(failure.what)
                continue
            other = self.modules.setdefault(module.name, module)
            if other is not module:
                errors.append(f"{module.where('name')}: the name `{module.name}` is taken by "
                              f"{other.where('name')}")
        errors += self._cycles()
        if errors:
            raise Failure("\n".join(errors))

    def _module_folders(self) -> list[Path]:
        found = []
        for folder, subfolders, files in os.walk(self.root):
            subfolders[:] = sorted(s for s in subfolders
                                   if s not in SKIPPED and not s.startswith("."))
            if "module" in files:
                found.append(Path(folder).relative_to(self.root))
        return sorted(found)

    def warnings(self) -> list[str]:
        """Files and modules that are named but not there: a tree in the making still builds."""
        errors = [text for m in self.modules.values() for text in m.missing.values()]
        for module in self.modules.values():
            for key in ("uses", "test-uses"):
                for name in module.words.get(key, []):
                    if name not in self.modules:
                        errors.append(f"{module.where(key)}: uses `{name}`, but no module has "
                                      "that name")
        return errors

    def _cycles(self) -> list[str]:
        """Depth-first search that reports each cycle once, with its whole path."""
        errors: list[str] = []
        done: set[str] = set()

        def visit(name: str, path: list[str]) -> None:
            if name in path:
                loop = path[path.index(name):] + [name]
                errors.append(f"{self.modules[name].where('uses')}: modules use each other in a "
                              "circle: " + " -> ".join(loop))
                return
            if name in done or name not in self.modules:
                return
            for used in self.modules[name].uses:
                visit(used, path + [name])
            done.add(name)

        for name in self.modules:
            visit(name, [])
        return errors

    def of_kind(self, kind: str, arch: str = "") -> list[Module]:
        """Modules that `kind` compiles; those of another instruction set left out."""
        return [m for m in self.modules.values()
                if kind in m.kinds and (not m.arch or m.arch == arch)]

    def closure(self, names: Iterable[str]) -> list[Module]:
        """The named modules and all they use, directly or not; sorted by folder."""
        todo, seen = list(names), set()
        while todo:
            name = todo.pop()
            if name not in seen and name in self.modules:
                seen.add(name)
                todo += self.modules[name].uses
        return sorted((self.modules[n] for n in seen), key=lambda m: m.folder)

    def include_dirs(self, module: Module, arch: str, *, tests: bool = False) -> list[Path]:
        """The -I folders of one module: its own headers and those of what it declares.

        Nothing else is on the path, so an include that is not declared fails to compile.
        """
        names = [module.name, *module.uses]
        if tests:
            names += [*module.test_uses, *([TEST] if TEST in self.modules else [])]
        dirs: list[Path] = []
        for name in dict.fromkeys(n for n in names if n in self.modules):
            dirs += self._public_dirs(self.modules[name], arch)
        return list(dict.fromkeys(dirs))

    def _public_dirs(self, module: Module, arch: str) -> list[Path]:
        if module.name == ABI:
            return [BUILD / "include-root", BUILD / "gen/include"]
        dirs = []
        if (self.root / module.folder / "include").is_dir():
            dirs.append(module.folder / "include")
        if module.name == ARCH_CONTRACT and arch:
            dirs.append(BUILD / "include-arch" / arch)
        if any(item.is_header for item in module.generated):
            dirs.append(BUILD / "gen/include")
        return dirs
