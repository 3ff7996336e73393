package emu.cli.option;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** Where the monitor's commands come from. */
public sealed interface MonitorTarget {

  /** From standard input; answers go to standard output. */
  record Stdio() implements MonitorTarget {}

  /** From nowhere. */
  record None() implements MonitorTarget {}

  /**
   * From a file or a named pipe; answers go to standard output.
   *
   * @param path the file
   */
  record Commands(Path path) implements MonitorTarget {}

  /**
   * From those who connect to a local socket.
   *
   * @param path its name in the file system
   */
  record Unix(Path path) implements MonitorTarget {}

  /**
   * From those who connect over TCP.
   *
   * @param host the address to listen on
   * @param port the port; 0 for one that is free
   * @param telnet whether they speak the Telnet protocol
   */
  record Tcp(String host, int port, boolean telnet) implements MonitorTarget {}

  /** What picocli reads -monitor with. */
  final class Converter implements ITypeConverter<MonitorTarget> {
    private static final Pattern TCP = Pattern.compile("(tcp|telnet):([^:]*):(\\d{1,5})");
    private static final String UNIX = "unix:";
    private static final String FILE = "file:";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int LAST_PORT = 0xFFFF;
    private static final String CHOICES =
        """
        stdio                         standard input and output
        unix:PATH,server              those who connect to this local socket
        telnet:127.0.0.1:PORT,server  those who connect with telnet
        tcp:127.0.0.1:PORT,server     those who connect to this port
        file:PATH                     the lines of this file or named pipe
        none                          nobody\
        """;

    @Override
    public MonitorTarget convert(String value) {
      return switch (value) {
        case "help" -> throw new ChoicesRequested(CHOICES);
        case "stdio", "mon:stdio" -> new Stdio();
        case "none", "null" -> new None();
        default -> ofAddress(value);
      };
    }

    private static MonitorTarget ofAddress(String value) {
      int comma = value.indexOf(',');
      String address = comma < 0 ? value : value.substring(0, comma);
      Matcher tcp = TCP.matcher(address);
      if (address.startsWith(FILE) && address.length() > FILE.length()) {
        return new Commands(Path.of(value.substring(FILE.length())));
      }
      MonitorTarget target;
      if (address.startsWith(UNIX) && address.length() > UNIX.length()) {
        target = new Unix(Path.of(address.substring(UNIX.length())));
      } else if (tcp.matches() && Integer.parseInt(tcp.group(3)) <= LAST_PORT) {
        String host = tcp.group(2).isEmpty() ? LOOPBACK : tcp.group(2);
        target = new Tcp(host, Integer.parseInt(tcp.group(3)), tcp.group(1).equals("telnet"));
      } else {
        throw new ChoiceException(
            "'%s' is no place for a monitor: choose stdio, unix:PATH,server, ".formatted(value)
                + "telnet:127.0.0.1:PORT,server, file:PATH or none");
      }
      Settings settings =
          new Settings("-monitor", comma < 0 ? "" : value.substring(comma + 1), null);
      boolean server = settings.takeSwitch("server", false);
      settings.takeSwitch("nowait", true);
      settings.takeSwitch("wait", false);
      settings.end("server and wait=off after a socket");
      if (!server) {
        throw new ChoiceException(
            "-monitor %s: the monitor waits for others to connect: add ,server".formatted(value));
      }
      return target;
    }
  }
}
