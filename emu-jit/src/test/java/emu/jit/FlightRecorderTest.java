package emu.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording tells what became of a region. */
class FlightRecorderTest {
  private static final List<String> NAMES =
      Stream.of("Translated", "Published", "Invalidated").map("emu.Region"::concat).toList();

  @Test
  void tellsOfEachRegion(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording();
        LoopGuest guest = new LoopGuest(RepeatableJit::engine)) {
      NAMES.forEach(name -> recording.enable(name).withoutThreshold());
      recording.start();
      guest.run();
      guest.overwrite();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertEquals(NAMES, events.stream().map(event -> event.getEventType().getName()).toList());
    for (RecordedEvent event : events) {
      assertEquals(0, event.getInt("tier"));
      assertEquals(LoopGuest.START & -4096, event.getLong("page"));
      assertEquals(LoopGuest.LOOP & 4095, event.getInt("offset"));
      assertEquals(3, event.getInt("instructions"));
    }
    assertTrue(events.getFirst().getInt("bytes") > 0, events::toString);
    assertTrue(events.getFirst().getDuration().isPositive(), events::toString);
  }
}
