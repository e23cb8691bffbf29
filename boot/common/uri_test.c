/* SPDX-License-Identifier: MIT */
#include <abi/errors.h>
#include <boot/uri.h>
#include <test/test.h>

static struct uri uri;
static struct diag diag;

static status_t parse(const char *text)
{
	diag = (struct diag){};
	return uri_parse(strview_of(text), &uri, &diag);
}

TEST(paths)
{
	EXPECT_OK(parse("boot():/kernel"));
	EXPECT_STR(uri.path, "/kernel");
	EXPECT_OK(parse("BOOT():a//b/./c/../d"));
	EXPECT_STR(uri.path, "/a/b/d");
	EXPECT_OK(parse("boot():/../../k"));
	EXPECT_STR(uri.path, "/k");
	EXPECT_EQ(uri.partition, 0);
	EXPECT_OK(parse("boot(3):/k"));
	EXPECT_EQ(uri.partition, 3);
}

TEST(refusals)
{
	EXPECT_STATUS(parse("/kernel"), -EINVAL);
	EXPECT_STATUS(parse("boot:/kernel"), -EINVAL);
	EXPECT_STATUS(parse("boot()x:/kernel"), -EINVAL);
	EXPECT_STATUS(parse("boot(x):/kernel"), -EINVAL);
	EXPECT_STATUS(parse("boot(0):/kernel"), -EINVAL);
	EXPECT_STATUS(parse("boot():"), -EINVAL);
	EXPECT_STATUS(parse("boot():/a/.."), -EINVAL);
	EXPECT_STATUS(parse("hdd(1:2):/kernel"), -ENOTSUP);
	EXPECT_STATUS(parse("guid(1-2):/kernel"), -ENOTSUP);
	EXPECT(diag.what[0] && diag.advice[0]);
}

TEST(long_paths)
{
	char text[URI_PATH_MAX + 16] = "boot():/";

	memset(text + 8, 'x', URI_PATH_MAX - 2);
	EXPECT_OK(parse(text));
	EXPECT_EQ(strlen(uri.path), URI_PATH_MAX - 1);
	text[8 + URI_PATH_MAX - 2] = 'x';
	EXPECT_STATUS(parse(text), -ENAMETOOLONG);
}

static const char digits[] = "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789ABCDEF"
			     "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789ABCDEF";

TEST(hashes)
{
	char text[160] = "boot():/k#";

	memcpy(text + 10, digits, sizeof(digits));
	EXPECT_OK(parse(text));
	EXPECT_STR(uri.path, "/k");
	EXPECT(uri.hashed);
	EXPECT_EQ(uri.hash[0], 0x01);
	EXPECT_EQ(uri.hash[63], 0xef);
	text[20] = 'g';
	EXPECT_STATUS(parse(text), -EINVAL);
	EXPECT_STATUS(parse("boot():/k#abc"), -EINVAL);
	EXPECT_STATUS(parse("boot():/k#"), -EINVAL);
	EXPECT_OK(parse("boot():/k"));
	EXPECT(!uri.hashed);
}

TEST(relative)
{
	struct uri base;

	EXPECT_OK(parse("boot(2):/dir/kernel"));
	base = uri;
	EXPECT_OK(uri_relative(&base, strview_of("mod"), &uri, &diag));
	EXPECT_STR(uri.path, "/dir/mod");
	EXPECT_EQ(uri.partition, 2);
	EXPECT_OK(uri_relative(&base, strview_of("../mod"), &uri, &diag));
	EXPECT_STR(uri.path, "/mod");
	EXPECT_OK(uri_relative(&base, strview_of("/abs"), &uri, &diag));
	EXPECT_STR(uri.path, "/abs");
}
