/* SPDX-License-Identifier: MIT */
#include <base/endian.h>
#include <base/rand.h>
#include <base/string.h>
#include <test/test.h>

/* RFC 8439, section 2.3.2. */
TEST(block_of_the_standard)
{
	static const u8 wanted[CHACHA20_BLOCK] = { 0x10, 0xf1, 0xe7, 0xe4, 0xd1, 0x3b, 0x59, 0x15,
		0x50, 0x0f, 0xdd, 0x1f, 0xa3, 0x20, 0x71, 0xc4, 0xc7, 0xd1, 0xf4, 0xc7, 0x33, 0xc0,
		0x68, 0x03, 0x04, 0x22, 0xaa, 0x9a, 0xc3, 0xd4, 0x6c, 0x4e, 0xd2, 0x82, 0x64, 0x46,
		0x07, 0x9f, 0xaa, 0x09, 0x14, 0xc2, 0xd7, 0x05, 0xd9, 0x8b, 0x02, 0xa2, 0xb5, 0x12,
		0x9c, 0xd1, 0xde, 0x16, 0x4e, 0xb9, 0xcb, 0xd0, 0x83, 0xe8, 0xa2, 0x50, 0x3c,
		0x4e };
	const u32 nonce[3] = { 0x09000000, 0x4a000000, 0 };
	u8 key_bytes[32], block[CHACHA20_BLOCK];
	u32 key[8];

	for (u32 i = 0; i < 32; i++)
		key_bytes[i] = (u8)i;
	for (u32 i = 0; i < 8; i++)
		key[i] = load_le32(key_bytes + 4 * i);
	chacha20_block(key, 1, nonce, block);
	EXPECT_MEM(block, wanted, sizeof(wanted));
}

/* Appendix A.1, test vector 1: all zeros; the upper half is an unseeded generator's first. */
TEST(first_output_is_the_upper_half)
{
	static const u8 upper[32] = { 0xda, 0x41, 0x59, 0x7c, 0x51, 0x57, 0x48, 0x8d, 0x77, 0x24,
		0xe0, 0x3f, 0xb8, 0xd8, 0x4a, 0x37, 0x6a, 0x43, 0xb8, 0xf4, 0x15, 0x18, 0xa1, 0x1c,
		0xc3, 0x87, 0xb6, 0x69, 0xb2, 0xee, 0x65, 0x86 };
	struct rand rand = {};
	u8 out[32];

	rand_bytes(&rand, out, sizeof(out));
	EXPECT_MEM(out, upper, sizeof(upper));
}

TEST(seeds_matter_and_repeat)
{
	struct rand a = {}, b = {}, c = {};
	static const char seed[100] = "seed";

	rand_seed(&a, seed, sizeof(seed));
	rand_seed(&b, seed, sizeof(seed));
	rand_seed(&c, seed, sizeof(seed) - 36); /* one block less */
	u64 first = rand_u64(&a);
	EXPECT_EQ(first, rand_u64(&b));
	EXPECT(first != rand_u64(&c));
	EXPECT(first != rand_u64(&a));
	/* A seed also discards what is in stock. */
	rand_seed(&a, "x", 1);
	EXPECT(rand_u64(&a) != rand_u64(&b));
}

TEST(nothing_handed_out_is_kept)
{
	struct rand rand = {};
	u8 out[40];

	rand_bytes(&rand, out, sizeof(out));
	for (size_t i = rand.left; i < sizeof(rand.stock); i++)
		EXPECT_EQ(rand.stock[i], 0);
}

TEST(below_a_limit)
{
	struct rand rand = {};
	u32 seen[6] = {};

	for (u32 i = 0; i < 600; i++) {
		u64 value = rand_below(&rand, 6);
		REQUIRE(value < 6);
		seen[value]++;
	}
	for (u32 i = 0; i < 6; i++)
		EXPECT(seen[i] > 60 && seen[i] < 140);
	EXPECT_EQ(rand_below(&rand, 1), 0);
	EXPECT(rand_below(&rand, (1ul << 63) + 1) <= 1ul << 63);
}
