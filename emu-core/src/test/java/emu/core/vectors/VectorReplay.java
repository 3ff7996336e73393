package emu.core.vectors;

import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.ExecutionEngine;
import emu.core.decode.Decoder;
import emu.core.decode.Disassembler;
import emu.core.decode.Insn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Replays vector files through an execution engine. */
final class VectorReplay implements AutoCloseable {
  private final VectorMachine machine;
  private final Decoder decoder = new Decoder(CpuModel.X86_64_V2.features());

  /** A replay by the engine that {@code engines} makes for a processor. */
  VectorReplay(Function<Cpu, ExecutionEngine> engines) {
    machine = new VectorMachine(engines);
  }

  /** What is wrong with {@code cases}: a line for each. */
  List<String> differences(List<VectorCase> cases) {
    List<String> differences = new ArrayList<>();
    for (VectorCase vectorCase : cases) {
      String difference = difference(vectorCase);
      if (!difference.isEmpty()) {
        differences.add(difference + "\n    " + vectorCase.format());
      }
    }
    return differences;
  }

  private String difference(VectorCase vectorCase) {
    VectorState before = vectorCase.before();
    VectorState expected = vectorCase.after();
    byte[] code = vectorCase.bytes();
    Insn insn = decoder.decode(code, 0, code.length, vectorCase.mode().codeMode);
    VectorState actual;
    try {
      actual = machine.run(before, code, vectorCase.mode());
    } catch (RuntimeException e) {
      return Disassembler.format(insn, before.words[VectorState.RIP]) + ": " + e;
    }
    vectorCase.takeOpen(expected, actual);
    takeUndefined(insn, before, expected.words, actual.words);
    List<String> found = actual.changesSince(expected);
    if (found.isEmpty()) {
      return "";
    }
    return Disassembler.format(insn, before.words[VectorState.RIP])
        + ": found "
        + String.join(" ", found)
        + ", not "
        + String.join(" ", expected.changesSince(actual));
  }

  private static void takeUndefined(Insn insn, VectorState before, long[] expected, long[] actual) {
    long flags = Undefined.flags(insn, before);
    actual[VectorState.RFLAGS] ^=
        (actual[VectorState.RFLAGS] ^ expected[VectorState.RFLAGS]) & flags;
    boolean samePage = (actual[VectorState.CR2] ^ expected[VectorState.CR2]) >>> 12 == 0;
    if (samePage && Undefined.addressInPage(insn)) {
      actual[VectorState.CR2] = expected[VectorState.CR2];
    }
    if (Undefined.mmxState(insn, (int) expected[VectorState.VECTOR])) {
      actual[VectorState.TOP] = expected[VectorState.TOP];
      actual[VectorState.EMPTY] = expected[VectorState.EMPTY];
    }
  }

  @Override
  public void close() {
    machine.close();
  }
}
