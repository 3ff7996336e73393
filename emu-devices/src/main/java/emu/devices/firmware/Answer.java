package emu.devices.firmware;

/**
 * What a service of the BIOS says to the entry in the ROM that called it ({@code bios.asm}, {@code
 * service}).
 */
enum Answer {
  /** The service is done: back to the caller. */
  DONE,
  /** Done, and the entry is to do more: hardware interrupts only. */
  MORE,
  /** The processor halts until the next interrupt, then the service is asked again. */
  WAIT,
  /** The service is asked again at once, but interrupts come through in between. */
  AGAIN
}
