/* SPDX-License-Identifier: MIT */
/*
 * On the host the standard names belong to the C library, so ours step aside.
 * For string.c and its test only; include after <base/string.h>.
 */
#pragma once

#include <base/string.h>

#if __STDC_HOSTED__
#define memcpy	base_memcpy
#define memmove base_memmove
#define memset	base_memset
#define memcmp	base_memcmp
#define memchr	base_memchr
#define strlen	base_strlen
#define strnlen base_strnlen
#define strcmp	base_strcmp
#define strncmp base_strncmp
#define strchr	base_strchr
#define strrchr base_strrchr

void *base_memcpy(void *restrict to, const void *restrict from, size_t length);
void *base_memmove(void *to, const void *from, size_t length);
void *base_memset(void *to, int byte, size_t length);
int base_memcmp(const void *a, const void *b, size_t length);
void *base_memchr(const void *from, int byte, size_t length);
size_t base_strlen(const char *text);
size_t base_strnlen(const char *text, size_t limit);
int base_strcmp(const char *a, const char *b);
int base_strncmp(const char *a, const char *b, size_t limit);
char *base_strchr(const char *text, int byte);
char *base_strrchr(const char *text, int byte);
#endif
