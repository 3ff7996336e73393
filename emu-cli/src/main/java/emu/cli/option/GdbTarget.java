package emu.cli.option;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * Where gdb connects, and what it sees.
 *
 * @param place where
 * @param wide whether it sees an x86-64 processor, or else an i386
 */
public record GdbTarget(Place place, boolean wide) {

  /** QEMU's, for -s. */
  public static final GdbTarget USUAL = new GdbTarget(new Tcp("127.0.0.1", 1234), true);

  /** Where it connects. */
  public sealed interface Place {}

  /** Through standard input and output. */
  public record Stdio() implements Place {
    @Override
    public String toString() {
      return "standard input and output";
    }
  }

  /**
   * Through a local socket.
   *
   * @param path its name in the file system
   */
  public record Unix(Path path) implements Place {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * Over TCP.
   *
   * @param host the address to listen on
   * @param port the port; 0 for one that is free
   */
  public record Tcp(String host, int port) implements Place {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** What picocli reads -gdb with. */
  public static final class Converter implements ITypeConverter<GdbTarget> {
    private static final Pattern TCP = Pattern.compile("tcp:(\\[[^\\]]*\\]|[^:]*):(\\d{1,5})");
    private static final String UNIX = "unix:";
    private static final int LAST_PORT = 0xFFFF;
    private static final String CHOICES =
        """
        tcp::PORT            gdb on this host: target remote :PORT
        tcp:HOST:PORT        gdb on any host that reaches this address of ours
        unix:PATH            gdb on this host: target remote PATH
        stdio                gdb that starts emu: target remote | ./emu run ...
        A setting may follow: architecture=i386 for code that is never 64-bit code.\
        """;

    @Override
    public GdbTarget convert(String value) {
      if (value.equals("help")) {
        throw new ChoicesRequested(CHOICES);
      }
      int comma = value.indexOf(',');
      String address = comma < 0 ? value : value.substring(0, comma);
      Settings settings = new Settings("-gdb", comma < 0 ? "" : value.substring(comma + 1), null);
      String architecture = settings.take("architecture", "x86-64");
      // QEMU's users write ,server,nowait.
      settings.takeSwitch("server", true);
      settings.takeSwitch("nowait", true);
      settings.takeSwitch("wait", false);
      settings.end("architecture=x86-64 and architecture=i386");
      if (!architecture.equals("x86-64") && !architecture.equals("i386")) {
        throw new ChoiceException(
            "-gdb: there is no architecture '%s': x86-64 and i386 are what gdb can be shown"
                .formatted(architecture));
      }
      return new GdbTarget(place(address), architecture.equals("x86-64"));
    }

    private static Place place(String address) {
      Matcher tcp = TCP.matcher(address);
      if (address.equals("stdio")) {
        return new Stdio();
      }
      if (address.startsWith(UNIX) && address.length() > UNIX.length()) {
        return new Unix(Path.of(address.substring(UNIX.length())));
      }
      if (tcp.matches() && Integer.parseInt(tcp.group(2)) <= LAST_PORT) {
        String host = tcp.group(1).replaceAll("[\\[\\]]", "");
        return new Tcp(host.isEmpty() ? "127.0.0.1" : host, Integer.parseInt(tcp.group(2)));
      }
      throw new ChoiceException(
          "'%s' is no place for gdb: choose tcp::PORT, tcp:HOST:PORT, unix:PATH or stdio"
              .formatted(address));
    }
  }
}
