package emu.core.vectors;

import static org.junit.jupiter.api.Assertions.fail;

import emu.core.decode.OpcodeTable;
import emu.core.interp.Interpreter;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The interpreter does what a processor did. */
class VectorTest {
  private static final int SHOWN = Integer.getInteger("emu.vectors.shown", 20);

  static Stream<String> files() {
    return UserMode.files(OpcodeTable.rows()).stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void interpreter(String file) throws IOException {
    try (VectorReplay replay = new VectorReplay(Interpreter::new)) {
      List<String> differences = replay.differences(file);
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
}
