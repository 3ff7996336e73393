package emu.devices.boot.check;

import java.util.stream.Stream;

/** What the rules about notes share. */
final class NoteRules {
  private NoteRules() {}

  /** All notes; those of segments first. */
  static Stream<FoundNote> all(Subject kernel) {
    return Stream.concat(kernel.segmentNotes().stream(), kernel.sectionNotes().stream());
  }

  /** Whether one is right, wherever it stands. */
  static boolean hasPvhNote(Subject kernel) {
    return all(kernel).anyMatch(FoundNote::isPvh);
  }
}
