package emu.devices.iso.write;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes an ISO 9660 image: name its files, then call {@link #write}. The same files give the same
 * bytes. ECMA-119 with relaxed names, RRIP 1.09, Joliet, El Torito 1.0.
 */
public final class IsoWriter {
  static final int SECTOR = 2048;

  private static final int FIRST_DESCRIPTOR = 16;
  private static final long MOST_EXTENT = 0xFFFF_F800L;
  private static final int BIOS_SECTORS = 4;

  private final String label;
  private final Node root = Node.root();
  private final List<BootImage> bootImages = new ArrayList<>();
  private Node catalog;
  private Node loader;
  private byte[] loaderBytes;
  private boolean rockRidge = true;
  private boolean joliet = true;
  private long mostExtent = MOST_EXTENT;
  private byte[] hybridCode;

  /** An empty image called {@code label}, up to 32 characters. */
  public IsoWriter(String label) {
    this.label = label;
  }

  /** Whether it is to have Rock Ridge names, Joliet names; it has both unless this is called. */
  public IsoWriter names(boolean withRockRidge, boolean withJoliet) {
    rockRidge = withRockRidge;
    joliet = withJoliet;
    return this;
  }

  /**
   * Most bytes, a multiple of 2,048, that lie in one piece: a file with more has several extents.
   * Without this, 4 GiB less 2,048.
   */
  public IsoWriter mostExtent(long bytes) {
    mostExtent = bytes;
    return this;
  }

  /** Puts {@code contents} at the absolute path {@code path}; folders come as they are needed. */
  public IsoWriter file(String path, Contents contents) {
    folderOf(path).addFile(nameOf(path), contents);
    return this;
  }

  /** Puts a symbolic link to {@code target} at {@code path}; only Rock Ridge has such. */
  public IsoWriter link(String path, String target) {
    folderOf(path).addLink(nameOf(path), target);
    return this;
  }

  /**
   * Has a BIOS boot the loader {@code image}, of at least 64 bytes, without emulation, which is put
   * at {@code path} with a boot information table, and the boot catalog at {@code catalogPath}.
   */
  public IsoWriter bootBios(String path, byte[] image, String catalogPath) {
    loaderBytes = image.clone();
    loader = folderOf(path).addFile(nameOf(path), Contents.of(image));
    bootImages.add(new BootImage(loader, 0, BIOS_SECTORS));
    catalog = folderOf(catalogPath).addFile(nameOf(catalogPath), Contents.zeros(SECTOR));
    return this;
  }

  /** Has EFI boot the FAT image {@code contents} at {@code path}, after {@link #bootBios}. */
  public IsoWriter bootEfi(String path, Contents contents) {
    Node node = folderOf(path).addFile(nameOf(path), contents);
    bootImages.add(new BootImage(node, 0xEF, (int) Math.min(0xFFFF, contents.size() / 512)));
    return this;
  }

  /** Has the image boot as a disk too, by {@code code}, which is that of ISOLINUX. */
  public IsoWriter hybrid(byte[] code) {
    hybridCode = code.clone();
    return this;
  }

  private Node folderOf(String path) {
    Node folder = root;
    String[] names = path.split("/");
    for (int i = 0; i < names.length - 1; i++) {
      if (!names[i].isEmpty()) {
        Optional<Node> known = folder.child(names[i]);
        folder = known.isPresent() ? known.get() : folder.addFolder(names[i]);
      }
    }
    return folder;
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * Writes the image to {@code target}, in place of what is there.
   *
   * @throws IOException if a file cannot be read or the image cannot be written
   */
  public void write(Path target) throws IOException {
    DirectoryTree plain = new DirectoryTree(root, false, rockRidge, mostExtent);
    DirectoryTree unicode = new DirectoryTree(root, true, false, mostExtent);
    List<DirectoryTree> trees = joliet ? List.of(plain, unicode) : List.of(plain);
    long next = (long) FIRST_DESCRIPTOR + trees.size() + (bootImages.isEmpty() ? 1 : 2);
    long[][] tables = new long[trees.size()][2];
    for (int i = 0; i < trees.size(); i++) {
      long length = sectors(trees.get(i).pathTable(false).length);
      tables[i] = new long[] {next, next + length};
      next += 2 * length;
    }
    long firstDirectory = next;
    for (DirectoryTree tree : trees) {
      next = tree.place(next);
    }
    next = placeFiles(next);
    long size = next * SECTOR;
    if (hybridCode != null) {
      size = (size + HybridMbr.CYLINDER - 1) / HybridMbr.CYLINDER * HybridMbr.CYLINDER;
    }
    try (FileChannel image =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      // A byte at the end gives the file its length.
      put(image, size - 1, new byte[1]);
      for (Node node : files()) {
        write(image, node);
      }
      put(image, FIRST_DESCRIPTOR * (long) SECTOR, descriptors(trees, tables, size / SECTOR));
      for (int i = 0; i < trees.size(); i++) {
        put(image, tables[i][0] * SECTOR, trees.get(i).pathTable(false));
        put(image, tables[i][1] * SECTOR, trees.get(i).pathTable(true));
      }
      Bytes directories = new Bytes();
      trees.forEach(tree -> directories.add(tree.toByteArray()));
      put(image, firstDirectory * SECTOR, directories.toByteArray());
      if (hybridCode != null) {
        put(image, 0, HybridMbr.of(hybridCode, loader.sector(), size));
      }
    }
  }

  private byte[] descriptors(List<DirectoryTree> trees, long[][] tables, long blocks) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < trees.size(); i++) {
      DirectoryTree tree = trees.get(i);
      int tableSize = tree.pathTable(false).length;
      all.writeBytes(
          Descriptor.volume(i > 0, label, blocks, tableSize, tables[i], tree.rootRecord()));
      if (i == 0 && catalog != null) {
        // Right behind the primary one, El Torito 1.0, 2.0.
        all.writeBytes(Descriptor.bootRecord(catalog.sector()));
      }
    }
    all.writeBytes(Descriptor.terminator());
    return all.toByteArray();
  }

  private long placeFiles(long first) {
    long next = first;
    for (Node node : files()) {
      node.setSector(next);
      next += sectors(node.contents().size());
    }
    return next;
  }

  private void write(FileChannel image, Node node) throws IOException {
    long position = node.sector() * SECTOR;
    if (node == catalog) {
      put(image, position, BootImage.catalog(bootImages));
    } else if (node == loader) {
      put(image, position, BootImage.withTable(loaderBytes, node.sector()));
    } else {
      node.contents().writeTo(image, position);
    }
  }

  private List<Node> files() {
    return root.folders().stream()
        .flatMap(folder -> folder.children().stream())
        .filter(node -> !node.isFolder())
        .toList();
  }

  private static long sectors(long bytes) {
    return (bytes + SECTOR - 1) / SECTOR;
  }

  private static void put(FileChannel image, long position, byte[] bytes) throws IOException {
    Contents.of(bytes).writeTo(image, position);
  }
}
