package emu.cli.display.vnc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.api.keyboard.KeyboardLayout;
import emu.cli.display.TestScreen;
import emu.cli.error.UserException;
import emu.devices.keyboard.MouseEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as a viewer sees it, over a real connection. */
class VncDisplayTest {
  private static final int RAW = 0;
  private static final int HEXTILE = 5;
  private static final int ZRLE = 16;
  private static final int DESKTOP_SIZE = -223;
  private static final int EXTENDED_DESKTOP_SIZE = -308;
  private static final int POINTER_MOTION = -257;
  private static final int EXTENDED_KEYS = -258;
  private static final int WIDTH = 430;
  private static final int HEIGHT = 275;

  private final TestScreen screen = new TestScreen();
  private VncDisplay display;

  @BeforeEach
  void start() {
    screen.show(WIDTH, HEIGHT, TestScreen.picture(WIDTH, HEIGHT, 1));
    display = listen(Optional.empty());
  }

  @AfterEach
  void end() {
    display.close();
  }

  /** A server on a port that is free. */
  private VncDisplay listen(Optional<String> password) {
    VncDisplay server =
        new VncDisplay(
            new VncAddress("127.0.0.1", VncAddress.ANY_PORT, password), KeyboardLayout.of("en-us"));
    server.start(screen.seat());
    return server;
  }

  private TestViewer viewer() throws IOException {
    return new TestViewer(display.port()).enter();
  }

