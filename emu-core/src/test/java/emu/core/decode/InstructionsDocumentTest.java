package emu.core.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InstructionsDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/instructions.md");

  /** Run with {@code -Demu.update=true} to write the document. */
  @Test
  void isUpToDate() throws IOException {
    String text = InstructionsDocument.text();
    if (Boolean.getBoolean("emu.update")) {
      Files.writeString(DOCUMENT, text);
    }
    assertEquals(text, Files.readString(DOCUMENT), "see the document's head for how to renew it");
  }
}
