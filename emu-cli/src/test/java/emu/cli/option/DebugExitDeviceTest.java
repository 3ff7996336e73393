package emu.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebugExitDeviceTest {
  private static DebugExitDevice parse(String text) {
    return new DebugExitDevice.Converter().convert(text);
  }

  @Test
  void isWhereQemuHasIt() {
    assertEquals(new DebugExitDevice(0xF4, 4), parse("isa-debug-exit,iobase=0xf4,iosize=0x04"));
    assertEquals(new DebugExitDevice(244, 1), parse("isa-debug-exit,iosize=1,iobase=244"));
    assertEquals(new DebugExitDevice(0x501, 2), parse("isa-debug-exit"));
    assertEquals(new DebugExitDevice(0xFFFF, 1), parse("isa-debug-exit,iobase=0xFFFF,iosize=1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "e1000                             | there is no device 'e1000' for -device",
        "isa-debug-exit,iobase=0x10000     | iobase=0x10000 is not a number from 0 to 65535",
        "isa-debug-exit,iobase=0x          | iobase=0x is not a number from 0 to 65535",
        "isa-debug-exit,iobase=-1          | iobase=-1 is not a number from 0 to 65535",
        "isa-debug-exit,iosize=0           | there are no such ports",
        "isa-debug-exit,iosize=5           | iosize=5 is not a number from 0 to 4",
        "isa-debug-exit,iobase=0xffff      | there are no such ports",
        "isa-debug-exit,id=x               | does not know 'id': it takes iobase, iosize",
      })
  void whatCannotBeIsOneSentence(String text, String sentence) {
    String message = assertThrows(ChoiceException.class, () -> parse(text)).getMessage();
    assertEquals(true, message.contains(sentence), message);
  }
}
