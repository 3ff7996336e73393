package emu.cli.gdb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Sends packets and acknowledgements; any thread may. */
final class PacketWriter {
  private final OutputStream out;
  private byte[] last = {};

  PacketWriter(OutputStream out) {
    this.out = out;
  }

  /** Sends a packet with {@code body}, one character for each byte. */
  synchronized void send(String body) throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write('$');
    int sum = 0;
    for (byte value : body.getBytes(StandardCharsets.ISO_8859_1)) {
      boolean special = value == '$' || value == '#' || value == '}' || value == '*';
      if (special) {
        packet.write('}');
        sum += '}';
      }
      int sent = (special ? value ^ 0x20 : value) & 0xFF;
      packet.write(sent);
      sum += sent;
    }
    packet.writeBytes("#%02x".formatted(sum & 0xFF).getBytes(StandardCharsets.US_ASCII));
    last = packet.toByteArray();
    out.write(last);
    out.flush();
  }

  /** Sends the last packet again. */
  synchronized void sendAgain() throws IOException {
    out.write(last);
    out.flush();
  }

  /** Says whether a packet came well. */
  synchronized void acknowledge(boolean well) throws IOException {
    out.write(well ? '+' : '-');
    out.flush();
  }
}
