package emu.core.trace;

import emu.core.cpu.Cpu;
import emu.core.cpu.ExecutionEngine;
import emu.core.interp.Interpreter;
import emu.core.testing.GuestProgram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Runs small guests with records. */
final class Traced {
  private static final long MOST_INSTRUCTIONS = 100_000;

  private final CountWindow window;
  private final AddressFilter filter;
  private final StringBuilder text = new StringBuilder();

  Traced(CountWindow window, AddressFilter filter) {
    this.window = window;
    this.filter = filter;
  }

  /** Of all that happens. */
  static Traced all() {
    return new Traced(CountWindow.ALL, AddressFilter.ALL);
  }

  private TraceLog log() {
    return new TraceLog(text::append, window, filter, SymbolNames.NONE);
  }

  /** The log of {@code items} of a run of {@code guest}, which is cut into odd slices. */
  String log(GuestProgram guest, TraceItem... items) {
    run(guest.cpu, new Tracer(Set.of(items), log()));
    return text.toString();
  }

  /** What a trace of the instructions that {@code guest} runs shows. */
  List<String> instructions(GuestProgram guest) throws IOException {
    return show(trace(guest));
  }

  /** A trace of the instructions that {@code guest} runs. */
  byte[] trace(GuestProgram guest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    InstructionTrace trace =
        new InstructionTrace((buffer, length) -> bytes.write(buffer, 0, length), window, filter);
    Tracer tracer = new Tracer(Set.of(), log());
    tracer.add(trace);
    run(guest.cpu, tracer);
    trace.finish();
    return bytes.toByteArray();
  }

  /** What the trace {@code bytes} shows. */
  List<String> show(byte[] bytes) throws IOException {
    TraceReader.show(new ByteArrayInputStream(bytes), log());
    return text.toString().lines().toList();
  }

  /** Runs {@code cpu} to its end, in odd slices. */
  static void run(Cpu cpu, Tracer tracer) {
    ExecutionEngine engine = tracer.engine(cpu, Interpreter::new);
    for (long limit = 7; !cpu.halted && !cpu.shutdown && limit < MOST_INSTRUCTIONS; limit += 13) {
      engine.run(limit);
    }
    engine.close();
  }

  /**
   * A guest in 64-bit mode with a loop, calls, string instructions, code that it changes, page
   * faults that its handler skips, and a software interrupt.
   */
  static GuestProgram guest() {
    GuestProgram guest =
        GuestProgram.longMode(
            0,
            """
              mov ecx, 20
            again:
              call work
              dec ecx
              jnz again
              mov rdi, 0x20000
              mov ecx, 40
              rep stosb
              int 0x40
              mov byte [changed], 0x90
              call changed
              mov al, [0x40000000]
              nop
              hlt
            work:
              push rax
              add eax, ecx
              test al, 1
              jz even
              xor eax, 0x55
            even:
              pop rax
              ret
            changed:
              nop
              mov eax, [0x40000008]
              ret
            fault:
              add rsp, 8
              add qword [rsp], 7
              iretq
            soft:
              iretq
            """);
    return guest.handle(14, 0, "fault").handle(0x40, 0, "soft");
  }

  static GuestProgram realGuest() {
    return GuestProgram.real(
        """
        mov cx, 5
        again: push cx
        pop dx
        loop again
        mov ax, 0x10
        mov ds, ax
        out 0xE9, al
        int 0x21
        """);
  }

  static String hex(long value) {
    return "%016x".formatted(value);
  }
}
