#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Self-test of tablegen.py: what it accepts, what it refuses, and that output is stable."""

import os
import tempfile
import unittest

import tablegen

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def mistakes(kind: str, text: str) -> list[tuple[int, str]]:
    try:
        tablegen.generate(kind, text, "t.tab")
    except tablegen.TableError as error:
        return error.mistakes
    return []


class Lines(unittest.TestCase):
    def test_comments_and_continuations(self):
        text = "# head\n\na b\n\tc\n  d\n# x\ne\n"
        self.assertEqual(tablegen.logical_lines(text), [(3, "a b c d"), (7, "e")])


class ErrorTable(unittest.TestCase):
    def test_header(self):
        out = tablegen.generate("errors", "EB 2 Two.\nEA 1 One.\nEC = EB\n", "t.tab")
        self.assertRegex(out, r"#define EA +1 +/\* One\. \*/\n#define EB +2 ")
        self.assertRegex(out, r"#define EC +EB\n")

    def test_mistakes_carry_their_line(self):
        text = "EA 1 One.\nEA 2 Two.\nEB 1 One.\nEC x No.\nEd 3 No.\nEE 4 no stop\nEF = EX\nEG\n"
        found = mistakes("errors", text)
        self.assertEqual([line for line, _ in found], [2, 3, 4, 5, 6, 7, 8])
        self.assertIn("already defined", found[0][1])
        self.assertIn("already EA", found[1][1])

    def test_quotes_are_escaped(self):
        out = tablegen.generate("errors-c", 'EA 1 A "b" \\ c.\n', "t.tab")
        self.assertIn(r'"A \"b\" \\ c."', out)

    def test_number_range(self):
        self.assertTrue(mistakes("errors", "EA 0 No.\n"))
        self.assertTrue(mistakes("errors", "EA 4096 No.\n"))
        self.assertFalse(mistakes("errors", "EA 4095 Yes.\n"))


LOG_HEAD = "subsys MM [MM] info Memory.\n"


class LogTable(unittest.TestCase):
    def test_event_function(self):
        text = LOG_HEAD + ("event map MM trace (vaddr a, u32 f, status s)\n"
                           "\t100% {a} {f:x} {f} {s}\n")
        out = tablegen.generate("log", text, "t.tab")
        self.assertIn("static inline void event_map(uint64_t a, uint32_t f, int s)", out)
        self.assertIn('"100%% %#lx %#x %u %s", a, f, f, status_name(s)', out)

    def test_no_arguments(self):
        out = tablegen.generate("log", LOG_HEAD + "event x MM info () hello\n", "t.tab")
        self.assertIn("event_x(void)", out)

    def test_mistakes(self):
        for line in (
            "event x NO info () text",
            "event x MM off () text",
            "event x MM info (u128 a) {a}",
            "event x MM info (u32 a) text",
            "event x MM info (u32 a) {a} {b}",
            "event x MM info (str a) {a:x}",
            "event x MM info (u32 a, u32 a) {a}",
            "event x MM info () {",
            "event X MM info () text",
            "event x MM info text",
            "subsys MM [MM] info Again.",
            "subsys XX [XX] loud Unknown level.",
            "subsys xx [XX] info Lower case.",
            "subsys WARN [WARN] info A level.",
            "thing",
        ):
            found = mistakes("log", LOG_HEAD + line + "\n")
            self.assertEqual([at for at, _ in found], [2], line)


class Command(unittest.TestCase):
    def test_the_real_tables_are_good_and_stable(self):
        for kind in tablegen.KINDS:
            name = kind.removesuffix("-c") + ".tab"
            with open(os.path.join(ROOT, "abi", "native", name), encoding="utf-8") as file:
                text = file.read()
            first = tablegen.generate(kind, text, name)
            self.assertEqual(first, tablegen.generate(kind, text, name))

    def test_output_is_left_alone_if_unchanged(self):
        with tempfile.TemporaryDirectory() as folder:
            source = os.path.join(folder, "in.tab")
            target = os.path.join(folder, "new", "out.h")
            with open(source, "w", encoding="utf-8") as file:
                file.write("EA 1 One.\n")
            self.assertEqual(tablegen.main(["", "errors", source, target]), 0)
            os.utime(target, (1, 1))
            self.assertEqual(tablegen.main(["", "errors", source, target]), 0)
            self.assertEqual(os.stat(target).st_mtime, 1)

    def test_failures_have_an_exit_status(self):
        self.assertEqual(tablegen.main(["", "errors", "/does/not/exist", "/dev/null"]), 1)
        self.assertEqual(tablegen.main(["", "nonsense", "a", "b"]), 2)


if __name__ == "__main__":
    unittest.main()
