package emu.devices.boot.check;

import emu.devices.boot.Sizes;
import emu.devices.elf.ElfHeader;
import emu.devices.elf.ElfSegment;
import java.util.List;

/** {@link FindingKind#POSITION_INDEPENDENT}. */
final class PositionIndependent implements Rule {
  private static final long LOW = 0x1_0000;

  private static final String CURE =
      "link for a fixed address: gcc -no-pie -static and -fno-pie when compiling, with"
          + " -T kernel.ld that starts at 1M; in Rust -C relocation-model=static and -C"
          + " link-arg=-no-pie";

  @Override
  public List<Finding> check(Subject kernel) {
    if (kernel.header().type() != ElfHeader.ET_DYN || kernel.loads().isEmpty()) {
      return List.of();
    }
    long lowest =
        kernel.loads().stream().mapToLong(ElfSegment::physicalAddress).min().orElseThrow();
    if (Long.compareUnsigned(lowest, LOW) < 0) {
      return List.of(
          FindingKind.POSITION_INDEPENDENT.error(
              "it is position-independent (type DYN): linked for address "
                  + Sizes.hex(lowest)
                  + " and to be moved by a loader, which loaders of kernels do not do",
              CURE));
    }
    return List.of(
        FindingKind.POSITION_INDEPENDENT.warning(
            "it is position-independent (type DYN), and nobody applies its relocations", CURE));
  }
}
