package emu.cli.guest;

import emu.cli.error.UserException;
import emu.core.asm.Assembler;
import emu.core.asm.Assembly;
import emu.core.asm.PvhElf;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A guest that {@code emu boot} knows by name.
 *
 * @param word its name on the command line, and of its folder in the cache
 * @param title what it is, in a few words
 * @param origin where its files come from
 */
public record Guest(String word, String title, Origin origin) {
  /** The text installer of Debian 12. */
  public static final Guest DEBIAN_12 =
      new Guest(
          "debian-12", "Debian 12 (bookworm) installer, text", new DebianInstaller(12, "bookworm"));

  /** The text installer of Debian 13. */
  public static final Guest DEBIAN_13 =
      new Guest(
          "debian-13", "Debian 13 (trixie) installer, text", new DebianInstaller(13, "trixie"));

  /** Our own kernel, which shows the machine. */
  public static final Guest DEMO =
      new Guest(
          "demo",
          "a small kernel of our own that shows the machine",
          new BuiltInKernel("demo.asm", "start"));

  /** All of them. */
  public static final List<Guest> ALL = List.of(DEBIAN_12, DEBIAN_13, DEMO);

  /** The guest called {@code word}, if there is one. */
  public static Optional<Guest> named(String word) {
    return ALL.stream().filter(guest -> guest.word.equals(word)).findFirst();
  }

  /** Where a guest's files come from. */
  public sealed interface Origin {}

  /**
   * A kernel whose source is inside this program.
   *
   * @param source name of the resource next to this class, for {@link Assembler}
   * @param entry the label at which PVH enters it
   */
  public record BuiltInKernel(String source, String entry) implements Origin {

    /** Assembles it into a file, which goes when the program ends. */
    public Path assemble() throws IOException {
      Assembly assembly = Assembler.assemble(text());
      Path file = Files.createTempFile("emu-", ".elf");
      file.toFile().deleteOnExit();
      return Files.write(file, PvhElf.of(assembly, assembly.symbol(entry)));
    }

    private String text() throws IOException {
      try (InputStream in = Guest.class.getResourceAsStream(source)) {
        if (in == null) {
          throw new UserException("this build of emu has no " + source + " in it; build it again");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  /**
   * The network installer of a Debian release: a kernel and an initrd.
   *
   * @param release its number
   * @param suite its code name, under which archives keep it
   */
  public record DebianInstaller(int release, String suite) implements Origin {
    /** Name of the kernel's file, in the package, on a mirror and in the cache. */
    public static final String KERNEL = "linux";

    /** Name of the initrd's file. */
    public static final String INITRD = "initrd.gz";

    /** Name of the Debian package that holds it. */
    public String packageName() {
      return "debian-installer-" + release + "-netboot-amd64";
    }

    /** The folder of the two files inside the package. */
    public String packageFolder() {
      return "usr/lib/debian-installer/images/" + release + "/amd64/text/debian-installer/amd64";
    }

    /** The folder below a mirror's root that holds the installer's images. */
    public String mirrorFolder() {
      return "dists/" + suite + "/main/installer-amd64/current/images";
    }
  }
}
