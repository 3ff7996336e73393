package emu.cli.monitor;

import emu.cli.error.UserException;
import emu.cli.option.MonitorTarget;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.UnaryOperator;

/** Serves the monitor to those who connect to a socket, each on a thread of its own. */
public final class MonitorServer implements AutoCloseable {
  private final ServerSocketChannel server;
  private final UnaryOperator<String> answer;
  private final boolean telnet;
  private final Path socket;

  private MonitorServer(
      ServerSocketChannel server, UnaryOperator<String> answer, boolean telnet, Path socket) {
    this.server = server;
    this.answer = answer;
    this.telnet = telnet;
    this.socket = socket;
  }

  /**
   * Listens where {@code target} says.
   *
   * @throws UserException if that cannot be
   */
  public static MonitorServer open(MonitorTarget.Tcp target, UnaryOperator<String> answer) {
    try {
      SocketAddress address =
          new InetSocketAddress(InetAddress.getByName(target.host()), target.port());
      return start(ServerSocketChannel.open(), address, answer, target.telnet(), null);
    } catch (IOException e) {
      throw new UserException(
          "-monitor cannot listen on %s:%d (%s): choose another port"
              .formatted(target.host(), target.port(), e.getMessage()),
          e);
    }
  }

  /** The same for a local socket, whose name is taken over from a server that is gone. */
  public static MonitorServer open(MonitorTarget.Unix target, UnaryOperator<String> answer) {
    Path path = target.path();
    try {
      if (isSocket(path)) {
        Files.delete(path);
      }
      return start(
          ServerSocketChannel.open(StandardProtocolFamily.UNIX),
          UnixDomainSocketAddress.of(path),
          answer,
          false,
          path);
    } catch (IOException e) {
      throw new UserException(
          "-monitor cannot make the socket %s (%s): choose another name"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  private static boolean isSocket(Path path) throws IOException {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isOther();
  }

  private static MonitorServer start(
      ServerSocketChannel channel,
      SocketAddress address,
      UnaryOperator<String> answer,
      boolean telnet,
      Path socket)
      throws IOException {
    try {
      channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    MonitorServer server = new MonitorServer(channel, answer, telnet, socket);
    Thread.ofPlatform().name("monitor").daemon().start(server::acceptAll);
    return server;
  }

  /** The TCP port that it listens on. */
  int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  private void acceptAll() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        Thread.ofPlatform().name("monitor client").daemon().start(() -> serve(client));
      }
    } catch (IOException e) {
      // It was closed: nobody can connect any more.
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      InputStream in = Channels.newInputStream(client);
      LineLoop.run(
          telnet ? new TelnetInput(in) : in,
          Channels.newOutputStream(client),
          answer,
          Monitor.PROMPT);
    } catch (IOException e) {
      // The client is gone.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      if (socket != null) {
        Files.deleteIfExists(socket);
      }
    } catch (IOException e) {
      // What is left is a name that nobody listens to.
    }
  }
}
