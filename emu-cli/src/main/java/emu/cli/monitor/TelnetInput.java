package emu.cli.monitor;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What a Telnet client types, without the commands of its protocol, which all stay unanswered. */
final class TelnetInput extends FilterInputStream {
  // RFC 854, "Telnet command structure".
  private static final int IAC = 255;
  private static final int WILL = 251;
  private static final int SUBNEGOTIATION = 250;
  private static final int SUBNEGOTIATION_END = 240;

  TelnetInput(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    while (next == IAC) {
      int command = in.read();
      if (command == IAC) {
        return IAC;
      }
      if (command == SUBNEGOTIATION) {
        skipSubnegotiation();
      } else if (command >= WILL) {
        in.read();
      }
      next = in.read();
    }
    return next;
  }

  private void skipSubnegotiation() throws IOException {
    int before = 0;
    int next = in.read();
    while (next >= 0 && !(before == IAC && next == SUBNEGOTIATION_END)) {
      before = next;
      next = in.read();
    }
  }

  /** At least one byte; no more than are there, so that a line is answered when it ends. */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int next = read();
    if (next < 0) {
      return -1;
    }
    bytes[offset] = (byte) next;
    return 1;
  }
}
