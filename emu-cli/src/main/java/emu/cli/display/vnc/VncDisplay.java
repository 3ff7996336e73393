package emu.cli.display.vnc;

import emu.api.keyboard.KeyboardLayout;
import emu.cli.display.Display;
import emu.cli.display.Seat;
import emu.cli.error.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Shows a machine to viewers of VNC, to several at once. */
public final class VncDisplay implements Display {
  private static final int MOST_VIEWERS = 8;

  private final VncAddress address;
  private final KeyboardLayout layout;
  private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
  private ServerSocket server;
  private volatile boolean closed;

  /**
   * A server that does not listen yet; {@code layout} says what keys mean that come without their
   * scan code.
   */
  public VncDisplay(VncAddress address, KeyboardLayout layout) {
    this.address = address;
    this.layout = layout;
  }

  @Override
  public synchronized void start(Seat seat) {
    try {
      InetAddress host = InetAddress.getByName(address.host());
      server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(host, address.port()));
      if (address.password().isEmpty() && !host.isLoopbackAddress()) {
        seat.log()
            .accept(
                "VNC is open without a password to everybody who reaches port %d of this computer:"
                        .formatted(address.port())
                    + " give one with -vnc HOST:N,password-file=FILE");
      }
    } catch (IOException e) {
      throw new UserException(
          "VNC cannot listen on %s port %d (%s): choose another -vnc HOST:N"
              .formatted(address.host(), address.port(), e.getMessage()),
          e);
    }
    Thread.ofPlatform().name("VNC").daemon().start(() -> listen(seat));
  }

  private void listen(Seat seat) {
    while (!closed) {
      try {
        welcome(server.accept(), seat);
      } catch (IOException e) {
        if (!closed) {
          seat.log().accept("VNC could not let a viewer in (" + e.getMessage() + ")");
          pause();
        }
      }
    }
  }

  private void welcome(Socket socket, Seat seat) throws IOException {
    if (viewers.size() >= MOST_VIEWERS) {
      socket.close();
      seat.log()
          .accept("VNC has %d viewers already: another was sent away".formatted(MOST_VIEWERS));
      return;
    }
    Viewer viewer = new Viewer(socket, seat, layout, address.password());
    viewers.add(viewer);
    viewer.start(() -> viewers.remove(viewer));
    if (closed) {
      viewer.close();
    }
  }

  /** What hinders a viewer (too many open files) may last, and need not be said all the time. */
  private static void pause() {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The port that it listens on. */
  int port() {
    return server.getLocalPort();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (server != null) {
      try {
        server.close();
      } catch (IOException e) {
        // Nobody can come in all the same.
      }
    }
    viewers.forEach(Viewer::close);
  }
}
