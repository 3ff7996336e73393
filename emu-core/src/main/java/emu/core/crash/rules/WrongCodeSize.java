package emu.core.crash.rules;

import emu.core.cpu.Cpu;
import emu.core.cpu.Interrupts.Source;
import emu.core.crash.Crash;
import emu.core.crash.Fault;
import emu.core.crash.Rule;
import emu.core.inspect.CodeReader;
import java.util.HexFormat;
import java.util.Optional;

/** Code for 64-bit mode that runs in 32-bit or 16-bit mode. */
public final class WrongCodeSize implements Rule {

  private static final int BEFORE = 16;
  private static final int BYTES = 48;
  private static final int ENOUGH = 3;

  /** What follows REX.W most often: moves, arithmetic, LEA, TEST, MOVZX and the like. */
  private static final byte[] OPCODES =
      HexFormat.of().parseHex("01032129313B39636B81838587898B8DB8B9BABBBEBFC1C7D1D3F7FF0F");

  @Override
  public Optional<String> explain(Crash crash) {
    if (crash.cpu().is64BitCode() || crash.fault().isEmpty()) {
      return Optional.empty();
    }
    Fault fault = crash.fault().get();
    if (fault.delivery().source() != Source.EXCEPTION || !looksWide(crash.cpu(), fault.linear())) {
      return Optional.empty();
    }
    return Optional.of(
        "%s at %s: 64-bit code runs in %d-bit mode (its REX prefixes are other instructions there): enter long mode before it, or compile for 32 bits"
            .formatted(fault.name(), fault.place(), crash.cpu().codeMode.bits()));
  }

  private static boolean looksWide(Cpu cpu, long rip) {
    byte[] code = new byte[BYTES];
    int read = new CodeReader(cpu).read(rip - BEFORE, code);
    int seen = 0;
    for (int i = 0; i + 1 < read; i++) {
      boolean rexW = (code[i] & 0xF8) == 0x48;
      seen += rexW && follows(code[i + 1]) ? 1 : 0;
    }
    return seen >= ENOUGH;
  }

  private static boolean follows(byte opcode) {
    for (byte known : OPCODES) {
      if (known == opcode) {
        return true;
      }
    }
    return false;
  }
}
