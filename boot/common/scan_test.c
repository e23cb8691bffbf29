/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <base/string.h>
#include <boot/scan.h>
#include <test/test.h>

enum { WORDS = 64 };

/* An image of one segment, filled word by word. */
static u64 words[WORDS];
static u32 filled;
static struct requests found;
static struct diag diag;

static void begin(void)
{
	memset(words, 0, sizeof(words));
	filled = 0;
	diag = (struct diag){};
}

static void put(const u64 *from, u32 count)
{
	memcpy(words + filled, from, count * sizeof(u64));
	filled += count;
}

static void put_start(void)
{
	put((const u64[])LIMINE_START_MARKER, 4);
}

static void put_end(void)
{
	put((const u64[])LIMINE_END_MARKER, 2);
}

static void put_revision(u64 wanted)
{
	put((const u64[])LIMINE_BASE_REVISION(wanted), 3);
}

/* A request without fields of its own. Returns where it stands. */
static u64 *put_request(u64 word2, u64 word3)
{
	u64 *at = words + filled;

	put((const u64[]){ LIMINE_MAGIC_0, LIMINE_MAGIC_1, word2, word3, 0, 0 }, 6);
	return at;
}

#define PUT(name) put_request(LIMINE_##name##_ID2, LIMINE_##name##_ID3)

static status_t scan(void)
{
	struct scan_area area = { (u8 *)words, filled * sizeof(u64), sizeof(words) };

	return scan_requests(&area, 1, &found, &diag);
}

static bool says(const char *part)
{
	for (const char *at = diag.what; *at != '\0'; at++)
		if (str_has_prefix(at, part))
			return true;
	return false;
}

TEST(nothing_to_find)
{
	const struct revision *row;
	u64 number;

	begin();
	REQUIRE_OK(scan());
	EXPECT(found.tag == nullptr);
	for (u32 i = 0; i < FEATURE_COUNT; i++)
		EXPECT(found.of[i] == nullptr);
	/* No tag means revision 0, which is recognised and not served. */
	EXPECT_STATUS(scan_revision(&found, &number, &row, &diag), -ENOTSUP);
	EXPECT(says("base revision 0"));
}

TEST(requests_are_found_wherever_they_stand)
{
	begin();
	put_revision(6);
	u64 *hhdm = PUT(HHDM);
	put((const u64[]){ 1 }, 1);
	u64 *memmap = PUT(MEMMAP);
	REQUIRE_OK(scan());
	EXPECT(found.tag == words);
	EXPECT((u64 *)found.of[FEATURE_HHDM] == hhdm);
	EXPECT((u64 *)found.of[FEATURE_MEMMAP] == memmap);
	EXPECT(found.of[FEATURE_MP] == nullptr);
}

TEST(several_segments_are_searched_in_order)
{
	u64 first[8] = LIMINE_BASE_REVISION(2), second[8] = LIMINE_ID(RSDP);
	struct scan_area areas[] = {
		{ (u8 *)first, sizeof(first), sizeof(first) },
		{ (u8 *)second, sizeof(second), sizeof(second) },
	};

	REQUIRE_OK(scan_requests(areas, 2, &found, &diag));
	EXPECT(found.tag == first);
	EXPECT((u64 *)found.of[FEATURE_RSDP] == second);
}

TEST(markers_bound_the_search)
{
	begin();
	PUT(HHDM);
	put_start();
	PUT(MEMMAP);
	put_end();
	PUT(RSDP);
	REQUIRE_OK(scan());
	EXPECT(found.of[FEATURE_HHDM] == nullptr);
	EXPECT(found.of[FEATURE_MEMMAP] != nullptr);
	EXPECT(found.of[FEATURE_RSDP] == nullptr);
}

TEST(a_second_start_marker_forgets_what_was_found)
{
	begin();
	put_start();
	PUT(HHDM);
	PUT(HHDM);
	put_start();
	PUT(HHDM);
	REQUIRE_OK(scan());
	EXPECT(found.of[FEATURE_HHDM] != nullptr);
}

TEST(twice_is_refused)
{
	begin();
	PUT(HHDM);
	PUT(HHDM);
	EXPECT_STATUS(scan(), -EINVAL);
	EXPECT(says("twice"));
	begin();
	put_revision(2);
	put_revision(2);
	EXPECT_STATUS(scan(), -EINVAL);
	EXPECT(says("two base revision tags"));
}

TEST(what_we_do_not_know_is_left_alone)
{
	begin();
	u64 *unknown = put_request(0x1234, 0x5678);
	put_request(0x1234, 0x5678);
	REQUIRE_OK(scan());
	EXPECT_EQ(unknown[5], 0);
}

TEST(cut_off_at_the_end)
{
	begin();
	filled = WORDS - 4;
	put((const u64[])LIMINE_ID(HHDM), 4);
	EXPECT_STATUS(scan(), -EINVAL);
	EXPECT(says("cut off"));
	begin();
	filled = WORDS - 2;
	put((const u64[]){ LIMINE_BASE_REVISION_0, LIMINE_BASE_REVISION_1 }, 2);
	EXPECT_STATUS(scan(), -EINVAL);
	EXPECT(says("cut off"));
}

TEST(the_rest_of_a_request_may_be_cleared_memory)
{
	begin();
	put((const u64[])LIMINE_ID(HHDM), 4);
	REQUIRE_OK(scan());
	EXPECT(found.of[FEATURE_HHDM] != nullptr);
}

TEST(later_request_revisions_are_longer)
{
	begin();
	filled = WORDS - 7;
	put_request(LIMINE_PAGING_MODE_ID2, LIMINE_PAGING_MODE_ID3);
	EXPECT_OK(scan());
	words[WORDS - 7 + 4] = 1;
	EXPECT_STATUS(scan(), -EINVAL);
}

TEST(revisions_are_served_or_refused_by_name)
{
	for (u64 wanted = 0; wanted <= 8; wanted++) {
		const struct revision *row;
		u64 number;

		begin();
		put_revision(wanted);
		REQUIRE_OK(scan());
		status_t status = scan_revision(&found, &number, &row, &diag);

		EXPECT_EQ(status == 0, wanted == 2 || wanted == 6);
		if (status == 0)
			EXPECT_EQ(number, wanted);
		else
			EXPECT(diag.what[0] != '\0' && diag.advice[0] != '\0');
	}
}

TEST(the_tag_tells_what_was_granted)
{
	begin();
	put_revision(6);
	REQUIRE_OK(scan());
	scan_confirm(&found, 6);
	EXPECT_EQ(words[0], LIMINE_BASE_REVISION_0);
	EXPECT_EQ(words[1], 6);
	EXPECT_EQ(words[2], 0);
}
