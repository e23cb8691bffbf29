# SPDX-License-Identifier: MIT
"""The `module` file: what a folder holds, who compiles it, what it may include.

One per folder, line oriented, so that a person can review it in a diff:

    # comment
    name: mm                    unique; public headers are <folder>/include/<name>/*.h
    layer: 5                    its row in the table of layers (layers.py)
    for: kernel host            who compiles it: kernel loader host guest user
    arch: x86_64                only for folders of one instruction set
    uses: abi base arch debug   modules whose public headers it may include
    sources: bump.c             compiled for every kind named in `for`
    kernel-sources: glue.c      compiled for that kind only (also loader-, host-, guest-)
    tests: bump_test.c          TEST()s beside the code: in the kernel's test set, and on
                                the host if `for` says host
    kernel-tests: map_test.c    in the kernel only
    host-tests: list_test.c     on the host only
    test-uses: fw               further modules that only the tests may include
    fuzz: x_fuzz.c              one libFuzzer program per file
    flags: mem.c -fno-builtin   further compiler flags for one file (`*`: for all)
    generate: abi/errors.h tablegen errors abi/native/errors.tab
                                OUTPUT SCRIPT ARGUMENTS: runs tools/gen/SCRIPT.py ARGUMENTS
                                OUTPUT; a .h lands in build/gen/include, a .c is compiled
                                with the module's sources
    script: conform.lds         `for: guest` only: linker script of a bare-metal program

A line that begins with white space continues the one above. `flags` and `generate`
may be repeated; every other key may be given once. Names in `sources` and the like are
relative to the folder. Unknown keys and doubled names are errors that name file and line;
a file or module that does not exist yet is a warning of the build and an error of the check.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from pathlib import Path

from .errors import Failure
from .layout import ARCHES

KINDS = ("kernel", "loader", "host", "guest", "user")

FILE_KEYS = ("sources", "tests", "kernel-tests", "host-tests", "fuzz",
             *(f"{kind}-sources" for kind in KINDS))
WORD_KEYS = ("for", "uses", "test-uses", *FILE_KEYS)
SINGLE_KEYS = ("name", "layer", "arch", "script")
REPEATED_KEYS = ("flags", "generate")
KNOWN_KEYS = (*SINGLE_KEYS, *WORD_KEYS, *REPEATED_KEYS)


@dataclass(frozen=True)
class Generated:
    """One generated file: `script` is run with `arguments` and the output's path."""

    output: str
    script: str
    arguments: tuple[str, ...]

    @property
    def is_header(self) -> bool:
        return self.output.endswith(".h")


@dataclass
class Module:
    """One folder of the tree, as its `module` file declares it."""

    folder: Path
    name: str = ""
    layer: str = ""
    arch: str = ""
    script: str = ""
    words: dict[str, list[str]] = field(default_factory=dict)
    flags: dict[str, list[str]] = field(default_factory=dict)
    generated: list[Generated] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return self.folder / "module"

    @property
    def kinds(self) -> list[str]:
        return self.words.get("for", [])

    @property
    def uses(self) -> list[str]:
        return self.words.get("uses", [])

    @property
    def test_uses(self) -> list[str]:
        return self.words.get("test-uses", [])

    def files(self, key: str) -> list[Path]:
        """The files named under one key, as paths from the checkout; missing ones apart."""
        return [self.folder / name for name in self.words.get(key, [])
                if name not in self.missing]

    def sources(self, kind: str) -> list[Path]:
        """What `kind` compiles of this module, tests apart; sorted, so links repeat."""
        return sorted(self.files("sources") + self.files(f"{kind}-sources"))

    def tests(self, kind: str) -> list[Path]:
        """The test files that are compiled for `kind` (kernel or host)."""
        return sorted(self.files("tests") + self.files(f"{kind}-tests"))

    def extra_flags(self, source: Path) -> list[str]:
        """Flags that the module file asks for this one source."""
        inside = source.is_relative_to(self.folder)  # generated sources are not
        name = source.relative_to(self.folder).as_posix() if inside else source.name
        return self.flags.get("*", []) + self.flags.get(name, [])

    def where(self, key: str) -> str:
        """`file:line` of a key, for messages."""
        return f"{self.path}:{self.lines.get(key, 1)}"


