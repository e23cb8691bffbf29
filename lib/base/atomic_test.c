/* SPDX-License-Identifier: MIT */
/* One CPU's view: that each operation does what it says. Orders are tested by hammering. */
#include <base/atomic.h>
#include <test/test.h>

TEST(operations)
{
	ATOMIC(u32) word = ATOMIC_INIT(5);
	u32 expected = 5;

	EXPECT_EQ(atomic_load_acquire(&word), 5);
	EXPECT_EQ(atomic_fetch_add_acq_rel(&word, 2), 5);
	EXPECT_EQ(atomic_fetch_sub_relaxed(&word, 1), 7);
	EXPECT_EQ(atomic_exchange_acquire(&word, 8), 6);
	EXPECT_EQ(atomic_fetch_or_acq_rel(&word, 3), 8);
	EXPECT_EQ(atomic_fetch_and_acq_rel(&word, 9), 11);
	EXPECT(!atomic_cas_acq_rel(&word, &expected, 1));
	EXPECT_EQ(expected, 9);
	EXPECT(atomic_cas_acq_rel(&word, &expected, 1));
	atomic_store_release(&word, atomic_load_relaxed(&word) + 1);
	EXPECT_EQ(atomic_load_seq_cst(&word), 2);
}

TEST(small_and_pointer_types)
{
	ATOMIC(bool) flag = ATOMIC_INIT(false);
	ATOMIC(const char *) text = ATOMIC_INIT(nullptr);
	const char *none = nullptr;

	EXPECT(!atomic_exchange_acq_rel(&flag, true));
	EXPECT(atomic_load_relaxed(&flag));
	EXPECT(atomic_cas_release(&text, &none, "x"));
	EXPECT_STR(atomic_load_acquire(&text), "x");
}

TEST(memory_of_others)
{
	u64 word = 1, expected = 1;

	EXPECT(shared_cas_acq_rel(&word, &expected, 2));
	shared_store_release(&word, shared_load_acquire(&word) + 1);
	EXPECT_EQ(word, 3);
}
