/* SPDX-License-Identifier: MIT */
/*
 * State is a key of 32 bytes. A refill runs the cipher once: 32 bytes of the
 * block become the next key, the other 32 are handed out. Seeding exclusive-ors
 * up to 32 bytes into the key and runs the cipher on it, as often as there is
 * seed.
 */
#include <base/compiler.h>
#include <base/endian.h>
#include <base/rand.h>
#include <base/string.h>

static inline u32 rotate_left(u32 value, u32 count)
{
	return value << count | value >> (32 - count);
}

static inline void quarter_round(u32 *a, u32 *b, u32 *c, u32 *d)
{
	*a += *b;
	*d = rotate_left(*d ^ *a, 16);
	*c += *d;
	*b = rotate_left(*b ^ *c, 12);
	*a += *b;
	*d = rotate_left(*d ^ *a, 8);
	*c += *d;
	*b = rotate_left(*b ^ *c, 7);
}

static void double_round(u32 x[16])
{
	for (u32 i = 0; i < 4; i++) /* the columns */
		quarter_round(&x[i], &x[4 + i], &x[8 + i], &x[12 + i]);
	for (u32 i = 0; i < 4; i++) /* the diagonals */
		quarter_round(
			&x[i], &x[4 + (i + 1) % 4], &x[8 + (i + 2) % 4], &x[12 + (i + 3) % 4]);
}

void chacha20_block(const u32 key[8], u32 counter, const u32 nonce[3], u8 block[CHACHA20_BLOCK])
{
	u32 start[16] = { 0x61707865, 0x3320646e, 0x79622d32, 0x6b206574 }; /* expand 32-byte k */
	u32 x[16];

	memcpy(&start[4], key, 32);
	start[12] = counter;
	memcpy(&start[13], nonce, 12);
	memcpy(x, start, sizeof(x));
	for (u32 i = 0; i < 10; i++)
		double_round(x);
	for (u32 i = 0; i < 16; i++)
		store_le32(block + 4 * i, x[i] + start[i]);
}

/* Forgets a secret in a way that the compiler may not leave out. */
static void wipe(void *secret, size_t length)
{
	for (volatile u8 *at = secret; length--; at++)
		*at = 0;
}

static void refill(struct rand *rand)
{
	static const u32 no_nonce[3];
	u8 block[CHACHA20_BLOCK];

	chacha20_block(rand->key, 0, no_nonce, block);
	memcpy(rand->key, block, sizeof(rand->key));
	memcpy(rand->stock, block + sizeof(rand->key), sizeof(rand->stock));
	rand->left = sizeof(rand->stock);
	wipe(block, sizeof(block));
}

void rand_seed(struct rand *rand, const void *bytes, size_t length)
{
	const u8 *from = bytes;

	while (length) {
		size_t part = min(length, sizeof(rand->key));
		u8 *key = (u8 *)rand->key;
		for (size_t i = 0; i < part; i++)
			key[i] ^= from[i];
		refill(rand);
		from += part;
		length -= part;
	}
	rand->left = 0;
}

void rand_bytes(struct rand *rand, void *bytes, size_t length)
{
	u8 *to = bytes;

	while (length) {
		if (rand->left == 0)
			refill(rand);
		size_t part = min(length, (size_t)rand->left);
		u8 *from = rand->stock + rand->left - part;
		memcpy(to, from, part);
		wipe(from, part);
		rand->left -= (u32)part;
		to += part;
		length -= part;
	}
}

u64 rand_u64(struct rand *rand)
{
	u64 value;

	rand_bytes(rand, &value, sizeof(value));
	return value;
}

u64 rand_below(struct rand *rand, u64 limit)
{
	/* 2^64 mod limit values too many would favour the small results: throw those away. */
	u64 excess = (0 - limit) % limit;
	u64 value;

	do
		value = rand_u64(rand);
	while (value < excess);
	return value % limit;
}
