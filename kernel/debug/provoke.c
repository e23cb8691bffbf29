/* SPDX-License-Identifier: MIT */
/*
 * Broken on purpose: the ways to panic that every machine has. What only one
 * instruction set can do wrong is in its own list (arch/trap.h).
 */
#include <arch/trap.h>
#include <base/compiler.h>
#include <base/string.h>
#include <debug/assert.h>
#include <debug/console.h>
#include <debug/log.h>
#include <debug/provoke.h>

/* Its own frame, whatever the optimiser thinks, and no check before the crime. */
#define MISCHIEF [[clang::noinline, clang::disable_tail_calls]] __attribute__((no_sanitize("all")))

/* Hides a value from the optimiser, which would see through the mischief. */
static u64 opaque(u64 value)
{
	asm volatile("" : "+r"(value));
	return value;
}

MISCHIEF static void provoke_panic(void)
{
	panic("provoked on purpose");
}

MISCHIEF static void provoke_assert(void)
{
	ASSERT(opaque(1) == 2);
}

MISCHIEF static void provoke_null_read(void)
{
	(void)*(volatile u64 *)opaque(0);
}

MISCHIEF static void provoke_null_write(void)
{
	*(volatile u64 *)opaque(8) = 1;
}

MISCHIEF static void provoke_null_call(void)
{
	((void (*)(void))opaque(0))();
}

MISCHIEF static void provoke_write_text(void)
{
	*(volatile u8 *)opaque((u64)provoke_panic) = 0;
}

MISCHIEF static void provoke_write_rodata(void)
{
	*(volatile char *)opaque((u64)__FILE__) = 0;
}

static u32 not_code[4];

MISCHIEF static void provoke_execute_data(void)
{
	((void (*)(void))opaque((u64)not_code))();
}

MISCHIEF static u64 recurse(u64 depth)
{
	volatile u8 fill[256];

	fill[depth % sizeof(fill)] = (u8)depth;
	return depth == UINT64_MAX ? 0 : recurse(depth + 1) + fill[0];
}

MISCHIEF static void provoke_stack_overflow(void)
{
	recurse(opaque(0));
}

MISCHIEF static void provoke_stack_smash(void)
{
	char local[16];

	memset((void *)opaque((u64)local), 0x5a, opaque(64));
}

MISCHIEF static void provoke_nested(void)
{
	/* The report itself faults: it must end with the second reason. */
	panic("%s", (const char *)opaque(16));
}

MISCHIEF static void write_and_fault(struct console *, const char *, size_t)
{
	*(volatile u64 *)opaque(8) = 1;
}

MISCHIEF static void panic_and_break(struct console *self)
{
	self->write = write_and_fault;
}

static void write_nothing(struct console *, const char *, size_t)
{
}

/* The report breaks off, and begins again without the console that broke. */
MISCHIEF static void provoke_broken_console(void)
{
	static struct console broken = {
		.name = "broken", .write = write_nothing, .panic = panic_and_break
	};

	console_register(&broken);
	panic("to be told whatever breaks");
}

#ifdef DEBUG
[[clang::noinline]] static void provoke_ubsan(void)
{
	volatile s32 most = INT32_MAX;

	most = most + (s32)opaque(1);
}
#endif

static const struct arch_provocation common[] = {
	{ "panic", "calls panic()", "provoked on purpose", provoke_panic },
	{ "assert", "an assertion that fails", "assertion failed", provoke_assert },
	{ "null-read", "reads from address 0", "unmapped address", provoke_null_read },
	{ "null-write", "writes to address 8", "unmapped address", provoke_null_write },
	{ "null-call", "calls address 0", "unmapped address", provoke_null_call },
	{ "write-text", "writes into code", "protected address", provoke_write_text },
	{ "write-rodata", "writes into a constant", "protected address", provoke_write_rodata },
	{ "execute-data", "jumps into data", "protected address", provoke_execute_data },
	{ "stack-overflow", "recurses without end", "overflow of stack", provoke_stack_overflow },
	{ "stack-smash", "overruns a local array", "stack smashed", provoke_stack_smash },
	{ "nested", "a fault inside the panic report", "unmapped address", provoke_nested },
	{ "broken-console", "breaks a console while it shows the report",
		"to be told whatever breaks", provoke_broken_console },
#ifdef DEBUG
	{ "ubsan", "overflows a signed addition", "undefined behaviour", provoke_ubsan },
#endif
};

static void list_names(void)
{
	for (unsigned i = 0; i < ARRAY_SIZE(common); i++)
		console_printf("  panic=%-18s %s\n", common[i].name, common[i].sentence);
	for (unsigned i = 0; i < arch_provocation_count; i++)
		console_printf("  panic=%-18s %s\n", arch_provocations[i].name,
			arch_provocations[i].sentence);
}

static const struct arch_provocation *find(const char *name)
{
	for (unsigned i = 0; i < ARRAY_SIZE(common); i++)
		if (strcmp(common[i].name, name) == 0)
			return &common[i];
	for (unsigned i = 0; i < arch_provocation_count; i++)
		if (strcmp(arch_provocations[i].name, name) == 0)
			return &arch_provocations[i];
	return NULL;
}

void provoke(const char *name)
{
	const struct arch_provocation *way = find(name);

	if (way == NULL) {
		log_error(LOG_PANIC, "panic=%s: no such way to panic; there are:", name);
		list_names();
		return;
	}
	log_info(LOG_PANIC, "provoking %s: %s, expect \"%s\"", way->name, way->sentence,
		way->expect);
	way->provoke();
	log_error(LOG_PANIC, "panic=%s: the machine went on", way->name);
}
