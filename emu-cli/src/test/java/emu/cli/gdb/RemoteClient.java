package emu.cli.gdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.cli.gdb.PacketReader.Message;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A client that sends packets and reads answers. */
final class RemoteClient implements AutoCloseable {
  private static final int PATIENCE = 60_000;

  private final Socket socket;
  private final PacketReader reader;
  private final OutputStream out;

  RemoteClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE);
    reader = new PacketReader(new BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
    assertEquals("OK", ask("QStartNoAckMode"));
    ask("qSupported:swbreak+;hwbreak+;xmlRegisters=i386");
  }

  void send(String body) throws IOException {
    new PacketWriter(out).send(body);
  }

  /** Presses Ctrl-C. */
  void interrupt() throws IOException {
    raw(new byte[] {3});
  }

  void raw(byte... bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** What comes next: an answer or a stop. */
  String next() throws IOException {
    return switch (reader.next().orElseThrow()) {
      case Message.Packet packet -> packet.body();
      case Message other -> throw new AssertionError(other);
    };
  }

  String ask(String body) throws IOException {
    send(body);
    return next();
  }

  /** A monitor command's answer. */
  String monitor(String line) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(ask("qRcmd," + Hex.of(line)));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
