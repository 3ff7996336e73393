package emu.core.insn;

import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Cr;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;
import emu.core.interp.Interpreter;
import emu.core.memory.PhysicalMemory;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * One line of the vectors made by src/test/native/softfloat/sse.c, and what the interpreter answers
 * to it.
 */
final class SseVector implements AutoCloseable {
  private static final int CODE = 0x1000;

  private final PhysicalMemory memory = new PhysicalMemory(16 << 20);
  private final Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
  private final Interpreter interpreter = new Interpreter(cpu);
  private final Map<String, Integer> code = new HashMap<>();
  private int end = CODE;

  SseVector() {
    cpu.cr0 = Cr.CR0_PE | Cr.CR0_NE | Cr.CR0_MP;
    cpu.cr4 = Cr.CR4_OSFXSR | Cr.CR4_OSXMMEXCPT;
    cpu.efer = Cr.EFER_LMA | Cr.EFER_LME;
    cpu.segments[Segment.CS].access |= Segment.LONG;
    cpu.modeChanged();
  }

  /** The line that the interpreter would have produced. */
  String answer(String line) {
    String[] fields = line.split(" ");
    cpu.rip = code.computeIfAbsent(fields[0], this::place);
    cpu.mxcsr = Integer.parseInt(fields[1], 16);
    setXmm(0, fields[2]);
    setXmm(1, fields[3]);
    cpu.fpu.init();
    cpu.fpu.mantissa[0] = hex(fields[4]);
    cpu.fpu.mantissa[1] = hex(fields[5]);
    cpu.r[Cpu.RCX] = hex(fields[6]);
    cpu.r[Cpu.RAX] = 0;
    Flags.setStatus(cpu, 0);
    cpu.shutdown = false;
    interpreter.run(cpu.instructionCount() + 1);
    String after =
        String.format(
            Locale.ROOT,
            "| %x %016x%016x %x %x %x %d",
            cpu.mxcsr,
            cpu.xmm[1],
            cpu.xmm[0],
            cpu.fpu.mantissa[0],
            cpu.r[Cpu.RAX],
            Flags.status(cpu),
            cpu.shutdown ? 1 : 0);
    return line.substring(0, line.indexOf('|')) + after;
  }

  /**
   * Puts an instruction into memory, followed by RET; there is no IDT, so a fault shuts the
   * processor down.
   */
  private int place(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex + "c3");
    int start = end;
    memory.copyIn(start, bytes);
    end += bytes.length;
    return start;
  }

  private void setXmm(int number, String text) {
    cpu.xmm[2 * number + 1] = hex(text.substring(0, 16));
    cpu.xmm[2 * number] = hex(text.substring(16));
  }

  private static long hex(String text) {
    return Long.parseUnsignedLong(text, 16);
  }

  @Override
  public void close() {
    memory.close();
  }
}
