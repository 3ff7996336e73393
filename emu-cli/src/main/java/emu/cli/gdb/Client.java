package emu.cli.gdb;

import emu.cli.gdb.PacketReader.Message;
import emu.devices.board.DebugStop;
import emu.devices.board.StopReason;
import emu.devices.board.StopReason.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Serves one client, from its first byte to its last. Commands are answered on the thread that
 * reads; stops are told on another, so that the machine waits for no client.
 */
final class Client {
  private final Target target;
  private final UnaryOperator<String> monitor;
  private final PacketReader reader;
  private final PacketWriter writer;
  private final Map<String, Command> commands = new TreeMap<>();
  private final BreakpointCommands breakpoints;
  private final QueryCommands queries;
  private final ExecutorService stops =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().name("gdb stops").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());
  private boolean acknowledges = true;
  private boolean leaves;
  private boolean goesOn;
  private boolean kills;

  /** A client whose {@code monitor} commands go to {@code monitor}. */
  Client(
      Target target,
      RegisterSet registers,
      UnaryOperator<String> monitor,
      InputStream in,
      OutputStream out) {
    this.target = target;
    this.monitor = monitor;
    this.reader = new PacketReader(in);
    this.writer = new PacketWriter(out);
    this.breakpoints = new BreakpointCommands(target);
    this.queries = new QueryCommands(target, registers);
    breakpoints.addTo(commands);
    queries.addTo(commands);
    new RegisterCommands(target, registers).addTo(commands);
    new MemoryCommands(target).addTo(commands);
    new MotionCommands(target).addTo(commands);
    commands.put("?", arguments -> StopReply.of(DebugStop.INTERRUPTED, ""));
    commands.put("QStartNoAckMode", arguments -> Command.OK);
    commands.put("qRcmd", this::monitor);
    commands.put("D", this::detach);
    commands.put("k", this::kill);
    commands.put("vKill", this::kill);
  }

  /** Stops the guest, and serves until the client leaves. */
  void serve() throws IOException {
    target.tell(debugger -> debugger.attach(this::stopped));
    try {
      Optional<Message> next = reader.next();
      while (next.isPresent()) {
        take(next.get());
        next = leaves ? Optional.empty() : reader.next();
      }
    } finally {
      target.tell(debugger -> debugger.detach(goesOn));
      stops.shutdown();
      if (kills) {
        target.machine().stop(StopReason.of(Kind.USER));
      }
    }
  }

  private void take(Message message) throws IOException {
    switch (message) {
      case Message.Packet packet -> {
        if (acknowledges) {
          writer.acknowledge(true);
        }
        String answer = answer(packet.body());
        if (answer != Command.LATER) {
          writer.send(answer);
        }
        acknowledges &= !packet.body().equals("QStartNoAckMode");
      }
      case Message.Damaged _ -> writer.acknowledge(false);
      case Message.Again _ -> writer.sendAgain();
      case Message.Interrupt _ -> target.tell(debugger -> debugger.interrupt());
    }
  }

  /** What {@code packet} is answered. */
  String answer(String packet) {
    String name = name(packet);
    Command command = commands.get(name);
    if (command == null) {
      return Command.UNKNOWN;
    }
    try {
      return command.run(packet.substring(name.length()));
    } catch (Refusal refusal) {
      return refusal.getMessage();
    }
  }

  /** Names are a letter, or a word after q, Q and v; two have no end that can be seen. */
  private String name(String packet) {
    if (packet.isEmpty() || commands.containsKey(packet)) {
      return packet;
    }
    char first = packet.charAt(0);
    if (first != 'q' && first != 'Q' && first != 'v') {
      return packet.substring(0, 1);
    }
    int end = 1;
    while (end < packet.length() && ":;,=".indexOf(packet.charAt(end)) < 0) {
      end++;
    }
    return packet.substring(0, end);
  }

  private void stopped(DebugStop stop) {
    String kind = "";
    if (queries.namesBreakpoints()) {
      kind = breakpoints.isSoftware(target.machine().debugger().address()) ? "swbreak" : "hwbreak";
    }
    tell(StopReply.of(stop, kind));
  }

  /** Tells that the guest has ended, if the client takes that soon. */
  void ended(int status) {
    try {
      tell(StopReply.ended(status));
      stops.shutdown();
      boolean _ = stops.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(String reply) {
    stops.execute(() -> {
      try {
        writer.send(reply);
      } catch (IOException e) {
        // The reader finds that the client is gone.
      }
    });
  }

  private String monitor(String arguments) throws Refusal {
    if (!arguments.startsWith(",")) {
      throw Refusal.malformed();
    }
    String line = new String(Hex.bytes(arguments.substring(1)), StandardCharsets.UTF_8);
    String answer = monitor.apply(line);
    return answer.isEmpty() ? Command.OK : Hex.of(answer);
  }

  private String detach(String arguments) {
    leaves = true;
    goesOn = true;
    return Command.OK;
  }

  private String kill(String arguments) {
    leaves = true;
    kills = true;
    return Command.OK;
  }
}
