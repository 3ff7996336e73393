package emu.devices.iso.write;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The directories and path tables of one tree, ECMA-119 6.8 and 6.9. How large they are depends on
 * the names only, so they are made once to be measured and again when all has its place.
 */
final class DirectoryTree {
  private static final int MOST_RECORD = 254;
  private static final int CONTINUATION_FIELD = 28;
  private static final int FLAG_DIRECTORY = 2;
  private static final int FLAG_MULTI_EXTENT = 0x80;

  // 2026-01-01 00:00:00 UTC, so that an image depends on its files alone.
  private static final byte[] DATE = {126, 1, 1, 0, 0, 0, 0};

  private final Node root;
  private final Names names;
  private final boolean rockRidge;
  private final long mostExtent;
  private final Map<Node, Long> places = new HashMap<>();
  private final Map<Node, Integer> sizes = new HashMap<>();
  private Bytes continuations = new Bytes();
  private long continuationSector;

  DirectoryTree(Node root, boolean joliet, boolean rockRidge, long mostExtent) {
    this.root = root;
    this.names = new Names(root, joliet);
    this.rockRidge = rockRidge;
    this.mostExtent = mostExtent;
    for (Node folder : root.folders()) {
      sizes.put(folder, 0);
      places.put(folder, 0L);
    }
    for (Node folder : root.folders()) {
      sizes.put(folder, records(folder).length);
    }
  }

  /** Gives every directory its place from {@code sector} on; the sector after the last. */
  long place(long sector) {
    long next = sector;
    for (Node folder : root.folders()) {
      places.put(folder, next);
      next += sizes.get(folder) / IsoWriter.SECTOR;
    }
    continuationSector = next;
    return next + sectors(continuations.size());
  }

  private static long sectors(long bytes) {
    return (bytes + IsoWriter.SECTOR - 1) / IsoWriter.SECTOR;
  }

  /** All directories, when all files have their places; as many bytes as {@link #place} said. */
  byte[] toByteArray() {
    Bytes all = new Bytes();
    continuations = new Bytes();
    for (Node folder : root.folders()) {
      all.add(records(folder));
    }
    return all.add(continuations.toByteArray()).fillSector().toByteArray();
  }

  /** The record of the root for the volume descriptor, 34 bytes. */
  byte[] rootRecord() {
    return record(places.get(root), sizes.get(root), FLAG_DIRECTORY, new byte[1], List.of());
  }

  /** The path table, ECMA-119 9.4, with numbers in the byte order that {@code big} says. */
  byte[] pathTable(boolean big) {
    Bytes table = new Bytes();
    List<Node> folders = root.folders();
    for (Node folder : folders) {
      byte[] name = names.inPathTable(folder);
      int parent = folders.indexOf(folder.parent()) + 1;
      table.u8(name.length).u8(0);
      if (big) {
        table.big32(places.get(folder)).big16(parent);
      } else {
        table.little32(places.get(folder)).little16(parent);
      }
      table.add(name).zeros(name.length & 1);
    }
    return table.toByteArray();
  }

  private byte[] records(Node folder) {
    Bytes records = new Bytes();
    add(records, folderRecord(folder, new byte[] {0}, own(folder)));
    Node parent = folder.parent();
    add(records, folderRecord(parent, new byte[] {1}, fields(parent)));
    for (Node node : names.sorted(folder)) {
      if (node.isFolder()) {
        add(records, folderRecord(node, names.inRecord(node), named(node)));
      } else {
        addFile(records, node);
      }
    }
    return records.fillSector().toByteArray();
  }

  private List<byte[]> own(Node folder) {
    return rockRidge && folder.isRoot() ? RockRidgeFields.ofRoot(folder) : fields(folder);
  }

  private List<byte[]> fields(Node folder) {
    return rockRidge ? List.of(RockRidgeFields.mode(folder)) : List.of();
  }

  private List<byte[]> named(Node node) {
    return rockRidge ? RockRidgeFields.of(node) : List.of();
  }

  private byte[] folderRecord(Node folder, byte[] name, List<byte[]> fields) {
    return record(places.get(folder), sizes.get(folder), FLAG_DIRECTORY, name, fields);
  }

  private void addFile(Bytes records, Node node) {
    long left = node.contents().size();
    long sector = node.sector();
    do {
      long part = Math.min(left, mostExtent);
      left -= part;
      int flags = left > 0 ? FLAG_MULTI_EXTENT : 0;
      add(records, record(sector, part, flags, names.inRecord(node), named(node)));
      sector += sectors(part);
    } while (left > 0);
  }

  /** A record, ECMA-119 9.1; {@code fields} that have no room in it go to the continuations. */
  private byte[] record(long sector, long size, int flags, byte[] name, List<byte[]> fields) {
    int area = 33 + name.length + (1 - name.length % 2);
    Bytes use = new Bytes();
    int total = area + fields.stream().mapToInt(field -> field.length).sum();
    if (total <= MOST_RECORD) {
      fields.forEach(use::add);
    } else {
      use.add(withContinuation(fields, MOST_RECORD - area - CONTINUATION_FIELD));
    }
    int length = area + use.size() + use.size() % 2;
    return new Bytes()
        .u8(length)
        .u8(0)
        .both32(sector)
        .both32(size)
        .add(DATE)
        .u8(flags)
        .u8(0)
        .u8(0)
        .both16(1)
        .u8(name.length)
        .add(name)
        .fillTo(area)
        .add(use.toByteArray())
        .fillTo(length)
        .toByteArray();
  }

  private byte[] withContinuation(List<byte[]> fields, int room) {
    Bytes here = new Bytes();
    Bytes there = new Bytes();
    for (byte[] field : fields) {
      boolean fits = there.size() == 0 && here.size() + field.length <= room;
      (fits ? here : there).add(field);
    }
    if (continuations.size() % IsoWriter.SECTOR + there.size() > IsoWriter.SECTOR) {
      continuations.fillSector();
    }
    long sector = continuationSector + continuations.size() / IsoWriter.SECTOR;
    int offset = continuations.size() % IsoWriter.SECTOR;
    continuations.add(there.toByteArray());
    return here.add(RockRidgeFields.continuation(sector, offset, there.size())).toByteArray();
  }

  /** Adds a record; none crosses the end of a sector. */
  private static void add(Bytes records, byte[] record) {
    if (records.size() % IsoWriter.SECTOR + record.length > IsoWriter.SECTOR) {
      records.fillSector();
    }
    records.add(record);
  }
}
