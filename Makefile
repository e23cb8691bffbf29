# SPDX-License-Identifier: MIT
# Thin: everything is done by ./cuprux, which needs python3. See `./cuprux --help`.

ARGS ?=
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: run test test-long build check image setup clean

run: setup
	@./cuprux run $(ARGS)

test: setup
	@./cuprux test $(ARGS)

test-long: setup
	@./cuprux test --long $(ARGS)

build: setup
	@./cuprux build --arch all --build all $(ARGS)

check: setup
	@./cuprux check $(ARGS)

image: setup
	@./cuprux image $(ARGS)

setup:
	@command -v python3 >/dev/null || { \
		command -v apt-get >/dev/null || { echo "make: python3 is missing, and this system has no apt to install it with"; exit 1; }; \
		echo "make: installing python3"; \
		$(SUDO) apt-get -q update && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends python3; }
	@./cuprux setup

clean:
	rm -rf build
