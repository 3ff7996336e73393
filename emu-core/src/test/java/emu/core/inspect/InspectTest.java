package emu.core.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import emu.core.asm.Assembler;
import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Cr;
import emu.core.cpu.Segment;
import emu.core.memory.PhysicalMemory;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InspectTest {
  private static final long PRESENT = 1;
  private static final int PML4 = 0x1000;
  private static final int PDPT = 0x2000;
  private static final int PD = 0x3000;
  private static final int PT = 0x4000;
  private static final int CODE = 0x8000;

  private PhysicalMemory memory;
  private Cpu cpu;

  @BeforeEach
  void switchOn() {
    memory = new PhysicalMemory(1 << 20);
    cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
  }

  @AfterEach
  void switchOff() {
    memory.close();
  }

  /** 64-bit mode; page 0 of linear memory is at {@link #CODE}, and no other page is mapped. */
  private void enter64BitMode() {
    memory.write(PML4, 8, PDPT | PRESENT);
    memory.write(PDPT, 8, PD | PRESENT);
    memory.write(PD, 8, PT | PRESENT);
    memory.write(PT, 8, CODE | PRESENT);
    cpu.cr0 |= Cr.CR0_PE | Cr.CR0_PG;
    cpu.cr3 = PML4;
    cpu.cr4 |= Cr.CR4_PAE;
    cpu.efer |= Cr.EFER_LME | Cr.EFER_LMA;
    cpu.segments[Segment.CS].access |= Segment.LONG;
    cpu.modeChanged();
  }

  private void code(int offset, String source) {
    memory.copyIn(CODE + offset, Assembler.assemble("bits 64\n" + source).code());
    cpu.rip = offset;
  }

  @Test
  void registersBeginWithThoseThatProgramsUse() {
    cpu.r[Cpu.RDX] = 7;
    SequencedMap<String, Long> registers = Registers.of(cpu);
    assertEquals(
        List.of("rip", "rflags", "rax", "rcx", "rdx"),
        registers.sequencedKeySet().stream().limit(5).toList());
    assertEquals(7, registers.get("rdx"));
    assertEquals(2, registers.get("rflags"));
    assertEquals("r15", registers.sequencedKeySet().stream().skip(17).findFirst().orElseThrow());
  }

  @Test
  void registersOfEveryKindAreThere() {
    SequencedMap<String, Long> before = Registers.of(cpu);
    cpu.segments[Segment.GS].base = 1;
    cpu.dr[7] = 2;
    cpu.xmm[31] = 3;
    cpu.fpu.mantissa[7] = 4;
    cpu.msrs.mtrrVariable[15] = 5;
    cpu.halted = true;
    SequencedMap<String, Long> after = Registers.of(cpu);
    List<String> changed =
        before.keySet().stream().filter(name -> !before.get(name).equals(after.get(name))).toList();
    assertEquals(
        List.of("gs base", "dr7", "halted", "mtrr_variable15", "xmm15 high", "fpr7 mantissa"),
        changed);
  }

  @Test
  void codeIsReadThroughThePageTablesWhichStayAsTheyAre() {
    enter64BitMode();
    code(0x10, "jmp $ + 0x20");
    assertEquals(new CodeLine(0x10, "eb 1e", "jmp 0x30"), new CodeReader(cpu).next());
    assertEquals(CODE | PRESENT, memory.read(PT, 8), "no accessed flag");
    assertEquals(0, cpu.cr2);
  }

  @Test
  void codeUpToTheEndOfWhatIsMapped() {
    enter64BitMode();
    code(0xFFF, "nop");
    assertEquals(new CodeLine(0xFFF, "90", "nop"), new CodeReader(cpu).next());
    memory.write(CODE + 0xFFF, 1, 0xE9);
    assertEquals(new CodeLine(0xFFF, "e9", "[not mapped]"), new CodeReader(cpu).next());
    cpu.rip = 0x1000;
    assertEquals(new CodeLine(0x1000, "", "[not mapped]"), new CodeReader(cpu).next());
    cpu.rip = 1L << 50;
    assertEquals(new CodeLine(1L << 50, "", "[not mapped]"), new CodeReader(cpu).next());
  }

  @Test
  void codeOnTwoPages() {
    enter64BitMode();
    memory.write(PT + 8, 8, 0x6000 | PRESENT);
    memory.write(CODE + 0xFFF, 1, 0xEB);
    memory.write(0x6000, 1, 0xFE);
    cpu.rip = 0xFFF;
    assertEquals(new CodeLine(0xFFF, "eb fe", "jmp 0xfff"), new CodeReader(cpu).next());
  }

  @Test
  void codeOfRealMode() {
    cpu.segments[Segment.CS].base = 0x8000;
    cpu.modeChanged();
    memory.copyIn(CODE + 4, Assembler.assemble("bits 16\nmov ax, bx").code());
    cpu.rip = 4;
    CodeLine line = new CodeReader(cpu).next();
    assertEquals(0x8004, line.address());
    assertEquals("mov ax,bx", line.text());
    assertNotEquals("", line.bytes());
  }

  @Test
  void memoriesAreComparedPageByPage() {
    try (PhysicalMemory other = new PhysicalMemory(1 << 20)) {
      assertEquals(List.of(), memory.differences(other, 9));
      memory.write(0x5000, 8, 0);
      assertEquals(List.of(), memory.differences(other, 9), "zeros that nobody wrote");
      memory.write(0x5FFF, 1, 1);
      other.write(0x8000, 4, 1);
      other.write(0x8010, 4, 1);
      assertEquals(List.of(0x5FF8L, 0x8000L), memory.differences(other, 9));
      assertEquals(List.of(0x5FF8L), memory.differences(other, 1));
    }
  }
}
