/* SPDX-License-Identifier: MIT */
/*
 * The undefined instruction that the compiler plants on purpose.
 *
 * kCFI checks an indirect call by comparing the type hash of the call with the
 * word in front of the callee:
 *
 *	41 ba imm32        movl  $-hash, %r10d     (41 bb and r11 if r10 holds the
 *	44/45 03 modrm fc  addl  -4(reg), %r10d     target)
 *	74 02              je    1f
 *	0f 0b              ud2                     <- rip
 *	               1:  call  *reg
 *
 * The add has one byte more (a SIB byte) if reg is r12.
 */
#include <arch/mmu.h>
#include <base/string.h>

#include "trap_impl.h"

enum { CFI_LENGTH = 12 };

/* The code may be anything, and its neighbourhood unmapped. */
static bool read_code(vaddr_t va, u8 *out, size_t length)
{
	paddr_t pa;
	unsigned flags;

	for (size_t i = 0; i < length; i++) {
		if (!arch_mmu_lookup(va + i, &pa, &flags))
			return false;
		out[i] = *(const volatile u8 *)(va + i);
	}
	return true;
}

/* A register by the number that instructions give it. */
static u64 register_value(const struct trap_frame *f, unsigned number)
{
	const u64 values[16] = { f->rax, f->rcx, f->rdx, f->rbx, f->rsp, f->rbp, f->rsi, f->rdi,
		f->r8, f->r9, f->r10, f->r11, f->r12, f->r13, f->r14, f->r15 };

	return values[number & 15];
}

/* `code` is the twelve bytes in front of ud2, or one more with a SIB byte. */
static bool match_cfi(const u8 *code, bool has_sib, unsigned *target)
{
	const u8 *add = code + 6, *end = add + (has_sib ? 5 : 4);
	bool moves_hash = code[0] == 0x41 && (code[1] == 0xba || code[1] == 0xbb);
	bool adds = (add[0] & 0xfe) == 0x44 && add[1] == 0x03;
	bool byte_displacement = add[2] >> 6 == 1 && end[-1] == 0xfc;
	bool needs_sib = (add[2] & 7) == 4;

	*target = (add[2] & 7) | (add[0] & 1) << 3;
	return moves_hash && adds && byte_displacement && needs_sib == has_sib && end[0] == 0x74 &&
	       end[1] == 0x02;
}

bool trap_is_cfi(const struct trap_frame *frame, u64 *called)
{
	static const u8 ud2[] = { 0x0f, 0x0b };
	u8 code[CFI_LENGTH + 1];
	unsigned target;

	if (!read_code(frame->rip, code, sizeof(ud2)) || memcmp(code, ud2, sizeof(ud2)) != 0)
		return false;
	for (int sib = 0; sib <= 1; sib++) {
		if (!read_code(frame->rip - CFI_LENGTH - sib, code, CFI_LENGTH + sib))
			return false;
		if (match_cfi(code, sib, &target)) {
			*called = register_value(frame, target);
			return true;
		}
	}
	return false;
}
