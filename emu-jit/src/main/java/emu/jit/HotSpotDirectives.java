package emu.jit;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Tells HotSpot how to compile translations: by C1 alone, and at once for whoever calls, which is
 * {@link WarmUp}.
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
        match: ["emu/jit/emit/Region*.run"],
        c1: { BackgroundCompilation: false },
        c2: { Exclude: true, BackgroundCompilation: false }
      }]
      """;

  private static boolean installed;

  private HotSpotDirectives() {}

  /** Gives the directives to this virtual machine, once. */
  static synchronized void install() {
    if (installed) {
      return;
    }
    installed = true;
    try {
      Path file = Files.createTempFile("emu-directives", ".json");
      try {
        Files.writeString(file, DIRECTIVES);
        add(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException | JMException e) {
      System.getLogger(HotSpotDirectives.class.getName())
          .log(System.Logger.Level.DEBUG, "HotSpot took no directives", e);
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
