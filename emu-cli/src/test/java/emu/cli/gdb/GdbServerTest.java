package emu.cli.gdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.option.Engine;
import emu.devices.board.BoardConfig;
import emu.devices.board.ClockMode;
import emu.devices.board.StopReason.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The protocol by packets (Debugging with GDB, appendix E), in both engines. */
class GdbServerTest {
  private static final int RBX = 1;
  private static final int RCX = 2;
  private static final int RIP = 16;
  private static final List<Register> REGISTERS = RegisterSet.X86_64.all();

  private static long register(RemoteClient client, int number) throws Exception {
    return number(client.ask("p%x".formatted(number)));
  }

  private static long register(RemoteClient client, String name) throws Exception {
    for (int i = 0; i < REGISTERS.size(); i++) {
      if (REGISTERS.get(i).name().equals(name)) {
        return register(client, i);
      }
    }
    throw new AssertionError(name);
  }

  private static long number(String little) {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(HexFormat.of().parseHex(little.substring(0, Math.min(16, little.length()))));
    return bytes.getLong(0);
  }

  private static String set(char type, long address, int length) {
    return "%c,%x,%x".formatted(type, address, length);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void registersInBothModes(Engine engine) throws Exception {
    try (DebuggedGuest guest = new DebuggedGuest(engine);
        RemoteClient client = guest.client()) {
      assertEquals(guest.symbol("start"), register(client, RIP));
      assertEquals(0x11, register(client, "cr0"));
      assertEquals(0, register(client, "efer"));
      assertEquals(0x10, register(client, "cs"));
      assertEquals("OK", client.ask("Z" + set('1', guest.symbol("again"), 1)));
      assertEquals("T05hwbreak:;thread:1;", client.ask("vCont;c"));
      assertEquals(guest.symbol("again"), register(client, RIP));
      assertEquals(0x8000_0011L, register(client, "cr0"));
      assertEquals(0x500, register(client, "efer"));
      assertEquals(guest.symbol("pml4"), register(client, "cr3"));
      assertEquals(8, register(client, "cs"));
      assertEquals(0x1122_3344_5566_7788L, register(client, RBX));
      String all = client.ask("g");
      int bytes = REGISTERS.stream().mapToInt(Register::bytes).sum();
      assertEquals(2 * bytes, all.length());
      assertEquals("8877665544332211", all.substring(16 * RBX, 16 * RBX + 16));
    }
  }

  @ParameterizedTest
  @CsvSource({"rbx, 8", "xmm7, 16", "fs_base, 8", "k_gs_base, 8", "cr2, 8", "st3, 10"})
  void writtenRegistersAreReadBack(String name, int size) throws Exception {
    try (DebuggedGuest guest = new DebuggedGuest(Engine.JIT);
        RemoteClient client = guest.client()) {
      client.ask("Z" + set('0', guest.symbol("again"), 1));
      assertEquals("T05swbreak:;thread:1;", client.ask("c"));
      int number = 0;
      while (!REGISTERS.get(number).name().equals(name)) {
        number++;
      }
      String value = "123456789a000000887766554433f12f".substring(0, 2 * size);
      assertEquals("OK", client.ask("P%x=%s".formatted(number, value)));
      assertEquals(value, client.ask("p%x".formatted(number)));
      String all = client.ask("g");
      assertTrue(all.contains(value));
      assertEquals("OK", client.ask("G" + all));
      assertEquals(all, client.ask("g"));
    }
  }

  /** What an instruction could not write cannot be written: CR4 without PAE in long mode. */
  @Test
  void refusesWhatTheProcessorWould() throws Exception {
    try (DebuggedGuest guest = new DebuggedGuest(Engine.JIT);
        RemoteClient client = guest.client()) {
      client.ask("Z" + set('0', guest.symbol("again"), 1));
      client.ask("c");
      int cr4 = REGISTERS.stream().map(Register::name).toList().indexOf("cr4");
      assertEquals("E0e", client.ask("P%x=0000000000000000".formatted(cr4)));
      assertEquals(0x20, register(client, "cr4"));
    }
  }

  @Test
  void memoryByLinearAndPhysicalAddress() throws Exception {
    try (DebuggedGuest guest = new DebuggedGuest(Engine.JIT);
        RemoteClient client = guest.client()) {
      client.ask("Z" + set('0', guest.symbol("again"), 1));
      client.ask("c");
      long counter = guest.symbol("counter");
      assertEquals("OK", client.ask("M%x,4:11223344".formatted(counter)));
      assertEquals("11223344", client.ask("m%x,4".formatted(counter)));
      assertEquals("OK", client.ask("X%x,3:\003#$".formatted(counter)));
      assertEquals("0323244400", client.ask("m%x,5".formatted(counter)));
      assertEquals("E0e", client.ask("m40000000,4"));
      assertEquals("E0e", client.ask("M40000000,1:00"));
      assertEquals("0", client.ask("qqemu.PhyMemMode"));
      // RAM ends at 16 MiB; a linear address is mapped up to 1 GiB.
      assertEquals("ffff", client.ask("m2000000,2"));
      assertEquals("OK", client.ask("Qqemu.PhyMemMode:1"));
      assertEquals("ffff", client.ask("m40000000,2"));
      assertEquals("E0e", client.ask("M40000000,1:00"));
      assertEquals("OK", client.ask("M%x,1:77".formatted(counter)));
      assertEquals("OK", client.ask("Qqemu.PhyMemMode:0"));
      assertEquals("77", client.ask("m%x,1".formatted(counter)));
    }
  }

  /** Neither kind of breakpoint is seen in memory, and code that is written is run. */
  @ParameterizedTest
  @EnumSource(Engine.class)
  void breakpointsAreNotInMemory(Engine engine) throws Exception {
    try (DebuggedGuest guest = new DebuggedGuest(engine);
        RemoteClient client = guest.client()) {
      long store = guest.symbol("store");
      String code = client.ask("m%x,8".formatted(store));
      client.ask("Z" + set('0', store, 1));
      client.ask("Z" + set('1', guest.symbol("stored"), 1));
      assertEquals("T05swbreak:;thread:1;", client.ask("c"));
      assertEquals(0x1000, register(client, RCX));
      assertEquals(code, client.ask("m%x,8".formatted(store)));
      assertEquals("OK", client.ask("z" + set('0', store, 1)));
      assertEquals("T05hwbreak:;thread:1;", client.ask("c"));
      assertEquals("OK", client.ask("z" + set('1', guest.symbol("stored"), 1)));
      assertEquals("E0e", client.ask("z" + set('1', guest.symbol("stored"), 1)));
      // jmp $
      assertEquals("OK", client.ask("M%x,2:ebfe".formatted(store)));
      client.send("c");
      guest.machine.perform(() -> {});
      client.interrupt();
      assertEquals("T02thread:1;", client.next());
    }
  }

  @ParameterizedTest
  @CsvSource({"2, watch, stored", "3, rwatch, next", "4, awatch, stored"})
  void watchpoints(char type, String name, String where) throws Exception {
    for (Engine engine : Engine.values()) {
      try (DebuggedGuest guest = new DebuggedGuest(engine);
          RemoteClient client = guest.client()) {
        long counter = guest.symbol("counter");
        assertEquals("OK", client.ask("Z" + set(type, counter + 1, 2)));
        for (int i = 1; i <= 3; i++) {
          assertEquals(
              "T05%s:%x;thread:1;".formatted(name, counter + 1), client.ask("vCont;c:p1.-1"));
          assertEquals(guest.symbol(i == 2 && type == '4' ? "next" : where), register(client, RIP));
        }
        assertEquals("OK", client.ask("z" + set(type, counter + 1, 2)));
        assertEquals("E16", client.ask("Z" + set(type, counter, 0)));
        assertEquals("E16", client.ask("Z%c,ffffffffffffffff,2".formatted(type)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void stepsForwardsAndBackwards(Engine engine) throws Exception {
    try (DebuggedGuest guest = new DebuggedGuest(engine);
        RemoteClient client = guest.client()) {
      client.ask("Z" + set('0', guest.symbol("store"), 1));
      client.ask("c");
      client.ask("c");
      client.ask("z" + set('0', guest.symbol("store"), 1));
      assertEquals(0x1000, register(client, RCX), "it does not step over by itself");
      String[] places = {"store", "stored", "next", "again"};
      for (int i = 1; i < places.length; i++) {
        assertEquals("T05thread:1;", client.ask("vCont;s:1"));
        assertEquals(guest.symbol(places[i]), register(client, RIP));
      }
      for (int i = places.length - 2; i >= 0; i--) {
        assertEquals("T05thread:1;", client.ask("bs"));
        assertEquals(guest.symbol(places[i]), register(client, RIP));
      }
      long end = guest.symbol("next");
      assertEquals(
          "T05thread:1;", client.ask("vCont;r%x,%x:1".formatted(guest.symbol("store"), end)));
      assertEquals(end, register(client, RIP));
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void goesBackToTheLastStop(Engine engine) throws Exception {
    try (DebuggedGuest guest = new DebuggedGuest(engine);
        RemoteClient client = guest.client()) {
      long counter = guest.symbol("counter");
      String watch = set('2', counter, 4);
      client.ask("Z" + watch);
      for (int i = 1; i <= 5; i++) {
        client.ask("c");
      }
      assertEquals(0x5000, register(client, RCX));
      for (int i = 5; i >= 1; i--) {
        assertEquals("T05watch:%x;thread:1;".formatted(counter), client.ask("bc"));
        assertEquals(guest.symbol("store"), register(client, RIP));
        assertEquals(0x1000L * i, register(client, RCX));
        assertEquals((i - 1) * 0x1000L, number(client.ask("m%x,4".formatted(counter))));
      }
      assertEquals("T05replaylog:begin;thread:1;", client.ask("bc"));
      assertEquals(guest.symbol("start"), register(client, RIP));
      assertEquals("T05replaylog:begin;thread:1;", client.ask("bs"));
      client.ask("z" + watch);
      client.ask("Z" + set('0', guest.symbol("store"), 1));
      client.ask("c");
      client.ask("vCont;s");
      assertEquals("T05swbreak:;thread:1;", client.ask("bc"));
      assertEquals(0x1000, register(client, RCX));
    }
  }

  /** What the debugger changes comes again, and what it changes in the past changes the future. */
  @Test
  void changesArePartOfTheHistory() throws Exception {
    try (DebuggedGuest guest = new DebuggedGuest(Engine.JIT);
        RemoteClient client = guest.client()) {
      client.ask("Z" + set('0', guest.symbol("store"), 1));
      client.ask("c");
      assertEquals("OK", client.ask("P%x=0050000000000000".formatted(RCX)));
      client.ask("vCont;s");
      client.ask("vCont;s");
      client.ask("bs");
      client.ask("bs");
      assertEquals(0x5000, register(client, RCX));
      assertEquals("OK", client.ask("P%x=0070000000000000".formatted(RCX)));
      client.ask("vCont;s");
      assertEquals("T05swbreak:;thread:1;", client.ask("c"));
      assertEquals(0x8000, register(client, RCX));
    }
  }

  @Test
  void saysWhyItCannotGoBack() throws Exception {
    try (DebuggedGuest guest =
            new DebuggedGuest(
                Engine.JIT,
                config ->
                    new BoardConfig(
                        config.ramBytes(),
                        config.cpu(),
                        ClockMode.HOST,
                        config.startTime(),
                        false,
                        BoardConfig.NO_PORT,
                        value -> {},
                        value -> {},
                        value -> {}));
        RemoteClient client = guest.client()) {
      for (String back : List.of("bs", "bc")) {
        String answer = client.ask(back);
        assertTrue(answer.startsWith("E.") && answer.contains("--clock virtual"), answer);
      }
    }
  }

  @Test
  void tellsAboutItself() throws Exception {
    try (DebuggedGuest guest = new DebuggedGuest(Engine.JIT);
        RemoteClient client = guest.client()) {
      String supported = client.ask("qSupported:");
      for (String feature :
          List.of("PacketSize=", "ReverseStep+", "ReverseContinue+", "qXfer:features:read+")) {
        assertTrue(supported.contains(feature), supported);
      }
      assertEquals("", client.ask("vMustReplyEmpty"));
      assertEquals("", client.ask("!"));
      assertEquals("m1", client.ask("qfThreadInfo"));
      assertEquals("l", client.ask("qsThreadInfo"));
      assertEquals("QC1", client.ask("qC"));
      assertEquals("1", client.ask("qAttached:1"));
      assertEquals("T02thread:1;", client.ask("?"));
      StringBuilder xml = new StringBuilder();
      String part;
      do {
        part = client.ask("qXfer:features:read:target.xml:%x,100".formatted(xml.length()));
        xml.append(part.substring(1));
      } while (part.startsWith("m"));
      assertEquals(TargetDescription.of(RegisterSet.X86_64), xml.toString());
      assertTrue(client.monitor("info registers").contains("rip   =0000000000100000"));
      assertTrue(client.monitor("nonsense").contains("there is no command"));
    }
  }

  @Test
  void detachedGuestGoesOnWithoutStops() throws Exception {
    try (DebuggedGuest guest = new DebuggedGuest(Engine.JIT)) {
      try (RemoteClient client = guest.client()) {
        client.ask("Z" + set('0', guest.symbol("again"), 1));
        client.ask("c");
        assertEquals("OK", client.ask("D"));
      }
      try (RemoteClient next = guest.client()) {
        assertEquals("T02thread:1;", next.ask("?"));
        while (register(next, RCX) < 100) {
          next.send("c");
          next.interrupt();
          assertEquals("T02thread:1;", next.next());
        }
      }
    }
  }

  @Test
  void killedMachineEnds() throws Exception {
    try (DebuggedGuest guest = new DebuggedGuest(Engine.JIT);
        RemoteClient client = guest.client()) {
      assertEquals("OK", client.ask("vKill;1"));
      assertEquals(Kind.USER, guest.end().kind());
    }
  }

  /** A client that sends anything, and reads nothing: the machine can still be ended. */
  @Test
  void hostileClients() throws Exception {
    long seed = 3;
    Random random = new Random(seed);
    String likely = "gGpPmMXzZcsHTDqQv?:;,=#$+-}0123456789abcdefCont.emuPhyMemMode\003";
    for (int round = 0; round < 10; round++) {
      try (DebuggedGuest guest = new DebuggedGuest(Engine.INTERPRETER)) {
        try (RemoteClient client = guest.client()) {
          for (int i = 0; i < 300; i++) {
            StringBuilder body = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
              body.append(likely.charAt(random.nextInt(likely.length())));
            }
            if (random.nextInt(8) == 0) {
              client.raw(body.toString().getBytes(StandardCharsets.ISO_8859_1));
            } else if (!body.toString().startsWith("D")) {
              client.send(body.toString());
            }
          }
        }
        try (RemoteClient client = guest.client()) {
          client.interrupt();
          assertTrue(client.ask("qSupported").contains("PacketSize"), "seed " + seed);
        }
      }
    }
  }
}
