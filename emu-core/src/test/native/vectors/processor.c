/*
 * Runs single instructions on this machine's processor, in 64-bit user mode, from a given state.
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
#include <asm/prctl.h>
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

struct state {
  uint64_t r[16]; /* RAX RCX RDX RBX RSP RBP RSI RDI R8..R15 */
  uint64_t rip;
  uint64_t rflags;
  uint64_t fs_base;
  uint64_t gs_base;
  uint64_t vector; /* what ended the run, with error code and CR2 */
  uint64_t error_code;
  uint64_t cr2;
  uint64_t length; /* bytes of code that count */
  uint8_t code[16];
  uint8_t fxsave[512];
  uint8_t memory[PAGE];
};

static const int REGISTERS[16] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
                                  REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15};

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
  write_gs(state.gs_base);
  write_fs(state.fs_base);
}

__attribute__((optimize("no-stack-protector"))) static void leave(int number, siginfo_t *info, void *context) {
  uint64_t fs = read_fs();
  write_fs(host_fs);
  (void)number;
  (void)info;
  state.fs_base = fs;
  state.gs_base = read_gs();
  ucontext_t *frame = context;
  greg_t *registers = frame->uc_mcontext.gregs;
  uint8_t *fxsave = (uint8_t *)frame->uc_mcontext.fpregs;
  for (int i = 0; i < 16; i++) state.r[i] = registers[REGISTERS[i]];
  state.rip = registers[REG_RIP];
  state.rflags = registers[REG_EFL];
  state.vector = registers[REG_TRAPNO];
  state.error_code = registers[REG_ERR];
  state.cr2 = registers[REG_CR2];
  memcpy(state.fxsave, fxsave, 416);
  memcpy(registers, host_registers, sizeof host_registers);
  memcpy(fxsave, host_fxsave, 416);
  use_x87_and_sse(fxsave);
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
  handle(SIGUSR1, enter);
  const int ends[] = {SIGTRAP, SIGSEGV, SIGBUS, SIGILL, SIGFPE};
  for (unsigned i = 0; i < sizeof ends / sizeof *ends; i++) handle(ends[i], leave);
  while (fread(&state, sizeof state, 1, stdin) == 1) {
    memset(code, 0xCC, PAGE);
    memcpy((void *)state.rip, state.code, state.length & 15);
    memcpy(data, state.memory, PAGE);
    __builtin_ia32_writeeflags_u64(0x202); /* NT and ID survive the return from a signal */
    syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), SIGUSR1);
    memcpy(state.memory, data, PAGE);
    fwrite(&state, sizeof state, 1, stdout);
    fflush(stdout);
  }
  return 0;
}
