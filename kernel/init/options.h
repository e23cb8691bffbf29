/* SPDX-License-Identifier: MIT */
/*
 * The kernel's command line, read once:
 *
 *	test[=PATTERN]		run the in-kernel tests, then end
 *	panic=NAME		provoke a panic
 *	testcard		show what the screen can
 *	gridhash		then print the checksum of the text on it
 *	log=LEVEL, log=SUBSYS:LEVEL,...
 *	onpanic=halt|reboot|exit
 *	exit=host		ends are told to the host that runs the virtual machine
 *
 * Other words are left to those who know them.
 */
#pragma once

#include <base/types.h>
#include <debug/panic.h>

enum { OPTION_VALUE_MAX = 64 };

struct options {
	bool test;
	char test_pattern[OPTION_VALUE_MAX];
	char panic[OPTION_VALUE_MAX]; /* empty: none */
	bool testcard;
	bool grid_hash;
	bool exit_to_host;
	bool on_panic_given;
	enum panic_policy on_panic;
};

void options_read(const char *cmdline, struct options *out);
