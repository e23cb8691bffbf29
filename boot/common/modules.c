/* SPDX-License-Identifier: MIT */
#include <boot/modules.h>

#include <abi/errors.h>
#include <base/fmt.h>
#include <boot/kernel.h>

static const char fix_requests[] = "Correct the kernel's boot requests.";

static status_t load(struct boot *b, const struct uri *uri, struct strview string, struct diag *d)
{
	struct file *file = &b->modules[b->module_count];
	status_t status;

	if (b->module_count == MODULES_MAX)
		return diag_fail(d, E2BIG, "Put them into one archive.",
			"there are more than %d modules", MODULES_MAX);
	status = firmware_read(uri, file, d);
	if (status) {
		diag_where(d, "module %s", uri->path);
		return status;
	}
	file->path = arena_string(&b->arena, strview_of(uri->path));
	file->string = arena_string(&b->arena, string);
	b->module_count++;
	return 0;
}

/* A module that need not be there is left out, with a notice. */
static status_t load_optional(struct boot *b, const struct uri *uri, struct strview string)
{
	struct diag d = {};
	status_t status = load(b, uri, string, &d);
	char text[640];

	if (status) {
		diag_text(&d, text, sizeof(text));
		firmware_print("notice: ");
		firmware_print(text);
		firmware_print("\n");
	}
	return 0;
}

static status_t load_internal(
	struct boot *b, const struct limine_internal_module *module, struct diag *d)
{
	const char *path = kernel_string(b, module->path);
	const char *string = module->string ? kernel_string(b, module->string) : "";
	struct uri uri;
	status_t status;

	if (!path || !string)
		return diag_fail(d, EINVAL, fix_requests,
			"a module that it asks for has its name outside of the image");
	status = uri_relative(&b->options.kernel, strview_of(path), &uri, d);
	if (status)
		return status;
	if (module->flags & LIMINE_MODULE_REQUIRED)
		return load(b, &uri, strview_of(string), d);
	return load_optional(b, &uri, strview_of(string));
}

/* As image_at(), for structures of 64-bit words. */
static const void *aligned_at(const struct image *image, vaddr_t at, u64 len)
{
	return IS_ALIGNED(at, sizeof(u64)) ? image_at(image, at, len) : nullptr;
}

static status_t load_all_internal(struct boot *b, struct diag *d)
{
	const struct limine_module_request *request = scan_request(&b->requests, MODULE, module);
	const u64 *list;

	if (request->revision < 1 || request->internal_module_count == 0)
		return 0;
	if (request->internal_module_count > MODULES_MAX)
		return diag_fail(d, E2BIG, fix_requests, "it asks for %lu modules",
			request->internal_module_count);
	list = aligned_at(&b->image, request->internal_modules,
		request->internal_module_count * sizeof(*list));
	for (u64 i = 0; list && i < request->internal_module_count; i++) {
		const struct limine_internal_module *module =
			aligned_at(&b->image, list[i], sizeof(*module));
		status_t status;

		if (!module)
			break;
		status = load_internal(b, module, d);
		if (status || i + 1 == request->internal_module_count)
			return status;
	}
	return diag_fail(d, EINVAL, fix_requests, "its list of modules lies outside of the image");
}

static status_t load_configured(struct boot *b, struct diag *d)
{
	struct config_cursor cursor = {};
	struct module_option module;
	int more;

	while ((more = options_next_module(&b->entry, &cursor, &module, d)) > 0) {
		status_t status = load(b, &module.uri, module.cmdline, d);

		if (status)
			return status;
	}
	return more;
}

status_t modules_load(struct boot *b, struct diag *d)
{
	status_t status;

	/* Whoever does not ask for modules could not find them. */
	if (!b->requests.of[FEATURE_MODULE])
		return 0;
	b->modules = arena_take(&b->arena, MODULES_MAX * sizeof(*b->modules));
	if (!b->modules)
		return diag_fail(d, ENOMEM, "Give the machine more memory.",
			"there is no memory for a list of modules");
	status = load_all_internal(b, d);
	if (status)
		diag_where(d, "kernel %s", b->options.kernel.path);
	return status ? status : load_configured(b, d);
}
