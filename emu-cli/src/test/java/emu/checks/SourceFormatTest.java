package emu.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFormatTest {
  @TempDir Path folder;

  @Tag("format")
  @Test
  void allSourcesAreFormatted() {
    assertEquals(
        List.of(), SourceFormat.unformatted(Project.sources(), false), "run mvn -N -Pformat");
  }

  @Test
  void findsAndMendsWhatIsNotFormatted() throws IOException {
    Path file = folder.resolve("A.java");
    Files.writeString(file, "class A{int a ;}\n");
    assertEquals(List.of(file), SourceFormat.unformatted(List.of(file), false));
    assertEquals(List.of(file), SourceFormat.unformatted(List.of(file), true));
    assertEquals("class A {\n  int a;\n}\n", Files.readString(file));
    assertEquals(List.of(), SourceFormat.unformatted(List.of(file), false));
  }
}
