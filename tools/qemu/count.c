/* SPDX-License-Identifier: MIT */
/*
 * A QEMU plugin that counts the guest's instructions and says how many had been
 * executed when certain addresses were reached first.
 *
 *	-plugin count.so,out=FILE[,profile=FILE],mark=NAME:ADDRESS,mark=...
 *
 * The file gets one line per mark, in the order reached, and a last one for the
 * end: "NAME COUNT". The instruction at a mark is itself not counted yet.
 *
 * The profile, if wanted, gets a line for each instruction that was executed:
 * "ADDRESS COUNT", in no order; addresses may come more than once.
 *
 * Every instruction carries an inline increment, so what is counted is what was
 * executed, not what was translated: a fault in the middle of a block does not
 * count the rest of it. One CPU is assumed, and is what gives the same numbers
 * every time (with -icount).
 *
 * Debian ships no header for this interface; what is used of it is declared here,
 * as version 1 has it (QEMU 4.2 to 8.x).
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

enum { MARKS_MAX = 16, PLUGIN_API_VERSION = 1 };

typedef uint64_t plugin_id;
struct qemu_info;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
enum plugin_op { PLUGIN_ADD_U64 };
enum plugin_registers { PLUGIN_NO_REGISTERS };

size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *);
void qemu_plugin_register_vcpu_insn_exec_inline(
	struct qemu_plugin_insn *, enum plugin_op, void *, uint64_t);
void qemu_plugin_register_vcpu_insn_exec_cb(
	struct qemu_plugin_insn *, void (*)(unsigned cpu, void *), enum plugin_registers, void *);
void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, void (*)(plugin_id, struct qemu_plugin_tb *));
void qemu_plugin_register_atexit_cb(plugin_id, void (*)(plugin_id, void *), void *);
int qemu_plugin_install(plugin_id, const struct qemu_info *, int, char **);

extern int qemu_plugin_version;
EXPORT int qemu_plugin_version = PLUGIN_API_VERSION;

struct mark {
	char name[32];
	uint64_t address;
	bool reached;
};

static struct mark marks[MARKS_MAX];
static unsigned mark_count;
static uint64_t executed;
static FILE *out;

/* How often one instruction of one translation was executed. */
struct site {
	struct site *next;
	uint64_t address;
	uint64_t count;
};

static struct site *sites;
static FILE *profile;

static void say(const char *name)
{
	fprintf(out, "%s %llu\n", name, (unsigned long long)executed);
	fflush(out);
}

static void at_mark(unsigned cpu, void *data)
{
	struct mark *mark = data;

	(void)cpu;
	if (!mark->reached)
		say(mark->name);
	mark->reached = true;
}

/* Out of memory the profile has a hole; the counts stay right. */
static void watch_site(struct qemu_plugin_insn *insn, uint64_t address)
{
	struct site *site = calloc(1, sizeof(*site));

	if (!site)
		return;
	site->address = address;
	site->next = sites;
	sites = site;
	qemu_plugin_register_vcpu_insn_exec_inline(insn, PLUGIN_ADD_U64, &site->count, 1);
}

/* The callback comes before the increment: marks tell what ran before them. */
static void translated(plugin_id id, struct qemu_plugin_tb *block)
{
	size_t count = qemu_plugin_tb_n_insns(block);

	(void)id;
	for (size_t i = 0; i < count; i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(block, i);
		uint64_t address = qemu_plugin_insn_vaddr(insn);

		for (unsigned m = 0; m < mark_count; m++)
			if (marks[m].address == address && !marks[m].reached)
				qemu_plugin_register_vcpu_insn_exec_cb(
					insn, at_mark, PLUGIN_NO_REGISTERS, &marks[m]);
		qemu_plugin_register_vcpu_insn_exec_inline(insn, PLUGIN_ADD_U64, &executed, 1);
		if (profile)
			watch_site(insn, address);
	}
}

static void ended(plugin_id id, void *data)
{
	(void)id;
	(void)data;
	say("end");
	fclose(out);
	if (!profile)
		return;
	for (const struct site *site = sites; site; site = site->next)
		if (site->count != 0)
			fprintf(profile, "%#llx %llu\n", (unsigned long long)site->address,
				(unsigned long long)site->count);
	fclose(profile);
}

/* "NAME:ADDRESS"; false if it is not that. */
static bool add_mark(const char *text)
{
	const char *colon = strchr(text, ':');
	size_t length = colon ? (size_t)(colon - text) : 0;

	if (length == 0 || length >= sizeof(marks[0].name) || mark_count == MARKS_MAX)
		return false;
	memcpy(marks[mark_count].name, text, length);
	marks[mark_count].address = strtoull(colon + 1, NULL, 0);
	mark_count++;
	return true;
}

EXPORT int qemu_plugin_install(plugin_id id, const struct qemu_info *info, int argc, char **argv)
{
	(void)info;
	for (int i = 0; i < argc; i++) {
		bool good = false;

		if (strncmp(argv[i], "out=", 4) == 0)
			good = (out = fopen(argv[i] + 4, "w")) != NULL;
		else if (strncmp(argv[i], "profile=", 8) == 0)
			good = (profile = fopen(argv[i] + 8, "w")) != NULL;
		else if (strncmp(argv[i], "mark=", 5) == 0)
			good = add_mark(argv[i] + 5);
		if (!good) {
			fprintf(stderr, "count.so: bad argument: %s\n", argv[i]);
			return -1;
		}
	}
	if (!out) {
		fprintf(stderr, "count.so: out=FILE is missing\n");
		return -1;
	}
	qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
	qemu_plugin_register_atexit_cb(id, ended, NULL);
	return 0;
}
