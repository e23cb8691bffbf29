/* SPDX-License-Identifier: MIT */
/*
 * Semihosting: a trap instruction that a debugger or an emulator answers. Where
 * nobody does, it is an undefined instruction, so it is used only when the
 * command line says that somebody listens.
 */
#pragma once

/* Ends the virtual machine with this exit status. Returns if nobody listened. */
void semihosting_exit(unsigned status);
