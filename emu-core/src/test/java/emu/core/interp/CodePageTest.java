package emu.core.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.testing.SystemGuest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Translations of a page whose code changes. */
class CodePageTest {
  private static final long FIRST = 0x1_0000;
  private static final long SECOND = 0x4_0000;

  private final SystemGuest guest = SystemGuest.longMode(0);
  private final CodeCache cache = new CodeCache(guest.cpu, (page, lost) -> {});
  private final BlockBuilder builder = new BlockBuilder(guest.cpu, cache, Instrumentation.NONE);

  @AfterEach
  void close() {
    guest.close();
  }

  /** INC EAX; JMP to itself, and what it leads to at offset 0x100: NOP; HLT. */
  private CodePage page(long address) {
    guest.memory.copyIn(
        address, new byte[] {(byte) 0xFF, (byte) 0xC0, (byte) 0xE9, (byte) 0xF9, 0, 0, 0});
    guest.memory.copyIn(address + 0x100, new byte[] {(byte) 0x90, (byte) 0xF4});
    CodePage page = cache.enter(address);
    builder.build(page, address);
    return page;
  }

  private Translation translation(CodePage page, int rank) {
    builder.build(page, page.physical + 0x100);
    Map<Integer, Block> blocks = Map.of(0, page.blockAt(0), 0x100, page.blockAt(0x100));
    return new Translation(null, blocks, List.of(0, 0x100), Map.of(), rank);
  }

  @Test
  void aTranslationServesAllPagesWithItsCode() {
    Translation translation = translation(page(FIRST), 0);
    CodePage second = page(SECOND);
    assertNull(second.blockAt(0x100));
    assertTrue(second.publish(translation));
    assertSame(translation, second.blockAt(0).translation);
  }

  @Test
  void codeThatThePageHasNotDecodedMustBeTheSame() {
    Translation translation = translation(page(FIRST), 0);
    CodePage second = page(SECOND);
    guest.memory.write(SECOND + 0x101, 1, 0x90);
    assertFalse(second.publish(translation));
    assertNull(second.blockAt(0).translation);
  }

  /** Lines that the page has translated but not decoded are watched too. */
  @Test
  void aWriteToAnyLineOfATranslationThrowsItAway() {
    Translation translation = translation(page(FIRST), 0);
    CodePage second = page(SECOND);
    assertTrue(second.publish(translation));
    guest.memory.write(SECOND + 0x200, 1, 0);
    assertSame(translation, second.blockAt(0).translation);
    guest.memory.write(SECOND + 0x101, 1, 0xF4);
    assertNull(second.blockAt(0).translation);
    assertTrue(second.publish(translation), "the write left what was there");
    builder.build(second, SECOND + 0x80);
    guest.memory.write(SECOND + 0x80, 1, 0);
    guest.memory.write(SECOND + 0x101, 1, 0x90);
    assertNull(second.blockAt(0).translation, "after a write elsewhere");
  }

  @Test
  void onlyTheTranslationMeantIsWithdrawn() {
    CodePage page = page(FIRST);
    Translation translation = translation(page, 0);
    Translation better = translation(page, 1);
    assertTrue(page.publish(better));
    assertTrue(page.publish(translation));
    page.withdraw(0, translation, 7);
    assertSame(better, page.blockAt(0).translation);
    page.withdraw(0, better, 7);
    assertNull(page.blockAt(0).translation);
    assertEquals(7, page.blockAt(0).heat());
    page.withdraw(0x300, better, 7);
  }

  @Test
  void aPageThatIsRewrittenOftenIsLeftAloneForAWhile() {
    CodePage page = page(FIRST);
    for (int i = 0; i < Rewrites.MOST; i++) {
      assertFalse(page.rewritesItself());
      assertTrue(page.publish(translation(page, 0)));
      guest.memory.write(FIRST + 0x80, 1, 0);
      assertNotNull(page.blockAt(0).translation);
      guest.memory.write(FIRST + 0x100, 1, 0x90);
      assertNull(page.blockAt(0).translation);
    }
    assertTrue(page.rewritesItself());
    assertFalse(page(SECOND).rewritesItself());
    guest.cpu.instructions += 1L << Rewrites.PERIOD_SHIFT;
    assertFalse(page.rewritesItself());
  }

  /** Code that is interpreted may be written as often as it likes. */
  @Test
  void writesToUntranslatedCodeDoNotCount() {
    CodePage page = page(FIRST);
    for (int i = 0; i < 10 * Rewrites.MOST; i++) {
      guest.memory.write(FIRST, 1, 0xFF);
      builder.build(page, FIRST);
    }
    assertFalse(page.rewritesItself());
  }
}
