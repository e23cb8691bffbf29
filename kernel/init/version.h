/* SPDX-License-Identifier: MIT */
#pragma once

#define CUPRUX_VERSION "0.1"
