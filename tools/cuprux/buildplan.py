# SPDX-License-Identifier: MIT
"""From the modules to one ninja file: what is compiled how, and linked into what.

One file, build/plan.ninja, describes everything; `cuprux build` picks targets from it:

    build/<arch>-<build>/cuprux.elf   the kernel, with debug information
    build/<arch>-<build>/cuprux       the same without: what goes on images
    build/<arch>-<build>/cuprux.img   its flat form (aarch64, riscv64)
    build/<arch>-release/boot/*.EFI   the loader
    build/<arch>-release/guest/*.elf  bare-metal test programs (`for: guest` modules)
    build/host/<module>-test          unit tests of one module
    build/host/fuzz/<name>            one libFuzzer program
    build/host/count.so               the QEMU plugin of `cuprux bench`

The kernel carries its own symbol table for backtraces, so it is linked twice: first with an
empty table, then with the one that tools/gen/ksyms.py makes from the first link. The table
lies behind all code, so the second link must not move a function; ksyms.py checks that.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from . import toolchain
from .layout import ARCHES, BUILD, BUILDS, EFI_NAMES, FLAT_ARCHES, out_dir
from .modfile import Generated, Module
from .ninja import Writer
from .tree import TEST, Tree

PLAN_FILE = BUILD / "plan.ninja"
# The same for those who call ninja themselves: it brings the plan up to date first.
NINJA_FILE = BUILD / "build.ninja"
GENERATED = BUILD / "gen"
KSYMS = "tools/gen/ksyms.py"


@dataclass(frozen=True)
class Unit:
    """A way to compile: whose flags, and the folder that keeps the objects apart."""

    kind: str
    arch: str
    objects: Path
    variable: str


@dataclass(frozen=True)
class Compile:
    """One compilation, for compile_commands.json."""

    source: Path
    output: Path
    arguments: list[str]


class Plan:
    """Builds the ninja text and remembers every compilation and test program on the way."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.out = Writer()
        self.compiles: list[Compile] = []
        self.targets: dict[str, list[Path]] = {}
        self.host_tests: list[Path] = []
        self.fuzzers: list[Path] = []
        self.headers: list[Path] = []
        self._flags: dict[str, list[str]] = {}
        self._objects: dict[Path, list[str]] = {}

    def write(self) -> str:
        self._rules()
        self._generated_headers()
        for arch in ARCHES:
            for build in BUILDS:
                self._kernel(arch, build)
            self._loader(arch)
            self._guests(arch)
        self._host()
        self._qemu_plugin()
        for name, paths in self.targets.items():
            self.out.build([name], "phony", sorted(set(paths)))
        return self.out.text()

    def write_self_updating(self) -> str:
        """A ninja file around the plan that is made anew when a module file changes."""
        out = Writer()
        out.variable("builddir", str(BUILD))
        out.rule("configure", f"{sys.executable or 'python3'} cuprux build --only-plan",
                 "PLAN $out", generator="1")
        out.build([NINJA_FILE], "configure",
                  implicit=[m.path for m in self.tree.modules.values()]
                  + sorted(Path("tools/cuprux").glob("*.py")))
        out.include(PLAN_FILE)
        return out.text()

    # -- rules ---------------------------------------------------------------------------

    def _rules(self) -> None:
        out = self.out
        out.comment("Written by tools/cuprux/buildplan.py from the module files.")
        out.variable("ninja_required_version", "1.10")
        out.variable("builddir", str(BUILD))
        out.variable("python", sys.executable or "python3")
        out.rule("cc", f"{toolchain.CC} -fcolor-diagnostics $flags -MMD -MF $out.d -c $in -o $out",
                 "CC $out", depfile="$out.d", deps="gcc")
        out.rule("link", f"{toolchain.LD} $flags -o $out @$out.rsp", "LINK $out",
                 rspfile="$out.rsp", rspfile_content="$in")
        out.rule("hostlink", f"{toolchain.CC} $flags -o $out $in $libs", "LINK $out")
        out.rule("objcopy", f"{toolchain.OBJCOPY} $flags $in $out", "OBJCOPY $out")
        out.rule("generate", "$python $in $arguments $out", "GEN $out", restat="1")
        out.rule("ksyms-empty", f"$python {KSYMS} --empty $out", "KSYMS $out", restat="1")
        out.rule("ksyms", f"$python {KSYMS} --nm {toolchain.NM} $in $out", "KSYMS $out",
                 restat="1")
        # Copies pass 2 into place only if its functions are where the table says.
        out.rule("ksyms-check", f"$python {KSYMS} --nm {toolchain.NM} --check $in $out",
                 "KSYMS $out")

    def _target(self, name: str, *paths: Path) -> None:
        self.targets.setdefault(name, []).extend(paths)

    # -- generated files -----------------------------------------------------------------

    def _generated_headers(self) -> None:
        """Headers come before any compilation, since only then are dependencies known."""
        for module in self.tree.modules.values():
            for item in module.generated:
                if item.is_header:
                    path = GENERATED / "include" / item.output
                    self._generate(item, path)
                    self.headers.append(path)
        self.out.build(["headers"], "phony", self.headers)

    def _generate(self, item: Generated, path: Path) -> None:
        script = Path("tools/gen") / f"{item.script}.py"
        inputs = [a for a in item.arguments if (self.tree.root / a).is_file()]
        helpers = sorted(p.relative_to(self.tree.root)
                         for p in (self.tree.root / "tools/gen").glob("*.py"))
        self.out.build([path], "generate", [script], implicit=inputs + helpers,
                       variables={"arguments": " ".join(item.arguments)})

    def _generated_sources(self, module: Module) -> list[Path]:
        """Generated .c files of a module; written once, compiled by every kind."""
        paths = []
        for item in module.generated:
            if item.is_header:
                continue
            path = GENERATED / module.folder / item.output
            if path not in self._objects:
                self._objects[path] = []
                self._generate(item, path)
            paths.append(path)
        return paths

    # -- compiling -----------------------------------------------------------------------

    def _unit(self, kind: str, arch: str, objects: Path, flags: list[str]) -> Unit:
        variable = "flags_" + "_".join(objects.parts[1:]).replace("-", "_")
        self.out.variable(variable, flags)
        self._flags[variable] = flags
        return Unit(kind, arch, objects, variable)

    def _compile(self, unit: Unit, module: Module, source: Path, *, tests: bool) -> Path:
        """One object file; the same source in the same unit is only compiled once."""
        output = unit.objects / f"{source}.o"
        dirs = self.tree.include_dirs(module, unit.arch, tests=tests)
        extra = [f"-I{d}" for d in dirs] + module.extra_flags(source)
        if output in self._objects:
            return output
        self._objects[output] = extra
        self.out.build([output], "cc", [source], order_only=["headers"],
                       variables={"flags": f"${unit.variable} " + " ".join(extra)})
        arguments = [toolchain.CC, *self._flags[unit.variable], *extra, "-c", str(source),
                     "-o", str(output)]
        self.compiles.append(Compile(source, output, arguments))
        return output

    def _module_objects(self, unit: Unit, module: Module) -> list[Path]:
        sources = module.sources(unit.kind) + self._generated_sources(module)
        return [self._compile(unit, module, s, tests=False) for s in sources]

    def _test_objects(self, unit: Unit, module: Module) -> list[Path]:
        return [self._compile(unit, module, s, tests=True) for s in module.tests(unit.kind)]

    def _all_objects(self, unit: Unit, modules: Iterable[Module],
                     of: Callable[[Unit, Module], list[Path]]) -> list[Path]:
        return [o for m in sorted(modules, key=lambda m: m.folder) for o in of(unit, m)]

    # -- the kernel ----------------------------------------------------------------------

    def _kernel(self, arch: str, build: str) -> None:
        folder = out_dir(arch, build)
        script = Path("kernel/arch") / arch / "kernel.lds"
        if not (self.tree.root / script).is_file():
            return  # nothing above the contract compiles without an architecture below it
        modules = self.tree.of_kind("kernel", arch)
        unit = self._unit("kernel", arch, folder / "obj", toolchain.kernel_flags(arch, build))
        objects = self._all_objects(unit, modules, self._module_objects)
        objects += self._all_objects(unit, modules, self._test_objects)
        self._target(f"objects-{arch}-{build}", *objects)
        elf = self._link_kernel(unit, folder, script, objects)
        self._target(f"{arch}-{build}", elf, folder / "cuprux")
        self.out.build([folder / "cuprux"], "objcopy", [elf],
                       variables={"flags": "--strip-debug"})
        if arch in FLAT_ARCHES:
            self.out.build([folder / "cuprux.img"], "objcopy", [elf],
                           variables={"flags": "-O binary"})
            self._target(f"{arch}-{build}", folder / "cuprux.img")

    def _link_kernel(self, unit: Unit, folder: Path, script: Path,
                     objects: list[Path]) -> Path:
        """Two passes around the symbol table; the result is checked before it gets its name."""
        scripts = [script, *sorted(p.relative_to(self.tree.root) for p in
                                   (self.tree.root / "kernel/arch/common").glob("*.lds"))]
        flags = [*toolchain.LINK_COMMON, *toolchain.LINK_KERNEL, "-L", "kernel/arch/common",
                 "-T", str(script)]
        passes = []
        for number, rule in ((1, "ksyms-empty"), (2, "ksyms")):
            table = folder / f"ksyms{number}.S"
            self.out.build([table], rule, passes, implicit=[KSYMS])
            obj = folder / f"ksyms{number}.o"
            self.out.build([obj], "cc", [table], variables={"flags": f"${unit.variable}"})
            elf = folder / f"cuprux.pass{number}.elf"
            self.out.build([elf], "link", [*objects, obj], implicit=scripts,
                           variables={"flags": " ".join([*flags, "-Map", f"{elf}.map"])})
            passes.append(elf)
        final = folder / "cuprux.elf"
        self.out.build([final], "ksyms-check", passes, implicit=[KSYMS])
        return final

    # -- the loader, guests --------------------------------------------------------------

    def _loader(self, arch: str) -> None:
        folder = out_dir(arch, "release") / "boot"
        script = Path("boot/uefi/efi.lds")
        unit = self._unit("loader", arch, folder / "obj", toolchain.loader_flags(arch))
        modules = self.tree.of_kind("loader", arch)
        objects = self._all_objects(unit, modules, self._module_objects)
        self._target(f"objects-{arch}-release", *objects)
        if not objects or not (self.tree.root / script).is_file():
            return
        elf = folder / "loader.elf"
        flags = [*toolchain.loader_link_flags(arch), "-T", str(script)]
        self.out.build([elf], "link", objects, implicit=[script],
                       variables={"flags": " ".join(flags)})
        efi = folder / EFI_NAMES[arch]
        self.out.build([efi], "objcopy", [elf], variables={"flags": "-O binary"})
        self._target(f"{arch}-release", efi)
        self._target(f"loader-{arch}", efi)

    def _guests(self, arch: str) -> None:
        """Each `for: guest` module with a linker script becomes one bare-metal program."""
        folder = out_dir(arch, "release") / "guest"
        unit = self._unit("guest", arch, folder / "obj", toolchain.guest_flags(arch))
        for module in self.tree.of_kind("guest", arch):
            if not module.script:
                continue
            script = module.folder / module.script.replace("ARCH", arch)
            modules = [m for m in self.tree.closure([module.name]) if m.arch in ("", arch)]
            objects = self._all_objects(unit, modules, self._module_objects)
            elf = folder / f"{module.name}.elf"
            flags = [*toolchain.LINK_COMMON, *toolchain.LINK_KERNEL, "-T", str(script)]
            shared = sorted((self.tree.root / module.folder.parent).glob("*.lds"))
            included = [p.relative_to(self.tree.root) for p in shared]
            self.out.build([elf], "link", objects, implicit=[script, *included],
                           variables={"flags": " ".join(flags)})
            self._target(f"guests-{arch}", elf)

    # -- the host ------------------------------------------------------------------------

    def _host(self) -> None:
        host = self._unit("host", "", BUILD / "host/obj", toolchain.host_flags())
        fuzz = self._unit("host", "", BUILD / "host/fuzz/obj", toolchain.fuzz_flags())
        self._target("host")
        self._target("fuzz")
        for module in self.tree.of_kind("host"):
            tests = self._test_objects(host, module)
            if tests:
                self._host_test(host, module, tests)
        for module in self.tree.modules.values():
            for source in module.files("fuzz"):
                self._fuzzer(fuzz, module, source)

    def _host_closure(self, unit: Unit, names: Iterable[str]) -> list[Path]:
        modules = [m for m in self.tree.closure(names) if "host" in m.kinds]
        return self._all_objects(unit, modules, self._module_objects)

    def _host_test(self, unit: Unit, module: Module, tests: list[Path]) -> None:
        names = [module.name, *module.test_uses, TEST]
        binary = BUILD / "host" / f"{module.name}-test"
        self.out.build([binary], "hostlink", tests + self._host_closure(unit, names),
                       variables={"flags": " ".join(toolchain.HOST_SANITIZERS),
                                  "libs": "-lcmocka"})
        self.host_tests.append(binary)
        self._target("host", binary)

    def _fuzzer(self, unit: Unit, module: Module, source: Path) -> None:
        names = [module.name, *module.test_uses]
        binary = BUILD / "host/fuzz" / source.stem
        objects = [self._compile(unit, module, source, tests=True)]
        flags = [*toolchain.HOST_SANITIZERS, "-fsanitize=fuzzer"]
        self.out.build([binary], "hostlink", objects + self._host_closure(unit, names),
                       variables={"flags": " ".join(flags)})
        self.fuzzers.append(binary)
        self._target("fuzz", binary)

    def _qemu_plugin(self) -> None:
        source, plugin = Path("tools/qemu/count.c"), BUILD / "host/count.so"
        if (self.tree.root / source).is_file():
            self.out.build([plugin], "hostlink", [source],
                           variables={"flags": " ".join(toolchain.qemu_plugin_flags())})
            self._target("qemu-plugin", plugin)
