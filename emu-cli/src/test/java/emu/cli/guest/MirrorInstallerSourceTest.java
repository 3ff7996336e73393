package emu.cli.guest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import emu.cli.error.UserException;
import emu.cli.guest.Guest.DebianInstaller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorInstallerSourceTest {
  private static final DebianInstaller INSTALLER = new DebianInstaller(13, "trixie");
  private static final String IMAGES = "/debian/dists/trixie/main/installer-amd64/current/images/";
  private static final String NETBOOT = "netboot/debian-installer/amd64/";
  private static final byte[] KERNEL = "a kernel".getBytes(StandardCharsets.UTF_8);
  private static final byte[] INITRD = "an initrd".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private final Map<String, byte[]> files = new TreeMap<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = files.get(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
          if (body != null) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private MirrorInstallerSource source() {
    return new MirrorInstallerSource(
        "http://127.0.0.1:" + server.getAddress().getPort() + "/debian/");
  }

  private void publish(byte[] initrdOfSum) throws NoSuchAlgorithmException {
    files.put(IMAGES + NETBOOT + "linux", KERNEL);
    files.put(IMAGES + NETBOOT + "initrd.gz", INITRD);
    String sums =
        "%s  ./%slinux%n%s  ./%sinitrd.gz%n"
            .formatted(sum(KERNEL), NETBOOT, sum(initrdOfSum), NETBOOT);
    files.put(IMAGES + "SHA256SUMS", sums.getBytes(StandardCharsets.UTF_8));
  }

  private static String sum(byte[] content) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  private UserException failure() {
    return assertThrows(
        UserException.class, () -> source().fetch(INSTALLER, folder, (step, fraction) -> {}));
  }

  @Test
  void savesBothFiles() throws Exception {
    publish(INITRD);
    double[] last = new double[1];
    Path got = source().fetch(INSTALLER, folder, (step, fraction) -> last[0] = fraction);
    assertArrayEquals(KERNEL, Files.readAllBytes(got.resolve("linux")));
    assertArrayEquals(INITRD, Files.readAllBytes(got.resolve("initrd.gz")));
    assertEquals(1, last[0]);
  }

  @Test
  void refusesAFileThatDoesNotMatchItsSum() throws NoSuchAlgorithmException {
    publish("another initrd".getBytes(StandardCharsets.UTF_8));
    assertTrue(failure().getMessage().contains("initrd.gz"));
  }

  @Test
  void refusesAFileWithoutASum() throws NoSuchAlgorithmException {
    publish(INITRD);
    files.put(IMAGES + "SHA256SUMS", new byte[0]);
    assertTrue(failure().getMessage().contains("SHA256SUMS"));
  }

  @Test
  void saysWhatIsNotThere() {
    assertTrue(failure().getMessage().contains("404"));
  }

  @Test
  void saysThatAMirrorCannotBeReached() {
    server.stop(0);
    assertTrue(failure().getMessage().startsWith("cannot reach http://127.0.0.1"));
  }

  @Test
  void refusesWhatIsNoAddress() {
    assertThrows(UserException.class, () -> new MirrorInstallerSource("ftp://x"));
    assertThrows(UserException.class, () -> new MirrorInstallerSource("example"));
  }
}
