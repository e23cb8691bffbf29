# SPDX-License-Identifier: MIT
"""The command line: one subcommand per module, each registers its own options."""

from __future__ import annotations

import os
import sys

from . import bench, build, check, debugger, image, run, setup, stats, symbolise, test, verify
from .errors import Failure
from .options import Parser

COMMANDS = (setup, build, run, test, check, image, debugger, symbolise, stats, bench, verify)

DESCRIPTION = "Build, run, test and measure Cuprux."
EPILOG = """\
`./cuprux COMMAND --help` explains one command. Begin with

  ./cuprux run         boot it here; Ctrl-A, then X leaves
  ./cuprux test        all tests; docs/testing.md tells of them
  ./cuprux verify      is this machine ready? docs/troubleshooting.md if not
"""


def make_parser() -> Parser:
    parser = Parser(prog="cuprux", description=DESCRIPTION, epilog=EPILOG)
    commands = parser.add_subparsers(metavar="COMMAND", title="commands", required=True)
    for command in COMMANDS:
        command.register(commands)
    return parser


def main(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    args = make_parser().parse_args(arguments or ["--help"])
    try:
        return args.run(args)
    except Failure as failure:
        print(f"cuprux: {failure}", file=sys.stderr)
        return failure.status
    except (PermissionError, IsADirectoryError, NotADirectoryError) as error:
        print(f"cuprux: {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read our output (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        print("\ncuprux: interrupted", file=sys.stderr)
        return 130
