package emu.jit.hotspot;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Tells HotSpot how to compile translations: those of the first tier by C1 alone, all at once for
 * whoever asks, and with the few methods inlined that are on every path, which a new method without
 * a profile would not be granted.
 *
 * <p>Left to itself HotSpot puts thousands of small methods into one queue, profiles them first and
 * runs them in its bytecode interpreter meanwhile; docs/jit.md has the figures. Other virtual
 * machines, and a HotSpot without its management interface, go on by their own rules: translations
 * are right all the same, only slower to become fast.
 */
final class HotSpotDirectives {
  private static final String DIRECTIVES =
      """
      [{
        match: ["emu/jit/emit/Quick*.run"],
        c1: {
          BackgroundCompilation: false,
          inline: [
            "+emu/core/memory/RawMemory.*",
            "+java/lang/Long.compareUnsigned"
          ]
        },
        c2: { Exclude: true, BackgroundCompilation: false }
      }, {
        match: ["emu/jit/emit/Optimised*.run"],
        c1: { BackgroundCompilation: false },
        c2: {
          BackgroundCompilation: false,
          inline: [
            "-emu/jit/emit/FlagKind.*",
            "+emu/jit/emit/Support.*",
            "+emu/core/memory/RawMemory.*",
            "+emu/jit/emit/Hints.*",
            "+emu/core/mmu/Mmu.tag",
            "+emu/core/mmu/Mmu.readTag",
            "+emu/core/mmu/Mmu.writeTag",
            "+emu/core/mmu/Mmu.readAddress",
            "+emu/core/mmu/Mmu.writeAddress",
            "+emu/core/mmu/Mmu.codeEpoch",
            "+emu/core/mmu/Tlb.*",
            "+emu/core/interp/PageLink.isShut",
            "+emu/core/interp/PageLink.place",
            "+emu/core/insn/BinaryArithmetic.*",
            "+emu/core/insn/ShiftRotate.*",
            "+emu/core/cpu/Flags.*"
          ]
        }
      }]
      """;

  private HotSpotDirectives() {}

  /** Gives the directives to this virtual machine; false if it takes none. */
  static boolean install() {
    try {
      Path file = Files.createTempFile("emu-directives", ".json");
      try {
        Files.writeString(file, DIRECTIVES);
        add(file);
      } finally {
        Files.delete(file);
      }
      return true;
    } catch (IOException | JMException e) {
      System.getLogger(HotSpotDirectives.class.getName())
          .log(System.Logger.Level.DEBUG, "HotSpot took no directives", e);
      return false;
    }
  }

  private static void add(Path file) throws JMException {
    ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName("com.sun.management:type=DiagnosticCommand"),
            "compilerDirectivesAdd",
            new Object[] {new String[] {file.toString()}},
            new String[] {String[].class.getName()});
  }
}
