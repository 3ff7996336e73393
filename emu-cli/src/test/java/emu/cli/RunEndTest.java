package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunEndTest {
  @ParameterizedTest
  @CsvSource({
    "POWER_OFF, false, 0, power-off",
    "POWER_OFF, true, 6, power-off",
    "RESET, false, 0, reset",
    "RESET, true, 6, reset",
    "TRIPLE_FAULT, false, 4, triple-fault",
    "HALTED, true, 8, halted",
    "REACHED, true, 0, reached",
    "USER, true, 0, user",
    "INSTRUCTION_LIMIT, true, 124, instruction-limit",
    "TIMEOUT, false, 124, timeout",
  })
  void everyReasonHasItsStatus(Kind kind, boolean awaited, int status, String word) {
    RunEnd end = RunEnd.of(StopReason.of(kind), awaited);
    assertEquals(status, end.status());
    assertEquals(word, end.word());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsNotSuccessIsExplained(Kind kind) {
    if (kind != Kind.DEBUG_EXIT) {
      RunEnd end = RunEnd.of(StopReason.of(kind), false);
      assertEquals(end.status() != 0, end.message().isPresent());
    }
  }

  @Test
  void theGuestsOwnStatusIsCutTo8Bits() {
    assertEquals(0x55, RunEnd.of(new StopReason(Kind.DEBUG_EXIT, 0x155), true).status());
  }
}
