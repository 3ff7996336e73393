package emu.core.inspect;

import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import emu.core.decode.Decoder;
import emu.core.decode.Disassembler;
import emu.core.decode.Insn;

/** Reads the code at which a processor stands, and changes nothing of it. */
public final class CodeReader {
  private static final int PAGE = 4096;

  private final Cpu cpu;

  /** A reader of what {@code cpu} runs. */
  public CodeReader(Cpu cpu) {
    this.cpu = cpu;
  }

  /** The instruction at CS:RIP. */
  public CodeLine next() {
    return at(nextAddress(), cpu.rip);
  }

  /** Linear address of CS:RIP. */
  public long nextAddress() {
    long address = cpu.segmentBase[Segment.CS] + cpu.rip;
    return cpu.is64BitCode() ? address : address & 0xFFFF_FFFFL;
  }

  /** The instruction at linear address {@code address}, in the mode in which the processor is. */
  public CodeLine at(long address) {
    return at(address, address);
  }

  private CodeLine at(long address, long rip) {
    byte[] code = new byte[Decoder.MAX_LENGTH];
    int length = read(address, code);
    Insn insn = length == 0 ? null : decode(code, length);
    if (insn == null) {
      return CodeLine.of(address, code, length, "[not mapped]");
    }
    return CodeLine.of(address, code, insn.length(), Disassembler.format(insn, rip));
  }

  /** The instruction at linear address {@code address}; null if its page is not mapped. */
  public Insn decode(long address) {
    byte[] code = new byte[Decoder.MAX_LENGTH];
    int length = read(address, code);
    return length == 0 ? null : decode(code, length);
  }

  private Insn decode(byte[] code, int length) {
    return Decoder.sharing(cpu.model.features()).decode(code, 0, length, cpu.codeMode);
  }

  /** Reads what is mapped from {@code linear} on; how many bytes that were. */
  public int read(long linear, byte[] code) {
    int done = 0;
    while (done < code.length) {
      long physical = cpu.mmu.lookUp(linear + done);
      if (physical < 0) {
        break;
      }
      int part = (int) Math.min(code.length - done, PAGE - (physical & (PAGE - 1)));
      cpu.memory.copyOut(physical, code, done, part);
      done += part;
    }
    return done;
  }
}
