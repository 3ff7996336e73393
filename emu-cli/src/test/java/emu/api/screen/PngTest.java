package emu.api.screen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import emu.devices.display.Frame;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
  private static byte[] png(Frame frame) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Png.write(frame, out);
    return out.toByteArray();
  }

  @Test
  void anotherDecoderReadsTheSamePixels() throws IOException {
    int width = 37;
    int height = 23;
    Frame frame = new Frame();
    frame.begin(width, height);
    Random random = new Random(1);
    for (int y = 0; y < height; y++) {
      frame.setRow(y, random.ints(width, 0, 0x100_0000).toArray());
    }
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png(frame)));
    assertEquals(width, image.getWidth());
    assertEquals(height, image.getHeight());
    int[] read = image.getRGB(0, 0, width, height, null, 0, width);
    for (int i = 0; i < read.length; i++) {
      read[i] &= 0xFF_FFFF;
    }
    assertArrayEquals(frame.pixels(), read);
  }

  @Test
  void aPictureWithoutPixelsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> png(new Frame()));
  }
}
