package emu.cli.guest;

import emu.cli.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
          new BuiltInKernel("demo.elf"));

  /** All of them. */
  public static final List<Guest> ALL = List.of(DEBIAN_12, DEBIAN_13, DEMO);

  /** The guest called {@code word}, if there is one. */
  public static Optional<Guest> named(String word) {
    return ALL.stream().filter(guest -> guest.word.equals(word)).findFirst();
  }

  /** Where a guest's files come from. */
  public sealed interface Origin {}

  /**
   * A kernel inside this program.
   *
   * @param resource name of the resource next to this class
   */
  public record BuiltInKernel(String resource) implements Origin {

    /** Writes it to a file, which goes when the program ends. */
    public Path extract() throws IOException {
      Path file = Files.createTempFile("emu-", "-" + resource);
      file.toFile().deleteOnExit();
      try (InputStream in = Guest.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new UserException(
              "this build of emu has no " + resource + " in it; build it again");
        }
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      }
      return file;
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
