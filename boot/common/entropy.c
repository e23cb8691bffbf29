/* SPDX-License-Identifier: MIT */
/*
 * Sources of entropy, best first: the firmware's generator, the processor's instruction, the
 * seed in a device tree (machine.c adds it when it reads the tree), and the jitter of a loop
 * against the counter. Only the first three are counted: how much there is in jitter depends
 * on a machine nobody asked, and under emulation it may be none.
 */
#include <boot/entropy.h>

#include <boot/isa.h>

static void add(struct boot *b, const void *data, size_t size, u32 bits)
{
	rand_seed(&b->rand, data, size);
	b->entropy_bits += bits;
}

static void add_firmware(struct boot *b)
{
	u8 bytes[64];
	size_t size = firmware_random(bytes, sizeof(bytes));

	if (size > 0)
		add(b, bytes, size, (u32)size * 8);
}

static void add_processor(struct boot *b)
{
	u64 word;

	for (int i = 0; i < 8 && isa_random(&word); i++)
		add(b, &word, sizeof(word), 64);
}

static void add_jitter(struct boot *b)
{
	for (int i = 0; i < 64; i++) {
		u64 samples[4];

		for (size_t j = 0; j < ARRAY_SIZE(samples); j++)
			samples[j] = isa_counter();
		/* Seeding is work enough for the next samples to differ. */
		add(b, samples, sizeof(samples), 0);
	}
}

void entropy_gather(struct boot *b)
{
	add_firmware(b);
	add_processor(b);
	add(b, &b->tables.date, sizeof(b->tables.date), 0);
	add_jitter(b);
}
