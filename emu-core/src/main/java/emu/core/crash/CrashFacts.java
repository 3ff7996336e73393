package emu.core.crash;

import emu.core.cpu.Cpu;
import emu.core.cpu.Segment;
import emu.core.cpu.Vector;
import emu.core.crash.Crash.Kind;
import emu.core.debug.Delivery;
import emu.core.inspect.CodeLine;
import emu.core.inspect.CodeReader;
import emu.core.inspect.DescriptorTable;
import emu.core.inspect.LinearMemory;
import emu.core.inspect.PageWalk;
import emu.core.inspect.Paging;
import emu.core.inspect.TableEntry;
import emu.core.mmu.Access;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/** What a report shows of a guest that died, read from the machine as it stands. */
public final class CrashFacts {
  private static final int STACK_WORDS = 32;
  private static final int CODE_LINES = 5;

  private final Crash crash;
  private final Cpu cpu;

  /** The facts of {@code crash}. */
  public CrashFacts(Crash crash) {
    this.crash = crash;
    this.cpu = crash.cpu();
  }

  /** Linear address of the instruction that matters. */
  public long codeAddress() {
    boolean standsStill = crash.kind() == Kind.HALTED || crash.kind() == Kind.ENDLESS_LOOP;
    Optional<Fault> fault = standsStill ? Optional.empty() : crash.fault();
    return fault.map(Fault::linear).orElseGet(crash::address);
  }

  /** The instruction that matters, and those that follow it in memory. */
  public List<CodeLine> code() {
    List<CodeLine> lines = new ArrayList<>();
    CodeReader reader = new CodeReader(cpu);
    long address = codeAddress();
    for (int i = 0; i < CODE_LINES; i++) {
      CodeLine line = reader.at(address);
      lines.add(line);
      if (line.bytes().isEmpty()) {
        break;
      }
      address += line.length();
    }
    return lines;
  }

  /** The walks of the addresses that matter, by what they are; none without paging. */
  public SequencedMap<String, PageWalk> walks() {
    SequencedMap<String, PageWalk> walks = new LinkedHashMap<>();
    if (Paging.of(cpu) == Paging.NONE) {
      return walks;
    }
    crash.fault().flatMap(Fault::walk).ifPresent(walk -> walks.put("CR2", walk));
    boolean user = cpu.cpl == 3;
    walks.put("RIP", PageWalk.of(cpu, codeAddress(), Access.EXECUTE, user));
    walks.put("RSP", PageWalk.of(cpu, stack() - 1, Access.WRITE, user));
    crash
        .chain()
        .forEach(delivery ->
            delivery
                .failure()
                .filter(failure -> failure.vector() == Vector.PF)
                .ifPresent(failure ->
                    walks.putIfAbsent(
                        "what the delivery of vector %d wanted".formatted(delivery.vector()),
                        wanted(failure))));
    return walks;
  }

  private PageWalk wanted(Delivery.Failure failure) {
    boolean write = (failure.errorCode() & 2) != 0;
    return PageWalk.of(cpu, failure.cr2(), write ? Access.WRITE : Access.READ, false);
  }

  /** The entries of descriptor tables that were used, or were to be, by what for. */
  public SequencedMap<String, TableEntry> descriptors() {
    DescriptorTable tables = new DescriptorTable(cpu);
    SequencedMap<String, TableEntry> entries = new LinkedHashMap<>();
    for (Delivery delivery : crash.chain()) {
      TableEntry gate = tables.interrupt(delivery.vector());
      entries.put("vector " + delivery.vector(), gate);
      if (cpu.isProtected() && gate.selector() != 0) {
        entries.put("its code segment", tables.segment(gate.selector()));
      }
    }
    if (!cpu.hasRealSegments()) {
      entries.put("CS", tables.segment(cpu.segments[Segment.CS].selector));
      entries.put("SS", tables.segment(cpu.segments[Segment.SS].selector));
      entries.put("TR", tables.segment(cpu.tr.selector));
    }
    return entries;
  }

  private long stack() {
    return cpu.segmentBase[Segment.SS] + (cpu.r[Cpu.RSP] & cpu.stackMask);
  }

  /** Bytes of a word on the stack. */
  public int wordSize() {
    return cpu.codeMode.bits() / 8;
  }

  /**
   * The words from the stack pointer up, by linear address, as far as they are mapped; not the
   * zeros at the end.
   */
  public SequencedMap<Long, Long> stackWords() {
    SequencedMap<Long, Long> words = new LinkedHashMap<>();
    for (int i = 0; i < STACK_WORDS; i++) {
      long address = stack() + (long) i * wordSize();
      OptionalLong word = LinearMemory.read(cpu, address, wordSize());
      if (word.isEmpty()) {
        break;
      }
      words.put(address, word.getAsLong());
    }
    while (!words.isEmpty() && words.lastEntry().getValue() == 0) {
      words.pollLastEntry();
    }
    return words;
  }
}
