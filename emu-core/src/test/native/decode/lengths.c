/*
 * What this host's processor makes of every opcode with every ModRM byte behind some prefixes, in 64-bit mode and in 32-bit and
 * 16-bit code segments: how many bytes it reads, and whether it raises #UD.
 *
 *   gcc -O1 -static -no-pie -fno-stack-protector -w -o lengths lengths.c && ./lengths | gzip -9n > lengths.gz
 *
 * The bytes lie at the end of a page that no other follows, first one of them, then two, and so on: as long as the processor
 * faults at the next page, it wants more. Output: for each mode, prefix and escape a line "mode prefixes escape" (prefixes as hex
 * digits or -, escape 0: none, 1: 0F, 2: 0F 38, 3: 0F 3A), and then 65536 bytes for opcode * 256 + ModRM: the length, plus 0x80
 * if it raised #UD; 0xFF where it was not tried. Bytes after ModRM are 0x90.
 */
#define _GNU_SOURCE
#include <asm/ldt.h>
#include <asm/prctl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#define CODE 0x10000000L
#define STACK 0x20008000L
#define END (CODE + 4096)

static volatile long sig, address, ip;
long saved, selector, start;
extern char back[];

/* Enters start in code segment selector with TF set, all registers STACK; comes back through the signal handler. */
__attribute__((naked, noinline)) static void run(void) {
  asm volatile(
      "push %rbx; push %rbp; push %r12; push %r13; push %r14; push %r15; mov %rsp, saved(%rip);"
      "push $0x202; popfq;" /* an instruction tried may have left NT, which IRET would not have */
      "push $0x2b; push $0x20008000; push $0x302; push selector(%rip); push start(%rip);"
      "mov $0x20008000, %eax; mov %rax, %rbx; mov %rax, %rcx; mov %rax, %rdx; mov %rax, %rsi; mov %rax, %rdi;"
      "mov %rax, %rbp; mov %rax, %r8; mov %rax, %r9; mov %rax, %r10; mov %rax, %r11; mov %rax, %r12;"
      "mov %rax, %r13; mov %rax, %r14; mov %rax, %r15; iretq\n"
      ".globl back\nback: mov saved(%rip), %rsp;"
      "pop %r15; pop %r14; pop %r13; pop %r12; pop %rbp; pop %rbx; ret");
}

static void handler(int number, siginfo_t *info, void *context) {
  greg_t *registers = ((ucontext_t *) context)->uc_mcontext.gregs;
  sig = number;
  address = (long) info->si_addr;
  ip = registers[REG_RIP];
  registers[REG_EFL] = 0x202;
  registers[REG_RIP] = (long) back;
  registers[REG_CSGSFS] = registers[REG_CSGSFS] & ~0xFFFFL | 0x33;
}

/* System calls, software interrupts, and what loads flags or CS from the stack. */
static int dangerous(int escape, int opcode, int modrm) {
  if (escape == 0) {
    int far = opcode == 0xFF && ((modrm >> 3 & 7) == 3 || (modrm >> 3 & 7) == 5);
    return far || strchr("\xCD\xF1\xCC\x9D\xCF\xCA\xCB", opcode) && opcode || opcode == 0x0F;
  }
  return escape == 1 && (opcode == 0x05 || opcode == 0x34 || opcode == 0x38 || opcode == 0x3A ||
                         opcode == 0x01 && modrm == 0xEF);
}

static int try(unsigned char *bytes, long base, unsigned long fs) {
  for (int length = 1; length <= 15; length++) {
    memset((void *) (END - 32), 0x90, 32);
    memcpy((void *) (END - length), bytes, length);
    start = END - length - base;
    sig = 0;
    run();
    syscall(SYS_arch_prctl, ARCH_SET_FS, fs);
    if (!(sig == SIGSEGV && address == END && ip == start)) {
      return length | (sig == SIGILL ? 0x80 : 0);
    }
  }
  return 0xFE;
}

static void block(int bits, const char *hex, int escape, unsigned long fs) {
  static unsigned char results[65536];
  unsigned char head[16];
  int n = 0;
  for (const char *digit = hex; *digit != 0 && *digit != '-'; digit += 2) {
    unsigned value;
    sscanf(digit, "%2x", &value);
    head[n++] = value;
  }
  if (escape > 0) head[n++] = 0x0F;
  if (escape > 1) head[n++] = escape == 2 ? 0x38 : 0x3A;
  for (int i = 0; i < 65536; i++) {
    unsigned char bytes[16];
    memset(bytes, 0x90, 16);
    memcpy(bytes, head, n);
    bytes[n] = i >> 8;
    bytes[n + 1] = i;
    results[i] = dangerous(escape, i >> 8, i & 255) ? 0xFF : try(bytes, bits == 16 ? CODE : 0, fs);
  }
  printf("%d %s %d\n", bits, hex, escape);
  fwrite(results, 1, sizeof results, stdout);
  fflush(stdout);
}

int main(void) {
  stack_t stack = {.ss_sp = malloc(65536), .ss_size = 65536};
  sigaltstack(&stack, 0);
  struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  int signals[] = {SIGILL, SIGSEGV, SIGTRAP, SIGBUS, SIGFPE};
  for (int i = 0; i < 5; i++) sigaction(signals[i], &action, 0);
  mmap((void *) CODE, 8192, 7, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  mmap((void *) (STACK - 0x8000), 65536, 3, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  mprotect((void *) END, 4096, PROT_NONE);
  unsigned long fs;
  syscall(SYS_arch_prctl, ARCH_GET_FS, &fs);
  struct user_desc code16 = {.entry_number = 0, .base_addr = CODE, .limit = 0xFFFF, .contents = MODIFY_LDT_CONTENTS_CODE};
  int ldt = syscall(SYS_modify_ldt, 1, &code16, sizeof code16) == 0;
  const char *prefixes[] = {"-", "66", "F3", "F2", "66F2", "F366", "67", "F0", "48", "45", "6645", "40F3"};
  int modes[] = {64, 32, 16};
  for (int m = 0; m < (ldt ? 3 : 2); m++) {
    selector = modes[m] == 64 ? 0x33 : modes[m] == 32 ? 0x23 : 7;
    for (int p = 0; p < (modes[m] == 64 ? 12 : 8); p++) {
      for (int escape = 0; escape < 4; escape++) block(modes[m], prefixes[p], escape, fs);
    }
  }
  return 0;
}
