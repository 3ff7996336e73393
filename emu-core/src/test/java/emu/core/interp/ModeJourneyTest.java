package emu.core.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Segment;
import emu.core.memory.PhysicalMemory;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A program that starts in real-address mode, goes through protected mode to 64-bit mode and level
 * 3, and comes back by SYSCALL, by a software interrupt and by an exception.
 */
class ModeJourneyTest {
  private static final int START = 0x7C00;
  private static final int GDT = 0x8000;
  private static final int PAGE_TABLES = 0x9000;
  private static final int IDT = 0xA000;
  private static final int TSS = 0xC000;
  private static final int KERNEL_CODE = 0x18;

  private static final String PROGRAM =
      """
      ; bits 16
      0f 01 16 c0 7c ; lgdt [gdtr]
      0f 20 c0 ; mov eax, cr0
      0c 01 ; or al, 1
      0f 22 c0 ; mov cr0, eax
      66 ea 15 7c 00 00 08 00 ; jmp dword 0x08:pm
      ; bits 32
      66 b8 10 00 ; pm: mov ax, 0x10
      8e d8 ; mov ds, ax
      8e c0 ; mov es, ax
      8e d0 ; mov ss, ax
      bc 00 70 00 00 ; mov esp, 0x7000
      0f 20 e0 ; mov eax, cr4
      0c 20 ; or al, 0x20
      0f 22 e0 ; mov cr4, eax
      b8 00 90 00 00 ; mov eax, 0x9000
      0f 22 d8 ; mov cr3, eax
      b9 80 00 00 c0 ; mov ecx, 0xC0000080
      0f 32 ; rdmsr
      0d 01 01 00 00 ; or eax, 0x101
      0f 30 ; wrmsr
      0f 20 c0 ; mov eax, cr0
      0d 00 00 00 80 ; or eax, 0x80000000
      0f 22 c0 ; mov cr0, eax
      ea 54 7c 00 00 18 00 ; jmp dword 0x18:lm
      ; bits 64
      0f 01 1c 25 c6 7c 00 00 ; lm: lidt [idtr]
      66 b8 40 00 ; mov ax, 0x40
      0f 00 d8 ; ltr ax
      b9 81 00 00 c0 ; mov ecx, 0xC0000081
      31 c0 ; xor eax, eax
      ba 18 00 2b 00 ; mov edx, 0x002B0018
      0f 30 ; wrmsr
      b9 82 00 00 c0 ; mov ecx, 0xC0000082
      b8 9f 7c 00 00 ; mov eax, kernel
      31 d2 ; xor edx, edx
      0f 30 ; wrmsr
      6a 33 ; push 0x33
      68 00 60 00 00 ; push 0x6000
      68 02 02 00 00 ; push 0x202
      6a 3b ; push 0x3B
      68 94 7c 00 00 ; push user
      48 cf ; iretq
      bf 01 00 00 00 ; user: mov edi, 1
      0f 05 ; syscall
      cd 80 ; int 0x80
      0f 0b ; ud2
      c1 e7 04 ; kernel: shl edi, 4
      83 cf 02 ; or edi, 2
      48 0f 07 ; o64 sysret
      c1 e7 04 ; soft: shl edi, 4
      83 cf 03 ; or edi, 3
      48 cf ; iretq
      c1 e7 04 ; fault: shl edi, 4
      83 cf 04 ; or edi, 4
      48 8b 34 24 ; mov rsi, [rsp]
      f4 ; hlt
      90 90 90 90 90 ; align 8
      4f 00 ; gdtr: dw 0x4F
      00 80 00 00 ; dd 0x8000
      0f 08 ; idtr: dw 0x80F
      00 a0 00 00 00 00 00 00 ; dq 0xA000
      """;
  private static final int SOFT = START + 0xA8;
  private static final int FAULT = START + 0xB0;
  private static final int UD2 = START + 0x9D;

  @Test
  void fromRealModeToLevelThreeAndBack() {
    try (var memory = new PhysicalMemory(2 << 20)) {
      Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
      writeTables(memory);
      String hex =
          PROGRAM
              .lines()
              .map(line -> line.substring(0, line.indexOf(';')))
              .collect(Collectors.joining());
      memory.copyIn(START, HexFormat.of().parseHex(hex.replace(" ", "")));
      Segment cs = cpu.segments[Segment.CS];
      cs.selector = 0;
      cs.base = 0;
      cpu.rip = START;
      cpu.modeChanged();
      new Interpreter(cpu).run(1000);
      assertTrue(cpu.halted);
      assertEquals(0x1234, cpu.r[Cpu.RDI], "the stations in order");
      assertEquals(UD2, cpu.r[Cpu.RSI], "pushed by #UD");
      assertEquals(0, cpu.cpl);
      assertTrue(cpu.is64BitCode());
      // Each instruction counts, and the delivery of #UD; UD2 itself does not retire.
      assertEquals(54, cpu.instructionCount());
    }
  }

  private static void writeTables(PhysicalMemory memory) {
    long[] descriptors = {
      0,
      0x00CF_9B00_0000_FFFFL, // 08: 32-bit code
      0x00CF_9300_0000_FFFFL, // 10: data
      0x00AF_9B00_0000_FFFFL, // 18: 64-bit code
      0x00CF_9300_0000_FFFFL, // 20: data
      0x00CF_FB00_0000_FFFFL, // 28: 32-bit code of level 3
      0x00CF_F300_0000_FFFFL, // 30: data of level 3
      0x00AF_FB00_0000_FFFFL, // 38: 64-bit code of level 3
      0x0000_8900_0000_0067L | (long) TSS << 16, // 40: TSS, two entries
      0
    };
    for (int i = 0; i < descriptors.length; i++) {
      memory.write(GDT + 8L * i, 8, descriptors[i]);
    }
    memory.write(PAGE_TABLES, 8, PAGE_TABLES + 0x4000 | 7);
    memory.write(PAGE_TABLES + 0x4000, 8, PAGE_TABLES + 0x5000 | 7);
    memory.write(PAGE_TABLES + 0x5000, 8, 0x87);
    memory.write(TSS + 4, 8, 0x5000);
    writeGate(memory, 0x80, SOFT, 0xEE);
    writeGate(memory, 6, FAULT, 0x8E);
  }

  private static void writeGate(PhysicalMemory memory, int vector, long offset, int access) {
    long low = offset | (long) KERNEL_CODE << 16 | (long) access << 40;
    memory.write(IDT + 16L * vector, 8, low);
  }
}
