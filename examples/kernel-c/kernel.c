// A kernel that prints to the first serial port, and ends.

#include <stdint.h>

enum { COM1 = 0x3F8, LINE_STATUS = COM1 + 5, SEND_EMPTY = 0x20, DEBUG_EXIT = 0xF4 };

// Xen, public/arch-x86/hvm/start_info.h: what EBX points to at the entry.
struct start_info {
  uint32_t magic, version, flags, modules;
  uint64_t module_list, command_line, rsdp, memory_map;
  uint32_t memory_map_entries, reserved;
};

struct memory_range {
  uint64_t start, length;
  uint32_t type, reserved;
};

static void out(uint16_t port, uint8_t value) {
  __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static uint8_t in(uint16_t port) {
  uint8_t value;
  __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
  return value;
}

static void print(const char *text) {
  for (; *text; text++) {
    while (!(in(LINE_STATUS) & SEND_EMPTY)) {
    }
    out(COM1, *text);
  }
}

static void print_number(uint64_t number) {
  char digits[21];
  char *at = digits + sizeof digits - 1;
  *at = 0;
  do {
    *--at = '0' + number % 10;
    number /= 10;
  } while (number);
  print(at);
}

void kmain(const struct start_info *info) {
  print("Hello from a kernel in C.\r\n");
  const struct memory_range *map = (const void *)info->memory_map;
  uint64_t bytes = 0;
  for (uint32_t i = 0; i < info->memory_map_entries; i++) {
    bytes += map[i].type == 1 ? map[i].length : 0;
  }
  print("Memory: ");
  print_number(bytes >> 20);
  print(" MiB\r\n");
  out(DEBUG_EXIT, 0);  // with -device isa-debug-exit,iobase=0xf4: ends with status 1
}
