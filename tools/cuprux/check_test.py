#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of the greps: what each must find, and what it must leave alone."""

from __future__ import annotations

import unittest
from pathlib import Path

from cuprux.check_text import check_greps
from cuprux.sources import SourceFile

HEAD = "/* SPDX-License-Identifier: MIT */\n"


def problems(path: str, text: str) -> list[str]:
    file = SourceFile(Path(path))
    file.__dict__["text"] = text
    return list(check_greps([file]))


class Greps(unittest.TestCase):
    def assert_finds(self, path: str, text: str, what: str) -> None:
        found = problems(path, HEAD + text)
        self.assertEqual(len(found), 1, found)
        self.assertIn(what, found[0])

    def assert_fine(self, path: str, text: str) -> None:
        self.assertEqual(problems(path, HEAD + text), [])

    def test_instruction_sets(self) -> None:
        self.assert_finds("kernel/mm/a.c", "#ifdef __x86_64__\n", "names an instruction set")
        self.assert_finds("kernel/mm/a.c", "int riscv_thing;\n", "names an instruction set")
        self.assert_fine("kernel/mm/a.c", "/* as on x86_64 */\nint harm, alarm;\n")
        self.assert_fine("kernel/arch/x86_64/a.c", "#ifdef __x86_64__\n#endif\n")
        self.assert_fine("kernel/mm/a.c", 'const char *name = "riscv,isa";\n')

    def test_assembly(self) -> None:
        self.assert_finds("lib/base/a.c", 'void f(void)\n{\n\tasm volatile("nop");\n}\n',
                          "a.c:4: assembly in C")
        self.assert_fine("lib/base/a.c", 'void f(void)\n{\n\tasm volatile("");\n}\n')
        self.assert_fine("lib/base/a.c", 'extern int start[] __asm__("other_name");\n')
        self.assert_finds("kernel/mm/a.S", "", "assembly belongs to")

    def test_licence(self) -> None:
        self.assertIn("first line must say", problems("kernel/mm/a.c", "int x;\n")[0])
        script = "#!/usr/bin/env python3\n# SPDX-License-Identifier: MIT\n"
        self.assertEqual(problems("x.py", script), [])

    def test_machine_paths(self) -> None:
        path = "/".join(("", "home", "someone"))
        self.assert_finds("docs/a.md", f"see {path}/x\n", "a path of one machine")
        self.assert_fine("docs/a.md", "see kernel/home/x and /usr/share/x\n")

    def test_length(self) -> None:
        self.assert_finds("kernel/mm/a.c", "int x;\n" * 1001, "1002 lines")


if __name__ == "__main__":
    unittest.main()
