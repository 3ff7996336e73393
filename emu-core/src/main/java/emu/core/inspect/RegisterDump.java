package emu.core.inspect;

import emu.core.cpu.Cpu;
import emu.core.cpu.Flags;
import emu.core.cpu.Segment;

/**
 * The registers of a processor in the form of QEMU's logs and of its {@code info registers}, which
 * people and their scripts know. What only QEMU has (its lazy flags) is not in it.
 */
public final class RegisterDump {
  private static final String[] NAMES = {"ES", "CS", "SS", "DS", "FS", "GS"};
  private static final String[] SHORT_SYSTEM_TYPES = {
    "Reserved", "TSS16-avl", "LDT", "TSS16-busy", "CallGate16", "TaskGate", "IntGate16",
    "TrapGate16", "Reserved", "TSS32-avl", "Reserved", "TSS32-busy", "CallGate32", "Reserved",
    "IntGate32", "TrapGate32"
  };
  private static final String FLAG_LETTERS = "DOSZAPC";
  private static final int[] FLAG_BITS = {10, 11, 7, 6, 4, 2, 0};
  private static final int READABLE = 2;

  private final Cpu cpu;
  private final boolean wide;
  private final StringBuilder text = new StringBuilder(2048);

  private RegisterDump(Cpu cpu) {
    this.cpu = cpu;
    this.wide = cpu.isLongMode();
  }

  /** Lines that each end in a newline; in 64-bit form in long mode. */
  public static String of(Cpu cpu) {
    RegisterDump dump = new RegisterDump(cpu);
    dump.addGeneral();
    dump.addInstructionPointer();
    for (int i = 0; i < NAMES.length; i++) {
      dump.addSegment(NAMES[i], cpu.segments[i]);
    }
    dump.addSegment("LDT", cpu.ldtr);
    dump.addSegment("TR", cpu.tr);
    dump.addTable("GDT", cpu.gdtr);
    dump.addTable("IDT", cpu.idtr);
    dump.addControl();
    return dump.text.toString();
  }

  private void addGeneral() {
    if (!wide) {
      add("EAX", cpu.r[Cpu.RAX]).add(" EBX", cpu.r[Cpu.RBX]).add(" ECX", cpu.r[Cpu.RCX]);
      add(" EDX", cpu.r[Cpu.RDX]).end();
      add("ESI", cpu.r[Cpu.RSI]).add(" EDI", cpu.r[Cpu.RDI]).add(" EBP", cpu.r[Cpu.RBP]);
      add(" ESP", cpu.r[Cpu.RSP]).end();
      return;
    }
    add("RAX", cpu.r[Cpu.RAX]).add(" RBX", cpu.r[Cpu.RBX]).add(" RCX", cpu.r[Cpu.RCX]);
    add(" RDX", cpu.r[Cpu.RDX]).end();
    add("RSI", cpu.r[Cpu.RSI]).add(" RDI", cpu.r[Cpu.RDI]).add(" RBP", cpu.r[Cpu.RBP]);
    add(" RSP", cpu.r[Cpu.RSP]).end();
    for (int i = 8; i < 16; i++) {
      add("%s%-3s".formatted(i % 4 == 0 ? "" : " ", "R" + i), cpu.r[i]);
      if (i % 4 == 3) {
        end();
      }
    }
  }

  private void addInstructionPointer() {
    int flags = Flags.get(cpu);
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < FLAG_BITS.length; i++) {
      letters.append((flags >> FLAG_BITS[i] & 1) != 0 ? FLAG_LETTERS.charAt(i) : '-');
    }
    add(wide ? "RIP" : "EIP", cpu.rip);
    text.append(
        " %s=%08x [%s] CPL=%d II=%d A20=%d SMM=0 HLT=%d\n"
            .formatted(
                wide ? "RFL" : "EFL",
                flags,
                letters,
                cpu.cpl,
                bit(cpu.shadowAt == cpu.instructionCount()),
                bit(cpu.mmu.isA20Open()),
                bit(cpu.halted)));
  }

  private void addSegment(String name, Segment segment) {
    text.append("%-3s=%04x ".formatted(name, segment.selector)).append(address(segment.base));
    int flags = segment.access << 8;
    text.append(" %08x %08x".formatted(segment.limit, flags));
    if (cpu.isProtected() && segment.is(Segment.PRESENT)) {
      text.append(" DPL=%d ".formatted(segment.dpl())).append(kind(segment));
    }
    end();
  }

  private String kind(Segment segment) {
    if (!segment.is(Segment.CODE_OR_DATA)) {
      String type = SHORT_SYSTEM_TYPES[segment.access & 15];
      return wide ? type.replace("32", "64") : type;
    }
    boolean big = segment.is(Segment.DEFAULT_BIG);
    String kind;
    if (segment.is(Segment.CODE)) {
      String mode = segment.is(Segment.LONG) ? "CS64" : big ? "CS32" : "CS16";
      kind = mode + flag(segment, Segment.EXPAND_DOWN, " [C", " [-") + flag(segment, READABLE, "R");
    } else {
      String mode = big || wide ? "DS  " : "DS16";
      kind =
          mode
              + flag(segment, Segment.EXPAND_DOWN, " [E", " [-")
              + flag(segment, Segment.WRITABLE, "W");
    }
    return kind + flag(segment, Segment.ACCESSED, "A") + "]";
  }

  private static String flag(Segment segment, int flag, String set) {
    return flag(segment, flag, set, "-");
  }

  private static String flag(Segment segment, int flag, String set, String clear) {
    return segment.is(flag) ? set : clear;
  }

  private void addTable(String name, Segment table) {
    text.append(name).append("=     ").append(address(table.base));
    text.append(" %08x\n".formatted(table.limit));
  }

  private void addControl() {
    text.append("CR0=%08x CR2=%s".formatted(cpu.cr0, address(cpu.cr2)));
    text.append(" CR3=%s CR4=%08x\n".formatted(address(cpu.cr3), cpu.cr4));
    add("DR0", cpu.dr[0]).add(" DR1", cpu.dr[1]).add(" DR2", cpu.dr[2]);
    add(" DR3", cpu.dr[3]).end();
    add("DR6", cpu.dr[6]).add(" DR7", cpu.dr[7]).end();
    text.append("EFER=%016x\n".formatted(cpu.efer));
  }

  private RegisterDump add(String name, long value) {
    text.append(name).append('=').append(address(value));
    return this;
  }

  private void end() {
    text.append('\n');
  }

  private String address(long value) {
    return wide ? "%016x".formatted(value) : "%08x".formatted(value & 0xFFFF_FFFFL);
  }

  private static int bit(boolean value) {
    return value ? 1 : 0;
  }
}
