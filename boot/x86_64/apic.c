/* SPDX-License-Identifier: MIT */
#include <boot_x86/apic.h>

#include <abi/errors.h>
#include <base/bits.h>
#include <boot_x86/cpu.h>

enum {
	ICR_INIT = 0x4500,    /* INIT, assert */
	ICR_STARTUP = 0x4600, /* start-up, assert */
	ICR_PENDING = 0x1000,
	LVT_MASKED = 0x10000,
	XAPIC_ID_MAX = 254,
};

bool apic_is_x2apic(void)
{
	return msr_read(MSR_APIC_BASE) & APIC_BASE_X2APIC;
}

static bool has_x2apic(void)
{
	return cpuid(1, 0).c & BIT(21);
}

bool apic_wants_x2apic(const struct boot *b)
{
	const struct limine_mp_request *r = scan_request(&b->requests, MP, mp);

	return r && r->flags & LIMINE_MP_REQUEST_X2APIC && has_x2apic();
}

paddr_t apic_address(void)
{
	return msr_read(MSR_APIC_BASE) & APIC_BASE_ADDRESS;
}

static u32 apic_read(u32 at)
{
	if (apic_is_x2apic())
		return (u32)msr_read(MSR_X2APIC + at / 16);
	return mmio_read(apic_address() + at);
}

static void apic_write(u32 at, u32 value)
{
	if (apic_is_x2apic())
		msr_set(MSR_X2APIC + at / 16, value);
	else
		mmio_write(apic_address() + at, value);
}

u32 apic_own_id(void)
{
	return apic_is_x2apic() ? apic_read(APIC_ID) : apic_read(APIC_ID) >> 24;
}

/* Newer processors can be locked into x2APIC mode by their firmware. */
static bool is_locked(void)
{
	return cpuid(0, 0).a >= 7 && cpuid(7, 0).d & BIT(29) &&
	       msr_read(MSR_ARCH_CAPABILITIES) & BIT(21) &&
	       msr_read(MSR_XAPIC_DISABLE_STATUS) & BIT(0);
}

status_t apic_check(const struct boot *b, struct diag *d)
{
	if (!b->requests.of[FEATURE_MP] || apic_wants_x2apic(b) || !apic_is_x2apic())
		return 0;
	if (is_locked() || apic_own_id() > XAPIC_ID_MAX)
		return diag_fail(d, ENOTSUP, "Use a kernel that asks for x2APIC.",
			"this machine's CPUs are in x2APIC mode and cannot leave it");
	return 0;
}

/* From x2APIC there is no way back but through "disabled". */
static void switch_mode(bool x2apic)
{
	u64 base = msr_read(MSR_APIC_BASE);

	if (x2apic) {
		msr_set(MSR_APIC_BASE, base | APIC_BASE_X2APIC | APIC_BASE_ENABLE);
		return;
	}
	base &= ~(APIC_BASE_X2APIC | APIC_BASE_ENABLE);
	msr_set(MSR_APIC_BASE, base);
	msr_set(MSR_APIC_BASE, base | APIC_BASE_ENABLE);
}

static void mask_local(void)
{
	u32 highest = bits_field(apic_read(APIC_VERSION), 23, 16) & 0xff;

	/* Six registers in a row, the last ones are optional; one more stands apart. */
	for (u32 i = 0; i <= highest && APIC_LVT_TIMER + i * 16 <= APIC_LVT_ERROR; i++)
		apic_write(APIC_LVT_TIMER + i * 16, LVT_MASKED);
	if (highest >= 6)
		apic_write(APIC_LVT_CMCI, LVT_MASKED);
}

void apic_settle(const struct boot *b, bool strict)
{
	if (b->requests.of[FEATURE_MP] && apic_wants_x2apic(b) != apic_is_x2apic())
		switch_mode(apic_wants_x2apic(b));
	if (!strict)
		return;
	if (!(msr_read(MSR_APIC_BASE) & APIC_BASE_ENABLE))
		msr_set(MSR_APIC_BASE, msr_read(MSR_APIC_BASE) | APIC_BASE_ENABLE);
	mask_local();
	apic_write(APIC_TPR, 0);
	apic_write(APIC_SVR, APIC_SVR_FINAL);
}

enum {
	ICR_TRIES = 1000000,
};

static void send(u32 id, u32 command)
{
	if (apic_is_x2apic()) {
		msr_set(MSR_X2APIC + APIC_ICR_LOW / 16, (u64)id << 32 | command);
		return;
	}
	apic_write(APIC_ICR_HIGH, id << 24);
	apic_write(APIC_ICR_LOW, command);
	/* Bounded: an interrupt that is never delivered costs its CPU, not the boot. */
	for (u32 i = 0; i < ICR_TRIES && apic_read(APIC_ICR_LOW) & ICR_PENDING; i++)
		asm volatile("pause");
}

void apic_send_init(u32 id)
{
	send(id, ICR_INIT);
}

void apic_send_startup(u32 id, paddr_t page)
{
	send(id, ICR_STARTUP | (u32)(page >> 12));
}
