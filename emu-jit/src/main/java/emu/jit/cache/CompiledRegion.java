package emu.jit.cache;

import emu.core.decode.CodeMode;
import emu.core.interp.Block;
import emu.core.interp.CodePage;
import emu.core.interp.Translation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * A translated region, which any number of pages can use that hold its code.
 *
 * <p>Made on any thread; which pages use it is the business of the guest's.
 */
public final class CompiledRegion {
  final CodeKey key;
  private final CodeMode mode;
  private final int tier;
  private final SortedSet<Integer> entries;
  private final Translation translation;
  private final int classBytes;
  private final List<WeakReference<CodePage>> pages = new ArrayList<>();
  private volatile boolean retired;

  /**
   * What came of a region.
   *
   * @param mode how its code is read
   * @param tier the higher the faster
   * @param entries where it is entered, by offset in the page
   * @param classBytes length of its class file
   */
  public CompiledRegion(
      CodeKey key,
      CodeMode mode,
      int tier,
      SortedSet<Integer> entries,
      Translation translation,
      int classBytes) {
    this.key = key;
    this.mode = mode;
    this.tier = tier;
    this.entries = entries;
    this.translation = translation;
    this.classBytes = classBytes;
  }

  /** The higher the faster. */
  public int tier() {
    return tier;
  }

  /** Where it is entered, by offset in the page. */
  public SortedSet<Integer> entries() {
    return entries;
  }

  /** What runs. */
  public Translation translation() {
    return translation;
  }

  /** Length of its class file. */
  public int classBytes() {
    return classBytes;
  }

  /** Number of instructions. */
  public int instructions() {
    return translation.blocks().values().stream().mapToInt(Block::size).sum();
  }

  /** The keys by which it is found. */
  List<CodeKey> entryKeys() {
    return entries.stream()
        .map(offset -> CodeKey.ofEntry(mode, offset, translation.blocks().get(offset)))
        .toList();
  }

  /** Whether {@code page} holds the code that it was made of. */
  boolean fits(CodePage page) {
    return page.mode() == mode && page.holds(translation.blocks());
  }

  /**
   * Has it run in {@code page} from all its entries that the page has decoded.
   *
   * @return whether it does; not if the page holds other code, or if it was retired
   */
  boolean publish(CodePage page) {
    boolean published = false;
    if (!retired && page.mode() == mode) {
      for (int entry : entries) {
        published |= page.publish(entry, translation);
      }
    }
    if (published) {
      pages.removeIf(used -> used.get() == null || used.get() == page);
      pages.add(new WeakReference<>(page));
    }
    return published;
  }

  /**
   * Has all pages interpret its code again.
   *
   * @param heat how often its entries count as interpreted
   */
  void withdraw(int heat) {
    for (WeakReference<CodePage> used : pages) {
      CodePage page = used.get();
      if (page != null) {
        entries.forEach(entry -> page.withdraw(entry, translation, heat));
      }
    }
    pages.clear();
  }

  /** It is to be published no more. */
  void retire() {
    retired = true;
  }
}
