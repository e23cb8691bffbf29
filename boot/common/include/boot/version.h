/* SPDX-License-Identifier: MIT */
#pragma once

#define LOADER_NAME    "Cuprux loader"
#define LOADER_VERSION "0.1.0"
