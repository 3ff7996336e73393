package emu.cli.guest;

import emu.cli.error.UserException;
import emu.cli.guest.Guest.DebianInstaller;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/** Gets a Debian installer from a Debian mirror and checks it against the mirror's SHA256SUMS. */
public final class MirrorInstallerSource implements InstallerSource {
  private static final String NETBOOT = "./netboot/debian-installer/amd64/";
  private static final int CHUNK = 1 << 16;
  // The file of a current release has 70 kB.
  private static final int SUMS_LIMIT = 1 << 24;

  private final String root;

  /** A source that asks the mirror at {@code root}, an http or https address. */
  public MirrorInstallerSource(String root) {
    if (!root.matches("https?://[^\\s]+")) {
      throw new UserException(
          "'" + root + "' is no mirror: give an address that starts with http:// or https://");
    }
    this.root = root.replaceFirst("/+$", "");
  }

  @Override
  public Path fetch(DebianInstaller installer, Path folder, Progress progress)
      throws IOException, InterruptedException {
    String images = root + "/" + installer.mirrorFolder() + "/";
    try (HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(30))
            .build()) {
      String sums;
      try (InputStream body = get(client, images + "SHA256SUMS").body()) {
        sums = new String(body.readNBytes(SUMS_LIMIT), StandardCharsets.UTF_8);
      }
      for (String file : new String[] {DebianInstaller.KERNEL, DebianInstaller.INITRD}) {
        String expected = sumOf(sums, NETBOOT + file);
        String actual =
            save(get(client, images + NETBOOT.substring(2) + file), folder.resolve(file), progress);
        if (!actual.equals(expected)) {
          throw new UserException(
              file + " from " + root + " does not match its SHA256SUMS; try again later");
        }
      }
    }
    return folder;
  }

  private static HttpResponse<InputStream> get(HttpClient client, String address)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response;
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
      response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IllegalArgumentException e) {
      throw new UserException("'" + address + "' is not an address; check --mirror", e);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new UserException("cannot reach %s (%s); check --mirror".formatted(address, reason), e);
    }
    if (response.statusCode() != 200) {
      response.body().close();
      throw new UserException(
          "%s answers with status %d; check --mirror".formatted(address, response.statusCode()));
    }
    return response;
  }

  private static String save(HttpResponse<InputStream> response, Path file, Progress progress)
      throws IOException {
    long size = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    MessageDigest digest = sha256();
    String step = file.getFileName().toString();
    try (InputStream in = response.body();
        OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
      byte[] chunk = new byte[CHUNK];
      long done = 0;
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        out.write(chunk, 0, count);
        done += count;
        progress.at(step, size <= 0 ? 0 : Math.min(1, (double) done / size));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The sum of {@code file} in the lines of {@code sums}, each a sum in hex, spaces and a name. */
  static String sumOf(String sums, String file) {
    return sums.lines()
        .map(line -> line.split("\\s+\\*?", 2))
        .filter(parts -> parts.length == 2 && parts[1].equals(file))
        .map(parts -> parts[0])
        .findFirst()
        .orElseThrow(() -> new UserException("the mirror's SHA256SUMS does not name " + file));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
