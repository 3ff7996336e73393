package emu.devices.iso;

import java.util.List;

/** A file, a folder or a symbolic link in an image. */
public final class IsoEntry {
  /** What an entry is. */
  public enum Kind {
    /** A file. */
    FILE,
    /** A folder. */
    DIRECTORY,
    /** A symbolic link of Rock Ridge. */
    LINK
  }

  private final String path;
  private final Kind kind;
  private final List<Extent> extents;
  private final String target;
  private final String obstacle;

  private IsoEntry(String path, Kind kind, List<Extent> extents, String target, String obstacle) {
    this.path = path;
    this.kind = kind;
    this.extents = List.copyOf(extents);
    this.target = target;
    this.obstacle = obstacle;
  }

  static IsoEntry directory(String path, Extent extent) {
    return new IsoEntry(path, Kind.DIRECTORY, List.of(extent), "", "");
  }

  static IsoEntry link(String path, String target) {
    return new IsoEntry(path, Kind.LINK, List.of(), target, "");
  }

  /** A file; {@code obstacle} says why it cannot be read ("is compressed"), or is "". */
  static IsoEntry file(String path, List<Extent> extents, String obstacle) {
    return new IsoEntry(path, Kind.FILE, extents, "", obstacle);
  }

  /** Its absolute path in the image; that of the root is "/". */
  public String path() {
    return path;
  }

  /** Its name in its folder; "" for the root. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }

  /** Whether it is a folder. */
  public boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }

  /** Bytes in it. */
  public long size() {
    return extents.stream().mapToLong(Extent::length).sum();
  }

  /** Where a symbolic link leads; "" for all else. */
  public String target() {
    return target;
  }

  /** Why its contents cannot be read; "" if they can. */
  String obstacle() {
    return obstacle;
  }

  /** Its parts, in order. */
  List<Extent> extents() {
    return extents;
  }

  /** Where its first byte is in the image; -1 if it has none. */
  long position() {
    return extents.isEmpty() ? -1 : extents.getFirst().position();
  }

  /** The path of {@code name} in it. */
  String child(String name) {
    return path.equals("/") ? "/" + name : path + "/" + name;
  }
}
