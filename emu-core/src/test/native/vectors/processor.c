/*
 * Runs single instructions on this machine's processor, in user mode, from a given state.
 *
 * Reads states of the form `struct state` from standard input, runs the instruction at `rip` (which must lie in the code page)
 * and writes the state after it to standard output, until the input ends. The vectors of the emulator's tests are made with
 * this; see README.md.
 *
 * Three pages stand at fixed addresses: CODE, filled with INT3 around the instruction; DATA, writable; and READ_ONLY. A state is
 * entered and left by way of a signal's frame: the kernel loads it on return from the handler of SIGUSR1, and saves it at
 * the trap or fault that ends the run. If the instruction does not fault, that is the INT3 behind it, or the fetch
 * from where it branched to.
 */
#define _GNU_SOURCE
#include <asm/ldt.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#define CODE 0x10000000ull
#define DATA 0x20000000ull
#define READ_ONLY 0x20002000ull
#define PAGE 4096
#define TIMED_OUT 255

struct state {
  uint64_t r[16]; /* RAX RCX RDX RBX RSP RBP RSI RDI R8..R15 */
  uint64_t rip;
  uint64_t rflags;
  uint64_t fs_base;
  uint64_t gs_base;
  uint64_t vector; /* what ended the run, with error code and CR2; TIMED_OUT if nothing did */
  uint64_t error_code;
  uint64_t cr2;
  uint64_t length; /* bytes of code that count */
  uint64_t mode;   /* 64, 32 or 16 */
  uint8_t code[16];
  uint8_t fxsave[512];
  uint8_t memory[PAGE];
};

static const int REGISTERS[16] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
                                  REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15};

/* Selectors: in 64-bit mode the data segments are null; 16-bit segments are in the LDT, at CODE and at DATA. */
#define FLAT_CODE_32 0x23
#define FLAT_DATA 0x2B
#define CODE_16 0x07
#define DATA_16 0x0F

static struct state state;
static gregset_t host_registers;
static uint8_t host_fxsave[512];
static uint64_t host_fs;
static char stack[1 << 16];

static inline uint64_t read_fs(void) {
  uint64_t base;
  __asm__ volatile("rdfsbase %0" : "=r"(base));
  return base;
}

static inline uint64_t read_gs(void) {
  uint64_t base;
  __asm__ volatile("rdgsbase %0" : "=r"(base));
  return base;
}

static inline void write_fs(uint64_t base) { __asm__ volatile("wrfsbase %0" ::"r"(base) : "memory"); }

static inline void write_gs(uint64_t base) { __asm__ volatile("wrgsbase %0" ::"r"(base) : "memory"); }

static inline void load_segments(uint16_t data, uint16_t others) {
  __asm__ volatile("mov %0, %%ds\n\tmov %0, %%es" ::"r"(data) : "memory");
  __asm__ volatile("mov %0, %%gs" ::"r"(others) : "memory");
  write_gs(state.gs_base);
  __asm__ volatile("mov %0, %%fs" ::"r"(others) : "memory");
  write_fs(state.fs_base);
}

static void use_code_and_stack(greg_t *registers, uint64_t code, uint64_t stack_segment) {
  registers[REG_CSGSFS] = (registers[REG_CSGSFS] & 0x0000FFFFFFFF0000) | code | stack_segment << 48;
}

/* The frame may hold less than the state: components that XSTATE_BV does not name are taken as initial. */
static void use_x87_and_sse(uint8_t *frame) {
  uint64_t header;
  memcpy(&header, frame + 512, 8);
  header |= 3;
  memcpy(frame + 512, &header, 8);
}

