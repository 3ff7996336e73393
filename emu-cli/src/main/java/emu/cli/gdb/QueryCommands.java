package emu.cli.gdb;

import java.util.Map;

/** Queries about the target, which is one process with one thread, the processor. */
final class QueryCommands {
  private final Target target;
  private final String description;
  private boolean namesBreakpoints;

  QueryCommands(Target target, RegisterSet registers) {
    this.target = target;
    this.description = TargetDescription.of(registers);
  }

  void addTo(Map<String, Command> commands) {
    commands.put("qSupported", this::supported);
    commands.put("qXfer", this::transfer);
    commands.put("qAttached", arguments -> "1");
    commands.put("qC", arguments -> "QC1");
    commands.put("qfThreadInfo", arguments -> "m1");
    commands.put("qsThreadInfo", arguments -> "l");
    commands.put("qThreadExtraInfo", this::describeThread);
    commands.put("qqemu.Supported", arguments -> "sstepbits;sstep;PhyMemMode");
    commands.put("H", arguments -> Command.OK);
    commands.put("T", arguments -> Command.OK);
  }

  /** Whether the client wants to know what kind of breakpoint it was. */
  boolean namesBreakpoints() {
    return namesBreakpoints;
  }

  private String supported(String arguments) {
    namesBreakpoints = arguments.contains("swbreak+");
    return "PacketSize=%x;qXfer:features:read+;QStartNoAckMode+;swbreak+;hwbreak+;"
            .formatted(PacketReader.LONGEST)
        + "vContSupported+;ReverseStep+;ReverseContinue+";
  }

  private String describeThread(String arguments) throws Refusal {
    boolean halted = target.ask(debugger -> debugger.registers().get("halted") != 0);
    return Hex.of("CPU#0 [%s]".formatted(halted ? "halted" : "running"));
  }

  /** {@code :features:read:target.xml:offset,length}. */
  private String transfer(String arguments) throws Refusal {
    String[] parts = arguments.split(":", -1);
    if (parts.length != 5 || !parts[1].equals("features") || !parts[2].equals("read")) {
      return Command.UNKNOWN;
    }
    String[] range = parts[4].split(",", 2);
    if (!parts[3].equals("target.xml") || range.length < 2) {
      throw Refusal.malformed();
    }
    int offset = Hex.number(range[0], Integer.MAX_VALUE);
    int length = Math.min(Hex.number(range[1], Integer.MAX_VALUE), PacketReader.LONGEST / 2);
    int from = Math.min(offset, description.length());
    int end = Math.min(from + length, description.length());
    return (end == description.length() ? "l" : "m") + description.substring(from, end);
  }
}
