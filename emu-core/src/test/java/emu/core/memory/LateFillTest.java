package emu.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import emu.core.debug.StateHash;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LateFillTest {
  private static final int PAGE = PhysicalMemory.PAGE;

  // Not on the borders of the chunks in which host memory is cleared.
  private static final long AT = 3 * PAGE;
  private static final int LENGTH = 9 * PAGE - 100;

  private PhysicalMemory memory;

  @BeforeEach
  void make() {
    memory = new PhysicalMemory(1 << 20);
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private static byte[] content() {
    byte[] bytes = new byte[LENGTH];
    Arrays.fill(bytes, (byte) 0x5A);
    return bytes;
  }

  /** Has a thread fill once the caller waits; what {@code access} gives. */
  private long afterWaiting(LongSupplier access) throws InterruptedException {
    LateFill fill = memory.fillLate(AT, LENGTH);
    Thread owner = Thread.currentThread();
    Thread filler =
        Thread.ofPlatform()
            .start(() -> {
              while (owner.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              try (fill) {
                fill.write(content(), 0, LENGTH);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    long result = access.getAsLong();
    filler.join();
    return result;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 8, LENGTH / 2 / 8 * 8, LENGTH - 8})
  void whoReadsWaits(long offset) throws InterruptedException {
    assertEquals(0x5A5A_5A5A_5A5A_5A5AL, afterWaiting(() -> memory.read(AT + offset, 8)));
  }

  @Test
  void whoWritesWaitsAndIsLast() throws InterruptedException {
    long both =
        afterWaiting(() -> {
          memory.write(AT + 16, 4, 0x1234_5678);
          return memory.read(AT + 16, 8);
        });
    assertEquals(0x5A5A_5A5A_1234_5678L, both);
  }

  @Test
  void devicesAndTheTlbWait() throws InterruptedException {
    byte[] copy = new byte[2];
    afterWaiting(() -> {
      memory.copyOut(AT + PAGE - 1, copy, 0, 2);
      return 0;
    });
    assertEquals(0x5A, copy[1]);
    assertNotEquals(0, memory.readablePage(AT));
  }

  @Test
  void theTlbWaitsToWrite() throws InterruptedException {
    assertNotEquals(0, afterWaiting(() -> memory.writablePage(AT + LENGTH - 1)));
  }

  @Test
  void theStateIsTheSameHoweverItCame() throws InterruptedException {
    long late = afterWaiting(() -> hash(memory));
    try (PhysicalMemory other = new PhysicalMemory(1 << 20)) {
      other.copyIn(AT, content());
      assertEquals(hash(other), late);
    }
  }

  private static long hash(PhysicalMemory memory) {
    StateHash hash = new StateHash();
    memory.hashInto(hash);
    return hash.value();
  }

  @Test
  void whatIsBesideItDoesNotWait() throws IOException {
    memory.write(AT - 8, 8, 1);
    try (LateFill fill = memory.fillLate(AT, LENGTH)) {
      memory.write(AT - 16, 8, 2);
      memory.write(AT + 9 * PAGE, 8, 3);
      fill.write(content());
      assertEquals(0, fill.missing());
    }
    assertEquals(1, memory.read(AT - 8, 8));
    assertEquals(2, memory.read(AT - 16, 8));
    assertEquals(3, memory.read(AT + 9 * PAGE, 8));
    assertEquals(0x5A5A, memory.read(AT + LENGTH - 2, 8));
  }

  @Test
  void failure() throws IOException {
    Exception reason = new IOException("damaged");
    LateFill fill = memory.fillLate(AT, LENGTH);
    assertNull(memory.fillFailure());
    fill.write(content(), 0, 8);
    fill.fail(reason);
    assertEquals(0x5A5A_5A5A_5A5A_5A5AL, memory.read(AT, 8));
    assertSame(reason, memory.fillFailure());
  }

  @Test
  void takesNoMoreThanWasSaid() {
    LateFill fill = memory.fillLate(AT, 8);
    assertThrows(IOException.class, () -> fill.write(content()));
    fill.close();
    assertEquals(0, memory.read(AT, 8));
  }

  @Test
  void endsWithTheMemory() throws InterruptedException {
    LateFill fill = memory.fillLate(AT, LENGTH);
    Thread filler =
        Thread.ofPlatform()
            .start(() -> {
              try (fill) {
                while (true) {
                  fill.write(new byte[0]);
                  Thread.onSpinWait();
                }
              } catch (IOException e) {
                // The end of the memory.
              }
            });
    memory.close();
    filler.join();
    assertFalse(filler.isAlive());
  }

  @Test
  void onlyRamFromAPageOn() {
    assertThrows(IllegalArgumentException.class, () -> memory.fillLate(8, PAGE));
    assertThrows(IllegalArgumentException.class, () -> memory.fillLate(0, (1 << 20) + 1));
    assertThrows(IllegalArgumentException.class, () -> memory.fillLate(0xC000_0000L, PAGE));
    memory.mapRom(0x8000, new byte[PAGE]);
    assertThrows(IllegalArgumentException.class, () -> memory.fillLate(0x7000, 2 * PAGE));
  }
}
