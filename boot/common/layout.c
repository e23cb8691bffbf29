/* SPDX-License-Identifier: MIT */
#include <boot/layout.h>

#include <abi/errors.h>
#include <base/rand.h>

status_t layout_hhdm(const struct pt_format *format, paddr_t top, struct rand *rand, vaddr_t *out,
	struct diag *d)
{
	vaddr_t lowest = pt_upper_half(format);
	u64 room = (KERNEL_WINDOW - lowest) / GIB;
	u64 need = top / GIB + (top % GIB != 0);

	if (need > room)
		return diag_fail(d, ENOMEM, "Ask for a paging mode with more levels.",
			"memory reaches up to %#lx, and %s paging has room for %lu GiB", top,
			format->name, room);
	*out = lowest;
	if (rand)
		*out += rand_below(rand, room - need + 1) * GIB;
	return 0;
}

static bool may_stay(const struct elf *e)
{
	return e->base >= KERNEL_BASE && e->base <= KERNEL_LIMIT - e->span;
}

u64 layout_slide(const struct elf *e, struct rand *rand)
{
	vaddr_t base = KERNEL_BASE;

	if (!e->movable || (!rand && may_stay(e)))
		return 0;
	if (rand)
		base += rand_below(rand, (KERNEL_LIMIT - KERNEL_BASE - e->span) / e->align + 1) *
			e->align;
	return base - e->base;
}
