package emu.cli.trace;

import emu.core.trace.Coverage.CoveredBlock;
import emu.devices.elf.ElfException;
import emu.devices.elf.ElfFile;
import emu.devices.elf.ElfSegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Coverage in the form of DynamoRIO's drcov, version 2 (its manual, "drcov: Code Coverage Tool"):
 * modules, and blocks by module and offset. Code that is in no known module is in one for each 4
 * GiB of addresses, named after its first.
 */
final class DrcovFile {
  private static final int MOST_MODULES = 0xFFFF;
  private static final int BLOCK = 8;
  private static final long WINDOW = 1L << 32;

  private record Module(long base, long end, long entry, String path) {
    boolean holds(long address) {
      return Long.compareUnsigned(address - base, end - base) < 0;
    }
  }

  private final List<Module> modules = new ArrayList<>();

  /**
   * One that knows {@code kernel} as a module.
   *
   * @param path what that is called
   */
  DrcovFile(Optional<ElfFile> kernel, String path) {
    kernel.flatMap(elf -> module(elf, path)).ifPresent(modules::add);
  }

  /** A kernel's code; its data may lie anywhere. */
  private static Optional<Module> module(ElfFile elf, String path) {
    try {
      List<ElfSegment> code =
          elf.segments().stream()
              .filter(segment -> segment.isLoad() && segment.isExecutable())
              .toList();
      long base =
          code.stream().map(ElfSegment::virtualAddress).min(Long::compareUnsigned).orElse(0L);
      long end =
          code.stream()
              .map(segment -> segment.virtualAddress() + segment.memorySize())
              .max(Long::compareUnsigned)
              .orElse(0L);
      boolean fits = Long.compareUnsigned(end - base, WINDOW) <= 0 && end != base;
      return fits
          ? Optional.of(new Module(base, end, elf.header().entry(), path))
          : Optional.empty();
    } catch (ElfException e) {
      return Optional.empty();
    }
  }

  /** The bytes of the file for {@code blocks}. */
  byte[] of(List<CoveredBlock> blocks) {
    ByteBuffer table = ByteBuffer.allocate(blocks.size() * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    for (CoveredBlock block : blocks) {
      int id = moduleOf(block.address());
      if (id >= 0) {
        table
            .putInt((int) (block.address() - modules.get(id).base))
            .putShort((short) block.bytes())
            .putShort((short) id);
      }
    }
    byte[] head = head(table.position() / BLOCK).getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(head.length + table.position());
    file.put(head).put(table.flip());
    return file.array();
  }

  private int moduleOf(long address) {
    for (int i = 0; i < modules.size(); i++) {
      if (modules.get(i).holds(address)) {
        return i;
      }
    }
    if (modules.size() == MOST_MODULES) {
      return -1;
    }
    long base = address & -WINDOW;
    modules.add(new Module(base, base + WINDOW - 1, base, "[0x%x]".formatted(base)));
    return modules.size() - 1;
  }

  private String head(int blocks) {
    StringBuilder text = new StringBuilder("DRCOV VERSION: 2\nDRCOV FLAVOR: drcov\n");
    text.append("Module Table: version 2, count %d\n".formatted(modules.size()));
    text.append("Columns: id, base, end, entry, path\n");
    for (int i = 0; i < modules.size(); i++) {
      Module module = modules.get(i);
      text.append(
          "%3d, 0x%016x, 0x%016x, 0x%016x, %s\n"
              .formatted(i, module.base, module.end, module.entry, module.path));
    }
    return text.append("BB Table: %d bbs\n".formatted(blocks)).toString();
  }
}
