package emu.core.insn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Cr;
import emu.core.cpu.GuestFault;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;
import emu.core.decode.CodeMode;
import emu.core.decode.Decoder;
import emu.core.decode.Insn;
import emu.core.memory.PhysicalMemory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * FXSAVE and XSAVE areas and the x87 environment in memory; what a processor answered is noted
 * where it is not in the SDM.
 */
class StateTest {
  private static final long AREA = 0x2000;
  private static final long HEADER = AREA + 512;

  private static final String FXSAVE = "0fae07";
  private static final String FXSAVE64 = "480fae07";
  private static final String FXRSTOR64 = "480fae0f";
  private static final String XSAVE64 = "480fae27";
  private static final String XRSTOR64 = "480fae2f";
  private static final String LDMXCSR = "0fae17";
  private static final String FWAIT = "9b";
  private static final String FLDENV = "d927";
  private static final String FNSTENV = "d937";
  private static final String FNSTENV_16 = "66d937";
  private static final String FNSTENV_REAL = "d935";
  private static final String FNSAVE = "dd37";
  private static final String FRSTOR = "dd27";
  private static final String FLD1 = "d9e8";
  private static final String FLDZ = "d9ee";
  private static final String FDIVP = "def9";
  private static final String FNCLEX = "dbe2";

