package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.error.UserException;
import emu.cli.option.DebugExitDevice;
import emu.cli.option.MemorySize;
import emu.cli.option.RtcBase;
import emu.devices.board.BoardConfig;
import emu.devices.board.ClockMode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineOptionsTest {
  private static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");
  private final MachineOptions options = new MachineOptions();

  private BoardConfig board(String memory, boolean interactive) {
    return options.board(MemorySize.parse(memory), interactive, NOW, value -> {});
  }

  @Test
  void aRunThatNobodyTypesToCanBeRepeated() {
    BoardConfig board = board("1G", false);
    assertEquals(ClockMode.VIRTUAL, board.clock());
    assertEquals(Instant.parse("2026-01-01T00:00:00Z"), board.startTime());
    assertEquals(1L << 30, board.ramBytes());
    assertEquals(BoardConfig.NO_PORT, board.debugExitPort());
  }

  @Test
  void aRunThatSomebodyTypesToKeepsTheHostsTime() {
    BoardConfig board = board("1G", true);
    assertEquals(ClockMode.HOST, board.clock());
    assertEquals(NOW, board.startTime());
  }

  @Test
  void optionsDecideOtherwise() {
    options.clock = emu.cli.option.ClockMode.HOST;
    options.rtc = new RtcBase.Converter().convert("base=2001-02-03");
    options.noReboot = true;
    options.debugExit = new DebugExitDevice(0x501, 2);
    BoardConfig board = board("64", false);
    assertEquals(ClockMode.HOST, board.clock());
    assertEquals(Instant.parse("2001-02-03T00:00:00Z"), board.startTime());
    assertTrue(board.noReboot());
    assertEquals(0x501, board.debugExitPort());
    assertEquals(2, board.debugExitPorts());
  }

  @Test
  void aPartOfAPageCountsAsAPage() {
    assertEquals((2L << 20) + 4096, board("2097153B", false).ramBytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1M", "4K", "1T"})
  void memoryThatNoBoardHasIsRefused(String memory) {
    assertThrows(UserException.class, () -> board(memory, false));
  }
}
