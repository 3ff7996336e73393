package emu.cli.gdb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Cuts what a client sends into messages (Debugging with GDB, E.1). The client may send anything:
 * what is no message is passed over, and no packet is longer than {@link #LONGEST}.
 */
final class PacketReader {
  /** Bytes between {@code $} and {@code #} at the most. */
  static final int LONGEST = 1 << 14;

  private static final int ESCAPE = '}';
  private static final int ESCAPED = 0x20;

  private final InputStream in;

  PacketReader(InputStream in) {
    this.in = in;
  }

  /** What a client says. */
  sealed interface Message {

    /**
     * A command.
     *
     * @param body one character for each byte
     */
    record Packet(String body) implements Message {}

    /** The checksum was wrong, or the packet too long. */
    record Damaged() implements Message {}

    /** The last reply came damaged. */
    record Again() implements Message {}

    /** The guest is to stop (Ctrl-C). */
    record Interrupt() implements Message {}
  }

  /** The next message; empty when the client is gone. */
  Optional<Message> next() throws IOException {
    while (true) {
      int first = in.read();
      switch (first) {
        case -1 -> {
          return Optional.empty();
        }
        case '$' -> {
          return packet();
        }
        case '-' -> {
          return Optional.of(new Message.Again());
        }
        case 3 -> {
          return Optional.of(new Message.Interrupt());
        }
        default -> {
          // An acknowledgement, or nothing that is known.
        }
      }
    }
  }

  private Optional<Message> packet() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int sum = 0;
    boolean escaped = false;
    boolean tooLong = false;
    int next = in.read();
    while (next != '#') {
      if (next < 0) {
        return Optional.empty();
      }
      sum += next;
      if (next == '$' && !escaped) {
        // The one before was cut off.
        body.reset();
        sum = 0;
        tooLong = false;
      } else if (next == ESCAPE && !escaped) {
        escaped = true;
      } else if (body.size() < LONGEST) {
        body.write(escaped ? next ^ ESCAPED : next);
        escaped = false;
      } else {
        tooLong = true;
        escaped = false;
      }
      next = in.read();
    }
    int high = Character.digit(in.read(), 16);
    int low = Character.digit(in.read(), 16);
    boolean right = high >= 0 && low >= 0 && (high << 4 | low) == (sum & 0xFF);
    return Optional.of(
        right && !tooLong
            ? new Message.Packet(body.toString(StandardCharsets.ISO_8859_1))
            : new Message.Damaged());
  }
}
