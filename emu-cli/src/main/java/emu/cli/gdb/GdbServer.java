package emu.cli.gdb;

import emu.cli.error.UserException;
import emu.cli.option.GdbTarget;
import emu.devices.board.Machine;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Waits for debuggers, and serves one after the other. */
public final class GdbServer implements AutoCloseable {
  private final Target target;
  private final RegisterSet registers;
  private final UnaryOperator<String> monitor;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private ServerSocketChannel server;
  private Path socket;
  private volatile Client client;
  private volatile SocketChannel connection;

  /**
   * A server for debuggers of {@code machine}, which listens nowhere yet.
   *
   * @param wide whether gdb is to see an x86-64 processor, or else an i386
   * @param monitor answers monitor commands; any thread may ask
   */
  public GdbServer(Machine machine, boolean wide, UnaryOperator<String> monitor) {
    this.target = new Target(machine, closed);
    this.registers = wide ? RegisterSet.X86_64 : RegisterSet.I386;
    this.monitor = monitor;
  }

  /**
   * Listens where {@code place} says.
   *
   * @throws UserException if that cannot be
   */
  public void open(GdbTarget.Place place) {
    try {
      switch (place) {
        case GdbTarget.Stdio _ -> start(() -> serve(System.in, System.out));
        case GdbTarget.Tcp tcp ->
            listen(
                ServerSocketChannel.open(),
                new InetSocketAddress(InetAddress.getByName(tcp.host()), tcp.port()));
        case GdbTarget.Unix unix -> {
          socket = unix.path();
          listen(
              ServerSocketChannel.open(StandardProtocolFamily.UNIX),
              UnixDomainSocketAddress.of(socket));
        }
      }
    } catch (IOException e) {
      socket = null;
      throw new UserException(
          "-gdb cannot listen at %s (%s): choose another place".formatted(place, e.getMessage()),
          e);
    }
  }

  private void listen(ServerSocketChannel channel, SocketAddress address) throws IOException {
    try {
      channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    server = channel;
    start(this::acceptAll);
  }

  private static void start(Runnable work) {
    Thread.ofPlatform().name("gdb").daemon().start(work);
  }

  /** The TCP port that it listens on. */
  public int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  private void acceptAll() {
    try {
      while (true) {
        try (SocketChannel next = server.accept()) {
          connection = next;
          if (next.getLocalAddress() instanceof InetSocketAddress) {
            next.setOption(StandardSocketOptions.TCP_NODELAY, true);
          }
          serve(Channels.newInputStream(next), Channels.newOutputStream(next));
        }
      }
    } catch (IOException e) {
      // It was closed: nobody can connect any more.
    }
  }

  private void serve(InputStream in, OutputStream out) {
    try {
      client = new Client(target, registers, monitor, new BufferedInputStream(in), out);
      client.serve();
    } catch (IOException e) {
      // The client is gone.
    } finally {
      client = null;
    }
  }

  /** Tells a client that the guest has ended with exit status {@code status}. */
  public void ended(int status) {
    Client last = client;
    if (last != null) {
      last.ended(status);
    }
  }

  @Override
  public void close() {
    closed.complete(null);
    try {
      if (server != null) {
        server.close();
      }
      if (connection != null) {
        connection.close();
      }
      if (socket != null) {
        Files.deleteIfExists(socket);
      }
    } catch (IOException e) {
      // What is left is a name that nobody listens to.
    }
  }
}
