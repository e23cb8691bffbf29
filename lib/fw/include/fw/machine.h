/* SPDX-License-Identifier: MIT */
/*
 * One description of a machine, whether its firmware speaks ACPI or device
 * tree.
 *
 * fw_machine_from_acpi and fw_machine_from_fdt read everything once; what they
 * could not believe they leave out and note. Whoever starts CPUs, routes
 * interrupts or turns the machine off reads this structure, never a table.
 *
 * All arrays are bounded. What does not fit is counted in dropped[], by kind:
 * the caller tells the user, and the machine runs with what there is room for.
 * A table that is refused is noted in faults[].
 *
 * The structure is large (some tens of KiB): give it static storage, zeroed.
 * Numbers are as the firmware said them; that an address is where a device
 * really is cannot be checked from here.
 */
#pragma once

#include <base/compiler.h>
#include <base/strview.h>
#include <base/types.h>
#include <fw/acpi.h>
#include <fw/fdt.h>
#include <fw/mem.h>

enum fw_limit {
	FW_CPUS_MAX = 512,
	FW_MEMORY_MAX = 64,
	FW_RESERVED_MAX = 64,
	FW_IOAPICS_MAX = 32,
	FW_OVERRIDES_MAX = 32,
	FW_REDISTRIBUTORS_MAX = 16,
	FW_MSI_FRAMES_MAX = 16,
	FW_PLICS_MAX = 16,
	FW_PCI_SEGMENTS_MAX = 16,
	FW_PCI_WINDOWS_MAX = 8,
	FW_FAULTS_MAX = 16,
	FW_ISA_MAX = 512,
};

/* What can have been dropped, or be at fault. */
enum fw_kind {
	FW_KIND_CPU,
	FW_KIND_MEMORY,
	FW_KIND_RESERVED,
	FW_KIND_IOAPIC,
	FW_KIND_OVERRIDE,
	FW_KIND_REDISTRIBUTOR,
	FW_KIND_MSI_FRAME,
	FW_KIND_PLIC,
	FW_KIND_PCI_SEGMENT,
	FW_KIND_PCI_WINDOW,
	FW_KIND_FAULT,
	FW_KIND_COUNT,
};

/* In the plural, for messages. */
extern const char *const fw_kind_names[FW_KIND_COUNT];

enum fw_source {
	FW_SOURCE_NONE,
	FW_SOURCE_ACPI,
	FW_SOURCE_FDT,
};

/* --- CPUs ---------------------------------------------------------------------------- */

#define FW_NO_NODE  UINT32_MAX
#define FW_NO_INDEX UINT32_MAX

enum fw_cpu_state {
	FW_CPU_ENABLED,
	FW_CPU_CAPABLE, /* may be added while the machine runs */
	FW_CPU_DISABLED,
};

enum fw_cpu_start {
	FW_START_DEFAULT, /* the machine's one way: INIT/SIPI, SBI; PSCI if there is one */
	FW_START_PSCI,
	FW_START_SPIN_TABLE, /* write the address to release_address, wake it */
	FW_START_PARKING,    /* ACPI parking protocol: release_address is its mailbox */
};

struct fw_cpu {
	u64 id; /* local APIC id, MPIDR affinity, hart id */
	u32 acpi_uid;
	u32 node; /* NUMA node, or FW_NO_NODE */
	enum fw_cpu_state state;
	enum fw_cpu_start start;
	paddr_t release_address; /* 0 if none */
	paddr_t redistributor;	 /* GICv3: its own, if told one by one; else 0 */
	/* RISC-V: the supervisor's external interrupts come from here. */
	u32 controller;	 /* index into plics[], PLIC or APLIC; or FW_NO_INDEX */
	u32 context;	 /* PLIC context or APLIC delivery number */
	paddr_t imsic;	 /* supervisor interrupt file, or 0 */
	u32 intc_handle; /* device tree: phandle of its own interrupt controller */
};

/* --- Memory -------------------------------------------------------------------------- */

struct fw_memory {
	paddr_t base;
	u64 length;
	u32 node;
	bool hot_plug; /* may not be there now */
};

struct fw_reserved {
	paddr_t base;
	u64 length;
	bool no_map; /* must not even be mapped */
};

