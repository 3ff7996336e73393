package emu.jit.cache;

import emu.core.decode.CodeMode;
import emu.core.interp.CodePage;
import emu.core.interp.Translation;
import emu.jit.region.Region;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A translated region, which any number of pages can use that hold its code.
 *
 * <p>Made on any thread; which pages use it is the business of the guest's.
 */
public final class CompiledRegion {
  final CodeKey key;
  private final CodeMode mode;
  private final Region region;
  private final Translation translation;
  private final int tier;
  private final int classBytes;
  private final List<WeakReference<CodePage>> pages = new ArrayList<>();
  private CompiledRegion better;
  private volatile boolean retired;

  /**
   * What came of {@code region}.
   *
   * @param mode how its code is read
   * @param tier the higher the faster
   * @param translation its code
   * @param classBytes length of its class file
   */
  public CompiledRegion(
      CodeMode mode, Region region, int tier, Translation translation, int classBytes) {
    this.key = CodeKey.of(mode, tier, region);
    this.mode = mode;
    this.region = region;
    this.tier = tier;
    this.translation = translation;
    this.classBytes = classBytes;
  }

  /** What was translated: blocks of the page for which this was made first. */
  public Region region() {
    return region;
  }

  /** The higher the faster. */
  public int tier() {
    return tier;
  }

  /** What runs. */
  public Translation translation() {
    return translation;
  }

  /** Length of its class file. */
  public int classBytes() {
    return classBytes;
  }

  /** Pages that use this use {@code faster} too. */
  void improve(CompiledRegion faster) {
    better = faster;
  }

  /** What pages use where it can be entered, or null. */
  CompiledRegion better() {
    return better;
  }

  /** The keys by which it is found. */
  List<CodeKey> entryKeys() {
    return region.entries().stream()
        .map(offset -> CodeKey.ofEntry(mode, offset, region.blocks().get(offset)))
        .toList();
  }

  /** Whether {@code page} holds the code that it was made of. */
  boolean fits(CodePage page) {
    return page.mode() == mode && isFor(page) && page.holds(region.blocks(), region.pages());
  }

  /** What reaches into other pages is for its own page only. */
  private boolean isFor(CodePage page) {
    return !isLinked() || page == region.home();
  }

  /** Whether it reaches into other pages. */
  boolean isLinked() {
    return !region.pages().isEmpty();
  }

  /**
   * Has it run in {@code page} from all its entries that the page has decoded.
   *
   * @return false if the page holds other code, or if it was retired
   */
  boolean publish(CodePage page) {
    if (retired || page.mode() != mode || !isFor(page) || !page.publish(translation)) {
      return false;
    }
    pages.removeIf(used -> used.get() == null || used.get() == page);
    pages.add(new WeakReference<>(page));
    return true;
  }

  /**
   * Has all pages interpret its code again.
   *
   * @param heat how often its entries count as interpreted
   */
  void withdraw(int heat) {
    for (CodePage page : pages()) {
      region.entries().forEach(entry -> page.withdraw(entry, translation, heat));
    }
    forgetPages();
  }

  /** Pages that use it or have done so. */
  List<CodePage> pages() {
    return pages.stream().map(WeakReference::get).filter(Objects::nonNull).toList();
  }

  void forgetPages() {
    pages.clear();
  }

  /** It is to be published no more. */
  void retire() {
    retired = true;
  }

  boolean isRetired() {
    return retired;
  }
}
