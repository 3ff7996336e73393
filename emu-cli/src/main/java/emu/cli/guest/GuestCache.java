package emu.cli.guest;

import emu.cli.error.UserException;
import emu.cli.guest.Guest.DebianInstaller;
import emu.devices.boot.LoaderCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;

/**
 * The folder that keeps the files of guests, one folder a guest. A guest's folder appears by one
 * rename, with all files complete, or not at all.
 */
public final class GuestCache {
  private final Path root;

  /** A cache in the folder {@code root}, which need not exist. */
  public GuestCache(Path root) {
    this.root = root;
  }

  /** The user's cache: {@code $XDG_CACHE_HOME/emu}, or {@code ~/.cache/emu}. */
  public static GuestCache ofUser(Map<String, String> environment) {
    // XDG Base Directory Specification: a relative path is to be ignored.
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        xdg.startsWith("/") ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
    return new GuestCache(base.resolve("emu"));
  }

  /** Its folder. */
  public Path root() {
    return root;
  }

  /** What the loader keeps of kernels and initrds, wherever they come from. */
  public LoaderCache ofLoader() {
    return new LoaderCache(root.resolve("unpacked"));
  }

  /** The folder of {@code guest}, there or not. */
  public Path folder(Guest guest) {
    return root.resolve(guest.word());
  }

  /** Whether the files of {@code guest}, an installer, are there. */
  public boolean holds(Guest guest) {
    return isComplete(folder(guest));
  }

  /**
   * The folder with the files of {@code guest}, got from {@code source} if it is not there yet.
   *
   * @throws UserException if it cannot be had
   * @throws IOException if the cache cannot be written
   * @throws InterruptedException if the thread is interrupted
   */
  public Path obtain(
      Guest guest, DebianInstaller installer, InstallerSource source, Progress progress)
      throws IOException, InterruptedException {
    Path target = folder(guest);
    if (isComplete(target)) {
      return target;
    }
    Files.createDirectories(root);
    try (WorkFolder work = WorkFolder.in(root)) {
      Path fetched = source.fetch(installer, Files.createDirectory(work.path("fetch")), progress);
      if (!isComplete(fetched)) {
        throw new UserException(
            "what was downloaded for " + guest.word() + " lacks its kernel or its initrd");
      }
      Path ready = Files.createDirectory(work.path("ready"));
      for (String file : new String[] {DebianInstaller.KERNEL, DebianInstaller.INITRD}) {
        Files.move(fetched.resolve(file), ready.resolve(file));
      }
      publish(ready, target, work.path("old"));
    }
    return target;
  }

  /**
   * Writes the ISO image of {@code installer} to {@code target}; nothing of it stays here.
   *
   * @throws UserException if its packages cannot be had
   * @throws IOException if a file cannot be written
   * @throws InterruptedException if the thread is interrupted
   */
  public void writeIso(DebianInstaller installer, InstallerIso iso, Path target, Progress progress)
      throws IOException, InterruptedException {
    Files.createDirectories(root);
    try (WorkFolder work = WorkFolder.in(root)) {
      Path fetch = Files.createDirectory(work.path("fetch"));
      Path written = work.path("image.iso");
      iso.write(installer, new AptPackages(Path.of("/etc/apt")), fetch, written, progress);
      Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * The ISO image of {@code guest}, an installer, kept here; made if it is not there yet.
   *
   * @throws UserException if its packages cannot be had
   * @throws IOException if the cache cannot be written
   * @throws InterruptedException if the thread is interrupted
   */
  public Path obtainIso(Guest guest, DebianInstaller installer, InstallerIso iso, Progress progress)
      throws IOException, InterruptedException {
    String loader = iso.loader().name().toLowerCase(Locale.ROOT);
    String name = guest.word() + "-" + loader + (iso.serial() ? "-serial" : "") + ".iso";
    Path target = root.resolve("iso").resolve(name);
    if (!isFilled(target)) {
      Files.createDirectories(target.getParent());
      writeIso(installer, iso, target, progress);
    }
    return target;
  }

  private static void publish(Path ready, Path target, Path old) throws IOException {
    if (Files.exists(target)) {
      // Incomplete, so not ours: a rename never leaves such a folder. Another process may also just
      // have put it there.
      if (isComplete(target)) {
        return;
      }
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(ready, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean isComplete(Path folder) {
    return isFilled(folder.resolve(DebianInstaller.KERNEL))
        && isFilled(folder.resolve(DebianInstaller.INITRD));
  }

  private static boolean isFilled(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) > 0;
    } catch (IOException e) {
      return false;
    }
  }
}
