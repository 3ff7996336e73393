package emu.jit.diagnostics;

import emu.core.interp.CodePage;
import emu.jit.emit.RegionListing;
import emu.jit.emit.Tier;
import emu.jit.region.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Writes a listing of each region that is translated into a folder; for any thread. */
public final class Dump {
  private final Path folder;
  private final Consumer<String> onFailure;
  private final AtomicInteger number = new AtomicInteger();
  private volatile boolean failed;

  /**
   * A dump into {@code folder}, which exists.
   *
   * @param onFailure is told, once, if a file cannot be written; no more are then
   */
  public Dump(Path folder, Consumer<String> onFailure) {
    this.folder = folder;
    this.onFailure = onFailure;
  }

  void write(Region region, Tier tier, CodePage page) {
    if (failed) {
      return;
    }
    String name =
        "%06d-%012x-%s.txt"
            .formatted(
                number.incrementAndGet(),
                page.physical() + region.entries().getFirst(),
                tier.name().toLowerCase(Locale.ROOT));
    try {
      Files.writeString(folder.resolve(name), RegionListing.of(region, tier, page.physical()));
    } catch (IOException e) {
      failed = true;
      onFailure.accept("cannot write listings to " + folder + " any more: " + e.getMessage());
    }
  }
}