/* --- Interrupts ---------------------------------------------------------------------- */

/* An interrupt line by the number its controller knows it by. */
struct fw_irq {
	u32 number; /* global system interrupt; GIC interrupt id; PLIC or APLIC source */
	bool valid;
	bool level; /* else edge */
	bool low;   /* active low, or falling edge */
};

struct fw_ioapic {
	paddr_t base;
	u32 id;
	u32 gsi_base;
};

/* An ISA interrupt that is not wired 1:1, or not edge-triggered and active high. */
struct fw_override {
	u8 source;
	struct fw_irq irq;
};

struct fw_region {
	paddr_t base;
	u64 length;
};

/* Message-signalled interrupts: a GICv2m frame, or an ITS. */
struct fw_msi_frame {
	paddr_t base;
	u32 id;
	bool is_its;
	u32 spi_base; /* frames only; 0 and 0: as the frame's own register says */
	u32 spi_count;
};

struct fw_gic {
	u32 version; /* 0: there is none; 2, 3 or 4 */
	paddr_t distributor;
	u64 distributor_length; /* 0 if unknown */
	paddr_t cpu_interface;	/* version 2 */
	u64 cpu_interface_length;
	u64 redistributor_stride; /* 0: as the architecture says */
	struct fw_region redistributors[FW_REDISTRIBUTORS_MAX];
	u32 redistributor_count;
	struct fw_msi_frame msi_frames[FW_MSI_FRAMES_MAX];
	u32 msi_frame_count;
};

/* The platform-level controllers of RISC-V machines: PLIC, its successor, and MSI files. */
enum fw_plic_kind {
	FW_PLIC,
	FW_APLIC,
	FW_IMSIC,
};

struct fw_plic {
	enum fw_plic_kind kind;
	paddr_t base;
	u64 length;
	u32 sources;	/* interrupt sources; identities of an IMSIC */
	u32 gsi_base;	/* ACPI only */
	u32 id;		/* ACPI's id, or the device tree's phandle */
	u32 msi_parent; /* APLIC: index of the IMSIC it sends to, or FW_NO_INDEX: direct */
	/* IMSIC: how a hart's interrupt file is found. */
	u32 guest_index_bits;
	u32 hart_index_bits;
	u32 group_index_bits;
	u32 group_index_shift;
};

/* --- Devices ------------------------------------------------------------------------- */

enum fw_uart_kind {
	FW_UART_NONE,
	FW_UART_16550,
	FW_UART_PL011,
	FW_UART_SBSA, /* the PL011's data and flag registers only */
	FW_UART_SIFIVE,
	FW_UART_SBI, /* the firmware's console calls */
};

struct fw_uart {
	enum fw_uart_kind kind;
	bool is_port; /* base is an I/O port, not memory */
	u64 base;
	u64 length;
	u32 reg_shift; /* registers are 1 << reg_shift bytes apart ... */
	u32 reg_width; /* ... and accessed by so many bytes */
	u32 clock;     /* Hz; 0 unknown */
	u32 baud;      /* 0: as the firmware left it */
	struct fw_irq irq;
};

struct fw_pci_window {
	u8 space; /* 1 I/O, 2 memory below 4 GiB, 3 memory of 64 bits */
	bool prefetchable;
	u64 bus_address;
	paddr_t base;
	u64 length;
};

/* A segment's configuration space: base is that of bus_first. */
struct fw_pci_segment {
	paddr_t base;
	u32 segment;
	u8 bus_first;
	u8 bus_last;
	struct fw_pci_window windows[FW_PCI_WINDOWS_MAX]; /* device tree only */
	u32 window_count;
};

/* --- Time and power ------------------------------------------------------------------ */

enum fw_timer_line {
	FW_TIMER_SECURE,
	FW_TIMER_EL1,
	FW_TIMER_VIRTUAL,
	FW_TIMER_EL2,
	FW_TIMER_LINES,
};

