package emu.devices.boot.check;

import emu.core.decode.CodeMode;
import emu.devices.elf.ElfException;
import java.util.List;
import java.util.Optional;

/** {@link FindingKind#CODE_64_BIT}. */
final class Code64Bit implements Rule {
  private static final int SHOWN = 3;

  @Override
  public List<Finding> check(Subject kernel) throws ElfException {
    Optional<EntryPoint> entry = kernel.entryPoint().filter(point -> point.bits() == 32);
    if (entry.isEmpty() || !kernel.hasCodeAt(entry.get().address())) {
      return List.of();
    }
    EntryCode code = EntryCode.of(kernel, entry.get().address());
    if (!code.isFor64Bits()) {
      return List.of();
    }
    return List.of(
        FindingKind.CODE_64_BIT.error(
            "the code at the PVH entry "
                + kernel.describe(entry.get().address())
                + " is 64-bit code, and the processor is in 32-bit protected mode there, without"
                + " paging: it would run \""
                + code.text(CodeMode.CODE_32, SHOWN)
                + "\" where \""
                + code.text(CodeMode.CODE_64, SHOWN)
                + "\" is meant",
            "begin with 32-bit assembly (.code32) that sets up page tables, PAE, EFER.LME and"
                + " paging, loads a GDT and jumps far to .code64; or compile the entry with"
                + " gcc -m32"));
  }
}
