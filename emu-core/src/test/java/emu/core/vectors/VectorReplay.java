package emu.core.vectors;

import emu.core.cpu.Cpu;
import emu.core.cpu.CpuModel;
import emu.core.cpu.ExecutionEngine;
import emu.core.decode.Decoder;
import emu.core.decode.Insn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** Replays vector files through an execution engine. */
final class VectorReplay implements AutoCloseable {
  private final VectorMachine machine;
  private final Decoder decoder = new Decoder(CpuModel.X86_64_V2.features());

  /** A replay by the engine that {@code engines} makes for a processor. */
  VectorReplay(Function<Cpu, ExecutionEngine> engines) {
    machine = new VectorMachine(engines);
  }

  /** What is wrong with the cases of the file {@code name}: a line for each. */
  List<String> differences(String name) throws IOException {
    List<String> differences = new ArrayList<>();
    try (InputStream in = VectorReplay.class.getResourceAsStream(name + ".vec.gz");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String difference = difference(VectorCase.parse(line, Mode.ofFile(name)));
        if (!difference.isEmpty()) {
          differences.add(difference + "\n    " + line);
        }
      }
    }
    return differences;
  }

  private String difference(VectorCase vectorCase) {
    VectorState expected = vectorCase.after();
    byte[] code = vectorCase.bytes();
    Insn insn = decoder.decode(code, 0, code.length, vectorCase.mode().codeMode);
    VectorState actual;
    try {
      actual = machine.run(vectorCase.before(), code, vectorCase.mode());
    } catch (RuntimeException e) {
      return insn.row().mnemonic() + " " + insn.row().operands() + ": " + e;
    }
    takeUndefined(insn, vectorCase.before(), expected.words, actual.words);
    List<String> found = actual.changesSince(expected);
    if (found.isEmpty()) {
      return "";
    }
    return insn.row().mnemonic()
        + " "
        + insn.row().operands()
        + ": found "
        + String.join(" ", found)
        + ", not "
        + String.join(" ", expected.changesSince(actual));
  }

  private static void takeUndefined(Insn insn, VectorState before, long[] expected, long[] actual) {
    long flags = Undefined.flags(insn, before);
    actual[VectorState.RFLAGS] ^=
        (actual[VectorState.RFLAGS] ^ expected[VectorState.RFLAGS]) & flags;
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
