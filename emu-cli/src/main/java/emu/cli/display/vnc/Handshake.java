package emu.cli.display.vnc;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first words with a viewer: version, password, and that it begins (RFC 6143, 7.1 to 7.3.1).
 */
final class Handshake {
  private static final String VERSION = "RFB 003.008\n";
  private static final Pattern VERSIONS = Pattern.compile("RFB (\\d{3})\\.(\\d{3})\n");
  private static final int SECURITY_NONE = 1;
  private static final int SECURITY_VNC = 2;
  private static final int OK = 0;
  private static final int FAILED = 1;

  private final DataInputStream in;
  private final OutputStream out;
  private final Optional<String> password;
  private final RfbBuffer buffer = new RfbBuffer();

  /** A handshake with a viewer that must know {@code password}, if there is one. */
  Handshake(DataInputStream in, OutputStream out, Optional<String> password) {
    this.in = in;
    this.out = out;
    this.password = password;
  }

  /**
   * Lets the viewer in.
   *
   * @throws IOException if it does not come in; a {@link ProtocolException} says why
   */
  void run() throws IOException {
    int version = version();
    int security = password.isPresent() ? SECURITY_VNC : SECURITY_NONE;
    if (version == 3) {
      buffer.u32(security).drainTo(out);
    } else {
      buffer.u8(1).u8(security).drainTo(out);
      if (in.readUnsignedByte() != security) {
        refuse(version, "this kind of security was not offered");
      }
    }
    if (password.isPresent()) {
      checkPassword(version, password.get());
    } else if (version == 8) {
      buffer.u32(OK).drainTo(out);
    }
    // Whether the viewer would share the machine: here everybody does.
    in.readUnsignedByte();
  }

  private byte[] read(int count) throws IOException {
    byte[] bytes = new byte[count];
    in.readFully(bytes);
    return bytes;
  }

  /** The minor version that the viewer and we speak: 3, 7 or 8. */
  private int version() throws IOException {
    byte[] version = VERSION.getBytes(StandardCharsets.US_ASCII);
    out.write(version);
    String theirs = new String(read(version.length), StandardCharsets.ISO_8859_1);
    Matcher matcher = VERSIONS.matcher(theirs);
    if (!matcher.matches()) {
      throw new ProtocolException("it does not speak the protocol of VNC");
    }
    int major = Integer.parseInt(matcher.group(1));
    int minor = Integer.parseInt(matcher.group(2));
    if (major > 3 || minor >= 8) {
      return 8;
    }
    // Others that viewers were seen to send are to be taken as 3.3.
    return minor == 7 ? 7 : 3;
  }

  private void checkPassword(int version, String right) throws IOException {
    byte[] challenge = VncAuthentication.challenge();
    out.write(challenge);
    byte[] response = read(challenge.length);
    if (!VncAuthentication.isRight(challenge, response, right)) {
      refuse(version, "the password is wrong");
    }
    buffer.u32(OK).drainTo(out);
  }

  private void refuse(int version, String reason) throws IOException {
    buffer.u32(FAILED);
    if (version == 8) {
      buffer.string(reason);
    }
    buffer.drainTo(out);
    throw new ProtocolException(reason);
  }
}
