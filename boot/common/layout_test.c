/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <base/rand.h>
#include <boot/layout.h>
#include <test/test.h>

static struct diag diag;

TEST(fixed_addresses)
{
	struct elf elf = { .movable = true, .base = KERNEL_BASE, .span = MIB, .align = 0x1000 };
	vaddr_t at;

	EXPECT_OK(layout_hhdm(&pt_x86_4_level, 4 * GIB, nullptr, &at, &diag));
	EXPECT_EQ(at, 0xffff800000000000);
	EXPECT_OK(layout_hhdm(&pt_riscv_sv39, 4 * GIB, nullptr, &at, &diag));
	EXPECT_EQ(at, 0xffffffc000000000);
	EXPECT_EQ(layout_slide(&elf, nullptr), 0);
	elf.base = 0;
	EXPECT_EQ(layout_slide(&elf, nullptr), KERNEL_BASE);
	elf.base = KERNEL_LIMIT - 0x1000; /* has no room there */
	EXPECT_EQ(elf.base + layout_slide(&elf, nullptr), KERNEL_BASE);
	elf.movable = false;
	EXPECT_EQ(layout_slide(&elf, nullptr), 0);
}

TEST(random_addresses_keep_their_bounds)
{
	struct elf elf = { .movable = true, .base = 0x200000, .span = 16 * MIB, .align = 0x200000 };
	struct rand rand = {};
	vaddr_t first = 0, at;
	bool differ = false;

	for (int i = 0; i < 1000; i++) {
		EXPECT_OK(layout_hhdm(&pt_riscv_sv39, 5 * GIB + 1, &rand, &at, &diag));
		EXPECT(at >= 0xffffffc000000000 && at + 6 * GIB <= KERNEL_WINDOW);
		EXPECT_EQ(at % GIB, 0);
		differ |= first && at != first;
		first = at;
		at = elf.base + layout_slide(&elf, &rand);
		EXPECT(at >= KERNEL_BASE && at + elf.span <= KERNEL_LIMIT);
		EXPECT_EQ(at % elf.align, 0);
	}
	EXPECT(differ);
}

TEST(no_room_is_an_error)
{
	vaddr_t at;

	EXPECT_OK(layout_hhdm(&pt_riscv_sv39, 248 * GIB, nullptr, &at, &diag));
	EXPECT_STATUS(layout_hhdm(&pt_riscv_sv39, 248 * GIB + 1, nullptr, &at, &diag), -ENOMEM);
	EXPECT(diag.what[0] && diag.advice[0]);
}
