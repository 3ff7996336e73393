/**
 * What a display adapter shows, for those who show it to people. A seam: every device may use it.
 */
package emu.devices.display;
