package emu.jit.cache;

import emu.core.decode.CodeMode;
import emu.core.interp.Block;
import emu.jit.region.Region;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * All that emitted code depends on: the guest's code with its place in the page, how it is read,
 * and what the emitter was asked for. Not the page's address, so code serves every page that holds
 * the same.
 */
final class CodeKey {
  /** Bytes that a block takes beside its code. */
  private static final int BLOCK = 6;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final byte[] content;
  private final long hash;

  private CodeKey(byte[] content) {
    this.content = content;
    this.hash = hash(content);
  }

  /** The key of {@code region}, whose code is read in {@code mode}, translated for a tier. */
  static CodeKey of(CodeMode mode, int tier, Region region) {
    int size = 12 + 2 * region.entries().size();
    for (Block block : region.blocks().values()) {
      size += BLOCK + block.bytes();
    }
    if (!region.pages().isEmpty()) {
      size += 8 + 12 * region.pages().size();
    }
    byte[] bytes = new byte[size];
    ByteBuffer content = ByteBuffer.wrap(bytes);
    content.putInt(mode.ordinal()).putInt(tier).putInt(region.entries().size());
    region.entries().forEach(offset -> content.putShort(offset.shortValue()));
    new TreeMap<>(region.blocks()).forEach((offset, block) -> put(content, offset, block));
    if (!region.pages().isEmpty()) {
      // It is for these pages only.
      content.putLong(region.home().serial());
      new TreeMap<>(region.pages())
          .forEach((number, page) -> content.putInt(number).putLong(page.serial()));
    }
    return new CodeKey(bytes);
  }

  /** The key by which a region is found from one of its entries: the block at {@code offset}. */
  static CodeKey ofEntry(CodeMode mode, int offset, Block block) {
    byte[] bytes = new byte[4 + BLOCK + block.bytes()];
    ByteBuffer content = ByteBuffer.wrap(bytes);
    content.putInt(mode.ordinal());
    put(content, offset, block);
    return new CodeKey(bytes);
  }

  private static void put(ByteBuffer content, int offset, Block block) {
    content.putInt(offset).putShort((short) block.bytes());
    block.putCode(content);
  }

  /** Bytes that it takes. */
  int size() {
    return content.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CodeKey key && key.hash == hash && Arrays.equals(key.content, content);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }

  /** Every bit of the content changes about half of the hash's. */
  private static long hash(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long hash = bytes.length;
    while (buffer.remaining() >= 8) {
      hash = mix(hash ^ buffer.getLong());
    }
    while (buffer.hasRemaining()) {
      hash = mix(hash ^ buffer.get());
    }
    return hash;
  }

  private static long mix(long value) {
    long product = value * MULTIPLIER;
    return (product ^ product >>> 32) * MULTIPLIER;
  }
}
