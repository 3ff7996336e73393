package emu.core.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EventQueueTest {
  private final StringBuilder fired = new StringBuilder();
  private final EventQueue queue = new EventQueue(() -> 0);
  private final Timer a = queue.timer("a", () -> fired.append('a'));
  private final Timer b = queue.timer("b", () -> fired.append('b'));

  @Test
  void eventsRunInOrderOfTimeThenOfScheduling() {
    b.scheduleAt(10);
    a.scheduleAt(10);
    queue.runUntil(9);
    assertEquals("", fired.toString());
    queue.runUntil(10);
    assertEquals("ba", fired.toString());
    assertEquals(EventQueue.NEVER, queue.nextEvent());
  }

  @Test
  void lastScheduleCounts() {
    a.scheduleAt(10);
    a.scheduleAt(30);
    b.scheduleAt(20);
    assertEquals(20, queue.nextEvent());
    queue.runUntil(100);
    assertEquals("ba", fired.toString());
  }

  @Test
  void cancelledTimerDoesNotFire() {
    a.scheduleAt(10);
    a.cancel();
    assertFalse(a.isScheduled());
    queue.runUntil(100);
    assertEquals("", fired.toString());
  }

  @Test
  void schedulingForNeverCancels() {
    a.scheduleAt(10);
    a.scheduleAt(EventQueue.NEVER);
    assertFalse(a.isScheduled());
    assertEquals(EventQueue.NEVER, queue.nextEvent());
  }

  @Test
  void anActionMayScheduleAgain() {
    Timer[] self = new Timer[1];
    self[0] =
        queue.timer(
            "c",
            () -> {
              fired.append('c');
              self[0].scheduleAt(fired.length() * 10L);
            });
    self[0].scheduleAt(0);
    queue.runUntil(25);
    assertEquals("ccc", fired.toString());
    assertTrue(self[0].isScheduled());
  }

  @Test
  void tellsWhenTheNextEventBecomesEarlier() {
    queue.onEarlier(() -> fired.append('!'));
    a.scheduleAt(20);
    b.scheduleAt(30);
    b.scheduleAt(10);
    assertEquals("!!", fired.toString());
  }
}
