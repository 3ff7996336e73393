package emu.devices.board;

import emu.core.crash.Crash;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;
import emu.core.inspect.CodeLine;
import emu.core.inspect.CodeReader;
import emu.core.inspect.PageDifference;
import emu.core.inspect.PageMap;
import emu.core.inspect.Registers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/** Shows the state of a machine that stands still, and changes nothing of it. */
public final class Inspector {
  private final Board board;
  private final DeathWatch watch;
  private final long nanoseconds;

  Inspector(Board board, DeathWatch watch, long nanoseconds) {
    this.board = board;
    this.watch = watch;
    this.nanoseconds = nanoseconds;
  }

  /** The processor's registers by name. */
  public SequencedMap<String, Long> registers() {
    return Registers.of(board.cpu);
  }

  /** Linear address at which the processor stands. */
  public long codeAddress() {
    return new CodeReader(board.cpu).nextAddress();
  }

  /** The instruction at which the processor stands. */
  public CodeLine nextInstruction() {
    return new CodeReader(board.cpu).next();
  }

  /** What is known of the guest's death if its run ended by {@code end}; empty if that is none. */
  public Optional<Crash> crash(StopReason.Kind end) {
    return watch.crash(end);
  }

  /** The names of the devices whose states differ from those in {@code other}. */
  public SequencedSet<String> differingDevices(Inspector other) {
    SequencedSet<String> names = new LinkedHashSet<>();
    if (nanoseconds != other.nanoseconds) {
      names.add("virtual clock");
    }
    SequencedMap<String, Hashed> others = other.board.devices();
    board
        .devices()
        .forEach((name, device) -> {
          if (hash(device) != hash(others.get(name))) {
            names.add(name);
          }
        });
    return names;
  }

  /**
   * The pages of RAM whose contents differ from those in {@code other}, {@code most} of them at the
   * most.
   */
  public List<PageDifference> differingPages(Inspector other, int most) {
    return board.memory.differences(other.board.memory, most).stream()
        .map(address ->
            new PageDifference(
                address, board.memory.read(address, 8), other.board.memory.read(address, 8)))
        .toList();
  }

  /** The interrupt controllers, for people. */
  public String pic() {
    return board.pic.describe() + board.apic.describe() + board.ioApic.describe();
  }

  /** The 16 ISA interrupts, for people: a line each, with what both controllers make of it. */
  public String irq() {
    StringBuilder text = new StringBuilder();
    for (int irq = 0; irq < IsaInterrupts.COUNT; irq++) {
      text.append(
          "IRQ %2d: %s; 8259: %s; I/O APIC: %s%n"
              .formatted(
                  irq,
                  board.interrupts.isHigh(irq) ? "high" : "low ",
                  board.pic.describe(irq),
                  board.ioApic.describe(IsaInterrupts.pin(irq))));
    }
    return text.toString();
  }

  /** The functions on the PCI bus, for people. */
  public String pci() {
    return board.pci.describe();
  }

  /** What lies where, for people. */
  public String mtree() {
    return "memory, what covers others first:%n%sports:%n%s"
        .formatted(board.memory.describe(), board.ports.describe());
  }

  /** What the page tables map. */
  public List<PageMap.Range> pageMap() {
    return PageMap.of(board.cpu);
  }

  /** The instruction at linear address {@code linear}, in the processor's mode. */
  public CodeLine instruction(long linear) {
    return new CodeReader(board.cpu).at(linear);
  }

  /** Reads what is mapped from linear address {@code linear} on; how many bytes that were. */
  public int readLinear(long linear, byte[] bytes) {
    return new CodeReader(board.cpu).read(linear, bytes);
  }

  /** Reads physical memory; what is not memory, but registers of devices, reads as ones. */
  public void readPhysical(long address, byte[] bytes) {
    board.memory.copyOut(address, bytes, 0, bytes.length);
  }

  private static long hash(Hashed part) {
    StateHash hash = new StateHash();
    part.hashInto(hash);
    return hash.value();
  }
}
