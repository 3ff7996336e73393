/** Random programs of 16-bit and 32-bit code in segments of all kinds. */
package emu.core.segments;