  private final PhysicalMemory memory = new PhysicalMemory(16 << 20);
  private final Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());

  @BeforeEach
  void enterLongMode() {
    cpu.cr0 = Cr.CR0_PE | Cr.CR0_NE | Cr.CR0_MP;
    cpu.cr4 = Cr.CR4_OSFXSR | Cr.CR4_OSXSAVE;
    cpu.xcr0 = 3;
    cpu.efer = Cr.EFER_LMA | Cr.EFER_LME;
    cpu.segments[Segment.CS].access |= Segment.LONG;
    cpu.segments[Segment.CS].selector = 0x33;
    cpu.modeChanged();
    cpu.fpu.init();
    cpu.r[Cpu.RDI] = AREA;
  }

  @AfterEach
  void release() {
    memory.close();
  }

  private void run(String hex) {
    byte[] code = new byte[16];
    byte[] bytes = HexFormat.of().parseHex(hex);
    System.arraycopy(bytes, 0, code, 0, bytes.length);
    CodeMode mode = cpu.codeMode;
    Insn insn = new Decoder(cpu.model.features()).decode(code, 0, code.length, mode);
    cpu.rip = 0x1000L + insn.length();
    ((Semantics.Action) Semantics.of(insn.row().semantics())).run(cpu, insn);
  }

  private int fault(String hex) {
    return assertThrows(GuestFault.class, () -> run(hex)).vector();
  }

  private long load(long address, int size) {
    return cpu.mmu.load(address, size);
  }

  /** 1 / 0 with zero divide unmasked. */
  private void divideByZero() {
    cpu.fpu.control = 0x37B;
    run(FLD1);
    run(FLDZ);
    run(FDIVP);
  }

  @Test
  void fxsaveOfAFreshState() {
    cpu.mxcsr = 0x1F80;
    run(FLD1);
    cpu.xmm[30] = 0x1234;
    run(FXSAVE64);
    assertEquals(0x3800_037FL, load(AREA, 4));
    assertEquals(0x80, load(AREA + 4, 1));
    // Without a pending exception the pointers are saved as 0, as on AMD processors.
    assertEquals(0, load(AREA + 8, 8));
    assertEquals(0x0000_FFFF_0000_1F80L, load(AREA + 24, 8));
    assertEquals(1L << 63, load(AREA + 32, 8));
    assertEquals(0x3FFF, load(AREA + 40, 8));
    assertEquals(0x1234, load(AREA + 160 + 15 * 16, 8));
  }

  @Test
  void fxsaveHasPointersOfAPendingException() {
    divideByZero();
    run(FXSAVE);
    assertEquals(0xB084, load(AREA + 2, 2));
    assertEquals(0x6F9, load(AREA + 6, 2));
    assertEquals(0x33_0000_1000L, load(AREA + 8, 8));
    run(FXSAVE64);
    assertEquals(0x1000, load(AREA + 8, 8));
  }

  @Test
  void fxrstorRestoresAndFindsPendingExceptions() {
    run(FLD1);
    cpu.xmm[5] = 77;
    run(FXSAVE64);
    cpu.mmu.store16(AREA, 0xFF7E);
    cpu.mmu.store16(AREA + 2, 0x3801);
    cpu.fpu.init();
    cpu.xmm[5] = 0;
    run(FXRSTOR64);
    assertEquals(77, cpu.xmm[5]);
    assertEquals(0x1F7E, cpu.fpu.control);
    assertEquals(7, cpu.fpu.top);
    assertEquals(0x7F, cpu.fpu.empty);
    assertEquals(0x8081, cpu.fpu.status);
    assertEquals(Vector.MF, fault(FWAIT));
  }

  @Test
  void reservedBitsOfMxcsrFault() {
    cpu.mmu.store32(AREA, 0x1_0000);
    assertEquals(Vector.GP, fault(LDMXCSR));
    run(FXSAVE64);
    cpu.mmu.store32(AREA + 24, 0x1_1F80);
    cpu.mmu.store16(AREA, 0);
    assertEquals(Vector.GP, fault(FXRSTOR64));
    assertEquals(0x37F, cpu.fpu.control);
  }

  @Test
  void areasAreAligned() {
    cpu.r[Cpu.RDI] = AREA + 8;
    assertEquals(Vector.GP, fault(FXSAVE));
    cpu.r[Cpu.RDI] = AREA + 32;
    assertEquals(Vector.GP, fault(XSAVE64));
  }

  @Test
  void xsaveSavesWhatIsAskedFor() {
    cpu.mxcsr = 0x1F80;
    cpu.r[Cpu.RAX] = 1;
    cpu.r[Cpu.RDX] = 0;
    cpu.mmu.store64(AREA + 24, 0x55);
    cpu.mmu.store64(HEADER, 0x80);
    run(XSAVE64);
    assertEquals(0x81, load(HEADER, 8));
    assertEquals(0x55, load(AREA + 24, 8));
    cpu.r[Cpu.RAX] = -1;
    cpu.mmu.store64(HEADER, 0);
    run(XSAVE64);
    assertEquals(3, load(HEADER, 8));
    assertEquals(0x1F80, load(AREA + 24, 4));
  }

  @Test
  void xrstorInitialisesWhatIsAbsent() {
    cpu.r[Cpu.RAX] = 3;
    cpu.r[Cpu.RDX] = 0;
    run(FLD1);
    cpu.xmm[0] = 5;
    run(XSAVE64);
    cpu.mmu.store64(HEADER, 2);
    cpu.xmm[0] = 6;
    run(XRSTOR64);
    assertEquals(5, cpu.xmm[0]);
    assertEquals(0xFF, cpu.fpu.empty);
    assertEquals(0, cpu.fpu.mantissa[7]);
  }

  @Test
  void xrstorChecksTheHeader() {
    cpu.r[Cpu.RAX] = 3;
    run(XSAVE64);
    cpu.mmu.store64(HEADER, 4);
    assertEquals(Vector.GP, fault(XRSTOR64));
    cpu.mmu.store64(HEADER, 3);
    cpu.mmu.store64(HEADER + 8, Long.MIN_VALUE);
    assertEquals(Vector.GP, fault(XRSTOR64));
  }

  @Test
  void xsaveNeedsOsxsave() {
    cpu.cr4 = Cr.CR4_OSFXSR;
    assertEquals(Vector.UD, fault(XSAVE64));
  }

  @Test
  void taskSwitchedMeansNotAvailable() {
    cpu.cr0 |= Cr.CR0_TS;
    assertEquals(Vector.NM, fault(FXSAVE));
    assertEquals(Vector.NM, fault(XSAVE64));
    assertEquals(Vector.NM, fault(FWAIT));
    cpu.cr0 &= ~Cr.CR0_MP;
    run(FWAIT);
  }

  @Test
  void fnstenvStoresAndMasks() {
    divideByZero();
    run(FNSTENV);
    assertEquals(0xFFFF_037BL, load(AREA, 4));
    assertEquals(0xFFFF_B084L, load(AREA + 4, 4));
    assertEquals(0xFFFF_1FFFL, load(AREA + 8, 4));
    assertEquals(0x1000, load(AREA + 12, 4));
    assertEquals(0x06F9_0033, load(AREA + 16, 4));
    assertEquals(0xFFFF_0000L, load(AREA + 24, 4));
    assertEquals(0x37F, cpu.fpu.control);
    assertEquals(4, cpu.fpu.status);
    run(FNSTENV_16);
    assertEquals(0x3004_037FL, load(AREA, 4));
    assertEquals(0x1000_1FFFL, load(AREA + 4, 4));
    assertEquals(0x0033, load(AREA + 8, 2));
  }

  @Test
  void fldenvLoads() {
    long[] environment = {
      0xFFFF_037E, 0xFFFF_0001, 0xFFFF_FFFF, 0x1122_3344, 0xFABC_55AA, 0x6677_8899, 0xBBCC
    };
    for (int i = 0; i < environment.length; i++) {
      cpu.mmu.store32(AREA + 4L * i, environment[i]);
    }
    run(FLDENV);
    assertEquals(0x8081, cpu.fpu.status);
    assertEquals(0x1122_3344, cpu.fpu.lastInstruction);
    assertEquals(0x55AA, cpu.fpu.lastInstructionSelector);
    assertEquals(0x2BC, cpu.fpu.lastOpcode);
    assertEquals(0x6677_8899, cpu.fpu.lastOperand);
    assertEquals(0xBBCC, cpu.fpu.lastOperandSelector);
  }

  @Test
  void fnsaveAndFrstorAreOpposites() {
    run(FLDZ);
    run(FLD1);
    run(FNSAVE);
    assertEquals(0xFF, cpu.fpu.empty);
    assertEquals(1L << 63, load(AREA + 28, 8));
    assertEquals(0x3FFF, load(AREA + 36, 2));
    assertEquals(0, load(AREA + 38, 8));
    run(FRSTOR);
    assertEquals(0x3F, cpu.fpu.empty);
    assertEquals(6, cpu.fpu.top);
    assertEquals(0x3FFF, cpu.fpu.signExponent[6]);
  }

  @Test
  void withoutNumericErrorsFerrIsDriven() {
    List<Boolean> ferr = new ArrayList<>();
    cpu.fpu.errorLine = ferr::add;
    divideByZero();
    cpu.cr0 &= ~Cr.CR0_NE;
    run(FWAIT);
    run(FNCLEX);
    run(FWAIT);
    assertEquals(List.of(true, false), ferr);
  }

  @Test
  void environmentOfRealMode() {
    cpu.cr0 = 0;
    cpu.efer = 0;
    cpu.segments[Segment.CS].access &= ~Segment.LONG;
    cpu.segments[Segment.CS].selector = 0x4321;
    cpu.modeChanged();
    run(FLD1);
    run(FNSTENV_REAL);
    assertEquals(0x037F, load(AREA, 2));
    assertEquals(0x3FFF, load(AREA + 4, 2));
    // The linear address 0x43210 + 0x1000, and opcode D9 E8.
    assertEquals(0x4210, load(AREA + 6, 2));
    assertEquals(0x41E8, load(AREA + 8, 2));
  }
}
