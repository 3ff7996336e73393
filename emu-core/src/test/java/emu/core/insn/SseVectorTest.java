package emu.core.insn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Replays what a processor made of SSE instructions; see src/test/native/softfloat/sse.c. */
class SseVectorTest {
  @Test
  void sseInstructionsDoWhatTheProcessorDoes() throws IOException {
    var stream = Objects.requireNonNull(SseVectorTest.class.getResourceAsStream("sse.txt.gz"));
    int count = 0;
    try (var reader =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.US_ASCII));
        var processor = new SseVector()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        assertEquals(line, processor.answer(line));
        count++;
      }
    }
    assertEquals(6000, count);
  }
}
