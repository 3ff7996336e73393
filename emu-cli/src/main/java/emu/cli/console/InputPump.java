package emu.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Carries bytes from a stream of the host to the guest's serial port on a thread of its own. */
public final class InputPump {
  private static final int CHUNK = 256;
  private static final int RETRY_MILLISECONDS = 5;

  private final InputStream in;
  private final Predicate<Byte> guest;

  private InputPump(InputStream in, Predicate<Byte> guest) {
    this.in = in;
    this.guest = guest;
  }

  /**
   * Starts to hand all bytes of {@code in} to {@code guest}, which answers false while it has no
   * room.
   */
  public static void start(InputStream in, Predicate<Byte> guest) {
    InputPump pump = new InputPump(in, guest);
    start(() -> pump.run(pump::offer));
  }

  /**
   * The same for a terminal: our own keys are found; {@code leave} and {@code help} act on them,
   * and {@code monitor} takes what is typed between one Ctrl-A C and the next.
   */
  public static void startKeys(
      InputStream in,
      Predicate<Byte> guest,
      Runnable leave,
      Runnable help,
      Supplier<LineEditor> monitor) {
    InputPump pump = new InputPump(in, guest);
    EscapeKeys keys = new EscapeKeys(new Turns(pump, leave, help, monitor));
    start(() -> pump.run(keys::accept));
  }

  /** Sends keys to the guest or to the monitor, by turns. */
  private static final class Turns implements EscapeKeys.Listener {
    private final InputPump pump;
    private final Runnable leave;
    private final Runnable help;
    private final Supplier<LineEditor> monitor;
    private LineEditor editor;
    private boolean inMonitor;

    Turns(InputPump pump, Runnable leave, Runnable help, Supplier<LineEditor> monitor) {
      this.pump = pump;
      this.leave = leave;
      this.help = help;
      this.monitor = monitor;
    }

    @Override
    public void typed(byte key) {
      if (inMonitor) {
        editor.accept(key);
      } else {
        pump.offer(key);
      }
    }

    @Override
    public void leave() {
      leave.run();
    }

    @Override
    public void help() {
      help.run();
    }

    @Override
    public void turn() {
      inMonitor = !inMonitor;
      if (!inMonitor) {
        editor.end();
        return;
      }
      if (editor == null) {
        editor = monitor.get();
      }
      editor.begin();
    }
  }

  /** What to show when the user asks for our own keys. */
  public static byte[] keysHelp() {
    return EscapeKeys.HELP.getBytes(StandardCharsets.US_ASCII);
  }

  private static void start(Runnable loop) {
    Thread.ofPlatform().name("serial input").daemon().start(loop);
  }

  private interface ByteSink {
    void accept(byte value);
  }

  private void run(ByteSink sink) {
    byte[] chunk = new byte[CHUNK];
    try {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        for (int i = 0; i < count; i++) {
          sink.accept(chunk[i]);
        }
      }
    } catch (IOException e) {
      // The terminal is gone: the guest hears no more, as from a line that was pulled.
    }
  }

  private void offer(byte value) {
    try {
      while (!guest.test(value)) {
        Thread.sleep(RETRY_MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
