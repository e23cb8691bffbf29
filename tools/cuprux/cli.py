# SPDX-License-Identifier: MIT
"""The command line: one subcommand per module, each registers its own options."""

from __future__ import annotations

import argparse
import os
import sys

from . import bench, build, check, debugger, image, run, setup, stats, symbolise, test, verify
from .errors import Failure

COMMANDS = (setup, build, run, test, check, image, debugger, symbolise, stats, bench, verify)

DESCRIPTION = "Build, run, test and measure Cuprux."
EPILOG = "`./cuprux COMMAND --help` explains one command. docs/testing.md says how to test."


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cuprux", description=DESCRIPTION, epilog=EPILOG,
        formatter_class=lambda prog: argparse.HelpFormatter(prog, max_help_position=20))
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.register(commands)
    return parser


def main(arguments: list[str]) -> int:
    args = make_parser().parse_args(arguments)
    try:
        return args.run(args)
    except Failure as failure:
        print(f"cuprux: {failure}", file=sys.stderr)
        return failure.status
    except BrokenPipeError:  # whoever read our output (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        print("\ncuprux: interrupted", file=sys.stderr)
        return 130
