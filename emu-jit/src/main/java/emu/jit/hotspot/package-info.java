/**
 * Has HotSpot compile translations when they are made, and not when it thinks that they are worth
 * it.
 */
package emu.jit.hotspot;
