/* SPDX-License-Identifier: MIT */
#include <base/list.h>
#include <test/test.h>

struct thing {
	u32 number;
	struct list_node link;
};

static struct thing things[4] = { { .number = 0 }, { .number = 1 }, { .number = 2 },
	{ .number = 3 } };

/* The numbers on the list as decimal digits, front first. */
static u32 digits(const struct list *list)
{
	const struct thing *thing;
	u32 value = 0;

	list_for_each(thing, list, link)
		value = value * 10 + thing->number;
	return value;
}

TEST(push_and_pop)
{
	struct list list = LIST_INIT(list);

	EXPECT(list_is_empty(&list));
	EXPECT(list_pop_front(&list) == nullptr);
	list_push_back(&list, &things[2].link);
	list_push_back(&list, &things[3].link);
	list_push_front(&list, &things[1].link);
	EXPECT_EQ(digits(&list), 123);
	EXPECT(list_first(&list) == &things[1].link);
	EXPECT(list_last(&list) == &things[3].link);
	EXPECT(list_pop_front(&list) == &things[1].link);
	EXPECT(!list_is_linked(&things[1].link));
	EXPECT(list_is_linked(&things[2].link));
	list_remove(&things[2].link);
	list_remove(&things[3].link);
	EXPECT(list_is_empty(&list));
}

TEST(insert_and_append)
{
	struct list list, other;

	list_init(&list);
	list_init(&other);
	list_push_back(&list, &things[1].link);
	list_insert_after(&things[3].link, &things[1].link);
	list_insert_before(&things[2].link, &things[3].link);
	EXPECT_EQ(digits(&list), 123);
	list_append(&other, &list);
	EXPECT(list_is_empty(&list));
	EXPECT_EQ(digits(&other), 123);
	list_append(&other, &list);
	EXPECT_EQ(digits(&other), 123);

	struct thing *thing, *next;
	list_for_each_safe(thing, next, &other, link)
		if (thing->number == 2)
			list_remove(&thing->link);
	EXPECT_EQ(digits(&other), 13);
}
