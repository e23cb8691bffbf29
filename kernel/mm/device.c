/* SPDX-License-Identifier: MIT */
/*
 * Device registers: mapped on request, at ever higher addresses of the device
 * window, for good. A request that lies inside an earlier one with the same
 * attributes gets the same address: drivers need not agree who maps a page.
 */
#include <abi/errors.h>
#include <arch/mmu.h>
#include <base/checked.h>
#include <base/compiler.h>
#include <debug/log.h>
#include <mm/mm.h>
#include <mm/pagetable.h>

#include "mm_impl.h"

enum { DEVICES_MAX = 128 };

struct device_window {
	paddr_t base; /* on a page border, as is size */
	u64 size;
	vaddr_t va;
	unsigned flags;
};

static struct device_window windows[DEVICES_MAX];
static unsigned window_count;
static vaddr_t window_next = DEVICE_BASE;

static const struct device_window *window_find(paddr_t base, u64 size, unsigned flags)
{
	for (unsigned i = 0; i < window_count; i++) {
		const struct device_window *window = &windows[i];

		if (window->flags == flags && base >= window->base &&
			base - window->base < window->size &&
			size <= window->size - (base - window->base))
			return window;
	}
	return NULL;
}

static status_t window_create(paddr_t base, u64 size, unsigned flags)
{
	if (window_count == DEVICES_MAX || size > DEVICE_LIMIT - window_next)
		return -ENOSPC;
	vaddr_t va = window_next;

	/* Used up in any case: a failure may leave a part of it mapped. */
	window_next += size;
	status_t status = pagetable_map(mm_kernel_root(), va, base, size, flags);

	if (status == 0)
		windows[window_count++] = (struct device_window){ base, size, va, flags };
	return status;
}

static bool is_address_range(paddr_t base, u64 size)
{
	paddr_t last;

	return size != 0 && checked_add(base, size - 1, &last) &&
	       last >> arch_mmu_physical_bits() == 0;
}

void *device_map(paddr_t base, u64 size, unsigned flags)
{
	if (!is_address_range(base, size)) {
		log_error(LOG_MM, "device at %#lx + %#lx: no such address range", base, size);
		return NULL;
	}
	paddr_t first = ALIGN_DOWN(base, PAGE_SIZE);
	u64 bytes = ALIGN_UP(base + size, PAGE_SIZE) - first;

	if (window_find(base, size, flags) == NULL) {
		status_t status = window_create(first, bytes, flags);

		if (status != 0) {
			log_error(LOG_MM, "device at %#lx + %#lx not mapped: %s", base, size,
				status_name(status));
			return NULL;
		}
	}
	const struct device_window *window = window_find(base, size, flags);

	return (void *)(window->va + (base - window->base));
}
