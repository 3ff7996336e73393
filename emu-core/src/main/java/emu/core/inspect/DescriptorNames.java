package emu.core.inspect;

import emu.core.cpu.Descriptor;
import emu.core.cpu.Segment;

/** Says what a descriptor describes (SDM 3A 3.4.5, 3.5, 7.11). */
final class DescriptorNames {
  private static final String[] SYSTEM = {
    "reserved type 0",
    "16-bit TSS",
    "LDT",
    "16-bit TSS, busy",
    "16-bit call gate",
    "task gate",
    "16-bit interrupt gate",
    "16-bit trap gate",
    "reserved type 8",
    "32-bit TSS",
    "reserved type 10",
    "32-bit TSS, busy",
    "32-bit call gate",
    "reserved type 13",
    "32-bit interrupt gate",
    "32-bit trap gate"
  };

  private DescriptorNames() {}

  /** The kind of {@code descriptor}, as in "64-bit code segment". */
  static String kind(Descriptor descriptor, boolean longMode) {
    if (!descriptor.isCodeOrData()) {
      String name = SYSTEM[descriptor.type()];
      return longMode && (descriptor.type() & 8) != 0 ? name.replace("32-bit", "64-bit") : name;
    }
    if (!descriptor.isCode()) {
      return (descriptor.is(Segment.WRITABLE) ? "writable" : "read-only") + " data segment";
    }
    return (longMode && descriptor.isLong() ? 64 : descriptor.is(Segment.DEFAULT_BIG) ? 32 : 16)
        + "-bit code segment";
  }

  /** The whole of a segment's descriptor. */
  static String segment(Descriptor descriptor, boolean longMode) {
    return "%s, base 0x%x, limit 0x%x, DPL %d, %s"
        .formatted(
            kind(descriptor, longMode),
            descriptor.base(),
            descriptor.limit(),
            descriptor.dpl(),
            present(descriptor));
  }

  /** The whole of a gate. */
  static String gate(Descriptor descriptor, long target, boolean longMode) {
    String stack = longMode && descriptor.gateStack() != 0 ? ", IST " + descriptor.gateStack() : "";
    return "%s to %04x:%x, DPL %d, %s%s"
        .formatted(
            kind(descriptor, longMode),
            descriptor.gateSelector(),
            target,
            descriptor.dpl(),
            present(descriptor),
            stack);
  }

  /** Whether {@code descriptor} is one through which an interrupt can be delivered. */
  static boolean isInterruptGate(Descriptor descriptor, boolean longMode) {
    int type = descriptor.type();
    boolean narrow = type == 5 || type == 6 || type == 7;
    return !descriptor.isCodeOrData() && (type == 14 || type == 15 || narrow && !longMode);
  }

  private static String present(Descriptor descriptor) {
    return descriptor.isPresent() ? "present" : "not present";
  }
}
