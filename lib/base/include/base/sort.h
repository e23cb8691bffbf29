/* SPDX-License-Identifier: MIT */
/*
 * In-place sorting: heap sort, so n log n whatever the input and no stack or
 * memory beyond one element's exchange. Equal elements may change places.
 */
#pragma once

#include <base/types.h>

/* Negative, 0 or positive as a comes before, with or after b. */
typedef int (*sort_compare_t)(const void *a, const void *b, void *context);

void sort(void *array, size_t count, size_t element_size, sort_compare_t compare, void *context);
