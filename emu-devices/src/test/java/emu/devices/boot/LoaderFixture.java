package emu.devices.boot;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.cpu.EntryState;
import emu.core.memory.PhysicalMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A machine without a processor, into which tests load kernels. */
final class LoaderFixture implements AutoCloseable {
  static final long RSDP = 0xF_5000;

  final PhysicalMemory memory;
  final List<MemoryMapEntry> map = new ArrayList<>();
  private final Path folder;
  private final List<Path> initrds = new ArrayList<>();
  private String commandLine = "console=ttyS0";
  private BootProtocol protocol = BootProtocol.AUTO;
  private boolean decompress;
  private Placement placement = Placement.NONE;
  private BootDisplay display;

  LoaderFixture(Path folder, int mebibytes) {
    this.folder = folder;
    memory = new PhysicalMemory((long) mebibytes << 20);
    map.add(new MemoryMapEntry(0, 0x9_FC00, MemoryMapEntry.Type.RAM));
    map.add(new MemoryMapEntry(0x9_FC00, 0x400, MemoryMapEntry.Type.RESERVED));
    map.add(new MemoryMapEntry(0xF_0000, 0x1_0000, MemoryMapEntry.Type.RESERVED));
    map.add(new MemoryMapEntry(0x10_0000, memory.lowRamEnd() - 0x10_0000, MemoryMapEntry.Type.RAM));
    map.add(new MemoryMapEntry(memory.lowRamEnd() - 0x2000, 0x2000, MemoryMapEntry.Type.ACPI));
  }

  LoaderFixture initrd(byte[] bytes) throws IOException {
    initrds.add(Files.write(folder.resolve("initrd" + initrds.size()), bytes));
    return this;
  }

  /** As {@code -initrd "FILE text"}. */
  LoaderFixture initrd(byte[] bytes, String text) throws IOException {
    Path file = Files.write(folder.resolve("initrd" + initrds.size()), bytes);
    initrds.add(Path.of(file + " " + text));
    return this;
  }

  LoaderFixture initrd(Path path) {
    initrds.add(path);
    return this;
  }

  LoaderFixture commandLine(String text) {
    commandLine = text;
    return this;
  }

  LoaderFixture protocol(BootProtocol wanted) {
    protocol = wanted;
    return this;
  }

  LoaderFixture decompress() {
    decompress = true;
    return this;
  }

  LoaderFixture place(Placement wanted) {
    placement = wanted;
    return this;
  }

  LoaderFixture display(BootDisplay adapter) {
    display = adapter;
    return this;
  }

  EntryState load(byte[] kernel) throws IOException, BootException {
    return load(Files.write(folder.resolve("kernel"), kernel));
  }

  EntryState load(Path kernel) throws BootException {
    KernelRequest request = new KernelRequest(kernel, initrds, commandLine, protocol, decompress);
    BootTarget target = new BootTarget(memory, map, RSDP, Optional.ofNullable(display));
    return KernelLoader.load(request.with(placement), target);
  }

  /** Sees the load refused in one sentence that has {@code part} in it. */
  void assertRefused(byte[] kernel, String part) throws IOException {
    assertRefused(Files.write(folder.resolve("kernel"), kernel), part);
  }

  void assertRefused(Path kernel, String part) {
    BootException e = assertThrows(BootException.class, () -> load(kernel));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(
        e.getMessage().contains(": ") || e.getMessage().contains("; "),
        "says what to do: " + e.getMessage());
    assertTrue(e.getMessage().indexOf('\n') < 0, e.getMessage());
  }

  byte[] bytes(long address, int length) {
    byte[] bytes = new byte[length];
    memory.copyOut(address, bytes, 0, length);
    return bytes;
  }

  String text(long address) {
    StringBuilder text = new StringBuilder();
    for (long at = address; memory.read(at, 1) != 0; at++) {
      text.append((char) memory.read(at, 1));
    }
    return text.toString();
  }

  @Override
  public void close() {
    memory.close();
  }
}
