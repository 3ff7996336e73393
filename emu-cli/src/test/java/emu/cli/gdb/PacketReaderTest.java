package emu.cli.gdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.gdb.PacketReader.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketReaderTest {
  private static List<Message> read(byte... bytes) throws IOException {
    PacketReader reader = new PacketReader(new ByteArrayInputStream(bytes));
    List<Message> messages = new ArrayList<>();
    Optional<Message> next = reader.next();
    while (next.isPresent()) {
      messages.add(next.get());
      next = reader.next();
    }
    return messages;
  }

  private static List<Message> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void cutsMessages() throws IOException {
    assertEquals(
        List.of(
            new Message.Packet("g"),
            new Message.Interrupt(),
            new Message.Packet(""),
            new Message.Again(),
            new Message.Damaged(),
            new Message.Packet("c")),
        read("+$g#67+\003 $#00-$g#68$half$c#63"));
  }

  @Test
  void undoesEscapes() throws IOException {
    assertEquals(
        List.of(new Message.Packet("X#$}\003")),
        read("$X}\003}\004}]\003#" + "%02x".formatted('X' + 3 * '}' + 3 + 4 + ']' + 3 & 0xFF)));
  }

  @Test
  void refusesWhatIsTooLong() throws IOException {
    String body = "m".repeat(PacketReader.LONGEST + 1);
    String sum = "%02x".formatted('m' * (PacketReader.LONGEST + 1) & 0xFF);
    assertEquals(
        List.of(new Message.Damaged(), new Message.Packet("g")),
        read("$" + body + "#" + sum + "$g#67"));
  }

  @Test
  void writtenPacketsAreReadBack() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(50)];
      random.nextBytes(bytes);
      String body = new String(bytes, StandardCharsets.ISO_8859_1);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new PacketWriter(out).send(body);
      assertEquals(List.of(new Message.Packet(body)), read(out.toByteArray()));
    }
  }

  @Test
  void anyBytesAreRead() throws IOException {
    long seed = 11;
    Random random = new Random(seed);
    String likely = "$#+-}*g0123456789abcdef:;,\003";
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      for (int at = 0; at < bytes.length; at++) {
        boolean any = random.nextInt(4) == 0;
        bytes[at] =
            (byte) (any ? random.nextInt(256) : likely.charAt(random.nextInt(likely.length())));
      }
      assertTrue(read(bytes).size() <= bytes.length, "seed " + seed);
    }
  }
}
