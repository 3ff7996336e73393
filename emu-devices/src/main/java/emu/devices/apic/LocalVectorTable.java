package emu.devices.apic;

import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import java.util.Arrays;
import java.util.List;

/** The local vector table (SDM 3A 11.5.1): how the APIC's own sources interrupt. */
final class LocalVectorTable implements Hashed {
  static final int TIMER = 0;
  static final int THERMAL = 1;
  static final int PERFORMANCE = 2;
  static final int LINT0 = 3;
  static final int LINT1 = 4;
  static final int ERROR = 5;
  static final int ENTRIES = 6;

  static final int MASKED = 1 << 16;
  static final int LEVEL_TRIGGERED = 1 << 15;
  static final int REMOTE_IRR = 1 << 14;

  /** Bits that software writes, by entry: figure 11-8. */
  private static final int[] WRITABLE = {
    0x7_00FF, 0x1_07FF, 0x1_07FF, 0x1_A7FF, 0x1_A7FF, 0x1_00FF
  };

  private static final List<String> NAMES =
      List.of("timer", "thermal", "performance", "LINT0", "LINT1", "error");

  private final int[] entries = new int[ENTRIES];

  void reset() {
    Arrays.fill(entries, MASKED);
  }

  int get(int entry) {
    return entries[entry];
  }

  void write(int entry, int value, boolean softwareEnabled) {
    int kept = (value & LEVEL_TRIGGERED) != 0 ? entries[entry] & REMOTE_IRR : 0;
    entries[entry] = (value & WRITABLE[entry]) | kept | (softwareEnabled ? 0 : MASKED);
  }

  /** What disabling the APIC by software does (11.4.7.2). */
  void maskAll() {
    for (int i = 0; i < ENTRIES; i++) {
      entries[i] |= MASKED;
    }
  }

  boolean isMasked(int entry) {
    return (entries[entry] & MASKED) != 0;
  }

  boolean isLevelTriggered(int entry) {
    return (entries[entry] & LEVEL_TRIGGERED) != 0;
  }

  boolean isRemoteIrr(int entry) {
    return (entries[entry] & REMOTE_IRR) != 0;
  }

  void setRemoteIrr(int entry, boolean set) {
    entries[entry] = set ? entries[entry] | REMOTE_IRR : entries[entry] & ~REMOTE_IRR;
  }

  int vector(int entry) {
    return entries[entry] & 0xFF;
  }

  int deliveryMode(int entry) {
    return entries[entry] >> 8 & 7;
  }

  int timerMode() {
    return entries[TIMER] >> 17 & 3;
  }

  /** A line for each entry that is not masked. */
  String describe() {
    StringBuilder text = new StringBuilder();
    for (int entry = 0; entry < ENTRIES; entry++) {
      if (!isMasked(entry)) {
        text.append(
            "  %s: vector %02x, delivery mode %d%n"
                .formatted(NAMES.get(entry), vector(entry), deliveryMode(entry)));
      }
    }
    return text.toString();
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(entries);
  }
}
