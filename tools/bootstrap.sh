#!/bin/sh
# SPDX-License-Identifier: MIT
# bootstrap.sh PACKAGE: installs what `./cuprux setup` itself needs to run (make, python3).
# Everything else is setup's business. Does nothing where a command of that name is there.
set -eu

say() { echo "bootstrap: $*" >&2; }

command -v "$1" >/dev/null && exit 0
command -v apt-get >/dev/null || {
	say "$1 is missing, and this system has no apt to install it with"
	say "install $1 by your system's means, then try again"
	exit 1
}
sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
[ -z "$sudo" ] || command -v sudo >/dev/null || {
	say "$1 is missing, and this user may not install it (not root, no sudo)"
	say "as root: apt-get update && apt-get install $1"
	exit 1
}
say "installing $1 by apt"
$sudo apt-get -q update >&2 || true
$sudo env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$1" >&2 || {
	say "apt could not install $1; its words are above"
	say "check the network and /etc/apt, then try again"
	exit 1
}
