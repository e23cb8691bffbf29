# SPDX-License-Identifier: MIT
# Thin: everything is done by ./cuprux, which needs python3. See `./cuprux --help`.

ARGS ?=

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
	@sh tools/bootstrap.sh python3
	@./cuprux setup

clean:
	rm -rf build
