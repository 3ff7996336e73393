package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import emu.cli.guest.Guest;
import emu.cli.guest.Guest.DebianInstaller;
import emu.cli.guest.GuestCache;
import emu.cli.guest.InstallerIso;
import emu.cli.guest.InstallerIso.Loader;
import emu.cli.guest.ProgressBar;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * The installer on a screen, walked through by a script from the boot menu of its ISO image on:
 * arrow keys, a submenu, the line edited, then language, location, keyboard, and back to its menu.
 * The screens must be the references, pixel by pixel. What was seen is left in target/screens; if a
 * new release of Debian looks different, that becomes the reference.
 */
class InstallerScreenIT {
  private static final Path PICTURES = Path.of("target", "screens");
  private static final Path README_PICTURES = Path.of("..", "docs", "images");
  private static final Path REFERENCES =
      Path.of("src", "test", "resources", "emu", "cli", "screens");
  private static final String CD = "-cdrom=";
  private static final String TIMEOUT = "1800";

  private static final String MENU = "wait:Accessible dark contrast;";
  private static final String LINE = "/install.amd/vmlinuz initrd=/install.amd/initrd.gz ";

  /** Types LINE and {@code parameters} in the place of the entry's own line, and starts that. */
  private static String edited(String parameters) {
    return MENU + "tab;wait:> /install;ctrl-u;type:" + LINE + parameters + ";still:200;enter;";
  }

  @Test
  void framebufferFromTheMenuOn() throws Exception {
    String choose =
        MENU
            + picture("boot-menu")
            + "down;enter;wait:Rescue mode;still:200;esc;wait:Help;still:200;up;enter;";
    assertEquals(
        0, boot("jit", CD, choose + questions("framebuffer"), "Debian installer main menu"));
    compare("boot-menu.png", README_PICTURES.resolve("boot-menu.png"));
    compareQuestions("framebuffer");
  }

  @Test
  void textWithAnEditedLine() throws Exception {
    String keys = edited("vga=normal fb=false nomodeset") + questions("text");
    assertEquals(0, boot("jit", CD, keys, "Debian installer main menu"));
    compareQuestions("text");
  }

  /** The mode of vga=788 stays, since the driver for the adapter is kept away. */
  @Test
  void vesaFramebuffer() throws Exception {
    String keys =
        MENU
            + "tab;wait:> /install;type:modprobe.blacklist=bochs;still:200;enter;"
            + "wait:Select a language;"
            + picture("vesafb-language");
    assertEquals(0, boot("jit", CD, keys, "Select a language"));
    compare("vesafb-language.png", REFERENCES.resolve("vesafb-language.png"));
  }

  /** The image is hybrid: as a disk it boots through the loader in its master boot record. */
  @Test
  void interpretedFromADiskIntoTheKernel() throws Exception {
    assertEquals(0, boot("interpreter", "-hda=", edited("console=ttyS0"), "Linux version 6"));
  }

  private static int boot(String engine, String drive, String keys, String until) throws Exception {
    Files.createDirectories(PICTURES);
    return Main.run(
        "run",
        "-m=1G",
        drive + iso(),
        "-snapshot",
        "-vga=std",
        "-serial=file:" + PICTURES.resolve(engine + "-serial"),
        "--engine=" + engine,
        "--keys=" + keys,
        "--until-screen=" + until,
        "--timeout=" + TIMEOUT);
  }

  private static String questions(String display) {
    return "wait:Select a language;"
        + picture(display + "-language")
        + "enter;wait:Select your location;"
        + picture(display + "-location")
        + "enter;wait:Configure the keyboard;"
        + picture(display + "-keyboard")
        + "tab;enter";
  }

  private static String picture(String name) {
    return "still:500;screendump:" + PICTURES.resolve(name + ".png") + ";";
  }

  private static Path iso() throws IOException, InterruptedException {
    Guest guest = Guest.DEBIAN_13;
    try (ProgressBar bar = ProgressBar.onStandardError()) {
      return GuestCache.ofUser(System.getenv())
          .obtainIso(
              guest,
              (DebianInstaller) guest.origin(),
              new InstallerIso(Loader.ISOLINUX, false),
              bar);
    }
  }

  private static void compareQuestions(String display) throws IOException {
    for (String question : new String[] {"language", "location", "keyboard"}) {
      String name = display + "-" + question + ".png";
      compare(name, REFERENCES.resolve(name));
    }
  }

  private static void compare(String name, Path file) throws IOException {
    BufferedImage seen = ImageIO.read(PICTURES.resolve(name).toFile());
    BufferedImage reference = ImageIO.read(file.toFile());
    assertEquals(reference.getWidth(), seen.getWidth(), name);
    assertEquals(reference.getHeight(), seen.getHeight(), name);
    int different = 0;
    for (int y = 0; y < seen.getHeight(); y++) {
      for (int x = 0; x < seen.getWidth(); x++) {
        different += seen.getRGB(x, y) == reference.getRGB(x, y) ? 0 : 1;
      }
    }
    if (different > 0) {
      fail("%d pixels differ from the reference %s".formatted(different, file));
    }
  }
}
