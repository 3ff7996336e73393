package emu.cli.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutputPumpTest {
  @Test
  void carriesEveryByteInOrderAlsoWhenTheBufferFills() {
    byte[] sent = new byte[300_000];
    new Random(7).nextBytes(sent);
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try (OutputPump pump = new OutputPump(received, () -> {})) {
      pump.write(sent);
    }
    assertArrayEquals(sent, received.toByteArray());
  }

  @Test
  void aStreamThatBreaksIsToldOnceAndBlocksNobody() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("broken pipe");
          }
        };
    AtomicInteger told = new AtomicInteger();
    try (OutputPump pump = new OutputPump(broken, told::incrementAndGet)) {
      pump.write(new byte[200_000]);
    }
    assertEquals(1, told.get());
  }
}
