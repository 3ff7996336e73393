package emu.devices.iso.write;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A folder, a file or a symbolic link of an image that is written. */
final class Node {
  private final String name;
  private final Node parent;
  private final Contents contents;
  private final String target;
  private final List<Node> children = new ArrayList<>();
  private long sector;

  private Node(String name, Node parent, Contents contents, String target) {
    this.name = name;
    this.parent = parent;
    this.contents = contents;
    this.target = target;
  }

  static Node root() {
    return new Node("", null, null, "");
  }

  Node addFolder(String childName) {
    return add(new Node(childName, this, null, ""));
  }

  Node addFile(String childName, Contents childContents) {
    return add(new Node(childName, this, childContents, ""));
  }

  Node addLink(String childName, String childTarget) {
    return add(new Node(childName, this, Contents.zeros(0), childTarget));
  }

  private Node add(Node child) {
    children.add(child);
    return child;
  }

  Optional<Node> child(String childName) {
    return children.stream().filter(node -> node.name.equals(childName)).findFirst();
  }

  String name() {
    return name;
  }

  /** The folder that it is in; the root is in itself. */
  Node parent() {
    return parent == null ? this : parent;
  }

  boolean isRoot() {
    return parent == null;
  }

  boolean isFolder() {
    return contents == null;
  }

  boolean isLink() {
    return !target.isEmpty();
  }

  String target() {
    return target;
  }

  Contents contents() {
    return contents;
  }

  List<Node> children() {
    return children;
  }

  /** The sector that a file starts at. */
  long sector() {
    return sector;
  }

  void setSector(long newSector) {
    sector = newSector;
  }

  /** Itself and all folders below, level by level and by name, ECMA-119 6.9.1. */
  List<Node> folders() {
    List<Node> all = new ArrayList<>(List.of(this));
    for (int i = 0; i < all.size(); i++) {
      all.get(i).children.stream()
          .filter(Node::isFolder)
          .sorted(Comparator.comparing(Node::name))
          .forEach(all::add);
    }
    return all;
  }
}
