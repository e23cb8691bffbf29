/* SPDX-License-Identifier: MIT */
/* Where the members of struct trampoline are, for assembly: trampoline.h checks them. */
#pragma once

#define TRAMPOLINE_CR4	     8
#define TRAMPOLINE_CR3	     12
#define TRAMPOLINE_LAUNCH    16
#define TRAMPOLINE_GDT_LIMIT 30
#define TRAMPOLINE_FAR_32    40
#define TRAMPOLINE_FAR_64    48
#define TRAMPOLINE_SVR	     56
#define TRAMPOLINE_MSR_COUNT 60
#define TRAMPOLINE_GDT	     64
#define TRAMPOLINE_MSRS	     120
#define TRAMPOLINE_CODE	     2048
#define TRAMPOLINE_SIZE	     4096

/* Selectors of the protocol's GDT. */
#define GDT_CODE_32 0x18
#define GDT_DATA_32 0x20
#define GDT_CODE_64 0x28
#define GDT_DATA_64 0x30
