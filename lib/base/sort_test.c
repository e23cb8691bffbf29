/* SPDX-License-Identifier: MIT */
#include <base/rand.h>
#include <base/sort.h>
#include <test/test.h>

struct item {
	u32 key;
	u8 tag[5];
};

static int compare(const void *a, const void *b, void *context)
{
	const struct item *x = a;
	const struct item *y = b;

	++*(u32 *)context;
	return (x->key > y->key) - (x->key < y->key);
}

TEST(random_arrays)
{
	struct rand rand = {};
	static struct item items[100];

	for (size_t count = 0; count <= 100; count++) {
		u64 sum = 0;
		u32 compares = 0;
		for (size_t i = 0; i < count; i++) {
			items[i].key = (u32)rand_below(&rand, 40);
			items[i].tag[4] = (u8)items[i].key;
			sum += items[i].key;
		}
		sort(items, count, sizeof(items[0]), compare, &compares);
		for (size_t i = 0; i < count; i++) {
			EXPECT_EQ(items[i].tag[4], items[i].key);
			EXPECT(i == 0 || items[i - 1].key <= items[i].key);
			sum -= items[i].key;
		}
		EXPECT_EQ(sum, 0);
		EXPECT(compares <= 2 * 100 * 7);
	}
}
