package emu.devices.boot;

/**
 * A file that lies in memory beside the kernel.
 *
 * @param address its physical address, a multiple of 4 KiB
 * @param length its bytes
 * @param text what the user wrote of it: its name, and what follows that
 */
public record BootModule(long address, long length, String text) {}
