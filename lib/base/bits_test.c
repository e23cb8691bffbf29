/* SPDX-License-Identifier: MIT */
#include <base/bits.h>
#include <base/endian.h>
#include <test/test.h>

TEST(counting)
{
	EXPECT_EQ(bits_leading_zeros(0), 64);
	EXPECT_EQ(bits_leading_zeros(1), 63);
	EXPECT_EQ(bits_trailing_zeros(0), 64);
	EXPECT_EQ(bits_trailing_zeros(BIT(63)), 63);
	EXPECT_EQ(bits_count(0), 0);
	EXPECT_EQ(bits_count(~0ul), 64);
}

TEST(logarithms)
{
	EXPECT_EQ(bits_log2(1), 0);
	EXPECT_EQ(bits_log2(4095), 11);
	EXPECT_EQ(bits_log2(4096), 12);
	EXPECT_EQ(bits_log2_up(1), 0);
	EXPECT_EQ(bits_log2_up(4096), 12);
	EXPECT_EQ(bits_log2_up(4097), 13);
	EXPECT(bits_is_power_of_two(BIT(63)));
	EXPECT(!bits_is_power_of_two(0));
	EXPECT(!bits_is_power_of_two(12));
}

TEST(fields_and_alignment)
{
	EXPECT_EQ(BITS(63, 0), ~0ul);
	EXPECT_EQ(BITS(7, 4), 0xf0);
	EXPECT_EQ(bits_field(0xabcd, 15, 8), 0xab);
	EXPECT_EQ(ALIGN_UP(4097u, 4096), 8192);
	EXPECT_EQ(ALIGN_DOWN(0xffffffff12345678ul, 0x1000), 0xffffffff12345000);
	EXPECT(IS_ALIGNED(0x2000ul, 0x1000));
	EXPECT_EQ(DIV_ROUND_UP(10, 4), 3);
	EXPECT_EQ(min(3, 5), 3);
	EXPECT_EQ(max(3ul, 5ul), 5);
	EXPECT_EQ(clamp(9, 1, 5), 5);
}

TEST(byte_order)
{
	u8 bytes[9] = { 0, 1, 2, 3, 4, 5, 6, 7, 8 };

	EXPECT_EQ(load_le16(bytes + 1), 0x0201);
	EXPECT_EQ(load_be16(bytes + 1), 0x0102);
	EXPECT_EQ(load_le32(bytes + 1), 0x04030201);
	EXPECT_EQ(load_be32(bytes + 1), 0x01020304);
	EXPECT_EQ(load_le64(bytes + 1), 0x0807060504030201);
	EXPECT_EQ(load_be64(bytes + 1), 0x0102030405060708);
	store_be64(bytes + 1, 0x1122334455667788);
	EXPECT_EQ(bytes[1], 0x11);
	store_be32(bytes + 1, 0xaabbccdd);
	EXPECT_EQ(load_be64(bytes + 1), 0xaabbccdd55667788);
	store_le16(bytes + 1, 0x9911);
	EXPECT_EQ(bytes[1], 0x11);
}
