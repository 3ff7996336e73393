package emu.cli.display.vnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import emu.cli.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VncAddressTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    ":1, 127.0.0.1, 5901",
    "0.0.0.0:0, 0.0.0.0, 5900",
    "localhost:10, localhost, 5910",
    "[::1]:2, ::1, 5902"
  })
  void isLoopbackUnlessSaidOtherwise(String text, String host, int port) {
    VncAddress address = VncAddress.parse(text);
    assertEquals(host, address.host());
    assertEquals(port, address.port());
    assertEquals(Optional.empty(), address.password());
  }

  @Test
  void thePasswordIsInTheOptionOrInAFile() throws IOException {
    assertEquals(Optional.of("a=b"), VncAddress.parse(":1,password=a=b").password());
    Path file = Files.writeString(folder.resolve("secret"), "from file\nnot this\n");
    assertEquals(Optional.of("from file"), VncAddress.parse(":1,password-file=" + file).password());
  }

  @ParameterizedTest
  @CsvSource({
    "1, '''1'' is no address for VNC: write [HOST]:N'",
    ":, ''':'' is no address for VNC'",
    ":59636, ''':59636'' is no address for VNC'",
    "a:b:1, '''a:b:1'' is no address for VNC'",
    "':1,to=9', 'VNC has no option ''to'': password=TEXT and password-file=FILE'",
    "':1,password', 'there is no password in ''password'''",
    "':1,password=', 'there is no password in ''password='''",
    "':1,password=on', 'there is no password in ''password=on'''",
    "':1,password-file=/nowhere', 'the password file ''/nowhere'' cannot be read'",
  })
  void whatIsWrongIsOneSentence(String text, String start) {
    UserException e = assertThrows(UserException.class, () -> VncAddress.parse(text));
    assertEquals(start, e.getMessage().substring(0, start.length()));
  }
}
