/* SPDX-License-Identifier: MIT */
/* What each machine supplies to the conformance kernel. */
#pragma once

#include <base/types.h>

/* What the assembly stores at entry, before anything else. */
enum {
	STATE_GENERAL = 32, /* registers by number; sp is one of them on none */
	STATE_SPECIAL = 24, /* the machine's own, by isa_capture() */
};

struct cpu_state {
	u64 general[STATE_GENERAL];
	u64 sp;
	u64 return_address;
	u64 special[STATE_SPECIAL];
};

/* The boot CPU's, and by which entry it came: 1 the ELF header's, 2 the one asked for. */
extern struct cpu_state boot_state;
extern u64 entered_by;

/* Reads this CPU's special registers. */
void isa_capture(struct cpu_state *s);

/* Compares with what the protocol promises; `who` names the CPU. */
void isa_check_state(const struct cpu_state *s, const char *who);

/* --- The console and the end -------------------------------------------------------------- */

/* Makes what these two need accessible; the HHDM has been found, nothing else. */
void isa_map_devices(void);
void isa_putc(char c);
[[noreturn]] void isa_exit(u32 code);

/* Interrupt controllers and the like. */
void isa_check_machine(void);

/* --- Page tables ---------------------------------------------------------------------------- */

enum leaf_flags : u32 {
	LEAF_WRITE = 1,
	LEAF_EXEC = 2,
	LEAF_USER = 4,
	LEAF_FRAMEBUFFER = 8, /* not the memory's caching */
};

/* Whether every machine of this kind can combine writes to a framebuffer. */
extern const bool isa_combines_writes;

/* The upper half's root and the number of levels. */
paddr_t isa_root(void);
u32 isa_levels(void);
/* The paging mode in use, by the protocol's number. */
u64 isa_paging_mode(void);

enum entry_kind {
	ENTRY_NONE,
	ENTRY_TABLE,
	ENTRY_LEAF,
};
enum entry_kind isa_entry(u64 entry, u32 level, paddr_t *to, u32 *flags);

/* Whether the lower half has a root of its own; whether it was empty at entry. */
extern const bool isa_lower_half_is_apart;
bool isa_lower_half_empty(void);

/* Where the HHDM is without randomisation. */
vaddr_t isa_fixed_hhdm(void);

/* --- Other CPUs ------------------------------------------------------------------------------- */

struct cpu_record {
	struct cpu_state state;
	u64 info; /* what its first argument was */
	u64 done;
};

u64 isa_mp_count(const void *response);
void *isa_mp_info(const void *response, u64 index);
u64 isa_mp_id(const void *info);
u64 isa_mp_boot_id(const void *response);
u64 isa_mp_goto(const void *info);
u64 isa_own_id(void);

/* Sends a CPU to its record's entry. */
void isa_mp_start(void *info, struct cpu_record *record);

/* What the assembly calls on other CPUs, with state and info filled in; they sleep after it. */
void secondary_main(struct cpu_record *record);

#if defined(__riscv)
#define ISA_PAGING_PREFERRED 1 /* Sv48 */
#else
#define ISA_PAGING_PREFERRED 0 /* 4 levels */
#endif

/* Whether some features exist on this machine. */
extern const bool isa_has_harts, isa_has_iommu_request, isa_knows_counter;
/* The rate of the counter by the machine's own word, 0 if it has none. */
u64 isa_counter_rate(void);
