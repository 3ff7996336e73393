package emu.core.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.testing.GuestProgram;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text of each kind of log. */
class TraceLogTest {

  @Test
  void interruptInTheFormOfQemu() {
    try (GuestProgram guest =
        GuestProgram.longMode(0, "mov dl, 0x12\nmovzx edx, dl\nmov [0x40000010], al\nhlt")) {
      String log = Traced.all().log(guest, TraceItem.INT);
      assertEquals(
          """
          check_exception old: 0xffffffff new 0xe
               0: v=0e e=0002 i=0 cpl=0 IP=0008:000000000000b005 pc=000000000000b005\
           SP=0010:0000000000030000 CR2=0000000040000010 icount=2
          RAX=0000000000000000 RBX=0000000000000000 RCX=0000000000000000 RDX=0000000000000012
          RSI=0000000000000000 RDI=0000000000000000 RBP=0000000000000000 RSP=0000000000030000
          R8 =0000000000000000 R9 =0000000000000000 R10=0000000000000000 R11=0000000000000000
          R12=0000000000000000 R13=0000000000000000 R14=0000000000000000 R15=0000000000000000
          RIP=000000000000b005 RFL=00010002 [-------] CPL=0 II=0 A20=1 SMM=0 HLT=0
          ES =0010 0000000000000000 ffffffff 00c09300 DPL=0 DS   [-WA]
          CS =0008 0000000000000000 ffffffff 00a09b00 DPL=0 CS64 [-RA]
          SS =0010 0000000000000000 ffffffff 00c09300 DPL=0 DS   [-WA]
          DS =0010 0000000000000000 ffffffff 00c09300 DPL=0 DS   [-WA]
          FS =0010 0000000000000000 ffffffff 00c09300 DPL=0 DS   [-WA]
          GS =0010 0000000000000000 ffffffff 00c09300 DPL=0 DS   [-WA]
          LDT=0000 0000000000000000 0000ffff 00008200 DPL=0 LDT
          TR =0048 0000000000004000 000020ff 00008b00 DPL=0 TSS64-busy
          GDT=     0000000000001000 000003ff
          IDT=     0000000000002000 00000fff
          CR0=80000011 CR2=0000000040000010 CR3=0000000000008000 CR4=00000020
          DR0=0000000000000000 DR1=0000000000000000 DR2=0000000000000000 DR3=0000000000000000
          DR6=00000000ffff0ff0 DR7=0000000000000400
          EFER=0000000000000500
          """,
          log);
    }
  }

  /** A #GP in real mode whose vector lies beyond the IDT's limit: #DF, and the end. */
  @Test
  void chainToTheTripleFault() {
    try (GuestProgram guest = GuestProgram.real("lidt [table]\nint 3\ntable: dw 0, 0, 0")) {
      List<String> lines =
          Traced.all()
              .log(guest, TraceItem.INT)
              .lines()
              .filter(line -> line.matches("(check_exc| *[0-9]+: v=|Triple).*"))
              .map(line -> line.replaceFirst(" i=.*", ""))
              .toList();
      assertEquals(
          List.of(
              "     0: v=03 e=0000",
              "check_exception old: 0x3 new 0xd",
              "     1: v=0d e=0000",
              "check_exception old: 0xd new 0x8",
              "     2: v=08 e=0000",
              "Triple fault"),
          lines);
    }
  }

  @Test
  void blocksDecodedAndRun() {
    try (GuestProgram guest =
        GuestProgram.longMode(0, "mov ecx, 2\nagain: dec ecx\njnz again\nhlt")) {
      assertEquals(
          """
          ----------------
          IN:\s
          0x0000b000:  b9 02 00 00 00                   mov ecx,0x2
          0x0000b005:  ff c9                            dec ecx
          0x0000b007:  75 fc                            jne 0xb005

          Trace 0: 0 [0000000000000000/000000000000b000/0]
          ----------------
          IN:\s
          0x0000b005:  ff c9                            dec ecx
          0x0000b007:  75 fc                            jne 0xb005

          Trace 0: 3 [0000000000000000/000000000000b005/0]
          ----------------
          IN:\s
          0x0000b009:  f4                               hlt

          Trace 0: 5 [0000000000000000/000000000000b009/0]
          """,
          Traced.all().log(guest, TraceItem.IN_ASM, TraceItem.EXEC));
    }
  }

  @Test
  void addressTranslation() {
    try (GuestProgram guest =
        GuestProgram.longMode(
            0, "mov rax, cr3\nmov cr3, rax\ninvlpg [0x123000]\nmov al, [0x200008]\nhlt")) {
      assertEquals(
          """
          mmu 1: CR3=0000000000008000
          mmu 2: INVLPG 0000000000123000
          mmu 3: READ 0000000000200008 -> 000000200008 2M 0000000000009027 000000000000a027\
           00000000002000a7
          """,
          Traced.all().log(guest, TraceItem.MMU));
    }
  }

  @Test
  void transfersAndDevices() {
    try (GuestProgram guest =
        GuestProgram.longMode(
            0,
            "mov al, 0x41\nout 0xE9, al\nin al, 0x77\npush 8\npush there\no64 retf\nthere: hlt")) {
      assertEquals(
          """
          out 1: 00e9 size=1 value=41 GuestProgram
          in 2: 0077 size=1 value=ff (nothing there)
          pcall 5: RET 0008:%s -> 0008:%s cpl=0
          """
              .formatted(Traced.hex(guest.symbol("there")), Traced.hex(guest.symbol("there"))),
          Traced.all().log(guest, TraceItem.PCALL, TraceItem.IOPORT));
    }
  }

  @Test
  void onlyWhatIsInTheWindow() {
    try (GuestProgram guest = Traced.guest()) {
      String all = Traced.all().log(guest, TraceItem.EXEC);
      try (GuestProgram again = Traced.guest()) {
        String part =
            new Traced(CountWindow.of(50, 40), AddressFilter.ALL).log(again, TraceItem.EXEC);
        assertTrue(part.startsWith("Trace 0: 50 "), part);
        List<String> lines = part.lines().skip(1).toList();
        assertTrue(lines.size() > 5, part);
        assertTrue(all.contains(String.join("\n", lines.subList(0, 4))), part);
      }
    }
  }
}
