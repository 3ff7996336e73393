package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExitStatusTest {
  @Test
  void statusesDifferAndLeaveTheOddOnesToTheGuest() {
    ExitStatus[] all = ExitStatus.values();
    assertEquals(all.length, Arrays.stream(all).map(ExitStatus::code).distinct().count());
    for (ExitStatus status : all) {
      assertTrue(status == ExitStatus.BAD_INPUT || status.code() % 2 == 0, status.name());
      assertTrue(status.code() >= 0 && status.code() < 126, status.name());
    }
  }
}
