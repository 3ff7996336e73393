package emu.devices.boot.check;

import java.util.List;

/** {@link FindingKind#OTHER_PROCESSOR}. */
final class OtherProcessor implements Rule {
  @Override
  public List<Finding> check(Subject kernel) {
    if (kernel.header().isForPc()) {
      return List.of();
    }
    return List.of(
        FindingKind.OTHER_PROCESSOR.error(
            "it is an ELF file for another processor, " + kernel.header().machineName(),
            "compile and link it for the PC: with gcc's own x86-64 target, or clang's"
                + " --target=x86_64-unknown-none-elf, or rustc's --target x86_64-unknown-none"));
  }
}
