/* SPDX-License-Identifier: MIT */
#include <arch_common/boot_info.h>
#include <base/compiler.h>
#include <test/test.h>

static struct boot_info info;

static u32 kind_at(paddr_t address)
{
	return range_map_type(&info.memory, address);
}

TEST(the_image_is_ours_whatever_is_said_of_it)
{
	paddr_t image = GIB;

	info = (struct boot_info){};
	boot_info_init(&info, "test");
	boot_info_add_memory(&info, 0, 4 * GIB, BOOT_MEMORY_USABLE);
	boot_info_add_memory(&info, image - MIB, 2 * MIB, BOOT_MEMORY_FIRMWARE);
	boot_info_add_kernel(&info, image, 0xffffffff80000000);
	EXPECT_EQ(kind_at(image - 1), BOOT_MEMORY_FIRMWARE);
	EXPECT_EQ(kind_at(image), BOOT_MEMORY_KERNEL);
	EXPECT_EQ(info.kernel_phys, image);
}

/* More reservations than there is room for: memory is lost, but not what is in use. */
TEST(a_full_map_is_cautious)
{
	enum { RESERVATIONS = 2 * BOOT_RANGES_MAX };

	info = (struct boot_info){};
	boot_info_init(&info, "test");
	boot_info_add_memory(&info, 0, 4 * GIB, BOOT_MEMORY_USABLE);
	for (u64 i = 0; i < RESERVATIONS; i++)
		boot_info_add_memory(&info, MIB + 2 * i * MIB, MIB, BOOT_MEMORY_RESERVED);
	for (u64 i = 0; i < RESERVATIONS; i++) {
		EXPECT_EQ(kind_at(MIB + 2 * i * MIB), BOOT_MEMORY_RESERVED);
		EXPECT_EQ(kind_at(2 * MIB + 2 * i * MIB - 1), BOOT_MEMORY_RESERVED);
	}
	EXPECT_EQ(kind_at(0), BOOT_MEMORY_USABLE);
	EXPECT_EQ(kind_at(2 * MIB), BOOT_MEMORY_USABLE);
}
