package emu.devices.iso;

/**
 * A contiguous part of a file.
 *
 * @param position its first byte in the image
 * @param length its bytes
 */
record Extent(long position, long length) {}
