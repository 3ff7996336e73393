package emu.cli.suite;

import emu.cli.error.UserException;
import emu.devices.boot.BootException;
import emu.devices.boot.BootFile;
import emu.devices.boot.ByteView;
import emu.devices.boot.linux.BzImage;
import emu.devices.elf.ElfHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds in folders what is to be tested. */
public final class KernelFinder {
  /** What is behind a kernel's name in that of the file with its options. */
  public static final String ARGS = ".args";

  /** The same for the file with what its serial port is to show. */
  public static final String EXPECT = ".expect";

  private static final int HEAD = 4096;
  private static final int ELF_TYPE = 16;
  private static final byte[] ELF_MAGIC = {0x7F, 'E', 'L', 'F'};

  private KernelFinder() {}

  /**
   * The kernels that {@code paths} name: files, and in folders whatever can be one.
   *
   * @throws UserException if a path is not there, or there is no kernel
   */
  public static List<Path> find(List<Path> paths) {
    List<Path> found = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        found.addAll(inFolder(path));
      } else if (Files.exists(path)) {
        found.add(path);
      } else {
        throw new UserException("there is no file or folder %s: check the path".formatted(path));
      }
    }
    if (found.isEmpty()) {
      throw new UserException(
          "no kernel is in %s: name files, or a folder with kernels (ELF, bzImage, .iso, .img)"
              .formatted(paths.getFirst()));
    }
    return found;
  }

  private static List<Path> inFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(KernelFinder::isTest).sorted().toList();
    } catch (IOException e) {
      throw new UserException(
          "cannot read the folder %s: check its permissions".formatted(folder), e);
    }
  }

  private static boolean isTest(Path file) {
    String name = file.getFileName().toString();
    if (!Files.isRegularFile(file)
        || name.startsWith(".")
        || name.endsWith(ARGS)
        || name.endsWith(EXPECT)) {
      return false;
    }
    return isCdRom(file)
        || isDisk(file)
        || Files.exists(beside(file, ARGS))
        || Files.exists(beside(file, EXPECT))
        || isKernel(file);
  }

  /** The file whose name is that of {@code kernel} and {@code suffix}. */
  public static Path beside(Path kernel, String suffix) {
    return kernel.resolveSibling(kernel.getFileName() + suffix);
  }

  /** Whether {@code file} is booted as a CD-ROM. */
  public static boolean isCdRom(Path file) {
    return hasSuffix(file, ".iso");
  }

  /** Whether {@code file} is booted as a hard disk. */
  public static boolean isDisk(Path file) {
    return hasSuffix(file, ".img");
  }

  private static boolean hasSuffix(Path file, String suffix) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(suffix);
  }

  /** Executables, also those that will turn out not to start; but no object files. */
  private static boolean isKernel(Path file) {
    try {
      byte[] head = BootFile.of(file).head("kernel", HEAD);
      if (head.length > ELF_TYPE && startsWith(head, ELF_MAGIC)) {
        return head[ELF_TYPE] == ElfHeader.ET_EXEC || head[ELF_TYPE] == ElfHeader.ET_DYN;
      }
      return BzImage.isBzImage(ByteView.of(head, file.toString()));
    } catch (BootException e) {
      return false;
    }
  }

  private static boolean startsWith(byte[] bytes, byte... start) {
    for (int i = 0; i < start.length; i++) {
      if (bytes[i] != start[i]) {
        return false;
      }
    }
    return true;
  }
}
