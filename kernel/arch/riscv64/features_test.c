/* SPDX-License-Identifier: MIT */
#include <base/string.h>
#include <test/test.h>

#include "features.h"

static feature_set set_of(const char *const *names, size_t count)
{
	feature_set set = 0;

	for (size_t i = 0; i < count; i++)
		set |= features_named(names[i], strlen(names[i]));
	return set;
}

TEST(isa_of_a_virtual_machine)
{
	static const char *const want[] = { "m", "a", "f", "d", "c", "h", "zihintpause", "zba",
		"zbb", "zbc", "zbs", "sstc" };

	EXPECT_EQ(features_from_isa("rv64imafdch_zicsr_zifencei_zihintpause_zba_zbb_zbc_zbs_sstc"),
		set_of(want, ARRAY_SIZE(want)));
}

TEST(isa_with_versions)
{
	static const char *const want[] = { "m", "a", "c", "zkr", "svpbmt" };

	EXPECT_EQ(features_from_isa("rv64i2p1m2a2p1c_zkr1p0_svpbmt1"),
		set_of(want, ARRAY_SIZE(want)));
}

TEST(isa_letters_and_long_name_touch)
{
	static const char *const want[] = { "m", "a", "zicbom" };

	EXPECT_EQ(features_from_isa("rv64imazicbom"), set_of(want, ARRAY_SIZE(want)));
	EXPECT_EQ(features_from_isa("RV64IMA_Zicbom"), set_of(want, ARRAY_SIZE(want)));
}

TEST(isa_general_is_four)
{
	EXPECT_EQ(features_from_isa("rv64gc"), features_from_isa("rv64imafdc"));
}

TEST(isa_of_no_use)
{
	EXPECT_EQ(features_from_isa(""), 0);
	EXPECT_EQ(features_from_isa("rv6"), 0);
	EXPECT_EQ(features_from_isa("rv32imac"), 0);
	EXPECT_EQ(features_from_isa("rv64"), 0);
	EXPECT_EQ(features_from_isa("rv64___"), 0);
	EXPECT_EQ(features_from_isa("rv64_2p0_p1_9"), 0);
}

TEST(isa_unknown_is_ignored)
{
	EXPECT_EQ(features_from_isa("rv64iq_zsomething_xvendor_sv"), 0);
	EXPECT_EQ(features_named("zb", 2), 0);
	EXPECT_EQ(features_named("zbab", 4), 0);
}
