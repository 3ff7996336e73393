package emu.core.inspect;

import emu.core.cpu.Cpu;
import emu.core.cpu.Descriptor;
import emu.core.cpu.Segment;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads entries of a processor's descriptor tables for people; it faults never. */
public final class DescriptorTable {
  private static final int LOCAL = 4;

  private final Cpu cpu;

  /** The tables of {@code cpu}. */
  public DescriptorTable(Cpu cpu) {
    this.cpu = cpu;
  }

  /** Bytes of an entry through which interrupts are delivered now. */
  public int gateSize() {
    return cpu.isLongMode() ? 16 : cpu.isProtected() ? 8 : 4;
  }

  /** The entry of IDT or interrupt vector table for {@code vector}. */
  public TableEntry interrupt(int vector) {
    int size = gateSize();
    String table = cpu.isProtected() ? "IDT" : "IVT";
    long address = wrapped(cpu.idtr.base + (long) vector * size);
    if ((long) vector * size + size - 1 > cpu.idtr.limit) {
      String problem = "lies beyond the limit of the %s, 0x%x".formatted(table, cpu.idtr.limit);
      return unread(table, vector, address, problem);
    }
    OptionalLong low = LinearMemory.read(cpu, address, Math.min(size, 8));
    OptionalLong high = size == 16 ? LinearMemory.read(cpu, address + 8, 8) : OptionalLong.of(0);
    if (low.isEmpty() || high.isEmpty()) {
      return unread(table, vector, address, "lies in memory that is not mapped");
    }
    return cpu.isProtected()
        ? gate(vector, address, low.getAsLong(), high.getAsLong())
        : vector(vector, address, low.getAsLong());
  }

  private TableEntry vector(int vector, long address, long pointer) {
    long offset = pointer & 0xFFFF;
    int selector = (int) (pointer >>> 16) & 0xFFFF;
    return new TableEntry(
        "IVT",
        vector,
        address,
        pointer,
        0,
        "to %04x:%04x".formatted(selector, offset),
        offset,
        selector,
        pointer == 0 ? Optional.of("is empty") : Optional.empty());
  }

  private TableEntry gate(int vector, long address, long low, long high) {
    boolean longMode = cpu.isLongMode();
    Descriptor gate = new Descriptor(address, low);
    long target = gate.gateOffset() | (longMode ? high << 32 : 0);
    String problem = null;
    if (low == 0) {
      problem = "is empty";
    } else if (!DescriptorNames.isInterruptGate(gate, longMode)) {
      problem = "is no interrupt or trap gate, but a " + DescriptorNames.kind(gate, longMode);
    } else if (!gate.isPresent()) {
      problem = "is not marked present";
    }
    return new TableEntry(
        "IDT",
        vector,
        address,
        low,
        high,
        low == 0 ? "empty" : DescriptorNames.gate(gate, target, longMode),
        target,
        gate.gateSelector(),
        Optional.ofNullable(problem));
  }

  /** The entry of GDT or LDT that {@code selector} names. */
  public TableEntry segment(int selector) {
    boolean local = (selector & LOCAL) != 0;
    Segment register = local ? cpu.ldtr : cpu.gdtr;
    String table = local ? "LDT" : "GDT";
    int index = selector >> 3 & 0x1FFF;
    long address = wrapped(register.base + index * 8L);
    if ((selector & 0xFFFC) == 0) {
      return unread(table, index, address, "is the null descriptor");
    }
    if (local && !register.is(Segment.PRESENT)) {
      return unread(table, index, address, "is not there: no LDT is loaded");
    }
    if (index * 8L + 7 > register.limit) {
      String problem = "lies beyond the limit of the %s, 0x%x".formatted(table, register.limit);
      return unread(table, index, address, problem);
    }
    OptionalLong low = LinearMemory.read(cpu, address, 8);
    if (low.isEmpty()) {
      return unread(table, index, address, "lies in memory that is not mapped");
    }
    return segment(table, index, address, low.getAsLong());
  }

  private TableEntry segment(String table, int index, long address, long low) {
    Descriptor descriptor = new Descriptor(address, low);
    String problem = low == 0 ? "is empty" : descriptor.isPresent() ? null : "is not present";
    return new TableEntry(
        table,
        index,
        address,
        low,
        0,
        low == 0 ? "empty" : DescriptorNames.segment(descriptor, cpu.isLongMode()),
        0,
        0,
        Optional.ofNullable(problem));
  }

  /** Why no handler can run in the segment that {@code selector} names; empty if one can. */
  public Optional<String> codeProblem(int selector) {
    TableEntry entry = segment(selector);
    if (entry.problem().isPresent()) {
      return entry.problem();
    }
    Descriptor code = new Descriptor(entry.address(), entry.low());
    boolean is64Bit = code.isLong() && !code.is(Segment.DEFAULT_BIG);
    if (code.isCode() && (is64Bit || !cpu.isLongMode())) {
      return Optional.empty();
    }
    return Optional.of("is a " + DescriptorNames.kind(code, cpu.isLongMode()));
  }

  private static TableEntry unread(String table, int index, long address, String problem) {
    return new TableEntry(table, index, address, 0, 0, problem, 0, 0, Optional.of(problem));
  }

  private long wrapped(long address) {
    return cpu.isLongMode() ? address : address & 0xFFFF_FFFFL;
  }
}
