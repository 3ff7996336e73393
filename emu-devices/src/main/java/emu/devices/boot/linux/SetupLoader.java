package emu.devices.boot.linux;

import emu.core.cpu.EntryState;
import emu.core.cpu.EntryState.Mode;
import emu.devices.boot.BootContext;
import emu.devices.boot.BootData;
import emu.devices.boot.BootException;
import emu.devices.boot.BootModule;
import emu.devices.boot.ByteView;
import emu.devices.boot.GuestLayout;
import emu.devices.boot.ProtocolLoader;
import emu.devices.boot.StackedInitrds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Enters the setup code of a bzImage in real mode, as boot loaders do; it asks the BIOS for memory
 * map and video modes. Linux, Documentation/arch/x86/boot.rst, "Memory Layout", "Details of Header
 * Fields" and "Running the Kernel".
 */
record SetupLoader(BzImage image, LinuxLimits limits, StackedInitrds initrds)
    implements ProtocolLoader {
  /** The segment of the setup code, low in memory; its 64 KiB end with the command line. */
  private static final long BASE = 0x1_0000;

  private static final int SEGMENT_SIZE = 0x1_0000;
  private static final int HEAP_END = 0xE000;
  private static final int ENTRY_PARAGRAPHS = 0x20;

  private static final int VID_MODE = 0x1FA;
  private static final int TYPE_OF_LOADER = 0x210;
  private static final int LOADFLAGS = 0x211;
  private static final int CODE32_START = 0x214;
  private static final int RAMDISK_IMAGE = 0x218;
  private static final int RAMDISK_SIZE = 0x21C;
  private static final int HEAP_END_PTR = 0x224;
  private static final int CMD_LINE_PTR = 0x228;

  private static final byte UNDEFINED_LOADER = (byte) 0xFF;
  private static final int CAN_USE_HEAP = 0x80;

  /** heap_end_ptr leaves room for the stack. */
  private static final int STACK = 0x200;

  @Override
  public EntryState load(BootContext context) throws BootException {
    GuestLayout layout = context.layout();
    String text = context.request().commandLine();
    long limit = Math.min(limits.commandLine(), SEGMENT_SIZE - HEAP_END - 1);
    byte[] commandLine = BootData.commandLine(text, limit);
    int videoMode = VideoParameter.of(text);

    layout.claim(BASE, SEGMENT_SIZE, "the setup code of " + image.file().what());
    ByteView kernel = image.kernel();
    long start = image.loadAddress();
    layout.claim(start, image.memorySize(), image.file().what());
    layout.write(start, kernel);
    List<BootModule> modules = initrds.load();

    byte[] setup = setup();
    ByteBuffer header = ByteBuffer.wrap(setup).order(ByteOrder.LITTLE_ENDIAN);
    header
        .putShort(VID_MODE, (short) videoMode)
        .put(TYPE_OF_LOADER, UNDEFINED_LOADER)
        .put(LOADFLAGS, (byte) (setup[LOADFLAGS] | CAN_USE_HEAP))
        .putInt(CODE32_START, (int) start)
        .putShort(HEAP_END_PTR, (short) (HEAP_END - STACK))
        .putInt(CMD_LINE_PTR, (int) BASE + HEAP_END);
    for (BootModule initrd : modules) {
      header.putInt(RAMDISK_IMAGE, (int) initrd.address());
      header.putInt(RAMDISK_SIZE, (int) initrd.length());
    }
    layout.clear(BASE, SEGMENT_SIZE);
    layout.write(BASE, setup);
    layout.write(BASE + HEAP_END, commandLine);
    int segment = (int) (BASE >> 4);
    return new EntryState(
        Mode.REAL_16, 0, 0, 0, 0, 0, 0, 0, HEAP_END, 0, 0, 0, segment + ENTRY_PARAGRAPHS, segment);
  }

  private byte[] setup() throws BootException {
    ByteView code = image.setup();
    if (code.length() > HEAP_END) {
      throw new BootException(
          "%s is damaged: its setup code has %d bytes, more than a segment has room for; get the"
                  .formatted(image.file().what(), code.length())
              + " file again");
    }
    byte[] setup = new byte[code.length()];
    code.copy(0, setup, setup.length);
    return setup;
  }
}
