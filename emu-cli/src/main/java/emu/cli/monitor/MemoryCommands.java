package emu.cli.monitor;

import emu.core.inspect.CodeLine;
import emu.devices.board.Inspector;
import emu.devices.board.Machine;
import java.util.List;

/** Commands that show memory and calculate. */
final class MemoryCommands {
  private static final int WORDS_PER_LINE = 16;

  private final Machine machine;

  MemoryCommands(Machine machine) {
    this.machine = machine;
  }

  List<Command> list() {
    return List.of(
        new Command("x", "[/FMT] ADDRESS", "show memory at a linear address", this::linear),
        new Command("xp", "[/FMT] ADDRESS", "show memory at a physical address", this::physical),
        new Command("print", "[/FMT] EXPRESSION", "calculate, as in $rsp+8", this::print));
  }

  private String linear(Words words) throws MonitorException {
    Format format = Format.take(words, Integer.BYTES);
    long address = value(words);
    return format.isCode() ? code(format, address) : data(format, address, false);
  }

  private String physical(Words words) throws MonitorException {
    Format format = Format.take(words, Integer.BYTES);
    if (format.isCode()) {
      throw new MonitorException("only x shows instructions, at linear addresses");
    }
    return data(format, value(words), true);
  }

  private String print(Words words) throws MonitorException {
    Format format = Format.take(words, Long.BYTES);
    return format.text(value(words)).strip() + System.lineSeparator();
  }

  private long value(Words words) throws MonitorException {
    return Expression.value(words.rest(), machine.inspect().registers());
  }

  private String code(Format format, long start) {
    StringBuilder text = new StringBuilder();
    long address = start;
    for (int i = 0; i < format.count(); i++) {
      CodeLine line = machine.inspect().instruction(address);
      text.append("0x%016x:  %-30s %s%n".formatted(address, line.bytes(), line.text()));
      int length = (line.bytes().length() + 1) / 3;
      if (length == 0) {
        break;
      }
      address += length;
    }
    return text.toString();
  }

  private String data(Format format, long start, boolean physical) {
    int size = format.size();
    int perLine = WORDS_PER_LINE / size;
    StringBuilder text = new StringBuilder();
    Inspector inspector = machine.inspect();
    for (int i = 0; i < format.count(); i++) {
      long address = start + (long) i * size;
      byte[] bytes = new byte[size];
      int length = size;
      if (physical) {
        inspector.readPhysical(address, bytes);
      } else {
        length = inspector.readLinear(address, bytes);
      }
      if (i % perLine == 0) {
        text.append("%016x:".formatted(address));
      }
      if (length < size) {
        return text.append(" [not mapped]%n".formatted()).toString();
      }
      text.append(' ').append(format.text(littleEndian(bytes)));
      if (i % perLine == perLine - 1 || i == format.count() - 1) {
        text.append(System.lineSeparator());
      }
    }
    return text.toString();
  }

  private static long littleEndian(byte... bytes) {
    long value = 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      value = value << 8 | bytes[i] & 0xFF;
    }
    return value;
  }
}