def _logical_lines(text: str) -> list[tuple[int, str]]:
    """Strip comments, join continuations; keeps the first line's number of each."""
    lines: list[tuple[int, str]] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.split("#", 1)[0].rstrip()
        if not line.strip():
            continue
        if line[0].isspace() and lines:
            first, head = lines[-1]
            lines[-1] = (first, f"{head} {line.strip()}")
        else:
            lines.append((number, line))
    return lines


class _Parser:
    """Collects every mistake of one file, so that a person fixes them in one go."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.module = Module(folder)
        self.errors: list[str] = []

    def error(self, line: int, text: str) -> None:
        self.errors.append(f"{self.module.path}:{line}: {text}")

    def parse(self) -> Module:
        text = (self.root / self.module.path).read_text(encoding="utf-8")
        for line, content in _logical_lines(text):
            key, colon, value = content.partition(":")
            key = key.strip()
            if not colon:
                self.error(line, f"expected `key: value`, found `{content.strip()}`")
            elif key not in KNOWN_KEYS:
                self._unknown(line, key)
            elif key not in REPEATED_KEYS and key in self.module.lines:
                self.error(line, f"`{key}` is given twice (first on line "
                                 f"{self.module.lines[key]}); continue a line by indenting")
            else:
                self.module.lines.setdefault(key, line)
                self._take(line, key, value.split())
        self._validate()
        return self.module

    def _unknown(self, line: int, key: str) -> None:
        close = difflib.get_close_matches(key, KNOWN_KEYS, 1)
        hint = f"; did you mean `{close[0]}`?" if close else ""
        self.error(line, f"unknown key `{key}`{hint}")

    def _take(self, line: int, key: str, words: list[str]) -> None:
        module = self.module
        if key in SINGLE_KEYS:
            if len(words) != 1:
                self.error(line, f"`{key}` takes exactly one word")
            else:
                setattr(module, key, words[0])
        elif key == "flags":
            if len(words) < 2:
                self.error(line, "`flags` takes a file name (or `*`) and at least one flag")
            else:
                module.flags.setdefault(words[0], []).extend(words[1:])
        elif key == "generate":
            if len(words) < 2:
                self.error(line, "`generate` takes an output, a script of tools/gen and "
                                 "its arguments")
            else:
                module.generated.append(Generated(words[0], words[1], tuple(words[2:])))
        else:
            module.words[key] = words

    def _validate(self) -> None:
        module = self.module
        for key in ("name", "layer"):
            if not getattr(module, key):
                self.error(1, f"`{key}:` is missing")
        if module.arch and module.arch not in ARCHES:
            self.error(module.lines["arch"], f"unknown architecture `{module.arch}`; one of "
                                             + ", ".join(ARCHES))
        for kind in module.kinds:
            if kind not in KINDS:
                self.error(module.lines["for"], f"`for: {kind}` is unknown; any of "
                                                + ", ".join(KINDS))
        self._validate_files()

    def _validate_files(self) -> None:
        module = self.module
        listed: set[str] = set()
        for key in FILE_KEYS:
            for name in module.words.get(key, []):
                if name in listed:
                    self.error(module.lines[key], f"`{name}` is listed twice")
                listed.add(name)
                if not (self.root / module.folder / name).is_file():
                    module.missing[name] = (f"{module.path}:{module.lines[key]}: there is no "
                                            f"file {module.folder / name}")
        for name in module.flags:
            if name != "*" and name not in listed | {g.output for g in module.generated}:
                self.error(module.lines["flags"], f"flags for `{name}`, which no key lists")
        for item in module.generated:
            if not (self.root / "tools/gen" / f"{item.script}.py").is_file():
                self.error(module.lines["generate"],
                           f"there is no generator tools/gen/{item.script}.py")


def parse_module(root: Path, folder: Path) -> Module:
    """Read `folder`'s module file; Failure lists everything that is wrong with it."""
    parser = _Parser(root, folder)
    module = parser.parse()
    if parser.errors:
        raise Failure("\n".join(parser.errors))
    return module
