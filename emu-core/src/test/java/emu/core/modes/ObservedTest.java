package emu.core.modes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import emu.core.cpu.Cpu;
import emu.core.cpu.Interrupts.Source;
import emu.core.cpu.Vector;
import emu.core.debug.CpuObserver;
import emu.core.mmu.TlbFill;
import emu.core.testing.GuestProgram;
import emu.core.testing.SystemGuest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an observer of the processor is told, and when. */
class ObservedTest {
  private static final class Notes implements CpuObserver {
    final List<String> lines = new ArrayList<>();

    @Override
    public void delivering(Cpu cpu, int vector, Source source, int errorCode) {
      add(cpu, "%s %d %d".formatted(source, vector, errorCode));
    }

    @Override
    public void tripleFault(Cpu cpu) {
      add(cpu, "triple fault");
    }

    @Override
    public void modeChanged(Cpu cpu, long oldCr0, long oldEfer) {
      add(cpu, "cr0 %x-%x efer %x-%x".formatted(oldCr0, cpu.cr0, oldEfer, cpu.efer));
    }

    @Override
    public void transferred(Cpu cpu, Transfer kind, int selector, long rip) {
      add(cpu, "%s %x:%x-%x".formatted(kind, selector, rip, cpu.segments[1].selector));
    }

    @Override
    public void pageTableLoaded(Cpu cpu) {
      add(cpu, "cr3 %x".formatted(cpu.cr3));
    }

    @Override
    public void pageInvalidated(Cpu cpu, long linear) {
      add(cpu, "invlpg %x".formatted(linear));
    }

    @Override
    public void tlbFilled(Cpu cpu, TlbFill fill) {
      if (fill.linear() >= 0x10_0000) {
        add(
            cpu,
            "%s %x %x %d".formatted(fill.access(), fill.linear(), fill.physical(), fill.shift()));
      }
    }

    private void add(Cpu cpu, String text) {
      lines.add(cpu.instructionCount() + " " + text);
    }
  }

  private static String notes(GuestProgram guest) {
    Notes notes = new Notes();
    guest.cpu.observe(notes);
    guest.run();
    guest.cpu.stopObserving(notes);
    assertNull(guest.cpu.observer);
    return String.join("\n", notes.lines);
  }

  private static String at(GuestProgram guest, String label) {
    return Long.toHexString(guest.symbol(label));
  }

  @Test
  void interruptsOfAllKinds() {
    try (GuestProgram guest =
        GuestProgram.protectedMode(0, "int 0x21\nsti\nnop\nhlt\ntold: iretd")) {
      guest.handle(0x21, 0, "told");
      guest.interrupt(0x30);
      assertEquals(
          """
          0 SOFTWARE 33 -1
          1 IRET 8:%s-8
          4 EXTERNAL 48 -1\
          """
              .formatted(Long.toHexString(guest.symbol("told") + 1)),
          notes(guest));
    }
  }

  @Test
  void exceptionsOfTheInstructionThatRaisesThem() {
    try (GuestProgram guest = GuestProgram.longMode(0, "nop\nmov al, [0x40000000]\nhlt")) {
      assertEquals("1 EXCEPTION 14 0", notes(guest));
      assertEquals(0x4000_0000, guest.cpu.cr2);
    }
  }

  /** #GP without a handler, then #DF without one. */
  @Test
  void chainUpToTheTripleFault() {
    try (GuestProgram guest =
        GuestProgram.protectedMode(0, "mov ax, 0x3F8\nfault: mov ds, ax\nhlt")) {
      for (int vector : new int[] {Vector.GP, Vector.DF}) {
        guest.system.interruptGate(vector, SystemGuest.code(0), 0, 0x0E);
      }
      assertEquals(
          """
          1 EXCEPTION 13 1016
          1 EXCEPTION 8 0
          1 triple fault\
          """,
          notes(guest));
      assertEquals(guest.symbol("fault"), guest.cpu.rip);
    }
  }

  @Test
  void transfersAndPageTables() {
    try (GuestProgram guest =
        GuestProgram.longMode(
            0,
            """
            mov rax, cr3
            mov cr3, rax
            mov al, [0x123456]
            invlpg [0x123000]
            push 8
            push there
            o64 retf
            there: hlt
            """)) {
      assertEquals(
          """
          1 cr3 8000
          2 READ 123456 123456 21
          3 invlpg 123000
          6 RET 8:%s-8\
          """
              .formatted(at(guest, "there")),
          notes(guest));
    }
  }

  @Test
  void modes() {
    try (GuestProgram guest =
        GuestProgram.protectedMode(
            0,
            """
            mov eax, 0x20
            mov cr4, eax
            mov ecx, 0xC0000080
            rdmsr
            or ah, 1
            wrmsr
            mov eax, 0x8000
            mov cr3, eax
            mov eax, 0x80000011
            mov cr0, eax
            hlt
            """)) {
      guest.memory.write(0x8000, 8, 0x9003);
      guest.memory.write(0x9000, 8, 0x83);
      assertEquals(
          """
          5 cr0 11-11 efer 0-100
          7 cr3 8000
          9 cr0 11-80000011 efer 100-500\
          """,
          notes(guest));
    }
  }

  @Test
  void severalAreTold() {
    try (GuestProgram guest = GuestProgram.longMode(0, "ud2")) {
      Notes first = new Notes();
      Notes second = new Notes();
      Notes third = new Notes();
      guest.cpu.observe(first);
      guest.cpu.observe(second);
      guest.cpu.observe(third);
      guest.cpu.stopObserving(second);
      guest.run();
      assertEquals(List.of("0 EXCEPTION 6 -1"), first.lines);
      assertEquals(first.lines, third.lines);
      assertEquals(List.of(), second.lines);
    }
  }
}
