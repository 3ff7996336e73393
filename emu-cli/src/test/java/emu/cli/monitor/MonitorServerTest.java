package emu.cli.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import emu.cli.error.UserException;
import emu.cli.option.MonitorTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorServerTest {
  @TempDir Path folder;

  private static String answer(String line) {
    return "you said " + line + "\n";
  }

  @Test
  void servesALocalSocketAndTakesOverItsName() throws IOException {
    Path path = folder.resolve("monitor");
    for (int i = 0; i < 2; i++) {
      MonitorServer server =
          MonitorServer.open(new MonitorTarget.Unix(path), MonitorServerTest::answer);
      try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
        client.write(ByteBuffer.wrap("hello\n".getBytes(StandardCharsets.US_ASCII)));
        client.shutdownOutput();
        ByteBuffer answer = ByteBuffer.allocate(100);
        while (client.read(answer) >= 0) {
          // Until the server has said all.
        }
        assertEquals(
            "(emu) you said hello\n(emu) ",
            new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII));
      }
      if (i == 1) {
        server.close();
        assertFalse(Files.exists(path));
      }
    }
  }

  @Test
  void leavesAFileAlone() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "mine");
    assertThrows(
        UserException.class,
        () -> MonitorServer.open(new MonitorTarget.Unix(file), MonitorServerTest::answer));
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void servesTelnet() throws IOException {
    MonitorTarget.Tcp target = new MonitorTarget.Tcp("127.0.0.1", 0, true);
    try (MonitorServer server = MonitorServer.open(target, MonitorServerTest::answer);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      OutputStream out = client.getOutputStream();
      out.write(new byte[] {(byte) 255, (byte) 253, 3});
      out.write("hello\r\n".getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();
      assertEquals(
          "(emu) you said hello\n(emu) ",
          new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
      assertThrows(
          UserException.class,
          () ->
              MonitorServer.open(
                  new MonitorTarget.Tcp("127.0.0.1", server.port(), false),
                  MonitorServerTest::answer));
    }
  }

  @Test
  void takesTheProtocolOutOfWhatATelnetClientSends() throws IOException {
    byte[] sent = {
      'a', -1, -5, 24, 'b', -1, -6, 24, 0, 'x', -1, -16, 'c', -1, -1, 'd', -1, -15, 'e', -1
    };
    assertEquals(
        "abc\u00FFde",
        new String(
            new TelnetInput(new ByteArrayInputStream(sent)).readAllBytes(),
            StandardCharsets.ISO_8859_1));
  }
}
