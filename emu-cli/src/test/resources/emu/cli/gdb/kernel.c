/* A kernel to be debugged: it computes, counts the timer's ticks, and ends as it is told. */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;

struct gate {
  u16 low, selector, type, middle;
  u32 high, zero;
} idt[64];

extern void tick(void);

volatile u32 ticks;
volatile u64 total;
volatile u32 table[16];
volatile u32 how;
volatile u32 rounds = 1000;

static void out(u16 port, u8 value) {
  __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static void print(const char *text) {
  while (*text) {
    out(0x3F8, *text++);
  }
}

static void start_timer(void) {
  u64 address = (u64)tick;
  idt[32] = (struct gate){address, 8, 0x8E00, address >> 16, address >> 32, 0};
  out(0x20, 0x11);
  out(0x21, 32);
  out(0x21, 4);
  out(0x21, 1);
  out(0x21, 0xFE);
  out(0xA1, 0xFF);
  out(0x43, 0x34);
  out(0x40, 0xA9);
  out(0x40, 0x04); /* a tick each millisecond */
  __asm__ volatile("sti");
}

__attribute__((noinline)) u32 add(u32 a, u32 b) {
  u32 sum = a + b;
  table[sum & 15] += 1;
  return sum;
}

__attribute__((noinline)) void work(u32 round) {
  u32 sum = add(round, 3);
  total += sum;
}

__attribute__((noinline)) void done(void) {
  print("done\n");
}

int main(void) {
  print("hello\n");
  start_timer();
  for (u32 round = 0; round < rounds; round++) {
    work(round);
  }
  done();
  if (how == 1) {
    out(0xF4, 3);
  } else if (how == 2) {
    __asm__ volatile("cli");
    __asm__ volatile("lidt %0" : : "m"((char[10]){0}));
    __asm__ volatile("ud2");
  }
  return 0;
}
