/* SPDX-License-Identifier: MIT */
/*
 * Random numbers that cannot be predicted from those seen before: ChaCha20 (RFC
 * 8439) with its key replaced after every block ("fast key erasure"), so that
 * what was handed out cannot be computed back from the generator's memory
 * either.
 *
 * It is only as good as its seeds: the caller adds whatever the machine offers
 * (an entropy source, a seed from the firmware, counters), as often as it
 * likes. Adding never makes it worse. Unseeded, the sequence is fixed, which is
 * what the tests use. The caller locks.
 */
#pragma once

#include <base/types.h>

#define CHACHA20_BLOCK 64

struct rand {
	u32 key[8];
	u8 stock[CHACHA20_BLOCK - 32]; /* handed out from the end */
	u32 left;		       /* bytes of it not handed out */
};

/* All zeros is a valid generator: unseeded. */
void rand_seed(struct rand *rand, const void *bytes, size_t length);

void rand_bytes(struct rand *rand, void *bytes, size_t length);
u64 rand_u64(struct rand *rand);

/* Uniform in [0, limit); limit is not 0. */
u64 rand_below(struct rand *rand, u64 limit);

/* One block of the cipher's key stream, as the RFC defines it. */
void chacha20_block(const u32 key[8], u32 counter, const u32 nonce[3], u8 block[CHACHA20_BLOCK]);
