package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import emu.cli.guest.AptInstallerSource;
import emu.cli.guest.Guest;
import emu.cli.guest.Guest.DebianInstaller;
import emu.cli.guest.GuestCache;
import emu.cli.guest.ProgressBar;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The installer on a screen, walked through by a script: language, location, keyboard, and back to
 * its menu. The screens of the questions must be the references, pixel by pixel. What was seen is
 * left in target/screens; if a new release of Debian looks different, that becomes the reference.
 */
class InstallerScreenIT {
  private static final Path PICTURES = Path.of("target", "screens");
  private static final List<String> SCREENS = List.of("language", "location", "keyboard");
  private static final String TIMEOUT = "1800";

  @ParameterizedTest
  @CsvSource({
    "framebuffer, vga=788",
    "text, vga=normal fb=false nomodeset",
  })
  void asksItsQuestions(String display, String parameters) throws Exception {
    Files.createDirectories(PICTURES);
    Path installer = installer();
    String keys =
        "wait:Select a language;"
            + picture(display, "language")
            + "enter;wait:Select your location;"
            + picture(display, "location")
            + "enter;wait:Configure the keyboard;"
            + picture(display, "keyboard")
            + "tab;enter";
    int status =
        Main.run(
            "run",
            "-m=1G",
            "-kernel=" + installer.resolve(DebianInstaller.KERNEL),
            "-initrd=" + installer.resolve(DebianInstaller.INITRD),
            "--unpack-initrd",
            "-append=" + parameters,
            "-vga=std",
            "--keys=" + keys,
            "--until-screen=Debian installer main menu",
            "--timeout=" + TIMEOUT);
    assertEquals(0, status);
    for (String screen : SCREENS) {
      compare(display + "-" + screen + ".png");
    }
  }

  private static String picture(String display, String screen) {
    return "still:500;screendump:" + PICTURES.resolve(display + "-" + screen + ".png") + ";";
  }

  private static Path installer() throws IOException, InterruptedException {
    try (ProgressBar bar = ProgressBar.onStandardError()) {
      return GuestCache.ofUser(System.getenv())
          .obtain(
              Guest.DEBIAN_13,
              (DebianInstaller) Guest.DEBIAN_13.origin(),
              new AptInstallerSource(Path.of("/etc/apt")),
              bar);
    }
  }

  private static void compare(String name) throws IOException {
    BufferedImage seen = ImageIO.read(PICTURES.resolve(name).toFile());
    BufferedImage reference =
        ImageIO.read(InstallerScreenIT.class.getResourceAsStream("screens/" + name));
    assertEquals(reference.getWidth(), seen.getWidth(), name);
    assertEquals(reference.getHeight(), seen.getHeight(), name);
    int different = 0;
    for (int y = 0; y < seen.getHeight(); y++) {
      for (int x = 0; x < seen.getWidth(); x++) {
        different += seen.getRGB(x, y) == reference.getRGB(x, y) ? 0 : 1;
      }
    }
    if (different > 0) {
      fail("%d pixels differ from the reference %s".formatted(different, name));
    }
  }
}
