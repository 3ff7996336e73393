package emu.cli.monitor;

import emu.cli.drive.DriveSet;
import emu.core.inspect.PageMap;
import emu.devices.board.Machine;
import java.util.List;

/** Commands that tell about a machine and change nothing. */
final class InfoCommands {
  private final Machine machine;
  private final DriveSet drives;

  InfoCommands(Machine machine, DriveSet drives) {
    this.machine = machine;
    this.drives = drives;
  }

  List<Command> list() {
    return List.of(
        new Command("info registers", "[-a]", "the processor's registers", this::registers),
        plain("info cpus", "the processor", this::processor),
        plain("info pic", "the interrupt controllers", () -> machine.inspect().pic()),
        plain("info irq", "the interrupt lines", () -> machine.inspect().irq()),
        plain("info pci", "the functions on the PCI bus", () -> machine.inspect().pci()),
        plain("info mtree", "what lies where in memory and ports", () -> machine.inspect().mtree()),
        plain("info tlb", "which linear addresses are mapped", this::pageMap),
        plain("info block", "the drives", drives::describe),
        plain("info jit", "what was translated", this::jit),
        plain("info status", "whether the machine runs", this::status),
        plain("info version", "the version of emu", InfoCommands::version));
  }

  private interface Text {
    String get();
  }

  private static Command plain(String name, String help, Text text) {
    return new Command(
        name,
        "",
        help,
        words -> {
          words.end();
          return text.get();
        });
  }

  private String registers(Words words) throws MonitorException {
    boolean all = words.takes("-a");
    words.end();
    return RegisterTable.of(machine.inspect().registers(), all);
  }

  private String processor() {
    return "* CPU #0: pc=0x%016x%s, %,d instructions, %.3f s%n"
        .formatted(
            machine.inspect().registers().get("rip"),
            machine.inspect().registers().get("halted") == 1 ? " (halted)" : "",
            machine.instructions(),
            machine.virtualNanoseconds() / 1e9);
  }

  private String pageMap() {
    List<PageMap.Range> ranges = machine.inspect().pageMap();
    StringBuilder text = new StringBuilder();
    for (PageMap.Range range : ranges) {
      text.append(
          "%016x-%016x -> %012x %s%n"
              .formatted(range.start(), range.end(), range.physical(), range.rights()));
    }
    text.append(PageMap.isCut(ranges) ? "there may be more%n".formatted() : "");
    return ranges.isEmpty() ? "paging is off%n".formatted() : text.toString();
  }

  private String jit() {
    String report = machine.engineReport();
    return report.isEmpty() ? "this engine translates nothing%n".formatted() : report;
  }

  private String status() {
    return "VM status: %s%n".formatted(machine.isPaused() ? "paused" : "running");
  }

  private static String version() {
    String version = InfoCommands.class.getPackage().getImplementationVersion();
    return "%s%n".formatted(version == null ? "unknown" : version);
  }
}
