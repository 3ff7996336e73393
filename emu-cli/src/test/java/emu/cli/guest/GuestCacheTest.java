package emu.cli.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.error.UserException;
import emu.cli.guest.Guest.DebianInstaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestCacheTest {
  private static final DebianInstaller INSTALLER = new DebianInstaller(12, "bookworm");
  private static final Progress QUIET = (step, fraction) -> {};

  @TempDir Path root;

  private GuestCache cache() {
    return new GuestCache(root.resolve("emu"));
  }

  private Path obtain(InstallerSource source) throws IOException, InterruptedException {
    return cache().obtain(Guest.DEBIAN_12, INSTALLER, source, QUIET);
  }

  private static Path complete(Path folder) throws IOException {
    Files.writeString(folder.resolve("linux"), "kernel");
    Files.writeString(folder.resolve("initrd.gz"), "initrd");
    Files.writeString(folder.resolve("other"), "not wanted");
    return folder;
  }

  private List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void keepsTheTwoFilesAndNothingElse() throws IOException, InterruptedException {
    assertFalse(cache().holds(Guest.DEBIAN_12));
    Path folder = obtain((installer, into, progress) -> complete(into));
    assertEquals(List.of("initrd.gz", "linux"), names(folder));
    assertEquals(List.of("debian-12"), names(root.resolve("emu")));
    assertTrue(cache().holds(Guest.DEBIAN_12));
  }

  @Test
  void doesNotFetchTwice() throws IOException, InterruptedException {
    Path folder = obtain((installer, into, progress) -> complete(into));
    assertEquals(
        folder,
        obtain((installer, into, progress) -> {
          throw new AssertionError("fetched again");
        }));
  }

  @Test
  void aFetchThatFailsLeavesNothing() throws IOException {
    IOException broken = new IOException("connection lost");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                obtain((installer, into, progress) -> {
                  Files.writeString(into.resolve("linux"), "half of it");
                  throw broken;
                }));
    assertSame(broken, thrown);
    assertEquals(List.of(), names(root.resolve("emu")));
  }

  @Test
  void aFetchThatLacksAFileOrHasItEmptyIsRefused() throws IOException {
    for (String content : new String[] {null, ""}) {
      assertThrows(
          UserException.class,
          () ->
              obtain((installer, into, progress) -> {
                Files.writeString(into.resolve("linux"), "kernel");
                if (content != null) {
                  Files.writeString(into.resolve("initrd.gz"), content);
                }
                return into;
              }));
      assertEquals(List.of(), names(root.resolve("emu")));
    }
  }

  @Test
  void aFolderThatSomebodyHalfEmptiedIsReplaced() throws IOException, InterruptedException {
    Path folder = obtain((installer, into, progress) -> complete(into));
    Files.delete(folder.resolve("linux"));
    assertFalse(cache().holds(Guest.DEBIAN_12));
    obtain((installer, into, progress) -> complete(into));
    assertEquals(List.of("initrd.gz", "linux"), names(folder));
  }

  @Test
  void aFolderThatAnotherProcessFilledMeanwhileStays() throws IOException, InterruptedException {
    Path target = root.resolve("emu/debian-12");
    obtain((installer, into, progress) -> {
      complete(Files.createDirectories(target));
      Files.writeString(target.resolve("linux"), "theirs");
      return complete(into);
    });
    assertEquals("theirs", Files.readString(target.resolve("linux")));
  }

  @Test
  void whatAKilledProcessLeftIsRemovedAndALivingOnesStays()
      throws IOException, InterruptedException {
    Path cache = Files.createDirectories(root.resolve("emu"));
    // No system gives out process ids this large.
    complete(Files.createDirectories(cache.resolve(".work-" + Integer.MAX_VALUE + "-1")));
    String living = ".work-" + ProcessHandle.current().pid() + "-1";
    Files.createDirectories(cache.resolve(living));
    obtain((installer, into, progress) -> complete(into));
    assertEquals(List.of(living, "debian-12"), names(cache));
  }

  @Test
  void theUsersCacheIsWhereXdgSaysUnlessRelative() {
    Path home = Path.of(System.getProperty("user.home"));
    assertEquals(
        Path.of("/var/c/emu/debian-13"),
        GuestCache.ofUser(Map.of("XDG_CACHE_HOME", "/var/c")).folder(Guest.DEBIAN_13));
    for (Map<String, String> environment :
        List.of(Map.<String, String>of(), Map.of("XDG_CACHE_HOME", "rel"))) {
      assertEquals(
          home.resolve(".cache/emu/demo"), GuestCache.ofUser(environment).folder(Guest.DEMO));
    }
  }
}