__attribute__((optimize("no-stack-protector"))) static void enter(int number, siginfo_t *info, void *context) {
  (void)number;
  (void)info;
  ucontext_t *frame = context;
  greg_t *registers = frame->uc_mcontext.gregs;
  uint8_t *fxsave = (uint8_t *)frame->uc_mcontext.fpregs;
  memcpy(host_registers, registers, sizeof host_registers);
  memcpy(host_fxsave, fxsave, 416);
  for (int i = 0; i < 16; i++) registers[REGISTERS[i]] = state.r[i];
  registers[REG_RIP] = state.rip;
  registers[REG_EFL] = state.rflags;
  memcpy(fxsave, state.fxsave, 416);
  use_x87_and_sse(fxsave);
  host_fs = read_fs();
  switch (state.mode) {
    case 64:
      load_segments(0, 0);
      break;
    case 32:
      use_code_and_stack(registers, FLAT_CODE_32, FLAT_DATA);
      load_segments(FLAT_DATA, FLAT_DATA);
      break;
    default:
      use_code_and_stack(registers, CODE_16, DATA_16);
      load_segments(DATA_16, FLAT_DATA);
      break;
  }
}

__attribute__((optimize("no-stack-protector"))) static void leave(int number, siginfo_t *info, void *context) {
  __builtin_ia32_writeeflags_u64(0x202); /* above all, no alignment check */
  uint64_t fs = read_fs();
  write_fs(host_fs);
  (void)info;
  state.fs_base = fs;
  state.gs_base = read_gs();
  ucontext_t *frame = context;
  greg_t *registers = frame->uc_mcontext.gregs;
  uint8_t *fxsave = (uint8_t *)frame->uc_mcontext.fpregs;
  for (int i = 0; i < 16; i++) state.r[i] = registers[REGISTERS[i]];
  state.rip = registers[REG_RIP];
  state.rflags = registers[REG_EFL];
  state.vector = number == SIGALRM ? TIMED_OUT : registers[REG_TRAPNO];
  state.error_code = registers[REG_ERR];
  state.cr2 = registers[REG_CR2];
  memcpy(state.fxsave, fxsave, 416);
  memcpy(registers, host_registers, sizeof host_registers);
  memcpy(fxsave, host_fxsave, 416);
  use_x87_and_sse(fxsave);
}

static void make_segment(int number, uint64_t base, int contents) {
  struct user_desc segment;
  memset(&segment, 0, sizeof segment);
  segment.entry_number = number;
  segment.base_addr = base;
  segment.limit = 0xFFFF;
  segment.contents = contents;
  if (syscall(SYS_modify_ldt, 0x11, &segment, sizeof segment) != 0) {
    perror("modify_ldt");
    exit(1);
  }
}

static void *map(uint64_t address, int protection) {
  void *page = mmap((void *)address, PAGE, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
  if (page != (void *)address) {
    perror("mmap");
    exit(1);
  }
  return page;
}

static void handle(int number, void (*handler)(int, siginfo_t *, void *)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
  sigaction(number, &action, NULL);
}

int main(void) {
  uint8_t *code = map(CODE, PROT_READ | PROT_WRITE | PROT_EXEC);
  uint8_t *data = map(DATA, PROT_READ | PROT_WRITE);
  uint8_t *read_only = map(READ_ONLY, PROT_READ | PROT_WRITE);
  memset(read_only, 0x5A, PAGE);
  mprotect(read_only, PAGE, PROT_READ);
  stack_t alternative = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&alternative, NULL);
  make_segment(CODE_16 >> 3, CODE, MODIFY_LDT_CONTENTS_CODE);
  make_segment(DATA_16 >> 3, DATA, MODIFY_LDT_CONTENTS_DATA);
  handle(SIGUSR1, enter);
  const int ends[] = {SIGTRAP, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGALRM};
  for (unsigned i = 0; i < sizeof ends / sizeof *ends; i++) handle(ends[i], leave);
  while (fread(&state, sizeof state, 1, stdin) == 1) {
    memset(code, 0xCC, PAGE);
    uint64_t at = state.rip & (PAGE - 1);
    uint64_t length = state.length < PAGE - at ? state.length : PAGE - at;
    memcpy(code + at, state.code, length);
    memcpy(data, state.memory, PAGE);
    __builtin_ia32_writeeflags_u64(0x202); /* NT and ID survive the return from a signal */
    ualarm(200000, 0);
    syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), SIGUSR1);
    ualarm(0, 0);
    memcpy(state.memory, data, PAGE);
    fwrite(&state, sizeof state, 1, stdout);
    fflush(stdout);
  }
  return 0;
}
