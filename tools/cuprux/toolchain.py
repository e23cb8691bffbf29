# SPDX-License-Identifier: MIT
"""Compilers, flags and link lines: one place, so that a flag is argued once.

Everything is clang-19 and lld-19 from Debian 12; the kernel, the loader and bare-metal
guests are cross-compiled by the same clang for *-unknown-none-elf, host programs natively.
"""

from __future__ import annotations

CC = "clang-19"
LD = "ld.lld-19"
NM = "llvm-nm-19"
OBJCOPY = "llvm-objcopy-19"
SYMBOLIZER = "llvm-symbolizer-19"
CLANG_FORMAT = "clang-format-19"

WARNINGS = """
    -Wall -Wextra -Werror -Wshadow -Wundef -Wvla -Wstrict-prototypes -Wmissing-prototypes
    -Wmissing-variable-declarations -Wpointer-arith -Wcast-align -Wwrite-strings -Wformat=2
    -Wimplicit-fallthrough -Wshorten-64-to-32 -Wunreachable-code -Wcomma -Wextra-semi
    -Wbitfield-enum-conversion -Wnewline-eof
""".split()

# Reproducible by construction: paths in debug information are relative to the checkout,
# and nothing else of the machine reaches an object file.
REPRODUCIBLE = ["-ffile-compilation-dir=.", "-ffile-reproducible", "-no-canonical-prefixes"]

# `asm` is no keyword of C23 proper, and kernels need it.
LANGUAGE = ["-std=c23", "-fgnu-keywords", "-g", "-fno-strict-aliasing",
            "-fno-omit-frame-pointer", "-mno-omit-leaf-frame-pointer"]

# What every program without an operating system below it has in common. The compiler's own
# headers are the only ones outside the tree (-nostdlibinc).
FREESTANDING = """
    -ffreestanding -nostdlibinc -fpie -fvisibility=hidden -fdirect-access-external-data
    -fno-asynchronous-unwind-tables -fno-unwind-tables
    -ffunction-sections -fdata-sections -ftrivial-auto-var-init=zero
""".split()

# No vector or floating-point registers in the kernel: they belong to user space.
TARGETS = {
    "x86_64": ["--target=x86_64-unknown-none-elf", "-mno-red-zone", "-mgeneral-regs-only",
               "-fcf-protection=none"],
    "aarch64": ["--target=aarch64-unknown-none-elf", "-mgeneral-regs-only",
                "-mno-outline-atomics"],
    "riscv64": ["--target=riscv64-unknown-none-elf", "-march=rv64imac_zicsr_zifencei",
                "-mabi=lp64", "-mcmodel=medany", "-mno-relax"],
}

# RISC-V only knows the global guard and refuses the option.
STACK_PROTECTOR = {
    "x86_64": ["-fstack-protector-strong", "-mstack-protector-guard=global"],
    "aarch64": ["-fstack-protector-strong", "-mstack-protector-guard=global"],
    "riscv64": ["-fstack-protector-strong"],
}

# `function` would read a word in front of every function called through a pointer, which
# assembly does not have; release builds check such calls by kCFI.
UBSAN = ["-fsanitize=undefined", "-fno-sanitize=function"]
BUILD_FLAGS = {
    "release": ["-O2", "-fsanitize=kcfi"],
    "debug": ["-O1", "-DDEBUG=1", *UBSAN],
}

HOST_SANITIZERS = ["-fsanitize=address,undefined", "-fno-sanitize=function",
                   "-fno-sanitize-recover=all"]

# lld writes .L labels of RISC-V's address pairs into the symbol table unless told not to.
LINK_COMMON = ["-pie", "--no-dynamic-linker", "-z", "max-page-size=4096", "-z", "norelro",
               "-z", "noexecstack", "--build-id=none", "--gc-sections", "--discard-locals",
               "--fatal-warnings", "--no-undefined"]
# At its link address the kernel runs without any relocation being processed: the addends
# are in place (--apply-dynamic-relocs). A loader that slides it applies .rela.dyn.
LINK_KERNEL = ["-z", "rela", "--apply-dynamic-relocs", "-z", "separate-loadable-segments"]

# IMAGE_FILE_MACHINE_*, for the PE header that the loader's linker script writes out.
PE_MACHINE = {"x86_64": 0x8664, "aarch64": 0xAA64, "riscv64": 0x5064}


def kernel_flags(arch: str, build: str) -> list[str]:
    """The kernel: position independent, canary, kCFI in release, UBSan in debug builds."""
    return [*TARGETS[arch], *LANGUAGE, *FREESTANDING, *STACK_PROTECTOR[arch],
            *BUILD_FLAGS[build], "-DCUPRUX_KERNEL=1", *REPRODUCIBLE, *WARNINGS]


def loader_flags(arch: str) -> list[str]:
    """UEFI applications: 16-bit wide characters, and no canary before there is entropy."""
    return [*TARGETS[arch], *LANGUAGE, *FREESTANDING, "-fshort-wchar", "-fno-stack-protector",
            "-O2", "-DCUPRUX_LOADER=1", *REPRODUCIBLE, *WARNINGS]


def guest_flags(arch: str) -> list[str]:
    """Bare-metal test programs: nothing that would need a run-time of the kernel's."""
    return [*TARGETS[arch], *LANGUAGE, *FREESTANDING, "-fno-stack-protector", "-O2",
            "-DCUPRUX_GUEST=1", *REPRODUCIBLE, *WARNINGS]


def host_flags() -> list[str]:
    """Unit tests: native, hosted, under ASan and UBSan."""
    return [*LANGUAGE, "-O1", "-DDEBUG=1", "-DCUPRUX_HOST=1", *HOST_SANITIZERS, *REPRODUCIBLE,
            *WARNINGS]


def fuzz_flags() -> list[str]:
    """Fuzz targets: as unit tests, with coverage feedback for libFuzzer."""
    return [*host_flags(), "-fsanitize=fuzzer-no-link"]


def qemu_plugin_flags() -> list[str]:
    """A shared object for QEMU, which resolves the plugin interface when it loads it."""
    return ["-std=c23", "-O2", "-shared", "-fPIC", "-fvisibility=hidden", *REPRODUCIBLE,
            *WARNINGS]


def loader_link_flags(arch: str) -> list[str]:
    """The linker script takes the machine word from PE_MACHINE: a PE header's fields must be
    linker expressions, since an assembler symbol would be an absolute relocation."""
    return [*LINK_COMMON, f"--defsym=PE_MACHINE={PE_MACHINE[arch]:#x}"]
