/**
 * Decoders of the compressions in which kernels and initrds come: bytes in, bytes out, {@link
 * java.io.IOException} for all else.
 */
package emu.devices.decompress;
