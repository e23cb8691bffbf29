#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turn the tables under abi/ into C.

	tablegen.py KIND INPUT OUTPUT

	KIND      input            output
	errors    native/errors.tab   header: error numbers, status_name(), status_text()
	errors-c  native/errors.tab   source: those two functions and their tables
	log       native/log.tab      header: subsystems, levels, typed event functions
	log-c     native/log.tab      source: names, tags, first levels of the subsystems

The output depends on the input alone (no dates, no paths beyond the table's name), and is
left untouched if it would not change. A mistake in a table is reported as FILE:LINE: what,
one line each, all of them, and exit status 1.

Each table explains its own format in its head comment. Common to all: `#` starts a comment
line, and a line that begins with white space continues the one before.
"""

import os
import re
import sys
from typing import Callable, NamedTuple


class TableError(Exception):
    """Every mistake found in one table: a list of (line, text)."""

    def __init__(self, mistakes: list[tuple[int, str]]):
        super().__init__(f"{len(mistakes)} mistakes")
        self.mistakes = sorted(mistakes)


def logical_lines(text: str) -> list[tuple[int, str]]:
    """Lines without comments and blanks, continuations joined; with their line numbers."""
    lines: list[tuple[int, str]] = []
    for number, raw in enumerate(text.split("\n"), 1):
        if not raw.strip() or raw.lstrip().startswith("#"):
            continue
        if raw[0] in " \t" and lines:
            lines[-1] = (lines[-1][0], lines[-1][1] + " " + raw.strip())
        else:
            lines.append((number, raw.strip()))
    return lines


def c_string(text: str) -> str:
    """A C string literal; tables are UTF-8 and so are our strings."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# --- errors ---------------------------------------------------------------------------


class Errors(NamedTuple):
    codes: list[tuple[str, int, str]]  # name, number, sentence; by number
    aliases: list[tuple[str, str]]  # name, the name it stands for


ERROR_NAME = re.compile(r"E[0-9A-Z]+$")
ERROR_MAX = 4095  # results of calls in [-4095, -1] are errors


def parse_errors(text: str) -> Errors:
    codes: list[tuple[str, int, str]] = []
    aliases: list[tuple[int, str, str]] = []
    names: set[str] = set()
    numbers: dict[int, str] = {}
    bad: list[tuple[int, str]] = []
    for line, content in logical_lines(text):
        words = content.split(None, 2)
        if len(words) < 3:
            bad.append((line, "expected `NAME number sentence` or `NAME = OTHER`"))
            continue
        name, second, rest = words
        if not ERROR_NAME.match(name):
            bad.append((line, f"`{name}` is no error name (E and capitals)"))
        elif name in names:
            bad.append((line, f"{name} is already defined"))
        elif second == "=":
            aliases.append((line, name, rest))
        elif not second.isdecimal() or not 0 < int(second) <= ERROR_MAX:
            bad.append((line, f"`{second}` is no number from 1 to {ERROR_MAX}"))
        elif int(second) in numbers:
            bad.append((line, f"number {second} is already {numbers[int(second)]}"))
        elif not rest.endswith("."):
            bad.append((line, f"{name}: the sentence must end with a full stop"))
        else:
            numbers[int(second)] = name
            codes.append((name, int(second), rest))
        names.add(name)
    known = {code[0] for code in codes}
    for line, name, other in aliases:
        if other not in known:
            bad.append((line, f"{name} stands for `{other}`, which is not in the table"))
    if bad:
        raise TableError(bad)
    codes.sort(key=lambda code: code[1])
    return Errors(codes, [(name, other) for _, name, other in aliases])


def errors_header(errors: Errors, head: str) -> str:
    width = max(len(name) for name, _, _ in errors.codes)
    out = [
        head,
        "/*",
        " * Errors: positive numbers with Linux's names and values. Functions return them",
        " * negated, as status_t; 0 is success.",
        " *",
        " * Macros rather than an enumeration, so that a host program may include its own",
        " * <errno.h> as well, before or after: the definitions are the same token by token.",
        " */",
        "#pragma once",
        "",
    ]
    for name, number, sentence in errors.codes:
        out.append(f"#define {name:<{width}} {number:<3} /* {sentence} */")
    out.append("")
    for name, other in errors.aliases:
        out.append(f"#define {name:<{width}} {other}")
    out += [
        "",
        "/* Results of calls from -ERROR_MAX to -1 are errors. */",
        f"#define {'ERROR_MAX':<{width}} {ERROR_MAX}",
        "",
        '/* "ENOMEM" for -ENOMEM, "OK" for 0, "E?" for what is not in the table. */',
        "const char *status_name(int status);",
        "",
        "/* The sentence of a status. */",
        "const char *status_text(int status);",
        "",
    ]
    return "\n".join(out)


def errors_source(errors: Errors, head: str) -> str:
    out = [
        head,
        "#include <abi/errors.h>",
        "",
        "struct error_entry {",
        "\tconst char *name;",
        "\tconst char *text;",
        "};",
        "",
        "static const struct error_entry errors[] = {",
        '\t[0] = {"OK", "Success."},',
    ]
    for name, _, sentence in errors.codes:
        out.append(f"\t[{name}] = {{{c_string(name)}, {c_string(sentence)}}},")
    out += [
        "};",
        "",
        "static const struct error_entry *error_find(int status)",
        "{",
        '\tstatic const struct error_entry unknown = {"E?", "An error without a name."};',
        "",
        "\t/* Negated as unsigned: every int has an answer, INT_MIN too. */",
        "\tunsigned number = status < 0 ? 0u - (unsigned)status : (unsigned)status;",
        "\tif (number >= sizeof(errors) / sizeof(errors[0]) || !errors[number].name)",
        "\t\treturn &unknown;",
        "\treturn &errors[number];",
        "}",
        "",
        "const char *status_name(int status)",
        "{",
        "\treturn error_find(status)->name;",
        "}",
        "",
        "const char *status_text(int status)",
        "{",
        "\treturn error_find(status)->text;",
        "}",
        "",
    ]
    return "\n".join(out)


# --- log ------------------------------------------------------------------------------


class Subsys(NamedTuple):
    name: str
    tag: str
    level: str
    sentence: str


class Event(NamedTuple):
    name: str
    subsys: str
    level: str
    args: list[tuple[str, str]]  # type, name
    text: str


class Log(NamedTuple):
    subsystems: list[Subsys]
    events: list[Event]


LEVELS = ["off", "error", "warn", "info", "debug", "trace"]


class ArgType(NamedTuple):
    """How an argument is declared, and which conversion and expression print it.

    All our targets are LP64, so 64-bit arguments print as long.
    """

    c_type: str
    conversion: str
    hexadecimal: str  # "" if it has none
    expression: str = "{}"


ARG_TYPES = {
    "u8": ArgType("uint8_t", "%u", "%#x"),
    "u16": ArgType("uint16_t", "%u", "%#x"),
    "u32": ArgType("uint32_t", "%u", "%#x"),
    "u64": ArgType("uint64_t", "%lu", "%#lx"),
    "s32": ArgType("int32_t", "%d", ""),
    "s64": ArgType("int64_t", "%ld", ""),
    "bool": ArgType("bool", "%s", "", '{} ? "yes" : "no"'),
    "str": ArgType("const char *", "%s", ""),
    "paddr": ArgType("uint64_t", "%#lx", "%#lx"),
    "vaddr": ArgType("uint64_t", "%#lx", "%#lx"),
    "status": ArgType("int", "%s", "", "status_name({})"),
}

SUBSYS = re.compile(r"subsys\s+(\S+)\s+(\[[^\]]*\])\s+(\S+)\s+(.*)$")
EVENT = re.compile(r"event\s+(\S+)\s+(\S+)\s+(\S+)\s+\(([^)]*)\)\s+(.*)$")
PLACE = re.compile(r"\{([^{}]*)\}")
UPPER = re.compile(r"[A-Z][A-Z0-9_]*$")
LOWER = re.compile(r"[a-z][a-z0-9_]*$")


def parse_subsys(content: str, known: list[Subsys]) -> Subsys | str:
    match = SUBSYS.match(content)
    if not match:
        return "expected `subsys NAME [TAG] level sentence`"
    subsys = Subsys(*match.groups())
    if not UPPER.match(subsys.name):
        return f"`{subsys.name}` is no subsystem name (capitals)"
    if any(other.name == subsys.name for other in known):
        return f"subsystem {subsys.name} is already defined"
    if subsys.name.lower() in LEVELS:
        return f"{subsys.name} is a level's name (both become LOG_{subsys.name})"
    if subsys.level not in LEVELS:
        return f"`{subsys.level}` is no level ({' '.join(LEVELS)})"
    if not subsys.sentence.endswith("."):
        return f"subsystem {subsys.name}: the sentence must end with a full stop"
    return subsys


def parse_args(text: str) -> list[tuple[str, str]] | str:
    args: list[tuple[str, str]] = []
    for part in filter(None, (p.strip() for p in text.split(","))):
        words = part.split()
        if len(words) != 2 or not LOWER.match(words[1]):
            return f"`{part}` is no argument (`type name`)"
        if words[0] not in ARG_TYPES:
            return f"`{words[0]}` is no argument type ({' '.join(ARG_TYPES)})"
        if any(name == words[1] for _, name in args):
            return f"two arguments are named `{words[1]}`"
        args.append((words[0], words[1]))
    return args


def check_places(event: Event) -> str | None:
    types = {name: kind for kind, name in event.args}
    used = set()
    for place in PLACE.findall(event.text):
        name, _, form = place.partition(":")
        if name not in types:
            return f"{{{place}}} names no argument of event {event.name}"
        if form not in ("", "x") or (form == "x" and not ARG_TYPES[types[name]].hexadecimal):
            return f"{{{place}}}: type {types[name]} has no such form"
        used.add(name)
    for name in types:
        if name not in used:
            return f"event {event.name}: argument `{name}` is not in the text"
    if "{" in PLACE.sub("", event.text) or "}" in PLACE.sub("", event.text):
        return f"event {event.name}: unpaired brace in the text"
    return None


def parse_event(content: str, subsystems: list[Subsys], known: list[Event]) -> Event | str:
    match = EVENT.match(content)
    if not match:
        return "expected `event name SUBSYS level (type arg, ...) text`"
    name, subsys, level, arg_text, text = match.groups()
    args = parse_args(arg_text)
    if isinstance(args, str):
        return args
    event = Event(name, subsys, level, args, text)
    if not LOWER.match(name):
        return f"`{name}` is no event name (lower case)"
    if any(other.name == name for other in known):
        return f"event {name} is already defined"
    if not any(other.name == subsys for other in subsystems):
        return f"`{subsys}` is no subsystem defined above"
    if level not in LEVELS[1:]:
        return f"`{level}` is no level of an event ({' '.join(LEVELS[1:])})"
    return check_places(event) or event


def parse_log(text: str) -> Log:
    log = Log([], [])
    bad: list[tuple[int, str]] = []
    for line, content in logical_lines(text):
        word = content.split()[0]
        if word == "subsys":
            subsys = parse_subsys(content, log.subsystems)
            if isinstance(subsys, str):
                bad.append((line, subsys))
            else:
                log.subsystems.append(subsys)
        elif word == "event":
            event = parse_event(content, log.subsystems, log.events)
            if isinstance(event, str):
                bad.append((line, event))
            else:
                log.events.append(event)
        else:
            bad.append((line, f"`{word}` is neither `subsys` nor `event`"))
    if bad:
        raise TableError(bad)
    return log


def event_function(event: Event) -> list[str]:
    types = {name: ARG_TYPES[kind] for kind, name in event.args}
    values: list[str] = []

    def conversion(match: re.Match) -> str:
        name, _, form = match.group(1).partition(":")
        values.append(types[name].expression.format(name))
        return types[name].hexadecimal if form == "x" else types[name].conversion

    text = PLACE.sub(conversion, event.text.replace("%", "%%"))
    params = ", ".join(
        f"{ARG_TYPES[kind].c_type}{'' if ARG_TYPES[kind].c_type.endswith('*') else ' '}{name}"
        for kind, name in event.args
    )
    where = f"LOG_{event.subsys}, LOG_{event.level.upper()}"
    call = ", ".join([where, c_string(text)] + values)
    return [
        f"/* {event.text} */",
        f"static inline void event_{event.name}({params or 'void'})",
        "{",
        f"\tif (log_enabled({where}))",
        f"\t\tlog_event({call});",
        "}",
        "",
    ]


def log_header(log: Log, head: str) -> str:
    out = [
        head,
        "/*",
        " * The log's subsystems and levels, and one typed function for each event.",
        " *",
        " * log_enabled() and log_event() are hooks: whoever holds the log defines them.",
        " */",
        "#pragma once",
        "",
        "#include <abi/errors.h>",
        "#include <stdint.h>",
        "",
        "enum log_subsys {",
    ]
    for subsys in log.subsystems:
        out.append(f"\tLOG_{subsys.name}, /* {subsys.sentence} */")
    out += ["};", "", f"#define LOG_SUBSYS_COUNT {len(log.subsystems)}", ""]
    out += [
        "/* A message is shown if its level is not above its subsystem's threshold. */",
        "enum log_level {",
    ]
    out += [f"\tLOG_{level.upper()}," for level in LEVELS]
    out += ["};", "", f"#define LOG_LEVEL_COUNT {len(LEVELS)}", ""]
    out += [
        "struct log_subsys_info {",
        '\tconst char *name; /* as in log=name:level */',
        "\tconst char *tag;  /* printed in front of a message */",
        "\tconst char *text;",
        "\tenum log_level level; /* the first threshold */",
        "};",
        "",
        "extern const struct log_subsys_info log_subsystems[LOG_SUBSYS_COUNT];",
        "extern const char *const log_level_names[LOG_LEVEL_COUNT];",
        "",
        "bool log_enabled(enum log_subsys subsys, enum log_level level);",
        "[[gnu::format(printf, 3, 4)]] void log_event(enum log_subsys subsys, "
        "enum log_level level,",
        "\tconst char *format, ...);",
        "",
    ]
    for event in log.events:
        out += event_function(event)
    return "\n".join(out)


def log_source(log: Log, head: str) -> str:
    out = [
        head,
        "#include <abi/log.h>",
        "",
        "const struct log_subsys_info log_subsystems[LOG_SUBSYS_COUNT] = {",
    ]
    for subsys in log.subsystems:
        name, tag = c_string(subsys.name.lower()), c_string(subsys.tag)
        text, level = c_string(subsys.sentence), f"LOG_{subsys.level.upper()}"
        out.append(f"\t[LOG_{subsys.name}] = {{{name}, {tag}, {text}, {level}}},")
    out += ["};", "", "const char *const log_level_names[LOG_LEVEL_COUNT] = {"]
    out += [f"\t[LOG_{level.upper()}] = {c_string(level)}," for level in LEVELS]
    out += ["};", ""]
    return "\n".join(out)


# --- the command ----------------------------------------------------------------------

KINDS: dict[str, tuple[Callable, Callable]] = {
    "errors": (parse_errors, errors_header),
    "errors-c": (parse_errors, errors_source),
    "log": (parse_log, log_header),
    "log-c": (parse_log, log_source),
}


def generate(kind: str, text: str, name: str) -> str:
    """The C text of kind made from a table's text; raises TableError."""
    parse, emit = KINDS[kind]
    head = (
        "/* SPDX-License-Identifier: MIT */\n"
        f"/* Generated by tools/gen/tablegen.py from {name}: edit that instead. */"
    )
    return emit(parse(text), head)


def write_if_changed(path: str, text: str) -> None:
    """Keep the old file's time if nothing changed, so that nothing is rebuilt for it."""
    try:
        with open(path, encoding="utf-8") as old:
            if old.read() == text:
                return
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf-8") as new:
        new.write(text)


def main(argv: list[str]) -> int:
    if len(argv) != 4 or argv[1] not in KINDS:
        print(f"usage: tablegen.py {'|'.join(KINDS)} INPUT OUTPUT", file=sys.stderr)
        return 2
    kind, source, target = argv[1:]
    try:
        with open(source, encoding="utf-8") as file:
            text = file.read()
        output = generate(kind, text, os.path.basename(source))
        write_if_changed(target, output)
    except TableError as error:
        for line, what in error.mistakes:
            print(f"{source}:{line}: {what}", file=sys.stderr)
        return 1
    except (OSError, UnicodeDecodeError) as error:
        print(f"{source}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