struct fw_time {
	paddr_t hpet; /* 0 if none */
	u32 hpet_min_tick;
	struct acpi_gas pm_timer; /* address 0 if none */
	bool pm_timer_32;	  /* 32 bits wide, else 24 */
	u64 timebase;		  /* Hz of the CPUs' counter; 0: ask the CPU */
	bool timer_always_on;
	struct fw_irq timer[FW_TIMER_LINES]; /* ARM generic timer */
};

enum fw_conduit {
	FW_CONDUIT_NONE,
	FW_CONDUIT_HVC,
	FW_CONDUIT_SMC,
};

/* A store that turns the machine off, or resets it. */
struct fw_store {
	struct acpi_gas where; /* address 0: there is none */
	u32 value;
	u32 mask; /* bits to change; 0: all */
};

struct fw_power {
	enum fw_conduit psci;
	u32 psci_version; /* major << 16 | minor as the description tells; 0.1 is 1 */
	u32 psci_cpu_on;  /* function number, version 0.1 only */
	bool has_s5;	  /* the ACPI off state is known */
	struct acpi_s5 s5;
	bool hardware_reduced;
	u32 smi_command; /* port that switches to ACPI mode when acpi_enable is written */
	u8 acpi_enable;	 /* both 0: already there */
	struct fw_irq sci;
	struct acpi_gas pm1a_control;
	struct acpi_gas pm1b_control;
	struct acpi_gas sleep_control; /* hardware-reduced machines */
	struct acpi_gas sleep_status;
	struct fw_store reset;
	struct fw_store off;
	paddr_t test_device; /* sifive,test: off, reboot and exit codes */
};

/* --- The whole ----------------------------------------------------------------------- */

struct fw_fault {
	char what[16]; /* a table's signature, a node's name */
	u64 address;
	status_t why;
};

struct fw_machine {
	enum fw_source source;
	char model[64]; /* for people */

	struct fw_cpu cpus[FW_CPUS_MAX];
	u32 cpu_count;
	/*
	 * RISC-V: the extensions of the first CPU with an MMU,
	 * "rv64imac_zba_sstc" or, from a list of names,
	 * "rv64_i_m_a_c_zba_sstc". Empty if not told. What does not fit is cut
	 * at a name's end.
	 */
	char isa[FW_ISA_MAX];

	/* Device tree: all memory. ACPI: only what SRAT ties to a node. */
	struct fw_memory memory[FW_MEMORY_MAX];
	u32 memory_count;
	struct fw_reserved reserved[FW_RESERVED_MAX];
	u32 reserved_count;

	paddr_t lapic; /* 0 if not told */
	bool has_8259;
	bool no_8042; /* legacy devices that ACPI says are absent */
	bool no_vga;
	bool no_rtc;
	bool no_msi;
	struct fw_ioapic ioapics[FW_IOAPICS_MAX];
	u32 ioapic_count;
	struct fw_override overrides[FW_OVERRIDES_MAX];
	u32 override_count;
	struct fw_gic gic;
	struct fw_plic plics[FW_PLICS_MAX];
	u32 plic_count;

	struct fw_uart console;
	struct fw_pci_segment pci[FW_PCI_SEGMENTS_MAX];
	u32 pci_count;
	struct fw_time time;
	struct fw_power power;

	struct fw_fault faults[FW_FAULTS_MAX];
	u32 fault_count;
	u32 dropped[FW_KIND_COUNT];
};

/*
 * Both fill a zeroed machine. ACPI fails only if the root tables cannot be
 * read; a tree that fdt_open accepted never does. Everything else is noted in
 * the machine.
 */
MUST_CHECK status_t fw_machine_from_acpi(
	struct fw_machine *machine, const struct fw_mem *mem, paddr_t rsdp);
void fw_machine_from_fdt(struct fw_machine *machine, const struct fdt *fdt);

/*
 * The console alone, for a kernel that wants to be heard before it reads the
 * rest: same answer as in machine.console, in much less time. FW_UART_NONE if
 * none is named.
 */
void fw_uart_from_acpi(struct fw_uart *uart, const struct fw_mem *mem, paddr_t rsdp);
void fw_uart_from_fdt(struct fw_uart *uart, const struct fdt *fdt);

/* The CPU with this hardware id, or NULL. */
const struct fw_cpu *fw_machine_cpu(const struct fw_machine *machine, u64 id);
