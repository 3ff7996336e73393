package emu.cli.display.vnc;

import emu.api.keyboard.KeyboardLayout;
import emu.cli.display.RedrawPace;
import emu.cli.display.Seat;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.Optional;

/**
 * One viewer, with a thread that hears it and one that answers. When it stalls, they wait, and
 * nobody else does.
 */
final class Viewer {
  private static final int HANDSHAKE_MILLISECONDS = 20_000;

  private static final int HESITATION_MILLISECONDS = 2000;

  private final Socket socket;
  private final Seat seat;
  private final KeyboardLayout layout;
  private final Optional<String> password;
  private final Wishes wishes = new Wishes();
  private final RedrawPace pace = new RedrawPace(System.nanoTime());

  Viewer(Socket socket, Seat seat, KeyboardLayout layout, Optional<String> password) {
    this.socket = socket;
    this.seat = seat;
    this.layout = layout;
    this.password = password;
  }

  /** Serves it on threads of its own; {@code onEnd} is called when it has gone. */
  void start(Runnable onEnd) {
    Thread.ofPlatform()
        .name("VNC input")
        .daemon()
        .start(() -> {
          try {
            serve();
          } catch (ProtocolException e) {
            seat.log().accept("VNC viewer %s: %s".formatted(address(), e.getMessage()));
            close();
            hesitate();
          } catch (IOException e) {
            // It has gone, which it may.
          } finally {
            close();
            onEnd.run();
          }
        });
  }

  /** Keeps the place of one that did wrong for a while, so that nobody tries many passwords. */
  private static void hesitate() {
    try {
      Thread.sleep(HESITATION_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String address() {
    return socket.getInetAddress().getHostAddress();
  }

  private void serve() throws IOException {
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    socket.setSoTimeout(HANDSHAKE_MILLISECONDS);
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    OutputStream out = socket.getOutputStream();
    new Handshake(in, out, password).run();
    ViewerInput input = new ViewerInput(in, wishes, seat, pace, layout);
    ViewerOutput output = new ViewerOutput(out, wishes, seat, pace, input::settle);
    output.greet();
    socket.setSoTimeout(0);
    Thread.ofPlatform().name("VNC output").daemon().start(() -> send(output));
    input.run();
  }

  private void send(ViewerOutput output) {
    try {
      output.run();
    } catch (IOException e) {
      // It has gone; the thread that hears it notices too.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  /** Ends the connection; from any thread. */
  void close() {
    wishes.close();
    try {
      socket.close();
    } catch (IOException e) {
      // Closed it is all the same.
    }
  }
}
