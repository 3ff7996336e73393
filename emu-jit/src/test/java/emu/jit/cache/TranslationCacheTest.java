package emu.jit.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.interp.CodePage;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TranslationCacheTest {
  /** So that the loop's second block begins a line of 64 bytes. */
  private static final int FIRST = 0x10_03B;

  private static final int SECOND = 0x20_03B;
  private static final int PAGE = 4096;
  private static final int ELSEWHERE = 0x30_080;

  private final HotGuest guest = new HotGuest();
  private final TranslationCache cache = new TranslationCache(1 << 20);

  @AfterEach
  void close() {
    guest.close();
  }

  /** Has the loop at {@code address} become hot and keeps a translation of it. */
  private CompiledRegion translate(int address, int value, int tier) {
    guest.write(address, value);
    assertEquals(HotGuest.sum(value), guest.run(address));
    return cache.put(guest.compiled(tier));
  }

  @Test
  void pagesWithTheSameCodeUseTheSameRegion() {
    CompiledRegion region = translate(FIRST, 3, 1);
    CodePage first = guest.page;
    guest.write(SECOND, 3);
    guest.run(SECOND);
    assertNotNull(guest.page);
    assertSame(region, cache.find(guest.page, guest.offset));
    assertTrue(cache.publish(region, first));
    assertTrue(cache.publish(region, guest.page));
    guest.run(FIRST);
    guest.run(SECOND);
    assertEquals(2, guest.runs);
    assertEquals(1, cache.statistics().revived());
  }

  @Test
  void otherCodeAndOtherPlacesAreNotFound() {
    CompiledRegion region = translate(FIRST, 3, 1);
    guest.write(SECOND, 4);
    guest.run(SECOND);
    assertNull(cache.find(guest.page, guest.offset));
    assertFalse(cache.publish(region, guest.page));
    guest.write(ELSEWHERE, 3);
    guest.run(ELSEWHERE);
    assertNull(cache.find(guest.page, guest.offset));
    assertFalse(cache.publish(region, guest.page));
    assertEquals(0, cache.statistics().revived());
  }

  @Test
  void codeThatComesBackIsRevived() {
    CompiledRegion region = translate(FIRST, 3, 1);
    assertTrue(cache.publish(region, guest.page));
    assertNotEquals(HotGuest.sum(3), guest.run(FIRST));
    assertEquals(1, guest.runs);

    guest.write(FIRST, 5);
    assertEquals(HotGuest.sum(5), guest.run(FIRST));
    assertFalse(cache.publish(region, guest.page));

    guest.write(FIRST, 3);
    assertEquals(HotGuest.sum(3), guest.run(FIRST));
    assertSame(region, cache.find(guest.page, guest.offset));
    assertTrue(cache.publish(region, guest.page));
    guest.run(FIRST);
    assertEquals(2, guest.runs);
  }

  /** Bytes of the region count though the page has not decoded them again. */
  @Test
  void codeThatWasNotDecodedAgainIsComparedToo() {
    guest.write(FIRST, 3);
    guest.run(FIRST);
    CodePage page = guest.page;
    CompiledRegion region = guest.compiled(1);
    int second = Collections.max(region.region().blocks().keySet());
    assertTrue(second > guest.offset, "the region has the second block");
    int address = (FIRST & -4096) + second;
    long byteThere = guest.cpu.memory.read(address, 1);

    guest.cpu.memory.write(address, 1, 0x90);
    assertNull(page.blockAt(second));
    assertNotNull(page.blockAt(guest.offset));
    assertFalse(cache.publish(region, page));
    guest.cpu.memory.write(address, 1, byteThere);
    assertNull(page.blockAt(second));
    assertTrue(cache.publish(region, page));
  }

  @Test
  void theFirstOfEqualRegionsIsKept() {
    CompiledRegion region = translate(FIRST, 3, 1);
    CompiledRegion again = guest.compiled(1);
    assertTrue(cache.publish(again, guest.page));
    assertSame(region, cache.put(again));
    assertFalse(cache.publish(again, guest.page));
    cache.tend();
    assertEquals(HotGuest.sum(3), guest.run(FIRST));
    assertEquals(1, cache.statistics().regions());
    assertSame(region, cache.get(guest.page.mode(), again.region(), 1));
  }

  @Test
  void theHighestTierIsFound() {
    CompiledRegion second = translate(FIRST, 3, 2);
    CompiledRegion first = cache.put(guest.compiled(1));
    assertNotEquals(second.key, first.key);
    assertSame(second, cache.find(guest.page, guest.offset));
    CompiledRegion third = cache.put(guest.compiled(3));
    assertSame(third, cache.find(guest.page, guest.offset));
  }

  @Test
  void pagesUseWhatIsBetter() {
    CompiledRegion region = translate(FIRST, 3, 1);
    assertTrue(cache.publish(region, guest.page));
    CompiledRegion better = cache.put(guest.compiled(2, region.region()));
    cache.improve(region, better);
    assertSame(better, cache.inUse(better.translation()));
    guest.run(FIRST);
    assertEquals(1, guest.runs);
    guest.write(SECOND, 3);
    guest.run(SECOND);
    assertTrue(cache.publish(region, guest.page));
    assertEquals(2, better.pages().size());

    cache.forgetPages();
    assertNull(cache.inUse(better.translation()));
    assertEquals(0, better.pages().size());
  }

  @Test
  void whatIsEvictedIsUsedNoMore() {
    TranslationCache small = new TranslationCache(150_000);
    guest.write(FIRST, 3);
    guest.run(FIRST);
    CodePage page = guest.page;
    int offset = guest.offset;
    CompiledRegion region = small.put(guest.compiled(1));
    assertTrue(small.publish(region, page));
    guest.write(SECOND, 4);
    guest.run(SECOND);
    for (int tier = 1; tier <= 100; tier++) {
      small.put(guest.compiled(tier));
    }
    assertNull(small.find(page, offset));
    assertNull(small.get(page.mode(), region.region(), 1));
    assertTrue(small.statistics().evicted() >= 85);
    assertTrue(small.statistics().weight() <= small.statistics().mostWeight());

    assertFalse(small.publish(region, page));
    small.tend();
    assertEquals(HotGuest.sum(3), guest.run(FIRST));
    assertEquals(0, guest.runs);
  }

  /** Code in use is not seen to be used, but it comes through a full cache; the rest does not. */
  @Test
  void whatIsStillHotIsKept() {
    TranslationCache small = new TranslationCache(150_000);
    CompiledRegion[] hot = new CompiledRegion[3];
    int rests = 0;
    for (int i = 0; i < hot.length; i++) {
      guest.write(FIRST + i * PAGE, i);
      guest.run(FIRST + i * PAGE);
      hot[i] = small.put(guest.compiled(1));
      assertTrue(small.publish(hot[i], guest.page));
    }
    for (int round = 0; round < 100; round++) {
      guest.write(SECOND, 1000 + round);
      guest.run(SECOND);
      CompiledRegion filler = small.put(guest.compiled(1));
      assertTrue(small.publish(filler, guest.page));
      for (int i = 0; i < hot.length; i++) {
        small.tend();
        guest.run(FIRST + i * PAGE);
        if (guest.page != null) {
          assertSame(hot[i], small.find(guest.page, guest.offset), "round " + round);
          assertTrue(small.publish(hot[i], guest.page));
          rests++;
        }
      }
    }
    assertTrue(rests > 3 && rests < 150, "rested " + rests + " times");
    assertTrue(small.statistics().evicted() > 50);
  }

  @Test
  void whatNeverFitsIsNotKept() {
    TranslationCache none = new TranslationCache(0);
    guest.write(FIRST, 3);
    guest.run(FIRST);
    CompiledRegion region = none.put(guest.compiled(1));
    assertFalse(none.publish(region, guest.page));
    assertNull(none.find(guest.page, guest.offset));
    none.tend();
    assertEquals(0, none.statistics().regions());
  }
}
