package emu.devices.iso.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the entries of system use areas. SUSP 1.12, RRIP 1.09. */
final class RockRidgeFields {
  private static final int FOLDER_MODE = 0040555;
  private static final int FILE_MODE = 0100444;
  private static final int LINK_MODE = 0120777;
  private static final int MOST_TEXT = 120;
  private static final int CONTINUE = 1;

  private RockRidgeFields() {}

  /** The entries that say what {@code node} is called and is. */
  static List<byte[]> of(Node node) {
    List<byte[]> fields = new ArrayList<>();
    fields.add(mode(node));
    byte[] name = node.name().getBytes(UTF_8);
    for (int at = 0; at < name.length; at += MOST_TEXT) {
      int end = Math.min(name.length, at + MOST_TEXT);
      fields.add(field("NM", new Bytes().u8(end < name.length ? CONTINUE : 0), name, at, end));
    }
    if (node.isLink()) {
      fields.add(link(node.target()));
    }
    return fields;
  }

  /** The first entries of the root's own record, which say that there are such. */
  static List<byte[]> ofRoot(Node root) {
    List<byte[]> fields = new ArrayList<>();
    fields.add(field("SP", new Bytes().u8(0xBE).u8(0xEF).u8(0), new byte[0], 0, 0));
    fields.add(mode(root));
    String id = "RRIP_1991A";
    String text =
        "THE ROCK RIDGE INTERCHANGE PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS";
    fields.add(
        field(
            "ER",
            new Bytes().u8(id.length()).u8(text.length()).u8(0).u8(1).ascii(id).ascii(text),
            new byte[0],
            0,
            0));
    return fields;
  }

  static byte[] mode(Node node) {
    int mode = node.isFolder() ? FOLDER_MODE : node.isLink() ? LINK_MODE : FILE_MODE;
    Bytes body = new Bytes().both32(mode).both32(node.isFolder() ? 2 : 1).both32(0).both32(0);
    return field("PX", body, new byte[0], 0, 0);
  }

  /** The entry that says where the entries go on. */
  static byte[] continuation(long sector, int offset, int length) {
    return field("CE", new Bytes().both32(sector).both32(offset).both32(length), new byte[0], 0, 0);
  }

  private static byte[] link(String target) {
    Bytes body = new Bytes().u8(0);
    if (target.startsWith("/")) {
      body.u8(8).u8(0);
    }
    for (String part : target.split("/")) {
      switch (part) {
        case "" -> {}
        case "." -> body.u8(2).u8(0);
        case ".." -> body.u8(4).u8(0);
        default -> body.u8(0).u8(part.getBytes(UTF_8).length).add(part.getBytes(UTF_8));
      }
    }
    return field("SL", body, new byte[0], 0, 0);
  }

  private static byte[] field(String signature, Bytes body, byte[] text, int from, int to) {
    int length = 4 + body.size() + to - from;
    return new Bytes()
        .ascii(signature)
        .u8(length)
        .u8(1)
        .add(body.toByteArray())
        .add(Arrays.copyOfRange(text, from, to))
        .toByteArray();
  }
}
