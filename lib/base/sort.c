/* SPDX-License-Identifier: MIT */
#include <base/sort.h>

struct sorter {
	u8 *array;
	size_t size;
	sort_compare_t compare;
	void *context;
};

static int compare_at(const struct sorter *s, size_t a, size_t b)
{
	return s->compare(s->array + a * s->size, s->array + b * s->size, s->context);
}

static void swap_at(const struct sorter *s, size_t a, size_t b)
{
	u8 *x = s->array + a * s->size;
	u8 *y = s->array + b * s->size;

	for (size_t i = 0; i < s->size; i++) {
		u8 byte = x[i];
		x[i] = y[i];
		y[i] = byte;
	}
}

/* Makes the tree below root a heap again, whose two branches are heaps already. */
static void sift_down(const struct sorter *s, size_t root, size_t count)
{
	/* root < count / 2 is "has a child", written so that nothing can wrap. */
	while (root < count / 2) {
		size_t child = 2 * root + 1;
		if (child + 1 < count && compare_at(s, child, child + 1) < 0)
			child++;
		if (compare_at(s, root, child) >= 0)
			return;
		swap_at(s, root, child);
		root = child;
	}
}

void sort(void *array, size_t count, size_t element_size, sort_compare_t compare, void *context)
{
	struct sorter s = { array, element_size, compare, context };

	for (size_t root = count / 2; root-- > 0;)
		sift_down(&s, root, count);
	for (size_t end = count; end-- > 1;) {
		swap_at(&s, 0, end);
		sift_down(&s, 0, end);
	}
}
