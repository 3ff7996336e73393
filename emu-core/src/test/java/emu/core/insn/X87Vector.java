package emu.core.insn;

import emu.core.bus.PortBus;
import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.Cr;
import emu.core.cpu.Flags;
import emu.core.cpu.Fpu;
import emu.core.cpu.Segment;
import emu.core.cpu.X87Opcode;
import emu.core.decode.CodeMode;
import emu.core.decode.Decoder;
import emu.core.decode.Insn;
import emu.core.memory.PhysicalMemory;
import emu.core.softfloat.F80;
import java.util.HexFormat;
import java.util.Locale;

/**
 * One line of the vectors made by src/test/native/softfloat/x87.c, and what the semantics answer to
 * it.
 */
final class X87Vector implements AutoCloseable {
  private static final int CODE = 0x1000;
  private static final int OPERAND = 0x2000;
  private static final int UNTOUCHED = 0x1234_5678;
  private static final int REGISTERS_AT = 6;

  private final PhysicalMemory memory = new PhysicalMemory(16 << 20);
  private final Cpu cpu = new Cpu(CpuModel.X86_64_V2, memory, new PortBus());
  private final Decoder decoder = new Decoder(cpu.model.features());

  X87Vector() {
    cpu.cr0 = Cr.CR0_PE | Cr.CR0_NE | Cr.CR0_MP;
    cpu.efer = Cr.EFER_LMA | Cr.EFER_LME;
    cpu.segments[Segment.CS].access |= Segment.LONG;
    cpu.modeChanged();
  }

  /** The line that the semantics would have produced. */
  String answer(String line) {
    String[] fields = line.split(" ");
    Insn insn = decode(fields[0]);
    prepare(fields);
    cpu.rip = (long) CODE + insn.length();
    ((Semantics.Action) Semantics.of(insn.row().semantics())).run(cpu, insn);
    String before = line.substring(0, line.indexOf('|'));
    return before + "| " + state();
  }

  private Insn decode(String hex) {
    byte[] code = new byte[16];
    System.arraycopy(HexFormat.of().parseHex(hex), 0, code, 0, hex.length() / 2);
    return decoder.decode(code, 0, code.length, CodeMode.CODE_64);
  }

  private void prepare(String[] fields) {
    Fpu fpu = cpu.fpu;
    fpu.init();
    fpu.control = hex(fields[1]);
    X87Control.setStatusWord(fpu, hex(fields[2]));
    int tags = hex(fields[3]);
    fpu.lastInstruction = UNTOUCHED;
    fpu.lastOperand = UNTOUCHED;
    Flags.setStatus(cpu, hex(fields[4]));
    F80 operand = f80(fields[5]);
    cpu.mmu.store64(OPERAND, operand.significand);
    cpu.mmu.store16(OPERAND + 8, operand.signExponent);
    for (int i = 0; i < 8; i++) {
      X87.write(fpu, i, f80(fields[REGISTERS_AT + i]));
    }
    X87Control.setTagWord(fpu, tags);
    cpu.r[Cpu.RDI] = OPERAND;
    cpu.r[Cpu.RAX] = 0x5a5a;
  }

  private String state() {
    Fpu fpu = cpu.fpu;
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%04x %04x %04x %03x %04x%016x",
            fpu.control,
            X87Control.statusWord(fpu),
            X87Control.tagWord(fpu),
            Flags.status(cpu),
            cpu.mmu.load16(OPERAND + 8),
            cpu.mmu.load64(OPERAND)));
    for (int i = 0; i < 8; i++) {
      F80 a = X87.read(fpu, i, new F80());
      text.append(String.format(Locale.ROOT, " %04x%016x", a.signExponent, a.significand));
    }
    text.append(
        String.format(
            Locale.ROOT,
            " %x %x %x %x",
            cpu.r[Cpu.RAX] & 0xffff,
            X87Opcode.of(fpu),
            distance(fpu.lastInstruction, CODE),
            distance(fpu.lastOperand, OPERAND)));
    return text.toString();
  }

  private static int distance(long pointer, int base) {
    return pointer == UNTOUCHED ? 1 : pointer == 0 ? 2 : (int) pointer - base;
  }

  private static int hex(String text) {
    return Integer.parseInt(text, 16);
  }

  private static F80 f80(String text) {
    return new F80(hex(text.substring(0, 4)), Long.parseUnsignedLong(text.substring(4), 16));
  }

  @Override
  public void close() {
    memory.close();
  }
}
