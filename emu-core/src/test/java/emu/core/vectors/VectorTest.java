package emu.core.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import emu.core.cpu.CpuModel;
import emu.core.decode.Decoder;
import emu.core.decode.OpcodeRow;
import emu.core.decode.OpcodeTable;
import emu.core.testing.TestEngine;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine does what a processor did. */
class VectorTest {
  private static final int SHOWN = Integer.getInteger("emu.vectors.shown", 20);

  static Stream<String> files() {
    return UserMode.files(OpcodeTable.rows()).stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void engine(String file) throws IOException {
    try (VectorReplay replay = new VectorReplay(TestEngine::of)) {
      List<String> differences = replay.differences(VectorCase.file(file));
      if (!differences.isEmpty()) {
        fail(
            differences.size()
                + " differences in "
                + file
                + "\n"
                + String.join("\n", differences.subList(0, Math.min(SHOWN, differences.size()))));
      }
    }
  }

  @Test
  void everyUserModeRowHasVectors() throws IOException {
    Decoder decoder = new Decoder(CpuModel.X86_64_V2.features());
    Set<OpcodeRow> without = new HashSet<>();
    for (OpcodeRow row : OpcodeTable.rows()) {
      if (UserMode.runs(row, Mode.LONG_64) && UserMode.isEncodable(row)) {
        without.add(row);
      }
    }
    for (String file : UserMode.files(OpcodeTable.rows())) {
      for (VectorCase vectorCase : VectorCase.file(file)) {
        byte[] code = vectorCase.bytes();
        without.remove(decoder.decode(code, 0, code.length, vectorCase.mode().codeMode).row());
      }
    }
    assertEquals(Set.of(), without);
  }
}
