/* SPDX-License-Identifier: MIT */
#pragma once

#include <boot/boot.h>

/* Turns DMA and interrupt remapping off: iommu.c. */
void iommu_disable(const struct boot *b);
