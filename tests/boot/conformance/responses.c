/* SPDX-License-Identifier: MIT */
/* The small responses; and that nobody answers what must not be answered. */
#include <conformance/check.h>
#include <conformance/isa.h>
#include <conformance/requests.h>
#include <conformance/world.h>

/* Response, in the loader's memory, of a revision we know. */
static bool check_answer(const void *response, size_t size, const char *who)
{
	if (!check(response, "%s: answered", who))
		return false;
	check(is_response_memory(response, size), "%s: in the loader's memory", who);
	return true;
}

#define CHECK_ANSWER(request, who) \
	check_answer((request).response, sizeof(*(request).response), who)

static void check_loader(void)
{
	const struct limine_bootloader_info_response *info = bootloader_info_request.response;

	if (CHECK_ANSWER(bootloader_info_request, "bootloader info"))
		check(is_response_memory(info->name, 1) && info->name[0] &&
				is_response_memory(info->version, 1) && info->version[0],
			"bootloader info: %s %s", info->name, info->version);
	if (CHECK_ANSWER(firmware_type_request, "firmware type"))
		check_equal(firmware_type_request.response->type, LIMINE_FIRMWARE_EFI_64,
			"firmware type: 64-bit UEFI");
	CHECK_ANSWER(stack_size_request, "stack size");
	CHECK_ANSWER(hhdm_request, "HHDM");
	CHECK_ANSWER(executable_address_request, "executable address");
	if (CHECK_ANSWER(executable_cmdline_request, "command line"))
		check(is_response_memory(cmdline, strlen(cmdline) + 1), "command line: %s",
			cmdline);
}

static void check_time(void)
{
	const struct limine_performance_response *p = performance_request.response;
	const struct limine_tsc_frequency_response *tsc = tsc_frequency_request.response;

	if (CHECK_ANSWER(performance_request, "performance"))
		check(p->reset_us <= p->init_us && p->init_us < p->exec_us,
			"performance: %lu, %lu, %lu us", p->reset_us, p->init_us, p->exec_us);
	if (isa_knows_counter && CHECK_ANSWER(tsc_frequency_request, "counter frequency"))
		check(tsc->frequency > 0 &&
				(!isa_counter_rate() || tsc->frequency == isa_counter_rate()),
			"counter frequency: %lu Hz", tsc->frequency);
	if (option("date", 0) && CHECK_ANSWER(date_at_boot_request, "date")) {
		/* Between 2024 and 2100. */
		s64 date = date_at_boot_request.response->timestamp;

		check(date > 1704067200 && date < 4102444800, "date: %ld", date);
	}
}

static void check_entropy(void)
{
	const struct limine_entropy_response *r = entropy_request.response;
	struct tally t = {};

	if (!option("entropy", 1)) {
		check(!r || r->count <= ENTROPY_WANTED, "entropy: not promised");
		return;
	}
	if (!CHECK_ANSWER(entropy_request, "entropy"))
		return;
	check(r->count > 0 && r->count <= ENTROPY_WANTED, "entropy: %lu words", r->count);
	check(is_response_memory(r->values, r->count * sizeof(u64)),
		"entropy: its words are in the loader's memory");
	for (u64 i = 0; i < r->count; i++)
		for (u64 j = 0; j <= i; j++)
			tally(&t, r->values[i] && (i == j || r->values[i] != r->values[j]),
				"word %lu is %#lx", i, r->values[i]);
	check_tally(&t, "entropy: no word is 0, or like another");
}

static void check_machine_dependent(void)
{
	const struct limine_riscv_bsp_hartid_response *hart = bsp_hartid_request.response;

	if (isa_has_harts && CHECK_ANSWER(bsp_hartid_request, "boot hart"))
		check_equal(hart->bsp_hartid, isa_mp_boot_id(mp_request.response),
			"boot hart: the one of the MP response");
	else
		check(!hart, "boot hart: not answered here");
	if (isa_has_iommu_request)
		CHECK_ANSWER(keep_iommu_request, "keep IOMMU");
	else
		check(!keep_iommu_request.response, "keep IOMMU: not answered here");
}

static void check_unanswered(void)
{
	check(!unknown_request.response, "an unknown request is left alone");
	check(!terminal_request.response && !five_level_request.response,
		"withdrawn requests are left alone");
	check(!flanterm_request.response && !tpm_request.response,
		"requests that this loader cannot serve are left alone");
	check(!early_request.response, "a request before the start marker is left alone");
	check(!late_request.response, "a request behind the end marker is left alone");
}

void check_responses(void)
{
	check_loader();
	check_time();
	check_entropy();
	check_machine_dependent();
	check_unanswered();
}