  private int[] shown() {
    return TestScreen.picture(WIDTH, HEIGHT, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {RAW, HEXTILE, ZRLE})
  void everyEncodingShowsThePicture(int encoding) throws IOException {
    try (TestViewer viewer = viewer()) {
      assertEquals("emu - test", viewer.name);
      viewer.setEncodings(encoding);
      viewer.request(false);
      viewer.update();
      assertArrayEquals(shown(), viewer.pixels);
      assertEquals(List.of(encoding), viewer.seen.stream().distinct().toList());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "32, 24, false, 255, 255, 255, 0, 8, 16",
    "32, 24, true, 255, 255, 255, 16, 8, 0",
    "32, 24, false, 255, 255, 255, 8, 16, 24",
    "32, 24, true, 255, 255, 255, 24, 16, 8",
    "32, 32, false, 255, 255, 255, 16, 8, 0",
    "32, 30, false, 1023, 1023, 1023, 20, 10, 0",
    "16, 16, false, 31, 63, 31, 11, 5, 0",
    "16, 16, true, 31, 63, 31, 11, 5, 0",
    "16, 15, false, 31, 31, 31, 10, 5, 0",
    "8, 8, false, 7, 7, 3, 0, 3, 6",
    "8, 3, false, 1, 1, 1, 2, 1, 0",
  })
  void everyFormatOfPixelsIsObeyed(
      int bits, int depth, boolean big, int red, int green, int blue, int rs, int gs, int bs)
      throws IOException {
    int[] expected =
        Arrays.stream(shown())
            .map(rgb ->
                level(rgb >> 16, red) << rs | level(rgb >> 8, green) << gs | level(rgb, blue) << bs)
            .toArray();
    try (TestViewer viewer = viewer()) {
      viewer.setFormat(
          bits, depth, big, true, new int[] {red, green, blue}, new int[] {rs, gs, bs});
      for (int encoding : new int[] {RAW, HEXTILE, ZRLE}) {
        viewer.setEncodings(encoding);
        viewer.request(false);
        viewer.update();
        assertArrayEquals(expected, viewer.pixels, "encoding " + encoding);
      }
    }
  }

  /** The nearest of the levels 0 to {@code maximum}. */
  private static int level(int value, int maximum) {
    return (int) Math.round((value & 0xFF) * maximum / 255.0);
  }

  @Test
  void aViewerWithAColourMapIsToldItsColours() throws IOException {
    int[] bands = new int[WIDTH * HEIGHT];
    int[] colours = {0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF};
    Arrays.setAll(bands, i -> colours[i / WIDTH % colours.length]);
    screen.show(WIDTH, HEIGHT, bands);
    try (TestViewer viewer = viewer()) {
      viewer.setFormat(8, 8, false, false, new int[3], new int[3]);
      viewer.setEncodings(ZRLE);
      viewer.request(false);
      viewer.update();
      int[] seen = Arrays.stream(viewer.pixels).map(pixel -> viewer.colourMap[pixel]).toArray();
      assertArrayEquals(bands, seen);
    }
  }

  @Test
  void anUpdateComesWhenThePictureChangesAndBringsOnlyThat() throws IOException {
    try (TestViewer viewer = viewer()) {
      viewer.setEncodings(ZRLE);
      viewer.request(false);
      viewer.update();
      int[] changed = shown();
      changed[100 * WIDTH + 200] ^= 0xFF;
      screen.show(WIDTH, HEIGHT, changed);
      Arrays.fill(viewer.pixels, -1);
      viewer.request(true);
      viewer.update();
      assertEquals(changed[100 * WIDTH + 200], viewer.pixels[100 * WIDTH + 200]);
      long updated = Arrays.stream(viewer.pixels).filter(pixel -> pixel >= 0).count();
      assertTrue(updated <= 64 * 16, updated + " pixels");
    }
  }

  @Test
  void onlyWhatIsAskedForIsSent() throws IOException {
    try (TestViewer viewer = viewer()) {
      Arrays.fill(viewer.pixels, -1);
      viewer.request(false, 10, 20, 30, 40);
      viewer.update();
      int[] expected = new int[WIDTH * HEIGHT];
      Arrays.fill(expected, -1);
      for (int y = 20; y < 60; y++) {
        System.arraycopy(shown(), y * WIDTH + 10, expected, y * WIDTH + 10, 30);
      }
      assertArrayEquals(expected, viewer.pixels);
      viewer.request(true);
      viewer.update();
      assertArrayEquals(shown(), viewer.pixels);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP_SIZE, EXTENDED_DESKTOP_SIZE})
  void aViewerThatCanFollowsTheSize(int how) throws IOException {
    try (TestViewer viewer = viewer()) {
      viewer.setEncodings(ZRLE, how);
      viewer.request(false);
      viewer.update();
      if (how == EXTENDED_DESKTOP_SIZE) {
        assertEquals(List.of(EXTENDED_DESKTOP_SIZE), viewer.seen);
        viewer.request(true);
        viewer.update();
      }
      assertArrayEquals(shown(), viewer.pixels);
      screen.show(100, 50, TestScreen.picture(100, 50, 2));
      viewer.request(true);
      viewer.update();
      assertEquals(List.of(how), viewer.seen);
      assertEquals(100, viewer.width);
      assertEquals(50, viewer.height);
      viewer.request(true);
      viewer.update();
      assertArrayEquals(TestScreen.picture(100, 50, 2), viewer.pixels);
    }
  }

  @Test
  void aViewerThatCannotGetsWhatFits() throws IOException {
    try (TestViewer viewer = viewer()) {
      screen.show(100, 50, TestScreen.picture(100, 50, 2));
      viewer.request(false);
      viewer.update();
      int[] expected = new int[WIDTH * HEIGHT];
      for (int y = 0; y < 50; y++) {
        System.arraycopy(TestScreen.picture(100, 50, 2), y * 100, expected, y * WIDTH, 100);
      }
      assertArrayEquals(expected, viewer.pixels);
    }
  }

  @Test
  void theSizeIsTheGuestsAffair() throws IOException {
    try (TestViewer viewer = viewer()) {
      viewer.setEncodings(RAW, EXTENDED_DESKTOP_SIZE);
      viewer.request(false);
      viewer.update();
      viewer.out.write(new byte[] {(byte) 251, 0, 1, 0, 1, 0, 1, 0});
      viewer.out.write(new byte[16]);
      viewer.request(true);
      viewer.update();
      if (!viewer.seen.contains(EXTENDED_DESKTOP_SIZE)) {
        // The pixels were faster.
        viewer.request(true);
        viewer.update();
      }
      assertEquals(List.of(EXTENDED_DESKTOP_SIZE), viewer.seen);
      assertEquals(1, viewer.sizeReason, "by this viewer");
      assertEquals(1, viewer.sizeStatus, "prohibited");
      assertEquals(WIDTH, viewer.width);
    }
  }

  @Test
  void aDarkScreenHasASizeToo() throws IOException {
    screen.show(0, 0, new int[0]);
    try (TestViewer viewer = viewer()) {
      assertEquals(640, viewer.width);
      viewer.request(false);
      viewer.update();
      assertArrayEquals(new int[640 * 480], viewer.pixels);
    }
  }

  @ParameterizedTest
  @CsvSource({"3.003, 3", "3.005, 3", "3.007, 7", "3.008, 8", "3.889, 8", "4.001, 8"})
  void viewersOfAllVersionsComeIn(String theirs, int version) throws IOException {
    for (boolean secret : new boolean[] {false, true}) {
      VncDisplay server = listen(secret ? Optional.of("pass wörd") : Optional.empty());
      try (TestViewer viewer = new TestViewer(server.port())) {
        String word = "RFB 00" + theirs + "\n";
        assertEquals("RFB 003.008\n", viewer.exchangeVersions(word));
        int security = secret ? 2 : 1;
        if (version == 3) {
          assertEquals(security, viewer.in.readInt());
        } else {
          assertEquals(1, viewer.in.readUnsignedByte());
          assertEquals(security, viewer.in.readUnsignedByte());
          viewer.out.write(security);
        }
        if (secret) {
          byte[] challenge = viewer.in.readNBytes(16);
          viewer.out.write(VncAuthentication.response(challenge, "pass wör"));
        }
        if (secret || version == 8) {
          assertEquals(0, viewer.in.readInt());
        }
        viewer.initialise();
        viewer.request(false);
        viewer.update();
        assertArrayEquals(shown(), viewer.pixels);
      } finally {
        server.close();
      }
    }
  }

  @Test
  void aWrongPasswordKeepsAViewerOut() throws IOException, InterruptedException {
    VncDisplay server = listen(Optional.of("secret"));
    try (TestViewer viewer = new TestViewer(server.port())) {
      viewer.exchangeVersions("RFB 003.008\n");
      viewer.in.skipNBytes(2);
      viewer.out.write(2);
      byte[] challenge = viewer.in.readNBytes(16);
      viewer.out.write(VncAuthentication.response(challenge, "Secret"));
      assertEquals(1, viewer.in.readInt());
      assertEquals("the password is wrong", viewer.string());
      assertTrue(viewer.isClosed());
      assertEquals("VNC viewer 127.0.0.1: the password is wrong", told());
    } finally {
      server.close();
    }
  }

  @Test
  void keysComeByPosition() throws IOException, InterruptedException {
    try (TestViewer viewer = viewer()) {
      viewer.setEncodings(RAW, EXTENDED_KEYS, POINTER_MOTION);
      viewer.request(false);
      viewer.update();
      assertEquals(List.of(POINTER_MOTION, EXTENDED_KEYS), viewer.seen);
      viewer.extendedKey('y', 0x2C, true);
      viewer.extendedKey('y', 0x2C, false);
      viewer.extendedKey(0xFF52, 0xC8, true);
      viewer.extendedKey(0xFF52, 0xC8, false);
      viewer.extendedKey(0xFF13, 0xC6, true);
      viewer.extendedKey('a', 0, true);
      assertEquals(List.of("+Z", "-Z", "+UP", "-UP", "+PAUSE", "+A"), typed(6));
    }
    assertEquals(2, typed(2).size(), "what was down comes up when the viewer goes");
  }

  private List<String> typed(int count) throws InterruptedException {
    List<String> typed = new ArrayList<>();
    for (int i = 0; typed.size() < count && i < 2000; i++) {
      typed.addAll(screen.typed());
      Thread.sleep(10);
    }
    return typed;
  }

  private String told() throws InterruptedException {
    return screen.log().poll(20, TimeUnit.SECONDS);
  }

  @Test
  void thePointerMovesTheMouse() throws IOException {
    try (TestViewer viewer = viewer()) {
      viewer.pointer(0, 100, 100);
      viewer.pointer(1, 110, 95);
      viewer.pointer(0, 110, 95);
      viewer.pointer(8, 110, 95);
      viewer.pointer(0, 110, 95);
      viewer.pointer(16, 110, 95);
      viewer.request(false);
      viewer.update();
      List<MouseEvent> events = new ArrayList<>();
      for (var event = screen.mouse().poll(); event.isPresent(); event = screen.mouse().poll()) {
        events.add(event.get());
      }
      assertEquals(
          List.of(
              new MouseEvent(10, -5, 0, 0),
              new MouseEvent(0, 0, 0, MouseEvent.LEFT),
              new MouseEvent(0, 0, 0, 0),
              new MouseEvent(0, 0, -1, 0),
              new MouseEvent(0, 0, 1, 0)),
          events);
    }
  }

  @Test
  void aStalledViewerHoldsUpNobody() throws IOException {
    int[] noise = TestScreen.picture(1600, 1200, 3);
    screen.show(1600, 1200, noise);
    try (TestViewer stalled = viewer();
        TestViewer other = viewer()) {
      stalled.request(false);
      for (int i = 0; i < 3; i++) {
        other.request(false);
        other.update();
        assertArrayEquals(noise, other.pixels);
      }
    }
  }

  @Test
  void allViewersGoWhenTheRunEnds() throws IOException {
    try (TestViewer viewer = viewer();
        TestViewer silent = new TestViewer(display.port())) {
      display.close();
      assertTrue(viewer.isClosed());
      assertTrue(silent.isClosed());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GET / HTTP/1.0\\r\\n; it does not speak the protocol of VNC",
        "RFB 003.008\\n\\x05; this kind of security was not offered",
      })
  void aStrangerIsSentAway(String words, String why) throws IOException, InterruptedException {
    try (TestViewer viewer = new TestViewer(display.port())) {
      String text = words.replace("\\r", "\r").replace("\\n", "\n").replace("\\x05", "\5");
      viewer.out.writeBytes(text);
      assertTrue(viewer.isClosed());
      assertEquals("VNC viewer 127.0.0.1: " + why, told());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "09, 'it sends the message 9, which is none'",
    "FF07, 'it sends the message 255.7, which is none'",
    "06000000FFFFFFFF, it sends a clipboard of 4294967295 bytes",
    "0000000018180001000000000000000000000000, it asks for pixels of a kind that there is not",
    "0000000020180000000000000000000000000000, it asks for pixels of a kind that there is not",
    "000000002018000100FF00FF00FF190800000000, it asks for colours that do not fit into a pixel",
    "000000001010000100FF00FF00FF101000000000, it asks for colours that do not fit into a pixel",
  })
  void whatNoViewerSaysEndsTheConnection(String hex, String why)
      throws IOException, InterruptedException {
    try (TestViewer viewer = viewer()) {
      viewer.out.write(HexFormat.of().parseHex(hex));
      assertTrue(viewer.isClosed());
      assertEquals("VNC viewer 127.0.0.1: " + why, told());
    }
  }

  @Test
  void rubbishThatIsNoErrorDoesNoHarm() throws IOException {
    try (TestViewer viewer = viewer()) {
      int[] many = new int[0xFFFF];
      Arrays.setAll(many, i -> i * 31 + 1000);
      viewer.setEncodings(many);
      viewer.request(true, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF);
      viewer.request(false, 0, 0, 0, 0);
      viewer.key(-1, true);
      viewer.key(Integer.MIN_VALUE, false);
      viewer.extendedKey(0, -1, true);
      viewer.pointer(0xFF, 0xFFFF, 0xFFFF);
      viewer.out.write(new byte[] {6, 0, 0, 0, 0, 0, 0, 2, 'h', 'i'});
      viewer.request(false);
      viewer.update();
      assertArrayEquals(shown(), viewer.pixels);
    }
  }

  @Test
  void aPortThatIsTakenIsOneSentence() {
    VncDisplay second =
        new VncDisplay(
            new VncAddress("127.0.0.1", display.port() - 5900, Optional.empty()),
            KeyboardLayout.of("en-us"));
    UserException e = assertThrows(UserException.class, () -> second.start(screen.seat()));
    assertTrue(e.getMessage().startsWith("VNC cannot listen on 127.0.0.1 port "), e.getMessage());
    second.close();
  }

  @Test
  void anOpenDoorIsTold() throws InterruptedException {
    VncDisplay open =
        new VncDisplay(
            new VncAddress("0.0.0.0", VncAddress.ANY_PORT, Optional.empty()),
            KeyboardLayout.of("en-us"));
    open.start(screen.seat());
    open.close();
    assertTrue(told().startsWith("VNC is open without a password to everybody"));
  }
}
