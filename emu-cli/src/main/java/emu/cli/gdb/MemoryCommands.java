package emu.cli.gdb;

import emu.devices.board.Debugger;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** m, M and X: memory by linear address, or by physical address if the client says so. */
final class MemoryCommands {
  private final Target target;
  private boolean physical;

  MemoryCommands(Target target) {
    this.target = target;
  }

  void addTo(Map<String, Command> commands) {
    commands.put("m", this::read);
    commands.put("M", this::write);
    commands.put("X", this::writeBinary);
    // QEMU's own packets (system/gdbstub in its manual).
    commands.put("qqemu.PhyMemMode", arguments -> physical ? "1" : "0");
    commands.put("Qqemu.PhyMemMode", this::choose);
  }

  private String choose(String arguments) throws Refusal {
    physical = Hex.number(arguments.replaceFirst("^:", ""), 1) == 1;
    return Command.OK;
  }

  /** Where, and how much. */
  private record Range(long address, int length) {
    /** Reads {@code address,length}. */
    static Range of(String text) throws Refusal {
      String[] parts = text.split(",", 2);
      if (parts.length < 2) {
        throw Refusal.malformed();
      }
      return new Range(Hex.number(parts[0]), Hex.number(parts[1], PacketReader.LONGEST));
    }
  }

  private String read(String arguments) throws Refusal {
    Range range = Range.of(arguments);
    byte[] bytes = new byte[Math.min(range.length, PacketReader.LONGEST / 2)];
    int read =
        target.ask(debugger -> {
          if (physical) {
            target.machine().inspect().readPhysical(range.address, bytes);
            return bytes.length;
          }
          return target.machine().inspect().readLinear(range.address, bytes);
        });
    if (read == 0 && range.length > 0) {
      throw Refusal.unreachable();
    }
    return Hex.of(bytes, read);
  }

  private String write(String arguments) throws Refusal {
    String[] parts = arguments.split(":", 2);
    return write(Range.of(parts[0]), Hex.bytes(parts.length < 2 ? "" : parts[1]));
  }

  private String writeBinary(String arguments) throws Refusal {
    String[] parts = arguments.split(":", 2);
    String data = parts.length < 2 ? "" : parts[1];
    return write(Range.of(parts[0]), data.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String write(Range range, byte... bytes) throws Refusal {
    if (bytes.length != range.length) {
      throw Refusal.malformed();
    }
    if (bytes.length > 0 && !target.ask(debugger -> write(debugger, range.address, bytes))) {
      throw Refusal.unreachable();
    }
    return Command.OK;
  }

  private boolean write(Debugger debugger, long address, byte... bytes) {
    return physical
        ? debugger.writer().writePhysical(address, bytes)
        : debugger.writer().writeLinear(address, bytes);
  }
}
